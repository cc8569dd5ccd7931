"""A mapping as it is kept: plain data that is checked whenever it is read, whoever wrote it (MIS-3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lantern.exchange.rules.mapping.dates import Order, Zone
from lantern.exchange.rules.mapping.fields import BY_RETURN, EITHER_OF, KINDS, fields_of
from lantern.exchange.vocabulary import FileKind

LONGEST_HEADING = 200  # characters
LONGEST_WORD = 80
MOST_WORDS = 300  # of one field
AS_IT_CAME = "—"  # what stands for a word that somebody has seen and left as its sender wrote it
Choice = TypeVar("Choice", Order, Zone)


class MappingError(ValueError):
    """What is kept cannot be a mapping; the message says why."""


@dataclass(frozen=True, slots=True)
class FileMapping:
    """How one sender's files are read.

    `columns` and `times` name a column by field; `times` holds those whose time of day stands in a column of its own.
    `orders` says of a dated field which of day and month is written first. `words` are senders' words by field, in lower
    case, and ours. `message` is the kind of message when no column says it.
    """

    kind: FileKind
    columns: Mapping[str, str]
    times: Mapping[str, str] = field(default_factory=dict)
    orders: Mapping[str, Order] = field(default_factory=dict)
    zone: Zone = Zone.LONDON
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    message: str = ""
    sheet: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """The columns it needs, each once."""
        return tuple(dict.fromkeys([*self.columns.values(), *self.times.values()]))

    def missing_from(self, headings: Collection[str]) -> list[str]:
        """The columns that a file does not have, and must."""
        plain = {each.casefold() for each in headings}
        return [each for each in self.headings if each.casefold() not in plain]

    def lacks(self) -> list[str]:
        """What no file can be read without, in words for the page; empty when nothing is lacking."""
        fields = fields_of(self.kind)
        lacking = [each.label for each in fields.values() if each.needed and each.name not in self.columns]
        if self.kind is FileKind.NOTIFICATIONS and "message" not in self.columns and not self.message:
            lacking.append(fields["message"].label)
        either = EITHER_OF[self.kind]
        if either and not any(name in self.columns for name in either):
            lacking.append(" or ".join(fields[name].label.lower() for name in either).capitalize())
        return lacking

    def to_json(self) -> dict[str, Any]:
        """As it is kept; the kind of file stands beside it."""
        return {
            "columns": dict(self.columns),
            "times": dict(self.times),
            "orders": {name: order.value for name, order in self.orders.items()},
            "zone": self.zone.value,
            "words": {name: dict(words) for name, words in self.words.items()},
            "message": self.message,
            "sheet": self.sheet,
        }

    @classmethod
    def from_json(cls, kept: object, kind: FileKind) -> "FileMapping":
        """What `to_json` wrote. Raises `MappingError` for anything else."""
        if not isinstance(kept, Mapping) or set(kept) - {*cls.__dataclass_fields__} or "kind" in kept:
            raise MappingError("This is not a mapping.")
        fields = fields_of(kind)
        dated = {name for name, each in fields.items() if each.dated}
        made = cls(
            kind=kind,
            columns=_texts(kept.get("columns", {}), fields, LONGEST_HEADING),
            times=_texts(kept.get("times", {}), dated, LONGEST_HEADING),
            orders={name: _one(Order, text) for name, text in _texts(kept.get("orders", {}), dated, 20).items()},
            zone=_one(Zone, kept.get("zone", Zone.LONDON)),
            words=_words(kept.get("words", {}), kind),
            message=_text(kept.get("message", ""), 20),
            sheet=_text(kept.get("sheet", ""), LONGEST_HEADING),
        )
        if made.message not in ("", BY_RETURN, *KINDS):
            raise MappingError(f"{made.message} is not a kind of message.")
        if loose := [name for name in made.times if name not in made.columns]:
            raise MappingError(f"{fields[loose[0]].label} has a column for its time and none for its date.")
        return made


def _words(kept: object, kind: FileKind) -> dict[str, dict[str, str]]:
    coded = {name: each.words for name, each in fields_of(kind).items() if each.words}
    if not isinstance(kept, Mapping) or set(kept) - set(coded):
        raise MappingError("Words are given for a field that has none.")
    found = {}
    for name, words in kept.items():
        if not isinstance(words, Mapping) or len(words) > MOST_WORDS:
            raise MappingError(f"At most {MOST_WORDS} words of a field are explained; this sender has more.")
        said = {_text(word, LONGEST_WORD).casefold(): _text(ours, 20) for word, ours in words.items()}
        if wrong := [ours for ours in said.values() if ours not in {"", AS_IT_CAME, *(coded[name] or {})}]:
            raise MappingError(f"{wrong[0]} is not one of our words.")
        found[name] = said
    return found


def _texts(kept: object, names: Collection[str], longest: int) -> dict[str, str]:
    if not isinstance(kept, Mapping) or set(kept) - set(names):
        raise MappingError("A column is given for a field that there is not.")
    return {name: _text(text, longest) for name, text in kept.items()}


def _text(text: object, longest: int) -> str:
    if not isinstance(text, str) or len(text) > longest or "\0" in text:
        raise MappingError(f"A name or word is longer than {longest} characters, or no text.")
    return text


def _one(choices: type[Choice], text: object) -> Choice:
    try:
        return choices(str(text))
    except ValueError:
        raise MappingError(f"{text} is not a way in which times are written.") from None
