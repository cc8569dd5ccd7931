"""The whole trail, for those who may search it: by person, child, kind, what was done, when and from where (SHA-6)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from lantern.access.scope import denied
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.searches import sought_by
from lantern.design.asked import read_id
from lantern.organisation.models import Credential, Member
from lantern.tenancy.current import current_id
from lantern.timekeeping.moments import LONDON
from lantern.trail.models import Entry
from lantern.trail.rules.in_words import names_said
from lantern.trail.vocabulary import Kind

ORDER = ("-at", "-id")
PEOPLE_AT_MOST = 50  # members that a name may mean
NOBODY = Q(pk__in=[])


@dataclass(frozen=True)
class Asked:
    """What the trail is searched by, as typed; days are London's, both included."""

    person: str = ""
    child: str = ""
    kind: str = ""
    done: str = ""
    typed: str = ""
    origin: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """Which of them were filled in, for the trail: not with what."""
        return tuple(name for name, value in vars(self).items() if value)


@dataclass
class About:
    """Whom and what some entries are about."""

    people: dict[UUID, Any] = field(default_factory=dict)
    children: dict[UUID, Child] = field(default_factory=dict)
    systems: dict[UUID, Any] = field(default_factory=dict)


def entries(viewer: Viewer, asked: Asked) -> "QuerySet[Entry]":
    """Entries that answer to all of `asked`, latest first; those about a child denied to the viewer are left out (SHA-4)."""
    found = Entry.objects.filter(partnership_id=current_id())
    for condition in _conditions(asked):
        found = found.filter(condition)
    return found.exclude(_denied(viewer)).order_by(*ORDER)


def child_asked(viewer: Viewer, number: str) -> Child | None:
    """The child of Lantern's own number, unless denied to the viewer; names are not searched here."""
    against = denied(viewer)
    found = Child.objects.filter(number__iexact=number.strip())
    return (found if against is None else found.exclude(against)).first()


def about(found: Iterable[Entry]) -> About:
    """Members, children and systems of some entries, in three queries."""
    rows = list(found)
    people = Member.objects.filter(pk__in={each.member_id for each in rows if each.member_id}).select_related("agency")
    children = Child.objects.filter(pk__in={each.child_id for each in rows if each.child_id})
    systems = Credential.objects.filter(
        pk__in={each.credential_id for each in rows if each.credential_id}
    ).select_related("agency")
    return About(
        {each.pk: each for each in people}, {each.pk: each for each in children}, {each.pk: each for each in systems}
    )


def _conditions(asked: Asked) -> Iterable[Q]:
    if asked.person:
        yield _by(asked.person)
    if asked.child:
        yield Q(
            child_id__in=list(Child.objects.filter(number__iexact=asked.child.strip()).values_list("pk", flat=True))
        )
    if asked.kind:
        yield Q(kind=asked.kind) if asked.kind in set(Kind) else NOBODY
    if asked.done:
        yield Q(what__in=names_said(asked.done))
    if asked.typed:
        digest = sought_by(asked.typed)
        yield Q(sought=digest) & ~Q(sought="")
    if asked.origin:
        yield Q(origin=asked.origin)
    if asked.since:
        yield Q(at__gte=_midnight(asked.since))
    if asked.until:
        yield Q(at__lt=_midnight(asked.until + timedelta(days=1)))


def _by(person: str) -> Q:
    """Entries by a member: by id, as links say it, or by the words of a name or address."""
    if key := read_id(person):
        return Q(member_id=key)
    named = Q()
    for word in person.split():
        named &= Q(name__icontains=word) | Q(email__icontains=word)
    return Q(member_id__in=list(Member.objects.filter(named).values_list("pk", flat=True)[:PEOPLE_AT_MOST]))


def _denied(viewer: Viewer) -> Q:
    against = denied(viewer)
    return NOBODY if against is None else Q(child_id__in=Child.objects.filter(against).values("pk"))


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON)


def person_said(person: str) -> str:
    """The person asked for as the search field shows them: by address where a link said the id."""
    key = read_id(person)
    if key is None:
        return person
    found = Member.objects.filter(pk=key).first()
    return found.email if found else ""
