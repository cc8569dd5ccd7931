"""What one step meets besides its own duty, and how a day alone is said (MIS-8, MIS-12, MIS-15, MIS-17)."""

from lantern.missing.models import Step
from lantern.missing.parts import returned
from lantern.missing.parts.duties import done
from lantern.missing.vocabulary import StepKind
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from tests.unit.missing.drawn import ANALYST, NOW, an_episode, owed, step, viewer
from tests.unit.missing.told import at, moment

PLAN, LOOK, REVIEW = StepKind.PREVENTION_PLAN, StepKind.PLAN_REVIEW, StepKind.LONG_MISSING_REVIEW
MEETING, SAFETY, ATTENDANCE = StepKind.STRATEGY_MEETING, StepKind.STRATEGY_REVIEW, StepKind.ATTENDANCE
BACK = an_episode(ended_at="2026-06-10 03:10")
DUE, NINE = "2026-06-12 09:00", "2026-06-10 09:00"


def said(steps: list[Step], owing: list[Obligation]) -> list[tuple[str, str, str]]:
    """Label, tag and note of everything under Done."""
    return [(each.label, each.tag.text if each.tag else "", each.note) for each in done(BACK, steps, owing, viewer())]


def test_a_new_plan_is_said_to_be_the_look_at_the_old_one() -> None:
    """MIS-8: not that the child was back first, which has nothing to do with a plan."""
    owing = [owed(PLAN, DUE, met=NINE), owed(LOOK, DUE, met=NINE)]
    assert said([step(PLAN, NINE)], owing) == [
        ("Prevention plan", "In time", "Seen alone."),
        ("Plan review", "In time", "Met by the prevention plan."),
    ]


def test_a_further_meeting_is_said_to_be_the_review() -> None:
    """MIS-12: agencies that meet again have looked at the safety plan; late is late all the same."""
    found = said([step(MEETING, NINE)], [owed(SAFETY, "2026-06-09 23:59", met=NINE)])
    assert found[1:] == [("Strategy review", "9 h 01 min late", "Met by the strategy meeting.")]


def test_a_day_alone_stays_one_when_it_meets_something_else() -> None:
    """MIS-17: no midnight is made up."""
    _, look = done(BACK, [step(PLAN, "2026-06-10")], [owed(LOOK, DUE, met="2026-06-10 00:00")], viewer())
    assert look.at == moment("2026-06-10")


def test_what_was_taken_back_meets_nothing_else() -> None:
    """MIS-7: a plan that was withdrawn is not named as what met the look; another that stands at the time is."""
    owing = [owed(LOOK, DUE, met=NINE)]
    taken_back = step(PLAN, NINE, withdrawn=NINE)
    assert said([taken_back], owing)[-1][2] == "The child was back first."
    assert said([taken_back, step(PLAN, NINE)], owing)[-1][2] == "Met by the prevention plan."


def test_only_a_return_stands_in_for_an_attendance() -> None:
    """MIS-1: whatever else somebody recorded of that minute."""
    found = said([step(PLAN, NINE)], [owed(ATTENDANCE, DUE, met=NINE)])
    assert found[-1] == ("Attendance", "In time", "The child was back first.")


def test_a_review_that_catches_up_is_as_late_as_the_first_it_was_for() -> None:
    """MIS-15: whatever order the duties come in; the least late of them would hide how long nobody looked."""
    met = [
        owed(REVIEW, "2026-06-01 09:00", met=NINE, cause="review 1 of 4"),
        owed(REVIEW, "2026-06-08 09:00", met=NINE, cause="review 2 of 4"),
    ]
    for owing in (met, met[::-1]):
        assert said([step(REVIEW, NINE)], owing) == [("Long missing review", "9 days late", "Seen alone.")]


def test_a_waiver_is_read_by_those_who_see_names() -> None:
    """SHA-2: that it was waived and when, by everybody."""
    waived = [owed(LOOK, DUE, waived=NINE)]
    (full,), (bare,) = (done(BACK, [], waived, each) for each in (viewer(), ANALYST))
    assert (full.note, bare.note) == ("Moved away", "")
    assert full.at.at == bare.at.at == at(NINE)


def test_a_step_is_read_in_full_by_those_who_record_steps_even_when_taken_back() -> None:
    """MIS-7: what was there stays to be read; and a correction shows."""
    steps = [step(PLAN, NINE, version=2), step(PLAN, NINE, withdrawn=NINE)]
    first, second = done(BACK, steps, [], viewer())
    assert (bool(first.read_url), bool(second.read_url)) == (True, True)
    assert (first.was_corrected, second.was_corrected) == (True, False)
    assert not any(each.read_url for each in done(BACK, steps, [], viewer(Role.CHAIR)))


def test_the_title_of_a_cell_makes_up_no_hour() -> None:
    """MIS-17: the list of those who came back, where somebody knew the day alone."""
    of_day = str(returned.cell(owed(PLAN, DUE, met="2026-06-10 00:00"), NOW))
    of_time = str(returned.cell(owed(PLAN, DUE, met="2026-06-10 00:01"), NOW))
    assert 'title="Wednesday 10 June 2026"' in of_day
    assert 'title="Wednesday 10 June 2026, 12:01am"' in of_time and "Done 12:01am" in of_time


def test_a_midnight_is_londons() -> None:
    """MIS-17: in summer the first minute of a day is 11pm of the day before in UTC; UTC's midnight is 1am."""
    assert "Done today" in str(returned.cell(owed(PLAN, DUE, met="2026-06-10 00:00"), NOW))
    assert "Done 1am" in str(returned.cell(owed(PLAN, DUE, met="2026-06-10 01:00"), NOW))
