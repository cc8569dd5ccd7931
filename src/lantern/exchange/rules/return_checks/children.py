"""Rules that ask whether the return knows the child at all."""

from collections.abc import Iterator, Sequence

from lantern.exchange.rules.return_checks.finding import Place
from lantern.exchange.rules.return_checks.gathered import Gathered
from lantern.exchange.rules.return_tables import ChildRow, CollectionYear, MissingRow, Table


def not_in_header(gathered: Gathered, _: CollectionYear) -> Iterator[Place]:
    """INT04."""
    return (
        (Table.MISSING, row.number)
        for row in gathered.missing
        if row.child is not None and row.child not in gathered.header_by_child
    )


def born_on_another_day_in_header(gathered: Gathered, _: CollectionYear) -> Iterator[Place]:
    """INT13: only two known dates can differ."""
    for row in gathered.missing:
        if row.child is None or row.born.day is None:
            continue
        known = (header.born.day for header in gathered.header_by_child.get(row.child, ()))
        if any(day is not None and day != row.born.day for day in known):
            yield Table.MISSING, row.number


def without_an_episode(gathered: Gathered, _: CollectionYear) -> Iterator[Place]:
    """1012: a child who was not looked after this year has no row in any table but Header and OC3."""
    tables: dict[str, Sequence[ChildRow | MissingRow]] = {Table.MISSING: gathered.missing, **gathered.tables.others}
    for name, rows in tables.items():
        for row in rows:
            if row.child is not None and row.child not in gathered.episodes_by_child:
                yield name, row.number
