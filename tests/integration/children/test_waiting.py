"""Children who wait for a person: provisional records (MIS-4) and children without an area (SHA-2)."""

from datetime import UTC, datetime

import pytest

from lantern.children import actions
from lantern.children.models import Child
from lantern.children.rules.described import Described
from lantern.children.vocabulary import WorkKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import london
from tests.integration.children.known import Known
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def known() -> Known:
    return Known()


def nowhere(known: Known, forename: str = "Rowan") -> Child:
    """A child without an area."""
    with within(known.here.pk):
        described = Described(forename=forename, surname="Nowhere")
        return actions.create_child(described=described, by=None, at=datetime.now(UTC))


def test_children_without_an_area_are_queued_for_county_level_roles(known: Known) -> None:
    """SHA-2: with the way to place them; nobody else knows of the queue."""
    child = nowhere(known)
    assert "Place 1 child without an area" in text_of(known.client.get("/children/"))
    response = known.client.get("/children/unplaced/")
    assert "1 child has no area yet" in text_of(response)
    assert f"/children/{child.pk}/move/" in response.content.decode()
    assert known.mid_client.get("/children/unplaced/").status_code == 404
    assert known.mid_client.get(f"/children/{child.pk}/").status_code == 404
    assert "without an area" not in text_of(known.mid_client.get("/children/"))


def test_a_child_that_is_placed_leaves_the_queue_and_is_seen_where_it_lives(known: Known) -> None:
    """SHA-2."""
    child = nowhere(known)
    since = {"since-day": "1", "since-month": "2", "since-year": "2024"}
    known.client.post(f"/children/{child.pk}/move/", {"district": str(known.chelmsford.pk), **since})
    assert "Every child has an area" in text_of(known.client.get("/children/unplaced/"))
    assert known.mid_client.get(f"/children/{child.pk}/").status_code == 200


def test_provisional_records_are_listed_in_scope_alone(known: Known) -> None:
    """MIS-4, SHA-2."""
    known.a_child(provisional=True)
    known.a_child("Kofi", area=known.colchester, provisional=True)
    assert "2 records wait to be confirmed" in text_of(known.client.get("/children/provisional/"))
    said = text_of(known.mid_client.get("/children/provisional/"))
    assert "1 record waits to be confirmed" in said
    assert "Kofi" not in said
    assert "Confirm 1 provisional record" in text_of(known.mid_client.get("/children/"))


def test_those_who_may_not_change_records_see_the_list_without_the_way_to_change(known: Known) -> None:
    """SHA-2: a liaison officer may see the children of the area, not confirm them."""
    child = known.a_child(provisional=True)
    html = known.sees_as(Role.LIAISON_OFFICER).get("/children/provisional/").content.decode()
    assert "Zoë Madeup" in html
    assert f"/children/{child.pk}/details/" not in html


@pytest.mark.parametrize("page", ["provisional", "unplaced"])
@pytest.mark.parametrize("count", [1, 30])
def test_the_lists_ask_no_more_than_twelve_queries(known: Known, page: str, count: int) -> None:
    """The same with one row and with a page full."""
    for number in range(count):
        nowhere(known, f"Rowan{number}")
        known.a_child(f"Zoë{number}", provisional=True)
    known.client.get(f"/children/{page}/")
    with asking_at_most(12):
        assert known.client.get(f"/children/{page}/").status_code == 200


def test_who_works_with_a_child_without_an_area_is_not_sent_to_a_queue_that_is_closed_to_them(known: Known) -> None:
    """SHA-2: My work counts what its link opens; the child's own page has the way to give an address."""
    child = nowhere(known)
    with within(known.here.pk):
        at = datetime.now(UTC)
        since = london(at).date()
        actions.allocate(child=child, member=known.in_mid, kind=WorkKind.OTHER, since=since, by=None, at=at)
    html = known.mid_client.get("/").content.decode()
    assert "/children/unplaced/" not in html
    assert "without an area" not in html
    assert f"/children/{child.pk}/move/" in known.mid_client.get(f"/children/{child.pk}/").content.decode()
    assert "Place 1 child without an area" in text_of(known.client.get("/"))
