"""A row of a file of children as a description with the council's reference, or why it cannot be one."""

from collections.abc import Mapping
from dataclasses import dataclass

from lantern.children.rules.described import Described
from lantern.exchange.rules import feed_layouts as layouts
from lantern.exchange.rules import feed_values as values
from lantern.exchange.rules.feed_notifications import Refused
from lantern.exchange.rules.feed_rows import Row

LONGEST = {
    "reference": 60,
    "forename": 100,
    "surname": 100,
    "postcode": 8,
    "address": 200,
    "pupil_number": 20,
}  # characters
IDENTIFYING = ("reference", "surname", "forename", "born", "postcode", "pupil_number")
HEADINGS = {column.field: column.headings[0] for column in layouts.CHILDREN.columns}
STATUSES = {status.casefold(): status for status in layouts.STATUSES}


@dataclass(frozen=True, slots=True)
class ListedChild:
    """A child as the council lists them. `status` is one of `layouts.STATUSES`, or empty when the file is silent."""

    reference: str
    described: Described
    status: str
    fingerprint: str


def read_child(row: Row) -> ListedChild | Refused:
    """Whom `row` describes; the council's own reference is the only thing that must be there beside a name."""
    reason = row.fault or _unusable(row.cells)
    if reason:
        return Refused(reason)
    try:
        return _listed(row)
    except values.UnreadableError as unreadable:
        return Refused(str(unreadable))


def _unusable(cells: Mapping[str, str]) -> str:
    formula = next((field for field in IDENTIFYING if values.is_formula(cells.get(field, ""))), None)
    if formula:
        return f"{HEADINGS[formula]} holds a spreadsheet formula where a value should be."
    if not cells["reference"]:
        return "The row has no reference."
    for field, most in LONGEST.items():
        if len(values.word(cells.get(field, "")).replace(" ", "" if field == "postcode" else " ")) > most:
            return f"{HEADINGS[field]} has more than {most} characters."
    if not values.word(cells["surname"]) and not values.word(cells["forename"]):
        return "The row names nobody: forename and surname are both blank."
    if values.word(cells["status"]) and cells["status"].casefold() not in STATUSES:
        return f"Status {values.shown(cells['status'])} is not known here: it is one of {', '.join(layouts.STATUSES)}."
    return ""


def _listed(row: Row) -> ListedChild:
    cells = {field: text if field == "reference" else values.word(text) for field, text in row.cells.items()}
    described = Described(
        forename=cells["forename"],
        surname=cells["surname"],
        born=values.day(cells["born"], HEADINGS["born"]),
        sex=values.SEXES.get(cells.get("sex", "").casefold(), ""),
        address=cells["address"],
        postcode=values.postcode(cells["postcode"]),
        pupil_number=cells.get("pupil_number", "").replace(" ", "").upper(),
        references=frozenset({cells["reference"]}),
    )
    return ListedChild(cells["reference"], described, STATUSES.get(cells["status"].casefold(), ""), row.fingerprint)
