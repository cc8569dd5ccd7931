"""The files of the looked-after return: their names, columns, and how a row becomes a value (MIS-16)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from lantern.exchange.rules.return_tables import ChildRow, DateCell, EpisodeRow, HeaderRow, MissingRow, Table

Row = TypeVar("Row")
Cells = Mapping[str, str | None]
"""A row's cells by column name; `None` for a blank one."""


@dataclass(frozen=True, slots=True)
class Layout(Generic[Row]):
    """One table's file. `needed`: columns without which it is refused; `dates`: how its date cells are read."""

    table: str
    file_names: tuple[str, ...]
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    row: Callable[[int, Cells], Row]
    dates: Mapping[str, Callable[[str | None], DateCell]] = field(default_factory=dict)


def _child_in(cells: Cells) -> str:
    return (cells["CHILD"] or "").strip()


def _header_row(number: int, cells: Cells) -> HeaderRow:
    return HeaderRow(
        number,
        _child_in(cells),
        born=DateCell.received(cells["DOB"]),
        sex=cells.get("SEX"),
        ethnic=cells.get("ETHNIC"),
        upn=cells.get("UPN"),
    )


def _episode_row(number: int, cells: Cells) -> EpisodeRow:
    return EpisodeRow(
        number,
        _child_in(cells),
        start=DateCell.of_episode(cells["DECOM"]),
        end=DateCell.of_episode(cells["DEC"]),
        ended_because=cells["REC"],
        legal_status=cells.get("LS"),
        placement=cells.get("PLACE"),
        provider=cells.get("PLACE_PROVIDER"),
        home_postcode=cells.get("HOME_POST"),
        placement_postcode=cells.get("PL_POST"),
    )


def _missing_row(number: int, cells: Cells) -> MissingRow:
    return MissingRow(
        number,
        _child_in(cells),
        born=DateCell.received(cells["DOB"]),
        kind=cells["MISSING"],
        start=DateCell.received(cells["MIS_START"]),
        end=DateCell.received(cells["MIS_END"]),
    )


def _child_row(number: int, cells: Cells) -> ChildRow:
    return ChildRow(number, _child_in(cells))


def _missing_layout(table: str, *file_names: str) -> Layout[MissingRow]:
    return Layout(
        table,
        file_names,
        columns=MISSING_COLUMNS,
        needed=MISSING_COLUMNS,
        row=_missing_row,
        dates=dict.fromkeys(("DOB", "MIS_START", "MIS_END"), DateCell.received),
    )


def _child_layout(table: str, *file_names: str) -> Layout[ChildRow]:
    return Layout(table, file_names, columns=("CHILD",), needed=("CHILD",), row=_child_row)


MISSING_COLUMNS: Final = ("CHILD", "DOB", "MISSING", "MIS_START", "MIS_END")

HEADER: Final = Layout(
    Table.HEADER,
    ("header",),
    columns=("CHILD", "SEX", "DOB", "ETHNIC", "UPN", "MOTHER", "MC_DOB"),
    needed=("CHILD", "SEX", "DOB"),
    row=_header_row,
    dates={"DOB": DateCell.received},
)
EPISODES: Final = Layout(
    Table.EPISODES,
    ("episodes",),
    columns=(
        *("CHILD", "DECOM", "RNE", "LS", "CIN", "PLACE", "PLACE_PROVIDER", "DEC", "REC"),
        *("REASON_PLACE_CHANGE", "HOME_POST", "PL_POST", "URN"),
    ),
    needed=("CHILD", "DECOM", "LS", "PLACE", "DEC", "REC"),
    row=_episode_row,
    dates=dict.fromkeys(("DECOM", "DEC"), DateCell.of_episode),
)
MISSING: Final = _missing_layout(Table.MISSING, "missing")
MISSING_LAST: Final = _missing_layout(Table.MISSING_LAST, "missing_last", "missing_last_year", "last_missing")
WITH_CHILD_ONLY: Final = (
    _child_layout("PlacedAdoption", "placedadoption", "placed_adoption"),
    _child_layout("Reviews", "reviews"),
    _child_layout("AD1", "ad1"),
    _child_layout("PrevPerm", "prevperm", "prev_perm"),
    _child_layout("OC2", "oc2"),
)
LAYOUTS: Final[tuple[Layout[Any], ...]] = (HEADER, EPISODES, MISSING_LAST, MISSING, *WITH_CHILD_ONLY)
