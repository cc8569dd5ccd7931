"""How an obligation stands and whose it is, without a database (MIS-7 to MIS-9, MIS-17)."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.owed import Owner
from lantern.obligations.rules import (
    ROLES_OF_DUTY,
    Claim,
    against_handing_over,
    against_waiving,
    due_between,
    duties_of,
)
from lantern.obligations.vocabulary import DUTY_WORDS, LABELS, Shown, Whose
from lantern.organisation.vocabulary import Role

MINUTE = timedelta(minutes=1)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


NAMED = "named person"
MANAGER = "team manager"  # who signs off (EXP-2)


@pytest.mark.parametrize(
    ("now", "tonight", "week", "why"),
    [
        ("2026-01-14 12:00", "2026-01-15 00:00", "2026-01-22 00:00", "winter: London is UTC"),
        ("2026-06-09 12:00", "2026-06-09 23:00", "2026-06-16 23:00", "summer: a day ends an hour earlier in UTC"),
        ("2026-06-09 22:59", "2026-06-09 23:00", "2026-06-16 23:00", "the last minute of London’s day"),
        ("2026-06-09 23:00", "2026-06-10 23:00", "2026-06-17 23:00", "midnight in London is the next day already"),
        ("2026-03-28 23:30", "2026-03-29 00:00", "2026-04-04 23:00", "the clocks go forward within the week"),
        ("2026-03-29 12:00", "2026-03-29 23:00", "2026-04-05 23:00", "the day has 23 hours"),
        ("2026-10-25 12:00", "2026-10-26 00:00", "2026-11-02 00:00", "the day has 25 hours"),
        ("2026-10-24 12:00", "2026-10-24 23:00", "2026-11-01 00:00", "the clocks go back within the week"),
        ("2026-12-31 23:59", "2027-01-01 00:00", "2027-01-08 00:00", "over the turn of the year"),
        ("2028-02-28 12:00", "2028-02-29 00:00", "2028-03-07 00:00", "a year with a leap day"),
    ],
)
def test_tonight_and_the_week_are_londons(now: str, tonight: str, week: str, why: str) -> None:
    """MIS-17: today ends at London's midnight, and the seven days that follow at the eighth."""
    at, end, over = utc(now), utc(tonight), utc(week)
    assert due_between(Shown.NOW, at) == (None, end), why
    assert due_between(Shown.OVERDUE, at) == (None, at), why
    assert due_between(Shown.TODAY, at) == (at, end), why
    assert due_between(Shown.WEEK, at) == (end, over), why
    assert due_between(Shown.LATER, at) == (over, None), why


@pytest.mark.parametrize("shown", [Shown.OPEN, Shown.MET, Shown.WAIVED])
def test_some_lists_have_no_bounds(shown: Shown) -> None:
    """What is open, done or waived is so whenever it falls due."""
    assert due_between(shown, utc("2026-06-09 12:00")) == (None, None)


def holds(shown: Shown, now: datetime, due: datetime) -> bool:
    since, before = due_between(shown, now)
    return (since is None or since <= due) and (before is None or due < before)


@given(st.integers(0, 60 * 24 * 400), st.integers(-60 * 24 * 12, 60 * 24 * 12))
def test_every_open_obligation_stands_in_exactly_one_place(now: int, due: int) -> None:
    """Overdue, today, the week and later leave no gap and share nothing; now is overdue and today together."""
    at = utc("2026-01-01 00:00") + now * MINUTE
    due_at = at + due * MINUTE
    parts = [shown for shown in (Shown.OVERDUE, Shown.TODAY, Shown.WEEK, Shown.LATER) if holds(shown, at, due_at)]
    assert len(parts) == 1
    assert holds(Shown.NOW, at, due_at) is (parts[0] in (Shown.OVERDUE, Shown.TODAY))
    assert holds(Shown.OVERDUE, at, due_at) is (due < 0)


