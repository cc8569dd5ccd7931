"""One person of concern, whom the caller has reached through the scope: all that is known of them (EXP-5)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.rules.searching import sort_name
from lantern.network.models import (
    Breach,
    ChildTie,
    Context,
    Joining,
    Order,
    PersonOfConcern,
    PersonTie,
    PersonTurn,
    SameChild,
    Statement,
)
from lantern.network.vocabulary.persons import About

Rows = list[Any]
AT_MOST = 12  # children proposed


def said_of(person: PersonOfConcern) -> list[Statement]:
    """Every statement, the latest first, those taken back too."""
    rows = Statement.objects.filter(person__root=person.pk).order_by("-on", "-at")
    return list(rows.select_related("by", "withdrawn_by", "entity"))


def ties_to_children(person: PersonOfConcern, viewer: Viewer) -> list[ChildTie]:
    """Ties to children in sight; of others nothing is told (INT-7)."""
    rows = ChildTie.visible_to(viewer).filter(person__root=person.pk).order_by("-at")
    return list(rows.select_related("child", "by", "withdrawn_by", "ended_by"))


def ties_to_persons(person: PersonOfConcern, viewer: Viewer) -> list[PersonTie]:
    """Ties either way with others in sight; between two records of one person there is none any more."""
    rows = PersonTie.visible_to(viewer).filter(Q(person__root=person.pk) | Q(other__root=person.pk)).order_by("-at")
    found = rows.select_related("person__root", "other__root", "by", "withdrawn_by", "ended_by")
    return [each for each in found if each.person.root_id != each.other.root_id]


def orders_of(person: PersonOfConcern) -> list[Any]:
    """Every order and notice with its breaches as `found`, the latest first."""
    return list(with_breaches(Order.objects.filter(person__root=person.pk)))


def orders_over(context: Context) -> list[Any]:
    """The same of a place."""
    return list(with_breaches(Order.objects.filter(context=context.pk)))


def with_breaches(orders: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """Orders with their breaches as `found`, the latest first, in the same query."""
    breaches = Breach.objects.filter(order=OuterRef("pk")).order_by("-on", "-at")
    one = JSONObject(
        pk="id", on="on", words="words", reported_to="reported_to", at="at", by="by__name",
        withdrawn_at="withdrawn_at", withdrawn_because="withdrawn_because",
    )  # fmt: skip
    rows = orders.order_by("-issued_on", "-at").select_related("by", "ended_by")
    return rows.annotate(found=ArraySubquery(breaches.values(one=one)))


def with_history(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """Persons with what their page tells besides: when the record was closed, opened or changed (`turned`), what was joined
    to it (`joined_to_it`), and which child they are (`is_child`), in the same query.
    """
    turns = PersonTurn.objects.filter(person__root=OuterRef("pk")).order_by("-at")
    own = Q(person__root=OuterRef("pk")) | Q(other__root=OuterRef("pk"))
    joinings = Joining.objects.filter(own).order_by("-at")
    linked = PersonOfConcern.objects.filter(root=OuterRef("pk"), child__isnull=False)
    joined = JSONObject(
        pk="id", person="person__number", other="other__number", because="because", at="at", by="by__name",
        undone_at="undone_at", undone_by="undone_by__name",
    )  # fmt: skip
    child = JSONObject(
        pk="child_id", forename="child__forename", surname="child__surname", number="child__number", born="child__born"
    )
    return rows.annotate(
        turned=ArraySubquery(turns.values(one=JSONObject(what="what", because="because", at="at", by="by__name"))),
        joined_to_it=ArraySubquery(joinings.values(one=joined)),
        is_child=ArraySubquery(linked.values(one=child)[:1]),
    )


def child_of(person: Any) -> Child | None:
    """Which child a person from `with_history` is: who sees the person sees the child."""
    for each in person.is_child:
        born = date.fromisoformat(each["born"]) if each["born"] else None
        return Child(
            pk=UUID(each["pk"]), forename=each["forename"], surname=each["surname"], number=each["number"], born=born
        )
    return None


def child_decisions(person: PersonOfConcern, viewer: Viewer) -> "QuerySet[Any, Any]":
    """What was said of whether the person is a child in sight, as it stands."""
    rows = SameChild.objects.filter(person__root=person.pk, undone_at=None, child__in=Child.visible_to(viewer))
    return rows.select_related("child", "by").order_by("-at")


def births(person: PersonOfConcern) -> set[Any]:
    """The birth dates that are said of the person."""
    rows = Statement.objects.filter(person__root=person.pk, about=About.BORN, withdrawn_at=None)
    return set(rows.values_list("day", flat=True))


def proposed_children(person: PersonOfConcern, born: set[Any], viewer: Viewer) -> list[Child]:
    """Children in sight of the same name, or born on a day of `born` with the same surname, of whom nobody has said.

    Proposed to a person, who says whether they are the same; nothing follows by itself (EXP-5).
    """
    named = person.sort_name
    if not named:
        return []
    *_, surname = person.name.split()
    said = SameChild.objects.filter(person__root=person.pk, undone_at=None).values("child")
    alike = Q(sort_name=named)
    if born:
        alike |= Q(born__in=born, sort_name__startswith=sort_name(surname, ""))
    return list(Child.visible_to(viewer).filter(alike).exclude(pk__in=said).order_by("sort_name", "pk")[:AT_MOST])
