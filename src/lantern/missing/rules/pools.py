"""Finding, among many profiles, the few that are like one: by shared keys, then by weight (MIS-4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Generic, NamedTuple, TypeVar

from lantern.children.rules.blocks import searching_keys, stored_keys
from lantern.children.rules.matching import Evidence, Thresholds, weigh
from lantern.children.rules.profiles import Profile

Key = TypeVar("Key", str, tuple[str, str])


class Match(NamedTuple, Generic[Key]):
    """One of the pool that is like what was sought."""

    key: Key
    evidence: Evidence

    @property
    def weight(self) -> float:
        return self.evidence.weight


class Pool(Generic[Key]):
    """Profiles by key, indexed under the block keys that any of `sought` will look under and no others.

    `blocks` is that index where it is known already; else it is made.
    """

    def __init__(
        self,
        profiles: Mapping[Key, Profile],
        sought: Iterable[Profile],
        thresholds: Thresholds,
        blocks: Mapping[str, list[Key]] | None = None,
    ) -> None:
        self._profiles: Mapping[Key, Profile] = profiles
        self._thresholds: Thresholds = thresholds
        self._blocks: Mapping[str, list[Key]] = blocks or _indexed(profiles, sought)

    def like(self, profile: Profile) -> list[Match[Key]]:
        """Those that may be the one in `profile`, the likeliest first; ties by key, so that order is never chance."""
        found = (self._match(profile, key) for key in self._candidates(profile))
        return sorted((match for match in found if match), key=lambda match: (-match.weight, match.key))

    def within(self, blocks: Iterable[str]) -> set[Key]:
        """Every key in any of `blocks`: a smaller pool of these holds the same in each of them."""
        return {key for block in blocks for key in self._blocks.get(block, [])}

    def _candidates(self, profile: Profile) -> set[Key]:
        blocks = (self._blocks.get(key, []) for key in searching_keys(profile))
        return {key for block in blocks if len(block) <= self._thresholds.largest_block for key in block}

    def _match(self, profile: Profile, key: Key) -> Match[Key] | None:
        evidence = weigh(profile, self._profiles[key], floor=self._thresholds.possible)
        return Match(key, evidence) if evidence else None


def _indexed(profiles: Mapping[Key, Profile], sought: Iterable[Profile]) -> dict[str, list[Key]]:
    blocks: dict[str, list[Key]] = {key: [] for profile in sought for key in searching_keys(profile)}
    for key, profile in profiles.items():
        for block in stored_keys(profile):
            if block in blocks:
                blocks[block].append(key)
    return blocks


def components(nodes: Iterable[Key], edges: Iterable[tuple[Key, Key]]) -> list[list[Key]]:
    """Nodes that hang together by `edges`, each component and their list in the order of `nodes`."""
    root = {node: node for node in nodes}

    def find(node: Key) -> Key:
        while root[node] != node:
            root[node] = node = root[root[node]]
        return node

    for one, other in edges:
        root[find(one)] = find(other)
    together: dict[Key, list[Key]] = defaultdict(list)
    for node in root:
        together[find(node)].append(node)
    return list(together.values())
