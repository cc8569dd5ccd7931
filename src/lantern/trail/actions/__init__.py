"""Writing the trail: in the transaction of what it tells of, so that neither stands without the other (SHA-6)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from lantern.tenancy.current import current_id
from lantern.trail.models import Entry
from lantern.trail.vocabulary import Kind

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


def record(what: str, subject: Any, *, by: Actor | None, at: datetime, purpose: str = "") -> None:
    """One change to `subject`; its child is found by `child_id`, or it is the child itself."""
    _entry(Kind.CHANGE, what, subject, by=by, at=at, purpose=purpose).save()


def record_many(what: str, subjects: list[Any], *, by: Actor | None, at: datetime) -> None:
    """One change to each of many subjects, in one statement."""
    Entry.objects.bulk_create(
        [_entry(Kind.CHANGE, what, subject, by=by, at=at) for subject in subjects], batch_size=2_000
    )


def viewed(what: str, subject: Any, *, by: Actor | None, at: datetime, purpose: str = "") -> None:
    """One look at a child's record."""
    _entry(Kind.VIEW, what, subject, by=by, at=at, purpose=purpose).save()


def viewed_many(what: str, subjects: list[Any], *, by: Actor | None, at: datetime) -> None:
    """A page that shows several children is a look at each of them."""
    Entry.objects.bulk_create([_entry(Kind.VIEW, what, subject, by=by, at=at) for subject in subjects])


def _entry(kind: Kind, what: str, subject: Any, *, by: Actor | None, at: datetime, purpose: str = "") -> Entry:
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
        purpose=purpose,
        origin=_origin.get(),
        credential_id=_credential.get(),
    )


def _child_of(subject: Any, name: str) -> UUID | None:
    found = subject.pk if name == "children.child" else getattr(subject, "child_id", None)
    return found if isinstance(found, UUID) else None
