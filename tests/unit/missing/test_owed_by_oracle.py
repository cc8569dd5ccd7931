"""Every clock of an arrangement at every awkward time, against a slow and obvious account of it (MIS-17, PAR-7)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.owed import Clocks, Owed, Owner, Standing, Step, owed, state
from lantern.missing.vocabulary import Grade, StepKind
from lantern.timekeeping.clocks import Clock, Unit, UnknownTime
from lantern.timekeeping.moments import Moment
from tests.unit.missing import oracle
from tests.unit.missing.told import AWAY, CLOCKS, at, moment

ATTENDANCE, CHECK, CHAT = StepKind.ATTENDANCE, StepKind.VULNERABILITY_CHECK, StepKind.CHAT_OFFER
CONTACT, PLAN = StepKind.CONTACT, StepKind.PREVENTION_PLAN
AMOUNTS = {
    Unit.MINUTES: (0, 15, 90),
    Unit.HOURS: (1, 24, 48, 72),
    Unit.DAYS: (0, 1, 3, 28),
    Unit.WORKING_DAYS: (0, 1, 2, 5),
}
EVERY_CLOCK = [
    Clock(amount, unit, unknown) for unit in Unit for amount in AMOUNTS[unit] for unknown in UnknownTime
]  # fmt: skip

AWKWARD = {
    "an ordinary Tuesday": "2026-06-09 10:00",
    "the last minute of a day": "2026-06-09 23:59",
    "midnight": "2026-06-10 00:00",
    "after midnight in summer, the day before in UTC": "2026-06-10 00:30",
    "a day whose time nobody knows": "2026-06-09",
    "a Friday evening": "2026-06-12 20:00",
    "a Saturday": "2026-06-13 03:10",
    "a Sunday by its day": "2026-06-14",
    "the hour before spring": "2026-03-29 00:30",
    "the minute after spring": "2026-03-29 02:00",
    "the day of spring": "2026-03-29",
    "the day before spring, at the time it leaves out": "2026-03-28 01:30",
    "the day before spring by its day": "2026-03-28",
    "the hour that autumn repeats": "2026-10-25 01:30",
    "the hour before autumn": "2026-10-25 00:30",
    "the day before autumn, at the time it repeats": "2026-10-24 01:30",
    "the day of autumn": "2026-10-25",
    "Maundy Thursday": "2026-04-02 23:30",
    "Good Friday by its day": "2026-04-03",
    "Easter Monday": "2026-04-06 09:00",
    "spring and Easter in one weekend": "2027-03-26 22:15",
    "Christmas Eve": "2026-12-24 17:45",
    "a Boxing Day that is a Saturday": "2026-12-26",
    "New Year’s Eve": "2026-12-31 23:45",
}


def clocks(clock: Clock) -> Clocks:
    """An arrangement with one clock for everything."""
    return Clocks(dict.fromkeys(Grade, clock), clock, clock, clock, clock)


@pytest.mark.parametrize("when", AWKWARD.values(), ids=AWKWARD.keys())
def test_a_return_at_an_awkward_time_starts_every_clock_rightly(when: str) -> None:
    """MIS-7 to MIS-9, MIS-17: elapsed hours, calendar days, working days, and the day alone, across each change."""
    end = moment(when)
    episode = replace(AWAY, start=Moment(end.at - timedelta(days=2)), reported=None, end=end)
    for clock in EVERY_CLOCK:
        rows = owed(episode, (), lambda _: True, clocks(clock))
        assert [(row.kind, row.starts) for row in rows] == [(kind, end) for kind in (CHECK, CHAT, CONTACT, PLAN)]
        assert {row.due for row in rows} == {oracle.due(clock, end)}, clock


@pytest.mark.parametrize("grade", Grade)
@pytest.mark.parametrize("when", AWKWARD.values(), ids=AWKWARD.keys())
def test_a_grade_at_an_awkward_time_starts_its_attendance_rightly(when: str, grade: Grade) -> None:
    """MIS-1, MIS-17: from the grading; else from the report; else from when the child was last seen."""
    graded, ungraded = moment(when), moment("2026-01-02 09:00")
    for clock, (reported, graded_at) in product(EVERY_CLOCK, [(ungraded, graded), (graded, None), (None, None)]):
        start = graded if reported is None else ungraded
        episode = EpisodeFacts(("feed", "A1"), start, reported=reported, grade=grade, graded_at=graded_at)
        (row,) = owed(episode, (), lambda _: True, Clocks({grade: clock}))
        assert (row.starts, row.due) == (graded, oracle.due(clock, graded)), clock
        assert (row.cause, row.owner_role, row.met) == (f"graded {grade}", Owner.POLICE, None)


@pytest.mark.parametrize("grade", Grade)
def test_a_grade_without_a_clock_of_its_own_owes_no_attendance(grade: Grade) -> None:
    """PAR-7: another grade's clock does not stand in for it."""
    others = {each: Clock(1, Unit.HOURS) for each in Grade if each is not grade}
    assert owed(replace(AWAY, grade=grade), (), lambda _: True, Clocks(others)) == ()


