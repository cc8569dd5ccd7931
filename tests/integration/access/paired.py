"""Records beside a marked child's: one like it, one told apart from it, one merged into it (MIS-4)."""

from typing import Any
from uuid import UUID

from lantern.children.actions import merging
from lantern.children.models import Child, Lookalike
from lantern.missing.actions import same_child
from lantern.organisation.models import Area, Member
from lantern.trail.acting import action
from tests.factories.children import a_child
from tests.factories.people import now


def pairs_of(child: Child, *, mark: str, area: Area, by: Member) -> dict[str, dict[str, UUID]]:
    """The arguments of the addresses about pairs, by kind; every record is marked as `child` is."""
    alike, apart, merged = (a_child(f"Xq{mark}", f"Xq{mark}{what}", area=area) for what in ("alike", "apart", "part"))
    said = merging.tell_apart(child=child, other=apart, reason=f"Xq{mark}apart", by=by, at=now())
    made = same_child.merge(child=child, other=merged, reason=f"Xq{mark}merged", by=by, at=now())
    pair = _alike(child=child, other=alike, by=None, at=now())
    return {"pair": {"pair": pair}, "told apart": {"said": said.pk}, "merge": {"merge": made.pk}}


@action
def _alike(*, child: Child, other: Child, by: None, at: Any) -> UUID:
    first, second = merging.in_order(child, other)
    said = {"weight": 20.0, "agrees": ["same surname"]}
    return Lookalike.objects.get_or_create(child=first, other=second, defaults=said)[0].pk
