"""Which partnership is current: set for one transaction, unset by default, and then nothing can be seen (PAR-1)."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connection, transaction

_current: ContextVar[UUID | None] = ContextVar("partnership", default=None)


class NoPartnership(Exception):
    """Something asked for the current partnership outside one."""


def current_id() -> UUID:
    """The id of the current partnership. Raises `NoPartnership` outside one."""
    current = _current.get()
    if current is None:
        raise NoPartnership("No partnership is current here.")
    return current


@contextmanager
def within(partnership_id: UUID) -> Iterator[None]:
    """One transaction inside a partnership; the setting ends with the transaction, never with the connection."""
    before = _current.get()
    token = _current.set(partnership_id)
    try:
        with transaction.atomic():
            set_locally("lantern.partnership", str(partnership_id))
            yield
            set_locally("lantern.partnership", str(before or ""))
    finally:
        _current.reset(token)


@contextmanager
def working_in(partnership_id: UUID) -> Iterator[None]:
    """Long work inside a partnership, in transactions of its own: each is opened by `within(current_id())`."""
    token = _current.set(partnership_id)
    try:
        yield
    finally:
        _current.reset(token)


def one_at_a_time(what: str) -> None:
    """Wait while another transaction of this partnership does `what`; others wait until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{what} in {current_id()}"])


def nobody_else_does(what: str) -> bool:
    """The same without waiting: whether it is ours to do `what` until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"{what} in {current_id()}"])
        return bool(cursor.fetchone()[0])


def set_locally(name: str, value: str) -> None:
    """Set a setting for the rest of this transaction. A session-level one would leak through a pool (stack.md)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
