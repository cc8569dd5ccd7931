"""What the tests of information governance share: a partnership with its officer, people, children, and looks at them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.test import Client

from lantern.children import actions as children
from lantern.children.models import Child
from lantern.children.vocabulary import WorkKind
from lantern.governance.actions.watching import Watched, watch
from lantern.governance.models import Unusual
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import LONDON, london
from lantern.trail import actions as trail
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import LONG_AGO, a_member, a_partnership, an_area, signed_in_client


class Governed:
    """A partnership, an officer of information governance, and looks at any time."""

    def __init__(self) -> None:
        self.here: Partnership = a_partnership()
        self.officer: Member = a_member(self.here, Role.INFORMATION_GOVERNANCE, name="Kim Judge")
        self.client: Client = signed_in_client(self.officer)
        self.noon = datetime.now(LONDON).replace(hour=12, minute=0, second=0, microsecond=0) - timedelta(days=1)

    def someone(
        self, name: str = "Sam Invented", role: Role = Role.MISSING_COORDINATOR, area: str | None = None
    ) -> Member:
        return a_member(self.here, role, area, name=name)

    def child(self, surname: str = "Example", area: str = "Chelmsford", home: tuple[str, str] | None = None) -> Child:
        with within(self.here.pk):
            place = an_area(self.here, area)
            child = a_child(surname=surname, area=place)
            if home:
                children.move_to(
                    child=child,
                    text=home[0],
                    postcode=home[1],
                    since=LONG_AGO,
                    district=place.pk,
                    by=None,
                    at=self.noon,
                )
            return child

    def works(self, member: Member, child: Child, until: Any = None) -> None:
        with within(self.here.pk):
            work = children.allocate(
                child=child, member=member, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=self.noon
            )
            if until:
                children.end_allocation(allocation=work, on=until, by=member, at=self.noon)

    def looks(self, member: Member, *seen: Child, at: datetime | None = None, what: str = "casefile/overview") -> None:
        """Opens each record, a second after the other."""
        with within(self.here.pk), trail.from_address("192.0.2.7"):
            for number, child in enumerate(seen):
                trail.viewed(what, child, by=member, at=(at or self.noon) + timedelta(seconds=number))

    def watch(self, days: int = 2) -> Watched:
        with within(self.here.pk):
            return watch(days=days, by=None, at=datetime.now(UTC))

    def found(self) -> list[Unusual]:
        with within(self.here.pk):
            return list(Unusual.objects.select_related("member", "child").order_by("reason", "first_at"))

    def reasons(self) -> list[str]:
        self.watch()
        return [each.reason for each in self.found()]

    def left(self, what: str) -> list[Entry]:
        with within(self.here.pk):
            return list(Entry.objects.filter(what=what).order_by("id"))

    def day(self, before: int = 0) -> Any:
        return london(self.noon).date() - timedelta(days=before)
