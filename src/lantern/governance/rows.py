"""Rows of the tables about the trail: each entry in plain words."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.design import marks
from lantern.governance.models import Unusual
from lantern.governance.queries.entries import About
from lantern.governance.vocabulary import Reason
from lantern.trail.models import Entry
from lantern.trail.rules.in_words import what_words

ENTRIES = ("When", "Who", "What", "Child", "From")
UNUSUAL = ("Who", "Child", "Why it is unusual", "When")
NOBODY = "Lantern, by itself"
NOTHING = "—"


def entries(found: Iterable[Entry], about: About, viewer: Viewer) -> list[list[object]]:
    """One row an entry, as `ENTRIES` heads them."""
    return [
        [
            marks.when(each.at, viewer.now),
            _who(each, about),
            _what(each),
            _child(about.children.get(each.child_id), viewer) if each.child_id else NOTHING,
            each.origin or NOTHING,
        ]
        for each in found
    ]


def unusual(found: Iterable[Unusual], viewer: Viewer) -> list[list[object]]:
    """One row an unusual access, as `UNUSUAL` heads them; the first cell leads to it."""
    return [
        [
            format_html(
                '<a href="{}">{}</a><span class="lantern-table__hint">{}</span>',
                reverse("governance:one", args=[each.pk]),
                each.member.name,
                each.member.agency.name,
            ),
            _child(each.child, viewer) if each.child else f"{each.looks:,} children",
            format_html(
                '{}<span class="lantern-table__hint">{}</span>',
                marks.tag(Reason(each.reason).label, "warning"),
                each.said,
            ),
            when_looked(each, viewer.now),
        ]
        for each in found
    ]


def when_looked(each: Unusual, now: datetime) -> SafeString:
    """Today 2:10am, and how often on that day."""
    often = "" if each.reason == Reason.BURST else "once" if each.looks == 1 else f"{each.looks:,} times that day"
    return format_html('{}<span class="lantern-table__hint">{}</span>', marks.when(each.last_at, now), often)


def _who(entry: Entry, about: About) -> SafeString | str:
    if entry.credential_id:
        system = about.systems.get(entry.credential_id)
        return format_html(
            '{}<span class="lantern-table__hint">A system of {}</span>',
            *((system.name, system.agency.name) if system else ("A system", "an agency")),
        )
    who: Any = about.people.get(entry.member_id) if entry.member_id else None
    if who is None:
        return NOBODY
    return format_html(
        '<a href="?person={}">{}</a><span class="lantern-table__hint">{}</span>', who.pk, who.name, who.agency.name
    )


def _what(entry: Entry) -> SafeString | str:
    more = ". ".join(part for part in (entry.purpose, entry.detail) if part)
    said = what_words(entry.kind, entry.what, of_child=entry.child_id is not None)
    return format_html('{}<span class="lantern-table__hint">{}</span>', said, more) if more else said


def _child(child: Child | None, viewer: Viewer) -> SafeString | str:
    if child is None:
        return "A record that is gone"
    return format_html(
        '<a href="{}?child={}">{}</a>',
        *(reverse("governance:trail"), child.number, str(child) if viewer.sees_names else child.number),
    )


CONFLICTS = ("Number", "Who", "About", "Since", "What they wrote", "")
DENIED = "A record that you may not see"


def conflicts(found: Iterable[Any], viewer: Viewer) -> list[list[object]]:
    """One row a conflict of interest, as `CONFLICTS` heads them; the last cell ends it, never one's own."""
    return [[each.number, _whose(each), each.about or DENIED, *_told(each, viewer)] for each in found]


def _whose(each: Any) -> SafeString:
    said = "declared it" if each.by_id == each.member_id else f"recorded by {each.by.name}"
    return format_html(
        '{}<span class="lantern-table__hint">{}, {}</span>', each.member.name, each.member.agency.name, said
    )


def _told(each: Any, viewer: Viewer) -> list[object]:
    since = marks.when(each.at, viewer.now)
    if each.ended_at:
        over = format_html(
            '{}<span class="lantern-table__hint">Ended by {}, {}</span>',
            *(each.ended_because, each.ended_by.name, marks.when(each.ended_at, viewer.now)),
        )
        return [since, each.told or NOTHING, over]
    if each.member_id == viewer.member.pk:
        return [since, each.told or NOTHING, "Somebody else ends yours"]
    link = format_html(
        '<a href="{}">End<span class="govuk-visually-hidden"> {}</span></a>',
        *(reverse("governance:end_conflict", args=[each.pk]), each.number),
    )
    return [since, each.told or NOTHING, link]
