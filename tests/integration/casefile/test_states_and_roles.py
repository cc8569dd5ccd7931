"""A child's pages in every state of the record and for every role: what stands there, what can be done, what is refused why."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from lantern.children import actions
from lantern.children.models import Child
from lantern.children.rules.described import Described
from lantern.children.vocabulary import Status, WorkKind
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail import actions as trail
from lantern.trail.models import Entry
from tests.factories.children import an_episode
from tests.factories.people import a_member, signed_in_client
from tests.integration.children.known import LONG_AGO, Known
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db
TABS = ("", "chronology/", "missing/", "access/")
OF_AN_AREA = (Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER)
BY_WORK = (Role.SOCIAL_WORKER, Role.CHAT_WORKER, Role.CHAIR, Role.BUSINESS_SUPPORT, Role.HEALTH_MEMBER)
EDIT = {
    "details": "Change", "alias": "Add", "reference": "Add", "move": "Change", "status": "Change", "placement": "Add",
    "allocate": "Change",
}  # fmt: skip


@pytest.fixture
def known() -> Known:
    return Known()


def now() -> datetime:
    return datetime.now(UTC)


def provisional(known: Known) -> Child:
    return known.a_child(provisional=True)


def unplaced(known: Known) -> Child:
    with within(known.here.pk):
        described = Described(forename="Zoë", surname="Madeup", born=date(2012, 3, 3))
        return actions.create_child(described=described, by=None, at=now())


def nameless(known: Known) -> Child:
    with within(known.here.pk):
        return actions.create_child(described=Described(), area=known.chelmsford, by=None, at=now())


def moved(known: Known) -> Child:
    child = known.a_child(postcode="CM19ZZ", text="1 Nowhere Lane")
    with within(known.here.pk):
        actions.move_to(
            child=child, text="2 Sample Close", postcode="", district=known.colchester.pk, since=date(2025, 1, 1),
            by=known.coordinator, at=now(),
        )  # fmt: skip
    return child


def grown_up(known: Known) -> Child:
    return known.a_child(born=date(2000, 3, 3))


def looked_after(known: Known) -> Child:
    child, worker = known.a_child(), a_member(known.here, Role.SOCIAL_WORKER, name="Sam Invented")
    with within(known.here.pk):
        actions.set_status(
            child=child, status=Status.LOOKED_AFTER, legal_status="C2", since=date(2025, 9, 1), by=None, at=now()
        )
        actions.place(
            child=child, code="K2", where="Fictional House", out_of_area=True, since=date(2025, 9, 1), by=None, at=now()
        )
        actions.allocate(child=child, member=worker, kind=WorkKind.SOCIAL_WORKER, since=LONG_AGO, by=None, at=now())
    return child


def missing_now(known: Known) -> Child:
    child = known.a_child()
    with within(known.here.pk):
        an_episode(child, by=known.coordinator, hours_ago=5)
    return child


def just_back(known: Known) -> Child:
    child = known.a_child()
    with within(known.here.pk):
        an_episode(child, by=known.coordinator, hours_ago=9, back_hours_ago=2)
    return child


STATES: dict[str, tuple[Any, tuple[str, ...], tuple[str, ...]]] = {
    "provisional": (provisional, ("Provisional", "Confirm the details"), ("Give an address",)),
    "unplaced": (unplaced, ("Area not known", "Give an address"), ("Confirm the details",)),
    "nameless": (nameless, ("Name not known",), ("Born",)),
    "moved": (moved, ("Colchester", "2 Sample Close"), ("1 Nowhere Lane",)),
    "grown up": (grown_up, ("Born 3 March 2000", "Report missing"), ()),
    "looked after": (
        looked_after,
        ("Looked after, C2, since Sept 2025", "Children's home, Fictional House, out of area", "Full care order",
         "Worker: Sam Invented", "Sam Invented, social worker, since 1 January 2020"),
        ("Allocate a social worker", "None recorded (area"),
    ),
    "missing now": (missing_now, ("Missing now · 5 h", "Record the return"), ("Report missing",)),
    "just back": (just_back, ("Report missing", "Record the vulnerability check", "In 90 days 1 time"), ("Missing now",)),
}  # fmt: skip


@pytest.mark.parametrize("state", sorted(STATES))
def test_the_overview_says_how_things_stand(known: Known, state: str) -> None:
    """SHA-2, MIS-8, MIS-12: what is there is said, what is not there is not."""
    make, there, not_there = STATES[state]
    child = make(known)
    said = text_of(known.client.get(f"/children/{child.pk}/"))
    assert [words for words in there if words not in said] == []
    assert [words for words in not_there if words in said] == []


@pytest.mark.parametrize("state", ["unplaced", "nameless", "moved", "looked after"])
@pytest.mark.parametrize("role", [Role.LIAISON_OFFICER, Role.SOCIAL_WORKER, Role.ANALYST])
def test_every_tab_opens_in_every_state_for_those_who_may(known: Known, state: str, role: Role) -> None:
    """SHA-2: by area for those who cover it, by work for the others, never for an analyst; in twelve queries."""
    child = STATES[state][0](known)
    member = a_member(known.here, role, "Colchester" if state == "moved" else "Chelmsford")
    client = signed_in_client(member)
    by_area = client.get(f"/children/{child.pk}/").status_code
    assert by_area == (200 if role in OF_AN_AREA and state != "unplaced" else 404)
    with within(known.here.pk):
        actions.allocate(child=child, member=member, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=now())
    for tab in TABS:
        with asking_at_most(12):
            status = client.get(f"/children/{child.pk}/{tab}").status_code
        assert status == (200 if role in (*OF_AN_AREA, *BY_WORK) else 404), tab


@pytest.mark.parametrize("role", [*OF_AN_AREA, *BY_WORK])
def test_the_way_to_change_is_there_for_those_alone_who_may(known: Known, role: Role) -> None:
    """SHA-2: others read the same facts without a link; a button that is refused says why."""
    child = known.a_child(provisional=True)
    member = a_member(known.here, role)
    with within(known.here.pk):
        actions.allocate(child=child, member=member, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=now())
    client = signed_in_client(member)
    page = client.get(f"/children/{child.pk}/").content.decode()
    links = {"alias": "name", "allocate": "work"}
    for name, verb in EDIT.items():
        url = f"/children/{child.pk}/{links.get(name, name)}/"
        may = client.get(url).status_code == 200
        assert (f'<a href="{url}">{verb}' in page) is may, (role, name)
    confirm = f"/children/{child.pk}/details/"
    assert ("Confirm the details" in page) is True
    assert ("aria-disabled" in page and "Your role does not let you" in page) or confirm in page


WHY = [
    ("Chelmsford", None, "missing coordinator for Chelmsford", "by the area"),
    (None, None, "missing coordinator", "by the whole partnership"),
    ("Colchester", WorkKind.OTHER, "you work with this child (other professional)", "by work alone"),
    ("Chelmsford", WorkKind.CHAT_WORKER, "you work with this child (chat worker)", "by both"),
]


@pytest.mark.parametrize(("area", "kind", "why"), [row[:3] for row in WHY], ids=[row[3] for row in WHY])
def test_why_the_record_is_seen_is_said(known: Known, area: str | None, kind: WorkKind | None, why: str) -> None:
    """SHA-2: every reason, in the bar and on the page about it."""
    child, member = known.a_child(), a_member(known.here, Role.MISSING_COORDINATOR, area)
    if kind:
        with within(known.here.pk):
            actions.allocate(child=child, member=member, kind=kind, since=LONG_AGO, by=None, at=now())
    client = signed_in_client(member)
    for tab in TABS:
        assert why.casefold() in text_of(client.get(f"/children/{child.pk}/{tab}")).casefold()
    if kind and area == "Chelmsford":
        assert "Missing coordinator for Chelmsford" in text_of(client.get(f"/children/{child.pk}/access/"))


@pytest.mark.parametrize("count", [0, 1, 26])
def test_any_number_of_episodes(known: Known, count: int) -> None:
    """MIS-12, MIS-13: the newest first, the rest when asked for; the number in the words is that of the rows."""
    child = known.a_child()
    with within(known.here.pk):
        for number in range(count, 0, -1):
            an_episode(child, by=known.coordinator, hours_ago=48 * number, back_hours_ago=48 * number - 6)
    page = f"/children/{child.pk}/missing/"
    known.client.get(page)
    with asking_at_most(12):
        response = known.client.get(page)
    everything = known.client.get(f"{page}?all=1")
    rows = re.compile(r'<th scope="row"><a href="/missing/')
    shown, all_of_it = (len(rows.findall(each.content.decode())) for each in (response, everything))
    assert (shown, all_of_it) == (min(count, 25), count)
    said = text_of(response)
    if count:
        assert f"Missing {count} time{'s' if count > 1 else ''}" in said
    assert ("?all=1" in response.content.decode()) is (count > 25)
    overview = text_of(known.client.get(f"/children/{child.pk}/"))
    in_window = sum(48 * number <= 90 * 24 for number in range(1, count + 1))
    assert not count or f"In 90 days {in_window} time" in overview
    assert ("Repeatedly missing" in overview) is (in_window >= 3)


def kinds_on(client: Client, child: Child) -> dict[str, int]:
    """The kinds that the time line can be narrowed to, each with its number."""
    page = client.get(f"/children/{child.pk}/chronology/").content.decode()
    nav = page[page.index('aria-label="Kind"') :]
    return {
        label: int(number) for label, number in re.findall(r">([A-Z][a-z ]+) (\d+)</a>", nav[: nav.index("</nav>")])
    }


def items(client: Client, child: Child, query: str = "") -> int:
    return client.get(f"/children/{child.pk}/chronology/{query}").content.decode().count("moj-timeline__item")


def test_each_kind_of_the_time_line_has_as_many_lines_as_it_says(known: Known) -> None:
    """design.md, habit 12: a number leads to what it counts; together they are all of it."""
    child = looked_after(known)
    with within(known.here.pk):
        an_episode(child, by=known.coordinator, hours_ago=90, back_hours_ago=80)
        actions.add_alias(
            child=child, forename="Zuzu", surname="", since=date(2024, 1, 1), source="the child", by=None, at=now()
        )
    kinds = kinds_on(known.client, child)
    total = kinds.pop("Everything")
    assert {"Missing", "Placement", "Record", "Status", "Worker"} <= set(kinds)
    assert sum(kinds.values()) == total == items(known.client, child)
    for kind, number in kinds.items():
        assert items(known.client, child, f"?kind={kind}") == number, kind


@pytest.mark.parametrize("query", ["?kind=Nonsense", "?kind=", "?kind=%00", "?kind[]=x", "?all", "?page=9"])
def test_what_is_asked_oddly_shows_the_whole_line(known: Known, query: str) -> None:
    """Addresses are cut off and made up."""
    child = known.a_child(postcode="CM19ZZ", text="1 Nowhere Lane")
    assert items(known.client, child, query) == items(known.client, child)


DATED = [
    ("move_to", {"text": "2 Sample Close", "postcode": ""}, "Address", "2 Sample Close"),
    ("set_status", {"status": Status.IN_NEED}, "Child in need", ""),
]


@pytest.mark.parametrize(("action", "what", "title", "text"), DATED)
def test_what_has_no_day_says_so_and_stands_where_the_record_was_opened(
    known: Known, action: str, what: dict[str, Any], title: str, text: str
) -> None:
    """MIS-17: no day is made up."""
    child = known.a_child()
    with within(known.here.pk):
        getattr(actions, action)(child=child, since=None, by=known.coordinator, at=now(), **what)
    said = text_of(known.client.get(f"/children/{child.pk}/chronology/"))
    assert title in said
    assert "From when is not known." in said
    assert f"{now().year}" in said
    assert text in said


def test_lines_of_one_day_are_in_order_and_years_are_headed_once(known: Known) -> None:
    """The latest first; each year one part of the page."""
    child = known.a_child()
    with within(known.here.pk):
        for day in (date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)):
            actions.move_to(child=child, text=f"{day:%j} Sample Close", postcode="", since=day, by=None, at=now())
    page = known.client.get(f"/children/{child.pk}/chronology/?kind=Address").content.decode()
    assert re.findall(r'lantern-card__title">(\d{4})<', page) == ["2025", "2024", "2023"]
    assert re.findall(r"(\d{3}) Sample Close", page) == ["001", "366", "001", "365"]


TRAILS = [("", 3), ("?show=looked", 1), ("?show=changed", 2), ("?show=nonsense", 3)]


@pytest.mark.parametrize(("query", "rows"), TRAILS)
def test_who_has_looked_and_who_has_changed(known: Known, query: str, rows: int) -> None:
    """SHA-6: narrowed to one or the other; the look at this page is on the next."""
    child = known.a_child()
    known.mid_client.get(f"/children/{child.pk}/")
    known.mid_client.post(f"/children/{child.pk}/name/", {"forename": "Zora", "source": "school"})
    page = known.client.get(f"/children/{child.pk}/access/{query}").content.decode()
    table = page[page.index("<tbody>") : page.index("</tbody>")]
    assert table.count("<tr>") >= rows
    assert ("Looked at the overview" in table) is (query != "?show=changed")
    assert ("Added another name" in table) is (query != "?show=looked")


def test_a_long_trail_is_read_page_by_page(known: Known) -> None:
    """SHA-6: nothing is passed over."""
    child = known.a_child()
    for number in range(60):
        with within(known.here.pk):
            _look(child, known.in_mid, now() - timedelta(minutes=2 * number + 2))
    first = known.client.get(f"/children/{child.pk}/access/?show=looked")
    assert "?show=looked&amp;page=2" in first.content.decode()
    second = known.client.get(f"/children/{child.pk}/access/?show=looked&page=2")
    counts = [each.content.decode().count("Looked at the overview") for each in (first, second)]
    assert counts[0] >= 49, "the look at this page is the first of them"
    assert sum(counts) in (60, 61), "none is passed over, though a look may push one to the next page"


def _look(child: Child, member: Member, at: datetime) -> None:
    trail.viewed("casefile/overview", child, by=member, at=at)


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize("key", ["00000000-0000-0000-0000-000000000000", str(UUID(int=7))])
def test_a_child_that_is_not_there_has_no_page(known: Known, tab: str, key: str) -> None:
    """SHA-2: and leaves no trace on anybody's record."""
    assert known.client.get(f"/children/{key}/{tab}").status_code == 404
    with within(known.here.pk):
        assert not Entry.objects.filter(child_id=key).exists()
