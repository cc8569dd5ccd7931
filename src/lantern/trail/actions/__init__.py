"""Writing the trail: in the transaction of what it tells of, so that neither stands without the other (SHA-6)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from lantern.tenancy.current import current_id
from lantern.trail.models import Entry
from lantern.trail.vocabulary import KIND_OF, Kind

EACH = """
INSERT INTO trail_entry (partnership_id, at, kind, what, member_id, origin, credential_id,
  child_id, subject_kind, subject_id, purpose, sought, detail)
SELECT %s::uuid, %s::timestamptz, %s::text, %s::text, %s::uuid, %s::inet, %s::uuid, child, name, subject, '', '', ''
FROM unnest(%s::uuid[], %s::text[], %s::uuid[]) WITH ORDINALITY AS about (child, name, subject, place) ORDER BY place
"""

_origin: ContextVar[str | None] = ContextVar("origin", default=None)
_credential: ContextVar[UUID | None] = ContextVar("credential", default=None)


class Actor(Protocol):
    """Whoever acts: a member, or a command that runs for nobody (`None`)."""

    pk: Any


@contextmanager
def from_address(address: str | None) -> Iterator[None]:
    """Everything written inside says it came from `address`."""
    token = _origin.set(address)
    try:
        yield
    finally:
        _origin.reset(token)


@contextmanager
def by_system(credential_id: UUID) -> Iterator[None]:
    """Everything written inside was done by an agency's system, known by that credential."""
    token = _credential.set(credential_id)
    try:
        yield
    finally:
        _credential.reset(token)


def record(
    what: str,
    subject: Any,
    *,
    by: Actor | None,
    at: datetime,
    purpose: str = "",
    kind: Kind | None = None,
    detail: str = "",
) -> None:
    """One thing done to `subject`; its child is found by `child_id`, or it is the child itself.

    The kind follows from `what`, a change unless `KIND_OF` knows better. `detail` says how, in words, never what was read.
    """
    _entry(kind or KIND_OF.get(what, Kind.CHANGE), what, subject, by=by, at=at, purpose=purpose, detail=detail).save()


def record_many(what: str, subjects: list[Any], *, by: Actor | None, at: datetime) -> None:
    """The same thing done to each of many subjects, in one statement."""
    _each(KIND_OF.get(what, Kind.CHANGE), what, subjects, by, at)


def viewed(what: str, subject: Any, *, by: Actor | None, at: datetime, purpose: str = "") -> None:
    """One look at a child's record."""
    _entry(KIND_OF.get(what, Kind.VIEW), what, subject, by=by, at=at, purpose=purpose).save()


def viewed_many(what: str, subjects: list[Any], *, by: Actor | None, at: datetime) -> None:
    """A page that shows several children is a look at each of them."""
    _each(KIND_OF.get(what, Kind.VIEW), what, subjects, by, at)


def searched(
    what: str,
    shown: Sequence[Any],
    *,
    sought: str,
    detail: str,
    by: Actor | None,
    at: datetime,
    kind: Kind = Kind.SEARCH,
) -> None:
    """A search: one entry for itself, one for each child it showed, so that "who searched for this child" has an answer.

    What was typed stays out of the trail: `sought` is its keyed digest (`lantern.trail.sought`), `detail` which fields
    were asked for and how many records came of it.
    """
    entries = [_entry(kind, what, subject, by=by, at=at, sought=sought, detail=detail) for subject in (None, *shown)]
    Entry.objects.bulk_create(entries)


def again(entries: Sequence[Entry], *, kind: Kind, at: datetime, detail: str) -> None:
    """The same members and subjects once more, for something else that was done with them: a page seen is now printed."""
    Entry.objects.bulk_create(
        [
            Entry(
                partnership_id=current_id(),
                at=at,
                kind=kind,
                what=each.what,
                member_id=each.member_id,
                child_id=each.child_id,
                subject_kind=each.subject_kind,
                subject_id=each.subject_id,
                origin=_origin.get(),
                detail=detail,
            )
            for each in entries
        ]
    )


def _each(kind: Kind, what: str, subjects: list[Any], by: Actor | None, at: datetime) -> None:
    """The same entry about each subject, which may be of several models.

    One statement over lists of what differs: the rows of every list pass here, and building each entry as a model would
    cost more than reading the rows did.
    """
    if not subjects:
        return
    names = [subject._meta.label_lower for subject in subjects]
    about = [
        [_child_of(subject, name) for subject, name in zip(subjects, names, strict=True)],
        names,
        [subject.pk for subject in subjects],
    ]
    told = [current_id(), at, kind.value, what, by.pk if by is not None else None, _origin.get(), _credential.get()]
    with connection.cursor() as cursor:
        cursor.execute(EACH, [*told, *about])


def _entry(kind: Kind, what: str, subject: Any, *, by: Actor | None, at: datetime, **said: str) -> Entry:
    name = subject._meta.label_lower if subject is not None else ""
    return Entry(
        partnership_id=current_id(),
        at=at,
        kind=kind,
        what=what,
        member_id=by.pk if by is not None else None,
        child_id=_child_of(subject, name),
        subject_kind=name,
        subject_id=subject.pk if subject is not None else None,
        origin=_origin.get(),
        credential_id=_credential.get(),
        **said,
    )


def _child_of(subject: Any, name: str) -> UUID | None:
    found = subject.pk if name == "children.child" else getattr(subject, "child_id", None)
    return found if isinstance(found, UUID) else None
