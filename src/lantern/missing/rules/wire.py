"""A message as JSON and back: the typed reading that is stored beside the row as received; the stretches of an episode."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from lantern.missing.rules.message import Message
from lantern.missing.rules.stretches import Stretch
from lantern.missing.vocabulary import Absence
from lantern.timekeeping.moments import Moment

_ADAPTER = TypeAdapter(Message)


def to_json(message: Message) -> dict[str, Any]:
    """`message` as plain values, what it is silent about left out."""
    written: dict[str, Any] = _ADAPTER.dump_python(message, mode="json", exclude_defaults=True)
    return written


def from_json(written: dict[str, Any]) -> Message:
    """The message that `to_json` wrote."""
    return _ADAPTER.validate_python(written)


def written(parts: Sequence[Stretch]) -> list[list[Any]]:
    """The stretches of an episode that was both kinds; nothing for the usual one, which was one kind throughout."""
    if len(parts) < 2:
        return []
    return [[part.kind.value, part.since.at.isoformat(), part.since.date_only] for part in parts]


def read(parts: Iterable[Sequence[Any]]) -> tuple[Stretch, ...]:
    """The stretches that `written` wrote."""
    return tuple(Stretch(Absence(kind), Moment(datetime.fromisoformat(at), only)) for kind, at, only in parts)
