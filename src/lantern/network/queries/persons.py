"""Lists of persons of concern, as an address narrows them (EXP-5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from lantern.access.scope import in_focus, scope, through_child
from lantern.access.viewer import Viewer
from lantern.children.rules.names import parts
from lantern.network.models import ChildTie, Order, PersonOfConcern, Statement
from lantern.network.models.said import STANDS, TIED
from lantern.network.rules.keys import key_of
from lantern.network.vocabulary import Kind
from lantern.network.vocabulary.persons import About, Shown, Sort

LONGEST = 80  # characters of a search
ORDER = {Sort.NAME: ("sort_name", "id"), Sort.LATEST: ("-at", "id")}
BY_KEY = (Kind.PHONE, Kind.VEHICLE, Kind.ACCOUNT)


@dataclass(frozen=True)
class Asked:
    """What a list was narrowed to; `text` is a name, an alias, a phone number, a registration, an account or our number."""

    shown: Shown = Shown.CURRENT
    text: str = ""
    sort: Sort = Sort.NAME

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Self:
        """From an address; words that are not known ask for nothing."""
        shown, sort = params.get("show", ""), params.get("sort", "")
        return cls(
            shown=Shown(shown) if shown in set(Shown) else Shown.CURRENT,
            text=params.get("q", "").replace("\0", "").strip()[:LONGEST],
            sort=Sort(sort) if sort in set(Sort) else Sort.NAME,
        )


def persons(viewer: Viewer, asked: Asked) -> "QuerySet[Any, Any]":
    """What was asked for, within the area that the viewer chose."""
    found = PersonOfConcern.visible_to(viewer).filter(in_focus(viewer), _shown(asked.shown, viewer.today))
    return (found.filter(_sought(asked.text)) if asked.text else found).order_by(*ORDER[asked.sort])


def for_rows(found: "QuerySet[Any, Any]", viewer: Viewer) -> "QuerySet[Any, Any]":
    """The same with what a row says: other names, how many children in sight, orders in force, when last something was told."""
    said = Statement.objects.filter(STANDS, person__root=OuterRef("pk"))
    ties = ChildTie.objects.filter(TIED, scope(viewer, through_child), person__root=OuterRef("pk"))
    orders = Order.objects.filter(in_force(viewer.today), person__root=OuterRef("pk"))
    return found.select_related("area").annotate(
        aliases=ArraySubquery(said.filter(about=About.ALIAS).order_by("at").values("words")),
        children=Subquery(_number(ties, Count("child", distinct=True))),
        in_force=Subquery(_number(orders, Count("pk"))),
        last_told=Subquery(_number(said, Max("at"))),
    )


def in_force(day: date) -> Q:
    """Orders that hold on the day, their last day included."""
    runs = Q(issued_on__lte=day) & (Q(expires_on=None) | Q(expires_on__gte=day))
    return STANDS & runs & (Q(ended_on=None) | Q(ended_on__gt=day))


def known_by_name(text: str, viewer: Viewer, most: int = 20) -> list[PersonOfConcern]:
    """Those in sight who answer to a search, closed ones too, for choosing one."""
    if not text:
        return []
    found = PersonOfConcern.visible_to(viewer).filter(_sought(text)).order_by("sort_name", "id")
    return list(found.select_related("area")[:most])


def _number(rows: "QuerySet[Any, Any]", counted: Any) -> "QuerySet[Any, Any]":
    return rows.order_by().values("person__root").annotate(number=counted).values("number")


def _shown(shown: Shown, day: date) -> Q:
    if shown is Shown.CLOSED:
        return Q(closed_at__isnull=False)
    if shown is Shown.ORDERS:
        return Q(closed_at=None) & Q(Exists(Order.objects.filter(in_force(day), person__root=OuterRef("pk"))))
    if shown is Shown.CHILDREN:
        linked = PersonOfConcern.objects.filter(root=OuterRef("pk"), child__isnull=False)
        return Q(closed_at=None) & Q(Exists(linked))
    return Q(closed_at=None)


def _sought(text: str) -> Q:
    """Of any record of the family: by our number, by name or alias, by what they are told by, by a thing."""
    by_record = PersonOfConcern.objects.filter(_named(text)).values("root")
    by_word = Statement.objects.filter(STANDS, Q(about=About.ALIAS, words__icontains=text) | _thing(text))
    return Q(pk__in=by_record) | Q(pk__in=by_word.values("person__root"))


def _named(text: str) -> Q:
    named = Q(number=text.upper()) | Q(description__icontains=text)
    words = parts(text)
    if words:
        every = Q()
        for word in words:
            every &= Q(sort_name__contains=word)
        named |= every
    return named


def _thing(text: str) -> Q:
    found = Q(pk__in=[])
    for kind, key in _keys(text):
        found |= Q(entity__kind=kind, entity__key=key)
    return found


def _keys(text: str) -> Iterator[tuple[Kind, str]]:
    for kind in BY_KEY:
        if key := key_of(kind, text)[:80]:
            yield kind, key
