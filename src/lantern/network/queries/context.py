"""One context, which the caller has reached through the scope: assessments, guardians, plan, who is tied to it (EXP-6)."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.network.models import (
    ChildTie,
    Context,
    ContextAssessment,
    ContextChild,
    ContextPerson,
    ContextTurn,
    Guardian,
    PlanStep,
)
from lantern.network.models.said import TIED


def with_history(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    """Contexts with every assessment (`assessed`), guardian (`watched_by`), step (`planned`) and turn, in the same query."""
    of: dict[str, Any] = {"context": OuterRef("pk")}
    assessment = JSONObject(
        number="number", risks="risks", strengths="strengths", review_on="review_on", at="at", by="by__name"
    )
    guardian = JSONObject(pk="id", who="who", how="how", since="since", until="until", by="by__name")
    step = JSONObject(
        pk="id", text="text", owner="owner__name", owner_id="owner_id", due_on="due_on", done_on="done_on",
        done_by="done_by__name", outcome="outcome", by="by__name", withdrawn_because="withdrawn_because",
    )  # fmt: skip
    turn = JSONObject(what="what", because="because", at="at", by="by__name")
    return rows.annotate(
        assessed=ArraySubquery(ContextAssessment.objects.filter(**of).order_by("-number").values(one=assessment)),
        watched_by=ArraySubquery(Guardian.objects.filter(**of).order_by("until", "-since").values(one=guardian)),
        planned=ArraySubquery(PlanStep.objects.filter(**of).order_by("due_on", "at").values(one=step)),
        turned=ArraySubquery(ContextTurn.objects.filter(**of).order_by("-at").values(one=turn)),
    )


def children_of(context: Context, viewer: Viewer) -> list[ContextChild]:
    """Ties to children in sight; how many others there are is not told."""
    rows = ContextChild.visible_to(viewer).filter(context=context).order_by("-at")
    return list(rows.select_related("child", "by", "ended_by", "withdrawn_by"))


def persons_of(context: Context, viewer: Viewer) -> list[ContextPerson]:
    """Ties to persons of concern in sight."""
    rows = ContextPerson.visible_to(viewer).filter(context=context).order_by("-at")
    return list(rows.select_related("person__root", "by", "ended_by", "withdrawn_by"))


def in_common(children: Collection[UUID], context: Context, viewer: Viewer) -> dict[UUID, list[str]]:
    """What else each of the children is tied to, groups, places and persons, as far as the viewer may see it; one query."""
    if not children:
        return {}
    others = ContextChild.visible_to(viewer).filter(TIED, child__in=children).exclude(context=context).order_by()
    persons = ChildTie.visible_to(viewer).filter(TIED, child__in=children).order_by()
    rows = others.values_list("child_id", "context__name", "context__number").union(
        persons.annotate(words=F("person__root__name")).values_list("child_id", "words", "person__root__number")
    )
    found: dict[UUID, list[str]] = defaultdict(list)
    for child, name, number in rows:
        found[child].append(f"{name} ({number})" if name else number)
    return found


def contexts_around(child: Child, viewer: Viewer) -> list[ContextChild]:
    """Groups and places that the child is tied to, in sight, those that stand first; one query."""
    if not viewer.may(Permission.SEE_PERSONS) or not viewer.sees_names:
        return []
    rows = ContextChild.visible_to(viewer).filter(child=child)
    along = ("context", "by", "ended_by", "withdrawn_by")
    return sorted(rows.select_related(*along).order_by("-at"), key=lambda each: not each.is_standing)
