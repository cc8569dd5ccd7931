"""Who works with a child, where the child is placed and which school is named, as the record holds it today (EXP-7).

The record has been read already: none of these takes a query.
"""

from collections.abc import Iterator

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.queries.record import Record, record_of
from lantern.children.rules.around import Around, Near, Surety, key_of, key_of_words, once_each
from lantern.children.rules.in_words import placement_words
from lantern.children.vocabulary import SchoolKind

RECORD = "the child’s record"
WITH_CARERS = ("U", "A", "P1")  # how the codes of placements begin that are with people rather than in a house


def workers_near(child: Child, viewer: Viewer) -> Iterator[Around]:
    """Those who work with the child today; who does so in two parts has two ties."""
    for work in record_of(child).workers(viewer.today):
        yield Around(
            key=key_of("work", work.member_id),
            label=work.member_name,
            kind=Near.PROFESSIONAL,
            words=work.kind,
            source=f"{RECORD}, {work.agency_name}",
            surety=Surety.KNOWN,
            since=work.since,
        )


def placement_near(child: Child, viewer: Viewer) -> Iterator[Around]:
    """Where the child is placed today."""
    placed = record_of(child).placement(viewer.today)
    if placed is None or not viewer.sees_names:
        return
    area = viewer.areas.name(placed.area_id)
    said = placement_words(placed.code, area, out_of_area=placed.out_of_area)
    yield Around(
        key=key_of("placement", placed.id),
        label=placed.place or placed.provider or said,
        kind=Near.CARER if placed.code.startswith(WITH_CARERS) else Near.PLACE,
        words=f"placed there: {said}" if placed.place or placed.provider else "placed there",
        source=RECORD,
        surety=Surety.KNOWN,
        since=placed.since,
    )


def schools_near(child: Child, viewer: Viewer) -> Iterator[Around]:
    """Each school that is named in what holds today, or in the latest absence, with what holds of it."""
    if not viewer.sees_names:
        return
    record = record_of(child)
    for name in _schools(record, viewer):
        held = [each for each in record.school(viewer.today) if _alike(each.school, name)]
        yield Around(
            key=key_of_words("school", child.pk, name),
            label=name,
            kind=Near.SCHOOL,
            words=", ".join(SchoolKind(each.kind).value for each in held) or "school",
            source=RECORD,
            surety=Surety.KNOWN,
            since=min((each.since for each in held), default=None),
        )


def _schools(record: Record, viewer: Viewer) -> list[str]:
    standing = [each.school for each in record.school(viewer.today)]
    return once_each([*standing, *(each.school for each in record.absences[:1])])


def _alike(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()
