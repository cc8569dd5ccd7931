"""Who asks, at which meeting it is still in time, and why nobody can ask (M1-2 a, c, d)."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.mace1.rules import refusals
from lantern.mace1.rules.ways import Coming, InTime, against_asking, in_time, missed_words, way_of
from lantern.mace1.vocabulary import ItemKind, Way
from lantern.organisation.vocabulary import Role

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
MINUTE = timedelta(minutes=1)


def coming(number: int, begins: datetime, closes: datetime, *, is_sent: bool = False) -> Coming:
    return Coming(UUID(int=number), begins, closes, is_sent)


DECEMBER = coming(1, datetime(2026, 12, 3, 9, 30, tzinfo=UTC), datetime(2026, 11, 19, 23, 59, tzinfo=UTC))
JANUARY = coming(2, datetime(2027, 1, 7, 9, 30, tzinfo=UTC), datetime(2026, 12, 21, 23, 59, tzinfo=UTC))


@pytest.mark.parametrize(
    ("roles", "way"),
    [
        ({Role.SOCIAL_WORKER}, Way.WORKER),
        ({Role.TEAM_MANAGER, Role.TRIAGE_OFFICER}, Way.WORKER),
        ({Role.TRIAGE_OFFICER, Role.HEALTH_MEMBER}, Way.TRIAGE),
        ({Role.HEALTH_MEMBER}, Way.AGENCY),
        ({Role.MISSING_COORDINATOR, Role.CHAIR}, Way.AGENCY),
    ],
)
def test_the_way_follows_from_who_asks(roles: set[Role], way: Way) -> None:
    """M1-2 a, c, d."""
    assert way_of(roles) == way


def test_what_comes_too_late_goes_to_the_next_meeting_and_the_form_says_so() -> None:
    """M1-2: in words, with both days."""
    found = in_time([DECEMBER, JANUARY], AT)
    assert found == InTime(JANUARY, DECEMBER)
    assert missed_words(found, TODAY) == "Discussions for 3 December closed on 19 November: this goes to 7 January."


def test_the_last_minute_is_in_time_and_the_next_is_not() -> None:
    """M1-2: until the minute that closes it, that one included."""
    assert in_time([DECEMBER, JANUARY], DECEMBER.closes_at).goes_to == DECEMBER
    assert in_time([DECEMBER, JANUARY], DECEMBER.closes_at + MINUTE).goes_to == JANUARY


def test_an_agenda_that_was_sent_early_takes_nobody() -> None:
    """M1-2, M1-4: what is sent does not grow, and the words do not speak of a day that is still to come."""
    sent = JANUARY._replace(is_sent=True)
    february = coming(3, datetime(2027, 2, 4, 9, 30, tzinfo=UTC), datetime(2027, 1, 21, 23, 59, tzinfo=UTC))
    found = in_time([sent, february], AT)
    assert found.goes_to == february
    assert missed_words(found, TODAY) == "The agenda for 7 January is sent: this goes to 4 February."


def test_who_is_in_time_reads_of_nothing_missed() -> None:
    """M1-2."""
    assert missed_words(in_time([JANUARY], AT), TODAY) == ""
    assert in_time([], AT) == InTime(None, None)
    assert missed_words(in_time([DECEMBER], AT), TODAY) == ""


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60), st.booleans()), max_size=6), st.integers(0, 500))
def test_the_first_that_is_in_time_is_chosen_whatever_the_plan(plan: list[tuple[int, int, bool]], hours: int) -> None:
    """M1-2: never one that closed or was sent, and none before it would have done."""
    days = sorted(plan)
    meetings = [
        coming(n, AT + timedelta(days=d), AT + timedelta(days=d - before), is_sent=sent)
        for n, (d, before, sent) in enumerate(days)
    ]
    at = AT + timedelta(hours=hours)
    found = in_time(meetings, at)
    fits = [each for each in meetings if not each.is_sent and at <= each.closes_at]
    assert found.goes_to == (fits[0] if fits else None)
    assert found.missed is None or found.missed not in fits


@pytest.mark.parametrize(
    ("kind", "is_open", "waits", "stands", "why"),
    [
        (ItemKind.INITIAL, False, False, False, ""),
        (ItemKind.REVIEW, True, False, False, ""),
        (ItemKind.INITIAL, False, True, False, refusals.WAITS_ALREADY),
        (ItemKind.INITIAL, True, False, False, refusals.OPEN_ALREADY),
        (ItemKind.REVIEW, False, False, False, refusals.NOT_OPEN),
        (ItemKind.REVIEW, True, False, True, refusals.ON_AGENDA),
        (ItemKind.REVIEW, True, True, True, refusals.WAITS_ALREADY),
    ],
)
def test_why_nobody_can_ask(kind: ItemKind, is_open: bool, waits: bool, stands: bool, why: str) -> None:
    """M1-2: each reason in words."""
    assert against_asking(kind=kind, is_open=is_open, waits=waits, stands=stands) == why
