"""Which row of a file holds the names of its columns: titles and empty rows may stand above it (MIS-3)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from lantern.exchange.rules.feed_columns import named, tidy

LOOKED_AT = 20  # rows from the top


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, no two alike; `last` is the row they end in, `plain` the cells of that row."""

    last: int
    names: tuple[str, ...]
    plain: tuple[str, ...]


def headers(records: Iterable[tuple[int, list[str]]]) -> Iterator[Header]:
    """Every row near the top that could hold the names, from the top: alone, and under a row that groups it."""
    above: tuple[str, ...] = ()
    for number, record in islice(records, LOOKED_AT):
        texts = tuple(tidy(cell) for cell in record)
        if any(texts):
            yield Header(number, named(texts), texts)
            if joined := _under(above, texts):
                yield Header(number, named(joined), texts)
        above = texts


def first_that(fits: Callable[[Header], bool], records: Iterable[tuple[int, list[str]]]) -> Header | None:
    """The topmost that `fits`."""
    return next((each for each in headers(records) if fits(each)), None)


def _under(above: Sequence[str], texts: Sequence[str]) -> tuple[str, ...]:
    """Names of two rows, such as "Last seen" merged over "Date" and "Time"; empty when the row above groups nothing."""
    filled = sum(1 for text in above if text)
    if filled < 2 or len(above) > 2 * len(texts):
        return ()
    width = max(len(above), len(texts))
    names, group = [], ""
    for place in range(width):
        own = texts[place] if place < len(texts) else ""
        over = above[place] if place < len(above) else ""
        group = over or (group if own else "")
        names.append(f"{group} {own}".strip())
    alike = {text.casefold() for text in texts if text}
    repeats = len(alike) < sum(1 for text in texts if text) or any(not text for text in texts)
    return tuple(names) if repeats else ()
