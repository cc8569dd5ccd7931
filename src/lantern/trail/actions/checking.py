"""Checking the whole trail against its seals, and against those kept elsewhere (security.md 3)."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from lantern.tenancy.current import current_id
from lantern.trail.acting import action
from lantern.trail.actions import Actor, record
from lantern.trail.queries.batches import altered, checked
from lantern.trail.queries.seals import VERIFIED, kept, latest_seal, unsealed
from lantern.trail.rules.findings import Checked, Fault, Finding, findings
from lantern.trail.rules.kept import KeptSeal

SHOWN = 20  # altered entries named for one batch
UNSEALED_SHOWN = 1_000_000
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Verified:
    """What a check found: how much was read, what is wrong, and how much stands outside any seal."""

    entries: int
    seals: int
    findings: tuple[Finding, ...]
    unsealed: int
    latest: KeptSeal | None
    against: int

    @property
    def holds(self) -> bool:
        return not self.findings

    def __str__(self) -> str:
        read = f"{self.entries:,} entries in {self.seals:,} {'batch' if self.seals == 1 else 'batches'}"
        if self.holds:
            return f"{read}: nothing was altered"
        return f"{read}: {len(self.findings):,} {'fault' if len(self.findings) == 1 else 'faults'}"


@action
def verify(
    *, outside: Iterable[KeptSeal], by: Actor | None, at: datetime, progress: Progress = lambda done, total: None
) -> Verified:
    """Read every sealed entry again and compare; the check itself goes on the trail.

    Without a seal from `outside`, whoever owns the database could have remade the chain: that is not told from here.
    """
    here, latest, read = current_id(), latest_seal(), [0, 0]
    mine = [each for each in outside if each.partnership == here]

    def counting(batches: Iterator[Checked]) -> Iterator[Checked]:
        for each in batches:
            read[0], read[1] = read[0] + each.link.count, read[1] + 1
            progress(read[1], latest.number if latest else read[1])
            yield each

    found = tuple(_with_entries(here, each) for each in findings(counting(checked(here)), mine))
    verified = Verified(
        entries=read[0],
        seals=read[1],
        findings=found,
        unsealed=unsealed(latest, UNSEALED_SHOWN),
        latest=kept(latest) if latest else None,
        against=len(mine),
    )
    record(VERIFIED, None, by=by, at=at, detail=str(verified))
    return verified


def _with_entries(partnership: UUID, finding: Finding) -> Finding:
    """The same finding with the entries it is about, the first of many."""
    if finding.fault not in (Fault.ENTRIES, Fault.NOTES):
        return finding
    named = [f"entry {entry} {became}" for entry, became in altered(partnership, finding.number)]
    rest = len(named) - SHOWN
    return replace(finding, entries=(*named[:SHOWN], *([f"and {rest:,} more"] if rest > 0 else [])))
