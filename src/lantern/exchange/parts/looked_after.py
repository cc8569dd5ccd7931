"""The looked-after return as a page shows it: one line a row, with what breaks a rule, what was cut and what is left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.design.listing import Count, Listing, Pill, address, pills
from lantern.exchange.rules.return_checks import Finding
from lantern.exchange.rules.return_export import Draft, DraftRow, LeftOut
from lantern.timekeeping.periods import ReturnYear

SIZE = 100
ROWS, BROKEN, CUT, LEFT_OUT = "", "broken", "cut", "left-out"
KINDS = {"M": "missing", "A": "away"}


@dataclass(frozen=True)
class Line:
    """A row of the file, or an episode that is left out; `number` is the row as a spreadsheet counts."""

    child: Child
    name: str
    returned_as: str
    child_url: str
    episode_url: str
    number: int | None = None
    born: str = ""
    kind: str = ""
    kind_words: str = ""
    start: str = ""
    end: str = ""
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Shown:
    """One list of the page, and the numbers that lead to each of the lists."""

    which: str
    lines: Listing[Any]
    pills: tuple[Pill, ...]

    @property
    def children(self) -> list[UUID]:
        return sorted({line.child.pk for line in self.lines.rows})


def shown(drafted: Draft, params: QueryDict, children: Mapping[UUID, Child], viewer: Viewer) -> Shown:
    """The list that the address asks for, a page of it, with the numbers of all."""
    lists: dict[str, Sequence[DraftRow | LeftOut]] = {
        ROWS: drafted.rows,
        BROKEN: [row for row in drafted.rows if row.findings],
        CUT: drafted.cut,
        LEFT_OUT: drafted.left_out,
    }
    which = params.get("show", "") if params.get("show", "") in lists else ROWS
    labels = ((ROWS, "Rows to write"), (BROKEN, "Break a rule"), (CUT, "Cut or noted"), (LEFT_OUT, "Left out"))
    page, start = _page(params, len(lists[which]))
    lines = [_line(each, children, viewer) for each in lists[which][start : start + SIZE]]
    more = start + SIZE < len(lists[which])
    return Shown(
        which=which,
        lines=Listing(
            rows=lines,
            count=Count(len(lists[which])),
            page=page,
            size=SIZE,
            previous_url=address(params, page=page - 1 if page > 2 else None) if page > 1 else "",
            next_url=address(params, page=page + 1) if more else "",
        ),
        pills=pills(params, "show", labels, {name: len(each) for name, each in lists.items()}),
    )


def year_pills(params: QueryDict, years: Sequence[ReturnYear], chosen: ReturnYear) -> tuple[Pill, ...]:
    """The years of which there are episodes, and the one that was asked for."""
    every = sorted({*years, chosen}, reverse=True)
    return tuple(Pill(str(year), address(params, year=year, page=None, show=None), year == chosen) for year in every)


def _page(params: QueryDict, number: int) -> tuple[int, int]:
    """The page asked for and where it starts; the first when there is no such page."""
    asked = params.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 7 else 1
    page = page if page > 0 and (page - 1) * SIZE < number else 1
    return page, (page - 1) * SIZE


def _line(each: DraftRow | LeftOut, children: Mapping[UUID, Child], viewer: Viewer) -> Line:
    child = children[each.child]
    episode_url = reverse("missing:episode", args=[each.episode]) if each.episode else ""
    child_url = reverse("casefile:overview", args=[child.pk])
    if isinstance(each, LeftOut):
        return Line(
            child, name_for(child, viewer), each.number, child_url, episode_url,
            start=_day(each.start), end=_day(each.end), notes=(each.why,),
        )  # fmt: skip
    row = each.row
    return Line(
        child=child,
        name=name_for(child, viewer),
        returned_as=row.child or "",
        child_url=child_url,
        episode_url=episode_url,
        number=row.number,
        born=row.born.text or "",
        kind=row.kind or "",
        kind_words=KINDS.get(row.kind or "", ""),
        start=row.start.text or "",
        end=row.end.text or "",
        notes=each.notes,
        findings=each.findings,
    )


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
