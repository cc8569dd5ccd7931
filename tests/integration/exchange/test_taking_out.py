"""Lists that leave as Excel files: the page's own rows, in scope, with purpose, marking and trail (security.md 7, SHA-6)."""

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from lantern.access.vocabulary import PERMISSIONS, Permission
from lantern.children.models import Child
from lantern.documents.rules import Holds, sheet
from lantern.exchange.queries.cells import said, time
from lantern.exchange.queries.lists import LISTS
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, signed_in_client

pytestmark = pytest.mark.django_db
PURPOSE = {"purpose": "The Monday meeting"}


def address(listed: str, **query: str) -> str:
    return reverse("exchange:take_out", args=[listed], query=query or None)


def taken(client: Client, listed: str, **query: str) -> list[tuple[Any, ...]]:
    """The rows of the file, the headings first."""
    response = client.post(address(listed, **query), PURPOSE)
    assert response.status_code == 200, response.content[:500]
    page = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active  # type: ignore[attr-defined]
    assert page is not None
    return list(page.iter_rows(min_row=5, values_only=True))


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def coordinator(here: Partnership) -> Member:
    return a_member(here, Role.MISSING_COORDINATOR)


@pytest.fixture
def client(coordinator: Member) -> Client:
    return signed_in_client(coordinator)


@pytest.fixture
def rowan(here: Partnership, coordinator: Member) -> Child:
    with within(here.pk):
        child = a_child(forename="Rowan", surname="Example")
        an_episode(child, by=coordinator, hours_ago=72)
    return child


def test_the_file_has_the_rows_of_the_page(client: Client, rowan: Child, here: Partnership) -> None:
    """A number and its list are one queryset; so is the file."""
    heading, row = taken(client, "episodes")
    assert heading[:3] == ("Number", "Child", "Born")
    assert row[:2] == (rowan.number, "Rowan Example")
    assert len(row) == len(LISTS["episodes"].columns)


def test_the_file_follows_the_filters_of_the_page(client: Client, rowan: Child) -> None:
    """What the address was narrowed to holds for the file too (MIS-5: missing and away are never in one list)."""
    assert len(taken(client, "episodes", kind="A")) == 1
    assert len(taken(client, "episodes", risk="high")) == 1
    assert len(taken(client, "episodes", risk="medium")) == 2


def test_above_the_table_stand_marking_person_time_and_purpose(
    client: Client, coordinator: Member, rowan: Child
) -> None:
    """SHA-1: marking, date, copy holder; security.md 7: name and date in the file."""
    response = client.post(address("episodes"), PURPOSE)
    page = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active  # type: ignore[attr-defined]
    assert page is not None
    said = [page.cell(n, 1).value for n in range(1, 5)]
    assert said[0] == "Official-Sensitive"
    assert said[1] == "Every episode"
    assert f"Taken out by {coordinator.name}" in str(said[2])
    assert f"Copy for {coordinator.name}" in str(said[2])
    assert said[3] == "For: The Monday meeting"


def test_the_trail_has_the_file_its_purpose_and_each_child(
    client: Client, coordinator: Member, rowan: Child, here: Partnership
) -> None:
    """SHA-6: who, when, why; a child's record shows that their row left."""
    taken(client, "episodes")
    with within(here.pk):
        left = list(Entry.objects.filter(what="exchange.list_taken_out"))
    file, child = sorted(left, key=lambda each: each.child_id is not None)
    assert (file.kind, file.purpose, file.detail) == ("export", "The Monday meeting", "Every episode, 1 row")
    assert (child.kind, child.child_id, child.member_id) == ("export", rowan.pk, coordinator.pk)


def test_without_a_purpose_nothing_leaves(client: Client, rowan: Child, here: Partnership) -> None:
    """security.md 7: purpose asked before."""
    response = client.post(address("episodes"), {"purpose": " "})
    assert "Enter what you need it for" in response.content.decode()
    with within(here.pk):
        assert not Entry.objects.filter(what="exchange.list_taken_out").exists()


