"""The proposals for a meeting as its page draws them: who, why, how they stand, and what the chair can do (M1-2)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.design import marks
from lantern.design.controls import post
from lantern.design.parts import Column
from lantern.exploitation.parts.reading import level_kind
from lantern.mace1.models import Item, Request
from lantern.mace1.parts.requests import WORDS
from lantern.mace1.queries.proposals import Proposals
from lantern.mace1.vocabulary import ItemKind
from lantern.meetings.models import Meeting
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

COLUMNS = ("Child", "Why they are here", "Level", "Last discussed", Column("Actions open", number=True), "What to do")
NOTHING = "—"
Section = tuple[str, str, list[Sequence[object]]]
"""Title, a sentence under it, and rows as `COLUMNS` heads them."""


def sections(found: Proposals, meeting: Meeting, viewer: Viewer, *, chairs: bool, token: str) -> list[Section]:
    """What is asked for first, since it waits; then who stands on the agenda, and who does not.

    `token` lets a button beside a request say yes.
    """
    draw = _Drawn(found, viewer, token)
    is_open = meeting.agenda_sent_at is None and meeting.cancelled_at is None
    new = [each for each in found.items if each.kind == ItemKind.INITIAL]
    reviews = [each for each in found.items if each.kind == ItemKind.REVIEW]
    may = chairs and is_open
    parts: Iterator[Section] = iter(
        (
            ("Wait for the chair", "", [draw.request(each, may=chairs) for each in found.waiting]),
            ("First discussions", "", [draw.item(each, may=may) for each in new]),
            ("Reviews", "", [draw.item(each, may=may) for each in reviews]),
            ("Deferred", "", [draw.put_off(each) for each in found.deferred]),
            ("Declined", "", [draw.request(each, may=False) for each in found.declined]),
            ("Without a meeting", "No meeting to come has an agenda that is still open. Planning one puts them on it.",
             [draw.without(*each) for each in found.without]),
        )
    )  # fmt: skip
    return [each for each in parts if each[2]]


class _Drawn:
    """Rows, with what is known of each child."""

    def __init__(self, found: Proposals, viewer: Viewer, token: str) -> None:
        self.found, self.viewer, self.token = found, viewer, token

    def request(self, asked: Request, *, may: bool) -> Sequence[object]:
        why = format_html(
            '{}<span class="lantern-table__hint">{}, {}{}</span>', asked.words, WORDS[ItemKind(asked.kind)],
            asked.by.agency.name, f" · declined: {asked.reason}" if asked.reason else "",
        )  # fmt: skip
        if not may:
            see = _links([("See", reverse("mace1:request", args=[asked.pk]))], self._name(asked.child))
            return self._row(asked.child, why, see)
        other = _links([("Decline or defer", reverse("mace1:decide", args=[asked.pk]))], self._name(asked.child))
        yes = post("Accept", reverse("mace1:accept", args=[asked.pk]), self.token, kind="secondary", small=True)
        is_late = asked.meeting.agenda_sent_at is not None or asked.meeting.cancelled_at is not None
        return self._row(asked.child, why, other if is_late else format_html("<div>{}{}</div>", yes, other))

    def item(self, item: Item, *, may: bool) -> Sequence[object]:
        links = [("Defer", reverse("mace1:defer", args=[item.pk]))] if may else []
        return self._row(item.child, item.because, _links(links, self._name(item.child)))

    def put_off(self, item: Item) -> Sequence[object]:
        assert item.deferred_to is not None
        to = words.day(london(item.deferred_to.begins_at).date())
        why = format_html('To {}<span class="lantern-table__hint">{}</span>', to, item.deferred_because)
        return self._row(item.child, why, NOTHING)

    def without(self, child: Child, why: str) -> Sequence[object]:
        return self._row(child, why, NOTHING)

    def _row(self, child: Child, why: object, do: object) -> Sequence[object]:
        when = self.found.discussed.get(child.pk)
        link = reverse("casefile:overview", args=[child.pk])
        return (
            format_html('<a href="{}">{}</a>', link, self._name(child)),
            why,
            self._level(child),
            words.day(london(when).date()) if when else "Never",
            self.found.owed.get(child.pk, 0),
            do,
        )

    def _level(self, child: Child) -> Any:
        standing = self.found.levels.get(child.pk)
        if standing is None or not self.viewer.may(Permission.SEE_EXPLOITATION):
            return NOTHING
        return marks.tag(standing.level, level_kind(standing.level, standing.levels))

    def _name(self, child: Child) -> str:
        return name_for(child, self.viewer)


def _links(links: Iterable[tuple[str, str]], name: str) -> SafeString | str:
    drawn = format_html_join(
        " ", '<a href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>', ((u, v, name) for v, u in links)
    )
    return drawn or NOTHING
