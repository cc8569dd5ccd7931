"""MIS-13, MIS-17: what a card, My work, the rota and the briefing say of duty, in words and to the minute."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from lantern.access.vocabulary import Permission
from lantern.design.listing import Count
from lantern.home.queries.since import FIRST_TIME, LONGEST, Since, since_of
from lantern.home.since import MANY, TITLES, said_at, since_words, summary
from lantern.missing.parts.duty import Line, gap_words, line, loud, on_duty_words, ordinal, said_of, span_words
from lantern.missing.queries.duty import Standing
from lantern.missing.rules.duty import Acknowledged, Gap, Shift, Turn, Waiting

NOW = datetime(2026, 3, 4, 18, 12, tzinfo=UTC)  # a Wednesday
ROBIN, SAM, KIT = (UUID(int=number) for number in (1, 2, 3))
NAMES = {ROBIN: "Robin Sample", SAM: "Sam Pretend", KIT: "Kit Example"}


def minutes(number: float) -> datetime:
    return NOW + timedelta(minutes=number)


def viewer(member: UUID = KIT, *, may: bool = True, last_here: datetime | None = None) -> Any:
    """Whoever reads."""
    return SimpleNamespace(
        member=SimpleNamespace(pk=member),
        now=NOW,
        last_here=last_here,
        may=lambda asked: may and asked is Permission.ACKNOWLEDGE,
    )


def shift(member: UUID) -> Shift:
    return Shift(UUID(int=member.int + 100), member, NAMES[member], None, 1, minutes(-600), minutes(600))


def turn(member: UUID | None, since: float, until: float | None) -> Turn:
    return Turn(shift(member) if member else None, minutes(since), None if until is None else minutes(until))


def waiting(now: Turn, after: Turn | None = None, asked: tuple[Turn, ...] = ()) -> Waiting:
    return Waiting(minutes(-2), now, after, asked or (now,))


def standing(said: Acknowledged | Waiting, key: UUID | None = None) -> Standing:
    return Standing(SimpleNamespace(pk=UUID(int=77)), said, key)


WITH_ROBIN = waiting(turn(ROBIN, -2, 13), turn(SAM, 13, 28))


class TestTheCard:
    """Not acknowledged. With ..."""

    def test_with_whom_and_to_whom_it_goes(self) -> None:
        """MIS-13: as the issue words it."""
        found = line(standing(WITH_ROBIN), viewer())
        assert found
        assert found.words == "Not acknowledged. With Robin Sample since 6:10pm; goes to Sam Pretend at 6:25pm."
        assert found.waits
        assert found.url.endswith("/acknowledge/")

    def test_whose_turn_it_is_reads_you(self) -> None:
        """MIS-13."""
        assert said_of(WITH_ROBIN, viewer(ROBIN)) == ". With you since 6:10pm; goes to Sam Pretend at 6:25pm."
        assert said_of(WITH_ROBIN, viewer(SAM)) == ". With Robin Sample since 6:10pm; goes to you at 6:25pm."

    def test_the_last_on_the_rota(self) -> None:
        """MIS-13."""
        last = waiting(turn(SAM, -2, 13), turn(None, 13, None))
        assert said_of(last, viewer()) == ". With Sam Pretend since 6:10pm; from 6:25pm nobody is left on the rota."

    def test_whose_end_cannot_be_told(self) -> None:
        """MIS-13."""
        assert said_of(waiting(turn(SAM, -2, 13)), viewer()) == ". With Sam Pretend since 6:10pm."

    def test_everybody_was_asked(self) -> None:
        """MIS-13: loud, and to whom."""
        nobody = turn(None, -2, None)
        said = said_of(waiting(nobody, asked=(turn(ROBIN, -17, -2), nobody)), viewer())
        assert said == ", and nobody is left on the rota. Every liaison officer and coordinator here is asked."

    def test_nobody_is_on_duty_and_somebody_comes(self) -> None:
        """MIS-13: when, with the day where it is another."""
        later = waiting(turn(None, -2, 60), turn(SAM, 60, 75))
        assert said_of(later, viewer()) == (
            ", and nobody is on duty. Every liaison officer and coordinator here is asked. "
            "Sam Pretend comes on duty at 7:12pm."
        )
        assert said_of(later, viewer(SAM)).endswith("You come on duty at 7:12pm.")
        tomorrow = waiting(turn(None, -2, 900), turn(SAM, 900, 915))
        assert said_of(tomorrow, viewer()).endswith("comes on duty at tomorrow 9:12am.")

    def test_since_another_day(self) -> None:
        """MIS-17."""
        assert said_of(waiting(turn(ROBIN, -1440, 13)), viewer()) == ". With Robin Sample since yesterday 6:12pm."

    def test_acknowledged(self) -> None:
        """MIS-13: by whom and when; whoever may, takes it back."""
        said = standing(Acknowledged(ROBIN, "Robin Sample", minutes(-30)), UUID(int=9))
        found = line(said, viewer())
        assert found == Line(
            "Acknowledged by Robin Sample, today 5:42pm", "done", back_url=f"/missing/acknowledged/{UUID(int=9)}/"
        )
        own = line(said, viewer(ROBIN))
        assert own
        assert own.words == "Acknowledged by you, today 5:42pm"
        assert not own.waits

    def test_who_may_not_acknowledge_has_no_button(self) -> None:
        """SHA-2."""
        one = line(standing(WITH_ROBIN), viewer(may=False))
        other = line(standing(Acknowledged(ROBIN, "Robin Sample", NOW), UUID(int=9)), viewer(may=False))
        assert one
        assert other
        assert (one.url, other.back_url) == ("", "")

    def test_who_needs_nobody_has_no_line(self) -> None:
        """MIS-13."""
        assert line(None, viewer()) is None


class TestTheBoard:
    """What stands above the cards."""

    NOBODY = standing(waiting(turn(None, -2, None)))

    def test_loud_counts_those_whom_nobody_has(self) -> None:
        """MIS-13: one and several; a child who is somebody's turn is not among them."""
        assert loud([standing(WITH_ROBIN)], viewer()) == ""
        assert loud([], viewer()) == ""
        one = loud([self.NOBODY, standing(WITH_ROBIN)], viewer())
        assert one.startswith("1 child at high risk is not acknowledged, and nobody on the rota is left to be asked.")
        assert loud([self.NOBODY, self.NOBODY], viewer()).startswith("2 children at high risk are not acknowledged")

    def test_whose_turn(self) -> None:
        """MIS-13: theirs alone."""
        robin, sam = (SimpleNamespace(pk=each) for each in (ROBIN, SAM))
        found: Any = standing(WITH_ROBIN)
        assert (found.is_turn_of(robin), found.is_turn_of(sam), found.nobody_left) == (True, False, False)
        assert self.NOBODY.nobody_left
        known = standing(Acknowledged(ROBIN, "Robin Sample", NOW))
        assert (known.waits, known.nobody_left) == (False, False)

    def test_who_is_on_duty(self) -> None:
        """MIS-13: once each, with the day where it is another."""
        rows = [
            SimpleNamespace(member=SimpleNamespace(name=name), until=minutes(after))
            for name, after in (("Robin Sample", 108), ("Robin Sample", 108), ("Sam Pretend", 600))
        ]
        assert on_duty_words(rows, viewer()) == "Robin Sample until 8pm; Sam Pretend until tomorrow 4:12am"
        assert on_duty_words([], viewer()) == ""


