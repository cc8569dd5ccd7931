"""Where causes of triggers lie at an edge: unknown times, clock changes, what came late (MIS-12, MIS-15, MIS-17)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.following import Around, Clocks, following
from lantern.missing.rules.owed import Step
from lantern.missing.rules.triggers import Account, Fired
from lantern.missing.vocabulary import Absence, Harm, Risk, StepKind, TriggerKind
from lantern.timekeeping.clocks import Clock, Unit
from tests.unit.missing.test_triggers import FIRST, RULES, an_episode, fired, told
from tests.unit.missing.told import at, moment

HIGH = replace(FIRST, risk=Risk.HIGH)


def one(kind: TriggerKind, found: tuple[Fired, ...]) -> Fired:
    """The first of that kind."""
    return next(each for each in found if each.kind is kind)


@pytest.mark.parametrize(
    ("facts", "known"),
    [
        ({"end": "2026-03-05 03:10", "until": "2026-03-06 10:00"}, "2026-03-05 03:10"),
        ({"until": "2026-03-06 10:00"}, "2026-03-06 10:00"),
        ({"reported": "2026-03-04 18:00"}, "2026-03-04 18:00"),
        ({"reported": None}, "2026-03-04 16:00"),
    ],
)
def test_harm_is_known_since_the_return_else_as_early_as_anything_says(facts: dict[str, Any], known: str) -> None:
    """MIS-12b: a return nobody timed, or a message that tells of harm and of no return, starts the clock too."""
    read = {name: moment(text) if text else None for name, text in facts.items()}
    found = fired(replace(FIRST, harm=Harm.SUSPECTED, **read))
    assert {each.at for each in found} == {moment(known)}


def test_a_high_risk_without_a_time_counts_from_the_report_else_from_the_start() -> None:
    """MIS-2, MIS-12b: a feed gives the grade and not when it was given."""
    reported = replace(HIGH, reported=moment("2026-03-04 18:00"))
    assert fired(reported)[0].at == moment("2026-03-04 18:00")
    assert fired(replace(HIGH, reported=None))[0].at == HIGH.start


def test_a_high_risk_of_a_child_who_was_away_is_a_risk_of_harm_and_no_repeat() -> None:
    """MIS-5, MIS-12: known whereabouts may be the danger."""
    away = [replace(HIGH, key=("feed", key), absence=Absence.AWAY) for key in "ABC"]
    assert {each.kind for each in fired(*away)} == {TriggerKind.RISK_OF_HARM}


def test_harm_that_a_later_record_says_was_disclosed_is_disclosed_since_it_was_first_suspected() -> None:
    """MIS-12b: the worst word stands; the clock runs from the first, or a better record would give more time."""
    records = [told("2026-03-06 09:00", harm=Harm.DISCLOSED), told("2026-03-05 09:00", "check", harm=Harm.SUSPECTED)]
    harm = one(TriggerKind.HARM, fired(FIRST, accounts={"A": records}))
    assert harm.at == moment("2026-03-05 09:00")
    assert harm.words == "Harm is disclosed by the child: check of 5 March 2026, contact of 6 March 2026."


def test_two_contacts_of_one_day_are_named_once() -> None:
    """MIS-12: an explanation is read, not counted."""
    records = [told("2026-03-05 09:00", harm=Harm.SUSPECTED), told("2026-03-05 17:00", harm=Harm.SUSPECTED)]
    said = one(TriggerKind.HARM, fired(FIRST, accounts={"A": records})).words
    assert said == "Harm is suspected: contact of 5 March 2026."


def test_a_record_without_harm_is_not_named_among_those_that_say_so() -> None:
    """MIS-12b: nor is one that was never asked."""
    records = [
        told("2026-03-05 09:00", "check", harm=Harm.NONE),
        told("2026-03-05 10:00", "visit"),
        told("2026-03-06 09:00", harm=Harm.SUSPECTED),
    ]
    for each in fired(FIRST, accounts={"A": records}):
        assert "check" not in each.words and "visit" not in each.words


def test_significant_risk_without_harm_asks_for_a_meeting_too() -> None:
    """MIS-12c: of harm or of the risk of it, as the form asks; and it is no harm that was suffered."""
    record = told("2026-03-05 09:00", harm=Harm.NONE, at_risk=True, significant=True, likely_again=True)
    kinds = [each.kind for each in fired(FIRST, accounts={"A": [record]})]
    assert kinds == [TriggerKind.RISK_OF_HARM, TriggerKind.HARM_AND_AGAIN, TriggerKind.HARM_AND_AGAIN]


def test_a_day_alone_starts_the_clock_at_its_end() -> None:
    """MIS-17: a check of 5 March, nobody knows when, is answered by the end of the 6th."""
    record = Account(moment("2026-03-05"), "check", harm=Harm.SUSPECTED)
    assert one(TriggerKind.HARM, fired(FIRST, accounts={"A": [record]})).due == at("2026-03-07 00:00")


@pytest.mark.parametrize(
    ("known", "in_hours", "in_days"),
    [
        ("2026-03-28 16:00", "2026-03-29 17:00", "2026-03-29 16:00"),  # spring leaves an hour out
        ("2026-10-24 16:00", "2026-10-25 15:00", "2026-10-25 16:00"),  # autumn has one twice
    ],
)
def test_an_answer_is_due_after_so_many_hours_whatever_the_clocks_do(known: str, in_hours: str, in_days: str) -> None:
    """MIS-17: 24 hours are 24 hours; a day is the same time on the wall."""
    record = told(known, harm=Harm.SUSPECTED)
    found = one(TriggerKind.HARM, fired(FIRST, accounts={"A": [record]}))
    daily = replace(RULES, answer=Clock(1, Unit.DAYS))
    assert found.due == at(in_hours)
    assert one(TriggerKind.HARM, fired(FIRST, accounts={"A": [record]}, rules=daily)).due == at(in_days)


def test_the_window_is_counted_in_londons_days() -> None:
    """MIS-12a, MIS-17: half past midnight in summer is the day before in UTC, and would be the 91st."""
    summer = [
        an_episode("A", "2026-06-02 00:30"),
        an_episode("B", "2026-07-01 09:00"),
        an_episode("C", "2026-08-31 23:30"),
    ]
    assert one(TriggerKind.REPEAT, fired(*summer)).episode == ("feed", "C")
    assert fired(an_episode("A", "2026-06-01 23:30"), *summer[1:]) == ()


def test_an_earlier_episode_that_arrives_late_makes_a_cause_of_those_that_stood() -> None:
    """MIS-12: what was the second becomes the third; the one that arrived is none itself."""
    known = [
        an_episode("B", "2026-03-10 09:00"),
        an_episode("C", "2026-03-12 09:00", reported=moment("2026-03-12 11:00")),
    ]
    assert fired(*known) == ()
    found = fired(*known, FIRST)
    assert {each.episode[1] for each in found} == {"C"}
    assert found[0].at == moment("2026-03-12 11:00")


def test_two_that_began_at_one_time_are_counted_in_one_order() -> None:
    """MIS-12: the reference decides, so that the cause is the same whichever came first."""
    same = [an_episode(key, "2026-03-04 16:00") for key in "CAB"]
    assert {each.episode[1] for each in fired(*same)} == {"C"}


# What follows, at its edges

REVIEW = StepKind.LONG_MISSING_REVIEW
CLOCKS = Clocks(reviews=(Clock(24, Unit.HOURS), Clock(72, Unit.HOURS)), adult_handover=Clock(24, Unit.HOURS))


def met(start: str, *steps: Step) -> list[Any]:
    """When each review of an open episode was met."""
    episode = EpisodeFacts(("feed", "A"), moment(start))
    return [each.met for each in following(episode, steps, Around(), CLOCKS) if each.kind is REVIEW]


def test_a_review_by_its_day_alone_is_not_late_for_what_fell_due_within_that_day() -> None:
    """MIS-15, MIS-17: the doubt counts as in time, as everywhere; so it is the review of that day alone."""
    done = Step(REVIEW, moment("2026-05-02"))
    assert met("2026-05-01 16:00", done) == [done.at, None]


def test_a_day_alone_is_read_as_its_beginning_when_a_review_catches_up() -> None:
    """MIS-15, MIS-17: on the day on which the second falls due it meets the first, as at any time before 4pm."""
    of_day, of_time = (Step(REVIEW, moment(text)) for text in ("2026-05-04", "2026-05-04 15:59"))
    assert met("2026-05-01 16:00", of_day) == [of_day.at, None]
    assert met("2026-05-01 16:00", of_time) == [of_time.at, None]


def test_a_review_from_before_the_child_went_is_of_another_absence() -> None:
    """MIS-15: and one of the very minute is not."""
    before, then = (Step(REVIEW, moment(text)) for text in ("2026-05-01 15:59", "2026-05-01 16:00"))
    assert met("2026-05-01 16:00", before) == [None, None]
    assert met("2026-05-01 16:00", then) == [then.at, None]


def test_a_review_the_minute_it_falls_due_is_that_review_and_the_next_one_waits() -> None:
    """MIS-15: the due time itself is in time, and catches nothing else up."""
    done = Step(REVIEW, moment("2026-05-02 16:00"))
    assert met("2026-05-01 16:00", done) == [done.at, None]
    second = Step(REVIEW, moment("2026-05-02 16:01"))
    assert met("2026-05-01 16:00", done, second) == [done.at, second.at]


def test_reviews_across_the_clock_change_are_hours_apart() -> None:
    """MIS-15, MIS-17: from a Saturday afternoon in March the first falls an hour later on the wall."""
    episode = EpisodeFacts(("feed", "A"), moment("2026-03-28 16:00"))
    found = following(episode, (), Around(), CLOCKS)
    assert [each.due for each in found] == [at("2026-03-29 17:00"), at("2026-03-31 17:00")]
    assert found[1].due - found[0].due == timedelta(hours=48)


@pytest.mark.parametrize(
    ("born", "owes"), [("2008-05-03", [REVIEW, StepKind.ADULT_HANDOVER]), ("2008-05-04", [REVIEW] * 2)]
)
def test_a_review_due_on_the_birthday_is_of_adult_procedures(born: str, owes: list[StepKind]) -> None:
    """MIS-15: begun on 30 April: the second falls due in the first minute of 3 May; 18 just then, or a day later."""
    episode = EpisodeFacts(("feed", "A"), moment("2026-04-30 00:00"))
    found = [each.kind for each in following(episode, (), Around(born=moment(born).day), CLOCKS)]
    assert found[: len(owes)] == owes
