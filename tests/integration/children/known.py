"""What the tests of children's pages share: a partnership, people who see all or part of it, and children of every kind."""

from datetime import UTC, date, datetime

from django.test import Client

from lantern.children import actions
from lantern.children.models import Child
from lantern.children.rules.described import Described
from lantern.organisation.models import Area, Member, Postcode
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action
from tests.factories.people import a_member, a_partnership, an_area, signed_in_client

LONG_AGO = date(2020, 1, 1)


class Known:
    """A partnership with a coordinator who sees all of it and one who sees Mid alone."""

    def __init__(self) -> None:
        self.here: Partnership = a_partnership()
        self.coordinator: Member = a_member(self.here, Role.MISSING_COORDINATOR, name="Rowan Sample")
        self.client: Client = signed_in_client(self.coordinator)
        self.in_mid: Member = a_member(self.here, Role.MISSING_COORDINATOR, "Mid", name="Mid Sample")
        self.mid_client: Client = signed_in_client(self.in_mid)
        self.chelmsford: Area = an_area(self.here, "Chelmsford")
        self.colchester: Area = an_area(self.here, "Colchester")

    def sees_as(self, role: Role, area: str | None = None) -> Client:
        """A client of somebody with that role."""
        return signed_in_client(a_member(self.here, role, area))

    def a_child(
        self, forename: str = "Zoë", surname: str = "Madeup", *, born: date = date(2012, 3, 3), area: Area | None = None,
        postcode: str = "", text: str = "", reference: str = "", provisional: bool = False,
    ) -> Child:  # fmt: skip
        """A child in Chelmsford unless `area` says otherwise."""
        now = datetime.now(UTC)
        with within(self.here.pk):
            described = Described(forename=forename, surname=surname, born=born, sex="F")
            place = area or self.chelmsford
            child = actions.create_child(described=described, area=place, provisional=provisional, by=None, at=now)
            if postcode or text:
                actions.move_to(
                    child=child, text=text, postcode=postcode, since=LONG_AGO, district=place.pk, by=None, at=now
                )
            if reference:
                actions.add_reference(child=child, system="council", value=reference, by=None, at=now)
            return Child.objects.get(pk=child.pk)

    def a_postcode(self, code: str, area: Area) -> None:
        """A postcode that lies in `area`."""
        with within(self.here.pk):
            _add_postcode(code=code, area=area, by=None, at=datetime.now(UTC))


@action
def _add_postcode(*, code: str, area: Area, by: None, at: datetime) -> None:
    Postcode.objects.create(code=code, longitude=0.5, latitude=51.7, area=area)
