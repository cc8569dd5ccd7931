"""What tests of MACE 1 share: a partnership with a series for Mid, its people, and a meeting with children on its agenda."""

from datetime import datetime, timedelta

from lantern.children.models import Child
from lantern.exploitation.actions.facts import record_type
from lantern.exploitation.vocabulary import Certainty, ExploitationType
from lantern.mace1.models import Item
from lantern.mace1.rules.deciding import Decided
from lantern.mace1.vocabulary import Outcome
from lantern.meetings.actions.running import begin, send_agenda
from lantern.meetings.models import Meeting, Series
from lantern.organisation.models import Member
from lantern.organisation.rules.seating import SeatKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child
from tests.factories.meetings import a_series, in_person, some_meetings
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.factories.today import today


class Room:
    """A chair, a minute-taker and a core member; `meetings` to come, the first with the children that are put there."""

    def __init__(self) -> None:
        self.here = a_partnership()
        self.by = a_member(self.here, Role.MISSING_COORDINATOR, name="Rowan Sample")
        with within(self.here.pk):
            self.series: Series = a_series(by=self.by)
            self.meetings: list[Meeting] = some_meetings(self.series, by=self.by)
            self.chair = self._seated(Role.CHAIR, SeatKind.CHAIR, "Ash Pretend")
            self.minutes = self._seated(Role.BUSINESS_SUPPORT, SeatKind.SUPPORT, "Max Invented")
            self.core = self._seated(Role.HEALTH_MEMBER, SeatKind.MEMBER, "Noor Madeup")

    @property
    def meeting(self) -> Meeting:
        """The first meeting, as it is now."""
        return Meeting.objects.select_related("series__area").get(pk=self.meetings[0].pk)

    def child(self, area: str = "Chelmsford", surname: str = "Example") -> Child:
        """A child of the area of whom nothing is known."""
        return a_child("Amber", surname, area=an_area(self.here, area))

    def item(self, surname: str = "Example", *, at: datetime | None = None) -> Item:
        """A child on the next agenda that is not sent."""
        child = self.child(surname=surname)
        self.exploited(child, at=at)
        return self.of(child)

    def of(self, child: Child) -> Item:
        """The child's latest place on an agenda."""
        found = Item.objects.select_related("child", "case", "meeting__series__area").filter(child=child)
        return found.latest("at")

    def exploited(self, child: Child, certainty: Certainty = Certainty.KNOWN, *, at: datetime | None = None) -> None:
        """A type of exploitation that is on the record."""
        record_type(
            child=child, kind=ExploitationType.CRIMINAL, certainty=certainty, since=today(), source="Invented", by=self.by,
            at=at or now(),
        )  # fmt: skip

    def sent(self) -> Meeting:
        """The first meeting with its agenda sent."""
        return send_agenda(meeting=self.meeting, by=self.chair, at=now())

    def begun(self) -> Meeting:
        """The first meeting, running."""
        self.sent()
        return begin(meeting=self.meeting, by=self.chair, at=now())

    def stays(self, words: str = "As agreed") -> Decided:
        """Reviewed at the next meeting."""
        return Decided(Outcome.STAYS, words, review=self.meetings[1].pk)

    def _seated(self, role: Role, kind: SeatKind, name: str) -> Member:
        return in_person(self.series, a_member(self.here, role, name=name), kind)


CLOSES = Decided(Outcome.CLOSES, "The risk is less", closing="Risk reduced")
AN_HOUR = timedelta(hours=1)
