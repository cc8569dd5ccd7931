"""Which of the records that are like one may be a second record of the same child (MIS-4)."""

from collections.abc import Collection, Iterator, Mapping

from lantern.children.rules.matching import Evidence, Thresholds, weigh
from lantern.children.rules.profiles import Profile


def doubles(
    own: str, profile: Profile, others: Mapping[str, Profile], thresholds: Thresholds, apart: Collection[str] = ()
) -> Iterator[tuple[str, Evidence]]:
    """Those of `others` that may be the child of `profile`, and why; never one whose forename is another name.

    Twins, brothers and sisters share all the rest: they are not even offered. `apart` are those whom a person told apart.
    """
    for key, other in others.items():
        if key == own or key in apart:
            continue
        evidence = weigh(profile, other, floor=thresholds.possible)
        if evidence and not evidence.another_person:
            yield key, evidence
