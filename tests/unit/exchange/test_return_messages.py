"""MIS-3, MIS-5, MIS-16: a row of Missing as a message, or the reason why it is none."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from lantern.exchange.rules.feed_notifications import Refused
from lantern.exchange.rules.return_messages import message_of
from lantern.exchange.rules.return_received import year_of
from lantern.exchange.rules.return_tables import DateCell, EpisodeRow, MissingRow, ReturnTables
from lantern.missing.rules.fold import fold
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Absence, MessageKind
from lantern.timekeeping.moments import Moment
from lantern.timekeeping.periods import ReturnYear

YEAR = ReturnYear("2024-25")
TODAY = date(2026, 3, 3)


def a_row(kind: str | None = "A", start: str | None = "03/05/2024", end: str | None = None) -> MissingRow:
    return MissingRow(2, "101", DateCell.on(date(2011, 6, 1)), kind, DateCell.received(start), DateCell.received(end))


def read(row: MissingRow, year: ReturnYear = YEAR) -> Message:
    said = message_of(row, year=year, today=TODAY)
    assert isinstance(said, Message)
    return said


def test_a_period_that_goes_on_and_one_that_is_over() -> None:
    """MIS-5, MIS-17: the day alone is known; away is not missing; the return is as old as the end of its year."""
    goes_on, over = read(a_row()), read(a_row(end="05/05/2024"))
    assert (goes_on.kind, goes_on.found, goes_on.absence) == (MessageKind.INITIAL, None, Absence.AWAY)
    assert (over.kind, over.found) == (MessageKind.FOUND, Moment.on(date(2024, 5, 5)))
    assert goes_on.last_seen == over.last_seen == Moment.on(date(2024, 5, 3))
    assert goes_on.said_at == datetime(2025, 3, 31, 23, tzinfo=UTC)
    assert goes_on.incident == over.incident != read(a_row("M")).incident


def test_next_years_row_ends_the_period_carried_over() -> None:
    """MIS-16: the same start (576); a later return outweighs an earlier one, whichever comes first."""
    first, second = read(a_row()), read(a_row(end="10/04/2025"), ReturnYear("2025-26"))
    for messages in ([first, second], [second, first]):
        (episode,) = fold(messages).episodes
        assert (episode.start.day, episode.end) == (date(2024, 5, 3), Moment.on(date(2025, 4, 10)))


def test_two_periods_that_overlap_wait_for_a_person() -> None:
    """MIS-3: the fold says so, not the import."""
    history = fold([read(a_row(end="20/05/2024")), read(a_row("M", "10/05/2024", "12/05/2024"))])
    assert len(history.episodes) == 1
    assert "Overlaps the episode" in history.held[0].because


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (a_row(None), "MISSING is neither"),
        (a_row("m"), "MISSING is neither"),
        (a_row(start=None), "MIS_START is blank"),
        (a_row(start="30/02/2024"), "MIS_START is “30/02/2024”, which is not a date"),
        (a_row(end="03/05/20225"), "MIS_END is “03/05/20225”, which is not a date"),
        (a_row(end="02/05/2024"), "ends before it starts"),
        (a_row(start="04/03/2026"), "lies in the future"),
        (a_row(end="04/03/2026"), "lies in the future"),
        (replace(a_row(), born=DateCell.on(date(2024, 5, 3))), "before the child was born"),
        (replace(a_row(), child="1" * 61), "more than 60 characters"),
    ],
)
def test_a_row_that_contradicts_itself_is_refused(row: MissingRow, words: str) -> None:
    """MIS-16: nothing is guessed."""
    said = message_of(row, year=YEAR, today=TODAY)
    assert isinstance(said, Refused)
    assert words in said.reason


def test_the_last_day_that_can_be_told_is_today() -> None:
    """MIS-16: the boundary of "the future"."""
    read(a_row(start="03/03/2026", end="03/03/2026"))


def test_the_year_is_that_of_most_ends_then_of_most_starts() -> None:
    """MIS-16: ends must lie in the year (571), starts need not."""
    care = EpisodeRow(2, "101", DateCell.on(date(2019, 1, 1)), DateCell.on(date(2024, 4, 1)))
    assert year_of(ReturnTables(episodes=(care,), missing=(a_row(), a_row(start="01/04/2020")))) == YEAR
    assert year_of(ReturnTables(missing=(a_row(start="31/03/2024"),))) == ReturnYear("2023-24")
    assert year_of(ReturnTables(missing=())) is None
