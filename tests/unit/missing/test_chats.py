"""How a missing chat stands and what it meets, whatever order its facts came in (MIS-8, MIS-9)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.missing.rules.chats import (
    CHAT_TRANSITIONS,
    NOTHING_SAID,
    USUAL,
    Answer,
    ChatFacts,
    Offer,
    Terms,
    ended,
    held,
    offered,
    standing,
)
from lantern.missing.rules.owed import Clocks, Owner, Standing, owed, state
from lantern.missing.rules.transitions import Stage, StageStanding, stages
from lantern.missing.vocabulary import Absence, ChatState, OfferedHow, OfferedTo, Said, StepKind
from lantern.timekeeping.clocks import Clock, Unit
from lantern.timekeeping.moments import Moment
from tests.unit.missing.told import AWAY, at, moment, no, yes

CHILD, PARENT = OfferedTo.CHILD, OfferedTo.PARENT
CLOCKS = Clocks(chat_offer=Clock(72, Unit.HOURS), chat=Clock(72, Unit.HOURS))
BACK = replace(AWAY, end=moment("2026-06-09 10:00"), start=moment("2026-06-08 20:00"), reported=None)
FIRST, SECOND, THIRD = (moment(f"2026-06-{day} 12:00") for day in ("10", "11", "12"))


def offer(when: Moment = FIRST, to: OfferedTo = CHILD, how: OfferedHow = OfferedHow.PHONE) -> ChatFacts:
    return ChatFacts(offers=frozenset({Offer(None if how is OfferedHow.NOT_OFFERED else to, how, when)}))


def answer(whose: OfferedTo, said: Said, when: Moment = SECOND) -> ChatFacts:
    return ChatFacts(answers=frozenset({Answer(whose, said, when)}))


def sitting(when: Moment = THIRD) -> ChatFacts:
    return ChatFacts(sittings=frozenset({when}))


NOT_OFFERED = offer(how=OfferedHow.NOT_OFFERED)
YES, NO, NONE = Said.ACCEPTED, Said.DECLINED, Said.NO_ANSWER


def joined(*facts: ChatFacts) -> ChatFacts:
    together = NOTHING_SAID
    for each in facts:
        together |= each
    return together


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        ((), ChatState.ASKED_FOR),
        ((offer(),), ChatState.OFFERED),
        ((NOT_OFFERED,), ChatState.NOT_OFFERED),
        ((NOT_OFFERED, offer()), ChatState.OFFERED),
        ((offer(), answer(CHILD, NONE)), ChatState.NO_ANSWER),
        ((offer(), answer(CHILD, NONE), offer(THIRD)), ChatState.OFFERED),
        ((offer(), answer(CHILD, YES)), ChatState.ACCEPTED),
        ((offer(), answer(CHILD, NO)), ChatState.DECLINED_BY_CHILD),
        ((offer(), answer(PARENT, NO)), ChatState.DECLINED_BY_PARENT),
        ((offer(), answer(PARENT, NO), answer(CHILD, YES, THIRD)), ChatState.ACCEPTED),
        ((offer(), answer(CHILD, YES), answer(PARENT, NO, THIRD)), ChatState.ACCEPTED),
        ((offer(), answer(CHILD, NO), answer(PARENT, YES, THIRD)), ChatState.DECLINED_BY_CHILD),
        ((offer(), answer(CHILD, NO), answer(CHILD, YES, THIRD)), ChatState.ACCEPTED),
        ((offer(), answer(CHILD, YES), answer(CHILD, NO, THIRD)), ChatState.DECLINED_BY_CHILD),
        ((offer(), answer(CHILD, YES), answer(CHILD, NO)), ChatState.ACCEPTED),
        ((offer(), answer(CHILD, YES), answer(CHILD, NONE, THIRD)), ChatState.ACCEPTED),
        ((answer(CHILD, YES),), ChatState.ACCEPTED),
        ((offer(), answer(CHILD, NO), sitting()), ChatState.HELD),
    ],
)
def test_each_state_whatever_came_first(facts: tuple[ChatFacts, ...], state: ChatState) -> None:
    """MIS-9: a parent's refusal does not bind the child; the last word of the child counts; of one time, the yes."""
    assert {standing(joined(*order)) for order in permutations(facts)} == {state}


