"""Records that may be of one child, found and kept for a person to look at (MIS-4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from lantern.children.models import Child, Lookalike, NeverSame
from lantern.children.queries.candidates import Known, known_like
from lantern.children.queries.profiles import profiles_of
from lantern.children.queries.thresholds import thresholds_on
from lantern.children.rules.blocks import searching_keys
from lantern.children.rules.doubles import doubles
from lantern.children.rules.matching import Evidence
from lantern.children.rules.profiles import Profile
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail.acting import action

AT_ONCE = 200  # children sought together
Pairs = dict[tuple[UUID, UUID], Evidence]


@action
def look_for_doubles(*, children: Iterable[UUID], by: Member | None, at: datetime) -> None:
    """Compare each of `children` with everybody who shares a key with them; what was found of them before is replaced."""
    ids = sorted(children)
    for start in range(0, len(ids), AT_ONCE):
        _look(ids[start : start + AT_ONCE], at)


@action
def look_at_provisional(*, by: Member | None, at: datetime) -> None:
    """Compare every provisional record with everybody: a list of children may have opened a second one (MIS-4)."""
    rows = Child.objects.filter(provisional=True, merged_into=None)
    look_for_doubles(children=rows.values_list("pk", flat=True), by=by, at=at)


def _look(ids: list[UUID], at: datetime) -> None:
    Lookalike.objects.filter(Q(child__in=ids) | Q(other__in=ids)).delete()
    standing = set(Child.objects.filter(pk__in=ids, merged_into=None).values_list("pk", flat=True))
    enough = thresholds_on(london(at).date())
    profiles = {child: profile for child, profile in profiles_of(ids).items() if child in standing}
    known = known_like(profiles.values(), largest_block=enough.largest_block)
    apart = _told_apart(profiles)
    found: Pairs = {}
    for child, profile in profiles.items():
        others = _sharing(profile, known)
        for other, evidence in doubles(str(child), profile, others, enough, apart[child]):
            first, second = sorted((child, UUID(other)))
            found[first, second] = evidence
    Lookalike.objects.bulk_create(_rows(found))


def _sharing(profile: Profile, known: Known) -> dict[str, Profile]:
    """Those of `known` who share a key with this one."""
    keys = {child for key in searching_keys(profile) for child in known.blocks.get(key, ())}
    return {key: known.children[key] for key in sorted(keys)}


def _told_apart(children: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Whom a person said that each is not, or that a record merged into either is not."""
    into = dict(Child.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into_id"))
    apart: dict[UUID, set[str]] = defaultdict(set)
    for one, other in NeverSame.objects.filter(undone_at=None).values_list("child_id", "other_id"):
        one, other = into.get(one, one), into.get(other, other)
        apart[one].add(str(other))
        apart[other].add(str(one))
    return apart


def _rows(found: Pairs) -> Iterator[Lookalike]:
    for (child, other), evidence in sorted(found.items()):
        likeness = evidence.likeness
        yield Lookalike(
            child_id=child,
            other_id=other,
            weight=likeness.weight,
            agrees=list(likeness.agreements),
            disagrees=list(likeness.disagreements),
        )
