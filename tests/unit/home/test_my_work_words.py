"""What My work says for each number and each role: words that agree with their numbers, links that narrow to them."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.access.viewer import Viewer, permissions_of
from lantern.access.vocabulary import COVERS_ITS_AREA, Permission
from lantern.design.listing import Count
from lantern.home import parts
from lantern.home.queries.work import LISTS, Number, Work
from lantern.missing.models import Incident
from lantern.organisation.models import Member
from lantern.organisation.queries import Areas
from lantern.organisation.vocabulary import Role

NOW = datetime(2026, 3, 3, 17, 58, tzinfo=UTC)
DAY = timedelta(days=1)
HERE = uuid4()


def viewer(*roles: Role) -> Viewer:
    return Viewer(
        member=Member(partnership_id=HERE),
        roles=frozenset(roles),
        permissions=permissions_of(roles),
        covers_all=True,
        covers=frozenset(),
        areas=Areas({}, {}, {}, {}),
        now=NOW,
    )


def work(asked: int = 0, /, **numbers: int | Count) -> Work:
    """Work with those numbers and no others."""
    counts = {Number[name.upper()]: Count(n) if isinstance(n, int) else n for name, n in numbers.items()}
    questions = [
        Incident(partnership_id=HERE, reference=f"FX/{n}", why="Two children are likely.") for n in range(asked)
    ]
    return Work(numbers=counts, now=[], week=[], questions=questions, invited=[])


def sentence(found: Work) -> str:
    """The briefing as it is read."""
    said = parts.briefing(found, viewer())
    return "".join((each.before if number else "") + each.words for number, each in enumerate(said))


BRIEFINGS: list[tuple[dict[str, int | Count], str]] = [
    ({}, ""),
    ({"missing": 0}, "Nobody is missing now"),
    ({"missing": 1, "high": 0}, "1 missing now"),
    ({"missing": 4, "high": 1}, "4 missing now, 1 high risk"),
    ({"missing": Count(100, True), "high": Count(100, True)}, "100+ missing now, 100+ high risk"),
    ({"missing": 0, "checks_overdue": 1}, "Nobody is missing now. 1 vulnerability check overdue"),
    ({"missing": 0, "checks_overdue": 3}, "Nobody is missing now. 3 vulnerability checks overdue"),
    ({"missing": 0, "who": 1}, "Nobody is missing now. 1 notification waits for a person"),
    ({"missing": 0, "who": 2}, "Nobody is missing now. 2 notifications wait for a person"),
    ({"invited": 1}, "1 person has not accepted yet"),
    ({"invited": 2}, "2 people have not accepted yet"),
    (
        {"missing": 2, "high": 2, "checks_overdue": 2, "who": 5, "invited": 1},
        "2 missing now, 2 high risk. 2 vulnerability checks overdue. 5 notifications wait for a person."
        " 1 person has not accepted yet",
    ),
    ({"checks_overdue": 0, "who": 0, "invited": 0}, ""),
]


@pytest.mark.parametrize(("numbers", "said"), BRIEFINGS)
def test_the_line_on_top(numbers: dict[str, int | Count], said: str) -> None:
    """pages.md: a number is said with its noun; nought is said of missing children alone."""
    assert sentence(work(**numbers)) == said


@given(st.integers(0, 120), st.integers(0, 120))
def test_what_is_bad_is_marked_only_when_it_is_there(missing: int, high: int) -> None:
    """Red is for a child at high risk, and for what is late."""
    said = parts.briefing(work(missing=missing, high=min(high, missing)), viewer())
    assert said[0].is_bad is (min(high, missing) > 0)
    assert parts.briefing(work(missing=0, checks_overdue=1), viewer())[1].is_bad


LINKS = [
    ({"missing": 1, "high": 1}, ["/missing/", "/missing/?show=high"]),
    ({"missing": 0}, ["/missing/"]),
    ({"checks_overdue": 1}, ["/owed/?shown=overdue&kind=vulnerability+check"]),
    ({"who": 1}, ["/notifications/queue/"]),
]


@pytest.mark.parametrize(("numbers", "urls"), LINKS)
def test_each_part_leads_to_what_it_counts(numbers: dict[str, int | Count], urls: list[str]) -> None:
    """design.md, habit 12."""
    assert [each.url for each in parts.briefing(work(**numbers), viewer())] == urls


def waiting(found: Work, *roles: Role) -> parts.Column:
    (column,) = [each for each in parts.columns(found, viewer(*roles)) if each.title == "Waiting for me"]
    return column


WAITS: list[tuple[dict[str, int | Count], str, str, str]] = [
    ({"overlap": 1}, "Sort out 1 overlapping report", "?ask=", "one"),
    ({"overlap": 2}, "Sort out 2 overlapping reports", "?ask=", "two"),
    ({"times": 1}, "Settle 1 time in doubt", "?ask=", "one time"),
    ({"times": 3}, "Settle 3 times in doubt", "?ask=", "three"),
    ({"provisional": 1}, "Confirm 1 new record", "/children/provisional/", "one record"),
    ({"provisional": Count(100, True)}, "Confirm 100+ new records", "/children/provisional/", "more than are counted"),
    ({"unplaced": 1}, "Place 1 child without an area", "/children/unplaced/", "one child"),
    ({"unplaced": 2}, "Place 2 children without an area", "/children/unplaced/", "two"),
]


@pytest.mark.parametrize(("numbers", "verb", "url"), [row[:3] for row in WAITS], ids=[row[3] for row in WAITS])
def test_what_is_done_in_a_row_is_one_line_with_its_number(
    numbers: dict[str, int | Count], verb: str, url: str
) -> None:
    """MIS-3, MIS-4: the verb, how many of what, and the way there."""
    column = waiting(work(**numbers), Role.MISSING_COORDINATOR)
    (item,) = column.items
    assert item.verb == verb
    assert url in item.url
    assert column.count == next(iter(work(**numbers).numbers.values())).short
    assert column.empty == column.empty.strip() != ""


QUESTIONS = [
    (3, 3, 3, "", "all of them are shown"),
    (3, 4, 4, "Match 1 more", "one more"),
    (3, Count(100, True), 4, "Match 97+ more", "more than are counted"),
]


@pytest.mark.parametrize(
    ("shown", "number", "lines", "last"), [row[:4] for row in QUESTIONS], ids=[row[4] for row in QUESTIONS]
)
def test_questions_that_do_not_fit_are_one_line(shown: int, number: int | Count, lines: int, last: str) -> None:
    """MIS-4: those that have waited longest, and how many are left."""
    items = waiting(work(shown, who=number), Role.MISSING_COORDINATOR).items
    assert len(items) == lines
    assert [item.verb for item in items[:shown]] == ["Match a notification"] * shown
    assert items[0].words == "Two children are likely"
    assert not last or items[-1].verb == last


COLUMNS = len(parts.WAITING)


@given(
    st.lists(st.integers(0, 100), min_size=COLUMNS, max_size=COLUMNS),
    st.lists(st.booleans(), min_size=COLUMNS, max_size=COLUMNS),
)
def test_the_number_of_the_column_is_the_sum_of_its_lists(counts: list[int], more: list[bool]) -> None:
    """With a plus as soon as one of them stopped counting."""
    numbers = {each.name.lower(): Count(n, plus) for each, n, plus in zip(parts.WAITING, counts, more, strict=True)}
    total = f"{sum(counts):,}{'+' if any(more) else ''}" if sum(counts) else ""
    assert waiting(work(**numbers), Role.MISSING_COORDINATOR).count == total


def invitee(name: str, sent: datetime | None = None, expires: datetime | None = None) -> Any:
    latest = [SimpleNamespace(sent_at=sent, expires_at=expires)] if sent else []
    return SimpleNamespace(pk=uuid4(), name=name, latest=latest)


INVITED = [
    (invitee("Lee Madeup"), "Invite", "not invited yet", "never invited"),
    (invitee("Lee Madeup", NOW - DAY, NOW + DAY), "Remind", "invited Yesterday 5:58pm", "waiting"),
    (invitee("Lee Madeup", NOW - 9 * DAY, NOW - 2 * DAY), "Invite", "the link has expired", "expired"),
    (invitee("Lee Madeup", NOW - 7 * DAY, NOW), "Invite", "the link has expired", "expired this minute"),
]


@pytest.mark.parametrize(("member", "verb", "words"), [row[:3] for row in INVITED], ids=[row[3] for row in INVITED])
def test_who_was_invited_and_has_not_come(member: Any, verb: str, words: str) -> None:
    """PAR-4: what to do about it."""
    (item,) = waiting(_inviting(member), Role.ADMINISTRATOR).items
    assert (item.verb, item.what) == (verb, "Lee Madeup")
    assert words in item.words
    assert str(member.pk) in item.url


def _inviting(*members: Any, number: int | None = None) -> Work:
    count = Count(len(members) if number is None else number)
    return Work(numbers={Number.INVITED: count}, now=[], week=[], questions=[], invited=list(members))


def test_people_who_do_not_fit_are_one_line() -> None:
    """PAR-4."""
    items = waiting(_inviting(invitee("Lee Madeup"), invitee("Ro Sample"), number=9), Role.ADMINISTRATOR).items
    assert [item.verb for item in items] == ["Invite", "Invite", "See 7 more"]


NOTHING = [
    (Role.MISSING_COORDINATOR, "A notification that is not certain comes here", ""),
    (Role.ADMINISTRATOR, "People whom you invite stand here", "Invite someone"),
    (Role.LIAISON_OFFICER, "", ""),
    (Role.SOCIAL_WORKER, "", ""),
    (Role.ANALYST, "without names", "See who is missing"),
    (Role.INFORMATION_GOVERNANCE, "no child’s record", "See people and agencies"),
]


@pytest.mark.parametrize(("role", "words", "way"), NOTHING, ids=[str(row[0]) for row in NOTHING])
def test_where_nothing_waits_it_says_what_would(role: Role, words: str, way: str) -> None:
    """pages.md: and, for those who see no child, a way on."""
    column = waiting(work(), role)
    assert words in column.empty
    assert (column.way, bool(column.url)) == (way, bool(way))
    assert column.count == ""


def test_somebody_without_a_role_is_told_who_gives_one() -> None:
    """PAR-4."""
    (column,) = parts.columns(work(), viewer())
    assert column.empty.startswith("You hold no role today.")


@pytest.mark.parametrize("role", list(Role))
def test_each_role_has_the_columns_that_it_can_fill(role: Role) -> None:
    """MIS-7: what is owed only for those who see what is owed."""
    titles = [each.title for each in parts.columns(work(now=0, week=0), viewer(role))]
    owes = viewer(role).may(Permission.SEE_OBLIGATIONS)
    assert titles == (["Now", "Next 7 days", "Waiting for me"] if owes else ["Waiting for me"])
    if owes:
        now = parts.columns(work(now=0, week=0), viewer(role))[0]
        assert now.empty.startswith("Nothing is overdue") is (role in COVERS_ITS_AREA)
        assert now.kind == "plain"
        told = parts.columns(work(now=0, week=0, works_with=1), viewer(role))[0]
        assert told.empty.startswith("Nothing is overdue")


@pytest.mark.parametrize("role", list(Role))
def test_no_number_is_read_that_the_role_does_not_open(role: Role) -> None:
    """SHA-2: a number that nobody may follow is not counted."""
    open_to = {number for number, (may, _) in LISTS.items() if viewer(role).may(may)}
    if role in (Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE):
        assert not open_to & {Number.MISSING, Number.NOW, Number.WHO, Number.PROVISIONAL, Number.UNPLACED}
    if role is Role.ANALYST:
        assert open_to == {Number.MISSING, Number.HIGH}
