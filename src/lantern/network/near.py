"""People, places, vehicles, phones and accounts that were named, as they stand around a child (EXP-7, INT-6)."""

from collections.abc import Collection, Iterator
from uuid import UUID

from django.db.models import Count, Min
from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.rules.around import Around, Near, key_of, times
from lantern.network.models import Mention
from lantern.network.vocabulary import Kind
from lantern.timekeeping.moments import london

NEAR = {Kind.PERSON: Near.PERSON, Kind.PLACE: Near.PLACE}


def named_near(child: Child, viewer: Viewer) -> Iterator[Around]:
    """Each that was named in connection with the child, for those who read chats by name; one query."""
    if not _reads(viewer):
        return
    rows = Mention.visible_to(viewer).filter(child=child, withdrawn_at=None).order_by()
    for row in rows.values("entity", "entity__kind", "entity__label").annotate(number=Count("id"), first=Min("at")):
        yield Around(
            key=key_of("entity", row["entity"]),
            label=row["entity__label"],
            kind=NEAR.get(Kind(row["entity__kind"]), Near.THING),
            words=f"named {times(row['number'])}",
            source="missing chats",
            url=reverse("network:entity", args=[row["entity"]]),
            since=london(row["first"]).date(),
        )


def named_still(keys: Collection[str], child: Child, viewer: Viewer) -> set[str]:
    """Those that the viewer may see today, for an earlier map; one query. What was taken back is seen no more."""
    if not _reads(viewer):
        return set()
    rows = Mention.visible_to(viewer).filter(child=child, withdrawn_at=None, entity__in=[UUID(each) for each in keys])
    return {str(key) for key in rows.values_list("entity", flat=True)}


def _reads(viewer: Viewer) -> bool:
    return viewer.may(Permission.READ_CHATS) and viewer.sees_names
