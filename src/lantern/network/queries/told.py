"""What a child's time line and eco map tell from this room, in one query: what was named, who and what is tied to the child."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import BooleanField, Case, CharField, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Concat

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.network.models import ChildTie, ContextChild, Mention
from lantern.network.models.person import NOT_KNOWN
from lantern.network.vocabulary.contexts import ContextKind


class What(StrEnum):
    """What a row tells of."""

    NAMED = "named"
    PERSON = "person"
    CONTEXT = "context"


class Row(NamedTuple):
    """A naming in a source of `kind`, or a tie of `kind` with a person of concern or a context; `key` leads on.

    `is_child` says that the person is a child too, or that the context is a group of them; `is_closed` that the record is.
    """

    what: What
    key: UUID
    kind: str
    label: str
    words: str
    certainty: str
    at: datetime
    since: date | None
    ended_on: date | None
    ended_because: str
    is_child: bool
    is_closed: bool
    by: str
    agency: str


OWN = (
    "what_",
    "key_",
    "kind_",
    "label",
    "words_",
    "certainty_",
    "at",
    "since_",
    "ended_",
    "because_",
    "is_child",
    "is_closed",
)
COLUMNS = (*OWN, "by__name", "by__agency__name")


def told_of(child: Child, viewer: Viewer) -> list[Row]:
    """Each part for those who may read it, but for what was taken back; nothing for who sees no names. Read once a request."""
    held = f"network of {child.pk}"
    if held not in viewer.remembered:
        viewer.remembered[held] = _told_of(child, viewer)
    found: list[Row] = viewer.remembered[held]
    return found


def _told_of(child: Child, viewer: Viewer) -> list[Row]:
    parts = []
    if viewer.sees_names and viewer.may(Permission.READ_CHATS):
        parts.append(_named(Mention.visible_to(viewer).filter(child=child, withdrawn_at=None)))
    if viewer.sees_names and viewer.may(Permission.SEE_PERSONS):
        parts.append(_tied(ChildTie.visible_to(viewer).filter(child=child, withdrawn_at=None)))
    if viewer.sees_names and viewer.may(Permission.SEE_PERSONS):
        parts.append(_goes(ContextChild.visible_to(viewer).filter(child=child, withdrawn_at=None)))
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    return sorted((Row(What(each[0]), *each[1:]) for each in rows), key=lambda row: (row.at, row.label))


def _named(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    return rows.order_by().annotate(
        what_=Value(What.NAMED, CharField()), key_=F("entity_id"),
        kind_=F("source_kind"), label=F("entity__label"), words_=F("entity__kind"),
        certainty_=Value("", CharField()), since_=Value(None, DateField()), ended_=Value(None, DateField()),
        because_=Value("", CharField()), is_child=Value(False, BooleanField()), is_closed=Value(False, BooleanField()),
    ).values_list(*COLUMNS)  # fmt: skip


def _tied(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    unnamed = When(person__root__name="", then=Concat(Value(NOT_KNOWN), "person__root__description"))
    return rows.order_by().annotate(
        what_=Value(What.PERSON, CharField()), key_=F("person__root_id"),
        kind_=F("kind"), words_=F("source"), certainty_=F("certainty"), since_=F("since"),
        label=Case(unnamed, default=F("person__root__name")), ended_=F("ended_on"), because_=F("ended_because"),
        is_child=_holds(Q(person__root__child__isnull=False)), is_closed=_holds(Q(person__root__closed_at__isnull=False)),
    ).values_list(*COLUMNS)  # fmt: skip


def _goes(rows: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    return rows.order_by().annotate(
        what_=Value(What.CONTEXT, CharField()), key_=F("context_id"), kind_=F("kind"), label=F("context__name"),
        words_=F("source"), certainty_=F("certainty"), since_=F("since"), ended_=F("ended_on"), because_=F("ended_because"),
        is_child=_holds(Q(context__kind=ContextKind.GROUP)), is_closed=_holds(Q(context__closed_at__isnull=False)),
    ).values_list(*COLUMNS)  # fmt: skip


def _holds(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())
