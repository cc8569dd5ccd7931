"""The inspection list as a page shows it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.design import marks
from lantern.design.listing import Count, Listing, address
from lantern.design.parts import Column
from lantern.exchange.rules.inspection import Found, InspectionRow

SIZE = 100
COLUMNS = (
    Column("Child"),
    Column("Born"),
    Column("Missing", hint="episodes in 12 months", number=True),
    Column("Absent", hint="episodes in 12 months", number=True),
    Column("Chat offered", hint="after the latest missing"),
    Column("Chat accepted"),
    Column("To know"),
)


@dataclass(frozen=True)
class Shown:
    """A page of the list, rows that break a rule first."""

    listing: Listing[Any]
    columns: tuple[Column, ...]
    rows: list[Sequence[object]]
    children: list[Child]
    broken: int


def shown(rows: list[InspectionRow], wrong: Sequence[Found], params: QueryDict, viewer: Viewer) -> Shown:
    against = _against(rows, wrong)
    ordered = sorted(rows, key=lambda row: row.child not in against)
    asked = params.get("page", "1")
    page = int(asked) if asked.isascii() and asked.isdigit() and 0 < len(asked) < 7 else 1
    page = page if page > 0 and (page - 1) * SIZE < len(ordered) else 1
    part = ordered[(page - 1) * SIZE : page * SIZE]
    children = Child.visible_to(viewer).in_bulk([each.child for each in part])
    listing: Listing[Any] = Listing(
        rows=part,
        count=Count(len(rows)),
        page=page,
        size=SIZE,
        previous_url=address(params, page=page - 1 if page > 2 else None) if page > 1 else "",
        next_url=address(params, page=page + 1) if page * SIZE < len(ordered) else "",
    )
    drawn = [_row(each, children[each.child], against.get(each.child, []), viewer) for each in part]
    return Shown(listing, COLUMNS, drawn, list(children.values()), len(against))


def _against(rows: Sequence[InspectionRow], wrong: Sequence[Found]) -> dict[UUID, list[str]]:
    """By child: two of one number break different rules. The headings are row 1."""
    against: dict[UUID, list[str]] = defaultdict(list)
    for found in wrong:
        against[rows[found.row - 2].child].append(found.words)
    return dict(against)


def _row(row: InspectionRow, child: Child, against: list[str], viewer: Viewer) -> Sequence[object]:
    return [
        format_html(
            '<a href="{}">{}</a><span class="lantern-table__hint">{}</span>',
            reverse("casefile:missing", args=[child.pk]),
            row.number or "No number",
            name_for(child, viewer),
        ),
        f"{row.born:%d/%m/%Y}" if row.born else "—",
        row.missing,
        row.absent,
        row.offered or "—",
        row.accepted or "—",
        marks.tag(". ".join(dict.fromkeys(against)), "late") if against else "—",
    ]


def why_not(rows: Sequence[InspectionRow], wrong: Sequence[Found], viewer: Viewer) -> str:
    """Why the list cannot be taken out; empty when it can."""
    if not viewer.covers_all:
        return "The file holds every area. It is taken out by a missing coordinator of the whole partnership."
    if not rows:
        return "There is no looked-after child to write."
    if not wrong:
        return ""
    number = len({found.row for found in wrong})
    return (
        f"{number:,} {'row breaks' if number == 1 else 'rows break'} a rule: put right what stands beside each first."
    )
