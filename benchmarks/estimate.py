"""What the weights of matching would be if they were learnt from data alone (MIS-4), beside those in use.

    python benchmarks/estimate.py [--seed 1] [--pairs 300000]

As Winkler (1988) and Splink do it: `u` is how often each level is seen between two people drawn at random (seeded); `m`
comes from expectation and maximisation over the pairs that share a key, without the truth, `u` held fixed, starting
from the figures in use with the weight of 20 pairs (so that a level hardly seen keeps them). Prints both, and what the
sample notifications come to with each. Reads $LANTERN_SHARED_DATA (default ../shared/data).
"""

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable
from math import log2, prod
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.matching import figures, read_children, read_messages, read_truth
from lantern.children.rules import weights
from lantern.children.rules.blocks import searching_keys
from lantern.children.rules.matching import Thresholds, weigh
from lantern.children.rules.profiles import Profile
from lantern.children.rules.weights import SILENT, Level
from lantern.missing.rules.pools import Pool
from lantern.missing.rules.resolution import Decisions
from lantern.missing.rules.resolve import resolve
from lantern.missing.rules.subjects import subjects

FIELDS = ("forename", "surname", "born", "place", "sex")
PRIOR = 20  # pairs
ROUNDS = 50
LEAST_U = 1 / 1_000_000
Pattern = tuple[Level, ...]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--pairs", type=int, default=300_000, help="pairs drawn at random")
    chosen = options.parse_args()
    messages, truth = read_messages(), read_truth()
    known = {child: Profile.of(described) for child, described in read_children().items()}
    sought = sorted({message.who for message in messages}, key=repr)
    profiles = [Profile.of(who) for who in sought]
    u = of_strangers(profiles, list(known.values()), chosen.pairs, random.Random(chosen.seed))
    patterns = Counter(_pattern(one, known[key]) for one in profiles for key in _sharing(one, known, profiles))
    m, share, seen = learnt(patterns, u)
    print(
        f"{sum(patterns.values())} pairs that share a key, of which {share:.1%} are one child; {chosen.pairs} at random"
    )
    show(m, u, seen)
    print("in use:", figures(messages, truth, known, resolve(subjects(messages), known, Decisions(), Thresholds())))
    for level, likely in m.items():
        object.__setattr__(level, "weight", log2(likely / max(u[level], LEAST_U)))
    print("learnt:", figures(messages, truth, known, resolve(subjects(messages), known, Decisions(), Thresholds())))


def of_strangers(ones: list[Profile], others: list[Profile], pairs: int, rng: random.Random) -> dict[Level, float]:
    """How often each level is seen between two drawn at random, of those where its field is said; never quite never."""
    found = Counter(level for _ in range(pairs) for level in _pattern(rng.choice(ones), rng.choice(others)))
    return {level: (found[level] + level.u) / (_of_field(found, level) + 1) for level in _levels()}


def learnt(patterns: Counter[Pattern], u: dict[Level, float]) -> tuple[dict[Level, float], float, Counter[Level]]:
    """`m` of each level, how many of the pairs are one child, and how often each level was seen in those."""
    m, share = {level: level.m for level in _levels()}, 0.1
    seen: Counter[Level] = Counter()
    for _ in range(ROUNDS):
        seen = Counter()
        one_child = 0.0
        for pattern, count in patterns.items():
            said = [level for level in pattern if level is not SILENT]
            same, other = share * prod(m[level] for level in said), (1 - share) * prod(u[level] for level in said)
            part = count * same / (same + other)
            one_child += part
            for level in said:
                seen[level] += part  # type: ignore[assignment]
        share = one_child / sum(patterns.values())
        m = {level: (seen[level] + PRIOR * level.m) / (_of_field(seen, level) + PRIOR) for level in _levels()}
    return m, share, seen


def show(m: dict[Level, float], u: dict[Level, float], seen: Counter[Level]) -> None:
    print(f"{'level':<40}{'pairs':>8}{'m':>8}{'learnt':>8}{'u':>10}{'learnt':>10}{'bits':>7}{'learnt':>8}")
    for level in _levels():
        bits = log2(m[level] / max(u[level], LEAST_U))
        print(
            f"{level.words:<40}{seen[level]:>8.0f}{level.m:>8.3f}{m[level]:>8.3f}{level.u:>10.6f}{u[level]:>10.6f}"
            f"{level.weight:>7.1f}{bits:>8.1f}"
        )


def _levels() -> list[Level]:
    names = [name for field in FIELDS for name in vars(weights) if name.startswith(f"{field.upper()}_")]
    return [level for name in names if isinstance(level := getattr(weights, name), Level)]


def _of_field(counted: Counter[Level], level: Level) -> float:
    """How often any level of the same field was seen."""
    field = next(field for field in FIELDS if level in _of(field))
    return sum(counted[each] for each in _of(field))


def _of(field: str) -> list[Level]:
    return [
        value
        for name, value in vars(weights).items()
        if name.startswith(f"{field.upper()}_") and isinstance(value, Level)
    ]


def _pattern(one: Profile, other: Profile) -> Pattern:
    evidence = weigh(one, other)
    assert evidence is not None
    return evidence.forename, evidence.surname, evidence.born, evidence.place, evidence.sex


def _sharing(one: Profile, known: dict[str, Profile], profiles: Iterable[Profile]) -> set[str]:
    if not _pool:
        _pool.append(Pool(known, profiles, Thresholds()))
    return _pool[0].within(searching_keys(one))


_pool: list[Pool[str]] = []


if __name__ == "__main__":
    main()
