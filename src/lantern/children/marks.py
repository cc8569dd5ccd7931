"""What higher rooms say of a child in a word or two wherever the child is named: missing now, for one."""

from collections.abc import Callable, Collection, Mapping
from uuid import UUID

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.queries.own import own
from lantern.children.queries.record import is_read, record_of
from lantern.design.parts import Kind, Tag

Source = Callable[[Collection[UUID], Viewer], Mapping[UUID, Tag]]
_sources: dict[str, Source] = {}


def register(name: str, source: Source) -> None:
    """Add a room's word, asked for many children at once; called at start-up. The same name again replaces it."""
    _sources[name] = source


RESTRICTED = Tag("Restricted", Kind.HIGH)


def restricted_mark(child: Child) -> tuple[Tag, ...]:
    """That only the people named see the record, by the child's name wherever one of them meets it (SHA-4)."""
    return (RESTRICTED,) if record_of(child).is_restricted else ()


def marks_of(children: Collection[Child], viewer: Viewer) -> dict[UUID, list[Tag]]:
    """The words for each child, whose list is empty when there are none; one query for each room that has a word."""
    marks: dict[UUID, list[Tag]] = {child.pk: [] for child in children}
    if marks:
        for name in sorted(_sources):
            for pk, tag in _sources[name](marks.keys(), viewer).items():
                marks[pk].append(tag)
    for child in children:
        restricted = record_of(child).is_restricted if is_read(child) else child.pk in own(viewer).named
        if restricted:
            marks[child.pk].insert(0, RESTRICTED)
        if child.provisional:
            marks[child.pk].append(Tag("Provisional", Kind.WARNING))
    return marks
