"""What MACE 1 adds to a child's time line: opened, asked for, declined, deferred, closed (M1-2, M1-8, M1-9)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject
from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.children.chronology import Entry
from lantern.children.models import Child
from lantern.children.rules.sourced import entered_by
from lantern.children.vocabulary import Line
from lantern.mace1.models import Case, Item, Request, Template
from lantern.mace1.vocabulary import Asked
from lantern.timekeeping.moments import Moment, london

PREFIX = "told_mace1_"


class Part(NamedTuple):
    """Lines of one kind: their rows, the columns that say when, what and who, how a line begins and where it leads.

    `nobody` is the source of what no person did.
    """

    name: str
    rows: "QuerySet[Any]"
    at: str
    text: str
    by: str
    title: str
    page: str
    of: str = "id"
    nobody: str = ""


def parts() -> tuple[Part, ...]:
    """Every table that adds lines."""
    of_child = {"child": OuterRef("pk")}
    cases, asked = Case.objects.filter(**of_child), Request.objects.filter(**of_child)
    over, declined = cases.filter(closed_at__isnull=False), asked.filter(state=Asked.DECLINED)
    handed = Template.objects.filter(**of_child, submitted_at__isnull=False)
    put_off = Item.objects.filter(**of_child, deferred_at__isnull=False)
    return (
        Part("opened", cases, "opened_at", "came", "opened_by", "Opened to MACE 1", "mace1:case",
             nobody="By itself, from what is on the record"),
        Part("closed", over, "closed_at", "closed_because", "", "Closed to MACE 1", "mace1:case",
             nobody="Decided in a meeting"),
        Part("asked", asked, "at", "words", "by", "Discussion at MACE 1 asked for", "mace1:request"),
        Part("declined", declined, "decided_at", "reason", "decided_by", "Discussion at MACE 1 declined", "mace1:request"),
        Part("handed_in", handed, "submitted_at", "case__number", "submitted_by", "Information template handed in",
             "mace1:case", "case_id"),
        Part("deferred", put_off, "deferred_at", "deferred_because", "deferred_by", "Deferred at MACE 1", "mace1:case",
             "case_id"),
    )  # fmt: skip


def with_told(children: "QuerySet[Child]") -> "QuerySet[Child]":
    """`children` with what the room tells of each, in the same query."""
    return children.annotate(**{PREFIX + part.name: _rows(part) for part in parts()})


def told_of_mace1(child: Child, viewer: Viewer) -> Iterator[Entry]:
    """For those who see names; one query, or none where the child was read `with_told`."""
    if not viewer.sees_names:
        return
    told = child if hasattr(child, PREFIX + "opened") else with_told(Child.objects.filter(pk=child.pk)).get()
    for part in parts():
        yield from (_entry(row, part) for row in getattr(told, PREFIX + part.name))


def _rows(part: Part) -> ArraySubquery:
    name, agency = (F(f"{part.by}__name"), F(f"{part.by}__agency__name")) if part.by else (Value(None), Value(None))
    said = JSONObject(id=F(part.of), at=F(part.at), text=F(part.text), name=name, agency=agency)
    return ArraySubquery(part.rows.order_by(f"-{part.at}").values(said=said))


def _entry(row: dict[str, Any], part: Part) -> Entry:
    at = datetime.fromisoformat(row["at"])
    return Entry(
        when=Moment(at),
        title=part.title,
        text=row["text"],
        url=reverse(part.page, args=[UUID(row["id"])]),
        source=entered_by(row["name"], row["agency"], london(at).date()) if row["name"] else part.nobody,
        kind=Line.MEETING,
    )
