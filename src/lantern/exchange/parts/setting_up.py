"""What the pages draw by which a partnership is set up from files."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import NamedTuple

from lantern.design import marks
from lantern.design.parts import Kind
from lantern.exchange.queries.boundaries import districts_covered, drawn_districts
from lantern.exchange.rules.setting_up.boundaries import Placed
from lantern.exchange.rules.setting_up.people import HEADINGS, Listed
from lantern.organisation.models import Agency, Area, Geography
from lantern.organisation.vocabulary import Role

PEOPLE = ("Name", "Email", "Agency", "Role", "Area", "Row", "What becomes of it")


class Partly(NamedTuple):
    """A district that an area of an overlay covers in part: whether it holds it is for a person to say."""

    value: str
    words: str


@dataclass(frozen=True)
class Shape:
    """A shape that is used: the area it draws, what that holds whole, and what in part."""

    name: str
    state: str
    holds: str
    partly: tuple[Partly, ...]


def shapes_of(placed: list[Placed], geography: Geography) -> list[Shape]:
    """Those that are used, by name; an overlay's say which districts they hold."""
    names = {str(key): name for key, name in Area.objects.filter(geography=geography).values_list("pk", "name")}
    used = [each for each in placed if not each.problem]
    covered = {} if geography.is_main else districts_covered(used)
    districts = {str(each.pk): each.name for each in drawn_districts()} if covered else {}
    return [
        Shape(
            name=names.get(each.area, each.drawn.name),
            state="New" if each.is_new else "Is here",
            holds=", ".join(districts[one.district] for one in covered.get(each.drawn.number, ()) if one.is_whole),
            partly=tuple(
                Partly(f"{each.drawn.number}:{one.district}", f"{districts[one.district]}, {one.share:.0%} of it")
                for one in covered.get(each.drawn.number, ())
                if not one.is_whole
            ),
        )
        for each in sorted(used, key=lambda one: one.drawn.name)
    ]


def people(listed: Iterable[Listed]) -> list[list[object]]:
    """One row a row of the sheet, those that cannot be invited first."""
    return [
        [
            each.cells["name"] or "—",
            each.cells["email"] or "—",
            each.cells["agency"] or "—",
            each.cells["role"].capitalize() or "—",
            each.cells["area"] or "Whole partnership",
            each.number,
            marks.tag(each.problem.rstrip("."), Kind.WARNING) if each.problem else "Is invited",
        ]
        for each in sorted(listed, key=lambda one: (not one.problem, one.number))
    ]


def example_sheet() -> str:
    """A CSV to fill in, with one invented person of an agency and an area that are here."""
    agency = Agency.objects.order_by("name").values_list("name", flat=True).first() or ""
    area = Area.objects.filter(level="district").order_by("name").values_list("name", flat=True).first() or ""
    written = StringIO()
    sheet = csv.writer(written)
    sheet.writerow(HEADINGS.values())
    sheet.writerow(["Kim Sample", "kim.sample@example.org", "Youth worker", agency, Role.CHAT_WORKER.label, area])
    return "﻿" + written.getvalue()
