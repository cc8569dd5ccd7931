"""What an episode goes on to owe: reviews, adult procedures, a plan looked at again, what was promised (MIS-8, 12, 15)."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.following import Answer, Around, Clocks, adult_on, following
from lantern.missing.rules.owed import Owed, Owner, Standing, Step, state
from lantern.missing.vocabulary import AnswerKind, StepKind
from lantern.timekeeping.clocks import Clock, Unit
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.months import months_before
from tests.unit.missing.told import at, moment

CLOCKS = Clocks(
    reviews=(Clock(24, Unit.HOURS), Clock(72, Unit.HOURS), Clock(7, Unit.DAYS), Clock(28, Unit.DAYS)),
    adult_handover=Clock(24, Unit.HOURS),
    plan_review=Clock(72, Unit.HOURS),
    support_response=Clock(48, Unit.HOURS),
    strategy_meeting=Clock(72, Unit.HOURS),
)
AWAY = EpisodeFacts(("feed", "A1"), start=moment("2026-05-01 16:00"))
REVIEW, HANDOVER, PLAN_REVIEW = StepKind.LONG_MISSING_REVIEW, StepKind.ADULT_HANDOVER, StepKind.PLAN_REVIEW
RESPONSE, MEETING, SAFETY = StepKind.SUPPORT_RESPONSE, StepKind.STRATEGY_MEETING, StepKind.STRATEGY_REVIEW


def step(kind: StepKind, when: str, **said: Any) -> Step:
    return Step(kind, moment(when), said)


def owed(episode: EpisodeFacts = AWAY, *steps: Step, clocks: Clocks = CLOCKS, **around: Any) -> tuple[Owed, ...]:
    return following(episode, steps, Around(**around), clocks)


def reviews(*steps: Step, end: str = "", **more: Any) -> list[tuple[str, Any, Any]]:
    """Cause, when due and when met, of each review."""
    episode = replace(AWAY, end=moment(end)) if end else AWAY
    return [(one.cause[:8], one.due, one.met) for one in owed(episode, *steps, **more) if one.kind is REVIEW]


DUE = [at("2026-05-02 16:00"), at("2026-05-04 16:00"), at("2026-05-08 16:00"), at("2026-05-29 16:00")]


def test_an_open_episode_is_reviewed_at_each_interval() -> None:
    """MIS-15: 24 and 72 hours, 7 and 28 days after its start, each with an owner."""
    assert reviews() == [(f"review {number}", falls_due, None) for number, falls_due in enumerate(DUE, start=1)]
    assert {one.owner_role for one in owed()} == {Owner.MISSING_COORDINATOR}
    assert [one.starts.at for one in owed()] == [AWAY.start.at, *DUE[:3]]


@pytest.mark.parametrize(
    ("end", "number"),
    [
        ("2026-05-02 15:59", 0),
        ("2026-05-02 16:00", 0),  # back just then
        ("2026-05-02 16:01", 1),
        ("2026-05-08 09:00", 2),
        ("2026-06-30 09:00", 4),
    ],
)
def test_a_return_ends_the_reviews_that_were_not_due(end: str, number: int) -> None:
    """MIS-15: and leaves those that were, done or not."""
    assert len(reviews(end=end)) == number


@pytest.mark.parametrize(("done", "ended"), [((), True), ((step(REVIEW, "2026-05-02 12:00"),), False)])
def test_nobody_reviews_an_absence_that_is_over(done: tuple[Step, ...], ended: bool) -> None:
    """MIS-15: a review that nobody made is ended by the return, and stays late; one that was made stands as made."""
    back = replace(AWAY, end=moment("2026-05-03 09:00"))
    (one,) = owed(back, *done)
    assert (one.ended_by_return, one.met) == (ended, done[0].at if done else back.end)
    assert state(one, None, at("2026-05-09 09:00")).standing is (Standing.MET_LATE if ended else Standing.MET)


def test_who_is_found_as_an_adult_is_handed_to_nobody() -> None:
    """MIS-15: adult procedures for somebody who is missing; after the return nothing of it is left to do."""
    (handover,) = [
        one for one in owed(replace(AWAY, end=moment("2026-05-25 10:00")), born=BORN) if one.kind is HANDOVER
    ]
    assert handover.ended_by_return and handover.met == moment("2026-05-25 10:00")


def test_a_review_meets_what_is_due_and_the_next_one_alone() -> None:
    """MIS-15: one on time meets the first; a second one on the same day is not the review of another interval."""
    first, again = step(REVIEW, "2026-05-02 10:00"), step(REVIEW, "2026-05-02 11:00")
    assert [met for _, _, met in reviews(first, again)] == [first.at, None, None, None]


def test_a_late_review_catches_up() -> None:
    """MIS-15: with all that were overdue, and not with what is still ahead."""
    late = step(REVIEW, "2026-05-05 10:00")
    assert [met for _, _, met in reviews(late)] == [late.at, late.at, None, None]
    one_late = step(REVIEW, "2026-05-03 10:00")
    ahead = step(REVIEW, "2026-05-04 10:00")
    assert [met for _, _, met in reviews(one_late, ahead)] == [one_late.at, ahead.at, None, None]


def test_intervals_are_the_arrangements() -> None:
    """MIS-15, PAR-7: any number of them."""
    only = replace(CLOCKS, reviews=(Clock(2, Unit.DAYS),))
    assert [(one.cause, one.due) for one in owed(clocks=only)] == [("review 1 of 1", at("2026-05-03 16:00"))]
    assert owed(clocks=Clocks(), born=date(2008, 5, 20)) == ()


@pytest.mark.parametrize(
    ("born", "birthday"),
    [
        (date(2008, 5, 20), date(2026, 5, 20)),
        (date(2008, 2, 29), date(2026, 3, 1)),
        (date(2008, 1, 1), date(2026, 1, 1)),
    ],
)
def test_somebody_is_an_adult_from_their_eighteenth_birthday(born: date, birthday: date) -> None:
    """MIS-15: of a leap day, from 1 March."""
    assert adult_on(born) == birthday


BORN = date(2008, 5, 20)  # 18 on 20 May 2026


def test_at_the_eighteenth_birthday_it_is_handed_over_and_not_closed() -> None:
    """MIS-15: reviews of this kind end there; adult procedures begin, which somebody must start."""
    found = owed(born=BORN)
    assert [one.kind for one in found] == [REVIEW, REVIEW, REVIEW, HANDOVER]
    assert (found[-1].starts.at, found[-1].due) == (at("2026-05-20 00:00"), at("2026-05-21 00:00"))
    handed = step(HANDOVER, "2026-05-20 09:00")
    assert owed(AWAY, handed, born=BORN)[-1].met == handed.at
    assert AWAY.is_open


@pytest.mark.parametrize(
    ("start", "end", "owes"),
    [
        ("2026-05-01 16:00", "2026-05-19 23:59", False),
        ("2026-05-01 16:00", "2026-05-20 00:00", True),
        ("2026-05-01 16:00", "2026-05-25 10:00", True),
        ("2026-05-20 00:00", None, False),
        ("2026-05-21 09:00", None, False),
    ],
)
def test_only_who_turns_eighteen_while_missing_is_handed_over(start: str, end: str | None, owes: bool) -> None:
    """MIS-15: not who came back before, nor who went missing as an adult."""
    episode = EpisodeFacts(("feed", "A1"), start=moment(start), end=moment(end) if end else None)
    assert any(one.kind is HANDOVER for one in owed(episode, born=BORN)) is owes


def test_a_birthday_beyond_the_known_bank_holidays_is_counted_in_days() -> None:
    """MIS-15, PAR-7: a child of eight is missing, and the arrangement counts working days: nothing breaks."""
    working = replace(CLOCKS, adult_handover=Clock(2, Unit.WORKING_DAYS))
    (handover,) = [one for one in owed(born=date(2018, 5, 20), clocks=working) if one.kind is HANDOVER]
    assert handover.due == at("2036-05-22 00:00")
    (near,) = [one for one in owed(born=date(2008, 5, 22), clocks=working) if one.kind is HANDOVER]
    assert near.due == at("2026-05-27 23:59")  # a Friday, then a bank holiday on the Monday


def test_a_birth_that_nobody_knows_owes_no_handover() -> None:
    """MIS-15: and ends no review."""
    assert [one.kind for one in owed()] == [REVIEW] * 4


BACK = replace(AWAY, end=moment("2026-05-02 03:10"))


def test_a_plan_is_looked_at_again_after_the_next_return() -> None:
    """MIS-8: by the social worker, where there was one before the child went; not while they are missing."""
    (one,) = owed(BACK, planned_before=True)
    assert (one.kind, one.owner_role, one.due) == (PLAN_REVIEW, Owner.ALLOCATED_WORKER, at("2026-05-05 03:10"))
    assert owed(BACK) == ()
    assert PLAN_REVIEW not in {one.kind for one in owed(AWAY, planned_before=True)}


@pytest.mark.parametrize(
    ("done", "meets"),
    [
        (step(PLAN_REVIEW, "2026-05-03 10:00"), True),
        (step(StepKind.PREVENTION_PLAN, "2026-05-03 10:00"), True),
        (step(StepKind.CONTACT, "2026-05-03 10:00"), False),
        (step(PLAN_REVIEW, "2026-05-02 03:09"), False),
        (step(PLAN_REVIEW, "2026-05-02"), True),  # at an unknown time of that day
    ],
)
def test_a_new_plan_or_a_look_at_the_old_one_meets_it(done: Step, meets: bool) -> None:
    """MIS-8: after the return."""
    (one,) = owed(BACK, done, planned_before=True)
    assert (one.met is not None) is meets


SUPPORT = Answer(AnswerKind.SUPPORT, moment("2026-05-02 10:00"))
STRATEGY = Answer(AnswerKind.STRATEGY, moment("2026-05-02 12:00"))
NOTHING = Answer(AnswerKind.NOTHING, moment("2026-05-02 09:00"))


def test_an_answer_promises_what_is_chased() -> None:
    """MIS-12: a response to the request, a meeting; no further action promises nothing."""
    found = owed(BACK, answers=(STRATEGY, SUPPORT, NOTHING))
    assert [(one.kind, one.due, one.owner_role) for one in found] == [
        (RESPONSE, at("2026-05-04 10:00"), Owner.CHILDRENS_SERVICES),
        (MEETING, at("2026-05-05 12:00"), Owner.CHILDRENS_SERVICES),
    ]
    assert owed(BACK, answers=(NOTHING,)) == ()


def test_two_agencies_that_ask_for_a_meeting_get_one() -> None:
    """MIS-12: from the first who asked."""
    later = Answer(AnswerKind.STRATEGY, moment("2026-05-03 12:00"))
    (one,) = owed(BACK, answers=(later, STRATEGY))
    assert one.starts == STRATEGY.at


def test_a_meeting_held_before_the_answer_was_entered_is_the_meeting() -> None:
    """MIS-12: people meet first and type afterwards; a response is to a request that was made."""
    met = step(MEETING, "2026-05-02 08:00", review_on="2026-05-16")
    answered = step(RESPONSE, "2026-05-02 08:00")
    found = {one.kind: one for one in owed(BACK, met, answered, answers=(STRATEGY, SUPPORT))}
    assert found[MEETING].met == met.at
    assert found[RESPONSE].met is None


def test_the_safety_plan_is_reviewed_on_the_day_the_meeting_named() -> None:
    """MIS-12: due at the end of that day; each review may name the next, and one without a day ends the chain."""
    met = step(MEETING, "2026-05-02 08:00", review_on="2026-05-16")
    (one,) = owed(BACK, met)
    assert (one.kind, one.cause, one.due, one.met) == (SAFETY, "by 2026-05-16", at("2026-05-16 23:59"), None)
    again = step(SAFETY, "2026-05-15 08:00", review_on="2026-06-01")
    first, second = owed(BACK, met, again)
    assert (first.met, second.met, second.due) == (again.at, None, at("2026-06-01 23:59"))
    last = step(SAFETY, "2026-06-01 08:00")
    assert [one.met for one in owed(BACK, met, again, last)] == [again.at, last.at]


kinds = st.sampled_from([REVIEW, HANDOVER, PLAN_REVIEW, RESPONSE, MEETING, SAFETY, StepKind.PREVENTION_PLAN])
times = st.integers(0, 400).map(lambda n: Moment(at("2026-04-30 00:00") + timedelta(hours=3 * n)))
days = st.none() | st.integers(1, 60).map(lambda n: (date(2026, 5, 1) + timedelta(days=n)).isoformat())
steps_of = st.lists(
    st.builds(lambda kind, when, on: Step(kind, when, {"review_on": on} if on else {}), kinds, times, days), max_size=8
)
answers_of = st.lists(st.builds(Answer, st.sampled_from(AnswerKind), times), max_size=4)
ends = st.none() | times


@given(steps_of, answers_of, ends, st.none() | st.just(BORN), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_never_read(
    done: list[Step], answers: list[Answer], end: Moment | None, born: date | None, chance: Random
) -> None:
    """Issue 4: the same steps and answers, whichever was recorded first, owe the same."""
    episode = replace(AWAY, end=end if end and end >= AWAY.start else None)
    shuffled, others = chance.sample(done, len(done)), tuple(chance.sample(answers, len(answers)))
    before = following(episode, done, Around(born, tuple(answers), True), CLOCKS)
    assert following(episode, shuffled, Around(born, others, True), CLOCKS) == before


@given(steps_of, answers_of, ends)
def test_each_obligation_is_one_of_its_kind_and_cause(
    done: list[Step], answers: list[Answer], end: Moment | None
) -> None:
    """MIS-15: what makes it the same obligation when it is worked out again; none is due before it starts."""
    episode = replace(AWAY, end=end if end and end >= AWAY.start else None)
    found = following(episode, done, Around(BORN, tuple(answers), True), CLOCKS)
    assert len({(one.kind, one.cause) for one in found}) == len(found)
    assert all(one.due >= one.starts.at for one in found)


@given(steps_of, st.integers(0, 400))
def test_a_review_more_never_makes_less_of_them_met(done: list[Step], hours: int) -> None:
    """MIS-15: recording what was done cannot make something overdue."""
    more = Step(REVIEW, Moment(at("2026-05-01 16:00") + timedelta(hours=3 * hours)))
    before = {one.cause for one in owed(AWAY, *done) if one.met and one.kind is REVIEW}
    assert before <= {one.cause for one in owed(AWAY, *done, more) if one.met and one.kind is REVIEW}


@pytest.mark.parametrize(
    ("born", "months", "begins"),
    [
        ("2014-05-20", 6, "2031-11-20 00:00"),
        ("2014-05-20", 0, "2032-05-20 00:00"),
        ("2014-05-20", 24, "2030-05-20 00:00"),
        ("2013-08-31", 6, "2031-02-28 00:00"),  # no 31 February
        ("2012-08-31", 6, "2030-02-28 00:00"),
        ("2014-01-15", 1, "2031-12-15 00:00"),
        ("2008-05-20", 6, "2025-11-20 00:00"),  # the child went missing after it: owed from the start
    ],
)
def test_a_handover_is_owed_from_some_months_before(born: str, months: int, begins: str) -> None:
    """MIS-15, PAR-7: of a child of twelve nobody has that to do; what falls due stays what it was."""
    ahead = replace(CLOCKS, adult_ahead=months)
    (one,) = [one for one in owed(born=date.fromisoformat(born), clocks=ahead) if one.kind is HANDOVER]
    assert one.begins == at(begins)
    assert (
        one.due
        == replace(one, begins=None).due
        == Moment.on(adult_on(date.fromisoformat(born))).at + timedelta(hours=24)
    )


def test_nothing_else_waits_to_begin() -> None:
    """MIS-15: a review of next week is planned today."""
    assert {one.begins for one in owed() if one.kind is not HANDOVER} == {None}


@given(day=st.dates(date(2000, 1, 1), date(2060, 12, 31)), months=st.integers(0, 24))
def test_so_many_months_before_is_a_day_of_that_month(day: date, months: int) -> None:
    """PAR-7: the same day, or the last of a shorter month; never later than the day, and in order."""
    before = months_before(day, months)
    assert (day.year * 12 + day.month) - (before.year * 12 + before.month) == months
    assert before.day == day.day or (before + timedelta(days=1)).day == 1
    assert months_before(day, months + 1) < before or months == 24
