"""The action log as its page draws it (M1-6)."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from lantern.access.viewer import Viewer
from lantern.children.naming import name_for
from lantern.design import marks
from lantern.mace1.models import Action
from lantern.mace1.parts.discussing import ACTION_TAGS, state
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

COLUMNS = ("What is asked", "Child", "Who", "By", "Last told", "Meeting")


def rows(found: Iterable[Any], viewer: Viewer) -> list[Sequence[object]]:
    """A row an action, as `COLUMNS` heads them."""
    return [_row(each, viewer) for each in found]


def who(action: Action) -> str:
    """Noor Madeup, Health; the agency alone where nobody sits for it."""
    return f"{action.owner.name}, {action.agency.name}" if action.owner else action.agency.name


def _row(each: Any, viewer: Viewer) -> Sequence[object]:
    tag, stands = ACTION_TAGS[each.kind], state(each, viewer.today)
    what = format_html(
        '<a href="{}">{}</a><span class="lantern-table__hint">{}</span>',
        reverse("mace1:action", args=[each.pk]), each.words, tag.text,
    )  # fmt: skip
    by = words.short_day(each.due_on, viewer.today)
    return (
        what,
        name_for(each.child, viewer),
        who(each),
        format_html("{} {}", by, marks.tag(stands.text, stands.kind)) if stands else by,
        _told(each, viewer),
        str(each.item.meeting),
    )


def _told(each: Any, viewer: Viewer) -> object:
    said = each.done_words or each.dropped_because or each.told
    if not said:
        return "Nothing yet"
    if each.done_words or each.dropped_because:
        return said
    on = words.short_day(london(each.told_at).date(), viewer.today)
    return format_html('{}<span class="lantern-table__hint">{}</span>', said, on)
