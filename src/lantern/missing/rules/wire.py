"""A message as JSON and back: the typed reading that is stored beside the row as received."""

from typing import Any

from pydantic import TypeAdapter

from lantern.missing.rules.message import Message

_ADAPTER = TypeAdapter(Message)


def to_json(message: Message) -> dict[str, Any]:
    """`message` as plain values, what it is silent about left out."""
    written: dict[str, Any] = _ADAPTER.dump_python(message, mode="json", exclude_defaults=True)
    return written


def from_json(written: dict[str, Any]) -> Message:
    """The message that `to_json` wrote."""
    return _ADAPTER.validate_python(written)
