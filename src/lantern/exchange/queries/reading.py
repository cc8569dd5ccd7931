"""Episodes for an agency's system: a page at a time, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from lantern.access.scope import through_child, without_denied_to_systems
from lantern.children.models import ChildReference
from lantern.children.vocabulary import ReferenceSystem
from lantern.exchange.rules.api.episodes import Duty, EpisodeRead, State, When
from lantern.missing.models import Episode
from lantern.missing.queries.board import OPEN
from lantern.missing.queries.owing import owed_by_episode
from lantern.missing.vocabulary import ABSENCE_WORDS, Absence
from lantern.obligations.models import Obligation
from lantern.organisation.models import Agency, Credential
from lantern.organisation.vocabulary import AgencyKind
from lantern.timekeeping.moments import midnight

STATES = {State.ANY: Q(), State.OPEN: OPEN, State.ENDED: ~OPEN}
OWN_NUMBERS = {AgencyKind.COUNCIL: ReferenceSystem.COUNCIL, AgencyKind.POLICE: ReferenceSystem.POLICE}


def episodes_after(
    place: tuple[datetime, UUID] | None, *, since: date | None, state: State, limit: int
) -> tuple[list[Episode], bool]:
    """Up to `limit` episodes after `place`, those that began first first, and whether there are more.

    None of a restricted record is among them: a system is nobody who could be named (SHA-4).
    """
    every = without_denied_to_systems(Episode.objects.filter(STATES[state]), through_child)
    found = every.select_related("child", "incident", "area")
    if since:
        found = found.filter(started_at__gte=midnight(since))
    if place:
        began, last = place
        found = found.filter(Q(started_at__gt=began) | Q(started_at=began, pk__gt=last), started_at__gte=began)
    rows = list(found.order_by("started_at", "pk")[: limit + 1])
    return rows[:limit], len(rows) > limit


def as_read(episodes: Iterable[Episode], *, agency: Agency, credential: Credential, now: datetime) -> list[EpisodeRead]:
    """What the agency may read of each: its own numbers, and no other agency's."""
    rows = list(episodes)
    owed, numbers = owed_by_episode([each.pk for each in rows], now), _numbers(rows, agency)
    return [_read(each, owed.get(each.pk, []), numbers.get(each.child_id), credential.source) for each in rows]


def _numbers(rows: list[Episode], agency: Agency) -> dict[UUID, str]:
    """The agency's own number of each child."""
    system = OWN_NUMBERS.get(AgencyKind(agency.kind))
    if system is None:
        return {}
    found: dict[UUID, list[str]] = defaultdict(list)
    references = ChildReference.objects.filter(child__in={each.child_id for each in rows}, system=system)
    for child, value in references.values_list("child_id", "value"):
        found[child].append(value)
    return {child: min(values) for child, values in found.items()}


def _read(each: Any, owed: list[Obligation], number: str | None, source: str) -> EpisodeRead:
    return EpisodeRead(
        id=each.pk,
        child=each.child.number,
        your_child=number,
        your_reference=each.incident.reference if each.incident.source == source else None,
        kind=ABSENCE_WORDS[Absence(each.absence)].lower(),
        last_seen=When(at=each.started_at, day_alone=each.start_date_only),
        reported=_when(each.reported_at, each.reported_date_only),
        returned=_when(each.ended_at, each.end_date_only),
        missing_from=each.missing_from,
        risk=each.risk,
        grade=each.grade,
        found_kind=each.found_kind,
        found_by=each.found_by,
        district=each.area.name if each.area else "",
        owed=[
            Duty(what=one.kind, due=one.due_at, met=one.met_at, waived=one.waived_at is not None and one.met_at is None)
            for one in owed
        ],
    )


def _when(at: datetime | None, day_alone: bool) -> When | None:
    return When(at=at, day_alone=day_alone) if at else None
