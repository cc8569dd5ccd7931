"""What a change of the arrangement does to what episodes owe (PAR-7)."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q

from lantern.children.queries.thresholds import as_thresholds
from lantern.missing.models import Episode, Incident
from lantern.missing.queries.claims import claims_of
from lantern.missing.queries.derived import Derived, derived, derived_by
from lantern.missing.queries.owing import SUBJECTS
from lantern.missing.queries.trying import tried
from lantern.missing.vocabulary import Absence
from lantern.obligations.models import Obligation, Waiver
from lantern.obligations.queries import OPEN
from lantern.obligations.rules import Claim, Key, begun_otherwise, moved
from lantern.organisation.rules.arrangement import Arrangement, Missing
from lantern.organisation.rules.consequences import Change, Foreseen, Moved
from lantern.organisation.rules.versions import Versions
from lantern.timekeeping.moments import DAY, midnight

AT_ONCE = 500  # children
STAY = ": what happened on other days follows the version of its day."


class Moves(NamedTuple):
    """Some of what a change moves, what those records owe then, and the children whose triggers are others then."""

    moved: tuple[Moved, ...]
    claims: list[Claim]
    found: list[Derived]


def moves(change: Change) -> Iterator[Moves]:
    """All that `change` moves, some children at a time: what the page foresees and what the action carries out."""
    children = _children(change)
    for start in range(0, len(children), AT_ONCE):
        yield _moves(change, children[start : start + AT_ONCE])


def foreseen(change: Change, at: datetime) -> Foreseen:
    """What would move if `change` were made, and what would not."""
    found = tuple(one for some in moves(change) for one in some.moved)
    return Foreseen(found, tuple(_notes(change, found, at)))


def _children(change: Change) -> list[UUID]:
    """Whoever went missing, or was back, on a day that follows another version than it did.

    Two questions, since no index answers both at once; every kind of absence is named because the one of starts begins so.
    """
    found: set[UUID] = set()
    for since, until in change.days:
        began = Q(absence__in=list(Absence)) & _within("started_at", since, until)
        for days in (began, _within("ended_at", since, until)):
            found.update(Episode.objects.filter(days).values_list("child", flat=True))
    return sorted(found)


def _within(name: str, since: date, until: date) -> Q:
    """A time on a day in London from `since` until before `until`; the first and last day there are stand for no bound."""
    bounds = Q(**{f"{name}__isnull": False})
    if since > date.min:
        bounds &= Q(**{f"{name}__gte": midnight(since)})
    return bounds & Q(**{f"{name}__lt": midnight(until)}) if until < date.max else bounds


def _moves(change: Change, children: list[UUID]) -> Moves:
    then = list(derived(children, _on(change.before)))
    now = derived_by(then, _on(change.after))
    before, after = ([claim for each in found for claim in claims_of(each)] for found in (then, now))
    found = moved(before, after, _waived(children))
    subjects = {one.subject for one in found} | begun_otherwise(before, after)
    others = [new for old, new in zip(then, now, strict=True) if old.fired != new.fired]
    return Moves(found, [claim for claim in after if claim.subject in subjects], others)


def _on(versions: Versions) -> Callable[[date], Arrangement]:
    def arranged(day: date) -> Arrangement:
        found = versions.in_force(day)
        assert found is not None
        return found.arrangement

    return arranged


def _waived(children: list[UUID]) -> frozenset[Key]:
    rows = Waiver.objects.filter(child__in=children, subject_kind__in=SUBJECTS, ended_at=None)
    return frozenset(rows.values_list("subject_kind", "subject_id", "kind", "cause"))


def _notes(change: Change, found: tuple[Moved, ...], at: datetime) -> Iterator[str]:
    if _differ(change, lambda missing: (missing.clocks, missing.open_statuses)):
        gone = sum(one.is_open and one.before is not None for one in found)
        stay = Obligation.objects.filter(OPEN, subject_kind__in=SUBJECTS).count() - gone
        yield _several(stay, "open obligation keeps its time", "open obligations keep their time") + STAY
    yield from _repeats(change, at)
    waiting = Incident.objects.filter(child=None).count()
    if waiting and _differ(change, lambda missing: missing.matching):
        yield _several(waiting, "notification waits", "notifications wait") + " for a person now."
    if _differ(change, lambda missing: missing.matching):
        yield from _matching(change)


def _matching(change: Change) -> Iterator[str]:
    """What the last notifications would have come to by the old thresholds and by the new."""
    number, (old, new) = tried(*(as_thresholds(missing.matching) for missing in _latest(change)))
    if not number:
        return
    yield (
        f"Of the last {_several(number, 'notification', 'notifications')}, read again with the records confirmed by now: "
        f"{new.linked} would link without a person (by the version before {old.linked}), "
        f"{new.waiting} would wait for one ({old.waiting}), {new.new} would open a new record ({old.new})."
    )
    if new.elsewhere != old.elsewhere:
        yield (
            f"{_several(new.elsewhere, 'link', 'links')} would be to another child than the one it is about as things stand; "
            f"by the version before {old.elsewhere}."
        )


def _repeats(change: Change, at: datetime) -> Iterator[str]:
    """How many of the children who are missing now would count as repeatedly missing (MIS-12a)."""
    if _differ(change, lambda missing: (missing.repeat_count, missing.repeat_days)):
        old, new = (_repeatedly_missing(missing, at) for missing in _latest(change))
        yield f"Of the children missing now, {new} would count as repeatedly missing. By the version before it is {old}."


def _repeatedly_missing(missing: Missing, at: datetime) -> int:
    now = Episode.objects.filter(ended_at=None, back_by=None, absence_now=Absence.MISSING).values("child")
    recent = Episode.objects.filter(
        child__in=now, absence=Absence.MISSING, started_at__gte=at - missing.repeat_days * DAY, started_at__lte=at
    )
    counted = recent.order_by().values("child").annotate(times=Count("pk")).filter(times__gte=missing.repeat_count)
    return counted.count()


def _differ(change: Change, part: Callable[[Missing], object]) -> bool:
    old, new = _latest(change)
    return part(old) != part(new)


def _latest(change: Change) -> tuple[Missing, Missing]:
    """The part about missing children on the first day that the change is about, before and after it."""
    day = next((since for since, _ in change.days), date.max)
    return _on(change.before)(day).missing, _on(change.after)(day).missing


def _several(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"
