"""Lists of what is owed: each filter against the same question asked in Python; pages while rows come and go (habit 12)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict

from lantern.access.viewer import Viewer, viewer_of
from lantern.children.models import Child
from lantern.design.keyset import paged
from lantern.design.listing import Count
from lantern.obligations import actions, queries
from lantern.obligations.models import Obligation
from lantern.obligations.queries import Asked
from lantern.obligations.rules import Claim
from lantern.obligations.vocabulary import Shown, Whose
from lantern.organisation.actions import end_role, remove_member
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import london
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 10, 11, tzinfo=UTC)  # midday in London
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KINDS = ("vulnerability check", "chat offer", "contact", "prevention plan")
ROLES = {"vulnerability check": "police", "chat offer": "missing coordinator"}


class Desk:
    """A partnership with a coordinator, an officer and a worker of two agencies, and one child in each of two areas."""

    def __init__(self) -> None:
        self.here = a_partnership()
        self.officer = a_member(self.here, Role.LIAISON_OFFICER, agency="Police, Invented")
        self.coordinator = a_member(self.here, Role.MISSING_COORDINATOR)
        self.worker = a_member(self.here, Role.SOCIAL_WORKER)
        with within(self.here.pk):
            self.near: Child = a_child("Near", area=an_area(self.here, "Chelmsford"))
            self.far: Child = a_child("Far", area=an_area(self.here, "Harlow"))

    def claim(self, kind: str, due: datetime, child: Child | None = None, **changes: Any) -> Claim:
        role = ROLES.get(kind, "allocated worker")
        whom = (child or self.near).pk
        return replace(Claim(whom, "episode", uuid4(), kind, "returned", NOW - 90 * DAY, due, None, role), **changes)

    def owes(self, *claims: Claim) -> list[Obligation]:
        subjects = [claim.subject for claim in claims]
        actions.settle(subject_kind="episode", subjects=subjects, claims=claims, by=None, at=NOW)
        by_subject = {row.subject_id: row for row in Obligation.objects.filter(subject_id__in=subjects)}
        return [by_subject[subject] for subject in subjects]

    def sees(self, member: Member, focus: str = "") -> Viewer:
        return viewer_of(member, now=NOW, focus=an_area(self.here, focus).pk if focus else None)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    with within(made.here.pk):
        yield made


DUES = [NOW - 9 * DAY, NOW - HOUR, NOW, NOW + 11 * HOUR, NOW + 12 * HOUR, NOW + 3 * DAY, NOW + 8 * DAY, NOW + 30 * DAY]


def everything(desk: Desk) -> list[Obligation]:
    """Of each kind one due at each awkward time: some owned, some done, some waived."""
    claims = []
    for number, (kind, due) in enumerate(product(KINDS, DUES)):
        owner = [None, desk.officer.pk, desk.worker.pk][number % 3]
        met = NOW - number * HOUR if number % 5 == 4 else None
        begins = due - 20 * DAY if number % 4 == 1 else None
        claims.append(
            desk.claim(kind, due, desk.far if number % 7 == 0 else None, owner=owner, met_at=met, begins_at=begins)
        )
    rows = desk.owes(*claims)
    for number, row in enumerate(rows):
        if number % 6 == 2 and row.met_at is None:
            actions.waive(obligation=row, reason="Moved away.", by=desk.officer, at=NOW - number * HOUR)
    return list(Obligation.objects.select_related("owner", "child"))


def test_what_is_only_foreseen_is_nobodys_to_do_until_it_begins(desk: Desk) -> None:
    """MIS-15: in no list and no count, at its beginning in all of them; what was done before it is done."""
    later, sooner, done = desk.owes(
        desk.claim("contact", NOW + 300 * DAY, begins_at=NOW + HOUR),
        desk.claim("contact", NOW + 200 * DAY, begins_at=NOW),
        desk.claim("contact", NOW + 300 * DAY, begins_at=NOW + HOUR, met_at=NOW - DAY),
    )
    viewer = desk.sees(desk.coordinator)
    for seen in (queries.open_obligations(viewer), queries.mine(viewer), queries.owed(viewer, Asked(Shown.LATER))):
        assert set(seen) == {sooner}
    assert queries.owed_counts(viewer, Asked())[Shown.OPEN].number == 1
    assert set(queries.owed(viewer, Asked(Shown.MET))) == {done}
    assert set(queries.mine(replace(viewer, now=NOW + HOUR))) == {sooner, later}


TONIGHT, WEEK = datetime(2026, 6, 10, 23, tzinfo=UTC), datetime(2026, 6, 17, 23, tzinfo=UTC)
STATES = {
    Shown.OPEN: lambda one: is_open(one),
    Shown.NOW: lambda one: is_open(one) and one.due_at < TONIGHT,
    Shown.OVERDUE: lambda one: is_open(one) and one.due_at < NOW,
    Shown.TODAY: lambda one: is_open(one) and NOW <= one.due_at < TONIGHT,
    Shown.WEEK: lambda one: is_open(one) and TONIGHT <= one.due_at < WEEK,
    Shown.LATER: lambda one: is_open(one) and one.due_at >= WEEK,
    Shown.MET: lambda one: one.met_at is not None,
    Shown.WAIVED: lambda one: one.met_at is None and one.waived_at is not None,
}


def is_open(one: Obligation) -> bool:
    begun = one.begins_at is None or one.begins_at <= NOW
    return one.met_at is None and one.waived_at is None and begun


def mine(one: Obligation, member: Member, duties: set[str]) -> bool:
    return one.owner_id == member.pk or (one.owner_id is None and one.owner_role in duties)


def test_every_filter_answers_as_the_question_asked_of_each_row(desk: Desk) -> None:
    """Habit 12, MIS-17: states x whose x kind x duty, for two people, against a plain reading of the rows."""
    rows = everything(desk)
    duties = {desk.officer: {"police"}, desk.coordinator: {"missing coordinator", "allocated worker"}}
    assert all(any(holds(one) for one in rows) for holds in STATES.values())
    for member, shown, whose, kind, duty in product(duties, Shown, Whose, ("", "contact"), ("", "allocated worker")):
        asked = Asked(shown=shown, whose=whose, kind=kind, duty=duty)
        wanted = {
            one.pk
            for one in rows
            if STATES[shown](one)
            and (whose is not Whose.MINE or mine(one, member, duties[member]))
            and (whose is not Whose.NOBODY or one.owner_id is None)
            and (not kind or one.kind == kind)
            and (not duty or one.owner_role == duty)
        }
        viewer = desk.sees(member)
        assert {one.pk for one in queries.owed(viewer, asked)} == wanted, asked


def test_owner_agency_day_and_area_narrow_as_well(desk: Desk) -> None:
    """Habit 12, PAR-2: an agency by its members; a day in London; the area somebody chose to look at."""
    rows = [one for one in everything(desk) if is_open(one)]
    viewer = desk.sees(desk.coordinator)
    asked: dict[str, tuple[Asked, Any]] = {
        "owner": (Asked(owner=desk.worker.pk), lambda one: one.owner_id == desk.worker.pk),
        "nobody's": (Asked(owner=desk.coordinator.pk), lambda one: False),
        "agency": (Asked(agency=desk.officer.agency_id), lambda one: one.owner_id == desk.officer.pk),
        "another": (Asked(agency=desk.worker.agency_id), lambda one: one.owner_id == desk.worker.pk),
        "today": (Asked(day=date(2026, 6, 10)), lambda one: london(one.due_at).date() == date(2026, 6, 10)),
        "tomorrow": (Asked(day=date(2026, 6, 11)), lambda one: london(one.due_at).date() == date(2026, 6, 11)),
        "no day": (Asked(day=date(2026, 6, 12)), lambda one: False),
    }
    for name, (question, holds) in asked.items():
        assert {one.pk for one in queries.owed(viewer, question)} == {one.pk for one in rows if holds(one)}, name
    narrowed = queries.owed(desk.sees(desk.coordinator, "Mid"), Asked())
    assert {one.pk for one in narrowed} == {one.pk for one in rows if one.child_id == desk.near.pk}


def test_numbers_on_the_filters_are_those_of_their_lists(desk: Desk) -> None:
    """Habit 12: narrowed alike, whatever is shown."""
    everything(desk)
    viewer = desk.sees(desk.coordinator)
    for asked in (Asked(), Asked(shown=Shown.MET, kind="contact"), Asked(shown=Shown.LATER, whose=Whose.MINE)):
        found = queries.owed_counts(viewer, asked)
        assert set(found) == {asked.shown, *queries.COUNTED}
        assert {each: count.number for each, count in found.items()} == {
            each: queries.owed(viewer, replace(asked, shown=each)).count() for each in found
        }


def test_days_of_a_month_add_up_to_what_is_due_in_it(desk: Desk) -> None:
    """MIS-17: each counted once, on its day in London, from the first to the last."""
    rows = [one for one in everything(desk) if is_open(one)]
    viewer, first, last = desk.sees(desk.coordinator), date(2026, 6, 1), date(2026, 6, 30)
    found = queries.due_by_day(viewer, Asked(), first, last)
    wanted: dict[date, int] = {}
    for day in (london(one.due_at).date() for one in rows):
        if first <= day <= last:
            wanted[day] = wanted.get(day, 0) + 1
    assert found == wanted
    assert queries.due_by_day(viewer, Asked(), date(2026, 6, 11), date(2026, 6, 11)) == {
        date(2026, 6, 11): wanted[date(2026, 6, 11)]
    }


@pytest.mark.parametrize(
    ("due", "day"),
    [
        (datetime(2026, 6, 10, 22, 59, tzinfo=UTC), date(2026, 6, 10)),
        (datetime(2026, 6, 10, 23, 0, tzinfo=UTC), date(2026, 6, 11)),
        (datetime(2026, 12, 10, 23, 59, tzinfo=UTC), date(2026, 12, 10)),
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 23, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 24, 23, 0, tzinfo=UTC), date(2026, 10, 25)),
    ],
)
def test_the_calendar_and_the_list_agree_on_the_day(desk: Desk, due: datetime, day: date) -> None:
    """MIS-17: about midnight, and on the days on which the clocks change."""
    desk.owes(desk.claim("contact", due))
    viewer = desk.sees(desk.coordinator)
    assert queries.due_by_day(viewer, Asked(), date(2026, 1, 1), date(2026, 12, 31)) == {day: 1}
    assert [queries.owed(viewer, Asked(day=day + n * DAY)).count() for n in (-1, 0, 1)] == [0, 1, 0]


ORDERS = [
    (Shown.OPEN, False, lambda one: (one.due_at, one.pk)),
    (Shown.OPEN, True, lambda one: (one.due_at, one.pk)),
    (Shown.MET, False, lambda one: (one.met_at, one.pk)),
    (Shown.WAIVED, False, lambda one: (one.waived_at, one.pk)),
]


@pytest.mark.parametrize(("shown", "latest_first", "by"), ORDERS)
def test_each_state_has_its_order(desk: Desk, shown: Shown, latest_first: bool, by: Any) -> None:
    """MIS-7: what presses first; of what is over, the latest first; what is due at one time always the same way."""
    rows = [one for one in everything(desk) if STATES[shown](one)]
    backwards = latest_first or shown is not Shown.OPEN
    order = queries.order_of(shown, latest_first=latest_first)
    found = queries.owed(desk.sees(desk.coordinator), Asked(shown=shown)).order_by(*order)
    assert [one.pk for one in found] == [one.pk for one in sorted(rows, key=by, reverse=backwards)]


# Pages


def page(desk: Desk, address: str = "", size: int = 5) -> Any:
    found = queries.owed(desk.sees(desk.coordinator), Asked())
    return paged(found, QueryDict(address.lstrip("?")), order=queries.order_of(Shown.OPEN), count=Count(0), size=size)


def dozens(desk: Desk, count: int = 23) -> list[UUID]:
    """So many, three at a time due at one time; their ids in the order of the list."""
    rows = desk.owes(*(desk.claim("contact", NOW + number // 3 * HOUR) for number in range(count)))
    return [one.pk for one in sorted(rows, key=lambda one: (one.due_at, one.pk))]


def walked(desk: Desk, way: str, start: str = "", meanwhile: Any = lambda number: None) -> list[UUID]:
    """Every page in a direction, with something happening between one and the next."""
    seen: list[UUID] = []
    address, number = start, 0
    while True:
        listing = page(desk, address)
        ids = [one.pk for one in listing.rows]
        seen = seen + ids if way == "next_url" else ids + seen
        address = getattr(listing, way)
        if not address:
            return seen
        number += 1
        meanwhile(number)


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 10, 23])
def test_pages_hold_every_row_once_there_and_back(desk: Desk, count: int) -> None:
    """None left out where rows are due at one time, no empty page at the end."""
    ids = dozens(desk, count) if count else []
    assert walked(desk, "next_url") == ids
    if count > 5:
        address = ""
        while following := page(desk, address).next_url:
            address = following
        last = page(desk, address)
        back = walked(desk, "previous_url", last.previous_url)
        assert back + [one.pk for one in last.rows] == ids
        assert page(desk, address).rows


def test_rows_that_come_and_go_meanwhile_neither_hide_nor_repeat_others(desk: Desk) -> None:
    """What is done by others while somebody reads page after page."""
    ids = dozens(desk)
    gone = [ids[1], ids[7], ids[20]]

    def meanwhile(number: int) -> None:
        desk.owes(desk.claim("chat offer", NOW - number * HOUR))  # before the place where the reader is
        row = Obligation.objects.filter(pk=gone[number - 1]).first() if number <= len(gone) else None
        if row:
            actions.waive(obligation=row, reason="Meanwhile.", by=desk.officer, at=NOW)

    seen = walked(desk, "next_url", meanwhile=meanwhile)
    assert len(seen) == len(set(seen))
    assert set(ids) - set(gone) <= set(seen) <= set(ids)
    assert seen == [each for each in ids if each in seen]


def test_the_row_at_which_a_page_begins_may_be_gone(desk: Desk) -> None:
    """The place is a time and an id, not a row."""
    ids = dozens(desk)
    second = page(desk).next_url
    actions.waive(obligation=Obligation.objects.get(pk=ids[4]), reason="Meanwhile.", by=desk.officer, at=NOW)
    assert [one.pk for one in page(desk, second).rows] == ids[5:10]


@pytest.mark.parametrize(
    "place",
    ["after=", "before=", "after=nonsense", "before=nonsense", "before=~", "after=2026-06-10~x", "before=2026-06-10~x",
     "after=a~b~c", "before=%00~%00", "page=7", "page=-3", "page=٣", "before=&page=9"],
)  # fmt: skip
def test_a_place_that_cannot_be_read_is_the_beginning(desk: Desk, place: str) -> None:
    """Forwards or backwards: the first page, and called so."""
    ids = dozens(desk)
    listing = page(desk, place)
    assert [one.pk for one in listing.rows] == ids[:5]
    assert (listing.first, listing.last, listing.previous_url) == (1, 5, "")
    assert [one.pk for one in page(desk, listing.next_url).rows] == ids[5:10]


def test_links_keep_the_filters_and_number_the_pages(desk: Desk) -> None:
    """The address is all there is to a list: it can be sent to somebody."""
    dozens(desk)
    second = page(desk, page(desk, "kind=contact&whose=nobody").next_url)
    assert (second.page, second.first, second.last) == (2, 6, 10)
    for url in (second.next_url, second.previous_url):
        kept = QueryDict(url.lstrip("?"))
        assert (kept["kind"], kept["whose"]) == ("contact", "nobody")
        assert ("after" in kept) is not ("before" in kept)


def test_back_at_the_first_rows_one_is_on_the_first_page(desk: Desk) -> None:
    """Whatever number the address still has: rows may have gone since."""
    ids = dozens(desk)
    third = Obligation.objects.get(pk=ids[2])
    listing = page(desk, f"before={third.due_at:%Y-%m-%dT%H:%M:%SZ}~{third.pk}&page=4")
    assert [one.pk for one in listing.rows] == ids[:2]
    assert (listing.first, listing.last, listing.previous_url) == (1, 2, "")
    assert [one.pk for one in page(desk, listing.next_url).rows] == ids[2:7]


# Who could take it over


def test_who_can_owe_is_who_signed_up_and_sees_what_is_owed(desk: Desk) -> None:
    """SHA-2: by agency and name; nobody who waits for their invitation, was removed, or whose role is over or to come."""

    def names() -> list[str]:
        return [member.name for member in queries.who_can_owe(NOW.date())]

    before = names()
    assert set(before) == {desk.officer.name, desk.coordinator.name, desk.worker.name}
    assert before[-1] == desk.officer.name  # Police, Invented comes after Invented Agency
    a_member(desk.here, Role.ANALYST)
    a_member(desk.here, Role.ADMINISTRATOR)
    a_member(desk.here, Role.LIAISON_OFFICER, accepted=False)
    a_member(desk.here)
    assert names() == before
    remove_member(member=desk.worker, by=None, at=NOW)
    end_role(held=desk.coordinator.roles.get(), by=None, at=NOW)
    assert names() == [desk.officer.name]
