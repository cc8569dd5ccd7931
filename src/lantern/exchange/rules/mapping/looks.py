"""What the cells of a column look like, whatever it is called (MIS-3)."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lantern.exchange.rules.feed_values import POSTCODE, word
from lantern.exchange.rules.mapping.dates import Order, orders_of, read_clock, read_date
from lantern.exchange.rules.mapping.fields import KNOWN_WORDS
from lantern.exchange.rules.mapping.vocabularies import SENDERS_WORDS

UPN = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]", re.ASCII)
REFERENCE = re.compile(r"(?=[^\d]*\d)[A-Za-z0-9]+([/\-. ][A-Za-z0-9]+)*", re.ASCII)
NAME = re.compile(r"[^\W\d_]+(?:[ '’.\-,?]+[^\W\d_]*)*")
STREET = re.compile(
    r"\d+[a-z]?\s+\w+|\b(road|street|lane|avenue|close|drive|house|court|way|crescent|gardens)\b", re.IGNORECASE
)
LONG = 25  # characters: a text rather than a word


@dataclass(frozen=True, slots=True)
class Look:
    """Shares of the filled cells (0 to 1) that look like each thing, and what else the column as a whole tells."""

    filled: int
    shares: Mapping[str, float]
    distinct: float
    orders: frozenset[Order] | None
    middle_year: int = 0

    def share(self, thing: str) -> float:
        return self.shares.get(thing, 0.0)


def look(texts: Iterable[str], *, later_epoch: bool = False) -> Look:
    """How a column looks, by as many of its cells as are given."""
    filled = [text for text in texts if word(text)]
    if not filled:
        return Look(0, {}, 0.0, None)
    orders = orders_of(filled)
    order = next(iter(orders or ()), Order.DAY_FIRST)
    said = [read_date(text, order, later_epoch=later_epoch) for text in filled]
    tests: Mapping[str, Callable[[str], object]] = {
        "clock": read_clock,
        "postcode": lambda text: POSTCODE.fullmatch(text.replace(" ", "").upper()),
        "upn": UPN.fullmatch,
        "reference": REFERENCE.fullmatch,
        "name": NAME.fullmatch,
        "address": STREET.search,
        "long": lambda text: len(text) > LONG and " " in text,
        **{name: _one_of(name) for name in KNOWN_WORDS},
    }
    shares = {thing: sum(1 for text in filled if test(text)) / len(filled) for thing, test in tests.items()}
    shares["date"] = sum(1 for each in said if each) / len(filled)
    shares["timed"] = sum(1 for each in said if each and each.clock) / len(filled)
    days = sorted(each.day for each in said if each)
    return Look(len(filled), shares, len(set(filled)) / len(filled), orders, _middle(days))


def _one_of(name: str) -> Callable[[str], bool]:
    known = {*KNOWN_WORDS[name], *SENDERS_WORDS.get(name, {})}
    return lambda text: text.casefold() in known


def _middle(days: list[date]) -> int:
    return days[len(days) // 2].year if days else 0
