"""What hangs on a child's record, in every room, and what becomes of it when two records are merged (MIS-4).

Every foreign key to a child is found by itself, so that a table added in any room moves along. A room whose rows are worked out
from others, or belong to the record rather than to the child, says so at start-up.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.apps import apps
from django.db.models import ForeignKey, Model

from lantern.children.models import Child


class Follows(Enum):
    """What becomes of a table's rows about a record that is merged into another."""

    MOVES = auto()  # along to the other record, and back
    WORKED_OUT = auto()  # anew, from what moved
    STAYS = auto()  # it tells of the record


@dataclass(frozen=True)
class Hanging:
    """A column of a table that names a child."""

    model: type[Model]
    column: str
    follows: Follows

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name_plural)


_said: dict[type[Model], Follows] = {}


def register(follows: Follows, *models: type[Model]) -> None:
    """Say what becomes of these tables' rows; called at start-up."""
    _said.update(dict.fromkeys(models, follows))


def hanging() -> Iterator[Hanging]:
    """Every column that names a child, in the order of the tables' names; histories are left as they were written."""
    for model in sorted(apps.get_models(), key=lambda each: each._meta.db_table):
        if hasattr(model, "pgh_tracked_model"):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is Child:
                yield Hanging(model, field.attname, _said.get(model, Follows.MOVES))


def moving() -> dict[str, Hanging]:
    """The columns whose rows move along, by table and column."""
    return {f"{each.table}.{each.column}": each for each in hanging() if each.follows is Follows.MOVES}


def rows_of(hangs: Hanging, child: Any) -> Any:
    """The rows of one column that name `child`."""
    return hangs.model._default_manager.filter(**{hangs.column: child})
