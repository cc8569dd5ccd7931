"""What a check of the trail finds: each seal against the one before, its own entries, and the seals kept elsewhere."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from lantern.trail.rules.chain import BEGINNING, NOTHING_BEFORE, Link, hash_of
from lantern.trail.rules.kept import KeptSeal


class Fault(StrEnum):
    """What is wrong with a batch; the value says it in words."""

    ENTRIES = "entries are not as they were sealed"
    NOTES = "the seal’s own list of its entries was altered"
    SEAL = "the seal itself was altered"
    BEFORE = "it does not follow the seal before it"
    NUMBER = "a seal is missing before it"
    KEPT = "it is not the seal that was kept elsewhere"
    CUT = "it was kept elsewhere and is gone: the end of the trail was cut off"


@dataclass(frozen=True)
class Checked:
    """A stored seal, its stored hash, and whether its entries and notes are found to be what it says."""

    link: Link
    hash: bytes
    entries_hold: bool
    notes_hold: bool


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong, with the batch it is in; `entries` says which entries, once they are looked for."""

    number: int
    fault: Fault
    entries: tuple[str, ...] = field(default=())

    def __str__(self) -> str:
        return f"Batch {self.number}: {self.fault.value}" + "".join(f"\n  {each}" for each in self.entries)


def findings(checked: Iterable[Checked], kept: Iterable[KeptSeal]) -> Iterator[Finding]:
    """Everything wrong with the seals of one partnership, in their order; nothing when all is as it was sealed.

    The end that was cut off is told from `kept` alone: nothing inside the database knows of it.
    """
    wanted: dict[int, set[bytes]] = {}
    for seal in kept:
        wanted.setdefault(seal.number, set()).add(seal.hash)
    before, since, number = NOTHING_BEFORE, BEGINNING, 0
    for each in checked:
        for fault in _faults(each, before, since, number, wanted.pop(each.link.number, set())):
            yield Finding(each.link.number, fault)
        before, since, number = each.hash, each.link.until, each.link.number
    for lost in sorted(wanted):
        yield Finding(lost, Fault.CUT)


def _faults(checked: Checked, before: bytes, since: object, number: int, kept: set[bytes]) -> Iterator[Fault]:
    link = checked.link
    if link.number != number + 1:
        yield Fault.NUMBER
    elif link.before != before or link.since != since:
        yield Fault.BEFORE
    if hash_of(link) != checked.hash:
        yield Fault.SEAL
    if not checked.entries_hold:
        yield Fault.ENTRIES
    elif not checked.notes_hold:
        yield Fault.NOTES
    if kept - {checked.hash}:
        yield Fault.KEPT
