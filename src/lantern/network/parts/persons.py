"""Persons of concern as pages draw them: rows of lists, statements by what they are about, ties, orders (EXP-5)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.design import marks
from lantern.design.parts import Tab, Tag
from lantern.network.models import ChildTie, Order, PersonOfConcern, PersonTie, Statement
from lantern.network.vocabulary.persons import ABOUT_WORDS, About, Certainty, ChildTieKind, PersonTieKind
from lantern.network.vocabulary.powers import Power
from lantern.timekeeping import words

COLUMNS = ("Person", "Also known as", "Area", "Children", "Orders in force", "Last told")
ORDERS = ("Person or place", "Order or notice", "Issued", "Last day", "How it stands")
NOTHING = "—"
ISSUED = '<span>{}<span class="lantern-table__hint">{}</span></span>'
CERTAINTY = {Certainty.KNOWN: Tag("Known", "late"), Certainty.SUSPECTED: Tag("Suspected", "warning")}
TABS = (("Persons of concern", "persons"), ("Orders and notices", "orders"), ("Groups and places", "contexts"))


def tabs(current: str) -> tuple[Tab, ...]:
    """The lists of this room about persons."""
    return tuple(Tab(label, reverse(f"network:{name}"), name == current) for label, name in TABS)


def name_of(person: PersonOfConcern) -> str:
    """The name, or that it is not known and how they can be told."""
    return str(person)


def link_to(person: PersonOfConcern) -> SafeString:
    """The name as a link to the page, with what the record is."""
    tags = [Tag("A child", "note")] if person.child_id else []
    if person.closed_at:
        tags.append(Tag("Closed"))
    drawn = format_html_join(" ", "{}", ((marks.tag(tag.text, tag.kind),) for tag in tags))
    return format_html('<a href="{}">{}</a> {}', reverse("network:person", args=[person.pk]), name_of(person), drawn)


def rows(found: Iterable[Any], viewer: Viewer) -> list[Sequence[object]]:
    """One row a person, to match `COLUMNS`."""
    return [_row(each, viewer) for each in found]


def _row(person: Any, viewer: Viewer) -> Sequence[object]:
    hint = format_html('<span class="lantern-table__hint">{}</span>', person.number)
    return [
        format_html("<span>{}{}</span>", link_to(person), hint),
        ", ".join(dict.fromkeys(person.aliases)) or NOTHING,
        person.area.name if person.area else "Not known",
        person.children or NOTHING,
        person.in_force or NOTHING,
        marks.when(person.last_told, viewer.now) if person.last_told else NOTHING,
    ]


def choices(found: Iterable[PersonOfConcern], url: str) -> list[tuple[PersonOfConcern, str]]:
    """Each with the address that chooses them."""
    return [(each, url.format(each.pk)) for each in found]


@dataclass(frozen=True)
class Told:
    """One statement, tie or other thing said, as a line: what, beside what, from whom."""

    words: str
    said: Any
    url: str = ""
    tags: tuple[Tag, ...] = ()
    more: str = ""
    end_url: str = ""
    withdraw_url: str = ""

    @property
    def is_over(self) -> bool:
        """Ended or taken back: drawn after what stands."""
        return bool(self.said.withdrawn_at or getattr(self.said, "ended_on", None))


def withdraw_url(kind: str, said: Any, viewer: Viewer) -> str:
    """The form that takes it back, for those who may; "" when it is taken back."""
    if said.withdrawn_at or not viewer.may(Permission.RECORD_PERSONS):
        return ""
    return reverse("network:withdraw", args=[kind, said.pk])


def end_url(kind: str, said: Any, viewer: Viewer) -> str:
    """The form that ends it, likewise."""
    if said.withdrawn_at or said.ended_on or not viewer.may(Permission.RECORD_PERSONS):
        return ""
    return reverse("network:end", args=[kind, said.pk])


def statements(found: Iterable[Statement], viewer: Viewer) -> list[tuple[str, list[Told]]]:
    """What is said, by what it is about, in the page's order; what was taken back stands apart (`taken_back`)."""
    grouped: dict[str, list[Told]] = {}
    for each in found:
        if each.withdrawn_at is None:
            grouped.setdefault(each.about, []).append(_statement(each, viewer))
    return [(ABOUT_WORDS[about], grouped[about]) for about in About if about in grouped]


def taken_back(found: Iterable[Statement], viewer: Viewer) -> list[Told]:
    """Statements that were taken back, each with why."""
    return [_statement(each, viewer) for each in found if each.withdrawn_at]


def _statement(each: Statement, viewer: Viewer) -> Told:
    linked = each.entity_id if viewer.may(Permission.READ_CHATS) and not each.withdrawn_at else None
    return Told(
        words=each.words,
        said=each,
        url=reverse("network:entity", args=[linked]) if linked else "",
        more=f"as of {words.day(each.on)}",
        withdraw_url=withdraw_url("statement", each, viewer),
    )


def child_ties(found: Iterable[ChildTie], viewer: Viewer) -> list[Told]:
    """Ties to children in sight, those that stand first."""
    told = [
        Told(
            words=f"{ChildTieKind(each.kind).label}: {name_for(each.child, viewer)}",
            said=each,
            url=child_url(each.child, viewer),
            **_tie("child-tie", each, viewer),
        )
        for each in found
    ]
    return sorted(told, key=lambda line: line.is_over)


