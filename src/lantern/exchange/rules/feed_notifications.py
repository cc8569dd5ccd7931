"""A row of a police feed as a message, or the reason why it cannot be one (MIS-2, MIS-3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from lantern.children.rules.described import Described
from lantern.exchange.rules import feed_layouts as layouts
from lantern.exchange.rules import feed_values as values
from lantern.exchange.rules.feed_rows import Row
from lantern.missing.rules.message import Message
from lantern.missing.rules.places_found import kind_said
from lantern.missing.vocabulary import MessageKind, Risk
from lantern.timekeeping.moments import Moment

Code = TypeVar("Code")
IDENTIFYING = ("reference", "surname", "forename", "born", "postcode")
LONGEST_REFERENCE = 80  # characters
HEADINGS = {column.field: column.headings[0] for column in layouts.NOTIFICATIONS.columns}


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was received and cannot be used; `reason` is for the person who sent it."""

    reason: str


def read_message(row: Row, *, source: str) -> Message | Refused:
    """What `row` of `source` says. A doubt that does not stop the row goes with the message, in words."""
    reason = row.fault or _unusable(row.cells)
    if reason:
        return Refused(reason)
    try:
        return _message(row, source)
    except values.UnreadableError as unreadable:
        return Refused(str(unreadable))


def _unusable(cells: Mapping[str, str]) -> str:
    """Why nobody could tell which incident or child the row is about; empty when they could."""
    formula = next((field for field in IDENTIFYING if values.is_formula(cells[field])), None)
    if formula:
        return f"{HEADINGS[formula]} holds a spreadsheet formula where a value should be."
    if not cells["reference"]:
        return "The row has no reference."
    if len(cells["reference"]) > LONGEST_REFERENCE:
        return f"The reference has more than {LONGEST_REFERENCE} characters."
    if cells["message"].casefold() not in layouts.KINDS:
        return f"{values.shown(cells['message'])} is not a kind of message known here: initial, update or found."
    if not values.word(cells["surname"]) and not values.word(cells["forename"]):
        return "The row names nobody: forename and surname are both blank."
    return ""


def _message(row: Row, source: str) -> Message:
    cells = {field: text if field == "reference" else values.word(text) for field, text in row.cells.items()}
    reported = _moment(cells, "reported")
    return Message(
        key=row.fingerprint,
        source=source,
        reference=cells["reference"].upper(),
        kind=layouts.KINDS[cells["message"].casefold()],
        fingerprint=row.fingerprint,
        who=_who(cells),
        said_at=reported.at if reported and not reported.date_only else None,
        reported=reported,
        last_seen=_moment(cells, "last_seen"),
        missing_from=_code(cells, "missing_from", layouts.PLACES),
        absence=None,  # no column says it: whether a place was known is not what a risk of "absent" means (MIS-5)
        grade=_code(cells, "grade", layouts.GRADES),
        risk=_risk(cells),
        risk_received=cells["risk"],
        circumstances=cells["circumstances"],
        found=_moment(cells, "found"),
        found_where=cells["found_where"],
        found_kind=_code(cells, "found_kind", layouts.FOUND_IN) or kind_said(cells["found_where"]),
        harm=_code(cells, "harm", layouts.HARMS),
        looked_after=_code(cells, "looked_after", layouts.YES_OR_NO),
        ethnicity=cells.get("ethnicity", ""),
        doubts=tuple(_doubts(cells)),
    )


def _who(cells: Mapping[str, str]) -> Described:
    return Described(
        forename=cells["forename"],
        surname=cells["surname"],
        born=values.day(cells["born"], HEADINGS["born"]),
        sex=values.SEXES.get(cells["sex"].casefold(), ""),
        address=cells["address"],
        postcode=values.postcode(cells["postcode"]),
    )


def _moment(cells: Mapping[str, str], field: str) -> Moment | None:
    return values.moment(cells[field], HEADINGS[field])


def _code(cells: Mapping[str, str], field: str, codes: Mapping[str, Code]) -> Code | None:
    return codes.get(cells.get(field, "").casefold())


def _risk(cells: Mapping[str, str]) -> Risk | None:
    """High or medium; any other word is held as medium until a person grades it (MIS-2). Blank says nothing."""
    return layouts.RISKS.get(cells["risk"].casefold(), Risk.MEDIUM) if cells["risk"] else None


def _doubts(cells: Mapping[str, str]) -> list[str]:
    doubts = [values.clock_doubt(cells[field], HEADINGS[field]) for field in ("last_seen", "reported", "found")]
    if cells["risk"] and cells["risk"].casefold() not in layouts.RISKS:
        doubts.append(f"Risk was received as {values.shown(cells['risk'])}; held as medium until a person grades it.")
    doubts += [_unknown_code(cells, field, codes) for field, codes in CODED.items()]
    doubts += [
        f"{HEADINGS[field]} holds a spreadsheet formula; kept as text."
        for field, text in cells.items()
        if values.is_formula(text)
    ]
    if cells["message"].casefold() == MessageKind.FOUND and not cells["found"]:
        doubts.append("The message says found, and not when.")
    return [doubt for doubt in doubts if doubt]


CODED: Mapping[str, Mapping[str, object]] = {
    "missing_from": layouts.PLACES,
    "grade": layouts.GRADES,
    "found_kind": layouts.FOUND_IN,
    "harm": layouts.HARMS,
    "looked_after": layouts.YES_OR_NO,
    "sex": values.SEXES | {"u": "", "x": "", "i": ""},
}


def _unknown_code(cells: Mapping[str, str], field: str, codes: Mapping[str, object]) -> str:
    text = cells.get(field, "")
    known = not text or text.casefold() in codes
    return "" if known else f"{HEADINGS[field]}: {values.shown(text)} is not a word known here; left blank."
