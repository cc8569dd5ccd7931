"""Every episode that a viewer may see, narrowed and ordered as an address asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db.models import Q, QuerySet

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.queries.marked import had_mark, read_mark
from lantern.children.vocabulary import Mark, Status
from lantern.design.asked import read_day, read_id
from lantern.missing.models import Episode
from lantern.missing.queries.board import OPEN
from lantern.missing.vocabulary import Absence, Risk, Sort
from lantern.timekeeping.moments import DAY, midnight

ORDER = {Sort.LATEST: ("-started_at", "id"), Sort.EARLIEST: ("started_at", "-id"), Sort.RETURNED: ("-ended_at", "id")}
STATES = {"open": True, "ended": False}


@dataclass(frozen=True)
class Asked:
    """What a list of episodes was narrowed to; `mark` is what the child had on the day it began (MIS-14).

    `since` and `until` are days on which one started, both included.
    """

    absence: Absence = Absence.MISSING
    is_open: bool | None = None
    risk: Risk | None = None
    looked_after: bool = False
    mark: Mark | None = None
    child: UUID | None = None
    since: date | None = None
    until: date | None = None
    sort: Sort = Sort.LATEST

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Self:
        """From an address; words that are not known ask for nothing."""
        return cls(
            absence=Absence.AWAY if params.get("kind") == Absence.AWAY else Absence.MISSING,
            is_open=STATES.get(params.get("state", "")),
            risk=Risk(params["risk"]) if params.get("risk") in set(Risk) else None,
            looked_after=params.get("care") == "1",
            mark=read_mark(params),
            child=read_id(params.get("child", "")),
            since=read_day(params.get("from", "")),
            until=read_day(params.get("to", "")),
            sort=Sort(params["sort"]) if params.get("sort") in set(Sort) else Sort.LATEST,
        )


def episodes(viewer: Viewer, asked: Asked) -> QuerySet[Any]:
    """What was asked for, within the area the viewer chose; the number and the rows are this one queryset.

    Missing and away without authorisation are never in one list (MIS-5).
    """
    wanted = Q(absence=asked.absence)
    if asked.is_open is not None:
        wanted &= OPEN if asked.is_open else ~OPEN
    if asked.sort is Sort.RETURNED:
        wanted &= Q(ended_at__isnull=False)
    if asked.risk:
        wanted &= Q(risk=asked.risk)
    if asked.looked_after:
        wanted &= Q(child__status=Status.LOOKED_AFTER)
    if asked.mark:
        wanted &= Q(had_mark(asked.mark, at="started_at"))
    if asked.child:
        wanted &= Q(child=asked.child)
    if asked.since:
        wanted &= Q(started_at__gte=midnight(asked.since))
    if asked.until:
        wanted &= Q(started_at__lt=midnight(asked.until + DAY))
    found = Episode.visible_to(viewer).filter(in_focus(viewer, through_child)).filter(wanted)
    return found.select_related("child")


def episodes_of(child_ids: list[UUID]) -> list[Episode]:
    """Every episode of the children, latest first. The caller has reached them through the scope."""
    return list(Episode.objects.filter(child__in=child_ids).order_by("-started_at", "id"))
