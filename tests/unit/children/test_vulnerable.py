"""What marks a child as more vulnerable, and how schooling and absence from school are said (MIS-14)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.queries.record import PlacementRow, Record, SchoolRow, StatusRow
from lantern.children.rules.in_words import absence_words, schooling_words
from lantern.children.rules.vulnerable import against_absence, against_fact, marks_on
from lantern.children.vocabulary import (
    MARK_WORDS,
    PLACEMENTS,
    RESIDENTIAL,
    SCHOOL_MARKS,
    SEMI_INDEPENDENT,
    Mark,
    SchoolKind,
    Status,
)

DAY = timedelta(days=1)
TODAY = date(2026, 3, 3)

CASES = [
    ({}, ()),
    ({"status": "LAC"}, (Mark.IN_CARE,)),
    ({"status": "CP"}, ()),
    ({"status": "LAC", "placement": "K2"}, (Mark.IN_CARE, Mark.RESIDENTIAL)),
    ({"status": "LAC", "placement": "U6"}, (Mark.IN_CARE,)),
    ({"status": "LAC", "placement": "H5"}, (Mark.IN_CARE, Mark.SEMI_INDEPENDENT)),
    ({"placement": "U6", "out_of_area": True}, (Mark.OUT_OF_AREA,)),
    ({"out_of_area": True}, ()),
    ({"school": {SchoolKind.EXCLUDED, SchoolKind.REDUCED}}, (Mark.REDUCED, Mark.EXCLUDED)),
    ({"school": {SchoolKind.NO_ROLL}}, (Mark.NO_ROLL,)),
    ({"school": {SchoolKind.MISSING_EDUCATION}}, (Mark.MISSING_EDUCATION,)),
]


@pytest.mark.parametrize(("holds", "marks"), CASES)
def test_each_thing_that_makes_a_child_more_vulnerable_is_a_mark(
    holds: dict[str, object], marks: tuple[Mark, ...]
) -> None:
    """MIS-14: in care, residential, semi-independent, out of area, reduced timetable, excluded, no roll, no education."""
    given_so = {"status": "", "placement": "", "out_of_area": False, "school": frozenset(), **holds}
    assert marks_on(**given_so) == marks  # type: ignore[arg-type]


def test_every_mark_has_its_words_and_every_kind_of_schooling_its_mark() -> None:
    """MIS-14: nobody adds one without the other; a placement is of one kind."""
    assert set(MARK_WORDS) == set(Mark)
    assert set(SCHOOL_MARKS.values()) == set(SchoolKind)
    assert PLACEMENTS.keys() >= RESIDENTIAL | SEMI_INDEPENDENT
    assert not RESIDENTIAL & SEMI_INDEPENDENT


def record(since: date, until: date | None) -> Record:
    """In care, placed out of area in a home and on a reduced timetable, all from `since` until the day before `until`."""
    return Record(
        names=(), references=(), addresses=(), allocations=(), absences=(),
        statuses=(StatusRow(uuid4(), Status.LOOKED_AFTER, "C2", since, until),),
        placements=(PlacementRow(uuid4(), "K2", "", "", "", None, True, since, until),),
        schooling=(SchoolRow(uuid4(), SchoolKind.REDUCED, "", "", since, until, since, None, None),),
    )  # fmt: skip


@given(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(1, 400), st.integers(-400, 800))
def test_marks_hold_from_the_first_day_until_the_day_before_the_last(since: date, length: int, offset: int) -> None:
    """MIS-14, MIS-17: as everything dated on a record."""
    day = since + offset * DAY
    marks = record(since, since + length * DAY).marks(day)
    assert bool(marks) is (0 <= offset < length)
    assert not marks or marks == (Mark.IN_CARE, Mark.RESIDENTIAL, Mark.OUT_OF_AREA, Mark.REDUCED)


def test_what_has_not_ended_holds_today() -> None:
    """MIS-14."""
    assert record(date(2020, 1, 1), None).marks(TODAY)
    assert record(TODAY, None).marks(TODAY)
    assert not record(TODAY + DAY, None).marks(TODAY)


FACTS = [
    (TODAY, None, True),
    (TODAY + DAY, None, False),
    (TODAY - DAY, TODAY, True),
    (TODAY, TODAY, False),
    (TODAY, TODAY - DAY, False),
]


@pytest.mark.parametrize(("since", "until", "stands"), FACTS)
def test_days_that_cannot_stand_are_refused_with_the_reason(since: date, until: date | None, stands: bool) -> None:
    """MIS-14: nothing begins tomorrow, nothing ends before it has held for a day."""
    assert (against_fact(since, until, TODAY) == "") is stands


ABSENCES = [
    (TODAY, TODAY, True),
    (TODAY, None, True),
    (TODAY - DAY, TODAY, True),
    (TODAY, TODAY - DAY, False),
    (TODAY + DAY, None, False),
    (TODAY, TODAY + DAY, False),
]


@pytest.mark.parametrize(("first", "last", "stands"), ABSENCES)
def test_days_of_an_absence_that_cannot_stand_are_refused(first: date, last: date | None, stands: bool) -> None:
    """MIS-14: one day is enough; no day to come."""
    assert (against_absence(first, last, TODAY) == "") is stands


SAID = [
    (schooling_words("Excluded", TODAY, None), "Excluded, since 3 March 2026"),
    (
        schooling_words("Reduced timetable", TODAY, date(2026, 5, 5), "Fictional School"),
        "Reduced timetable, Fictional School, 3 March 2026 to 5 May 2026",
    ),
    (absence_words("not authorised", TODAY, TODAY), "3 March 2026, not authorised"),
    (
        absence_words("authorised", TODAY, TODAY + 2 * DAY, "Fictional School"),
        "3 March 2026 to 5 March 2026, authorised, Fictional School",
    ),
    (absence_words("not explained yet", TODAY, None), "from 3 March 2026, not explained yet"),
]  # fmt: skip


@pytest.mark.parametrize(("found", "said"), SAID)
def test_schooling_and_absence_in_words(found: str, said: str) -> None:
    """MIS-14: what, where and when; an absence is never called missing."""
    assert found == said
    assert "issing" not in found
