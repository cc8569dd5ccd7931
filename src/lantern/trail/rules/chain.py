"""The chain of seals: each covers a batch of entries and the seal before it (security.md 3).

A seal's hash is the SHA-256 of the lines of `said_by`; the entries' own hash is the SHA-256 over the SHA-256 of each
entry, in their order. Whoever alters, takes away or adds an entry has to remake every later seal, and cannot remake the one
that is kept elsewhere.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

FORM = "lantern seal 1"
NOTHING_BEFORE = bytes(32)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Place(NamedTuple):
    """Where an entry stands in the order: the number of its transaction, then its own."""

    transaction: int
    id: int


BEGINNING = Place(0, 0)


@dataclass(frozen=True)
class Link:
    """A seal: every entry from `since` up to and without `until`, after the seal whose hash is `before`."""

    partnership: UUID
    number: int
    sealed_at: datetime
    since: Place
    until: Place
    count: int
    entries_hash: bytes
    before: bytes


def said_by(link: Link) -> bytes:
    """The bytes that a seal's hash covers: a line a value, no value with a line break in it."""
    values = (
        FORM,
        link.partnership,
        link.number,
        (link.sealed_at - EPOCH) // timedelta(microseconds=1),
        *link.since,
        *link.until,
        link.count,
        link.entries_hash.hex(),
        link.before.hex(),
    )
    return "\n".join(map(str, values)).encode()


def hash_of(link: Link) -> bytes:
    """The hash of a seal, 32 bytes."""
    return hashlib.sha256(said_by(link)).digest()
