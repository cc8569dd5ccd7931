"""Finding a child by whatever is known: name with its mistakes, birth date, postcode, a reference (MIS-4).

Every condition is an equality or a range: PostgreSQL uses no index for `LIKE` behind row-level security.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from lantern.access.viewer import Viewer
from lantern.children.models import Child, FirstWord, MatchKey
from lantern.children.queries.profiles import profiles_of
from lantern.children.rules.blocks import searching_keys
from lantern.children.rules.described import Described
from lantern.children.rules.matching import weigh
from lantern.children.rules.profiles import Profile
from lantern.children.rules.searching import Wanted, beginnings, near, read_search

AT_MOST = 25
CONSIDERED = 100  # by each way of finding
SOUNDING = 50  # by the sound of a single name, which thousands may share
BEGINNING = 40  # more than are shown, since some have the words of their name the other way round
NEAR_AT_MOST = 5  # surnames a slip away that are tried
BEGINS = 20.0  # bits: what was typed is how the name begins
BEHIND = 12.0  # bits behind the likeliest child from which on a child is not worth showing
AFTER_LETTERS = "~"  # sorts after every letter of a sort name
SHARING = 2_000  # who share a key of both names or of a birth date: a bound makes the planner start from the keys


@dataclass(frozen=True)
class Found:
    """A child that a search found, and why, in words."""

    child: Child
    weight: float
    why: tuple[str, ...]


class Row(NamedTuple):
    """A child as far as ranking goes."""

    pk: UUID
    sort_name: str
    number: str


class Weighed(NamedTuple):
    """A row, how likely it is meant, and why, in words."""

    row: Row
    weight: float
    why: tuple[str, ...]


def search(viewer: Viewer, text: str) -> list[Found]:
    """Children `viewer` may see who answer to `text`, the likeliest first, at most twenty-five; one more tells of more."""
    return search_for(viewer, read_search(text))


def search_for(viewer: Viewer, wanted: Wanted) -> list[Found]:
    """As `search`, for something already read. Eight queries at most."""
    if wanted.is_empty:
        return []
    visible = Child.visible_to(viewer)
    rows = _rows(_likely(visible, wanted))
    if len(rows) <= AT_MOST and wanted.sounds:
        rows |= _rows(_sounding(visible, wanted.sounds))
    profiles = profiles_of(rows) if rows else {}
    found = _ranked(wanted, ((rows[pk], profile) for pk, profile in profiles.items()))
    found = found or _nearly(visible, wanted)
    children = Child.objects.in_bulk([each.row.pk for each in found]) if found else {}
    return [Found(children[each.row.pk], each.weight, each.why) for each in found]


def _rows(children: "QuerySet[Child]") -> dict[UUID, Row]:
    """As much of each as ranking needs: hundreds are ranked for each one that is shown."""
    return {row[0]: Row(*row) for row in children.values_list("pk", "sort_name", "number")}


def _likely(visible: "QuerySet[Child]", wanted: Wanted) -> "QuerySet[Child]":
    """Children with a key of what is sought, with a name that begins as typed, or with the number typed."""
    found: list[QuerySet[Any, Any]] = [_beginning(visible, *start) for start in wanted.starts]
    if keys := searching_keys(wanted.profile):
        found.append(_with_keys(visible, Q(key__in=keys)))
    if wanted.references:
        found.append(visible.filter(number__in=wanted.references))
    if (born := wanted.described.born) and not wanted.words:
        day = f"b:{born:%Y%m%d}"
        found.append(_with_keys(visible, Q(key__gte=day, key__lt=day + AFTER_LETTERS)))
    if not found:
        return visible.none()
    first, *rest = [each.values("pk") for each in found]
    return Child.objects.filter(pk__in=first.union(*rest, all=True) if rest else first)


def _with_keys(visible: "QuerySet[Child]", condition: Q) -> "QuerySet[Child]":
    keyed = MatchKey.objects.filter(condition).values("child")[:SHARING]
    return visible.filter(pk__in=keyed)[:CONSIDERED]


def _sounding(visible: "QuerySet[Child]", sounds: Iterable[str]) -> "QuerySet[Child]":
    """Without a bound on the keys: of the thousands who share a single name, those in the viewer's own area are meant."""
    return visible.filter(pk__in=MatchKey.objects.filter(key__in=sounds).values("child"))[:SOUNDING]


def _beginning(visible: "QuerySet[Child]", surname: str, forename: str) -> "QuerySet[Child]":
    """Names that begin with the one, and have a word after it that begins with the other."""
    found = visible.filter(sort_name__gte=surname, sort_name__lt=surname + AFTER_LETTERS)
    return found.filter(sort_name__contains=f" {forename}" if forename else "").order_by("sort_name")[:BEGINNING]


def _nearly(visible: "QuerySet[Child]", wanted: Wanted) -> list[Weighed]:
    """Names a slip of the keys away: asked only when nobody answers to what was typed."""
    ranges = Q()
    for start in _near_starts(wanted):
        ranges |= Q(sort_name__gte=start, sort_name__lt=start + AFTER_LETTERS)
    if not ranges:
        return []
    rows = visible.filter(ranges).order_by().values_list("pk", "sort_name", "number", "forename", "surname", "born")
    return _ranked(wanted, [(Row(*row[:3]), _by_name(*row[3:])) for row in rows[:CONSIDERED]])


def _near_starts(wanted: Wanted) -> Iterator[str]:
    """Beginnings of sort names: a surname like the one typed, then the initial of the other word.

    The words are those of the whole partnership: the children under them are then sought in the viewer's scope.
    """
    starts = [(surname, forename) for surname, forename in wanted.starts if " " not in surname]
    letters = Q()
    for beginning in {beginning for surname, _ in starts for beginning in beginnings(surname)}:
        letters |= Q(word__gte=beginning, word__lt=beginning + AFTER_LETTERS)
    if not starts:
        return
    surnames = list(FirstWord.objects.filter(letters).values_list("word", flat=True))
    for surname, forename in starts:
        for each in near(surname, surnames)[:NEAR_AT_MOST]:
            yield f"{each} {forename[:1]}"


def _by_name(forename: str, surname: str, born: date | None) -> Profile:
    return Profile.of(Described(forename=forename, surname=surname, born=born))


def _ranked(wanted: Wanted, profiles: Iterable[tuple[Row, Profile]]) -> list[Weighed]:
    """The likeliest first; those that have too little in common with what was typed are left out."""
    sought = wanted.profile
    found = [_weighed(wanted, sought, row, profile) for row, profile in profiles]
    best = max((each.weight for each in found), default=0.0)
    floor = max(0.0, min(best, BEGINS) - BEHIND)
    likely = [each for each in found if each.weight > floor]
    return sorted(likely, key=lambda each: (-each.weight, each.row.sort_name, each.row.number))[: AT_MOST + 1]


def _weighed(wanted: Wanted, sought: Profile, row: Row, profile: Profile) -> Weighed:
    evidence = weigh(sought, profile)
    assert evidence is not None
    weight, why = evidence.weight, evidence.likeness.agreements
    if wanted.begins(row.sort_name):
        weight, why = weight + BEGINS, why or ("name begins as typed",)
    if row.number in wanted.references:
        weight, why = weight + BEGINS, (*why, "Lantern’s number")
    return Weighed(row, weight, why)
