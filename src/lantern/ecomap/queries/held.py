"""Everything that people wrote on the map of a child, in one query, or along with the child in none."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from lantern.children.models import Child
from lantern.children.queries.record import with_own_record
from lantern.ecomap.models import Node, Placing, Tie
from lantern.ecomap.rules.map import Spot
from lantern.timekeeping.moments import london


class NodeRow(NamedTuple):
    """A `Node`, with who wrote it last; `removed_at` is no more than whether it is off the map."""

    id: UUID
    kind: str
    label: str
    words: str
    figure: str
    born: int | None
    has_died: bool
    died: int | None
    in_household: bool
    removed_at: str | None
    version: int
    on: date
    name: str
    agency: str


class TieRow(NamedTuple):
    """A `Tie`, with who wrote it last."""

    id: UUID
    first: str
    second: str
    kind: str
    how: str
    strength: str
    direction: str
    bearing: str
    surety: str
    words: str
    since: date | None
    removed_at: str | None
    version: int
    on: date
    name: str
    agency: str


class PlacingRow(NamedTuple):
    """A `Placing`."""

    key: str
    x: int | None
    y: int | None
    hidden: bool
    version: int

    @property
    def spot(self) -> Spot | None:
        """Where it was put, if it was."""
        return None if self.x is None or self.y is None else Spot(self.x, self.y, self.version)


class Held(NamedTuple):
    """What people wrote, in the order in which they began it."""

    nodes: tuple[NodeRow, ...]
    ties: tuple[TieRow, ...]
    placings: tuple[PlacingRow, ...]


PATHS = {"on": "at", "name": "by__name", "agency": "by__agency__name"}
PARTS: dict[str, tuple[Any, Any]] = {"nodes": (Node, NodeRow), "ties": (Tie, TieRow), "placings": (Placing, PlacingRow)}


def with_map(found: "QuerySet[Any]") -> "QuerySet[Any]":
    """Children with their records and what is written on their maps, read in the same query."""
    return with_own_record(found).annotate(**_arrays())


def held_of(child: Child) -> Held:
    """What is written on the map of a child whom the caller has reached through the scope."""
    if "map_nodes" in child.__dict__:
        return _held(child.__dict__)
    return _held(Child.objects.filter(pk=child.pk).annotate(**_arrays()).values(*_arrays()).get())


def _arrays() -> dict[str, ArraySubquery]:
    return {f"map_{name}": ArraySubquery(_rows(model, row)) for name, (model, row) in PARTS.items()}


def _rows(model: Any, row: Any) -> "QuerySet[Any, Any]":
    fields = {name: PATHS.get(name, name) for name in row._fields}
    rows: QuerySet[Any, Any] = model.objects.filter(child=OuterRef("pk")).order_by("at", "id")
    return rows.values(one=JSONObject(**fields))


def _held(found: Mapping[str, Any]) -> Held:
    return Held(*(tuple(_typed(row, each) for each in found[f"map_{name}"]) for name, (_, row) in PARTS.items()))


def _typed(row: Any, found: Mapping[str, Any]) -> Any:
    return row(
        **{name: READ[name](value) if name in READ and value is not None else value for name, value in found.items()}
    )


READ: dict[str, Callable[[Any], Any]] = {
    "id": UUID,
    "since": date.fromisoformat,
    "on": lambda text: london(datetime.fromisoformat(text)).date(),
}
