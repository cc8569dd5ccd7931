"""How many children went missing in a year, when, for how long, from where, and where they were found (GOV-3)."""

from dataclasses import dataclass

from django.http import Http404

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.listing import Pill
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
    """The figures of one year; each kind of absence by itself."""
    viewer = request.viewer
    latest = year_of(viewer.today)
    asked = _asked(request.GET.get("year", ""), latest)
    if is_to_come(asked, request.now):
        raise Http404
    counted = totals(viewer, asked)
    return request.show(
        tabs=tabs(viewer, "figures"),
        pills=[Pill(year_words(each), f"?year={each}", each == asked) for each in range(latest, latest - YEARS, -1)],
        year=year_words(asked),
        is_running=asked == latest,
        place=viewer.areas.name(viewer.focus),
        totals=[(ABSENCE_WORDS[kind], counted.get(kind, NONE)) for kind in Absence],
        tables=tables(figures(viewer, asked)) if counted else [],
    )


def tables(found: Figures) -> list[Table]:
    """The tables in words; rows that nobody is in are shown where the rows are fixed, so that years compare."""
    return [Table(item.capitalize(), _rows(item, found)) for item in Item]


def _rows(item: Item, found: Figures) -> list[tuple[str, list[tuple[str, Count]]]]:
    counts = found.get(item, {})
    said = WORDS.get(item) or _areas(list(counts))
    return [
        (words, [(ABSENCE_WORDS[kind], counts.get(key, {}).get(kind, NONE)) for kind in Absence])
        for key, words in said.items()
    ]


def _areas(keys: list[str]) -> dict[str, str]:
    named = sorted(set(keys) - OF_FOUND.keys())
    return {key: key for key in named} | {key: said for key, said in OF_FOUND.items() if key in keys}


def _asked(text: str, latest: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and 1900 < int(text[:5]) < 3000 else latest
