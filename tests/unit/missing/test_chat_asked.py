"""What a child said of a missing chat when asked, beside what is recorded of it (MIS-9)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.chat_asked import AT_ODDS, HAD_NONE, HAD_ONE, TELLS_NOTHING, at_odds, chat_at
from lantern.missing.rules.chats import NOTHING_SAID, ChatFacts, Offer
from lantern.missing.vocabulary import HadChat, OfferedHow, OfferedTo
from lantern.timekeeping.moments import Moment

ASKED = Moment(datetime(2027, 3, 3, 12, tzinfo=UTC))
HOUR = timedelta(hours=1)
TIMES = st.datetimes(datetime(2027, 3, 20), datetime(2027, 4, 2), timezones=st.just(UTC))  # noqa: DTZ001 (naive bounds)
MOMENTS = st.builds(Moment, TIMES, st.booleans())
BEGAN = st.lists(st.tuples(TIMES, st.uuids()), max_size=6, unique_by=lambda each: each[1])
ONE, TWO = UUID(int=1), UUID(int=2)


def later(hours: float) -> Moment:
    return Moment(ASKED.at + hours * HOUR)


def held(*hours: float) -> ChatFacts:
    return ChatFacts(sittings=frozenset(map(later, hours)))


def offered(*hours: float, to: OfferedTo = OfferedTo.CHILD, how: OfferedHow = OfferedHow.LETTER) -> ChatFacts:
    return ChatFacts(offers=frozenset(Offer(to, how, later(each)) for each in hours))


class TestWhichChat:
    """MIS-9: asking is linked to a chat in time only."""

    def test_the_latest_that_had_begun(self) -> None:
        """MIS-9: not one that began on a later day."""
        days = [(ASKED.at - timedelta(days=9), ONE), (ASKED.at - timedelta(days=2), TWO)]
        assert chat_at(ASKED, days) == TWO
        assert chat_at(Moment(ASKED.at - timedelta(days=5)), days) == ONE
        assert chat_at(Moment(ASKED.at - timedelta(days=10)), days) is None
        assert chat_at(ASKED, []) is None

    def test_one_opened_later_that_day_because_the_child_asked_for_it(self) -> None:
        """MIS-10: the whole day in London, also when it is summer there and the day ends at 23:00 in UTC."""
        asked = Moment(datetime(2027, 7, 1, 9, tzinfo=UTC))
        assert chat_at(asked, [(datetime(2027, 7, 1, 22, 59, tzinfo=UTC), ONE)]) == ONE
        assert chat_at(asked, [(datetime(2027, 7, 1, 23, 1, tzinfo=UTC), ONE)]) is None

    @given(asked=MOMENTS, began=BEGAN)
    def test_it_is_of_one_chat_whatever_the_order(self, asked: Moment, began: list[tuple[datetime, UUID]]) -> None:
        """MIS-9: the order in which chats come counts for nothing, and no chat after the found one had begun."""
        found = chat_at(asked, began)
        assert found == chat_at(asked, reversed(began))
        last = Moment.on(asked.day).latest
        before = sorted(at for at, _ in began if at <= last)
        assert (found is None) == (not before)
        assert found is None or {key: at for at, key in began}[found] == before[-1]


class TestWhatDiffers:
    """MIS-9: the child and the record are set beside each other, in words."""

    def test_had_one_while_none_is_held(self) -> None:
        """MIS-9: an offer is no chat; once any was held there is nothing to look at."""
        assert at_odds(HadChat.HAD, ASKED, NOTHING_SAID) == HAD_ONE
        assert at_odds(HadChat.HAD, ASKED, offered(-5)) == HAD_ONE
        assert at_odds(HadChat.HAD, ASKED, held(-5)) == ""
        assert at_odds(HadChat.HAD, ASKED, held(5)) == ""

    def test_had_none_while_one_is_held(self) -> None:
        """MIS-9: one held at that minute counts, one held later does not."""
        assert at_odds(HadChat.HAD_NOT, ASKED, held(-5)) == HAD_NONE
        assert at_odds(HadChat.HAD_NOT, ASKED, held(0)) == HAD_NONE
        assert at_odds(HadChat.HAD_NOT, ASKED, held(1)) == ""
        assert at_odds(HadChat.HAD_NOT, ASKED, offered(-5)) == ""

    def test_nobody_offered_while_an_offer_is_recorded(self) -> None:
        """MIS-9: the words say to whom and how, since a letter is lost and a parent forgets; of several the last before."""
        found = at_odds(HadChat.NOT_OFFERED, ASKED, offered(-5))
        assert found == "The child says nobody offered them a chat; an offer to the child by letter is recorded."
        both = offered(-9) | offered(-5, to=OfferedTo.PARENT, how=OfferedHow.PHONE)
        assert "to the parent or carer by phone" in at_odds(HadChat.NOT_OFFERED, ASKED, both)
        assert "held" in at_odds(HadChat.NOT_OFFERED, ASKED, offered(-9) | held(-5))

    def test_offered_again_or_held_since_leaves_nothing_to_look_at(self) -> None:
        """MIS-9: it was made good; and a record that it was not offered agrees with the child."""
        assert at_odds(HadChat.NOT_OFFERED, ASKED, offered(-5, 1)) == ""
        assert at_odds(HadChat.NOT_OFFERED, ASKED, offered(-5) | held(1)) == ""
        assert at_odds(HadChat.NOT_OFFERED, ASKED, offered(1)) == ""
        assert at_odds(HadChat.NOT_OFFERED, ASKED, offered(-5, how=OfferedHow.NOT_OFFERED)) == ""
        assert at_odds(HadChat.NOT_OFFERED, ASKED, NOTHING_SAID) == ""

    def test_a_day_alone_is_read_to_its_end(self) -> None:
        """MIS-17: asked some time that day, held at four that day: they may well have had it by then."""
        day = Moment.on(ASKED.day)
        assert at_odds(HadChat.HAD_NOT, day, held(4)) == HAD_NONE
        assert at_odds(HadChat.HAD_NOT, day, held(13)) == ""

    @pytest.mark.parametrize("said", sorted(set(HadChat) - AT_ODDS))
    def test_other_answers_differ_from_nothing(self, said: HadChat) -> None:
        """MIS-9: who did not want one, would like one, does not know or does not say contradicts nobody."""
        for recorded in (NOTHING_SAID, offered(-5), held(-5)):
            assert at_odds(said, ASKED, recorded) == ""

    def test_what_tells_nothing_is_no_word_against_a_record(self) -> None:
        """MIS-9: such an answer does not take the place of the one before it."""
        assert not TELLS_NOTHING & AT_ODDS

    @given(
        st.lists(st.integers(-48, 48), max_size=4), st.lists(st.integers(-48, 48), max_size=3), st.sampled_from(HadChat)
    )
    def test_no_word_is_said_where_all_was_made_good(
        self, offers: list[int], sittings: list[int], said: HadChat
    ) -> None:
        """MIS-9: any chat held after the asking and none before ends every difference, whatever was offered."""
        later_only = [abs(each) + 1 for each in sittings] or [1]
        assert at_odds(said, ASKED, offered(*offers) | held(*later_only)) == ""

    @given(st.sampled_from(HadChat), st.lists(st.integers(-48, 48), max_size=4))
    def test_words_are_whole_sentences(self, said: HadChat, offers: list[int]) -> None:
        """MIS-9: words for a person, or none at all."""
        found = at_odds(said, ASKED, offered(*offers))
        assert not found or (found.startswith("The child says") and found.endswith("."))
        assert all(one != two for one, two in pairwise(found.split()))
