"""The inspection list from our records: a fixed number of queries for any number of children (MIS-16)."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access.viewer import Viewer
from lantern.children.models import Child, ServiceStatus
from lantern.children.vocabulary import Status
from lantern.exchange.queries.looked_after import numbers_of
from lantern.exchange.rules.inspection import Away, InspectionRow, row_of, twelve_months
from lantern.missing.models import Answer, Cover, Episode, Sitting
from lantern.missing.queries.owing import SUBJECT
from lantern.missing.vocabulary import Absence, Said, StepKind
from lantern.obligations.models import Obligation
from lantern.timekeeping.moments import DAY, Moment, midnight

Spells = dict[UUID, list[tuple[date, date]]]


def inspection_rows(viewer: Viewer, until: date) -> list[InspectionRow]:
    """A row for each child looked after within the twelve months that end with `until`, in the order of their numbers."""
    children = list(_children(viewer, until).values_list("pk", "number", "born"))
    ids = [pk for pk, _, _ in children]
    numbers, spells = numbers_of({pk: number for pk, number, _ in children}), _in_care(ids)
    away = _episodes(ids, until, spells)
    rows = (row_of(pk, numbers[pk], born, away[pk], until) for pk, _, born in children)
    return sorted(rows, key=lambda row: (row.number, str(row.child)))


def _children(viewer: Viewer, until: date) -> QuerySet[Child]:
    first = twelve_months(until)
    cared_for = ServiceStatus.objects.filter(
        Q(since=None) | Q(since__lte=until), Q(until=None) | Q(until__gt=first), status=Status.LOOKED_AFTER
    )
    return Child.visible_to(viewer).filter(pk__in=cared_for.values("child"))


def _in_care(ids: list[UUID]) -> Spells:
    found: Spells = defaultdict(list)
    rows = ServiceStatus.objects.filter(child__in=ids, status=Status.LOOKED_AFTER)
    for child, since, until in rows.values_list("child_id", "since", "until"):
        found[child].append((since or date.min, until or date.max))
    return found


def _episodes(ids: list[UUID], until: date, spells: Spells) -> dict[UUID, list[Away]]:
    """Episodes that began while the child was in care: the list is about absences from a placement."""
    began = {"started_at__gte": midnight(twelve_months(until)), "started_at__lt": midnight(until + DAY)}
    rows: QuerySet[Any] = Episode.objects.filter(child__in=ids, **began).order_by("started_at")
    found: dict[UUID, list[Away]] = defaultdict(list)
    for row in rows.annotate(offered=_offered(), accepted=_accepted()):
        day = Moment(row.started_at, row.start_date_only).day
        if any(since <= day < before for since, before in spells[row.child_id]):
            found[row.child_id].append(Away(day, Absence(row.absence), row.offered or row.accepted, row.accepted))
    return found


def _offered() -> Exists:
    """Whether a chat was offered after the episode, however: what meets the obligation."""
    return Exists(
        Obligation.objects.filter(
            subject_kind=SUBJECT, subject_id=OuterRef("pk"), kind=StepKind.CHAT_OFFER, met_at__isnull=False
        )
    )


def _accepted() -> Exists:
    """Whether somebody said yes to a chat about the episode, or it was held."""
    yes = Answer.objects.filter(chat=OuterRef("chat"), said=Said.ACCEPTED, withdrawn_at=None)
    held = Sitting.objects.filter(chat=OuterRef("chat"), withdrawn_at=None)
    covers = Cover.objects.filter(incident=OuterRef("incident"), ended_at=None)
    return Exists(covers.filter(Exists(yes) | Exists(held)))
