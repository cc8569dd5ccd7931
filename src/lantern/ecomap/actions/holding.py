"""One writer of a child's map at a time."""

from typing import Any
from uuid import UUID

from lantern.children.models import Child
from lantern.children.rules.refusals import ChangedMeanwhile


def hold(child: UUID) -> None:
    """Wait for whoever writes about the child."""
    list(Child.objects.filter(pk=child).select_for_update().values_list("pk"))


def held(row: Any, version: int) -> None:
    """`row` as it stands now, if it is still the `version` that was read. Raises `ChangedMeanwhile`."""
    hold(row.child_id)
    row.refresh_from_db()
    if row.version != version:
        raise ChangedMeanwhile
