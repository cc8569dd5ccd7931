"""Pages of a list found by the place where they begin: the last page of a long list costs what its first page does."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet, FieldError, ValidationError
from django.db import connection
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from lantern.design.listing import CAP, SIZE, Count, Listing, address

Row = TypeVar("Row", bound=Model)
Key = TypeVar("Key")
PLACE = ("after", "before", "page")
MARK = "~"


def paged(
    rows: QuerySet[Row], params: QueryDict, *, order: Sequence[str], count: Count, size: int = SIZE
) -> Listing[Row]:
    """The page that begins `after` a row, or ends `before` one, in `order`: fields of the row, the last one unique.

    `page` in the address is only for saying "26 to 50". A place that cannot be read is the beginning.
    """
    place = _place(rows.model, order, params.get("before", params.get("after", "")))
    backwards = bool(place) and "before" in params
    running = _turned(order) if backwards else tuple(order)
    found = list(rows.filter(_beyond(running, place)).order_by(*running)[: size + 1])
    further, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    behind, ahead = (further, True) if backwards else (bool(place), further)
    page = _number(params) if behind else 1
    return Listing(
        rows=found,
        count=count,
        page=page,
        size=size,
        previous_url=_link(params, "before", order, found[:1], page - 1) if behind else "",
        next_url=_link(params, "after", order, found[-1:], page + 1) if ahead else "",
    )


def at_the_beginning(params: QueryDict) -> QueryDict:
    """The same list from its first page, for filters and orders."""
    kept = params.copy()
    for name in PLACE:
        kept.pop(name, None)
    return kept


def counted_together(lists: Mapping[Key, QuerySet[Any]], cap: int = CAP) -> dict[Key, Count]:
    """How many rows each list has, none counted past `cap`, in one query.

    The order of a list is kept: it leads to the index in which what is sought lies together, and the count stops early.
    """
    parts: list[str] = []
    values: list[Any] = []
    for rows in lists.values():
        try:
            sql, needed = rows.values("pk")[: cap + 1].query.sql_with_params()
        except EmptyResultSet:
            sql, needed = "SELECT 1 WHERE false", ()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS listed)")  # noqa: S608 - the compiler's SQL, its values apart
        values += needed
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", values)
        numbers = cursor.fetchone() or ()
    return {name: Count(min(n, cap), n > cap) for name, n in zip(lists, numbers, strict=True)}


def _turned(order: Sequence[str]) -> tuple[str, ...]:
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


def _beyond(order: Sequence[str], place: Sequence[Any]) -> Q:
    """Rows after `place`. The first field is bounded by itself, so that an index finds where to begin."""
    if not place:
        return Q()
    beyond, same = Q(), Q()
    for name, value in zip(order, place, strict=True):
        field, way = name.lstrip("-"), "lt" if name.startswith("-") else "gt"
        beyond |= same & Q(**{f"{field}__{way}": value})
        same &= Q(**{field: value})
    first = order[0]
    return Q(**{f"{first.lstrip('-')}__{'lte' if first.startswith('-') else 'gte'}": place[0]}) & beyond


def _place(model: type[Model], order: Sequence[str], text: str) -> tuple[Any, ...]:
    parts = text.split(MARK)
    if len(parts) != len(order) or "\0" in text:  # a sign that PostgreSQL takes in no text
        return ()
    try:
        fields = [model._meta.get_field(name.lstrip("-")) for name in order]
        return tuple(field.to_python(part) for field, part in zip(fields, parts, strict=True))  # type: ignore[union-attr]
    except (ValidationError, FieldError, ValueError):
        return ()


def _link(params: QueryDict, way: str, order: Sequence[str], edge: Sequence[Model], page: int) -> str:
    if not edge:
        return address(at_the_beginning(params))
    values = (getattr(edge[0], name.lstrip("-")) for name in order)
    place = MARK.join(each.isoformat() if hasattr(each, "isoformat") else str(each) for each in values)
    return address(at_the_beginning(params), **{way: place, "page": max(page, 1)})


def _number(params: QueryDict) -> int:
    asked = params.get("page", "")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
