"""What information governance has, for the scene: an unusual access with its answer, a home, a seal."""

from datetime import date, datetime

from lantern.children.models import Child
from lantern.governance.models import Answer, Home, Unusual
from lantern.governance.vocabulary import Reason, State
from lantern.organisation.models import Member
from lantern.trail.acting import action
from lantern.trail.models import Seal


@action
def an_unusual_access(*, of: Member, to: Child, answered_by: Member, by: None, at: datetime) -> Unusual:
    """Found and answered once; the same person gave their home."""
    found = Unusual.objects.create(
        member=of, child=to, reason=Reason.SURNAME, day=date(2026, 3, 3), first_at=at, last_at=at, looks=2,
        said="They have the same surname.", found_at=at, state=State.EXPLAINED,
    )  # fmt: skip
    Answer.objects.create(unusual=found, state=State.EXPLAINED, note="A namesake", by=answered_by, at=at)
    Home.objects.get_or_create(member=of, defaults={"digest": "0" * 32, "given_at": at})
    return found


@action
def a_seal_of_nothing(*, by: None, at: datetime) -> Seal:
    """A seal in a transaction that is not over: entries of it cannot be under one."""
    return Seal.objects.create(
        number=1, sealed_at=at, since_transaction=0, since_id=0, until_transaction=1, until_id=0, count=0, ids=[],
        marks=b"", entries_hash=bytes(32), before=bytes(32), hash=bytes(32),
    )  # fmt: skip
