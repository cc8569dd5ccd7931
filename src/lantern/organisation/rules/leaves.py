"""The single values of an arrangement, each under its dotted name: "missing.clocks.contact" (PAR-7)."""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from lantern.organisation.rules.arrangement import Arrangement


def leaves(part: BaseModel) -> dict[str, Any]:
    """Every value by its name, in the order in which they are declared; a list of contacts is one value."""
    return dict(_leaves(part, ""))


def differing(before: Arrangement, after: Arrangement) -> tuple[str, ...]:
    """The names of the values that are not the same."""
    old = leaves(before)
    return tuple(name for name, value in leaves(after).items() if value != old[name])


def with_values(arrangement: Arrangement, values: Mapping[str, Any]) -> Arrangement:
    """The arrangement with some values put in. Raises pydantic's `ValidationError`, and `KeyError` for an unknown name."""
    document = arrangement.model_dump()
    for name, value in values.items():
        *above, last = name.split(".")
        part = document
        for each in above:
            part = part[each]
        if last not in part:
            raise KeyError(name)
        part[last] = value
    return Arrangement.model_validate(document)


def _leaves(part: BaseModel, above: str) -> Iterator[tuple[str, Any]]:
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, BaseModel):
            yield from _leaves(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value