@pytest.mark.parametrize(
    ("roles", "duties"),
    [
        ([], ()),
        ([Role.LIAISON_OFFICER], ("police", "liaison officer", NAMED)),
        ([Role.TRIAGE_OFFICER], ("police", NAMED)),
        ([Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER], ("police", "liaison officer", NAMED)),
        (
            [Role.MISSING_COORDINATOR],
            ("missing coordinator", "allocated worker", MANAGER, "chat worker", "children's services", NAMED),
        ),
        (
            [Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER],
            (
                "police",
                "missing coordinator",
                "allocated worker",
                MANAGER,
                "chat worker",
                "children's services",
                "liaison officer",
                NAMED,
            ),
        ),
        ([Role.SOCIAL_WORKER], (NAMED,)),
        ([Role.TEAM_MANAGER], (NAMED,)),
        ([Role.CHAT_WORKER], (NAMED,)),
        ([Role.CHAIR], (NAMED,)),
        ([Role.BUSINESS_SUPPORT], (NAMED,)),
        ([Role.HEALTH_MEMBER], (NAMED,)),
        ([Role.ANALYST], ()),
        ([Role.ADMINISTRATOR], ()),
        ([Role.INFORMATION_GOVERNANCE], ()),
    ],
)
def test_whose_a_duty_is_while_nobody_has_taken_it(roles: list[Role], duties: tuple[str, ...]) -> None:
    """MIS-8: a child without a worker is the coordinator's; a social worker owes what is theirs by name alone.

    SHA-4: of a restricted record, whoever is named, whatever their role; nobody else sees what is owed for it.
    """
    assert duties_of(roles) == duties
    assert duties_of(reversed(roles)) == duties


def test_every_duty_that_an_episode_starts_has_somebody_and_a_word() -> None:
    """MIS-1, MIS-7 to MIS-9: nothing is owed by nobody, and no code of a duty stands on a page."""
    assert {owner.value for owner in Owner} | {NAMED, MANAGER} == set(ROLES_OF_DUTY) == set(DUTY_WORDS)
    assert all(ROLES_OF_DUTY.values())


def test_every_state_has_its_own_words() -> None:
    """A list is found again by its name."""
    assert set(LABELS) == set(Shown)
    assert len({shown.label for shown in Shown}) == len(Shown)
    assert [shown for shown in Shown if not shown.is_open] == [Shown.MET, Shown.WAIVED]
    assert Shown("") is Shown.OPEN
    assert Whose("") is Whose.ANYONE


@pytest.mark.parametrize(
    ("met", "waived", "waiving", "handing_over"),
    [
        (False, False, "", ""),
        (True, False, "It is done already, so there is nothing to waive.", "It is done already."),
        (False, True, "It is waived already.", "It is waived: nobody owes it."),
        (True, True, "It is done already, so there is nothing to waive.", "It is done already."),
    ],
)
def test_what_speaks_against_a_change(met: bool, waived: bool, waiving: str, handing_over: str) -> None:
    """MIS-7: what is over is neither waived nor handed over; the button says why."""
    assert against_waiving(met=met, waived=waived) == waiving
    assert against_handing_over(met=met, waived=waived) == handing_over


CLAIM = Claim(
    child=UUID(int=1),
    subject_kind="episode",
    subject=UUID(int=2),
    kind="contact",
    cause="returned",
    starts_at=utc("2026-06-09 12:00"),
    due_at=utc("2026-06-11 12:00"),
    met_at=None,
    owner_role="allocated worker",
)
CHANGED = {
    "child": UUID(int=9),
    "subject_kind": "concern",
    "subject": UUID(int=9),
    "kind": "chat offer",
    "cause": "graded high",
    "starts_at": utc("2026-06-01 12:00"),
    "due_at": utc("2026-06-30 12:00"),
    "met_at": utc("2026-06-10 12:00"),
    "owner_role": "police",
    "owner": UUID(int=9),
    "begins_at": utc("2026-06-20 12:00"),
}


def test_what_makes_it_the_same_obligation() -> None:
    """A time moved, a worker changed or a child merged is the same obligation; another cause is another one."""
    assert {field.name for field in fields(Claim)} == set(CHANGED)
    another = {name for name, value in CHANGED.items() if replace(CLAIM, **{name: value}).key != CLAIM.key}
    assert another == {"subject_kind", "subject", "kind", "cause"}
