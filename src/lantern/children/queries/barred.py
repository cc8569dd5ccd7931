"""Who may not see whom, asked about several people at once (SHA-4)."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Value

from lantern.access.scope import denied, may_deny
from lantern.access.viewer import Viewer, viewers_of
from lantern.children.models import Child
from lantern.organisation.models import Member


def barred(members: Collection[Member], children: Collection[UUID], viewer: Viewer) -> frozenset[tuple[UUID, UUID]]:
    """Which of `members` may not see which of `children`, whatever speaks for it, as pairs; two queries for all.

    So that nobody is asked about a child whose record is closed to them.
    """
    if not members or not children or not may_deny():
        return frozenset()
    against = [(each.member.pk, q) for each in viewers_of(members, viewer) if (q := denied(each)) is not None]
    rows = [
        Child.objects.filter(q, pk__in=children).annotate(whom=Value(member)).values_list("whom", "pk")
        for member, q in against
    ]
    return frozenset(rows[0].union(*rows[1:])) if rows else frozenset()
