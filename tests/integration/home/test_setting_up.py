"""Setting up: each number on the page is counted from the records it speaks of, and only an administrator sees it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.home.queries.setting_up import counted
from lantern.organisation import actions
from lantern.organisation.models import Agency, Area, Geography, Member, Postcode, RoleHeld
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import london
from lantern.trail.acting import action
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, now, signed_in_client

pytestmark = pytest.mark.django_db
TODAY = london(now()).date()
SQUARE = {"type": "Polygon", "coordinates": [[[0, 51], [1, 51], [1, 52], [0, 51]]]}


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@action
def _save(*, rows: tuple[Any, ...], by: None, at: Any) -> None:
    for row in rows:
        row.save()


def saved(*rows: Any) -> None:
    _save(rows=rows, by=None, at=now())


def districts() -> list[Area]:
    return list(Area.objects.filter(geography__is_main=True, level="district").order_by("name"))


def test_districts_are_counted_with_their_boundaries(here: Partnership) -> None:
    """PAR-2: those of the main tree; an overlay's areas and the county itself are not districts."""
    with within(here.pk):
        every = districts()
        before = counted(TODAY)
        assert (before.districts, before.drawn) == (len(every), sum(each.boundary is not None for each in every))
        for each in every:
            each.boundary = SQUARE
        overlay = Geography.objects.filter(is_main=False).first()
        saved(*every, Area(geography=overlay, code="X", name="X", level="district"))
        after = counted(TODAY)
        assert after.districts == after.drawn == len(every)


def test_postcodes_and_children_are_there_or_not(here: Partnership) -> None:
    with within(here.pk):
        assert not counted(TODAY).has_postcodes
        assert not counted(TODAY).has_children
        saved(Postcode(code="CO11AA", longitude=0, latitude=51, area=None))
        a_child("Rowan")
        assert counted(TODAY).has_postcodes
        assert counted(TODAY).has_children


def test_agencies_count_when_they_have_people_and_by_the_day(here: Partnership) -> None:
    """PAR-6: an agency without people receives nothing anyhow; a protocol that ends tomorrow holds today."""
    a_member(here, Role.CHAIR, agency="Fictional Council")
    gone = a_member(here, Role.CHAIR, agency="Invented Police")
    with within(here.pk):
        actions.remove_member(member=Member.objects.get(pk=gone.pk), by=None, at=now())
        with_people = set(Member.objects.filter(removed_at=None).values_list("agency", flat=True))
        assert counted(TODAY).agencies == len(with_people)
        council = Agency.objects.get(name="Fictional Council")
        council.protocol_signed_on, council.protocol_expires_on = TODAY, TODAY + timedelta(days=1)
        saved(council)
        assert [counted(TODAY + timedelta(days=n)).signed for n in (-1, 0, 1, 2)] == [0, 1, 1, 0]


def test_people_count_from_the_invitation_and_coordinators_once_they_are_in(here: Partnership) -> None:
    """PAR-4: invited, signed up, and a missing coordinator by the days of the role."""
    with within(here.pk):
        before = counted(TODAY)
    waiting = a_member(here, Role.MISSING_COORDINATOR, accepted=False)
    with within(here.pk):
        invited = counted(TODAY)
        assert (invited.invited, invited.signed_up, invited.coordinators) == (
            before.invited + 1, before.signed_up, before.coordinators,
        )  # fmt: skip
    came = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        assert counted(TODAY).coordinators == before.coordinators + 1
        held = RoleHeld.objects.get(member=came.pk)
        held.until = TODAY
        saved(held)
        assert counted(TODAY).coordinators == before.coordinators
        assert counted(TODAY - timedelta(days=1)).coordinators == before.coordinators + 1
        assert waiting.user is None


def test_the_page_asks_as_little_with_many_people_as_with_few(here: Partnership) -> None:
    """At most 12 queries a page, and the same with forty more people."""
    client = signed_in_client(a_member(here, Role.ADMINISTRATOR))
    client.get("/setting-up/")
    numbers = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/setting-up/").status_code == 200
        real = [
            q for q in asked.captured_queries if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "SELECT set_config"))
        ]
        numbers.append(len(real))
        for _ in range(20):
            a_member(here, Role.CHAIR)
    assert numbers[0] == numbers[1] <= 16


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_is_led_there(here: Partnership, role: Role) -> None:
    """SHA-2: neither the page nor a word of it on My work or in the list of people."""
    client = signed_in_client(a_member(here, role))
    assert client.get("/setting-up/").status_code == 404
    assert "Set the partnership up" not in client.get("/").content.decode()
    assert "/setting-up/" not in client.get("/organisation/").content.decode()


def test_my_work_leads_there_until_a_feed_has_come(here: Partnership) -> None:
    client = signed_in_client(a_member(here, Role.ADMINISTRATOR))
    assert "Set the partnership up" in client.get("/").content.decode()
    assert "/setting-up/" in client.get("/organisation/").content.decode()
