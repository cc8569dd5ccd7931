"""EXP-5: pages of persons of concern: what was typed stays, what is wrong is said, what leaves has no free text."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from lantern.network.actions.persons import close_person
from lantern.network.actions.statements import withdraw
from lantern.network.models import ChildTie, Order, PersonOfConcern, PersonTie, Statement
from lantern.network.vocabulary.grading import Scheme
from lantern.network.vocabulary.persons import About
from lantern.trail.models import Entry
from tests.factories.people import now, signed_in_client
from tests.factories.today import today
from tests.integration.missing.pages import asking_at_most, text_of
from tests.integration.network.concern import Concern
from tests.integration.network.forms_sent import day

pytestmark = pytest.mark.django_db
GRADED = {"source": "Report 7", "source_grade": "1", "information_grade": "B", "handling": "C"}


@pytest.fixture
def client(concern: Concern) -> Client:
    return signed_in_client(concern.county)


def test_a_statement_needs_words_a_source_and_a_grade_and_keeps_what_was_typed(
    concern: Concern, client: Client
) -> None:
    """EXP-5: each error by its box; nothing typed is lost."""
    url = f"/persons/{concern.person().pk}/say/"
    page = client.post(url, {"about": "vehicle", "words": "", "source": "Report 7", **day("on")})
    text = text_of(page)
    assert (
        "Enter what is said" in text
        and "Choose how reliable the source is" in text
        and 'value="Report 7"' in page.content.decode()
    )
    page = client.post(url, {"about": "born", "words": "x", **GRADED, **day("on")})
    assert "Enter the date of birth" in text_of(page)
    assert not Statement.objects.exists()


def test_a_birth_date_is_a_day_and_its_words(concern: Concern, client: Client) -> None:
    """EXP-5: so that a child of that day can be proposed."""
    born = today().replace(year=today().year - 30, day=3)
    url = f"/persons/{concern.person().pk}/say/"
    assert client.post(url, {"about": "born", **GRADED, **day("on"), **day("day", born)}).status_code == 302
    made = Statement.objects.get()
    assert (made.day, made.words.endswith(str(born.year)), made.grade) == (born, True, "1BC")


def test_where_nothing_is_graded_no_grade_is_asked(concern: Concern, monkeypatch: pytest.MonkeyPatch) -> None:
    """INT-3, PAR-7: the arrangement chooses none."""
    monkeypatch.setattr("lantern.network.views.entered.scheme_of", lambda viewer: Scheme.NONE)
    client, url = signed_in_client(concern.county), f"/persons/{concern.person().pk}/say/"
    assert "The source is" not in text_of(client.get(url))
    assert client.post(url, {"about": "alias", "words": "Vee", "source": "x", **day("on")}).status_code == 302
    assert (Statement.objects.get().scheme, Statement.objects.get().grade) == ("", "")


def test_a_tie_is_recorded_ended_and_taken_back_by_the_page(concern: Concern, client: Client) -> None:
    """EXP-5: first which child, then what kind; the past stays to be read."""
    (amber, _), person = concern.children(), concern.person()
    url = f"/persons/{person.pk}/tie-child/"
    assert f"?child={amber.pk}" in client.get(f"{url}?q=Amber+Fictional").content.decode()
    said = {"kind": "harbours", "certainty": "known", "note": "A flat.", **GRADED}
    assert client.post(f"{url}?child={amber.pk}", said).status_code == 302
    tie = ChildTie.objects.get()
    client.post(f"/persons/child-tie/{tie.pk}/over/", {"because": "Moved.", **day("on")})
    page = text_of(client.get(f"/persons/{person.pk}/"))
    assert "Harbours the child: Amber Fictional" in page and "Moved." in page and "Over" in page
    assert "Over: Harbours the child" in text_of(client.get(f"/children/{amber.pk}/chronology/"))
    client.post(f"/persons/child-tie/{tie.pk}/take-back/", {"because": "Another girl."})
    assert "Another girl." in text_of(client.get(f"/persons/{person.pk}/"))
    assert "Harbours" not in text_of(client.get(f"/children/{amber.pk}/chronology/"))
    assert client.get(f"/persons/child-tie/{tie.pk}/take-back/").status_code == 404


def test_two_persons_are_tied_by_the_page(concern: Concern, client: Client) -> None:
    """EXP-5: the other is sought as in the list."""
    one, other = concern.person(), concern.person("Mick Nowhere")
    url = f"/persons/{one.pk}/tie-person/"
    assert f"?other={other.pk}" in client.get(f"{url}?q=mick").content.decode()
    client.post(f"{url}?other={other.pk}", {"kind": "employs", "certainty": "suspected", **GRADED})
    assert PersonTie.objects.get().other_id == other.pk
    assert "stands already" in text_of(
        client.post(f"{url}?other={other.pk}", {"kind": "employs", "certainty": "suspected", **GRADED})
    )


def test_losing_sight_of_somebody_is_said(concern: Concern) -> None:
    """EXP-5: who ends the tie that showed them a person is led on to the list."""
    (_, kit), person = concern.children(), concern.person()
    tie = concern.tie(person, kit)
    answer = signed_in_client(concern.worker).post(
        f"/persons/child-tie/{tie.pk}/over/", {"because": "Over.", **day("on")}, follow=True
    )
    assert "You no longer see this person of concern" in text_of(answer)


@pytest.mark.parametrize("kind", ["nothing", "child", "statements"])
def test_what_is_none_of_the_kinds_is_no_page(concern: Concern, client: Client, kind: str) -> None:
    """security.md 2: unknown kinds answer as unknown records."""
    made = concern.says(concern.person(), About.ALIAS, "Vee")
    assert client.get(f"/persons/{kind}/{made.pk}/take-back/").status_code == 404


def test_a_closed_record_offers_nothing_but_to_be_opened(concern: Concern, client: Client) -> None:
    """EXP-5: and refuses what is posted all the same, in words."""
    person = concern.person()
    close_person(person=person, because="A namesake.", by=concern.county, at=now())
    page = text_of(client.get(f"/persons/{person.pk}/"))
    assert "A person of concern again" in page and "Add what is known" not in page
    said = {"power": "sexual risk order", "issued_by": "A court", **day("issued_on")}
    assert "This record is closed" in text_of(client.post(f"/persons/{person.pk}/order/", said))
    assert not Order.objects.exists()
    client.post(f"/persons/{person.pk}/close/", {"because": "He is."})
    person.refresh_from_db()
    assert person.closed_at is None


def taken(client: Client, listed: str, query: str = "") -> list[tuple[Any, ...]]:
    answer = client.post(reverse("exchange:take_out", args=[listed]) + query, {"purpose": "The Monday meeting"})
    page = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active  # type: ignore[attr-defined]
    assert page is not None
    return list(page.iter_rows(min_row=5, values_only=True))


def test_the_list_leaves_as_it_is_narrowed_without_free_text(concern: Concern) -> None:
    """security.md 7, SHA-6: those in sight alone; what is said of them stays."""
    concern.person(area=concern.chelmsford)
    unnamed = concern.person("", description="Driver of a white van", area=concern.chelmsford)
    concern.says(unnamed, About.ALIAS, "Vee")
    concern.person("Mick Nowhere", area=concern.colchester)
    rows = taken(signed_in_client(concern.mid), "persons-of-concern")
    assert [row[:3] for row in rows[1:]] == [
        ("P0000002", "not known", "Chelmsford"), ("P0000001", "Vance Madeup", "Chelmsford"),
    ]  # fmt: skip
    assert "van" not in str(rows) and "Vee" not in str(rows)
    assert len(taken(signed_in_client(concern.mid), "persons-of-concern", "?q=vance")) == 2
    assert Entry.objects.filter(what="exchange.list_taken_out", purpose="The Monday meeting").exists()


def test_a_long_list_is_paged_by_place_and_costs_the_same(concern: Concern, client: Client) -> None:
    """EXP-5: twenty-five a page, by name; the last page leads back."""
    for number in range(60):
        concern.person(f"Vance Madeup{chr(97 + number // 26)}{chr(97 + number % 26)}")
    client.get("/persons/")
    seen: list[str] = []
    url = "/persons/"
    while url:
        with asking_at_most(12):
            page = client.get(url).content.decode()
        seen += [part.split("<")[0] for part in page.split('/">Vance ')[1:]]
        following = [part for part in page.split('href="') if part.startswith("?after=")]
        url = "/persons/" + following[-1].split('"')[0].replace("&amp;", "&") if following else ""
    assert len(seen) == len(set(seen)) == PersonOfConcern.objects.count() == 60
    assert seen == sorted(seen)


def test_a_search_leaves_how_it_was_asked_and_whom_it_showed(concern: Concern, client: Client) -> None:
    """SHA-6: not what was typed."""
    person = concern.person()
    client.get("/persons/?q=Vance")
    entries = Entry.objects.filter(what="network/persons", kind="search")
    assert {each.subject_id for each in entries} == {None, person.pk}
    assert all("ance" not in each.detail and each.sought for each in entries)


def test_the_page_of_a_vehicle_leads_to_the_persons_it_is_said_of(concern: Concern, client: Client) -> None:
    """EXP-5, INT-6: said of two persons in sight, it names both; what was taken back is no naming, nor what is out of sight."""
    vance, mick = concern.person("Vance Madeup"), concern.person("Mick Nowhere")
    van = concern.says(vance, About.VEHICLE, "AB12 CDE")
    concern.says(mick, About.VEHICLE, "AB12 CDE")
    page = client.get(f"/network/{van.entity_id}/")
    assert "Named 2 times." in text_of(page) and "Vance Madeup" in text_of(page) and "Mick Nowhere" in text_of(page)
    assert f'href="/persons/{vance.pk}/"' in page.content.decode()
    withdraw(said=van, because="Another van.", by=concern.county, at=now())
    assert "Named 1 time." in text_of(client.get(f"/network/{van.entity_id}/"))
    assert signed_in_client(concern.north).get(f"/network/{van.entity_id}/").status_code == 404
