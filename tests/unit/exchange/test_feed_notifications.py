"""A row of the police feed as a message, or why not (MIS-1, MIS-2, MIS-3)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.exchange.rules.feed_notifications import Refused, read_message
from lantern.exchange.rules.feed_rows import Row, open_feed
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import FoundIn, Grade, Harm, MessageKind, MissingFrom, Risk

CELLS = {
    "reference": "MP/1",
    "message": "INITIAL",
    "surname": "O'EXAMPLE",
    "forename": "Rowan",
    "born": "05/03/2013",
    "sex": "Female",
    "ethnicity": "W1",
    "address": "145 Fictional Lane",
    "postcode": "zz156hy",
    "looked_after": "Y",
    "missing_from": "Placement",
    "last_seen": "19/07/2025 21:50",
    "reported": "20/07/2025 02:33",
    "grade": "Scheduled",
    "risk": "High",
    "circumstances": "Left after school",
    "found": "",
    "found_where": "",
    "harm": "",
    "district": "",
}


def read(**changed: str) -> Message | Refused:
    return read_message(Row(2, {**CELLS, **changed}), source="police")


def message(**changed: str) -> Message:
    found = read(**changed)
    assert isinstance(found, Message), found
    return found


def test_a_row_becomes_what_it_says() -> None:
    """MIS-3: each column in its field; the name in the letters it came in."""
    found = message()
    assert (found.source, found.reference, found.kind) == ("police", "MP/1", MessageKind.INITIAL)
    who = found.who
    assert (who.forename, who.surname, who.born, who.sex) == ("Rowan", "O'EXAMPLE", date(2013, 3, 5), "F")
    assert (who.address, who.postcode) == ("145 Fictional Lane", "ZZ15 6HY")
    assert found.said_at == datetime(2025, 7, 20, 1, 33, tzinfo=UTC)
    assert (found.missing_from, found.grade, found.risk) == (MissingFrom.PLACEMENT, Grade.SCHEDULED, Risk.HIGH)
    assert (found.looked_after, found.doubts, found.found) == (True, (), None)


def test_blanks_say_nothing() -> None:
    """MIS-3: a blank is `None` or empty, never a default."""
    found = message(
        born="", sex="", looked_after="", missing_from="", last_seen="", reported="", grade="", risk="", harm="unknown"
    )
    values = (found.who.born, found.looked_after, found.missing_from, found.last_seen, found.reported, found.said_at)
    assert values == (None,) * 6
    assert (found.grade, found.risk, found.harm, found.who.sex, found.doubts) == (None, None, None, "", ())


@pytest.mark.parametrize("word", ["Standard", "Low", "No apparent risk", "Absent", "Purple"])
def test_a_risk_no_child_may_have_is_held_as_medium(word: str) -> None:
    """MIS-2: kept as received, stored as medium until a person grades it, and flagged."""
    found = message(risk=word)
    assert (found.risk, found.risk_received) == (Risk.MEDIUM, word)
    assert any("held as medium" in doubt for doubt in found.doubts)


@pytest.mark.parametrize("word", ["High", "MEDIUM"])
def test_a_risk_a_child_may_have_is_not_doubted(word: str) -> None:
    """MIS-2: high and medium are taken as they are."""
    found = message(risk=word)
    assert (found.risk, found.doubts) == (Risk(word.lower()), ())


def test_absent_is_no_absence() -> None:
    """MIS-5: a risk of "absent" does not say that the child's whereabouts were known."""
    assert message(risk="Absent").absence is None


@pytest.mark.parametrize(
    ("word", "grade"),
    [("P1", Grade.IMMEDIATE), ("Immediate", Grade.IMMEDIATE), ("priority", Grade.PRIORITY), ("P3", Grade.SCHEDULED)],
)
def test_grades_are_read_as_control_rooms_number_them(word: str, grade: Grade) -> None:
    """MIS-1: P1 is the first rung, immediate."""
    assert message(grade=word).grade is grade


