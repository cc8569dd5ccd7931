"""MIS-16, SHA-2, SHA-6: the page of the looked-after return: whose rows, what breaks a rule, what is left out, the file."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantern.children.actions import add_reference
from lantern.children.vocabulary import ReferenceSystem
from lantern.exchange.actions.looked_after import import_looked_after
from lantern.missing.models import Episode
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area, signed_in_client
from tests.integration.exchange.returns import a_care_row, a_child_row, a_missing_row, a_return, numbered

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
PAGE, DOWNLOAD = "/return/?year=2024-25", "/return/download/"
ROWS = ("101", "102", "103")


@pytest.fixture
def here(tmp_path: Path) -> Partnership:
    """Three children: one in Mid, one in North whose period was never ended, one whose period lies outside care."""
    partnership = a_partnership()
    with within(partnership.pk):
        for name, number, area in (
            ("Rowan", "101", "Chelmsford"),
            ("Sam", "102", "Tendring"),
            ("Kim", "103", "Chelmsford"),
        ):
            child = a_child(name, born=date(2011, 6, 1), area=an_area(partnership, area))
            add_reference(child=child, system=ReferenceSystem.RETURN, value=number, by=None, at=NOW)
        folder = a_return(
            tmp_path / "in",
            header=[a_child_row(number) for number in ROWS],
            episodes=[
                a_care_row("101"),
                a_care_row("102", end="01/07/2024", because="X1"),
                a_care_row("102", start="01/07/2024"),
                a_care_row("103", start="01/07/2024"),
            ],
            missing=[a_missing_row("101"), a_missing_row("102", end=""), a_missing_row("103", kind="A")],
        )
        import_looked_after(directory=folder, by=None, at=NOW)
    return partnership


@pytest.fixture
def coordinator(here: Partnership) -> Member:
    return a_member(here, Role.MISSING_COORDINATOR)


def text(client: Client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_rows_stand_as_they_would_be_written(here: Partnership, coordinator: Member) -> None:
    """MIS-16: with links to the child and to the episode."""
    shown = text(signed_in_client(coordinator))
    assert "1 April 2024 to 31 March 2025 · 2 rows of Missing" in shown
    with within(here.pk):
        child = numbered("101")
        episode = Episode.objects.get(child=child)
    assert f'<a href="/children/{child.pk}/">101</a><span class="lantern-table__hint">Rowan Example</span>' in shown
    assert f'<a href="/missing/{episode.pk}/">03/06/2024' in shown
    assert '<td data-label="End">05/06/2024</td>' in shown


def test_what_breaks_a_rule_is_said_with_its_number(coordinator: Member) -> None:
    """MIS-16: beside the row, and in a list of its own that the number counts."""
    client = signed_in_client(coordinator)
    assert "1 finding" in text(client)
    broken = text(client, PAGE + "&show=broken")
    assert ">Rule 575<" in broken
    assert "The placement the child left has ended, so the period needs an end too." in broken
    assert ("Sam Example" in broken, "Rowan Example" in broken) == (True, False)


def test_what_is_left_out_is_said_with_the_reason(coordinator: Member) -> None:
    """MIS-16."""
    left_out = text(signed_in_client(coordinator), PAGE + "&show=left-out")
    assert "Wholly outside care, which began on 1 July 2024." in left_out
    assert "Kim Example" in left_out


def test_a_year_without_rows_says_what_would_be_here(coordinator: Member) -> None:
    """MIS-16: and there is nothing to download."""
    client = signed_in_client(coordinator)
    assert "No row for this year" in text(client, "/return/?year=2021-22")
    assert "There is no row to write for this year." in text(client, "/return/?year=2021-22")
    assert client.post(DOWNLOAD, {"year": "2021-22"}).status_code == 404
    for strange in ("?year=20225", "?year=2024-25&page=99", "?year=2024-25&show=nothing", "?page=-1"):
        assert client.get(f"/return/{strange}").status_code == 200


def test_the_file_is_what_the_page_shows(here: Partnership, coordinator: Member) -> None:
    """MIS-16, SHA-6: an attachment, kept by nobody on the way, with a trail of each child in it."""
    response = signed_in_client(coordinator).post(DOWNLOAD, {"year": "2024-25"})
    assert response.content.decode().splitlines() == [
        "CHILD,DOB,MISSING,MIS_START,MIS_END",
        "101,01/06/2011,M,03/06/2024,05/06/2024",
        "102,01/06/2011,M,03/06/2024,",
    ]
    assert response["Content-Disposition"] == 'attachment; filename="missing.csv"'
    assert response["Cache-Control"] == "no-store"
    with within(here.pk):
        entries = Entry.objects.filter(what="exchange.return_taken_out", member_id=coordinator.pk)
        assert {each.child_id for each in entries} == {None, numbered("101").pk, numbered("102").pk}


def test_each_look_at_a_child_is_recorded(here: Partnership, coordinator: Member) -> None:
    """SHA-6: only of the children on the list that was opened."""
    signed_in_client(coordinator).get(PAGE + "&show=left-out")
    with within(here.pk):
        looked = Entry.objects.filter(what="exchange/looked_after", member_id=coordinator.pk)
        assert [each.child_id for each in looked] == [numbered("103").pk]


def test_a_coordinator_of_an_area_sees_its_children_and_takes_nothing_out(here: Partnership) -> None:
    """SHA-2: the file holds every area; the button says who may."""
    client = signed_in_client(a_member(here, Role.MISSING_COORDINATOR, "Mid"))
    shown = text(client)
    assert ("Rowan Example" in shown, "Sam Example" in shown) == (True, False)
    assert "no rule is broken" in shown
    assert "The file holds every area." in shown
    assert client.post(DOWNLOAD, {"year": "2024-25"}).status_code == 404
    with within(here.pk):
        assert not Entry.objects.filter(what="exchange.return_taken_out").exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.MISSING_COORDINATOR])
def test_no_other_role_opens_it(here: Partnership, role: Role) -> None:
    """SHA-2: as if it did not exist, the administrator included."""
    client = signed_in_client(a_member(here, role))
    assert client.get(PAGE).status_code == 404
    assert client.post(DOWNLOAD, {"year": "2024-25"}).status_code == 404


def test_another_partnership_sees_none_of_it(here: Partnership) -> None:
    """PAR-1."""
    stranger = signed_in_client(a_member(a_partnership("Elsewhere"), Role.MISSING_COORDINATOR))
    assert "No row for this year" in text(stranger)


def test_the_file_is_not_given_to_a_link(coordinator: Member) -> None:
    """MIS-16: a look is no download."""
    assert signed_in_client(coordinator).get(DOWNLOAD).status_code == 302


def test_the_page_asks_few_questions(coordinator: Member) -> None:
    """The bar: at most 12 queries, transaction control and settings not counted."""
    client = signed_in_client(coordinator)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)
    passing = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")
    asked = [q["sql"] for q in queries if not q["sql"].startswith(passing) and "set_config" not in q["sql"]]
    assert len(asked) <= 12, "\n".join(each[:150] for each in asked)
