"""Records that members opened, and what is known of both, for the rules that judge it (SHA-6)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from lantern.access.vocabulary import COVERS_ITS_AREA
from lantern.children.models import Address, Allocation, Child, ChildName
from lantern.children.rules.names import parts
from lantern.governance.homes import home_digest
from lantern.governance.models import Home
from lantern.governance.rules.looks import Looks, Spell
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.queries import areas_on
from lantern.organisation.vocabulary import Role
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import london
from lantern.trail.models import Entry
from lantern.trail.vocabulary import Kind
from lantern.trail.vocabulary.said import IN_LISTS

OPENED = (Kind.VIEW, Kind.PRINT)


class Opening(NamedTuple):
    """A member opened a child's record."""

    member: UUID
    child: UUID
    at: datetime


class Key(NamedTuple):
    """One member's looks at one child on one day of London."""

    member: UUID
    child: UUID
    day: date


@dataclass
class Known:
    """What is known of the members and children of some openings."""

    partnership: Partnership
    surnames: dict[UUID, frozenset[str]] = field(default_factory=dict)
    childs_surnames: dict[UUID, frozenset[str]] = field(default_factory=dict)
    own_homes: dict[UUID, str] = field(default_factory=dict)
    homes: dict[UUID, frozenset[str]] = field(default_factory=dict)
    roles: dict[UUID, list[tuple[Spell, UUID | None]]] = field(default_factory=dict)
    places: dict[UUID, list[tuple[Spell, UUID | None]]] = field(default_factory=dict)
    work: dict[tuple[UUID, UUID], list[Spell]] = field(default_factory=dict)


def openings(since: datetime, until: datetime, *, of: UUID | None = None) -> list[Opening]:
    """Children's own pages that members opened or printed; pages on which a child stands among others do not count."""
    whose = Q(member_id=of) if of else Q(member_id__isnull=False)
    rows = (
        Entry.objects.filter(whose, at__gte=since, at__lt=until, kind__in=OPENED, child_id__isnull=False)
        .exclude(what__in=IN_LISTS)
        .order_by("at", "id")
    )
    return [Opening(m, c, at) for m, c, at in rows.values_list("member_id", "child_id", "at") if m and c]


def by_key(found: Iterable[Opening]) -> dict[Key, list[datetime]]:
    """The times of the looks, by member, child and day."""
    grouped: dict[Key, list[datetime]] = defaultdict(list)
    for each in found:
        grouped[Key(each.member, each.child, london(each.at).date())].append(each.at)
    return grouped


def known_of(keys: Iterable[Key], partnership: Partnership) -> Known:
    """Seven queries, however many keys."""
    wanted = set(keys)
    members, children = {key.member for key in wanted}, {key.child for key in wanted}
    known = Known(
        partnership=partnership,
        surnames={pk: _surname(name) for pk, name in _of(Member, members).values_list("pk", "name")},
        own_homes=dict(Home.objects.filter(member__in=members).values_list("member_id", "digest")),
        roles=_roles(members),
        work=_work(members, children),
    )
    _add_children(known, children)
    return known


def looks(key: Key, times: Iterable[datetime], known: Known) -> Looks:
    """The looks as the rules take them."""
    return Looks(
        day=key.day,
        times=tuple(times),
        own_surname=known.surnames.get(key.member, frozenset()),
        surnames=known.childs_surnames.get(key.child, frozenset()),
        own_home=known.own_homes.get(key.member, ""),
        homes=known.homes.get(key.child, frozenset()),
        by_area=_covered(key, known),
        work=tuple(known.work.get((key.member, key.child), ())),
    )


def _of(model: Any, keys: set[UUID]) -> "QuerySet[Any]":
    return model.objects.filter(pk__in=keys)


def _surname(name: str) -> frozenset[str]:
    """Of a name in one field the last word, both halves of it where it is double-barrelled."""
    words = name.split()
    return frozenset(parts(words[-1])) if words else frozenset()


def _roles(members: set[UUID]) -> dict[UUID, list[tuple[Spell, UUID | None]]]:
    """Roles that show every child of an area, each with its spell; the last day counts, since it was held that morning."""
    held: dict[UUID, list[tuple[Spell, UUID | None]]] = defaultdict(list)
    rows = RoleHeld.objects.filter(member__in=members, role__in=[Role(role).value for role in COVERS_ITS_AREA])
    for member, since, until, area in rows.values_list("member_id", "since", "until", "area_id"):
        held[member].append((_with_last_day(since, until), area))
    return held


def _work(members: set[UUID], children: set[UUID]) -> dict[tuple[UUID, UUID], list[Spell]]:
    found: dict[tuple[UUID, UUID], list[Spell]] = defaultdict(list)
    rows = Allocation.objects.filter(member__in=members, child__in=children)
    for member, child, since, until in rows.values_list("member_id", "child_id", "since", "until"):
        found[member, child].append(_with_last_day(since, until))
    return found


def _with_last_day(since: date | None, until: date | None) -> Spell:
    return Spell(since, until + timedelta(days=1) if until else None)


def _add_children(known: Known, children: set[UUID]) -> None:
    names: dict[UUID, set[str]] = defaultdict(set)
    homes: dict[UUID, set[str]] = defaultdict(set)
    places: dict[UUID, list[tuple[Spell, UUID | None]]] = defaultdict(list)
    for pk, surname, area in _of(Child, children).values_list("pk", "surname", "area_id"):
        names[pk].update(parts(surname))
        places[pk].append((Spell(None, None), area))
    for pk, surname in ChildName.objects.filter(child__in=children).values_list("child_id", "surname"):
        names[pk].update(parts(surname))
    rows = Address.objects.filter(child__in=children).values_list(
        "child_id", "text", "postcode", "area_id", "since", "until"
    )
    for pk, text, postcode, area, since, until in rows:
        homes[pk].add(home_digest(text, postcode))
        places[pk].append((_with_last_day(since, until), area))
    known.childs_surnames = {pk: frozenset(found) for pk, found in names.items()}
    known.homes = {pk: frozenset(found - {""}) for pk, found in homes.items()}
    known.places = places


def _covered(key: Key, known: Known) -> bool:
    """Whether a role covered where the child lived that day or lives now: the record is opened by either."""
    held = [area for spell, area in known.roles.get(key.member, ()) if spell.holds(key.day)]
    if None in held:
        return True
    covered = areas_on(key.day, known.partnership).within(area for area in held if area) if held else frozenset()
    return bool(covered & set(_areas(key, known)))


def _areas(key: Key, known: Known) -> Iterator[UUID]:
    return (area for spell, area in known.places.get(key.child, ()) if area and spell.holds(key.day))
