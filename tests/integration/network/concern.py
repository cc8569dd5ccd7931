"""Two children, a person of concern, and those who look at them."""

from typing import Any

from lantern.access.viewer import Viewer, viewer_of
from lantern.children.models import Child
from lantern.network.actions.persons import record_person
from lantern.network.actions.statements import record_statement
from lantern.network.actions.ties import tie_child
from lantern.network.models import ChildTie, PersonOfConcern, Statement
from lantern.network.rules.grading import Sourced
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary.persons import About, Certainty, ChildTieKind
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.factories.today import today

SOURCE = Sourced("Invented report 1", "3x5x2", "1AP")
KNOWN = Tied(Certainty.KNOWN, SOURCE)


class Concern:
    """Amber of Chelmsford and Kit of Colchester; `county` covers both, `mid` and `north` one each, `worker` works with Kit."""

    def __init__(self) -> None:
        self.here = a_partnership()
        self.county = a_member(self.here, Role.MISSING_COORDINATOR, name="County Example")
        self.mid = a_member(self.here, Role.LIAISON_OFFICER, "Mid", name="Mid Sample")
        self.north = a_member(self.here, Role.LIAISON_OFFICER, "North", name="North Sample")
        self.worker = a_member(self.here, Role.SOCIAL_WORKER, "West", name="Worker Sample")
        self.chelmsford, self.colchester = an_area(self.here, "Chelmsford"), an_area(self.here, "Colchester")

    def children(self) -> tuple[Child, Child]:
        """Amber, whom nobody works with, and Kit."""
        amber = a_child("Amber", "Fictional", area=self.chelmsford)
        return amber, a_child("Kit", "Pretend", area=self.colchester, worker=self.worker)

    def person(self, name: str = "Vance Madeup", **given: Any) -> PersonOfConcern:
        """Recorded by the county's coordinator, without an area."""
        return record_person(**{"name": name, "description": "", "area": None, "by": self.county, "at": now()} | given)

    def tie(self, person: PersonOfConcern, child: Child, **given: Any) -> ChildTie:
        """Known to exploit the child."""
        said = {"kind": ChildTieKind.EXPLOITS, "tied": KNOWN, "by": self.county, "at": now()} | given
        return tie_child(person=person, child=child, **said)

    def says(self, person: PersonOfConcern, about: About, words: str, **given: Any) -> Statement:
        """One thing, as of today."""
        said = {"on": today(), "source": SOURCE, "by": self.county, "at": now()} | given
        return record_statement(person=person, about=about, words=words, **said)

    def sees(self, member: Member, person: PersonOfConcern) -> bool:
        """Whether the record is in the member's sight."""
        return PersonOfConcern.visible_to(self.viewer(member)).filter(pk=person.pk).exists()

    def viewer(self, member: Member) -> Viewer:
        return viewer_of(member, now=now())
