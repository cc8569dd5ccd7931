"""What is owed for an episode, and how it stands (MIS-1, MIS-7 to MIS-9, MIS-17; issue 2, item 10)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.owed import Clocks, Owed, Owner, Standing, Step, owed, state
from lantern.missing.vocabulary import Grade, StepKind
from lantern.timekeeping.calendar import is_working_day
from lantern.timekeeping.clocks import Clock, Unit, UnknownTime, due
from lantern.timekeeping.moments import Moment, london
from tests.unit.missing.told import AWAY, BACK, CLOCKS, at, moment, no, yes

HOUR = timedelta(hours=1)


def one(kind: StepKind, episode: EpisodeFacts, *steps: Step, clocks: Clocks = CLOCKS) -> Owed:
    """The obligation of `kind` for a child open to children's services."""
    (found,) = (row for row in owed(episode, steps, yes, clocks) if row.kind is kind)
    return found


def kinds(episode: EpisodeFacts, open_to_services: bool) -> list[StepKind]:
    return [row.kind for row in owed(episode, (), yes if open_to_services else no, CLOCKS)]


def test_nothing_is_owed_before_grading_or_return() -> None:
    """MIS-1: reported and unassessed."""
    assert owed(AWAY, (), yes, CLOCKS) == ()


@pytest.mark.parametrize(
    ("grade", "until"),
    [
        (Grade.IMMEDIATE, "2027-03-27 21:25"),
        (Grade.PRIORITY, "2027-03-27 22:10"),
        (Grade.SCHEDULED, "2027-03-29 22:10"),
    ],
)
def test_each_grade_starts_its_attendance_clock_when_it_is_given(grade: Grade, until: str) -> None:
    """MIS-1: immediate, priority within 1 hour, scheduled within 48 elapsed hours."""
    row = one(StepKind.ATTENDANCE, replace(AWAY, grade=grade, graded_at=moment("2027-03-27 21:10")))
    assert (row.due, row.owner_role, row.cause) == (at(until), Owner.POLICE, f"graded {grade}")


def test_attendance_counts_from_the_report_when_the_grading_has_no_time() -> None:
    """MIS-1: graded with the report."""
    assert one(StepKind.ATTENDANCE, replace(AWAY, grade=Grade.PRIORITY)).due == at("2027-03-27 22:00")


def test_attendance_recorded_meets_it() -> None:
    """MIS-1: the first attendance counts."""
    steps = [Step(StepKind.ATTENDANCE, moment(f"2027-03-27 {when}")) for when in ("23:00", "21:40")]
    assert one(StepKind.ATTENDANCE, replace(AWAY, grade=Grade.PRIORITY), *steps).met_at == at("2027-03-27 21:40")


def test_nobody_attends_a_child_who_is_back() -> None:
    """MIS-1: a return ends the attendance; when that was after it was due, it was late all the same."""
    row = one(StepKind.ATTENDANCE, replace(BACK, grade=Grade.PRIORITY))
    assert row.ended_by_return
    stands = state(row, None, at("2027-04-01 09:00"))
    assert stands.standing is Standing.MET_LATE
    assert stands.words == "the child was back first, 2 hours 30 minutes after it was due"
    attended = one(
        StepKind.ATTENDANCE, replace(BACK, grade=Grade.PRIORITY), Step(StepKind.ATTENDANCE, AWAY.reported or AWAY.start)
    )
    assert not attended.ended_by_return


def test_an_attendance_on_the_day_of_a_date_only_return_counts() -> None:
    """MIS-17: the return may have been later that day."""
    episode = replace(AWAY, end=moment("2027-03-28"), grade=Grade.SCHEDULED)
    assert not one(StepKind.ATTENDANCE, episode, Step(StepKind.ATTENDANCE, moment("2027-03-28 09:00"))).ended_by_return


def test_the_vulnerability_check_is_due_24_elapsed_hours_after_the_return() -> None:
    """MIS-7, MIS-17: across the clock change, half past midnight becomes half past one."""
    row = one(StepKind.VULNERABILITY_CHECK, BACK)
    assert (row.due, row.owner_role) == (at("2027-03-29 01:30"), Owner.POLICE)


