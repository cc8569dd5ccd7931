"""A row of a file of postcodes as a point of the national grid, or why it cannot be one (PAR-2)."""

from dataclasses import dataclass

from lantern.exchange.rules.feed_layouts import POSTCODES
from lantern.exchange.rules.feed_rows import Row
from lantern.exchange.rules.feed_values import shown

LONGEST = 8  # characters of a postcode without blanks
GRID = {"east": range(0, 700_001), "north": range(0, 1_300_001)}  # metres: what the national grid covers
HEADINGS = {column.field: column.headings[0] for column in POSTCODES.columns}


class NoPostcodeError(ValueError):
    """A row is no postcode; the message says which row and why."""


@dataclass(frozen=True, slots=True)
class GridPoint:
    """A postcode without blanks, its easting and northing in metres, and the code of its district if one is given."""

    code: str
    east: float
    north: float
    district: str


def read_postcode(row: Row) -> GridPoint | None:
    """The postcode in `row`; `None` for an empty row, and for one that lies nowhere, as ended ones do.

    Raises `NoPostcodeError`.
    """
    if not any(row.cells.values()):
        return None
    if row.fault:
        raise NoPostcodeError(f"Row {row.number:,}: {row.fault}")
    code = row.cells["code"].replace(" ", "").upper()
    if not code or len(code) > LONGEST:
        raise NoPostcodeError(f"Row {row.number:,}: {shown(row.cells['code'])} is not a postcode.")
    if not row.cells["east"] and not row.cells["north"]:
        return None
    return GridPoint(code, _metres(row, "east"), _metres(row, "north"), row.cells.get("district", ""))


def _metres(row: Row, field: str) -> float:
    text = row.cells[field]
    try:
        metres = float(text)
    except ValueError:
        raise NoPostcodeError(f"Row {row.number:,}: {HEADINGS[field]} {shown(text)} is not a number.") from None
    if not GRID[field].start <= metres < GRID[field].stop:
        raise NoPostcodeError(f"Row {row.number:,}: {HEADINGS[field]} {shown(text)} lies outside the national grid.")
    return metres
