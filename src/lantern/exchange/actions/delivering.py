"""What an agency's system delivers goes the way of a file: stored as received, linked, folded (MIS-3).

A delivery is known by its credential and the caller's key for it. Each stage commits on its own, so that what was received
stands whatever happens next; the same call again goes on from there, and is given the answer that was given first.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from lantern.exchange.actions.files import advance, begin
from lantern.exchange.actions.notifications import finish, store
from lantern.exchange.models import Delivery
from lantern.exchange.queries.deliveries import outcomes_of
from lantern.exchange.rules.feed_rows import Row
from lantern.exchange.vocabulary import FileKind, FileState
from lantern.organisation.models import Credential
from lantern.tenancy.current import current_id, one_at_a_time, within
from lantern.trail import actions as trail
from lantern.trail.acting import action

T = TypeVar("T")
ALL_SETTLED, SOME_WAIT = 200, 202


class KeyUsed(Exception):
    """The caller's key stands for another delivery."""


@dataclass(frozen=True, kw_only=True)
class Brought:
    """What a system brought: `said` is the whole body in its one canonical spelling, and `rows` what it comes to."""

    credential: Credential
    key: str
    said: bytes
    rows: Sequence[Row]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.said).hexdigest()


def deliver(*, brought: Brought, at: datetime) -> Delivery:
    """Take a delivery in once, whatever happens to the call, and return it with its answer. Raises `KeyUsed`.

    Runs in transactions of its own inside the current partnership.
    """
    delivery = _inside(lambda: take(brought=brought, by=None, at=at))
    if delivery.answer is None:
        finish(file=delivery.file, by=None, at=at)
        delivery = _inside(lambda: answer(delivery=delivery, by=None, at=at))
    return delivery


@action
def take(*, brought: Brought, by: None, at: datetime) -> Delivery:
    """The delivery with its rows as received, made on first sight. Two of the same key wait for each other."""
    one_at_a_time(f"delivery {brought.credential.pk} {brought.key}")
    known = Delivery.objects.select_related("file").filter(credential=brought.credential, key=brought.key).first()
    if known and known.digest != brought.digest:
        raise KeyUsed
    if known:
        trail.record("exchange.delivered_again", known.file, by=by, at=at)
        return known
    file = begin(
        kind=FileKind.NOTIFICATIONS,
        name=f"{brought.credential.name}, by API",
        source=brought.credential.source,
        digest=hashlib.sha256(f"{brought.credential.pk} {brought.key}".encode()).hexdigest(),
        size=len(brought.said),
        encoding="utf-8",
        rows=len(brought.rows),
        by=by,
        at=at,
    )
    store(file=file, rows=list(brought.rows), by=by, at=at)
    advance(file=file, to=FileState.STORED, by=by, at=at)
    return Delivery.objects.create(
        credential=brought.credential, key=brought.key, digest=brought.digest, file=file, received_at=at
    )


@action
def answer(*, delivery: Delivery, by: None, at: datetime) -> Delivery:
    """The answer as it is when the delivery is worked through, kept as the bytes that are sent; the first one stands."""
    held = Delivery.objects.select_for_update(of=("self",)).select_related("file", "credential").get(pk=delivery.pk)
    if held.answer is None:
        outcomes = outcomes_of(held, reader=held.credential)
        held.status = ALL_SETTLED if outcomes.settled else SOME_WAIT
        held.answer = outcomes.model_dump_json().encode()
        held.save(update_fields=["status", "answer"])
    return held


def _inside(run: Callable[[], T]) -> T:
    """One transaction inside the current partnership."""
    with within(current_id()):
        return run()