def ties_of_child(found: Iterable[ChildTie], viewer: Viewer) -> list[Told]:
    """The same from the child's side, each leading to the person."""
    told = [
        Told(
            words=f"{ChildTieKind(each.kind).label}: {name_of(each.person.root)}",
            said=each,
            url=reverse("network:person", args=[each.person.root_id]),
            **_tie("child-tie", each, viewer),
        )
        for each in found
    ]
    return sorted(told, key=lambda line: line.is_over)


def person_ties(found: Iterable[PersonTie], person: PersonOfConcern, viewer: Viewer) -> list[Told]:
    """Ties to others, said from this person's side."""
    told = []
    for each in found:
        first = each.person.root_id == person.pk
        other, kind = (
            (each.other.root, PersonTieKind(each.kind)) if first else (each.person.root, PersonTieKind(each.kind))
        )
        label = kind.label if first else kind.seen_from_the_other
        told.append(
            Told(
                words=f"{label}: {name_of(other)}",
                said=each,
                url=reverse("network:person", args=[other.pk]),
                **_tie("tie", each, viewer),
            )
        )
    return sorted(told, key=lambda line: line.is_over)


def grades(*told: Iterable[Any]) -> list[tuple[str, str]]:
    """Each grade that is used in what was said, with its words."""
    found = {each.graded: each.graded_words for some in told for each in some if each.grade}
    return sorted(found.items())


def _tie(kind: str, each: Any, viewer: Viewer) -> dict[str, Any]:
    return {
        "tags": (CERTAINTY[Certainty(each.certainty)],),
        "more": f"since {words.day(each.since)}" if each.since else "",
        "end_url": end_url(kind, each, viewer),
        "withdraw_url": withdraw_url(kind, each, viewer),
    }


def child_url(child: Child, viewer: Viewer) -> str:
    """The child's own page, for those who may open it."""
    return reverse("casefile:overview", args=[child.pk]) if viewer.may(Permission.SEE_CHILDREN) else ""


@dataclass(frozen=True)
class Broken:
    """A breach of an order as a line."""

    words: str
    on: date
    reported_to: str
    by: str
    withdrawn_because: str
    withdraw_url: str


def _breach(found: Mapping[str, Any], viewer: Viewer) -> Broken:
    may = not found["withdrawn_at"] and viewer.may(Permission.RECORD_PERSONS)
    return Broken(
        words=found["words"],
        on=date.fromisoformat(found["on"]),
        reported_to=found["reported_to"],
        by=found["by"],
        withdrawn_because=found["withdrawn_because"],
        withdraw_url=reverse("network:withdraw", args=["breach", found["pk"]]) if may else "",
    )


def turns(person: Any) -> list[dict[str, Any]]:
    """When the record was closed, opened or changed; `person` comes from `queries.person.with_history`."""
    return [each | {"at": datetime.fromisoformat(each["at"])} for each in person.turned]


def joinings(person: Any) -> list[dict[str, Any]]:
    """What was joined to the record and parted from it, likewise."""
    return [
        each
        | {"at": datetime.fromisoformat(each["at"])}
        | {"undone_at": datetime.fromisoformat(each["undone_at"]) if each["undone_at"] else None}
        for each in person.joined_to_it
    ]


@dataclass(frozen=True)
class Ordered:
    """An order or notice as a line, with its breaches."""

    order: Order
    power: Power
    tag: Tag
    breaches: list[Broken]
    breach_url: str
    end_url: str
    withdraw_url: str


def orders(found: Iterable[Any], viewer: Viewer, expiring: int) -> list[Ordered]:
    """Those in force first; `expiring` is how many days ahead a last day is near."""
    lines = [
        Ordered(
            order=each,
            power=Power(each.power),
            tag=order_tag(each, viewer, expiring),
            breaches=[_breach(found, viewer) for found in each.found],
            breach_url=_order_url("network:breach", each, viewer),
            end_url=_order_url("network:end_order", each, viewer),
            withdraw_url=withdraw_url("order", each, viewer),
        )
        for each in found
    ]
    return sorted(lines, key=lambda line: not line.order.is_in_force(viewer.today))


def order_tag(order: Order, viewer: Viewer, expiring: int) -> Tag:
    """How an order stands today."""
    if order.withdrawn_at:
        return Tag("Taken back")
    if not order.is_in_force(viewer.today):
        return Tag("Over" if order.issued_on <= viewer.today else "Not yet in force")
    if order.expires_on is None:
        return Tag("In force", "done")
    left = (order.expires_on - viewer.today).days
    if left > expiring:
        return Tag("In force", "done")
    return Tag("Last day is today" if left == 0 else f"{left} {'day' if left == 1 else 'days'} left", "warning")


def order_rows(found: Iterable[Order], viewer: Viewer, expiring: int) -> list[Sequence[object]]:
    """One row an order, to match `ORDERS`."""
    return [
        [
            against(each),
            Power(each.power).label,
            format_html(ISSUED, words.day(each.issued_on), each.issued_by),
            words.day(each.expires_on) if each.expires_on else "No end",
            marks.tag(*order_tag(each, viewer, expiring)),
        ]
        for each in found
    ]  # fmt: skip


def against(order: Order) -> SafeString:
    """Whom or what it is against, as a link to the page."""
    if order.context:
        return format_html(
            '<a href="{}">{}</a>', reverse("network:context", args=[order.context_id]), order.context.name
        )
    assert order.person is not None
    return link_to(order.person.root)


def _order_url(name: str, order: Order, viewer: Viewer) -> str:
    """A form about an order, for those who may; none about one that was taken back, and none to end what ended."""
    over = order.withdrawn_at or (name == "network:end_order" and order.ended_on)
    return "" if over or not viewer.may(Permission.RECORD_PERSONS) else reverse(name, args=[order.pk])
