"""What stands above a list that leaves, what is asked before it leaves, and the inspection list's edges (MIS-16, SHA-6)."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import QueryDict

from lantern.access.taking_out import take_out_url
from lantern.documents.rules import Holds
from lantern.exchange.actions.taking_out import INSPECTION, Leaving, notes
from lantern.exchange.forms.taking_out import PurposeForm
from lantern.exchange.parts.inspection import _against, why_not
from lantern.exchange.queries.cells import said, time
from lantern.exchange.queries.lists import LISTS
from lantern.exchange.queries.reading import STATES
from lantern.exchange.rules.api.episodes import State
from lantern.exchange.rules.inspection import HEADINGS, Away, Found, InspectionRow, as_csv, findings, row_of
from lantern.missing.vocabulary import Absence
from lantern.obligations.asked import asked_for
from lantern.obligations.vocabulary import Shown, Whose
from lantern.timekeeping.moments import Moment

UNTIL = date(2026, 3, 31)
GOOD = InspectionRow(UUID(int=1), "C1", date(2012, 3, 3), 1, 2, "Y", "N")
EVERYWHERE: Any = SimpleNamespace(covers_all=True, may=lambda _: True)
NOWHERE: Any = SimpleNamespace(covers_all=False, may=lambda _: False)


# The inspection list


def test_of_two_episodes_on_one_day_the_later_is_the_latest() -> None:
    """MIS-16: rows come in the order of their times; the day alone would leave it to chance."""
    day = date(2026, 3, 1)
    first, second = Away(day, Absence.MISSING, True, True), Away(day, Absence.MISSING, False, False)
    row = row_of(GOOD.child, "C1", None, [first, second], UNTIL)
    assert (row.missing, row.offered, row.accepted) == (2, "N", "N")


def test_only_episodes_of_the_twelve_months_decide_about_the_chat() -> None:
    """MIS-16: a list of March says nothing of what came about in April."""
    episodes = [
        Away(date(2026, 3, 1), Absence.MISSING, True, False),
        Away(date(2026, 4, 1), Absence.MISSING, True, True),
    ]
    row = row_of(GOOD.child, "C1", None, episodes, UNTIL)
    assert (row.missing, row.offered, row.accepted) == (1, "Y", "N")


def test_children_without_a_number_are_not_told_that_they_share_one() -> None:
    """MIS-16: what to do about it is to give each a number."""
    rows = [replace(GOOD, number=""), replace(GOOD, number="")]
    assert [each.words for each in findings(rows, UNTIL)] == ["The child has no number"] * 2


def test_every_rule_that_a_row_breaks_is_named_in_one_go() -> None:
    """style: somebody who puts one right does not come back to find the next."""
    found = findings([replace(GOOD, number=" ", born=None, missing=0, offered="N", accepted="Y")], UNTIL)
    assert [(each.row, each.words) for each in found] == [
        (2, "The child has no number"),
        (2, "The date of birth is not known"),
        (2, "Offered and accepted are Y or N after a missing episode, and blank without one"),
        (2, "A chat was accepted that nobody offered"),
    ]


def test_a_child_born_on_the_last_day_is_on_the_list() -> None:
    """MIS-16: a baby in care."""
    assert findings([replace(GOOD, born=UNTIL)], UNTIL) == []


def test_two_of_one_number_are_each_told_what_is_wrong_with_them() -> None:
    """MIS-16: the other's date of birth is not this child's to put right."""
    rows = [replace(GOOD, child=UUID(int=2), born=None), GOOD]
    told = _against(rows, findings(rows, UNTIL))
    assert told[UUID(int=2)] == ["Another child of the list has the same number", "The date of birth is not known"]
    assert told[GOOD.child] == ["Another child of the list has the same number"]
    assert _against([GOOD], []) == {}


@pytest.mark.parametrize(
    ("rows", "wrong", "words"),
    [
        ([GOOD], [], ""),
        ([], [], "There is no looked-after child to write."),
        (
            [GOOD],
            [Found(2, "C1", "x"), Found(2, "C1", "y")],
            "1 row breaks a rule: put right what stands beside each first.",
        ),
        (
            [GOOD],
            [Found(2, "C1", "x"), Found(3, "C1", "x")],
            "2 rows break a rule: put right what stands beside each first.",
        ),
    ],
)
def test_why_the_list_cannot_leave_is_said(rows: list[InspectionRow], wrong: list[Found], words: str) -> None:
    """MIS-16: its own validation comes before it is written; rows are counted, not rules."""
    assert why_not(rows, wrong, EVERYWHERE) == words


def test_who_sees_a_part_of_the_county_takes_no_list_out_whatever_is_wrong_with_it() -> None:
    """SHA-2: a list with children left out would be sent as the whole; and says nothing of other areas' rows."""
    for rows, wrong in (([], []), ([GOOD], [Found(2, "C1", "x")])):
        assert why_not(rows, wrong, NOWHERE).startswith("The file holds every area.")


@pytest.mark.parametrize("number", ["=1+1", "+44", "-1", "@A1", "\tC1"])
def test_no_number_is_a_formula_in_the_csv(number: str) -> None:
    """security.md 7."""
    _, row = csv.reader(io.StringIO(as_csv([replace(GOOD, number=number)])))
    assert row[0] == f"'{number}"