def test_the_oracle_agrees_with_dates_looked_up_in_a_diary() -> None:
    """MIS-17: so that the two sides of the comparison are not wrong together."""
    for clock, start, wanted in (
        (Clock(24, Unit.HOURS), "2027-03-28 00:30", "2027-03-29 01:30"),
        (Clock(24, Unit.HOURS), "2026-10-24 12:00", "2026-10-25 11:00"),
        (Clock(1, Unit.DAYS), "2026-10-24 12:00", "2026-10-25 12:00"),
        (Clock(1, Unit.DAYS), "2026-03-28 01:30", "2026-03-29 02:00"),
        (Clock(2, Unit.WORKING_DAYS), "2026-04-02 10:00", "2026-04-08 23:59"),
        (Clock(1, Unit.WORKING_DAYS), "2026-12-24 10:00", "2026-12-29 23:59"),
        (Clock(0, Unit.WORKING_DAYS), "2026-06-13 10:00", "2026-06-15 23:59"),
    ):
        assert oracle.due(clock, moment(start)) == at(wanted), (clock, start)


times = st.integers(0, 96 * 4).map(
    lambda quarter: Moment(datetime(2026, 3, 27, tzinfo=UTC) + timedelta(minutes=15 * quarter))
)
moments = times | times.map(lambda one: Moment.on(one.day))
steps_done = st.lists(st.builds(Step, st.sampled_from(StepKind), moments), max_size=5)


@st.composite
def episodes(draw: st.DrawFn) -> EpisodeFacts:
    """Open, returned, or back without anybody having said when."""
    start, over = sorted([draw(moments), draw(moments)], key=lambda one: one.at)
    ending = draw(st.sampled_from(["end", "until", ""]))
    grade, graded_at = draw(st.none() | st.sampled_from(Grade)), draw(st.none() | moments)
    reported = draw(st.none() | moments)
    facts = EpisodeFacts(("feed", "A1"), start, reported=reported, grade=grade, graded_at=graded_at)
    return replace(facts, **{ending: over}) if ending else facts


def wanted(facts: EpisodeFacts, steps: Iterable[Step], is_open: bool) -> list[tuple[object, ...]]:
    """What is owed, in as many words as the rules have: kind, when it starts, when it was done, ended by the return."""
    done = sorted(steps, key=lambda step: (step.at.at, step.at.date_only))
    rows: list[tuple[object, ...]] = []
    if facts.grade is not None:
        started = facts.graded_at or facts.reported or facts.start
        attended = [s.at for s in done if s.kind is ATTENDANCE and not s.at.latest < facts.start.at]
        back = facts.end or facts.until
        if back and not any(not back.latest < each.at for each in attended[:1]):
            rows.append((ATTENDANCE, started, back, True))
        else:
            rows.append((ATTENDANCE, started, attended[0] if attended else None, False))
    if facts.end:
        for kind in (CHECK, CHAT, CONTACT, PLAN) if is_open else (CHECK, CHAT):
            since = [s.at for s in done if s.kind is kind and not s.at.latest < facts.end.at]
            rows.append((kind, facts.end, since[0] if since else None, False))
    return rows


@given(episodes(), steps_done, st.booleans())
def test_what_is_owed_and_what_meets_it(facts: EpisodeFacts, steps: list[Step], is_open: bool) -> None:
    """MIS-1, MIS-7 to MIS-9: whatever was recorded, in whatever order, within four days round the clock change."""
    rows = owed(facts, steps, lambda _: is_open, CLOCKS)
    assert [(row.kind, row.starts, row.met, row.ended_by_return) for row in rows] == wanted(facts, steps, is_open)
    for row in rows:
        assert row.due == oracle.due(_clock_of(row, facts), row.starts)


def _clock_of(row: Owed, facts: EpisodeFacts) -> Clock:
    after = {CHECK: CLOCKS.vulnerability_check, CHAT: CLOCKS.chat_offer}
    after |= {CONTACT: CLOCKS.contact, PLAN: CLOCKS.prevention_plan}
    found = CLOCKS.attendance[facts.grade] if facts.grade and row.kind is ATTENDANCE else after[row.kind]
    assert found is not None
    return found


ROW = Owed(CHECK, "returned", moment("2026-06-09 09:00"), at("2026-06-10 09:00"), None, Owner.POLICE)
LATE, BEFORE = "2026-06-10 12:05", "2026-06-10 06:00"


