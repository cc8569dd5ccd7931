"""The worst that a parent's refusal can do: end that a chat is owed, until the child says otherwise (MIS-9)."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.missing.rules.chats import Answer, Offer, Terms, ended, held, offered, standing
from lantern.missing.rules.owed import Standing, state
from lantern.missing.vocabulary import ChatState, OfferedHow, OfferedTo, Said, StepKind
from lantern.timekeeping.moments import Moment
from tests.unit.missing.chat_histories import BACK_AT, Fact, before_it_is_held, histories, hours, recorded, terms
from tests.unit.missing.test_chat_by_arrangement import rows
from tests.unit.missing.told import moment

CHILD, PARENT = OfferedTo.CHILD, OfferedTo.PARENT
refusals = st.lists(st.builds(Answer, st.just(PARENT), st.just(Said.DECLINED), hours), min_size=1, max_size=4)


def spoke(facts: list[Fact], whose: OfferedTo) -> bool:
    return any(isinstance(each, Answer) and each.whose is whose and each.said is not Said.NO_ANSWER for each in facts)


@settings(max_examples=300)
@given(histories, refusals)
def test_it_never_outweighs_the_child_nor_what_happened(facts: list[Fact], noes: list[Answer]) -> None:
    """MIS-9: where the child has spoken, or sat down, it changes nothing, whenever it was said and however often."""
    before, after = recorded(*facts), recorded(*facts, *noes)
    if held(before) or spoke(facts, CHILD):
        assert standing(after) is standing(before)
    else:
        assert standing(after) in {ChatState.DECLINED_BY_PARENT, ChatState.ACCEPTED}


@given(before_it_is_held, refusals)
def test_the_later_word_of_the_parent_counts_among_the_parents(facts: list[Fact], noes: list[Answer]) -> None:
    """MIS-9: a parent may change their mind too, either way."""
    quiet = [each for each in facts if not (isinstance(each, Answer) and each.whose is CHILD)]
    last = Moment(BACK_AT + timedelta(hours=20))
    yes_at_last = recorded(*quiet, *noes, Answer(PARENT, Said.ACCEPTED, last))
    no_at_last = recorded(*quiet, Answer(PARENT, Said.ACCEPTED, noes[0].at), Answer(PARENT, Said.DECLINED, last))
    assert standing(yes_at_last) is ChatState.ACCEPTED
    assert standing(no_at_last) is ChatState.DECLINED_BY_PARENT


@settings(max_examples=300)
@given(histories, refusals, terms)
def test_the_offer_stays_owed_or_met_and_never_later(facts: list[Fact], noes: list[Answer], under: Terms) -> None:
    """MIS-9: a refusal takes no offer off; who refused had been offered it, so what was not met is met."""
    before, after = rows(recorded(*facts), under), rows(recorded(*facts, *noes), under)
    if StepKind.CHAT_OFFER in before:
        was, is_now = before[StepKind.CHAT_OFFER].met, after[StepKind.CHAT_OFFER].met
        assert is_now is not None
        assert was is None or is_now <= was


@given(histories, refusals)
def test_where_the_arrangement_says_so_it_ends_nothing(facts: list[Fact], noes: list[Answer]) -> None:
    """MIS-9, PAR-7: with that term off, what is owed of the chat before is owed after."""
    under = Terms(parent_ends=False)
    before, after = rows(recorded(*facts), under), rows(recorded(*facts, *noes), under)
    assert set(before) <= set(after)
    assert before.get(StepKind.CHAT) in (None, after.get(StepKind.CHAT))


@given(before_it_is_held, refusals, terms)
def test_one_yes_of_the_child_undoes_all_of_it(facts: list[Fact], noes: list[Answer], under: Terms) -> None:
    """MIS-9: said last, after whatever else was said, by whomever: the chat is owed by the day it always was."""
    said_yes = Answer(CHILD, Said.ACCEPTED, Moment(BACK_AT + timedelta(hours=13)))
    chat = recorded(*facts, *noes, said_yes)
    assert standing(chat) is ChatState.ACCEPTED
    assert ended(chat, under) is None
    row = rows(chat, Terms(parent_ends=under.parent_ends))[StepKind.CHAT]
    assert (row.met, row.due) == (None, BACK_AT + timedelta(hours=72))


@given(before_it_is_held)
def test_a_parents_yes_binds_no_child(facts: list[Fact]) -> None:
    """MIS-9: it is the child's choice: after a child's no it stays no."""
    child_no = Answer(CHILD, Said.DECLINED, Moment(BACK_AT + timedelta(hours=13)))
    parent_yes = Answer(PARENT, Said.ACCEPTED, Moment(BACK_AT + timedelta(hours=14)))
    assert standing(recorded(*facts, child_no, parent_yes)) is ChatState.DECLINED_BY_CHILD


@given(histories, refusals)
def test_taken_back_it_is_as_if_it_had_not_been(facts: list[Fact], noes: list[Answer]) -> None:
    """MIS-9: what is taken back leaves no trace in how the chat stands."""
    others = [each for each in facts if each not in noes]
    with_it, without = recorded(*others, *noes), recorded(*others)
    left = type(with_it)(with_it.offers, with_it.answers - set(noes), with_it.sittings)
    assert (left, standing(left), offered(left)) == (without, standing(without), offered(without))


@pytest.mark.parametrize(
    ("day_of_no", "time_of_yes", "expected"),
    [
        ("2026-06-10", BACK_AT + timedelta(hours=26), ChatState.DECLINED_BY_CHILD),
        ("2026-06-10", BACK_AT + timedelta(hours=40), ChatState.ACCEPTED),
        ("2026-06-09", BACK_AT + timedelta(hours=26), ChatState.ACCEPTED),
    ],
)
def test_a_no_of_a_day_alone_counts_until_that_day_ends(
    day_of_no: str, time_of_yes: object, expected: ChatState
) -> None:
    """MIS-9, MIS-17: nobody knows the hour, so a yes of the same day may have come before it."""
    said_no = Answer(CHILD, Said.DECLINED, moment(day_of_no))
    said_yes = Answer(CHILD, Said.ACCEPTED, Moment(time_of_yes))  # type: ignore[arg-type]
    assert standing(recorded(said_no, said_yes)) is expected


def test_a_refusal_after_the_day_it_was_due_leaves_it_late_not_undone() -> None:
    """MIS-9: the offer that was too late stays too late, whoever refuses it."""
    late = Moment(BACK_AT + timedelta(hours=60))
    found = rows(recorded(Offer(PARENT, OfferedHow.LETTER, late), Answer(PARENT, Said.DECLINED, late)))
    assert set(found) == {StepKind.CHAT_OFFER}
    assert state(found[StepKind.CHAT_OFFER], None, late.at).standing is Standing.MET_LATE
