"""After which returns a chat is owed, by the arrangement's terms and whatever was recorded of it (MIS-8, MIS-9, PAR-7)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.missing.rules.chats import NOTHING_SAID, USUAL, ChatFacts, Terms, ended, held, offered, standing
from lantern.missing.rules.owed import Clocks, Owed, no_chat, owed
from lantern.missing.vocabulary import Absence, ChatState, OfferedHow, OfferedTo, Said, StepKind
from lantern.timekeeping.clocks import Clock, Unit
from lantern.timekeeping.moments import Moment
from tests.unit.missing.chat_histories import BACK_AT, Answer, Fact, Offer, histories, ledger_of, recorded, terms
from tests.unit.missing.told import AWAY, moment, no, yes

OFFER, CHAT = StepKind.CHAT_OFFER, StepKind.CHAT
CLOCKS = Clocks(chat_offer=Clock(48, Unit.HOURS), chat=Clock(72, Unit.HOURS))
RETURNED = replace(AWAY, start=Moment(BACK_AT - timedelta(hours=9)), end=Moment(BACK_AT), reported=None)
BARRED = frozenset({ChatState.DECLINED_BY_CHILD, ChatState.DECLINED_BY_PARENT, ChatState.NOT_OFFERED})


def rows(
    chat: ChatFacts = NOTHING_SAID,
    under: Terms = USUAL,
    *,
    absence: Absence = Absence.MISSING,
    is_open: bool = True,
    clocks: Clocks = CLOCKS,
) -> dict[StepKind, Owed]:
    episode = replace(RETURNED, absence=absence)
    every = owed(episode, (), yes if is_open else no, replace(clocks, terms=under), chat)
    return {row.kind: row for row in every}


@settings(max_examples=400)
@given(histories)
def test_a_chat_stands_as_its_ledger_says(facts: list[Fact]) -> None:
    """MIS-9: read line by line by hand, or all at once as sets: the same."""
    assert standing(recorded(*facts)) is ledger_of(facts).state


@settings(max_examples=400)
@given(histories, terms, st.sampled_from(list(Absence)), st.booleans())
def test_what_is_owed_follows_from_the_terms_and_the_ledger(
    facts: list[Fact], under: Terms, absence: Absence, is_open: bool
) -> None:
    """MIS-9: what was done is always seen; what was not is owed unless the terms or a refusal say otherwise."""
    ledger = ledger_of(facts)
    eligible = (under.after_away or absence is not Absence.AWAY) and (is_open or not under.only_if_open)
    refused = BARRED - (frozenset() if under.parent_ends else {ChatState.DECLINED_BY_PARENT})
    expected = set()
    if ledger.was_offered or (eligible and ledger.state is not ChatState.NOT_OFFERED):
        expected.add(OFFER)
    if ledger.held or (eligible and ledger.state not in refused):
        expected.add(CHAT)
    found = rows(recorded(*facts), under, absence=absence, is_open=is_open)
    assert set(found) == expected
    assert {kind for kind, row in found.items() if row.met} == {
        *([OFFER] if ledger.was_offered else []), *([CHAT] if ledger.held else []),
    }  # fmt: skip


@given(histories, terms)
def test_both_clocks_run_from_the_return_whatever_was_said_since(facts: list[Fact], under: Terms) -> None:
    """MIS-9: neither an offer nor a refusal nor a changed mind moves the day by which it is due."""
    hours = {OFFER: 48, CHAT: 72}
    for kind, row in rows(recorded(*facts), under).items():
        assert (row.starts, row.due) == (Moment(BACK_AT), BACK_AT + timedelta(hours=hours[kind]))


@given(histories)
def test_who_sat_down_had_it_offered_by_then(facts: list[Fact]) -> None:
    """MIS-9: a chat is never held before it was offered, and whoever answered it had been offered it."""
    chat = recorded(*facts)
    first, sat = offered(chat), held(chat)
    assert (first is None) is not ledger_of(facts).was_offered
    assert sat is None or (first is not None and first <= sat)


@given(histories, st.integers(1, 13))
def test_what_was_before_a_return_is_another_returns(facts: list[Fact], later: int) -> None:
    """MIS-9: with a return in the middle of a history, only what came from then on counts for it."""
    end = Moment(BACK_AT + timedelta(hours=later))
    times = [each if isinstance(each, Moment) else each.at for each in facts]
    after = [fact for fact, when in zip(facts, times, strict=True) if when >= end]
    assert recorded(*facts).since(end) == recorded(*after)
    episode = replace(RETURNED, end=end)
    assert owed(episode, (), yes, CLOCKS, recorded(*facts)) == owed(episode, (), yes, CLOCKS, recorded(*after))


@pytest.mark.parametrize(
    ("chat_offer", "chat", "kinds"),
    [
        (None, None, set()),
        (Clock(48, Unit.HOURS), None, {OFFER}),
        (None, Clock(72, Unit.HOURS), {CHAT}),
    ],
)
def test_without_a_clock_nothing_is_owed(chat_offer: Clock | None, chat: Clock | None, kinds: set[StepKind]) -> None:
    """PAR-7, MIS-9: a partnership may have either clock, both or none."""
    assert set(rows(clocks=Clocks(chat_offer=chat_offer, chat=chat))) == kinds


def test_a_child_still_missing_is_owed_no_chat() -> None:
    """MIS-9: only a return starts it, whatever was said while away."""
    said = recorded(Offer(OfferedTo.CHILD, OfferedHow.PHONE, moment("2026-06-09 12:00")))
    assert owed(replace(RETURNED, end=None), (), yes, CLOCKS, said) == ()


@pytest.mark.parametrize(
    ("kind", "absence", "under", "is_open", "words"),
    [
        (OFFER, Absence.AWAY, Terms(after_away=False), True, "not after being away without authorisation"),
        (CHAT, Absence.AWAY, Terms(after_away=False), True, "not after being away without authorisation"),
        (OFFER, Absence.MISSING, Terms(only_if_open=True), False, "not open to children's services"),
        (CHAT, Absence.AWAY, Terms(only_if_open=True), False, "not open to children's services"),
        (CHAT, Absence.MISSING, Terms(after_away=False, only_if_open=True), True, ""),
        (CHAT, Absence.MISSING, USUAL, False, ""),
    ],
)
def test_the_reason_is_said_in_words(kind: StepKind, absence: Absence, under: Terms, is_open: bool, words: str) -> None:
    """MIS-9: whoever wonders why no chat is owed finds why."""
    assert no_chat(kind, replace(RETURNED, absence=absence), NOTHING_SAID, is_open=is_open, terms=under) == words


def test_a_refusal_is_a_reason_against_the_chat_and_none_against_its_offer() -> None:
    """MIS-9: who said no was offered it; who was never offered it for a reason is owed neither."""
    no_of_child = recorded(Answer(OfferedTo.CHILD, Said.DECLINED, Moment(BACK_AT)))
    never = recorded(Offer(None, OfferedHow.NOT_OFFERED, Moment(BACK_AT)))
    say = {"episode": RETURNED, "is_open": True, "terms": USUAL}
    assert no_chat(CHAT, said=no_of_child, **say) == "declined by the child"  # type: ignore[arg-type]
    assert no_chat(OFFER, said=no_of_child, **say) == ""  # type: ignore[arg-type]
    assert [no_chat(kind, said=never, **say) for kind in (OFFER, CHAT)] == ["not offered"] * 2  # type: ignore[arg-type]


def test_another_authoritys_duty_is_none_of_ours_until_somebody_here_offers_it() -> None:
    """PAR-9: not offered by us, for that reason; once offered here after all, it goes on as any other."""
    theirs = Offer(None, OfferedHow.NOT_OFFERED, Moment(BACK_AT + timedelta(hours=1)))
    ours = Offer(OfferedTo.CHILD, OfferedHow.PHONE, Moment(BACK_AT + timedelta(hours=30)))
    assert rows(recorded(theirs)) == {}
    found = rows(recorded(theirs, ours))
    assert (found[OFFER].met, found[CHAT].met) == (ours.at, None)
    before = replace(ours, at=Moment(BACK_AT + timedelta(minutes=5)))
    assert set(rows(recorded(before, theirs))) == {OFFER, CHAT}  # a reason entered later undoes no offer


@given(histories)
def test_only_a_refusal_or_a_reason_ever_ends_it(facts: list[Fact]) -> None:
    """MIS-9: silence never does, however often nobody answered."""
    chat = recorded(*facts)
    assert ended(chat, USUAL) in {None, *BARRED}
    quiet = recorded(*(each for each in facts if isinstance(each, Answer) and each.said is Said.NO_ANSWER))
    assert ended(quiet, USUAL) is None
