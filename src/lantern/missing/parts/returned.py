"""The table of children who came back: each clock of a return as it stands (MIS-7 to MIS-9)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lantern.access.viewer import Viewer
from lantern.children.naming import name_for
from lantern.design import marks
from lantern.design.parts import Column
from lantern.missing.parts.who import age_of
from lantern.missing.queries.arranged import after_return
from lantern.missing.queries.owing import Owing
from lantern.missing.vocabulary import StepKind
from lantern.obligations.models import Obligation
from lantern.organisation.rules.in_words import clock_in_words
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london

HEADS = {
    StepKind.VULNERABILITY_CHECK: "Vulnerability check",
    StepKind.CONTACT: "Contact",
    StepKind.PREVENTION_PLAN: "Prevention plan",
    StepKind.CHAT_OFFER: "Missing chat offered",
    StepKind.CHAT: "Missing chat held",
}

NOT_OWED = mark_safe('<span class="lantern-quiet">not owed</span>')


def columns(viewer: Viewer) -> list[Column | str]:
    """Each clock with how long it is."""
    clocks = after_return(viewer)
    timed = [Column(HEADS[kind], hint=clock_in_words(clocks[kind])) for kind in HEADS if kind in clocks]
    return ["Child", "Returned", *timed]


def rows(episodes: Iterable[Any], owing: Owing, viewer: Viewer) -> list[Sequence[object]]:
    """One row a return, to match `columns`."""
    kinds = [kind for kind in HEADS if kind in after_return(viewer)]
    return [_row(each, owing.get(each.pk, []), kinds, viewer) for each in episodes]


def _row(episode: Any, owed: Iterable[Obligation], kinds: Iterable[StepKind], viewer: Viewer) -> Sequence[object]:
    by_kind = {one.kind: one for one in owed}
    cells = [cell(by_kind.get(kind), viewer.now) for kind in kinds]
    return [_linked(episode, viewer), marks.when(episode.end, viewer.now), *cells]


def _linked(episode: Any, viewer: Viewer) -> SafeString:
    age = age_of(episode.child, viewer)
    return format_html(
        '<span><a href="{}">{}</a>{}</span>',
        *(reverse("missing:episode", args=[episode.pk]), name_for(episode.child, viewer), f", {age}" if age else ""),
    )


def cell(one: Obligation | None, now: datetime) -> SafeString | str:
    """Done 9am; due in 33 h; 18 h late; waived; or that it is not owed."""
    if one is None:
        return NOT_OWED
    if one.met_at:
        late = one.met_at > one.due_at
        drawn = marks.tag(f"Done {_short(one.met_at, now)}{', late' if late else ''}", "warning" if late else "done")
        return format_html('<span title="{}">{}</span>', words.said_long(_known(one.met_at)), drawn)
    if one.waived_at:
        return marks.tag("Waived")
    return marks.due(one.due_at, now, short=True)


def _short(at: datetime, now: datetime) -> str:
    """9am today, else the day; today alone where the time is not known."""
    on = words.short_day(london(at), london(now))
    if on == "Today" and not _known(at).date_only:
        return words.clock_time(at)
    return on.lower() if on in ("Today", "Yesterday") else on


def _known(at: datetime) -> Moment:
    """A step of a day alone is met at its first minute, and an obligation does not say which it was: no hour is made up."""
    return Moment(at, date_only=london(at).time() == time.min)