def test_a_return_known_by_its_day_starts_the_clocks_at_the_end_of_the_day() -> None:
    """MIS-17: date-only, and the arrangement may choose the start of the day instead."""
    episode = replace(AWAY, end=moment("2027-03-28"))
    assert one(StepKind.VULNERABILITY_CHECK, episode).due == at("2027-03-30 00:00")
    early = replace(CLOCKS, vulnerability_check=Clock(24, Unit.HOURS, UnknownTime.START_OF_DAY))
    assert one(StepKind.VULNERABILITY_CHECK, episode, clocks=early).due == at("2027-03-29 01:00")


def test_the_chat_offer_skips_bank_holidays() -> None:
    """MIS-9, MIS-17: back on the Thursday before Easter 2027; two working days later is Wednesday."""
    episode = replace(AWAY, start=moment("2027-03-24"), end=moment("2027-03-25 10:00"))
    row = one(StepKind.CHAT_OFFER, episode)
    assert (row.due, row.owner_role) == (at("2027-03-31 23:59"), Owner.MISSING_COORDINATOR)


def test_contact_and_plan_are_owed_to_children_open_to_services() -> None:
    """MIS-8: every child is offered a chat and checked; the worker's two duties are for those who have one."""
    assert kinds(BACK, open_to_services=False) == [StepKind.VULNERABILITY_CHECK, StepKind.CHAT_OFFER]
    assert kinds(BACK, open_to_services=True)[2:] == [StepKind.CONTACT, StepKind.PREVENTION_PLAN]
    assert one(StepKind.CONTACT, BACK).due == BACK.end.at + 48 * HOUR  # type: ignore[union-attr]
    assert one(StepKind.PREVENTION_PLAN, BACK).due == BACK.end.at + 72 * HOUR  # type: ignore[union-attr]
    assert one(StepKind.PREVENTION_PLAN, BACK).owner_role is Owner.ALLOCATED_WORKER


def test_open_to_services_is_asked_of_the_london_day_of_the_return() -> None:
    """MIS-8, MIS-17: half past midnight in summer is the day before in UTC."""
    asked: list[date] = []

    def on(day: date) -> bool:
        asked.append(day)
        return True

    owed(replace(AWAY, end=moment("2027-06-02 00:30")), (), on, CLOCKS)
    assert set(asked) == {date(2027, 6, 2)}


def test_a_return_that_nobody_recorded_starts_nothing() -> None:
    """MIS-7: a bound on the return is not the return."""
    assert owed(replace(AWAY, until=moment("2027-04-01 10:00")), (), yes, CLOCKS) == ()


def test_a_return_moved_moves_what_is_owed_and_a_check_before_it_no_longer_counts() -> None:
    """MIS-7, MIS-3: after a correction the rows are those that had been right from the start."""
    check = Step(StepKind.VULNERABILITY_CHECK, moment("2027-03-28 09:00"))
    assert one(StepKind.VULNERABILITY_CHECK, BACK, check).met == check.at
    moved = one(StepKind.VULNERABILITY_CHECK, replace(BACK, end=moment("2027-03-28 10:00")), check)
    assert (moved.met, moved.due) == (None, at("2027-03-29 10:00"))


def test_a_return_withdrawn_takes_what_it_started_with_it() -> None:
    """MIS-7, MIS-3: nothing stays owed for a return that did not happen."""
    assert owed(replace(BACK, end=None), (), yes, CLOCKS) == ()


def test_a_step_recorded_by_its_day_counts_on_the_day_of_the_return_and_as_in_time() -> None:
    """MIS-17: what is unknown is not held against anyone."""
    row = one(StepKind.VULNERABILITY_CHECK, BACK, Step(StepKind.VULNERABILITY_CHECK, moment("2027-03-28")))
    assert state(row, None, at("2027-03-30 09:00")).standing is Standing.MET


def test_a_clock_the_arrangement_does_not_have_owes_nothing() -> None:
    """PAR-7: which steps are asked for is the arrangement's choice."""
    assert owed(replace(BACK, grade=Grade.PRIORITY), (), yes, Clocks()) == ()


@pytest.mark.parametrize("field", ["vulnerability_check", "chat_offer", "contact", "prevention_plan"])
def test_each_clock_of_the_arrangement_moves_its_obligation_alone(field: str) -> None:
    """PAR-7: no clock is written in the code."""
    clock: Any = Clock(100, Unit.HOURS)
    changed = replace(CLOCKS, **{field: clock})
    before, after = owed(BACK, (), yes, CLOCKS), owed(BACK, (), yes, changed)
    moved = [row.kind.name.lower() for row, other in zip(before, after, strict=True) if row.due != other.due]
    assert moved == [field]