@pytest.mark.parametrize(
    ("now", "met", "waived", "by_return", "standing", "said"),
    [
        ("2026-06-10 08:59", None, None, False, Standing.DUE, "due in 1 minute"),
        ("2026-06-10 09:00", None, None, False, Standing.DUE, "due now"),
        ("2026-06-10 09:01", None, None, False, Standing.OVERDUE, "1 minute late"),
        ("2026-06-13 09:00", None, None, False, Standing.OVERDUE, "3 days late"),
        ("2026-06-13 09:00", None, "", False, Standing.WAIVED, "waived: "),
        (BEFORE, None, "Moved away", False, Standing.WAIVED, "waived: Moved away"),
        ("2026-06-13 09:00", BEFORE, "Moved away", False, Standing.MET, "met"),
        ("2026-06-13 09:00", "2026-06-10 09:00", None, False, Standing.MET, "met"),
        ("2026-06-13 09:00", "2026-06-10 09:01", None, False, Standing.MET_LATE, "met 1 minute late"),
        ("2026-06-13 09:00", LATE, "Moved away", False, Standing.MET_LATE, "met 3 hours 5 minutes late"),
        (BEFORE, LATE, None, False, Standing.MET_LATE, "met 3 hours 5 minutes late"),
        ("2026-06-13 09:00", BEFORE, None, True, Standing.MET, "the child was back first"),
        (LATE, LATE, None, True, Standing.MET_LATE, "the child was back first, 3 hours 5 minutes after it was due"),
        ("2026-06-13 09:00", "2026-06-10", None, False, Standing.MET, "met"),
        ("2026-06-13 09:00", "2026-06-11", None, False, Standing.MET_LATE, "met 15 hours late"),
    ],
)  # fmt: skip
def test_how_it_stands_in_words(
    now: str, met: str | None, waived: str | None, by_return: bool, standing: Standing, said: str
) -> None:
    """MIS-7, MIS-17: the due minute is in time; what was done outweighs a waiver; a day alone counts from its start."""
    row = replace(ROW, met=moment(met) if met else None, ended_by_return=by_return)
    stands = state(row, waived, at(now))
    assert (stands.standing, stands.words) == (standing, said)


@given(st.integers(-5000, 5000), st.none() | st.integers(-5000, 5000))
def test_it_is_late_from_the_first_instant_after_it_was_due(now: int, met: int | None) -> None:
    """MIS-7: to the microsecond; and what is met stays as it is, whenever one looks."""
    step = timedelta(microseconds=1)
    row = replace(ROW, met=None if met is None else Moment(ROW.due + met * step))
    standing = state(row, None, ROW.due + now * step).standing
    if met is not None:
        assert standing is (Standing.MET_LATE if met > 0 else Standing.MET)
    else:
        assert standing is (Standing.OVERDUE if now > 0 else Standing.DUE)


def test_open_to_services_is_asked_once_and_of_no_other_day() -> None:
    """MIS-8: of the London day of the return, and not at all without one."""
    asked: list[date] = []

    def on(day: date) -> bool:
        asked.append(day)
        return False

    owed(replace(AWAY, grade=Grade.PRIORITY), (), on, CLOCKS)
    assert asked == []
    owed(replace(AWAY, end=moment("2027-03-28")), (), on, CLOCKS)
    assert asked == [date(2027, 3, 28)]


@pytest.mark.parametrize(
    ("attended", "back", "ended"),
    [
        ("2027-03-28 09:00", "2027-03-28 09:00", False),
        ("2027-03-28 09:01", "2027-03-28 09:00", True),
        ("2027-03-28 08:59", "2027-03-28 09:00", False),
        ("2027-03-28", "2027-03-28 09:00", False),
        ("2027-03-28 23:59", "2027-03-28", False),
        ("2027-03-29 00:00", "2027-03-28", True),
        ("2027-03-27 15:59", "2027-03-28 09:00", True),
        ("2027-03-27 16:00", "2027-03-28 09:00", False),
        ("2027-03-27", "2027-03-28 09:00", False),
    ],
)
@pytest.mark.parametrize("ending", ["end", "until"])
def test_police_who_came_after_the_child_was_back_did_not_attend(
    attended: str, back: str, ended: bool, ending: str
) -> None:
    """MIS-1, MIS-17: the minute of the return still counts; so does a day that may have been in time; none before it began."""
    facts = replace(AWAY, grade=Grade.PRIORITY, **{ending: moment(back)})
    row = owed(facts, [Step(ATTENDANCE, moment(attended))], lambda _: False, CLOCKS)[0]
    assert (row.ended_by_return, row.met) == (ended, moment(back if ended else attended))