def test_a_list_of_more_rows_than_may_leave_is_refused_whole(
    client: Client, rowan: Child, here: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """security.md 7: a row cap; no part of the list leaves, and the trail says nothing of it."""
    from lantern.exchange.actions import taking_out

    monkeypatch.setattr(taking_out, "Sheet", lambda **said: sheet.Sheet(**said, most=0))
    response = client.post(address("episodes"), PURPOSE)
    assert "More than 0 rows. Narrow the list first." in response.content.decode()
    with within(here.pk):
        assert not Entry.objects.filter(what="exchange.list_taken_out").exists()


def test_a_name_that_looks_like_a_formula_stays_a_name(client: Client, here: Partnership, coordinator: Member) -> None:
    """security.md 7: formula injection."""
    with within(here.pk):
        an_episode(a_child(forename="=1+1", surname="Example"), by=coordinator, hours_ago=72)
    response = client.post(address("episodes"), PURPOSE)
    page = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active  # type: ignore[attr-defined]
    assert page is not None
    assert page["B6"].value == "=1+1 Example"
    assert page["B6"].data_type == "s"


def test_an_area_s_officer_takes_out_their_area_alone(here: Partnership, rowan: Child, coordinator: Member) -> None:
    """SHA-2: the file is in the viewer's scope."""
    with within(here.pk):
        near = a_child(forename="Nearby", surname="Example", area=an_area(here, "Chelmsford"))
        an_episode(near, by=coordinator, hours_ago=48)
    officer = a_member(here, Role.LIAISON_OFFICER, area="Mid")
    assert [row[0] for row in taken(signed_in_client(officer), "episodes")[1:]] == [near.number]


def test_an_analyst_takes_out_numbers_without_names(here: Partnership, rowan: Child) -> None:
    """SHA-2: analysts see no names; nor does their file, in no cell of it."""
    client = signed_in_client(a_member(here, Role.ANALYST))
    rows = taken(client, "episodes")
    assert rows[1][:3] == (rowan.number, None, None)
    assert not any("Rowan" in str(cell) or "Example" in str(cell) for row in rows for cell in row)
    assert client.get(address("owed")).status_code == 404
    page = client.get(address("episodes")).content.decode()
    assert "no names" in page and "at most 100,000" in page


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.ANALYST}))
def test_others_take_out_no_list(here: Partnership, role: Role) -> None:
    """security.md: an insider's first wish. No link, no page."""
    client = signed_in_client(a_member(here, role))
    assert Permission.TAKE_OUT not in PERMISSIONS[role]
    assert client.get(address("episodes")).status_code == 404
    assert client.post(address("episodes"), PURPOSE).status_code == 404


def test_a_list_that_there_is_not(client: Client) -> None:
    """404 as for everything unknown."""
    assert client.get(address("everything")).status_code == 404


PAGES = {
    "episodes": "missing:episodes", "missing-now": "missing:now", "owed": "obligations:owed",
    "provisional": "children:provisional", "unplaced": "children:unplaced", "notifications": "exchange:queue",
    "triggers": "missing:triggers", "chats": "missing:chats", "requests": "missing:chat_requests",
    "letters": "missing:letters", "places": "missing:common_places", "rota": "missing:rota",
    "decisions": "exchange:decisions", "doubles": "exchange:doubles", "merges": "exchange:merges",
}  # fmt: skip


@pytest.mark.parametrize("listed", sorted(PAGES))
def test_each_list_leads_to_its_file(client: Client, rowan: Child, listed: str) -> None:
    """Reached from the list's own page, and back to it."""
    page = client.get(reverse(PAGES[listed])).content.decode()
    assert f'href="{address(listed)}"' in page
    assert f'href="{reverse(LISTS[listed].back)}"' in client.get(address(listed)).content.decode()


@pytest.mark.parametrize("listed", sorted(LISTS))
def test_every_list_can_be_taken_out_and_is_typed(client: Client, rowan: Child, listed: str) -> None:
    """Each column has a cell in each row; no column is of free text or an address."""
    rows = taken(client, listed)
    assert all(len(row) == len(LISTS[listed].columns) for row in rows)
    assert rows[0] == tuple(column.label for column in LISTS[listed].columns)
    assert {column.label for column in LISTS[listed].columns} & {
        "Circumstances",
        "Address",
        "Postcode",
        "Note",
    } == set()
    assert all(column.width > 0 for column in LISTS[listed].columns if column.holds is not Holds.NUMBER)


def test_a_longer_list_costs_no_more_queries(
    client: Client, here: Partnership, rowan: Child, coordinator: Member
) -> None:
    """No query a row."""
    _queries(client)  # what a process remembers is read once
    few = _queries(client)
    with within(here.pk):
        for number in range(6):
            an_episode(a_child(forename=f"Child{number}"), by=coordinator, hours_ago=90)
    assert _queries(client) == few


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as captured:
        taken(client, "episodes")
    return len([each for each in captured if "SAVEPOINT" not in each["sql"] and "CURSOR" not in each["sql"]])


@pytest.mark.parametrize(("month", "hour"), [(1, 12), (7, 13)])
def test_times_are_those_of_a_clock_in_london(month: int, hour: int) -> None:
    """MIS-17: a spreadsheet knows no zones; a day without a time stays a day."""
    at = datetime(2026, month, 5, 12, 0, tzinfo=UTC)
    assert time(at) is not None
    assert (time(at).hour, said(Moment(at, date_only=True))) == (hour, date(2026, month, 5))  # type: ignore[union-attr]
    assert (time(None), said(None)) == (None, None)


def test_areas_are_named(client: Client, here: Partnership, coordinator: Member) -> None:
    """The district stands in the file by its name."""
    with within(here.pk):
        child = a_child(forename="Robin", area=an_area(here, "Chelmsford"))
        an_episode(child, by=coordinator, hours_ago=72)
    assert taken(client, "episodes")[1][3] == "Chelmsford"