DUE = one(StepKind.VULNERABILITY_CHECK, BACK)


@pytest.mark.parametrize(
    ("met", "waived", "now", "standing", "words"),
    [
        (None, None, DUE.due - 5 * HOUR, Standing.DUE, "due in 5 hours"),
        (None, None, DUE.due, Standing.DUE, "due now"),
        (None, None, DUE.due + 2 * HOUR, Standing.OVERDUE, "2 hours late"),
        (None, "Moved to another force", DUE.due + 2 * HOUR, Standing.WAIVED, "waived: Moved to another force"),
        (DUE.due, "Moved to another force", DUE.due + 2 * HOUR, Standing.MET, "met"),
        (DUE.due + HOUR, None, DUE.due + 2 * HOUR, Standing.MET_LATE, "met 1 hour late"),
    ],
)
def test_how_an_obligation_stands(
    met: datetime | None, waived: str | None, now: datetime, standing: Standing, words: str
) -> None:
    """MIS-7: due up to and at the due time, then overdue; done outweighs waived; each with words."""
    stands = state(replace(DUE, met=Moment(met) if met else None), waived, now)
    assert (stands.standing, stands.words) == (standing, words)


near_changes = st.sampled_from([datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 10, 31, tzinfo=UTC)])
near_holidays = st.sampled_from([datetime(2027, 3, 25, tzinfo=UTC), datetime(2026, 12, 24, tzinfo=UTC)])
hours = st.integers(-80 * 60, 80 * 60).map(lambda minutes: timedelta(minutes=minutes))
times = st.builds(lambda day, by: Moment(day + by), near_changes | near_holidays, hours)
returns = times | times.map(lambda one: Moment.on(one.day))


@given(returns, st.lists(st.builds(Step, st.sampled_from(StepKind), returns), max_size=6), st.booleans())
@example(moment("2027-03-28 00:30"), [], True)
@example(moment("2027-10-31 00:30"), [], True)
def test_recomputing_from_facts_gives_the_same_rows(end: Moment, steps: list[Step], is_open: bool) -> None:
    """MIS-17: across both clock changes and bank holidays; whatever was recorded or corrected in between."""
    episode = replace(AWAY, start=Moment(end.at - 300 * HOUR), end=end, grade=Grade.SCHEDULED)
    rows = owed(episode, steps, lambda _: is_open, CLOCKS)
    assert rows == owed(replace(replace(episode, end=None), end=end), steps[::-1], lambda _: is_open, CLOCKS)
    assert len({row.kind for row in rows}) == len(rows) == (5 if is_open else 3)
    for row in rows[1:]:
        assert row.starts == end
        assert row.met is None or row.met.latest >= end.at
        assert row.due > end.at


@given(times)
def test_hours_elapse_and_working_days_are_counted(end: Moment) -> None:
    """MIS-17: 24, 48 and 72 hours are elapsed hours; the offer falls on a working day, two after the return."""
    rows = {row.kind: row for row in owed(replace(AWAY, start=Moment(end.at - HOUR), end=end), (), yes, CLOCKS)}
    elapsed = [
        rows[kind].due - end.at for kind in (StepKind.VULNERABILITY_CHECK, StepKind.CONTACT, StepKind.PREVENTION_PLAN)
    ]
    assert elapsed == [24 * HOUR, 48 * HOUR, 72 * HOUR]
    offer = london(rows[StepKind.CHAT_OFFER].due).date()
    between = [end.day + timedelta(days=n) for n in range(1, (offer - end.day).days + 1)]
    assert [is_working_day(day) for day in between].count(True) == 2
    assert is_working_day(offer)


@given(returns)
def test_due_times_are_those_of_the_clocks(end: Moment) -> None:
    """PAR-7, MIS-17: the arrangement's clock decides, date-only returns included."""
    rows = {row.kind: row.due for row in owed(replace(AWAY, start=Moment(end.at - HOUR), end=end), (), yes, CLOCKS)}
    assert rows[StepKind.CONTACT] == due(Clock(48, Unit.HOURS), end)
