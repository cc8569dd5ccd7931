"""An agenda as its page draws it (M1-4)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.children.marks import marks_of
from lantern.children.parts import born_words, named
from lantern.design import marks
from lantern.mace1.models import Item, Template
from lantern.mace1.parts.template import state
from lantern.mace1.queries.templates import due_before_meeting, may_read
from lantern.mace1.vocabulary import ItemKind
from lantern.meetings.models import Meeting

COLUMNS = {
    ItemKind.INITIAL: ("Child", "Born", "Discussed", "Why they are here", "Template", ""),
    ItemKind.REVIEW: ("Child", "Born", "Discussed", "Why they are here", ""),
}
"""A review has no template (M1-3)."""
PARTS = ((ItemKind.INITIAL, "First discussions"), (ItemKind.REVIEW, "Reviews"))
Rows = list[Sequence[object]]


def parts(
    items: Sequence[Item], meeting: Meeting, viewer: Viewer, discussed: Mapping[UUID, int],
    templates: Mapping[UUID, Template],
) -> list[tuple[str, tuple[str, ...], Rows]]:  # fmt: skip
    """Each part of the agenda that has somebody in it: its title, columns and rows; `templates` are by item."""
    due = due_before_meeting(meeting)
    said = marks_of([each.child for each in items], viewer)
    found = []
    for kind, title in PARTS:
        rows: Rows = [
            (
                named(each.child, viewer, said[each.child_id]),
                born_words(each.child, viewer),
                _times(discussed.get(each.child_id, 0)),
                _why(each, meeting),
                *([_template(templates.get(each.pk), meeting, due, viewer)] if kind is ItemKind.INITIAL else []),
                _conflict(each, viewer),
            )
            for each in items
            if each.kind == kind
        ]
        if rows:
            found.append((title, COLUMNS[kind], rows))
    return found


def _times(number: int) -> str:
    return "Never yet" if number == 0 else "Once" if number == 1 else f"{number} times"


def _why(item: Item, meeting: Meeting) -> SafeString | str:
    """What came onto the agenda after it was sent is seen as a change."""
    if meeting.agenda_sent_at and item.at > meeting.agenda_sent_at:
        return format_html("{} {}", item.because, marks.tag("Added after the agenda was sent", "warning"))
    return item.because


def _template(found: Template | None, meeting: Meeting, due: datetime | None, viewer: Viewer) -> SafeString | str:
    """How the template stands, leading to it for those who may read it (M1-3)."""
    if found is None:
        return ""
    said = state(found, due, viewer.now)
    tag = marks.tag(said.text, said.kind)
    if not may_read(found, meeting, viewer):
        return tag
    return format_html('<a href="{}">Template</a> {}', reverse("mace1:template", args=[found.pk]), tag)


def _conflict(item: Item, viewer: Viewer) -> SafeString:
    """The way to say that one knows the child in private: they are out of one's sight at once (SHA-4)."""
    return format_html(
        '<a href="{}" data-screen-only>I know them in private<span class="govuk-visually-hidden">: {}</span></a>',
        *(reverse("children:conflict", args=[item.child_id]), item.child),
    )
