"""Peer groups and places as pages draw them: rows of lists, assessments, the plan, who knows whom (EXP-6)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.design import marks
from lantern.design.parts import Tag
from lantern.network.models import Context, ContextChild, ContextPerson, PlanStep
from lantern.network.parts.persons import CERTAINTY, NOTHING, Told, child_url
from lantern.network.rules.contexts import Shared, acquaintances, is_overdue
from lantern.network.vocabulary.contexts import ContextKind, ContextRole, ContextTieKind
from lantern.network.vocabulary.persons import Certainty
from lantern.timekeeping import words

COLUMNS = ("Name", "Kind", "Exploitation", "Area", "Children", "Looked at again by", "Plan")
STEPS = ("What is to be done", "Where", "By")


def rows(found: Iterable[Any], viewer: Viewer) -> list[Sequence[object]]:
    """One row a context, to match `COLUMNS`."""
    return [_row(each, viewer) for each in found]


def _row(context: Any, viewer: Viewer) -> Sequence[object]:
    url = reverse("network:context", args=[context.pk])
    return [
        format_html('<a href="{}">{}</a> {}', url, context.name, marks.tag("Closed") if context.closed_at else ""),
        ContextKind(context.kind).label,
        marks.tag(*CERTAINTY[Certainty(context.certainty)]),
        context.area.name if context.area else "Not known",
        context.children or NOTHING,
        review(context, viewer),
        marks.tag(f"{context.late} late", "late") if context.late else NOTHING,
    ]


def review(context: Context, viewer: Viewer) -> object:
    """By when it is looked at again; overdue where that day is gone."""
    if context.review_on is None:
        return marks.tag("Not assessed", "warning")
    day = words.day(context.review_on)
    late = is_overdue(context.review_on, None, viewer.today) and context.closed_at is None
    return format_html("{} {}", day, marks.tag("Overdue", "late")) if late else day


def step_rows(found: Iterable[PlanStep], viewer: Viewer) -> list[Sequence[object]]:
    """One row a step, to match `STEPS`."""
    return [
        [
            format_html('<a href="{}">{}</a>', reverse("network:finish_step", args=[each.pk]), each.text),
            each.context.name,
            format_html("{} {}", words.day(each.due_on), _late(each.due_on, None, viewer)),
        ]
        for each in found
    ]


def _late(due: date, done: date | None, viewer: Viewer) -> object:
    return marks.tag("Overdue", "late") if is_overdue(due, done, viewer.today) else ""


def child_ties(found: Iterable[ContextChild], viewer: Viewer) -> list[Told]:
    """Children in sight, those whose tie stands first."""
    told = [
        Told(
            words=f"{name_for(each.child, viewer)}: {ContextTieKind(each.kind).label.lower()}",
            said=each,
            url=child_url(each.child, viewer),
            **_tie("child", each, viewer),
        )
        for each in found
    ]
    return sorted(told, key=lambda line: line.is_over)


def person_ties(found: Iterable[ContextPerson], viewer: Viewer) -> list[Told]:
    """Persons of concern in sight."""
    told = [
        Told(
            words=f"{each.person.root}: {ContextRole(each.kind).label.lower()}",
            said=each,
            url=reverse("network:person", args=[each.person.root_id]),
            **_tie("person", each, viewer),
        )
        for each in found
    ]
    return sorted(told, key=lambda line: line.is_over)


def ties_of_child(found: Iterable[ContextChild], viewer: Viewer) -> list[Told]:
    """From the child's side, each leading to the group or place."""
    return [
        Told(
            words=f"{ContextTieKind(each.kind).label}: {each.context.name}",
            said=each,
            url=reverse("network:context", args=[each.context_id]),
            **_tie("child", each, viewer),
        )
        for each in found
    ]


def _tie(kind: str, each: Any, viewer: Viewer) -> dict[str, Any]:
    may = viewer.may(Permission.RECORD_PERSONS) and not each.withdrawn_at
    return {
        "tags": (CERTAINTY[Certainty(each.certainty)],),
        "more": f"since {words.day(each.since)}" if each.since else "",
        "end_url": reverse("network:end_in_context", args=[kind, each.pk]) if may and not each.ended_on else "",
        "withdraw_url": reverse("network:withdraw_in_context", args=[kind, each.pk]) if may else "",
    }


def who_knows_whom(
    ties: Iterable[ContextChild], known: Mapping[Any, list[str]], viewer: Viewer
) -> list[tuple[str, str, str]]:
    """Each two children of the group in sight who have more in common: their names, and through what."""
    children: dict[Any, Child] = {each.child_id: each.child for each in ties if each.is_standing}
    shared: list[Shared] = acquaintances(children, known)
    return [
        (name_for(children[each.first], viewer), name_for(children[each.second], viewer), ", ".join(each.through))
        for each in shared
    ]


def assessments(context: Any) -> list[dict[str, Any]]:
    """From `queries.context.with_history`, the latest first."""
    return [
        each | {"at": datetime.fromisoformat(each["at"]), "review_on": date.fromisoformat(each["review_on"])}
        for each in context.assessed
    ]


def guardians(context: Any) -> list[dict[str, Any]]:
    """Likewise: those who watch over it now first."""
    found = [
        each | {"since": date.fromisoformat(each["since"]), "until": _day(each["until"])} for each in context.watched_by
    ]
    return sorted(found, key=lambda each: each["until"] is not None)


def steps(context: Any, viewer: Viewer) -> list[dict[str, Any]]:
    """Likewise: what is to be done first, by when, then what was done."""
    found, records = [], viewer.may(Permission.RECORD_PERSONS)
    for each in context.planned:
        due, done = date.fromisoformat(each["due_on"]), _day(each["done_on"])
        is_open = done is None and not each["withdrawn_because"]
        late = Tag("Overdue", "late") if is_open and is_overdue(due, None, viewer.today) else None
        mine = each["owner_id"] == str(viewer.member.pk)
        drawn = {"due_on": due, "done_on": done, "is_open": is_open, "late": late, "may_finish": records or mine}
        found.append(each | drawn)
    return sorted(found, key=lambda each: not each["is_open"])


def turns(context: Any) -> list[dict[str, Any]]:
    """Likewise."""
    return [each | {"at": datetime.fromisoformat(each["at"])} for each in context.turned]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