days = st.integers(0, 20).map(lambda hours: Moment(datetime(2026, 6, 9, tzinfo=UTC) + timedelta(hours=6 * hours)))
moments = days | days.map(lambda one: Moment.on(one.day))
one_fact = (
    st.builds(
        lambda when, to, how: offer(when, to, how), moments, st.sampled_from(OfferedTo), st.sampled_from(OfferedHow)
    )
    | st.builds(answer, st.sampled_from(OfferedTo), st.sampled_from(Said), moments)
    | st.builds(sitting, moments)
)
histories = st.lists(one_fact, max_size=6)


@given(histories.flatmap(lambda facts: st.tuples(st.just(facts), st.permutations(facts))), st.builds(Terms))
def test_the_order_of_arrival_never_matters(both: tuple[list[ChatFacts], list[ChatFacts]], terms: Terms) -> None:
    """MIS-9: neither for how it stands nor for what is owed, nor when something arrives twice."""
    one, other = joined(*both[0]), joined(*both[1], *both[1][:2])
    assert (standing(one), offered(one), held(one), ended(one, terms)) == (
        standing(other), offered(other), held(other), ended(other, terms),
    )  # fmt: skip
    clocks = replace(CLOCKS, terms=terms)
    assert owed(BACK, (), yes, clocks, one) == owed(BACK, (), yes, clocks, other)


@settings(max_examples=500)
@given(histories, one_fact)
def test_what_follows_stands_in_the_table(facts: list[ChatFacts], more: ChatFacts) -> None:
    """MIS-9: a fact later than all others moves the chat along an arrow of the diagram, or leaves it where it is."""
    last = moment("2026-07-01 12:00")
    later = ChatFacts(
        frozenset(replace(each, at=last) for each in more.offers),
        frozenset(replace(each, at=last) for each in more.answers),
        frozenset(last for _ in more.sittings),
    )
    before, after = standing(joined(*facts)), standing(joined(*facts, later))
    assert after is before or after in CHAT_TRANSITIONS[before], (before, after)


def owing(chat: ChatFacts = NOTHING_SAID, clocks: Clocks = CLOCKS, *, is_open: bool = True, **changed: object) -> dict:
    episode = replace(BACK, **changed)  # type: ignore[arg-type]
    return {row.kind: row for row in owed(episode, (), yes if is_open else no, clocks, chat)}


def test_a_chat_is_owed_within_72_hours_of_the_return() -> None:
    """MIS-9: the national clock, by elapsed hours, whoever is to hold it."""
    row = owing()[StepKind.CHAT]
    assert (row.due, row.owner_role, row.met) == (at("2026-06-12 10:00"), Owner.CHAT_WORKER, None)


def test_what_was_held_or_offered_after_the_return_meets_it() -> None:
    """MIS-9: offered when it was, held when it was; who sat down had been offered it."""
    rows = owing(joined(offer(FIRST), sitting(THIRD)))
    assert (rows[StepKind.CHAT_OFFER].met, rows[StepKind.CHAT].met) == (FIRST, THIRD)
    assert owing(sitting(SECOND))[StepKind.CHAT_OFFER].met == SECOND
    assert state(rows[StepKind.CHAT], None, at("2026-07-01 09:00")).standing is Standing.MET_LATE


def test_what_was_before_the_return_meets_nothing() -> None:
    """MIS-9: a chat about an earlier episode is no chat about this one; a day alone that may be after it is."""
    early = joined(offer(moment("2026-06-09 09:59")), sitting(moment("2026-06-09 09:59")))
    rows = owing(early)
    assert (rows[StepKind.CHAT_OFFER].met, rows[StepKind.CHAT].met) == (None, None)
    assert owing(sitting(moment("2026-06-09")))[StepKind.CHAT].met == moment("2026-06-09")


