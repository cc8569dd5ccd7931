"""Episodes of care become days looked after and placements, child by child (MIS-8, MIS-16)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from lantern.children import changes
from lantern.children.models import Child, Placement, ServiceStatus
from lantern.children.queries.standing import areas_of_postcodes
from lantern.children.vocabulary import Status
from lantern.exchange.actions.return_children import children_in_return
from lantern.exchange.actions.return_rows import Verdict, mark_rows
from lantern.exchange.models import ReceivedRow
from lantern.exchange.rules.return_care import Care, Stay, take_all
from lantern.exchange.rules.return_spells import Spell
from lantern.exchange.rules.return_tables import EpisodeRow
from lantern.missing.vocabulary import Outcome
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

Row = TypeVar("Row", ServiceStatus, Placement)
UNKNOWN = "No child is known by this number: Header has no row for it, or that row was refused."


@dataclass
class Held:
    """What the record holds of one child."""

    statuses: list[ServiceStatus] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)

    def care(self) -> Care:
        """The same as plain values."""
        return Care([_spell(row) for row in self.statuses], [_stay(row) for row in self.placements])


@dataclass
class Writing:
    """Rows to make, change and take away, gathered over many children and written at once."""

    made: list[Any] = field(default_factory=list)
    changed: list[Any] = field(default_factory=list)
    gone: list[Any] = field(default_factory=list)

    def write(self, model: type[Any], fields: Sequence[str], what: str, by: Member | None, at: datetime) -> None:
        """Take away, then change, then make: no two rows of a child may hold on the same day in between."""
        model.objects.filter(pk__in=[row.pk for row in self.gone]).delete()
        model.objects.bulk_update(self.changed, fields, batch_size=1_000)
        model.objects.bulk_create(self.made, batch_size=1_000)
        trail.record_many(what, [*self.made, *self.changed, *self.gone], by=by, at=at)


@action
def take_care(*, rows: Sequence[tuple[ReceivedRow, EpisodeRow]], by: Member | None, at: datetime) -> None:
    """Whole children of Episodes: each row marked with what became of it, the record brought in line."""
    children = children_in_return({episode.child or "" for _, episode in rows})
    list(Child.objects.filter(pk__in=[child.pk for child in children.values()]).order_by("pk").select_for_update())
    held = _held(child.pk for child in children.values())
    by_child: dict[str, list[EpisodeRow]] = defaultdict(list)
    for _, episode in rows:
        by_child[episode.child or ""].append(episode)
    verdicts: dict[int, Verdict] = {}
    statuses, placements = Writing(), Writing()
    for number, episodes in by_child.items():
        child = children.get(number)
        if child is None:
            verdicts |= {episode.number: (Outcome.REFUSED, UNKNOWN) for episode in episodes}
            continue
        care = held[child.pk].care()
        verdicts |= take_all(care, episodes)
        _compare_statuses(child, held[child.pk].statuses, care.spells, statuses)
        _compare_placements(child, held[child.pk].placements, care.stays, placements)
    _write(statuses, placements, by, at)
    _bring_up_to_date(children.values(), london(at).date())
    mark_rows(rows={row: verdicts[row.number] for row, _ in rows}, by=by, at=at)
    changes.changed([row.child_id for row in (*statuses.made, *statuses.changed, *statuses.gone)], by, at)


def _held(children: Iterable[UUID]) -> dict[UUID, Held]:
    ids = list(children)
    held = {child: Held() for child in ids}
    for status in ServiceStatus.objects.filter(child__in=ids).order_by("since"):
        held[status.child_id].statuses.append(status)
    for placement in Placement.objects.filter(child__in=ids).order_by("since"):
        held[placement.child_id].placements.append(placement)
    return held


def _spell(row: ServiceStatus) -> Spell:
    return Spell(row.since, row.until, row.status, row.legal_status)


def _stay(row: Placement) -> Stay:
    return Stay(row.since, row.until, row.code, row.provider, row.postcode, row.reason_ended)


def _compare_statuses(child: Child, held: list[ServiceStatus], wanted: Collection[Spell], writing: Writing) -> None:
    left, new = _unmatched(held, wanted, _spell)
    for spell in new:
        row = _same(left, lambda row, spell=spell: (row.status, row.since) == (spell.status, spell.since))
        (writing.changed if row else writing.made).append(
            _set(row or ServiceStatus(child=child), since=spell.since, until=spell.until, status=spell.status,
                 legal_status=spell.legal_status)
        )  # fmt: skip
    writing.gone += left


def _compare_placements(child: Child, held: list[Placement], wanted: Collection[Stay], writing: Writing) -> None:
    left, new = _unmatched(held, wanted, _stay)
    for stay in new:
        row = _same(left, lambda row, stay=stay: (row.code, row.since) == (stay.code, stay.since))
        (writing.changed if row else writing.made).append(
            _set(row or Placement(child=child), since=stay.since, until=stay.until, code=stay.code,
                 provider=stay.provider, postcode=stay.postcode, reason_ended=stay.reason_ended)
        )  # fmt: skip


def _unmatched(held: list[Row], wanted: Collection[Any], value: Any) -> tuple[list[Row], list[Any]]:
    """Rows that stand for nothing wanted, and what is wanted that no row stands for."""
    there = {value(row) for row in held}
    return [row for row in held if value(row) not in wanted], [each for each in wanted if each not in there]


def _same(rows: list[Row], is_same: Any) -> Row | None:
    """The row to change, taken out of `rows`."""
    found = next((row for row in rows if is_same(row)), None)
    if found is not None:
        rows.remove(found)
    return found


def _set(row: Row, **values: Any) -> Row:
    for name, value in values.items():
        setattr(row, name, value)
    return row


def _write(statuses: Writing, placements: Writing, by: Member | None, at: datetime) -> None:
    areas = areas_of_postcodes(row.postcode for row in placements.made)
    for row in placements.made:
        row.area_id = areas.get(row.postcode)
    statuses.write(ServiceStatus, ["since", "until", "legal_status"], "children.status_set", by, at)
    placements.write(Placement, ["until", "reason_ended"], "children.placed", by, at)


def _bring_up_to_date(children: Iterable[Child], today: date) -> None:
    """The status that stands today, repeated on the child for lists."""
    ids = [child.pk for child in children]
    now = {
        status.child_id: status.status
        for status in ServiceStatus.objects.filter(child__in=ids)
        if _holds(status, today)
    }
    moved: dict[str, list[UUID]] = defaultdict(list)
    for child, repeated in Child.objects.filter(pk__in=ids).values_list("pk", "status"):
        if repeated != (stands := now.get(child, Status.NONE)):
            moved[stands].append(child)
    for status, children_moved in moved.items():
        Child.objects.filter(pk__in=children_moved).update(status=status)


def _holds(status: ServiceStatus, today: date) -> bool:
    return (status.since or date.min) <= today < (status.until or date.max)
