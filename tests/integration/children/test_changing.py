"""Changing a record: nothing typed is lost, nothing is overwritten unseen, everything leaves a trace (SHA-6)."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.children.models import Address, Allocation, Child, ChildName, Placement, ServiceStatus
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from lantern.trail.vocabulary import Kind
from tests.factories.people import a_member, now, signed_in_client
from tests.factories.today import today
from tests.integration.children.known import Known
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db
PAGES = ("details", "name", "reference", "move", "status", "placement", "work")
SINCE = {"since-day": "1", "since-month": "2", "since-year": "2024"}


@pytest.fixture
def known() -> Known:
    return Known()


def typed_details(child: Child, **changed: str) -> dict[str, str]:
    return {
        "version": str(child.version),
        "forename": child.forename,
        "surname": child.surname,
        "born-day": "3",
        "born-month": "3",
        "born-year": "2012",
        "sex": "F",
        **changed,
    }


def fresh(known: Known, child: Child) -> Child:
    with within(known.here.pk):
        return Child.objects.get(pk=child.pk)


def changes_of(known: Known, child: Child) -> set[str]:
    with within(known.here.pk):
        found = Entry.objects.filter(child_id=child.pk, kind=Kind.CHANGE, member_id=known.coordinator.pk)
        return set(found.values_list("what", flat=True))


def version_in(response: Any) -> str:
    return re.search(r'name="version" value="(\d+)"', response.content.decode())[1]  # type: ignore[index]


def test_a_name_that_is_replaced_stays_as_a_former_one_and_finds_still(known: Known) -> None:
    """MIS-4."""
    child = known.a_child()
    known.client.post(f"/children/{child.pk}/details/", typed_details(child, surname="Pretend"))
    assert str(fresh(known, child)) == "Zoë Pretend"
    with within(known.here.pk):
        assert str(ChildName.objects.get()) == "Zoë Madeup"
    assert "Zoë Pretend" in text_of(known.client.get("/children/", {"q": "zoe madeup"}))
    assert "children.changed" in changes_of(known, child)


def test_the_second_writer_sees_both_texts_and_loses_nothing(known: Known) -> None:
    """Concurrent edits: what stands is shown beside what was typed; saving again is upon what stands."""
    child = known.a_child()
    page = f"/children/{child.pk}/details/"
    known.client.post(page, typed_details(child, known_as="Zuzu"))
    response = known.client.post(page, typed_details(child, known_as="Zo", pronouns="they/them"))
    said = text_of(response)
    assert "Somebody else changed this record while you were working" in said
    assert "Known as Zo Zuzu" in said
    assert 'value="they/them"' in response.content.decode()
    assert fresh(known, child).known_as == "Zuzu"
    again = typed_details(child, known_as="Zo", pronouns="they/them", version=version_in(response))
    known.client.post(page, again)
    stands = fresh(known, child)
    assert (stands.known_as, stands.pronouns, stands.version) == ("Zo", "they/them", 3)


def test_values_from_elsewhere_stay_when_the_form_is_saved(known: Known) -> None:
    """Ethnicity is kept as received until a person chooses another."""
    child = known.a_child()
    known.client.post(f"/children/{child.pk}/details/", typed_details(child, ethnicity="MOTH"))
    page = f"/children/{child.pk}/details/"
    assert '<option value="MOTH" selected>' in known.client.get(page).content.decode()


def test_confirming_a_provisional_record_takes_it_off_the_list(known: Known) -> None:
    """MIS-4: a person has checked it."""
    child = known.a_child(provisional=True)
    assert "1 record waits to be confirmed" in text_of(known.client.get("/children/provisional/"))
    assert "Confirm details" in text_of(known.client.get(f"/children/{child.pk}/details/"))
    response = known.client.post(f"/children/{child.pk}/details/", typed_details(child), follow=True)
    assert "The details are confirmed." in text_of(response)
    assert "No record waits to be confirmed" in text_of(known.client.get("/children/provisional/"))


def test_a_new_address_moves_the_child_to_its_area(known: Known) -> None:
    """PAR-2, SHA-2: the people of the old area lose sight of the child, and are told so once."""
    child = known.a_child(postcode="CM19ZZ", text="1 Nowhere Lane")
    known.a_postcode("CO19ZZ", known.colchester)
    typed = {"text": "2 Sample Close", "postcode": "co1 9zz", **SINCE}
    response = known.mid_client.post(f"/children/{child.pk}/move/", typed, follow=True)
    assert "You no longer see this record" in text_of(response)
    assert known.mid_client.get(f"/children/{child.pk}/").status_code == 404
    assert fresh(known, child).area_id == known.colchester.pk
    with within(known.here.pk):
        assert list(Address.objects.order_by("since").values_list("until", flat=True)) == [date(2024, 2, 1), None]


def test_a_district_is_used_when_the_postcode_says_nothing(known: Known) -> None:
    """SHA-2: so that a child without an area can be placed."""
    child = known.a_child()
    typed = {"postcode": "CO9 9ZZ", "district": str(known.colchester.pk), **SINCE}
    known.client.post(f"/children/{child.pk}/move/", typed)
    assert fresh(known, child).area_id == known.colchester.pk


def test_what_is_wrong_with_an_address_is_told(known: Known) -> None:
    """Nothing typed is lost."""
    child = known.a_child(postcode="CM19ZZ", text="1 Nowhere Lane")
    page = f"/children/{child.pk}/move/"
    assert "Enter the address, the postcode or the district" in text_of(known.client.post(page, SINCE))
    half = known.client.post(page, {"text": "2 Sample Close", "postcode": "CM1", **SINCE})
    assert "Enter a whole postcode" in text_of(half)
    assert 'value="2 Sample Close"' in half.content.decode()
    before = known.client.post(page, {"text": "2 Sample Close", **SINCE, "since-year": "2019"})
    assert "There is a later entry already" in text_of(before)
    assert 'value="2 Sample Close"' in before.content.decode()


def test_status_and_placement_follow_each_other(known: Known) -> None:
    """MIS-8, MIS-14: a legal status is asked for, and kept, of a looked-after child alone."""
    child = known.a_child()
    page = f"/children/{child.pk}/status/"
    assert "legal status" in text_of(known.client.post(page, {"status": "LAC", **SINCE}))
    known.client.post(page, {"status": "LAC", "legal_status": "C2", **SINCE})
    known.client.post(page, {"status": "CIN", "legal_status": "C2", **SINCE, "since-year": "2025"})
    with within(known.here.pk):
        rows = list(ServiceStatus.objects.order_by("since").values_list("status", "legal_status", "until"))
    assert rows == [("LAC", "C2", date(2025, 2, 1)), ("CIN", "", None)]
    typed = {"code": "K2", "where": "Fictional House", "out_of_area": "on", **SINCE}
    known.client.post(f"/children/{child.pk}/placement/", typed)
    with within(known.here.pk):
        placed = Placement.objects.get()
    assert (placed.code, placed.place, placed.out_of_area, placed.since) == (
        "K2",
        "Fictional House",
        True,
        date(2024, 2, 1),
    )


def test_names_and_references_are_added(known: Known) -> None:
    """MIS-4."""
    child = known.a_child()
    known.client.post(f"/children/{child.pk}/name/", {"forename": "Zora", "source": "the child"})
    known.client.post(f"/children/{child.pk}/reference/", {"system": "police", "value": "P12"})
    known.a_child("Kofi", reference="C1")
    taken = known.client.post(f"/children/{child.pk}/reference/", {"system": "council", "value": "C1"})
    assert "stands on a record already" in text_of(taken)
    assert {"children.alias_added", "children.reference_added"} <= changes_of(known, child)
    said = text_of(known.client.get(f"/children/{child.pk}/"))
    assert "Zora (also known as)" in said
    assert "police P12" in said


def test_who_is_given_work_sees_the_record_until_it_ends(known: Known) -> None:
    """SHA-2: and the page says so before."""
    worker = a_member(known.here, Role.SOCIAL_WORKER, name="Sam Invented")
    client = signed_in_client(worker)
    child = known.a_child()
    page = f"/children/{child.pk}/work/"
    assert client.get(f"/children/{child.pk}/").status_code == 404
    assert "can see this child’s whole record" in text_of(known.client.get(page))
    known.client.post(page, {"member": str(worker.pk), "kind": "social worker", **SINCE})
    assert "you work with this child (social worker)" in text_of(client.get(f"/children/{child.pk}/"))
    with within(known.here.pk):
        work = Allocation.objects.get()
    this_day = today()
    end = {"on-day": str(this_day.day), "on-month": str(this_day.month), "on-year": str(this_day.year)}
    response = client.post(f"/children/work/{work.pk}/end/", end, follow=True)
    assert "You no longer see this record" in text_of(response)
    assert client.get(f"/children/{child.pk}/").status_code == 404


def test_work_cannot_end_before_it_began_or_begin_before_that_of_the_one_before(known: Known) -> None:
    """SHA-2: one social worker at a time."""
    worker, other = (a_member(known.here, Role.SOCIAL_WORKER) for _ in range(2))
    child = known.a_child()
    page = f"/children/{child.pk}/work/"
    known.client.post(page, {"member": str(worker.pk), "kind": "social worker", **SINCE})
    early = {"member": str(other.pk), "kind": "social worker", **SINCE, "since-year": "2023"}
    assert "There is a later entry already" in text_of(known.client.post(page, early))
    with within(known.here.pk):
        work = Allocation.objects.get()
    end = {"on-day": "1", "on-month": "1", "on-year": "2024"}
    assert "They began later than that" in text_of(known.client.post(f"/children/work/{work.pk}/end/", end))


def test_only_people_whose_role_opens_records_can_be_given_work(known: Known) -> None:
    """SHA-2."""
    analyst, removed = a_member(known.here, Role.ANALYST), a_member(known.here, Role.SOCIAL_WORKER, accepted=False)
    html = known.client.get(f"/children/{known.a_child().pk}/work/").content.decode()
    assert str(analyst.pk) not in html
    assert str(removed.pk) not in html
    assert str(known.coordinator.pk) in html


@pytest.mark.parametrize("page", PAGES)
def test_nobody_changes_a_child_out_of_scope_or_without_the_permission(known: Known, page: str) -> None:
    """SHA-2: the same answer as for a child that does not exist."""
    child = known.a_child(area=known.colchester)
    clients: list[Client] = [known.mid_client, known.sees_as(Role.LIAISON_OFFICER), known.sees_as(Role.SOCIAL_WORKER)]
    for client in clients:
        assert client.get(f"/children/{child.pk}/{page}/").status_code == 404
        assert client.post(f"/children/{child.pk}/{page}/", {}).status_code == 404


@pytest.mark.parametrize("page", PAGES)
def test_each_form_asks_no_more_than_twelve_queries_and_future_days_are_refused(known: Known, page: str) -> None:
    """And each empty form tells what is missing instead of failing."""
    child = known.a_child(postcode="CM19ZZ", text="1 Nowhere Lane", reference="C1")
    known.client.get(f"/children/{child.pk}/{page}/")
    with asking_at_most(12):
        assert known.client.get(f"/children/{child.pk}/{page}/").status_code == 200
    assert "There is a problem" in text_of(known.client.post(f"/children/{child.pk}/{page}/", {}))
    ahead = now() + timedelta(days=2)
    typed = {"since-day": str(ahead.day), "since-month": str(ahead.month), "since-year": str(ahead.year)}
    if page in ("move", "status", "placement", "work", "name"):
        assert "must not be in the future" in text_of(known.client.post(f"/children/{child.pk}/{page}/", typed))