def test_an_unknown_word_is_left_blank_and_doubted() -> None:
    """MIS-3: a code that nobody knows is not guessed."""
    found = message(grade="Amber", missing_from="Moon", harm="Perhaps", looked_after="?", sex="Q")
    assert (found.grade, found.missing_from, found.harm, found.looked_after) == (None, None, None, None)
    assert len(found.doubts) == 4


@pytest.mark.parametrize(("word", "harm"), [("Y", Harm.DISCLOSED), ("N", Harm.NONE), ("Suspected", Harm.SUSPECTED)])
def test_harm_is_none_suspected_or_disclosed(word: str, harm: Harm) -> None:
    """MIS-6: what was said on return."""
    assert message(message="FOUND", found="20/07/2025 08:22", harm=word).harm is harm


def test_a_find_without_a_time_is_doubted() -> None:
    """MIS-6: the message is kept, and the gap is said."""
    assert any("not when" in doubt for doubt in message(message="FOUND").doubts)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"reference": ""}, "no reference"),
        ({"reference": "x" * 81}, "more than 80"),
        ({"message": "PARTY"}, "not a kind of message"),
        ({"message": ""}, "not a kind of message"),
        ({"surname": "", "forename": "unknown"}, "names nobody"),
        ({"born": "05/03/20225"}, "DOB: “05/03/20225”"),
        ({"last_seen": "31/06/2025 10:00"}, "Last seen: "),
        ({"reported": "soon"}, "Reported: "),
        ({"found": "2025-13-01 10:00:00"}, "Found: "),
        ({"reference": '=HYPERLINK("x")'}, "Ref holds a spreadsheet formula"),
        ({"surname": "=1+1"}, "Surname holds a spreadsheet formula"),
    ],
)
def test_a_row_that_cannot_be_used_says_why(changed: dict[str, str], words: str) -> None:
    """MIS-3: the row is refused, with a reason that names the column."""
    found = read(**changed)
    assert isinstance(found, Refused)
    assert words in found.reason


def test_one_name_is_enough() -> None:
    """MIS-3: a message that knows only a forename is kept."""
    assert message(surname="").who.forename == "Rowan"


def test_a_formula_in_a_text_is_kept_inert_and_doubted() -> None:
    """MIS-3: nothing is run, nothing is lost, and somebody is told."""
    text = '=HYPERLINK("http://example.invalid","here")'
    found = message(circumstances=text)
    assert found.circumstances == text
    assert found.doubts == ("Circumstances holds a spreadsheet formula; kept as text.",)


def test_the_fault_of_the_row_comes_first() -> None:
    """MIS-3: a row of the wrong length is refused although its first cells could be read."""
    assert read_message(Row(2, CELLS, "The row has 3 cells."), source="police") == Refused("The row has 3 cells.")


def test_the_whole_feed_is_read(shared_data: Callable[[str], Path]) -> None:
    """MIS-3: each of the 3,374 rows of the feed becomes a message of its own, no date unread."""
    with shared_data("notifications/notifications.csv").open("rb") as file:
        feed = open_feed(file, NOTIFICATIONS, most_bytes=200_000_000)
        found = [read_message(row, source="police") for row in feed.rows()]
    assert (feed.encoding, feed.row_count) == ("cp1252", 3374)
    assert not [one for one in found if isinstance(one, Refused)]
    assert len({one.fingerprint for one in found if isinstance(one, Message)}) == 3374


def test_the_kind_of_place_is_the_columns_or_else_what_the_place_itself_says() -> None:
    """MIS-6: a word that nobody knows is left blank and said; a file without the column says nothing of it."""
    assert message(found_where="Fictional Station").found_kind is FoundIn.TRANSPORT
    assert message(found_where="Fictional Station", found_kind="Friend").found_kind is FoundIn.FRIEND
    assert message(found_where="12 Station Road").found_kind is None
    unknown = message(found_kind="boathouse")
    assert unknown.found_kind is None
    assert any("boathouse" in doubt for doubt in unknown.doubts)
    assert message().fingerprint == Row(2, {**CELLS, "found_kind": ""}).fingerprint  # sent again: the same content