@pytest.mark.parametrize(
    ("chat", "clocks", "kinds"),
    [
        (joined(offer(), answer(CHILD, NO)), CLOCKS, {StepKind.CHAT_OFFER}),
        (joined(offer(), answer(PARENT, NO)), CLOCKS, {StepKind.CHAT_OFFER}),
        (
            joined(offer(), answer(PARENT, NO)),
            replace(CLOCKS, terms=Terms(parent_ends=False)),
            {StepKind.CHAT_OFFER, StepKind.CHAT},
        ),
        (joined(offer(), answer(PARENT, NO), answer(CHILD, YES)), CLOCKS, {StepKind.CHAT_OFFER, StepKind.CHAT}),
        (NOT_OFFERED, CLOCKS, set()),
        (joined(NOT_OFFERED, offer(SECOND)), CLOCKS, {StepKind.CHAT_OFFER, StepKind.CHAT}),
        (answer(CHILD, NONE), CLOCKS, {StepKind.CHAT_OFFER, StepKind.CHAT}),
    ],
)
def test_a_refusal_ends_what_is_owed_and_a_changed_mind_begins_it_again(
    chat: ChatFacts, clocks: Clocks, kinds: set[StepKind]
) -> None:
    """MIS-9: it is voluntary; a parent's refusal ends it where the arrangement says so, until the child says otherwise."""
    assert set(owing(chat, clocks)) == kinds


def test_a_chat_that_was_held_after_a_refusal_is_met_not_refused() -> None:
    """MIS-9: what happened outweighs what was said of it."""
    assert owing(joined(answer(CHILD, NO), sitting()))[StepKind.CHAT].met == THIRD


def test_after_which_returns_one_is_owed_is_the_arrangements_choice() -> None:
    """MIS-9, MIS-5, MIS-8, PAR-7: away without authorisation or not; open to children's services or not."""
    both = {StepKind.CHAT_OFFER, StepKind.CHAT}
    assert set(owing(absence=Absence.AWAY)) == set(owing(is_open=False)) == both
    assert set(owing(clocks=replace(CLOCKS, terms=Terms(after_away=False)), absence=Absence.AWAY)) == set()
    assert set(owing(clocks=replace(CLOCKS, terms=Terms(after_away=False)))) == both
    only_open = replace(CLOCKS, terms=Terms(only_if_open=True))
    assert (set(owing(clocks=only_open)), set(owing(clocks=only_open, is_open=False))) == (both, set())
    assert set(owing(replace(sitting()), only_open, is_open=False)) == both  # what was done all the same is seen


@given(st.lists(moments, min_size=1, max_size=4), histories)
def test_one_chat_meets_what_is_owed_for_each_episode_it_covers(ends: list[Moment], facts: list[ChatFacts]) -> None:
    """MIS-9: held after the last return, it is met for all of them, and nothing of the chat is owed any more."""
    chat = joined(*facts, sitting(moment("2026-07-01 12:00")))
    for end in ends:
        rows = owing(chat, start=Moment(end.at - timedelta(days=3)), end=end)
        assert set(rows) == {StepKind.CHAT_OFFER, StepKind.CHAT}
        assert all(row.met is not None for row in rows.values())


@pytest.mark.parametrize(
    ("chat", "standing", "words"),
    [
        (NOTHING_SAID, StageStanding.NEXT, "due in 24 hours"),
        (offer(), StageStanding.NEXT, "offered"),
        (joined(offer(), answer(CHILD, YES)), StageStanding.NEXT, "accepted"),
        (joined(offer(), answer(CHILD, NONE)), StageStanding.NEXT, "no answer"),
        (joined(offer(), answer(CHILD, NO)), StageStanding.NOT_OWED, "declined by the child"),
        (joined(offer(), answer(PARENT, NO)), StageStanding.NOT_OWED, "declined by the parent or carer"),
        (NOT_OFFERED, StageStanding.NOT_OWED, "not offered"),
        (joined(offer(), sitting(moment("2026-06-11 09:00"))), StageStanding.DONE, "met"),
    ],
)
def test_the_stage_says_how_far_the_chat_has_come(chat: ChatFacts, standing: StageStanding, words: str) -> None:
    """MIS-9: on the episode's own page."""
    now = at("2026-06-11 10:00")
    found = {one.stage: one for one in stages(BACK, owed(BACK, (), yes, CLOCKS, chat), now, chat=chat)}[Stage.CHAT]
    assert (found.standing, found.words) == (standing, words)


def test_a_stage_whose_chat_is_late_says_so() -> None:
    """MIS-9: offered in time, not held in time."""
    now = at("2026-06-12 10:01")
    found = {one.stage: one for one in stages(BACK, owed(BACK, (), yes, CLOCKS, offer()), now, chat=offer())}
    assert found[Stage.CHAT].standing is StageStanding.OVERDUE
    assert ended(NOTHING_SAID, USUAL) is None
