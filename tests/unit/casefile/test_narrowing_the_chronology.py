"""A time line narrowed by kind and by year: every line once, and each filter says what it would show."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.casefile.queries.chronology import Asked, narrowed
from lantern.casefile.views.chronology import narrowed_words
from lantern.children.chronology import Entry
from lantern.children.rules.sourced import AS_RECEIVED, entered_by, received_from
from lantern.children.vocabulary import Line
from lantern.design.listing import sliced
from lantern.timekeeping.moments import Moment

KINDS = [Line.MISSING, Line.CHAT, Line.RECORD]


def told(days: list[tuple[int, Line]]) -> list[Entry]:
    """Lines newest first, as the registry gives them."""
    lines = [
        Entry(Moment.on(date(2024, 1, 1) + timedelta(days=day)), str(number), kind=kind)
        for number, (day, kind) in enumerate(days)
    ]
    return sorted(lines, key=lambda each: each.when, reverse=True)


LINES = st.lists(st.tuples(st.integers(0, 1000), st.sampled_from(KINDS)), max_size=40).map(told)


@settings(max_examples=80)
@given(LINES, st.sampled_from([None, *KINDS]), st.sampled_from([None, 2024, 2025, 2026, 1999]), st.booleans())
def test_what_is_shown_is_what_was_asked_for(
    lines: list[Entry], kind: Line | None, year: int | None, oldest: bool
) -> None:
    """Item 7: by kind and by year together; the number on each filter is what pressing it shows."""
    shown = narrowed(lines, Asked(kind, year, oldest))
    wanted = [
        each for each in lines if kind in (None, each.kind) and year in (None, each.when.day.year)
    ]  # fmt: skip
    assert list(shown.lines) == (wanted[::-1] if oldest else wanted)
    for other in KINDS:
        assert shown.kinds.get(other, 0) == len(narrowed(lines, Asked(other, year)).lines)
    for other_year in (2024, 2025, 2026):
        assert shown.years.get(str(other_year), 0) == len(narrowed(lines, Asked(kind, other_year)).lines)
    assert shown.kinds[""] == len(narrowed(lines, Asked(None, year)).lines)
    assert shown.years[""] == len(narrowed(lines, Asked(kind, None)).lines)


ADDRESSES = [
    ("", Asked()),
    ("kind=Missing&year=2026&order=oldest", Asked(Line.MISSING, 2026, oldest_first=True)),
    ("kind=missing", Asked()),
    ("kind=Nonsense&year=20x6", Asked()),
    ("year=99999", Asked()),
    ("year=²026", Asked()),
    ("kind=Missing+chat", Asked(Line.CHAT)),
    ("order=newest", Asked()),
]


@pytest.mark.parametrize(("address", "asked"), ADDRESSES)
def test_an_address_is_read_and_nonsense_asks_for_nothing(address: str, asked: Asked) -> None:
    """Item 7: the filters are kept in the address, and any address opens the page."""
    assert Asked.read(QueryDict(address).dict()) == asked


def test_paper_says_what_it_was_narrowed_to() -> None:
    """SHA-1: the filters are not printed, so the sheet says what it holds."""
    assert narrowed_words(QueryDict("")) == "Everything, all years, newest first"
    assert narrowed_words(QueryDict("kind=Letter&year=2025&order=oldest")) == "Letter, 2025, oldest first"


@settings(max_examples=60)
@given(st.integers(0, 350), st.integers(1, 120), st.integers(-3, 400))
def test_pages_hold_every_row_once_and_none_beyond_the_last(count: int, size: int, page: int) -> None:
    """Item 7: the ten thousandth row is on a page; a page beyond the end is the last one."""
    rows = list(range(count))
    seen: list[int] = []
    params = QueryDict("kind=Missing")
    while True:
        listing = sliced(rows, params, size=size)
        seen += listing.rows
        assert listing.count.number == count
        if not listing.next_url:
            break
        assert "kind=Missing" in listing.next_url
        params = QueryDict(listing.next_url[1:])
    assert seen == rows
    assert listing.last == count
    beyond = sliced(rows, QueryDict(f"page={page}"), size=size)
    assert beyond.rows or not rows


SOURCES = [
    (received_from("police", date(2026, 6, 3)), "Police feed, 3 June 2026"),
    (received_from("council list", date(2026, 6, 3)), "Council list, 3 June 2026"),
    (received_from("looked-after return"), "Looked-after return"),
    (received_from("a notification"), "A notification"),
    (
        entered_by("Robin Sample", "Fictional Council", date(2026, 6, 3)),
        "Entered by Robin Sample, Fictional Council, 3 June 2026",
    ),
    (entered_by("Robin Sample"), "Entered by Robin Sample"),
    (AS_RECEIVED, "As received"),
]


@pytest.mark.parametrize(("found", "said"), SOURCES)
def test_a_source_says_who_and_when(found: str, said: str) -> None:
    """Item 7: each line says its source in the same words in every room."""
    assert found == said
