"""Whether the trail that came out of a backup is the one that was sealed (SHA-6)."""

from collections.abc import Sequence
from datetime import UTC, datetime

from lantern.config.backups.manifest import Manifest


def faults_of_trail(manifest: Manifest, elsewhere: Sequence[str]) -> list[str]:
    """A sentence for each fault, over all partnerships.

    The chain is compared with the last seals that the backup noted, and with the lines of those kept `elsewhere`: a backup says
    nothing about who made it, seals kept by others do.
    """
    from lantern.organisation.queries import partnership_names
    from lantern.tenancy.current import within
    from lantern.trail.actions.checking import verify
    from lantern.trail.rules.kept import kept_seals

    outside = kept_seals([*manifest.seals, *elsewhere])
    found = []
    for partnership, name in partnership_names().items():
        with within(partnership):
            verified = verify(outside=outside, by=None, at=datetime.now(UTC))
        found += [f"{name}: {finding}" for finding in verified.findings]
    return found
