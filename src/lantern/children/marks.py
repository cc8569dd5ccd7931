"""What higher rooms say of a child in a word or two wherever the child is named: missing now, for one.

A room registers at start-up what it reads of a child, as an expression of the child's row (`OuterRef("pk")`) through the
viewer's scope, and how it says what was read. All rooms together take one query.
"""

from collections.abc import Callable, Collection
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models.expressions import Combinable

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.queries.own import own
from lantern.children.queries.record import is_read, record_of
from lantern.design.parts import Kind, Tag

Read = Callable[[Viewer], Combinable | None]
Say = Callable[[Any, Viewer], Tag]
PREFIX = "mark_"


class Source(NamedTuple):
    """What a room reads, `None` for a viewer to whom it says nothing; and how it says what was read."""

    read: Read
    say: Say


_sources: dict[str, Source] = {}


def register(name: str, read: Read, say: Say) -> None:
    """Add a room's word; called at start-up. The same name again replaces it."""
    _sources[name] = Source(read, say)


RESTRICTED = Tag("Restricted", Kind.HIGH)


def restricted_mark(child: Child) -> tuple[Tag, ...]:
    """That only the people named see the record, by the child's name wherever one of them meets it (SHA-4)."""
    return (RESTRICTED,) if record_of(child).is_restricted else ()


def marks_of(children: Collection[Child], viewer: Viewer) -> dict[UUID, list[Tag]]:
    """The words for each child, whose list is empty when there are none; one query."""
    marks = _said([child.pk for child in children], viewer)
    for child in children:
        restricted = record_of(child).is_restricted if is_read(child) else child.pk in own(viewer).named
        if restricted:
            marks[child.pk].insert(0, RESTRICTED)
        if child.provisional:
            marks[child.pk].append(Tag("Provisional", Kind.WARNING))
    return marks


def _said(children: Collection[UUID], viewer: Viewer) -> dict[UUID, list[Tag]]:
    """What the rooms say of each, in the order in which they registered: lower rooms first."""
    marks: dict[UUID, list[Tag]] = {child: [] for child in children}
    read = {PREFIX + name: found for name, source in _sources.items() if (found := source.read(viewer)) is not None}
    if marks and read:
        rows = Child.objects.filter(pk__in=list(marks)).order_by().annotate(**read).values_list("pk", *read)
        for child, *found in rows:
            told = zip(read, found, strict=True)
            marks[child] = [_sources[name.removeprefix(PREFIX)].say(what, viewer) for name, what in told if what]
    return marks
