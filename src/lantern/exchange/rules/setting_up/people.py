"""A spreadsheet of people to invite, row by row: what each row asks for, or why it cannot be done (PAR-3, PAR-4)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lantern.exchange.rules.feed_columns import Column, Layout, Row
from lantern.exchange.rules.feed_values import is_formula, shown

PEOPLE = Layout(
    "a list of people",
    (
        Column("name", ("Name", "Full name")),
        Column("email", ("Email", "Email address", "Work email", "Work email address", "E-mail")),
        Column("designation", ("Post", "Designation", "Job title", "Title"), required=False),
        Column("agency", ("Agency", "Organisation", "Employer")),
        Column("role", ("Role", "Lantern role")),
        Column("area", ("Area", "District", "Covers"), required=False),
    ),
)
HEADINGS = {column.field: column.headings[0] for column in PEOPLE.columns}
LONGEST = {"name": 120, "designation": 120, "email": 254}  # characters
MAILBOX = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]+")
WHOLE = ("", "whole partnership", "the whole partnership", "all", "county")
MOST = 300  # people that one file may invite: each is sent a mail


@dataclass(frozen=True)
class Known:
    """What a row may name. Keys are in lower case; an area goes by its name or its code."""

    agencies: Mapping[str, UUID]
    roles: Mapping[str, str]
    areas: Mapping[str, UUID]
    mailboxes: frozenset[str]


@dataclass(frozen=True)
class Listed:
    """One row. `problem` says why nobody can be invited by it; else agency and role are there, and an area or the whole."""

    number: int
    cells: Mapping[str, str]
    problem: str = ""
    agency: UUID | None = None
    role: str = ""
    area: UUID | None = None

    @property
    def email(self) -> str:
        return self.cells["email"].lower()


@dataclass
class _Seen:
    """Mailboxes of the rows before."""

    rows: dict[str, int] = field(default_factory=dict)


def read_people(rows: Iterable[Row], known: Known) -> list[Listed]:
    """Every row that is not empty, in order."""
    seen = _Seen()
    return [_read(row, known, seen) for row in rows if any(row.cells.values())]


def _read(row: Row, known: Known, seen: _Seen) -> Listed:
    cells = {name: row.cells.get(name, "") for name in HEADINGS}
    problem = row.fault or _unusable(cells) or _unknown(cells, known) or _there_already(cells, known, seen)
    seen.rows.setdefault(cells["email"].lower(), row.number)
    if problem:
        return Listed(row.number, cells, problem)
    area = cells["area"].casefold()
    return Listed(
        row.number,
        cells,
        agency=known.agencies[cells["agency"].casefold()],
        role=known.roles[cells["role"].casefold()],
        area=None if area in WHOLE and area not in known.areas else known.areas[area],
    )


def _unusable(cells: Mapping[str, str]) -> str:
    for name, text in cells.items():
        if is_formula(text):
            return f"{HEADINGS[name]} holds a spreadsheet formula where a value should be."
        if not text and name in ("name", "email", "agency", "role"):
            return f"{HEADINGS[name]} is blank."
        if len(text) > LONGEST.get(name, len(text)):
            return f"{HEADINGS[name]} has more than {LONGEST[name]} characters."
    if not MAILBOX.fullmatch(cells["email"]):
        return f"{shown(cells['email'])} is not an email address."
    return ""


def _unknown(cells: Mapping[str, str], known: Known) -> str:
    area = cells["area"].casefold()
    if cells["agency"].casefold() not in known.agencies:
        return (
            f"There is no agency {shown(cells['agency'])} here. Add it, or write its name as it stands under Agencies."
        )
    if cells["role"].casefold() not in known.roles:
        return f"There is no role {shown(cells['role'])}. Roles has the names."
    if area not in known.areas and area not in WHOLE:
        return f"There is no area {shown(cells['area'])} here. Areas has the names."
    return ""


def _there_already(cells: Mapping[str, str], known: Known, seen: _Seen) -> str:
    mailbox = cells["email"].lower()
    if mailbox in seen.rows:
        return f"Row {seen.rows[mailbox]} has this email address too. Give further roles on the person’s page."
    if mailbox in known.mailboxes:
        return "Is a member already."
    return ""
