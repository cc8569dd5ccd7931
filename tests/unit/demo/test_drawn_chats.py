"""What the demonstration draws of missing chats: every state, nothing of the future, the same each time (MIS-9)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.demo.rules.chats import ASKED, TEXTS, TOLD_AFTER, WRITTEN, DrawnChat, drawn_asked, drawn_chat
from lantern.missing.parts.chat_record import CHOICES
from lantern.missing.rules.chat_asked import at_odds
from lantern.missing.rules.chats import Answer, ChatFacts, Offer, standing
from lantern.missing.vocabulary import ChatState, HadChat, OfferedHow, OfferedTo, Said, Section, Wish
from lantern.network.rules.suggesting import suggestions
from lantern.timekeeping.moments import Moment

NOW = datetime(2026, 10, 1, 12, tzinfo=UTC)
references = st.integers(1, 100_000).map(lambda number: f"E{number:06}")
ages = st.integers(1, 24 * 200).map(lambda hours: timedelta(hours=hours))


def drawn(reference: str, age: timedelta, *, by_letter: bool = False) -> DrawnChat:
    return drawn_chat(reference, NOW - age, NOW, by_letter=by_letter)


def state(chat: DrawnChat) -> ChatState:
    """How it stands once it is on the record."""
    return standing(facts(chat))


def facts(chat: DrawnChat) -> ChatFacts:
    return ChatFacts(
        frozenset({Offer(chat.to, chat.how, Moment(chat.offered))}),
        frozenset(Answer(whose, said, Moment(when)) for whose, said, when in chat.answers),
        frozenset({Moment(chat.held)} if chat.held else ()),
    )


def many(age: timedelta, number: int = 400) -> list[DrawnChat]:
    return [drawn(f"E{each:06}", age) for each in range(number)]


@given(references, ages, st.booleans())
def test_nothing_happened_before_it_was_offered_nor_after_now(reference: str, age: timedelta, by_letter: bool) -> None:
    """MIS-9: offered, answered, held, told, in that order; a time to come is none yet."""
    chat = drawn(reference, age, by_letter=by_letter)
    times = [chat.offered, *(when for _, _, when in chat.answers), *filter(None, (chat.held, chat.told))]
    assert times == sorted(times)
    assert times[0] == NOW - age
    assert times[-1] <= NOW


@given(references, ages, st.booleans())
def test_the_same_episode_has_the_same_chat(reference: str, age: timedelta, by_letter: bool) -> None:
    """The demonstration is the same county whenever it is made."""
    assert drawn(reference, age, by_letter=by_letter) == drawn(reference, age, by_letter=by_letter)


@given(references, ages)
def test_a_chat_offered_by_letter_was_offered_so(reference: str, age: timedelta) -> None:
    """MIS-8: who is not open to services was written to; all others were asked."""
    assert drawn(reference, age, by_letter=True).how is OfferedHow.LETTER
    assert drawn(reference, age).how in {OfferedHow.PERSON, OfferedHow.PHONE}


@given(references, ages)
def test_only_a_chat_that_was_held_tells_anything(reference: str, age: timedelta) -> None:
    """MIS-9, MIS-11: no words and nobody told without a sitting; what is long past is not written out again."""
    chat = drawn(reference, age)
    if chat.texts:
        assert chat.held and NOW - chat.held < WRITTEN
    if chat.told:
        assert chat.held and chat.told == chat.held + TOLD_AFTER <= NOW


@given(references, ages)
def test_whoever_held_it_had_taken_it_on_and_the_child_had_said_yes(reference: str, age: timedelta) -> None:
    """MIS-9: voluntary: no chat is drawn that a child refused."""
    chat = drawn(reference, age)
    if chat.held:
        assert chat.taken
        assert [(whose, said) for whose, said, _ in chat.answers] == [(OfferedTo.CHILD, Said.ACCEPTED)]
    if any(whose is OfferedTo.PARENT for whose, _, _ in chat.answers):
        assert chat.to is OfferedTo.PARENT


def test_lately_there_is_a_chat_in_every_state_that_an_offer_leads_to() -> None:
    """MIS-9: no page of the demonstration is empty for want of one."""
    found = {state(each) for each in many(timedelta(days=5))}
    assert found == set(ChatState) - {ChatState.ASKED_FOR, ChatState.NOT_OFFERED}


def test_long_ago_all_have_come_to_an_end() -> None:
    """MIS-9: held or declined; about three of five are held, as in a county that works."""
    found = [state(each) for each in many(timedelta(days=100))]
    assert set(found) == {ChatState.HELD, ChatState.DECLINED_BY_CHILD, ChatState.DECLINED_BY_PARENT}
    assert 0.5 < found.count(ChatState.HELD) / len(found) < 0.66


def test_an_hour_after_the_offer_most_have_not_been_answered() -> None:
    """MIS-9: nobody in the demonstration answers faster than people do."""
    found = many(timedelta(hours=1))
    assert {state(each) for each in found} == {ChatState.OFFERED}


def test_what_a_child_wishes_differs() -> None:
    """MIS-9: mostly nobody in particular, and each wish of the draw somewhere."""
    wishes = [each.wish for each in many(timedelta(days=3))]
    assert set(wishes) == set(ASKED) == {Wish.ANYBODY, Wish.WOMAN, Wish.MAN}
    assert wishes.count(Wish.ANYBODY) > len(wishes) / 2


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_the_words_it_tells_fit_the_page(number: int) -> None:
    """MIS-9: where the page offers answers it is one of them; whose choice it is was said in each."""
    for section, text in TEXTS[number].items():
        assert text.strip() == text != ""
        if section in CHOICES:
            assert text in dict(CHOICES[section])
    assert TEXTS[number][Section.TOLD_CHOICE] == "yes"


def test_the_words_name_something_of_each_kind_to_press() -> None:
    """INT-6: a vehicle, an account, a phone and a person wait on the page of names."""
    found = {one.kind for text in TEXTS[0].values() for one in suggestions(text)}
    assert {"vehicle", "account", "phone", "person"} <= found


def test_both_texts_are_drawn() -> None:
    """MIS-9: not one story told over and over."""
    texts = [each.texts for each in many(timedelta(days=10)) if each.texts]
    assert all(any(found is text for found in texts) for text in TEXTS)


@given(references, ages)
def test_a_child_is_asked_after_the_chat_and_not_after_now(reference: str, age: timedelta) -> None:
    """MIS-9: who had one says so; nothing is asked of a time to come, and nothing long ago."""
    chat = drawn(reference, age)
    asked = drawn_asked(reference, chat, NOW)
    if asked:
        assert (chat.held or chat.offered) < asked.when <= NOW
        assert chat.held is None or asked.said is HadChat.HAD
        assert age < timedelta(days=101)


def test_most_children_say_what_is_recorded_and_some_say_otherwise() -> None:
    """MIS-9: the demonstration shows both: an answer that agrees, and one to look at."""
    chats = [(f"E{each:06}", chat) for each, chat in enumerate(many(timedelta(days=30), 2_000))]
    found = [(drawn_asked(reference, chat, NOW), chat) for reference, chat in chats]
    differ = [bool(at_odds(asked.said, Moment(asked.when), facts(chat))) for asked, chat in found if asked]
    assert 100 < len(differ) < 500
    assert 0 < sum(differ) < len(differ) / 2
