"""A child in a meeting as the screen draws it (M1-6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.children.naming import name_for
from lantern.design.parts import Kind, Tag
from lantern.mace1.models import Action, Decision, Item
from lantern.mace1.vocabulary import ItemKind, Outcome
from lantern.organisation.rules.seating import Line
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from lantern.writing.parts import Asked, Question, asked
from lantern.writing.rules import SectionNow, Typed

ACTION_TAGS = {
    "safeguard": Tag("Safeguard", Kind.NOTE),
    "disrupt": Tag("Disrupt", Kind.WARNING),
    "support": Tag("Support", Kind.PLAIN),
    "evidence": Tag("Evidence", Kind.PLAIN),
}
ROWS_FIRST, ROWS_OTHER = 6, 4


@dataclass(frozen=True)
class OrderLine:
    """One child in the running order."""

    name: str
    kind: str
    url: str
    is_current: bool
    is_decided: bool


@dataclass(frozen=True)
class ActionLine:
    """One action: what, who, by when, and how it stands."""

    pk: object
    tag: Tag
    words: str
    who: str
    due: str
    state: Tag | None


def order_lines(items: Iterable[Item], current: Item | None, viewer: Viewer) -> list[OrderLine]:
    """The running order; `items` know whether they are decided."""
    return [
        OrderLine(
            name=f"{name_for(each.child, viewer)}{_age(each, viewer)}",
            kind="Initial" if each.kind == ItemKind.INITIAL else "Review",
            url=reverse("mace1:item", args=[each.pk]),
            is_current=current is not None and each.pk == current.pk,
            is_decided=bool(getattr(each, "is_decided", False)),
        )
        for each in items
    ]


def questions(sections: Sequence[Line]) -> dict[str, Question]:
    """A box for each section, by its key; the first one is the highest."""
    return {
        each.key: Question(each.key, each.words, rows=ROWS_OTHER if number else ROWS_FIRST)
        for number, each in enumerate(sections)
    }


def asked_sections(
    sections: Sequence[Line],
    now: Mapping[str, SectionNow],
    names: Mapping[str, str],
    me: str,
    refused: Mapping[str, Typed],
) -> list[Asked]:
    """Every section as the member `me` writes it."""
    return [asked(each, now[each.slug], names, me, refused.get(each.slug)) for each in questions(sections).values()]


def action_lines(actions: Iterable[Action], today: date) -> list[ActionLine]:
    """Actions as rows, the state first in what is overdue."""
    return [
        ActionLine(
            pk=each.pk,
            tag=ACTION_TAGS[each.kind],
            words=each.words,
            who=f"{each.owner.name}, {each.agency.name}" if each.owner else each.agency.name,
            due=words.day(each.due_on),
            state=state(each, today),
        )
        for each in actions
    ]


def state(action: Action, today: date) -> Tag | None:
    """Done on a day; late by days; nothing for what is still to be done in time, or not issued yet."""
    if action.done_on is not None:
        return Tag(f"Done {words.day(action.done_on)}", Kind.DONE)
    if action.dropped_at is not None:
        return Tag("Dropped")
    late = (today - action.due_on).days
    if action.issued_at is None or late <= 0:
        return None
    return Tag("1 day late" if late == 1 else f"{late} days late", Kind.LATE)


def decision_words(decision: Decision | None) -> str:
    """Stays open, reviewed on 7 January 2027; closed: risk reduced."""
    if decision is None:
        return ""
    if decision.outcome == Outcome.CLOSES:
        return f"Closes: {decision.closing[:1].lower()}{decision.closing[1:]}"
    on = words.day(london(decision.review.begins_at).date()) if decision.review else "a later day"
    return f"Stays open, reviewed on {on}"


def _age(item: Item, viewer: Viewer) -> str:
    born = item.child.born
    return f", {words.age(born, viewer.today)}" if born else ""
