"""The stepper of an episode, and what its state allows (MIS-1, MIS-3, MIS-6)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from lantern.missing.rules import transitions
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.owed import Step, owed
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.rules.transitions import EPISODE_TRANSITIONS, Stage, StageNow, StageStanding
from lantern.missing.vocabulary import Grade, StepKind
from tests.unit.missing.told import AWAY, BACK, CLOCKS, at, moment, no, yes

NOW = at("2027-03-29 12:00")


def stepper(
    episode: EpisodeFacts, *steps: Step, waived: dict[StepKind, str] | None = None, is_open: bool = True
) -> dict[Stage, StageNow]:
    """The stages by name."""
    rows = owed(episode, steps, yes if is_open else no, CLOCKS)
    return {one.stage: one for one in transitions.stages(episode, rows, NOW, waived)}


def refusal(check: Callable[[], None]) -> str:
    """The reason `check` gives for not allowing."""
    with pytest.raises(NotAllowed) as refused:
        check()
    return refused.value.reason


def test_the_table_names_every_stage_and_leads_from_the_first_to_all() -> None:
    """MIS-1: the stepper, the table and the diagram have the same stages."""
    assert list(EPISODE_TRANSITIONS) == list(Stage)
    reached, edge = {Stage.REPORTED}, {Stage.REPORTED}
    while edge := set().union(*(EPISODE_TRANSITIONS[stage] for stage in edge)) - reached:
        reached |= edge
    assert reached == set(Stage)


def test_the_stages_come_in_order() -> None:
    """MIS-1: reported > graded > located > check > chat > plan."""
    assert list(stepper(AWAY)) == list(EPISODE_TRANSITIONS)


def test_a_reported_child_is_to_be_graded_and_located() -> None:
    """MIS-1: what waits for the return comes later."""
    stands = [one.standing for one in stepper(AWAY).values()]
    later = [StageStanding.LATER] * 3
    assert stands == [StageStanding.DONE, StageStanding.NEXT, StageStanding.NEXT, *later]


def test_a_return_brings_what_is_owed_with_its_times() -> None:
    """MIS-7 to MIS-9: the check is late, the plan still due."""
    now = stepper(replace(BACK, grade=Grade.PRIORITY, found_where="Fictional Station"))
    assert (now[Stage.GRADED].standing, now[Stage.GRADED].words) == (StageStanding.DONE, "priority")
    assert (now[Stage.LOCATED].at, now[Stage.LOCATED].words) == (BACK.end, "Fictional Station")
    assert (now[Stage.CHECK].standing, now[Stage.CHECK].words) == (StageStanding.OVERDUE, "10 hours late")
    assert (now[Stage.PLAN].standing, now[Stage.PLAN].due) == (StageStanding.NEXT, at("2027-03-31 01:30"))


def test_what_was_done_or_waived_says_so() -> None:
    """MIS-7, MIS-9: with when it was done, or why it will not be."""
    done = Step(StepKind.VULNERABILITY_CHECK, moment("2027-03-28 09:00"))
    now = stepper(BACK, done, waived={StepKind.CHAT_OFFER: "Offered by the host authority"})
    assert (now[Stage.CHECK].standing, now[Stage.CHECK].at) == (StageStanding.DONE, done.at)
    assert (now[Stage.CHAT].standing, now[Stage.CHAT].words) == (
        StageStanding.WAIVED,
        "waived: Offered by the host authority",
    )


def test_a_plan_is_not_owed_to_a_child_not_open_to_services() -> None:
    """MIS-8: the stepper says that no plan is asked for."""
    assert stepper(BACK, is_open=False)[Stage.PLAN].standing is StageStanding.NOT_OWED


def test_a_return_nobody_recorded_is_still_to_be_recorded() -> None:
    """MIS-6: over, not graded, and the return asked for."""
    now = stepper(replace(AWAY, until=moment("2027-03-28 09:00")))
    assert (now[Stage.LOCATED].standing, now[Stage.LOCATED].words) == (StageStanding.NEXT, "return not recorded")
    assert now[Stage.GRADED].standing is StageStanding.NOT_OWED


def test_a_return_may_be_recorded_from_the_start_on() -> None:
    """MIS-6: up to now, and on the day of the start when only the day is known."""
    transitions.check_can_return(AWAY, AWAY.start, now=NOW)
    transitions.check_can_return(AWAY, moment("2027-03-27"), now=NOW)
    transitions.check_can_return(AWAY, moment("2027-03-29 12:00"), now=NOW)


@pytest.mark.parametrize(
    ("episode", "found", "reason"),
    [
        (
            BACK,
            "2027-03-28 09:00",
            "The return is recorded already: Sunday 28 March 2027, 12:30am. Correct it instead.",
        ),
        (AWAY, "2027-03-27 15:59", "The return cannot be before the child was last seen, Saturday 27 March 2027, 4pm."),
        (AWAY, "2027-03-29 12:01", "The return cannot lie in the future."),
        (
            replace(AWAY, until=moment("2027-03-28 09:00")),
            "2027-03-28 09:01",
            "The child was back by Sunday 28 March 2027, 9am, before the next episode.",
        ),
    ],
)
def test_a_return_is_refused_with_the_reason(episode: EpisodeFacts, found: str, reason: str) -> None:
    """MIS-6: over, before the start, in the future, or after the next episode began."""
    assert refusal(lambda: transitions.check_can_return(episode, moment(found), now=NOW)) == reason


def test_a_return_nobody_recorded_can_be_recorded_later() -> None:
    """MIS-6: up to when the child was last seen before the next episode."""
    transitions.check_can_return(replace(AWAY, until=moment("2027-03-28 09:00")), moment("2027-03-28 09:00"), now=NOW)


def test_a_return_is_corrected_up_to_the_next_episode() -> None:
    """MIS-3: every correction keeps episodes apart."""
    following = EpisodeFacts(("feed", "A2"), start=moment("2027-03-28 20:00"))
    others = [BACK, following]
    transitions.check_can_correct_return(BACK, moment("2027-03-28 20:00"), others, now=NOW)
    too_late = refusal(lambda: transitions.check_can_correct_return(BACK, moment("2027-03-28 20:01"), others, now=NOW))
    assert too_late == "The episode would overlap the one of Sunday 28 March 2027, 8pm, still open."
    assert "No return" in refusal(
        lambda: transitions.check_can_correct_return(AWAY, moment("2027-03-28 20:00"), [], now=NOW)
    )


def test_only_a_missing_child_is_graded_and_any_number_of_times() -> None:
    """MIS-1: risk changes, and the grade with it; a child who is back is not attended."""
    transitions.check_can_grade(replace(AWAY, grade=Grade.SCHEDULED))
    assert "back" in refusal(lambda: transitions.check_can_grade(BACK))


def test_a_child_is_reported_missing_after_the_last_return() -> None:
    """MIS-3: on the day of the return too, when only the day is known."""
    for last_seen in ("2027-03-28 00:30", "2027-03-28"):
        transitions.check_can_report(moment(last_seen), moment("2027-03-28 21:00"), [BACK], now=NOW)


@pytest.mark.parametrize(
    ("last_seen", "reported", "episode", "reason"),
    [
        (
            "2027-03-29 09:00",
            "2027-03-29 10:00",
            AWAY,
            "The child is missing already, since Saturday 27 March 2027, 4pm.",
        ),
        (
            "2027-03-27 17:00",
            "2027-03-29 10:00",
            BACK,
            "The child was last seen before the end of the episode of Saturday",
        ),
        ("2027-03-29 12:01", "2027-03-29 12:00", BACK, "The child cannot have been last seen in the future."),
        ("2027-03-29 09:00", "2027-03-29 12:01", BACK, "The report cannot lie in the future."),
        ("2027-03-29 09:00", "2027-03-29 08:59", BACK, "The child was last seen after the report."),
    ],
)
def test_a_report_is_refused_with_the_reason(last_seen: str, reported: str, episode: EpisodeFacts, reason: str) -> None:
    """MIS-3: missing already, inside an earlier episode, or at a time that cannot be."""
    refused = refusal(lambda: transitions.check_can_report(moment(last_seen), moment(reported), [episode], now=NOW))
    assert refused.startswith(reason)
