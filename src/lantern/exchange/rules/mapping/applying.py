"""Records of a file as rows written like our own layout: the one way in, whatever the file looks like (MIS-3)."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lantern.exchange.rules import feed_values as values
from lantern.exchange.rules.feed_columns import Layout, Row, tidy
from lantern.exchange.rules.feed_text import FeedError
from lantern.exchange.rules.mapping import headers as tops
from lantern.exchange.rules.mapping.dates import Order, day_of, moment_of
from lantern.exchange.rules.mapping.fields import BY_RETURN, LAYOUTS, Holds, fields_of
from lantern.exchange.rules.mapping.names import postcode_in, split_name
from lantern.exchange.rules.mapping.stated import AS_IT_CAME, FileMapping
from lantern.exchange.vocabulary import FileKind

Cells = dict[str, str]
Step = Callable[[Cells], None]  # writes one field as our layout does; raises `UnreadableError`


class Records(Protocol):
    """A table, as far as reading it needs."""

    @property
    def typed(self) -> bool: ...
    @property
    def later_epoch(self) -> bool: ...
    def records(self) -> Iterable[tuple[int, list[str]]]: ...


@dataclass(frozen=True, slots=True)
class Reader:
    """How a record becomes a row: which column feeds which field, and the steps that write it our way."""

    header_row: int
    headings: tuple[str, ...]
    plain: tuple[str, ...]
    places: tuple[tuple[str, int], ...]
    clocks: Mapping[str, int] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    blank: tuple[str, ...] = ()
    padded: bool = False

    def row(self, number: int, record: list[str]) -> Row:
        """The record as a row."""
        texts = [tidy(cell) for cell in record]
        if self.padded:
            texts = (texts + [""] * (len(self.headings) - len(texts)))[: max(len(self.headings), _filled(texts))]
        width = len(texts)
        received = {name: texts[place] for name, place in self.places if place < width}
        fault = self._fault(texts)
        if not self.steps:
            return Row(number, received, fault)
        cells = dict.fromkeys(self.blank, "") | received
        clocks = {name: texts[place] for name, place in self.clocks.items() if place < width}
        cells |= {f"{name} clock": text for name, text in clocks.items()}
        kept = received | {name: tidy(f"{received.get(name, '')} {text}") for name, text in clocks.items()}
        fault = fault or self._written(cells)
        return Row(number, {name: text for name, text in cells.items() if not name.endswith(" clock")}, fault, kept)

    def _written(self, cells: Cells) -> str:
        for step in self.steps:
            try:
                step(cells)
            except values.UnreadableError as unreadable:
                return str(unreadable)
        return ""

    def _fault(self, texts: list[str]) -> str:
        if not any(texts):
            return "The row is empty."
        if len(texts) != len(self.headings):
            return f"The row has {len(texts)} cells and the column names have {len(self.headings)}."
        if tuple(texts) == self.plain:
            return "The row repeats the column names."
        return ""


def by_layout(layout: Layout, table: Records) -> Reader:
    """A file in the layout that needs no mapping, wherever near its top the column names stand."""
    header = tops.first_that(lambda each: not _fault_of(each.plain, layout), table.records())
    if header is None:
        raise FeedError(_fault_of(_first(table), layout))
    kind = next((kind for kind, each in LAYOUTS.items() if each is layout), None)
    if table.typed and kind:
        columns = {layout.field_of(text): name for text, name in zip(header.plain, header.names, strict=True)}
        columns.pop("", None)
        return _reader(FileMapping(kind, columns), header, table)
    places = tuple((name, place) for place, text in enumerate(header.plain) if (name := layout.field_of(text)))
    return Reader(header.last, header.plain, header.plain, places, padded=table.typed)


def by_mapping(mapping: FileMapping, table: Records) -> Reader:
    """A file of a sender whose layout is known. Raises `FeedError` when it has not the columns that were told."""
    header = tops.first_that(lambda each: not mapping.missing_from(each.names), table.records())
    if header is None:
        raise FeedError(
            f"The file lacks columns that this sender's files had: {', '.join(_least_missing(mapping, table))}."
        )
    return _reader(mapping, header, table)


def reader_at(mapping: FileMapping, header: tops.Header, table: Records) -> Reader:
    """The same under column names that somebody looks at; columns that are not there are passed over."""
    return _reader(mapping, header, table)


def _reader(mapping: FileMapping, header: tops.Header, table: Records) -> Reader:
    at = {name.casefold(): place for place, name in enumerate(header.names)}
    places = {name: at[column.casefold()] for name, column in mapping.columns.items() if column.casefold() in at}
    clocks = {name: at[column.casefold()] for name, column in mapping.times.items() if column.casefold() in at}
    blank = tuple(name for name in fields_of(mapping.kind) if name not in places)
    return Reader(
        header.last, header.names, header.plain, tuple(places.items()), clocks,
        tuple(_steps(mapping, places, later_epoch=table.later_epoch)), blank, padded=table.typed,
    )  # fmt: skip


def _steps(mapping: FileMapping, places: Mapping[str, int], *, later_epoch: bool) -> Iterable[Step]:
    """One step a field that is written in more than one way."""
    fields = fields_of(mapping.kind)
    if "surname" in places and places["surname"] == places.get("forename"):
        yield _split_name
    if "postcode" in places and places["postcode"] == places.get("address"):
        yield _find_postcode
    for name in places:
        order = mapping.orders.get(name, Order.DAY_FIRST)
        if fields[name].holds is Holds.DAY:
            yield _day(name, order, fields[name].label, later_epoch)
        elif fields[name].holds is Holds.MOMENT:
            yield _moment(name, order, mapping, fields[name].label, later_epoch)
        elif mapping.words.get(name):
            yield _word(name, mapping.words[name])
    if mapping.kind is FileKind.NOTIFICATIONS and "message" not in places and mapping.message:
        yield _message(mapping.message)


def _split_name(cells: Cells) -> None:
    cells["forename"], cells["surname"] = split_name(cells["surname"])


def _find_postcode(cells: Cells) -> None:
    cells["postcode"] = postcode_in(cells["address"])


def _day(name: str, order: Order, label: str, later_epoch: bool) -> Step:
    def step(cells: Cells) -> None:
        cells[name] = day_of(cells[name], order, label, later_epoch=later_epoch)

    return step


def _moment(name: str, order: Order, mapping: FileMapping, label: str, later_epoch: bool) -> Step:
    def step(cells: Cells) -> None:
        clock = cells.get(f"{name} clock", "")
        cells[name] = moment_of(cells[name], clock, order, mapping.zone, label, later_epoch=later_epoch)

    return step


def _word(name: str, words: Mapping[str, str]) -> Step:
    def step(cells: Cells) -> None:
        ours = words.get(cells[name].casefold(), AS_IT_CAME)
        cells[name] = cells[name] if ours == AS_IT_CAME else ours

    return step


def _message(said: str) -> Step:
    def step(cells: Cells) -> None:
        returned = "found" if values.word(cells["found"]) else "initial"
        cells["message"] = returned if said == BY_RETURN else said

    return step


def _filled(texts: list[str]) -> int:
    return max((place for place, text in enumerate(texts, start=1) if text), default=0)


def _first(table: Records) -> tuple[str, ...]:
    return tuple(tidy(cell) for cell in next(iter(table.records()), (1, []))[1])


def _least_missing(mapping: FileMapping, table: Records) -> list[str]:
    found = [mapping.missing_from(each.names) for each in tops.headers(table.records())]
    return min(found, key=len, default=list(mapping.headings))


def _fault_of(headings: tuple[str, ...], layout: Layout) -> str:
    """Why `headings` are not those of `layout`; empty when they are."""
    found = tuple(layout.field_of(heading) for heading in headings)
    if not any(found):
        return f"The first row does not hold the column names of {layout.name}, such as {_some(layout)}."
    twice = [name for name, count in Counter(found).items() if name and count > 1]
    if twice:
        return f"The file has the same column twice: {_named(twice, layout)}. Take one of each out."
    missing = [column.field for column in layout.columns if column.required and column.field not in found]
    return f"The file lacks these columns of {layout.name}: {_named(missing, layout)}." if missing else ""


def _named(fields: Iterable[str], layout: Layout) -> str:
    headings = {column.field: column.headings[0] for column in layout.columns}
    return ", ".join(headings[name] for name in fields)


def _some(layout: Layout) -> str:
    return ", ".join(column.headings[0] for column in layout.columns[:3])