class TestTheRota:
    """Shifts and gaps."""

    @pytest.mark.parametrize(
        ("since", "until", "said"),
        [
            (0, 108, "Today 6:12pm to 8pm"),
            (48, 1008, "Today 7pm to tomorrow 11am"),
            (1488, 1548, "Tomorrow 7pm to 8pm"),
            (1488 + 1440, 2988 + 60, "Fri 7pm to 9pm"),
            (20 * 1440 + 48, 20 * 1440 + 108, "24 Mar, 7pm to 8pm"),
        ],
    )
    def test_from_and_to(self, since: float, until: float, said: str) -> None:
        """MIS-17: the day once where it is the same."""
        assert span_words(minutes(since), minutes(until), NOW) == said

    def test_gaps(self) -> None:
        """MIS-13: nobody is on duty from ... to ..., nor ..."""
        assert gap_words([], NOW) == ""
        assert gap_words([Gap(NOW, minutes(108))], NOW) == "Nobody is on duty from now to 8pm."
        both = [Gap(minutes(48), minutes(108)), Gap(minutes(1488), minutes(2448))]
        assert gap_words(both, NOW) == ("Nobody is on duty from today 7pm to 8pm, nor from tomorrow 7pm to Fri 11am.")

    def test_who_is_asked_when(self) -> None:
        """MIS-13."""
        assert [ordinal(place) for place in (1, 2, 5, 6)] == ["First", "Second", "Fifth", "Number 6"]


class TestTheBriefing:
    """Since when, and how much."""

    def test_each_kind_has_its_words(self) -> None:
        """MIS-13: a new kind that nobody can say fails here."""
        assert MANY.keys() == TITLES.keys() == set(Since)

    def test_one_and_many_and_more_than_counted(self) -> None:
        """MIS-13."""
        counted = {
            Since.MISSING: Count(1),
            Since.RETURNED: Count(3),
            Since.OVERDUE: Count(0),
            Since.HANDED: Count(9, True),
        }
        assert summary(counted) == "1 new episode, 3 returns, 9+ handed to you"
        assert summary({}) == ""

    @pytest.mark.parametrize(
        ("hours", "since", "said"),
        [
            (None, FIRST_TIME, "In the last 24 hours, since you were not here before"),
            (1, timedelta(hours=1), "Since you were last here, today 5:12pm"),
            (24, timedelta(hours=24), "Since you were last here, yesterday 6:12pm"),
            (72, timedelta(hours=72), "Since you were last here, Sun 6:12pm"),
            (24 * 28, LONGEST, "Since you were last here, 4 Feb, 6:12pm"),
            (24 * 29, LONGEST, "In the last four weeks: you were last here longer ago"),
        ],
        ids=["never", "an hour", "a day", "three days", "four weeks", "longer"],
    )
    def test_since_when(self, hours: float | None, since: timedelta, said: str) -> None:
        """MIS-13: at most four weeks."""
        here = viewer(last_here=None if hours is None else NOW - timedelta(hours=hours))
        assert since_of(here) == NOW - since
        assert since_words(here) == said

    def test_inside_a_sentence(self) -> None:
        """MIS-17."""
        assert said_at(NOW, NOW) == "today 6:12pm"
        assert said_at(minutes(-3 * 1440), NOW) == "Sun 6:12pm"
