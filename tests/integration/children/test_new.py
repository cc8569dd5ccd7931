"""MIS-4: likely records are shown before a new one is opened."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from lantern.children.models import Address, Child, ChildReference, ServiceStatus
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.integration.children.known import Known
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db
ZOE = {
    "forename": "Zoe",
    "surname": "Madup",
    "born-day": "3",
    "born-month": "3",
    "born-year": "2012",
    "status": "none",
}


@pytest.fixture
def known() -> Known:
    return Known()


def looked(response: Any) -> str:
    """The proof that the likely records were shown."""
    return re.search(r'name="looked" value="([^"]+)"', response.content.decode())[1]  # type: ignore[index]


def children_of(known: Known) -> list[Child]:
    with within(known.here.pk):
        return list(Child.objects.order_by("number"))


def test_a_likely_record_is_shown_first_with_why(known: Known) -> None:
    """MIS-4: nothing is opened until a person said that it is none of these."""
    known.a_child()
    response = known.client.post("/children/new/", ZOE)
    said = text_of(response)
    assert "Is it one of these?" in said
    assert "Same birth date, same forename, surname spelt almost the same" in said
    assert "None of these: add the child" in said
    assert 'value="Madup"' in response.content.decode()
    assert len(children_of(known)) == 1


def test_none_of_these_adds_the_child(known: Known) -> None:
    """MIS-4."""
    known.a_child()
    shown = known.client.post("/children/new/", ZOE)
    response = known.client.post("/children/new/", {**ZOE, "looked": looked(shown)}, follow=True)
    assert "Zoe Madup is added, with the number L0000002" in text_of(response)
    assert [str(child) for child in children_of(known)] == ["Zoë Madeup", "Zoe Madup"]


def test_the_proof_is_of_what_was_looked_for(known: Known) -> None:
    """MIS-4: with another name the likely records are shown again; a proof cannot be made up."""
    known.a_child()
    proof = looked(known.client.post("/children/new/", ZOE))
    changed = known.client.post("/children/new/", {**ZOE, "surname": "Madeup", "looked": proof})
    assert "Is it one of these?" in text_of(changed)
    assert "Is it one of these?" in text_of(known.client.post("/children/new/", {**ZOE, "looked": "x"}))
    assert len(children_of(known)) == 1


def test_with_nobody_likely_the_record_is_opened_with_all_that_was_typed(known: Known) -> None:
    """MIS-4, PAR-2: the area follows from the postcode."""
    known.a_postcode("CM19ZZ", known.chelmsford)
    known.client.post(
        "/children/new/",
        {
            **ZOE,
            "known_as": "Zuzu",
            "pronouns": "they/them",
            "sex": "F",
            "ethnicity": "MOTH",
            "address": "1 Nowhere Lane",
            "postcode": "cm1 9zz",
            "status": "CIN",
            "council": "C0700001",
            "police": "P1",
        },
    )
    (child,) = children_of(known)
    assert (child.known_as, child.pronouns, child.sex, child.ethnicity) == ("Zuzu", "they/them", "F", "MOTH")
    assert (child.born, child.area_id, child.status) == (date(2012, 3, 3), known.chelmsford.pk, "CIN")
    with within(known.here.pk):
        assert Address.objects.get().postcode == "CM19ZZ"
        assert ServiceStatus.objects.get().status == "CIN"
        assert {str(each) for each in ChildReference.objects.all()} == {"council C0700001", "police P1"}


def test_a_child_out_of_scope_is_not_shown_as_likely(known: Known) -> None:
    """SHA-2: nothing tells of a record that may not be seen."""
    known.a_child(area=known.colchester)
    said = text_of(known.mid_client.post("/children/new/", ZOE, follow=True))
    assert "Is it one of these?" not in said
    assert "You no longer see this record" in said  # no address: nobody but county-level roles sees it


def test_a_name_without_letters_is_taken_as_it_is(known: Known) -> None:
    """MIS-4: nothing to look by is not an error."""
    known.client.post("/children/new/", {"forename": "", "surname": "???", "status": "none"})
    assert [child.surname for child in children_of(known)] == ["???"]


def test_likely_records_shown_are_looks(known: Known) -> None:
    """SHA-6."""
    child = known.a_child()
    known.client.post("/children/new/", ZOE)
    with within(known.here.pk):
        left = Entry.objects.filter(what="children/new").order_by("id").values_list("kind", "child_id", "detail")
        said = "By name and date of birth: 1 shown"
        assert list(left) == [("search", None, said), ("search", child.pk, said)]


def test_from_a_report_a_likely_record_leads_to_its_report(known: Known) -> None:
    """MIS-1."""
    child = known.a_child()
    html = known.client.post("/children/new/?then=report", ZOE).content.decode()
    assert f'href="/missing/report/?child={child.pk}"' in html


def test_from_a_report_the_way_leads_back_to_the_report(known: Known) -> None:
    """MIS-1."""
    response = known.client.post("/children/new/?then=report", ZOE)
    (child,) = children_of(known)
    assert response.headers["Location"] == f"/missing/report/?child={child.pk}"


def test_a_reference_that_stands_on_another_record_is_refused_and_what_was_typed_is_kept(known: Known) -> None:
    """MIS-4."""
    known.a_child("Kofi", "Sample", born=date(2015, 1, 1), area=known.colchester, reference="C0700001")
    response = known.mid_client.post("/children/new/", {**ZOE, "council": "C0700001"})
    assert "stands on a record already" in text_of(response)
    assert 'value="Madup"' in response.content.decode()
    assert len(children_of(known)) == 1


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"forename": "", "surname": ""}, "Enter a forename or a surname"),
        ({"born-day": "31", "born-month": "2"}, "The date of birth must be a real date"),
        ({"born-year": "2199"}, "The date of birth must not be in the future"),
    ],
)
def test_mistakes_are_told_and_nothing_typed_is_lost(known: Known, typed: dict[str, str], error: str) -> None:
    """MIS-4."""
    response = known.client.post("/children/new/", {**ZOE, "known_as": "Zuzu", **typed})
    assert error in text_of(response)
    assert 'value="Zuzu"' in response.content.decode()
    assert not children_of(known)


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (Role.MISSING_COORDINATOR, 200),
        (Role.LIAISON_OFFICER, 200),
        (Role.TRIAGE_OFFICER, 200),
        (Role.SOCIAL_WORKER, 404),
        (Role.CHAIR, 404),
        (Role.ANALYST, 404),
    ],
)
def test_who_may_add_a_child(known: Known, role: Role, status: int) -> None:
    """SHA-2."""
    client: Client = known.sees_as(role)
    assert client.get("/children/new/").status_code == status
    assert client.post("/children/new/", {}).status_code == status


def test_looking_asks_no_more_than_twelve_queries(known: Known) -> None:
    """The page with its likely records."""
    for _ in range(5):
        known.a_child()
    known.client.get("/children/new/")
    with asking_at_most(12):
        assert "Is it one of these?" in text_of(known.client.post("/children/new/", ZOE))
