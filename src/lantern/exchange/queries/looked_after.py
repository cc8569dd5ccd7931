"""The year's return from our records: a fixed number of queries for any number of children (MIS-16)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Min, Q, QuerySet

from lantern.access.scope import Rows, through_child, without_denied, without_denied_to_systems
from lantern.access.viewer import Viewer
from lantern.children.models import ChildReference, Placement, ServiceStatus
from lantern.children.vocabulary import ReferenceSystem, Status
from lantern.exchange.rules.return_care import Stay
from lantern.exchange.rules.return_episodes import CareHeld
from lantern.exchange.rules.return_export import Absent, Draft, LeftOut, draft
from lantern.exchange.rules.return_messages import SOURCE
from lantern.exchange.rules.return_spells import Spell
from lantern.missing.models import Episode, Incident, Message
from lantern.missing.rules import wire
from lantern.missing.rules.stretches import Stretch
from lantern.missing.vocabulary import Absence
from lantern.timekeeping.moments import DAY, Moment, midnight
from lantern.timekeeping.periods import ReturnYear

AT_ONCE = 5_000
COLUMNS = (
    "pk", "child_id", "child__number", "child__born", "absence", "started_at", "start_date_only", "ended_at",
    "end_date_only", "back_by", "back_by_date_only", "incident__source", "stretches",
)  # fmt: skip


def looked_after_return(year: ReturnYear, viewer: Viewer | None) -> Draft:
    """The Missing table of `year` as it would be written, checked, with all that is left out.

    A child denied to the viewer is in no part of it; without a viewer, as by a command, no restricted record is (SHA-4).
    """
    found = list(_allowed(_episodes(year), viewer).values_list(*COLUMNS))
    waiting = _waiting(year, viewer)
    born = {row[1]: row[3] for row in found}
    numbers = numbers_of({row[1]: row[2] for row in found} | {child: number for child, number, *_ in waiting})
    made = draft((part for row in found for part in _absent(row, numbers)), _care(born), year)
    held = tuple(
        LeftOut(child, numbers[child], f"Waits for a person: {why}", start)
        for child, _, start, why in waiting
        if start is None or start <= year.end
    )
    left_out = sorted(
        (*made.left_out, *held), key=lambda each: (each.number, each.start or date.min, str(each.episode))
    )
    return Draft(made.year, made.rows, tuple(left_out), made.findings, made.not_checked)


def years_held(today: date) -> list[ReturnYear]:
    """The years of which there are episodes, the present one first."""
    first = Episode.objects.aggregate(first=Min("started_at"))["first"]
    years = [ReturnYear.of(today)]
    while first and years[-1].start > Moment(first).day:
        years.append(years[-1].previous)
    return years


def _looked_after(year: ReturnYear) -> QuerySet[ServiceStatus, Any]:
    """Children looked after at any time from the year before on, whose open periods are carried over."""
    since = Q(since=None) | Q(since__lte=year.end)
    until = Q(until=None) | Q(until__gte=year.previous.start)
    return ServiceStatus.objects.filter(since, until, status=Status.LOOKED_AFTER).values("child")


def _episodes(year: ReturnYear) -> QuerySet[Episode]:
    first, last = midnight(year.previous.start), midnight(year.end + DAY)
    lasting = Q(ended_at=None, back_by=None) | Q(ended_at__gte=first) | Q(back_by__gte=first)
    ours = Q(child__in=_looked_after(year)) | Q(incident__source=SOURCE)
    return Episode.objects.filter(lasting, ours, started_at__lt=last)


def _absent(row: tuple[Any, ...], numbers: dict[UUID, str]) -> Iterator[Absent]:
    """An episode that was both kinds is a row for each of its parts: they are never added together (MIS-5)."""
    (
        pk,
        child,
        _,
        born,
        absence,
        started,
        start_date_only,
        ended,
        end_date_only,
        back_by,
        back_date_only,
        source,
        both,
    ) = row
    parts = wire.read(both) or (Stretch(Absence(absence), Moment(started, start_date_only)),)
    ends = [part.since for part in parts[1:]] + [Moment(ended, end_date_only) if ended else None]
    for part, end in zip(parts, ends, strict=True):
        yield Absent(
            episode=pk,
            child=child,
            number=numbers[child],
            born=born,
            kind=part.kind,
            start=part.since,
            end=end,
            back_by=Moment(back_by, back_date_only) if back_by and part is parts[-1] else None,
            from_return=source == SOURCE,
        )


def numbers_of(own: dict[UUID, str]) -> dict[UUID, str]:
    """The number of each child in the return, else the council's, else Lantern's own; no two children share one."""
    by_system: dict[str, dict[UUID, str]] = {ReferenceSystem.COUNCIL: {}, ReferenceSystem.RETURN: {}}
    for child, system, value in _references(own):
        by_system[system][child] = min(value, by_system[system].get(child, value))
    returned = by_system[ReferenceSystem.RETURN]
    council = {child: value for child, value in by_system[ReferenceSystem.COUNCIL].items() if child not in returned}
    taken = _of_others(council)
    return own | {child: value for child, value in council.items() if value not in taken} | returned


def _references(children: Iterable[UUID]) -> Iterator[tuple[UUID, str, str]]:
    rows = ChildReference.objects.filter(
        child__in=list(children), system__in=[ReferenceSystem.COUNCIL, ReferenceSystem.RETURN]
    )
    yield from rows.values_list("child_id", "system", "value")


def _of_others(council: dict[UUID, str]) -> set[str]:
    """Numbers at the council that are another child's number in the return."""
    if not council:
        return set()
    rows = ChildReference.objects.filter(system=ReferenceSystem.RETURN, value__in=council.values())
    return set(rows.values_list("value", flat=True))


