"""What the pages about senders, their layouts and waiting files draw."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.design.parts import Tab
from lantern.exchange.models import Source
from lantern.exchange.queries.sources import mapping_of
from lantern.exchange.rules.mapping.dates import Order, Zone
from lantern.exchange.rules.mapping.fields import KINDS, fields_of
from lantern.exchange.rules.mapping.stated import FileMapping
from lantern.exchange.rules.mapping.trying import Tried
from lantern.exchange.vocabulary import FileKind

TABS = (("notifications", "Files received"), ("lists", "Lists of children"), ("sources", "Sources"))
KIND_WORDS = {FileKind.NOTIFICATIONS: "Notifications", FileKind.CHILDREN: "List of children"}


@dataclass(frozen=True)
class Told:
    """One field of a mapping in words: ours, theirs, and how it is written."""

    label: str
    column: str
    how: str


def tabs(current: str, viewer: Viewer) -> tuple[Tab, ...]:
    """The pages about files that come in, as far as the viewer opens them."""
    return tuple(
        Tab(label, reverse(f"exchange:{name}"), name == current) for name, label in TABS if opens(name, viewer)
    )


def opens(name: str, viewer: Viewer) -> bool:
    """Lists of children touch everybody: they are taken in by those who see the whole partnership."""
    return takes_lists(viewer) if name == "lists" else viewer.may(Permission.SEE_NOTIFICATIONS)


def takes_lists(viewer: Viewer) -> bool:
    return viewer.may(Permission.IMPORT_CHILDREN) and viewer.covers_all


def takes(kind: str, viewer: Viewer) -> bool:
    """Whether the viewer may take in files of that kind."""
    if kind == FileKind.CHILDREN:
        return takes_lists(viewer)
    if kind not in set(FileKind):
        return False  # boundaries and people have pages of their own
    return viewer.may(Permission.DECIDE_NOTIFICATIONS)


def told(source: Source) -> list[Told]:
    """The mapping of a source in words; nothing when it cannot be understood."""
    mapping = mapping_of(source)
    if mapping is None:
        return []
    lines = [_line(name, mapping) for name in fields_of(mapping.kind) if name in mapping.columns]
    if mapping.message:
        every = KINDS.get(mapping.message, "")
        how = f"Every row: {every.lower()}" if every else "A row with a time of return is a return, any other a report"
        lines.insert(1, Told("Kind of message", "—", how))
    return lines


def _line(name: str, mapping: FileMapping) -> Told:
    field = fields_of(mapping.kind)[name]
    how = []
    if clock := mapping.times.get(name):
        how.append(f"time in “{clock}”")
    if field.dated:
        how.append(str(mapping.orders.get(name, Order.DAY_FIRST)))
    if name in mapping.times or (field.holds == "moment" and mapping.zone is Zone.UTC):
        how.append("UTC" if mapping.zone is Zone.UTC else "London’s clocks")
    ours = field.words or {}
    how += [
        f"“{said}” is {ours.get(word, 'nothing known').lower()}" for said, word in mapping.words.get(name, {}).items()
    ]
    return Told(field.label, mapping.columns[name], " · ".join(how))


def in_words(tried: Tried) -> str:
    """How many rows could be read."""
    of = f"the first {tried.tried:,} of {tried.total:,} rows" if tried.total > tried.tried else _rows(tried.total)
    if not tried.refused:
        return f"All of {of} can be read." if tried.total != 1 else "The one row can be read."
    return f"{tried.readable:,} of {of} can be read, {tried.refused:,} cannot."


def _rows(number: int) -> str:
    return "1 row" if number == 1 else f"{number:,} rows"


def named_rows(numbers: Iterable[int], count: int) -> str:
    """Rows by number: the first few, and that there are more."""
    listed = [f"{number:,}" for number in numbers]
    more = count - len(listed)
    said = ", ".join(listed)
    return f"row{'s' if count > 1 else ''} {said}{f' and {more:,} more' if more else ''}"
