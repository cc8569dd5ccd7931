"""What was named, persons of concern, groups and places, as they stand around a child (EXP-5 to 7, INT-6): one query."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.rules.around import Around, Bearing, Direction, Near, Surety, key_of, times
from lantern.network.queries.told import Row, What, told_of
from lantern.network.vocabulary import Kind
from lantern.network.vocabulary.persons import ChildTieKind
from lantern.timekeeping.moments import london

NEAR = {Kind.PERSON: Near.PERSON, Kind.PLACE: Near.PLACE}
MUTUAL = {ChildTieKind.FAMILY, ChildTieKind.ASSOCIATES, ChildTieKind.ONLINE, ChildTieKind.OTHER}


def named_near(child: Child, viewer: Viewer) -> Iterator[Around]:
    """Each that was named in connection with the child, for those who read chats by name."""
    named: dict[object, list[Row]] = defaultdict(list)
    for row in told_of(child, viewer):
        if row.what is What.NAMED:
            named[row.key].append(row)
    for rows in named.values():
        first = rows[0]
        yield Around(
            key=key_of("entity", first.key),
            label=first.label,
            kind=NEAR.get(Kind(first.words), Near.THING),
            words=f"named {times(len(rows))}",
            source="missing chats",
            url=reverse("network:entity", args=[first.key]),
            since=london(first.at).date(),
        )


def named_still(keys: Collection[str], child: Child, viewer: Viewer) -> set[str]:
    """Those that the viewer may see today, for an earlier map. What was taken back is seen no more."""
    return {str(row.key) for row in told_of(child, viewer) if row.what is What.NAMED} & set(keys)


def persons_near(child: Child, viewer: Viewer) -> Iterator[Around]:
    """Each tie that stands with a person of concern in sight whose record is open."""
    for row in told_of(child, viewer):
        if row.what is What.PERSON and _stands(row):
            yield _near(row)


def _near(row: Row) -> Around:
    kind = ChildTieKind(row.kind)
    return Around(
        key=key_of("person", row.key),
        label=row.label,
        kind=Near.FAMILY if kind is ChildTieKind.FAMILY else Near.PEER if row.is_child else Near.ADULT,
        words=kind.value,
        source=row.words,
        url=reverse("network:person", args=[row.key]),
        bearing=Bearing.CONCERN,
        direction=Direction.BOTH if kind in MUTUAL else Direction.TO,
        surety=Surety(row.certainty),
        since=row.since,
    )


def persons_still(keys: Collection[str], child: Child, viewer: Viewer) -> set[str]:
    """Those whom the viewer may see today with a tie to the child, one that is over too, for an earlier map."""
    return {str(row.key) for row in told_of(child, viewer) if row.what is What.PERSON} & set(keys)


def contexts_near(child: Child, viewer: Viewer) -> Iterator[Around]:
    """Each group and place whose tie stands and whose record is open."""
    for row in told_of(child, viewer):
        if row.what is What.CONTEXT and _stands(row):
            yield Around(
                key=key_of("context", row.key),
                label=row.label,
                kind=Near.GROUP if row.is_child else Near.PLACE,
                words=row.kind,
                source=row.words,
                url=reverse("network:context", args=[row.key]),
                bearing=Bearing.CONCERN,
                surety=Surety(row.certainty),
                since=row.since,
            )


def contexts_still(keys: Collection[str], child: Child, viewer: Viewer) -> set[str]:
    """Those whom the viewer may see today with a tie to the child, for an earlier map."""
    return {str(row.key) for row in told_of(child, viewer) if row.what is What.CONTEXT} & set(keys)


def _stands(row: Row) -> bool:
    return row.ended_on is None and not row.is_closed