def _care(children: Iterable[UUID]) -> dict[UUID, CareHeld]:
    ids = list(children)
    spells: dict[UUID, list[Spell]] = defaultdict(list)
    stays: dict[UUID, list[Stay]] = defaultdict(list)
    statuses = ServiceStatus.objects.filter(child__in=ids, status=Status.LOOKED_AFTER).order_by("since")
    for child, since, until, legal_status in statuses.values_list("child_id", "since", "until", "legal_status"):
        spells[child].append(Spell(since, until, Status.LOOKED_AFTER, legal_status))
    placements = Placement.objects.filter(child__in=ids).order_by("since", "until")
    columns = ("since", "until", "code", "provider", "postcode", "reason_ended")
    for child, *stay in placements.values_list("child_id", *columns):
        stays[child].append(Stay(*stay))
    return {child: CareHeld(tuple(spells[child]), tuple(stays[child])) for child in ids}


def _allowed(rows: Rows, viewer: Viewer | None) -> Rows:
    """`rows`, which have a `child`, but for those that whoever takes the return out may not see."""
    return without_denied(rows, viewer, through_child) if viewer else without_denied_to_systems(rows, through_child)


def _waiting(year: ReturnYear, viewer: Viewer | None) -> list[tuple[UUID, str, date | None, str]]:
    """Reports of children looked after that wait for a person: child, number, first day told, and why."""
    held = Incident.objects.filter(Q(child__in=_looked_after(year)) | Q(source=SOURCE), child__isnull=False)
    allowed = _allowed(held.exclude(held=""), viewer)
    rows = Message.objects.filter(incident__in=allowed).order_by("incident", "fingerprint")
    told: dict[UUID, tuple[UUID, str, date | None, str]] = {}
    for incident, child, number, why, said in rows.values_list(
        "incident_id", "incident__child_id", "incident__child__number", "incident__held", "said"
    ):
        message = wire.from_json(said)
        moments = [moment.day for moment in (message.last_seen, message.reported, message.found) if moment]
        before = told[incident][2] if incident in told else None
        told[incident] = (child, number, min([*moments, *([before] if before else [])], default=None), why)
    return list(told.values())
