"""MIS-16: the inspection list's columns about missing, and the list's own rules."""

import csv
import io
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.exchange.rules.inspection import HEADINGS, Away, InspectionRow, as_csv, findings, row_of, twelve_months
from lantern.missing.vocabulary import Absence

UNTIL = date(2026, 3, 31)
CHILD = uuid4()
M, A = Absence.MISSING, Absence.AWAY
GOOD = InspectionRow(CHILD, "C1", date(2012, 3, 3), 1, 2, "Y", "N")


def made(*episodes: Away, until: date = UNTIL) -> InspectionRow:
    return row_of(CHILD, "C1", date(2012, 3, 3), episodes, until)


def away(began: date, kind: Absence = M, *, offered: bool = False, accepted: bool = False) -> Away:
    return Away(began, kind, offered, accepted)


@pytest.mark.parametrize(
    ("until", "first"),
    [
        (date(2026, 3, 31), date(2025, 4, 1)),
        (date(2024, 2, 28), date(2023, 3, 1)),
        (date(2024, 2, 29), date(2023, 3, 1)),
        (date(2025, 2, 28), date(2024, 3, 1)),
        (date(2026, 12, 31), date(2026, 1, 1)),
    ],
)
def test_twelve_months_are_a_year_to_the_day(until: date, first: date) -> None:
    """The first day counts, the same day of the year before does not."""
    assert twelve_months(until) == first


@given(st.dates(date(2001, 1, 1), date(2090, 1, 1)))
def test_twelve_months_are_365_or_366_days(until: date) -> None:
    """No day is counted in two years, none in neither."""
    days = (until - twelve_months(until)).days + 1
    assert days in (365, 366)
    assert twelve_months(until + timedelta(days=1)) >= twelve_months(until)


def test_the_two_kinds_are_counted_apart() -> None:
    """MIS-5: never added together."""
    row = made(away(date(2026, 1, 1)), away(date(2026, 2, 1), A), away(date(2026, 3, 1), A))
    assert (row.missing, row.absent) == (1, 2)


def test_the_window_is_closed_at_both_ends() -> None:
    """MIS-16: an episode on the first and on the last of the days counts."""
    first = twelve_months(UNTIL)
    row = made(away(first), away(UNTIL), away(first - timedelta(days=1)), away(UNTIL + timedelta(days=1)))
    assert row.missing == 2


@pytest.mark.parametrize(
    ("offered", "accepted", "said"), [(True, True, ("Y", "Y")), (True, False, ("Y", "N")), (False, False, ("N", "N"))]
)
def test_the_chat_is_that_after_the_latest_missing_episode(
    offered: bool, accepted: bool, said: tuple[str, str]
) -> None:
    """MIS-16: an earlier chat does not answer for the latest, nor one after being away with leave."""
    row = made(
        away(date(2025, 6, 1), offered=True, accepted=True),
        away(date(2026, 1, 1), offered=offered, accepted=accepted),
        away(date(2026, 2, 1), A, offered=True, accepted=True),
    )
    assert (row.offered, row.accepted) == said


def test_without_a_missing_episode_both_are_blank() -> None:
    """codes.md: blank if none; also for a child who was absent alone."""
    assert (made().offered, made().accepted) == ("", "")
    assert (made(away(date(2026, 1, 1), A, offered=True)).offered, made().absent) == ("", 0)


@given(st.lists(st.builds(away, st.dates(date(2024, 1, 1), date(2027, 1, 1)), st.sampled_from(Absence)), max_size=12))
def test_no_order_of_episodes_changes_the_row(episodes: list[Away]) -> None:
    """Late or early, in whatever order they came; and every row that is made keeps the list's own rules."""
    assert made(*episodes) == made(*reversed(episodes))
    assert findings([made(*episodes)], UNTIL) == []


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (replace(GOOD, number=" "), "no number"),
        (replace(GOOD, born=None), "date of birth is not known"),
        (replace(GOOD, born=date(2030, 1, 1)), "not born yet"),
        (replace(GOOD, offered=""), "blank without one"),
        (replace(GOOD, missing=0), "blank without one"),
        (replace(GOOD, missing=0, offered="", accepted="N"), "blank without one"),
        (replace(GOOD, offered="N", accepted="Y"), "accepted that nobody offered"),
    ],
)
def test_what_breaks_a_rule_is_named(row: InspectionRow, words: str) -> None:
    """MIS-16: its own validation before it is written; the row as a spreadsheet counts."""
    (found,) = findings([row], UNTIL)
    assert words in found.words
    assert found.row == 2


def test_two_children_with_one_number_are_both_named() -> None:
    """An inspector could not tell them apart."""
    found = findings([GOOD, replace(GOOD, child=uuid4()), replace(GOOD, number="C2")], UNTIL)
    assert [each.row for each in found] == [2, 3]
    assert "same number" in found[0].words


def test_a_row_that_keeps_the_rules_is_not_named() -> None:
    assert findings([GOOD, replace(GOOD, number="C2", missing=0, offered="", accepted="")], UNTIL) == []


def test_the_csv_is_what_the_list_asks_for() -> None:
    """MIS-16: headings, days as dd/mm/yyyy, blanks as blanks, no formula."""
    blank = InspectionRow(CHILD, "=C2", None, 0, 0, "", "")
    rows = list(csv.reader(io.StringIO(as_csv([GOOD, blank]))))
    assert rows[0] == list(HEADINGS)
    assert rows[1] == ["C1", "03/03/2012", "1", "2", "Y", "N"]
    assert rows[2] == ["'=C2", "", "0", "0", "", ""]
