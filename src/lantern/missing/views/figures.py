"""How many children went missing in a year, when, for how long, from where, and where they were found (GOV-3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.cut import mark_pills
from lantern.children.queries.marked import read_mark
from lantern.children.vocabulary import Mark
from lantern.design.listing import Pill, address
from lantern.missing.parts.tabs import tabs
from lantern.missing.queries.figures import figures, totals
from lantern.missing.rules.figures import (
    NONE,
    NOT_BACK,
    NOT_KNOWN,
    OUTSIDE,
    WORDS,
    Count,
    Figures,
    Item,
    Kinds,
    is_to_come,
    year_of,
    year_words,
)
from lantern.missing.vocabulary import ABSENCE_WORDS, Absence

YEARS = 6
OF_FOUND = {OUTSIDE: "Outside these areas", NOT_BACK: "Not back yet", NOT_KNOWN: "Not recorded"}


@dataclass(frozen=True)
class Table:
    """One of the tables: its heading, and a row of words with the counts of each kind and what that is called."""

    heading: str
    rows: list[tuple[str, list[tuple[str, Count]]]]


@page("missing/figures.html", may=Permission.SEE_MISSING)
def year(request: Request) -> Response:
    """The figures of one year; each kind of absence by itself, of every child or of those who had a mark (MIS-14)."""
    viewer, params = request.viewer, request.GET
    latest = year_of(viewer.today)
    asked, mark = _asked(params.get("year", ""), latest), read_mark(params)
    if is_to_come(asked, request.now):
        raise Http404
    counted = totals(viewer, asked, mark)
    return request.show(
        tabs=tabs(viewer, "figures"),
        years=[
            Pill(year_words(each), address(params, year=each), each == asked)
            for each in range(latest, latest - YEARS, -1)
        ],
        marks=mark_pills(params),
        year=year_words(asked),
        is_running=asked == latest,
        place=viewer.areas.name(viewer.focus),
        mark=mark.label if mark else "",
        totals=[(ABSENCE_WORDS[kind], counted.kinds.get(kind, NONE)) for kind in Absence],
        tables=[of_marks(counted.marks), *tables(figures(viewer, asked, mark))] if counted.kinds else [],
    )


def of_marks(found: Mapping[Mark, Kinds]) -> Table:
    """A row for each mark, nobody in it or not; among the children of one mark, who had which others besides."""
    return Table("More vulnerable children", [(mark.label, _of_kinds(found.get(mark, {}))) for mark in Mark])


def tables(found: Figures) -> list[Table]:
    """The tables in words; rows that nobody is in are shown where the rows are fixed, so that years compare."""
    return [Table(item.capitalize(), _rows(item, found)) for item in Item]


def _rows(item: Item, found: Figures) -> list[tuple[str, list[tuple[str, Count]]]]:
    counts = found.get(item, {})
    said = WORDS.get(item) or _areas(list(counts))
    return [(words, _of_kinds(counts.get(key, {}))) for key, words in said.items()]


def _of_kinds(counts: Kinds) -> list[tuple[str, Count]]:
    return [(ABSENCE_WORDS[kind], counts.get(kind, NONE)) for kind in Absence]


def _areas(keys: list[str]) -> dict[str, str]:
    named = sorted(set(keys) - OF_FOUND.keys())
    return {key: key for key in named} | {key: said for key, said in OF_FOUND.items() if key in keys}


def _asked(text: str, latest: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and 1900 < int(text[:5]) < 3000 else latest
