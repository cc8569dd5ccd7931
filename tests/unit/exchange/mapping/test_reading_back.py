"""A random layout made from known records reads back to the same messages (MIS-3)."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from lantern.exchange.rules.feed_layouts import NOTIFICATIONS
from lantern.exchange.rules.feed_notifications import read_message
from lantern.exchange.rules.feed_rows import open_feed
from lantern.exchange.rules.feed_text import UTF8_LETTER
from lantern.exchange.rules.mapping.dates import Order
from lantern.exchange.rules.mapping.fields import FIELDS, fields_of
from lantern.exchange.rules.mapping.guessing import guess
from lantern.exchange.rules.mapping.headings import words_of
from lantern.exchange.rules.mapping.stated import FileMapping
from lantern.exchange.rules.mapping.unfolding import unfold
from lantern.exchange.rules.mapping.vocabularies import SENDERS_WORDS
from lantern.exchange.vocabulary import FileKind
from lantern.missing.rules.message import Message
from tests.factories.layouts import as_csv, as_workbook

KIND = FileKind.NOTIFICATIONS
FIELD = fields_of(KIND)
NAMES = st.text(st.characters(codec="cp1252", categories=["Lu", "Ll"]), min_size=2, max_size=12)
TEXTS = st.text("abcdefghij ,;'\"\t|äéø0123456789", max_size=60).map(lambda text: f"Went out {text} end")
WRITINGS = {
    Order.DAY_FIRST: ("%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%Y-%m-%d", "%a %d %B %Y", "%Y%m%d"),
    Order.MONTH_FIRST: ("%m/%d/%Y", "%m-%d-%Y", "%b %d, %Y", "%Y-%m-%d"),
}
CLOCKS = ("%H:%M", "%I:%M %p", "%H.%M", "%H:%M:%S", "%H%M hrs")
Record = dict[str, Any]
# A smaller layout that fails is found by hand sooner than by a search through thousands of workbooks.
UNSHRUNK = settings(
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    deadline=None,
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A message with every field that a layout may write in its own way; times are never midnight, which means a day alone."""

    def when() -> datetime:
        at = draw(st.datetimes(datetime(2020, 1, 1), datetime(2029, 12, 31)))  # noqa: DTZ001
        return at.replace(hour=at.hour or 7, second=0, microsecond=0)

    found = when() if draw(st.booleans()) else None
    return {
        "reference": f"FX/{draw(st.integers(1, 99_999))}",
        "message": "found" if found else draw(st.sampled_from(["initial", "update"])),
        "surname": draw(NAMES), "forename": draw(NAMES),
        "born": draw(st.dates(date(2008, 1, 1), date(2019, 12, 31))),
        "sex": draw(st.sampled_from(["M", "F"])),
        "address": draw(TEXTS), "postcode": "ZZ1 1AA",
        "looked_after": draw(st.sampled_from(["y", "n"])),
        "missing_from": draw(st.sampled_from(["home", "placement", "school", "hospital", "other"])),
        "last_seen": when(), "reported": when(), "found": found,
        "grade": draw(st.sampled_from(["immediate", "priority", "scheduled"])),
        "risk": draw(st.sampled_from(["high", "medium", "Standard"])),
        "circumstances": draw(TEXTS),
        "harm": draw(st.sampled_from(["y", "n", "suspected"])) if found else "",
    }  # fmt: skip


@dataclass(frozen=True)
class Laid:
    """A file in a made-up layout, and the mapping that says so."""

    content: bytes
    mapping: FileMapping


@st.composite
def laid_out(draw: st.DrawFn, rows: list[Record]) -> Laid:
    """The rows in a layout of their own: names, order and form of columns, titles above, words, separators, encodings."""
    fields = draw(st.permutations([name for name in rows[0] if name not in ("ethnicity", "found_where", "district")]))
    headings = {name: _heading(draw, name) for name in fields}
    workbook = draw(st.booleans())
    orders = {name: draw(st.sampled_from(Order)) for name in fields if FIELD[name].dated}
    writing = {name: draw(st.sampled_from(WRITINGS[order])) for name, order in orders.items()}
    clock = {name: draw(st.sampled_from(CLOCKS)) for name in orders}
    apart = {name for name in ("last_seen", "reported", "found") if draw(st.booleans())}
    typed = workbook and draw(st.booleans())
    words = {name: _words(draw, name) for name in ("message", "sex", "missing_from", "grade", "harm", "looked_after")}
    table: list[list[object]] = [[""] * index for index in range(draw(st.integers(0, 2)))]
    table.append(
        [cell for name in fields for cell in [headings[name], *([f"{headings[name]} clock"] if name in apart else [])]]
    )
    for row in rows:
        line: list[object] = []
        for name in fields:
            line += _cells(row[name], name, writing, clock, words, split=name in apart, typed=typed)
        table.append(line)
    mapping = FileMapping(
        KIND, headings, times={name: f"{headings[name]} clock" for name in apart}, orders=orders,
        words={name: {theirs.casefold(): ours for ours, theirs in each.items()} for name, each in words.items()},
    )  # fmt: skip
    if workbook:
        return Laid(as_workbook(table), mapping)
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
    content = as_csv(
        table, separator=draw(st.sampled_from(",;\t|")), encoding=encoding, end=draw(st.sampled_from(["\r\n", "\n"]))
    )
    # In no name does Ä stand before Š or œ; a file that has it in Windows-1252 is refused, as one of two encodings.
    assume(encoding != "cp1252" or not UTF8_LETTER.search(content))
    return Laid(content, mapping)


