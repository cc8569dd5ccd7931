"""Rules that one row of Missing answers alone."""

from collections.abc import Callable, Iterator

from lantern.exchange.rules.return_checks.finding import Place
from lantern.exchange.rules.return_checks.gathered import Gathered
from lantern.exchange.rules.return_tables import CollectionYear, MissingRow, Table

_KINDS = {"M", "A"}
_KINDS_IN_EITHER_CASE = _KINDS | {"m", "a"}


def rows_where(broken: Callable[[MissingRow, CollectionYear], bool]) -> Callable[..., Iterator[Place]]:
    """The finder of rows of Missing for which `broken` holds."""

    def find(gathered: Gathered, year: CollectionYear) -> Iterator[Place]:
        return ((Table.MISSING, row.number) for row in gathered.missing if broken(row, year))

    return find


def start_is_no_date(row: MissingRow, _: CollectionYear) -> bool:
    """1004: a blank start is no date either."""
    return row.start.day is None


def end_is_no_date(row: MissingRow, _: CollectionYear) -> bool:
    """1005: a blank end is a period that goes on, and is right."""
    return row.end.is_unreadable


def kind_is_unknown(row: MissingRow, _: CollectionYear) -> bool:
    """1006: a blank kind is left to 565 and 566."""
    return row.kind is not None and row.kind not in _KINDS


def kind_without_start(row: MissingRow, _: CollectionYear) -> bool:
    """564."""
    return row.kind in _KINDS_IN_EITHER_CASE and row.start.is_blank


def start_without_kind(row: MissingRow, _: CollectionYear) -> bool:
    """565."""
    return row.kind is None and not row.start.is_blank


def end_without_kind(row: MissingRow, _: CollectionYear) -> bool:
    """566."""
    return row.kind is None and not row.end.is_blank


def end_before_start(row: MissingRow, _: CollectionYear) -> bool:
    """567: the same day is allowed."""
    return row.start.day is not None and row.end.day is not None and row.end.day < row.start.day


def start_after_year(row: MissingRow, year: CollectionYear) -> bool:
    """570."""
    return row.start.day is not None and row.start.day > year.end


def end_outside_year(row: MissingRow, year: CollectionYear) -> bool:
    """571: before its first day or after its last."""
    return row.end.day is not None and (row.end.day < year.start or row.end.day > year.end)


def start_before_birth(row: MissingRow, _: CollectionYear) -> bool:
    """586: the day of birth itself is refused too, as the public validator does."""
    return row.start.day is not None and row.born.day is not None and row.start.day <= row.born.day
