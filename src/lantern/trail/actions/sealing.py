"""Sealing entries in batches, one seal after another (security.md 3)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from lantern.tenancy.current import current_id, nobody_else_does, one_at_a_time
from lantern.trail.acting import action
from lantern.trail.actions import Actor
from lantern.trail.models import Seal
from lantern.trail.queries.batches import Batch, finished, next_batch
from lantern.trail.queries.seals import latest_seal
from lantern.trail.rules.chain import BEGINNING, NOTHING_BEFORE, Link, Place, hash_of

BATCH = 2_000  # entries at most: what is read again to find one that was altered
SEALING = "seal the trail"
DUE = timedelta(hours=1)  # after the last seal, where no timer seals more often
BESIDES = 5  # batches at most while somebody waits for something else
Progress = Callable[[int], None]


class CannotSeal(Exception):
    """The trail cannot be sealed as things are; the text says what to do."""


@action
def seal(
    *,
    by: Actor | None,
    at: datetime,
    batch: int = BATCH,
    most: int | None = None,
    progress: Progress = lambda count: None,
) -> list[Seal]:
    """Seal every entry whose transaction is over, in `most` batches; none when there is nothing new.

    One sealing at a time, else two seals would follow the same one. Raises `CannotSeal` where transactions are numbered
    from the start again.
    """
    one_at_a_time(SEALING)
    made: list[Seal] = []
    partnership, last = current_id(), latest_seal()
    until = finished()
    if last and until < last.until_transaction:
        raise CannotSeal(
            "This server counts its transactions from further back than the trail was sealed: it was restored here. "
            "Run `lantern migrate`, which lets it count on."
        )
    while (most is None or len(made) < most) and (found := next_batch(partnership, _end_of(last), until, batch)):
        last = _sealed(partnership, last, found, Place(until, 0), full=len(found.ids) == batch, at=at)
        made.append(last)
        progress(len(found.ids))
    return made


@action
def seal_when_due(*, by: Actor | None, at: datetime) -> list[Seal]:
    """Seal beside something else, when the last seal is an hour old and nobody else is sealing; never in its way."""
    latest = latest_seal()
    if (latest and at - latest.sealed_at < DUE) or not nobody_else_does(SEALING):
        return []
    try:
        return seal(by=by, at=at, most=BESIDES)
    except CannotSeal:
        return []  # said by whoever seals in earnest


def _end_of(seal: Seal | None) -> Place:
    return Place(seal.until_transaction, seal.until_id) if seal else BEGINNING


def _sealed(partnership: UUID, last: Seal | None, found: Batch, horizon: Place, *, full: bool, at: datetime) -> Seal:
    """The seal over `found`; a batch that is not full reaches to the end of what is over, so that nothing fits in later."""
    link = Link(
        partnership=partnership,
        number=last.number + 1 if last else 1,
        sealed_at=at,
        since=_end_of(last),
        until=Place(found.last.transaction, found.last.id + 1) if full else horizon,
        count=len(found.ids),
        entries_hash=found.entries_hash,
        before=bytes(last.hash) if last else NOTHING_BEFORE,
    )
    return Seal.objects.create(
        number=link.number,
        sealed_at=at,
        since_transaction=link.since.transaction,
        since_id=link.since.id,
        until_transaction=link.until.transaction,
        until_id=link.until.id,
        count=link.count,
        ids=found.ids,
        marks=found.marks,
        entries_hash=link.entries_hash,
        before=link.before,
        hash=hash_of(link),
    )
