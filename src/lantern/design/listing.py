"""A list with its count, filters, order and pages, all kept in the address; count and rows are one queryset."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.db.models import Model, QuerySet
from django.http import QueryDict

Row = TypeVar("Row", bound=Model)
CAP = 1_000  # counted exactly up to here; beyond it counting costs more than it tells
SIZE = 25


class Count(NamedTuple):
    """A number that says when it stopped counting: 1,000, or more than 1,000."""

    number: int
    more: bool = False

    @property
    def short(self) -> str:
        """1,000+ where there is little room."""
        return f"{self.number:,}{'+' if self.more else ''}"

    def __str__(self) -> str:
        return f"more than {self.number:,}" if self.more else f"{self.number:,}"


class Pill(NamedTuple):
    """A filter or an order as a link; `current` when the address has it."""

    label: str
    url: str
    current: bool = False
    number: Count | int | None = None


@dataclass(frozen=True, kw_only=True)
class Listing(Generic[Row]):
    """One page of a list, for `design/list.html`."""

    rows: Sequence[Row]
    count: Count
    page: int = 1
    size: int = SIZE
    previous_url: str = ""
    next_url: str = ""

    @property
    def first(self) -> int:
        """The position of the first row shown, from 1."""
        return (self.page - 1) * self.size + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


def counted(rows: QuerySet[Any], cap: int = CAP) -> Count:
    """How many rows, counted no further than one past `cap`."""
    number = rows.order_by()[: cap + 1].count()
    return Count(min(number, cap), number > cap)


def listed(rows: QuerySet[Row], params: QueryDict, *, size: int = SIZE, cap: int = CAP) -> Listing[Row]:
    """The page of `rows` that the address asks for; the first when it asks for none that is there."""
    page = _page(params)
    start = (page - 1) * size
    found = list(rows[start : start + size + 1])
    if page > 1 and not found:
        return listed(rows, _without_page(params), size=size, cap=cap)
    return Listing(
        rows=found[:size],
        count=Count(start + len(found)) if len(found) <= size and start + len(found) <= cap else counted(rows, cap),
        page=page,
        size=size,
        previous_url=address(params, page=page - 1 if page > 2 else None) if page > 1 else "",
        next_url=address(params, page=page + 1) if len(found) > size else "",
    )


def sliced(rows: Sequence[Any], params: QueryDict, *, size: int = SIZE) -> Listing[Any]:
    """The page that the address asks for of rows that are all there already; the last when it asks for one beyond."""
    page = min(_page(params), max((len(rows) - 1) // size + 1, 1))
    start = (page - 1) * size
    return Listing(
        rows=rows[start : start + size],
        count=Count(len(rows)),
        page=page,
        size=size,
        previous_url=address(params, page=page - 1 if page > 2 else None) if page > 1 else "",
        next_url=address(params, page=page + 1) if start + size < len(rows) else "",
    )


def pills(
    params: QueryDict, name: str, choices: Iterable[tuple[str, str]], counts: Mapping[str, Count | int] | None = None
) -> tuple[Pill, ...]:
    """Choices of the parameter `name` as links, first its value then its label; the value "" is the default."""
    chosen, found = params.get(name, ""), counts or {}
    return tuple(
        Pill(label, address(params, **{name: value or None, "page": None}), value == chosen, found.get(value))
        for value, label in choices
    )


def address(params: QueryDict, **changes: object) -> str:
    """The same list with `changes`; None takes a parameter away. Starts with "?"."""
    changed = params.copy()
    for name, value in changes.items():
        if value is None:
            changed.pop(name, None)
        else:
            changed[name] = str(value)
    return f"?{changed.urlencode()}"


def _page(params: QueryDict) -> int:
    asked = params.get("page", "1")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def _without_page(params: QueryDict) -> QueryDict:
    kept = params.copy()
    kept.pop("page", None)
    return kept
