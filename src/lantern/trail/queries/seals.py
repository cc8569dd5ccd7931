"""Reading the seals: the latest, to be kept elsewhere, and what is not sealed yet."""

from django.db.models import Sum

from lantern.tenancy.current import current_id
from lantern.trail.models import Entry, Seal
from lantern.trail.rules.kept import KeptSeal
from lantern.trail.vocabulary import Kind

VERIFIED = "trail.verified"


def latest_seal() -> Seal | None:
    """The last link of the chain, without its notes."""
    return Seal.objects.defer("ids", "marks").order_by("-number").first()


def kept(seal: Seal) -> KeptSeal:
    """What has to be kept of a seal elsewhere."""
    return KeptSeal(current_id(), seal.number, bytes(seal.hash))


def unsealed(latest: Seal | None, at_most: int) -> int:
    """How many entries no seal covers yet, counted no further than one past `at_most`."""
    entries = Entry.objects.filter(partnership_id=current_id())
    if latest:
        entries = entries.filter(transaction__gte=latest.until_transaction).exclude(
            transaction=latest.until_transaction, pk__lt=latest.until_id
        )
    return entries[: at_most + 1].count()


def last_check() -> Entry | None:
    """The entry that the last check of the whole trail left."""
    return Entry.objects.filter(kind=Kind.SEAL, what=VERIFIED).order_by("-at", "-id").first()


def sealed_entries() -> int:
    """How many entries all seals cover together."""
    return int(Seal.objects.aggregate(together=Sum("count"))["together"] or 0)