def test_the_csv_of_nobody_is_its_headings_and_signs_are_kept() -> None:
    """MIS-16: the tool that reads it finds its columns; commas and quotes do not make others."""
    assert list(csv.reader(io.StringIO(as_csv([])))) == [list(HEADINGS)]
    _, row = csv.reader(io.StringIO(as_csv([replace(GOOD, number='Zoë, "C1"\n2')])))
    assert row == ['Zoë, "C1"\n2', "03/03/2012", "1", "2", "Y", "N"]


def test_the_workbook_has_the_csvs_columns_typed() -> None:
    """MIS-16: a day is a day, a count a count; whether a chat was accepted is text."""
    assert tuple(column.label for column in INSPECTION) == HEADINGS
    held = {Holds.TEXT: str, Holds.DAY: date, Holds.NUMBER: int}
    for column, cell in zip(INSPECTION, GOOD.cells, strict=True):
        assert type(cell) is held[column.holds]


def test_rows_are_found_the_same_whatever_the_order_of_other_rows() -> None:
    """MIS-16: which rules a child's row breaks depends on the list, not on where in it the row stands."""
    rows = [GOOD, replace(GOOD, child=uuid4()), replace(GOOD, child=uuid4(), number="C2", born=None)]
    wanted = {child: sorted(words) for child, words in _against(rows, findings(rows, UNTIL)).items()}
    for order in permutations(rows):
        told = _against(order, findings(order, UNTIL))
        assert {child: sorted(words) for child, words in told.items()} == wanted


# Any list


def test_what_stands_above_a_list() -> None:
    """SHA-1, SHA-6: what, who and when in London, whose copy, what for."""
    by: Any = SimpleNamespace(name="Robin Example", agency=SimpleNamespace(name="Invented Council"))
    title, taken, purpose = notes("Missing now", "the duty list", by, datetime(2026, 7, 1, 11, 5, tzinfo=UTC))
    assert title == "Missing now"
    assert taken.startswith("Taken out by Robin Example, Invented Council, ")
    assert "1 July 2026" in taken
    assert "12:05" in taken
    assert taken.endswith(". Copy for Robin Example")
    assert purpose == "For: the duty list"


def test_a_moment_leaves_as_it_is_known() -> None:
    """MIS-17: the day alone where the hour is not known, London's clock where it is, nothing where nothing is."""
    assert said(None) is None
    assert time(None) is None
    assert said(Moment.on(date(2026, 7, 1))) == date(2026, 7, 1)
    at = said(Moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)))
    assert isinstance(at, datetime)
    assert (at.day, at.hour, at.minute) == (2, 0, 30)


def test_every_row_that_leaves_is_counted_and_every_child_once() -> None:
    """SHA-6: the trail names each child of a file; a row of nobody is counted and names none."""
    rowan, sam = uuid4(), uuid4()
    listed = replace(
        LISTS["notifications"], children=lambda each: (each,) if each else (), row=lambda each, _: (str(each),)
    )
    leaving = Leaving(listed, EVERYWHERE, [rowan, None, sam, rowan])
    assert leaving.number == 0
    assert list(leaving) == [(str(rowan),), ("None",), (str(sam),), (str(rowan),)]
    assert (leaving.number, leaving.children) == (4, {rowan, sam})


def test_the_way_out_keeps_what_a_list_was_narrowed_to_and_not_the_page() -> None:
    """security.md 7: the file holds what the page counted; those who may not take it out find no way."""
    params = QueryDict("risk=high&after=abc&sort=risk")
    url = take_out_url(EVERYWHERE, "episodes", params)
    assert url.partition("?")[0].endswith("/episodes/")
    assert "risk=high" in url
    assert "sort=risk" in url
    assert "after=" not in url
    assert "?" not in take_out_url(EVERYWHERE, "episodes", QueryDict(""))
    assert take_out_url(NOWHERE, "episodes", params) == ""


@pytest.mark.parametrize("typed", ["", "   ", "\n"])
def test_nothing_leaves_for_no_purpose(typed: str) -> None:
    """SHA-6."""
    assert PurposeForm({"purpose": typed}).errors["purpose"] == ["Enter what you need it for"]


def test_a_purpose_too_long_stays_in_its_box() -> None:
    """SHA-6: to be shortened, not typed again."""
    assert PurposeForm({"purpose": " " + "p" * 200}).is_valid()
    form = PurposeForm({"purpose": "p" * 201})
    assert "at most 200 characters" in form.errors["purpose"][0]
    assert form["purpose"].value() == "p" * 201


@pytest.mark.parametrize("odd", ["nothing", "MINE", "' or 1=1", "\x00", "\u202e", "9" * 400])
def test_an_address_that_asks_for_what_there_is_not_asks_for_nothing(odd: str) -> None:
    """A list opened from an old or mistyped address opens, whole."""
    names = ("shown", "whose", "kind", "duty", "owner", "agency", "day")
    assert asked_for(dict.fromkeys(names, odd)) == asked_for({})


def test_an_address_that_asks_for_what_there_is_is_read() -> None:
    """Each word by its own name."""
    key = uuid4()
    for shown in Shown:
        assert asked_for({"shown": shown.value}).shown is shown
    for whose in Whose:
        assert asked_for({"whose": whose.value}).whose is whose
    asked = asked_for({"owner": str(key), "day": "2026-03-04"})
    assert (asked.owner, asked.agency, asked.day) == (key, None, date(2026, 3, 4))


def test_states_of_the_reading_api_are_words_of_its_description() -> None:
    """SHA-2: a program asks by these; a new one needs a filter."""
    assert set(STATES) == set(State)
    assert STATES[State.ENDED] == ~STATES[State.OPEN]
    assert not STATES[State.ANY]
