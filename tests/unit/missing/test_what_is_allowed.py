"""Every state of an episode against every act, and every role against every act: who may, what is allowed, why not (SHA-2)."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.access.vocabulary import PERMISSIONS, Permission
from lantern.missing.queries.allowed import against, against_now
from lantern.missing.rules import transitions
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.owed import owed
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.rules.transitions import EPISODE_TRANSITIONS, STEP_OF_STAGE, Stage, StageStanding, stages
from lantern.missing.vocabulary import Grade
from lantern.organisation.vocabulary import Role
from tests.unit.missing.drawn import viewer
from tests.unit.missing.told import AWAY, CLOCKS, at, moment

NOW = at("2027-04-02 12:00")
GRADED = replace(AWAY, grade=Grade.PRIORITY)
BACK = replace(GRADED, end=moment("2027-03-28 00:30"))
BY_ITS_DAY = replace(GRADED, end=moment("2027-03-28"))
BOUNDED = replace(GRADED, until=moment("2027-03-29 09:00"))
STATES = {"open": AWAY, "graded": GRADED, "back": BACK, "back by its day": BY_ITS_DAY, "no return": BOUNDED}
MISSING_ALREADY = (
    "The child is missing already, since Saturday 27 March 2027, 4pm. Add to that episode or record the return."
)
RECORDED = "The return is recorded already: Sunday 28 March 2027, 12:30am. Correct it instead."
NO_RETURN = "No return is recorded yet."
IS_BACK = "The child is back, so there is nothing to attend."


def report(episode: EpisodeFacts, seen: str, said: str = "2027-04-02 11:00") -> str:
    return against_now(lambda: transitions.check_can_report(moment(seen), moment(said), [episode], now=NOW))


def returned(episode: EpisodeFacts, found: str) -> str:
    return against_now(lambda: transitions.check_can_return(episode, moment(found), now=NOW))


def corrected(episode: EpisodeFacts, found: str, *others: EpisodeFacts) -> str:
    return against_now(
        lambda: transitions.check_can_correct_return(episode, moment(found), [episode, *others], now=NOW)
    )


def graded(episode: EpisodeFacts) -> str:
    return against_now(lambda: transitions.check_can_grade(episode))


@pytest.mark.parametrize(
    ("state", "reporting", "grading", "returning", "correcting"),
    [
        ("open", MISSING_ALREADY, "", "", NO_RETURN),
        ("graded", MISSING_ALREADY, "", "", NO_RETURN),
        ("back", "", IS_BACK, RECORDED, ""),
        (
            "back by its day",
            "",
            IS_BACK,
            "The return is recorded already: Sunday 28 March 2027. Correct it instead.",
            "",
        ),
        (
            "no return",
            "",
            IS_BACK,
            "The child was back by Monday 29 March 2027, 9am, before the next episode.",
            NO_RETURN,
        ),
    ],
)
def test_what_each_state_allows(state: str, reporting: str, grading: str, returning: str, correcting: str) -> None:
    """MIS-1, MIS-3, MIS-6: at a time after everything; the reason is the one a page shows."""
    episode, later = STATES[state], "2027-04-01 10:00"
    assert report(episode, later) == reporting
    assert graded(episode) == grading
    assert returned(episode, later) == returning
    assert corrected(episode, later) == correcting


EARLY = "The return cannot be before the child was last seen, Saturday 27 March 2027, 4pm."
AHEAD = "The return cannot lie in the future."


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ("2027-03-27 15:59", EARLY),
        ("2027-03-27 16:00", ""),
        ("2027-03-27", ""),
        ("2027-03-26", EARLY),
        ("2027-04-02 12:00", ""),
        ("2027-04-02 12:01", AHEAD),
        ("2027-04-02", ""),
        ("2027-04-03", AHEAD),
    ],
)
def test_when_a_return_may_lie(found: str, reason: str) -> None:
    """MIS-6, MIS-17: from the minute last seen to this minute, recorded or corrected; a day alone when it may be so."""
    assert returned(AWAY, found) == reason
    assert corrected(BACK, found) == reason


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        ("2027-03-29 09:00", ""),
        ("2027-03-29 09:01", "The child was back by Monday 29 March 2027, 9am, before the next episode."),
        ("2027-03-29", ""),
        ("2027-03-30", "The child was back by Monday 29 March 2027, 9am, before the next episode."),
        ("2027-03-27 15:59", EARLY),
    ],
)
def test_a_return_nobody_recorded_may_be_found_out_later(found: str, reason: str) -> None:
    """MIS-6: at the latest when the child was last seen again."""
    assert returned(BOUNDED, found) == reason


def test_a_bound_known_by_its_day_leaves_the_whole_day() -> None:
    """MIS-17."""
    by_day = replace(GRADED, until=moment("2027-03-29"))
    assert returned(by_day, "2027-03-29 23:59") == ""
    assert returned(by_day, "2027-03-30 00:00").startswith("The child was back by Monday 29 March 2027,")


SEEN_BEFORE = "The child was last seen before the end of the episode of "


@pytest.mark.parametrize(
    ("episode", "seen", "said", "reason"),
    [
        (BACK, "2027-03-28 00:30", "2027-04-02 11:00", ""),
        (
            BACK,
            "2027-03-28 00:29",
            "2027-04-02 11:00",
            f"{SEEN_BEFORE}Saturday 27 March 2027, 4pm to Sunday 28 March 2027, 12:30am.",
        ),
        (BACK, "2027-03-28", "2027-04-02 11:00", ""),
        (
            BACK,
            "2027-03-27",
            "2027-04-02 11:00",
            f"{SEEN_BEFORE}Saturday 27 March 2027, 4pm to Sunday 28 March 2027, 12:30am.",
        ),
        (BY_ITS_DAY, "2027-03-28 00:01", "2027-04-02 11:00", ""),
        (
            BOUNDED,
            "2027-03-29 08:59",
            "2027-04-02 11:00",
            f"{SEEN_BEFORE}Saturday 27 March 2027, 4pm to Monday 29 March 2027, 9am.",
        ),
        (BOUNDED, "2027-03-29 09:00", "2027-04-02 11:00", ""),
        (BACK, "2027-04-02 12:00", "2027-04-02 12:00", ""),
        (BACK, "2027-04-02 12:01", "2027-04-02 12:00", "The child cannot have been last seen in the future."),
        (BACK, "2027-04-02 11:00", "2027-04-02 12:01", "The report cannot lie in the future."),
        (BACK, "2027-04-02 11:00", "2027-04-02 11:00", ""),
        (BACK, "2027-04-02 11:00", "2027-04-02 10:59", "The child was last seen after the report. Check both times."),
        (BACK, "2027-04-02 11:00", "2027-04-02", ""),
        (BACK, "2027-04-02", "2027-04-01", "The child was last seen after the report. Check both times."),
    ],
)
def test_when_a_child_may_be_reported_missing_again(episode: EpisodeFacts, seen: str, said: str, reason: str) -> None:
    """MIS-3, MIS-17: from the minute of the last return on, on its day when only the day is known."""
    assert report(episode, seen, said) == reason


def test_each_earlier_episode_is_asked() -> None:
    """MIS-3: not the last one alone, whatever order they come in."""
    first, second = (
        replace(BACK, key=("feed", "A0")),
        EpisodeFacts(("feed", "A2"), moment("2027-03-29 10:00"), end=moment("2027-03-30 10:00")),
    )
    for order in ([first, second], [second, first]):
        with pytest.raises(NotAllowed, match="29 March 2027, 10am to"):
            transitions.check_can_report(moment("2027-03-29 11:00"), moment("2027-04-01"), order, now=NOW)
        transitions.check_can_report(moment("2027-03-30 10:00"), moment("2027-04-01"), order, now=NOW)


@pytest.mark.parametrize(
    ("found", "start", "end", "refused"),
    [
        ("2027-03-28 20:00", "2027-03-28 20:00", "", False),
        ("2027-03-28 20:01", "2027-03-28 20:00", "", True),
        ("2027-03-28 20:01", "2027-03-28 20:00", "2027-03-29 09:00", True),
        ("2027-03-30 09:00", "2027-03-28 20:00", "2027-03-29 09:00", True),
        ("2027-03-28", "2027-03-28 20:00", "2027-03-29 09:00", False),
        ("2027-03-29", "2027-03-28 20:00", "2027-03-29 09:00", True),
        ("2027-03-30 09:00", "2027-03-20 20:00", "2027-03-21 09:00", False),
    ],
)
def test_a_return_moves_as_far_as_the_next_episode(found: str, start: str, end: str, refused: bool) -> None:
    """MIS-3: a correction never makes a child missing twice at a time; it may move past nothing."""
    other = EpisodeFacts(("feed", "A2"), moment(start), end=moment(end) if end else None)
    assert corrected(BACK, found, other).startswith("The episode would overlap the one of ") is refused
    assert bool(corrected(BACK, found, other)) is refused


@given(st.sampled_from(list(STATES)), st.booleans(), st.booleans())
def test_a_stepper_never_offers_what_the_state_refuses(state: str, is_open: bool, has_grade: bool) -> None:
    """MIS-1, MIS-6: a stage that can be done now is one that the rules allow."""
    episode = replace(STATES[state], grade=Grade.PRIORITY if has_grade else None)
    rows = owed(episode, (), lambda _: is_open, CLOCKS)
    found = {one.stage: one.standing for one in stages(episode, rows, NOW)}
    can_be_done = {StageStanding.NEXT, StageStanding.OVERDUE}
    assert list(found) == list(Stage)
    assert (found[Stage.GRADED] in can_be_done) is (not graded(episode) and not has_grade)
    assert (found[Stage.LOCATED] in can_be_done) is (episode.end is None)
    assert all(
        (found[stage] in can_be_done) is (any(row.kind is kind for row in rows))
        for stage, kind in STEP_OF_STAGE.items()
    )
    assert (StageStanding.LATER in found.values()) is (episode.end is None)


@pytest.mark.parametrize(
    ("reported", "at_first"), [("2027-03-27 21:00", "2027-03-27 21:00"), (None, "2027-03-27 16:00")]
)
def test_the_first_stage_is_the_report_else_when_last_seen(reported: str | None, at_first: str) -> None:
    """MIS-1."""
    episode = replace(AWAY, reported=moment(reported) if reported else None)
    assert stages(episode, (), NOW)[0].at == moment(at_first)


@pytest.mark.parametrize(
    ("state", "words"), [("open", ""), ("back", "never graded"), ("no return", "never graded"), ("graded", "priority")]
)
def test_what_is_said_of_the_grade(state: str, words: str) -> None:
    """MIS-1: a child who came back ungraded never was graded; one who is missing still may be."""
    episode = STATES[state] if state == "graded" else replace(STATES[state], grade=None)
    assert stages(episode, (), NOW)[1].words == words


# Who may


P = Permission
POLICE = {P.REPORT_MISSING, P.GRADE, P.RECORD_RETURN, P.RECORD_STEPS, P.WAIVE, P.SEE_MISSING}
ACTS = {
    Role.MISSING_COORDINATOR: POLICE,
    Role.LIAISON_OFFICER: POLICE,
    Role.TRIAGE_OFFICER: POLICE - {P.WAIVE},
    Role.SOCIAL_WORKER: {P.REPORT_MISSING, P.RECORD_RETURN, P.RECORD_STEPS, P.SEE_MISSING},
    Role.TEAM_MANAGER: {P.REPORT_MISSING, P.RECORD_RETURN, P.RECORD_STEPS, P.SEE_MISSING},
    Role.CHAT_WORKER: {P.RECORD_STEPS, P.SEE_MISSING},
    Role.ANALYST: {P.SEE_MISSING},
}


@pytest.mark.parametrize("role", list(Role))
def test_what_each_role_may_do_about_an_episode(role: Role) -> None:
    """SHA-2: written out here as well, so that a permission given by a slip is noticed."""
    assert PERMISSIONS[role] & POLICE == ACTS.get(role, set())


@pytest.mark.parametrize("role", list(Role))
def test_a_role_that_may_not_is_told_so_in_words(role: Role) -> None:
    """SHA-2: the same words for every button; nothing for who may."""
    for permission in POLICE:
        words = "" if permission in ACTS.get(role, set()) else f"Your role does not let you {permission.value}."
        assert against(viewer(role), permission) == words


@pytest.mark.parametrize("check", [lambda: None, lambda: transitions.check_can_grade(AWAY)])
def test_what_is_allowed_has_no_reason_against_it(check: Callable[[], None]) -> None:
    """A button without a reason is one that works."""
    assert against_now(check) == ""


def test_the_table_of_stages_leads_nowhere_back() -> None:
    """MIS-1: only grading may follow grading; a child who is back is not reported, graded or found again in one episode."""
    after = {stage: EPISODE_TRANSITIONS[stage] for stage in Stage}
    assert {stage for stage in Stage if stage in after[stage]} == {Stage.GRADED}
    order = list(Stage)
    assert all(order.index(to) >= order.index(stage) for stage in Stage for to in after[stage])
    assert [stage for stage in Stage if not after[stage]] == list(STEP_OF_STAGE)