def _heading(draw: st.DrawFn, name: str) -> str:
    """One of the names that senders give the column, in some letters, never two alike."""
    call = draw(st.sampled_from([FIELD[name].label, *FIELD[name].calls]))
    cased = draw(st.sampled_from([str.upper, str.title, str.lower]))(call)
    return f"{cased} {name}"  # two fields may go by one name; the property is about reading, not about guessing


def _words(draw: st.DrawFn, name: str) -> dict[str, str]:
    """Ours to theirs: for each of our words one that some senders use."""
    usual = {
        ours: [theirs for theirs, each in SENDERS_WORDS[name].items() if each == ours]
        for ours in FIELD[name].words or {}
    }
    return {ours: draw(st.sampled_from(theirs)) for ours, theirs in usual.items() if theirs}


def _cells(
    value: object, name: str, writing: Mapping[str, str], clock: Mapping[str, str], words: Mapping[str, Mapping[str, str]],
    *, split: bool, typed: bool,
) -> list[object]:  # fmt: skip
    if value is None:
        return ["", ""] if split else [""]
    if isinstance(value, datetime):
        parts: list[object] = (
            [value.date(), value.time()] if typed else [value.strftime(writing[name]), value.strftime(clock[name])]
        )
        return parts if split else [value if typed else f"{parts[0]} {parts[1]}"]
    if isinstance(value, date):
        return [datetime.combine(value, time()) if typed else value.strftime(writing[name])]
    return [words.get(name, {}).get(str(value), value)]


def as_we_write(rows: list[Record]) -> bytes:
    """The same rows in the layout that needs no mapping."""

    def text(value: object) -> str:
        if isinstance(value, datetime):
            return f"{value:%d/%m/%Y %H:%M}"
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")

    headings = [column.headings[0] for column in NOTIFICATIONS.columns]
    return as_csv([headings, *([text(row.get(column.field, "")) for column in NOTIFICATIONS.columns] for row in rows)])


def messages(content: bytes, mapping: FileMapping | None = None) -> list[Message]:
    feed = open_feed(io.BytesIO(content), NOTIFICATIONS, most_bytes=10**8, mapping=mapping)
    read = [read_message(row, source="police") for row in feed.rows()]
    refused = [each for each in read if not isinstance(each, Message)]
    assert refused == []
    return [each for each in read if isinstance(each, Message)]


@settings(UNSHRUNK, max_examples=60)
@given(st.data())
def test_any_layout_reads_back_to_the_same_messages(data: st.DataObject) -> None:
    """MIS-3: the same messages to the fingerprint, whatever they were written like, so that nothing is taken in twice."""
    rows = data.draw(st.lists(records(), min_size=1, max_size=5))
    laid = data.draw(laid_out(rows))
    assert messages(laid.content, laid.mapping) == messages(as_we_write(rows))


@settings(UNSHRUNK, max_examples=40)
@given(st.data())
def test_a_guess_that_is_not_asked_about_reads_the_same(data: st.DataObject) -> None:
    """MIS-3: where each column goes by a name that only its field has, nobody needs to correct anything."""
    rows = data.draw(st.lists(records(), min_size=3, max_size=6))
    fields = data.draw(st.permutations(list(rows[0])))
    calls = {name: data.draw(st.sampled_from(_own_names(name))) for name in fields}
    table = [[calls[name] for name in fields], *([row[name] for name in fields] for row in rows)]
    content = as_workbook(table)
    guessed = guess(KIND, unfold(io.BytesIO(content), KIND, most_bytes=10**8).columns)
    filled = {name for name in fields if any(row[name] for row in rows)}
    assert {name: guessed.mapping.columns.get(name) for name in filled} == {name: calls[name] for name in filled}
    assert messages(content, guessed.mapping) == messages(as_we_write(rows))


def _own_names(name: str) -> list[str]:
    """Names of the column that no other field goes by."""
    others = {words_of(call) for each in FIELDS[KIND] if each.name != name for call in (each.label, *each.calls)}
    return [call for call in (FIELD[name].label, *FIELD[name].calls) if words_of(call) not in others]
