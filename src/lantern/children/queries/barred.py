"""Who may not see whom, asked about several people at once (SHA-4)."""

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import QuerySet, Value

from lantern.access.scope import Denial, denials, denied
from lantern.access.viewer import Viewer, viewers_of
from lantern.children.models import Child
from lantern.organisation.models import Member

Pairs = frozenset[tuple[UUID, UUID]]


def barred(
    members: Collection[Member], children: Collection[UUID], viewer: Viewer, among: Collection[Denial] | None = None
) -> Pairs:
    """Which of `members` may not see which of `children`, whatever speaks for it, as pairs; two queries for all.

    So that nobody is asked about a child whose record is closed to them. `among` is every denial there is.
    """
    asked = denials() if among is None else among
    if not members or not children or not asked:
        return frozenset()
    viewers = viewers_of(members, viewer)
    against = [(each.member.pk, q) for each in viewers if (q := denied(each, among=asked)) is not None]
    rows = [
        Child.objects.filter(q, pk__in=children).annotate(whom=Value(member)).values_list("whom", "pk")
        for member, q in against
    ]
    return frozenset(rows[0].union(*rows[1:])) if rows else frozenset()


def with_closed(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    """Rows that have a `member`, each with the children whose records are closed to them, in the same query."""
    return rows.annotate(**{name: ArraySubquery(each("member")) for name, each in _of_rows()})


def closed_to_those(rows: Iterable[Any], children: Collection[UUID], viewer: Viewer) -> Pairs:
    """As `barred`, for the members of `rows` from `with_closed`: no query, but for denials that cannot come along."""
    rows = list(rows)
    names = [name for name, _ in _of_rows()]
    along = {(row.member_id, child) for row in rows for name in names for child in getattr(row, name)}
    members = {row.member_id: row.member for row in rows}
    others = [each for each in denials() if each.of_rows is None]
    return frozenset(pair for pair in along if pair[1] in children) | barred(
        list(members.values()), children, viewer, others
    )


def _of_rows() -> list[tuple[str, Any]]:
    return [(f"closed_{number}", each.of_rows) for number, each in enumerate(denials()) if each.of_rows]
