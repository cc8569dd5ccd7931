"""How well descriptions find their child (MIS-4), and how fast among a million.

    python benchmarks/linkage.py                    precision and recall on the sample notifications and on the linkage set
    python benchmarks/linkage.py --million          milliseconds a match and memory among 1,000,000 children (made first)

The notifications come with the truth; a third of the messages sought among the million are spoilt further. On the
linkage set (records of people by name, birth date and e-mail, several of one person, full of mistakes and blanks) the
pairs that the machine takes for certain and those that a person would be asked about are held against the clusters that
come with it; then every pair of all, weighed without looking for it first. Its towns are left out: a town is no home.
Reads $LANTERN_SHARED_DATA (default ../shared/data).
"""

import argparse
import csv
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import combinations, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.matching import data, figures, read_children, read_messages, read_truth, spoil_one, spoilt
from lantern.children.rules.described import Described
from lantern.children.rules.matching import Thresholds, weigh
from lantern.children.rules.profiles import Profile
from lantern.missing.rules.pools import Pool, components
from lantern.missing.rules.resolution import Decisions
from lantern.missing.rules.resolve import resolve
from lantern.missing.rules.subjects import Subject, subjects

MILLION = 1_000_000
SEED = 3
Pairs = set[tuple[str, str]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--million", action="store_true")
    options.add_argument("--database", default="bench_million")
    options.add_argument("--children", type=int, default=MILLION)
    options.add_argument("--matches", type=int, default=1_000)
    chosen = options.parse_args()
    if not chosen.million:
        on_notifications()
        on_linkage_set()
        return
    if os.environ.get("LANTERN_DATABASE") != chosen.database:
        environment = os.environ | {"LANTERN_DATABASE": chosen.database}
        sys.exit(subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode)
    among_a_million(chosen.children, chosen.matches)


def on_notifications() -> None:
    """The sample feed as it is, and with more mistakes."""
    messages, truth = read_messages(), read_truth()
    known = {child: Profile.of(described) for child, described in read_children().items()}
    for seed in range(3):
        sent = spoilt(messages, seed) if seed else messages
        found = resolve(subjects(sent), known, Decisions(), Thresholds())
        print(
            f"notifications, {f'spoilt, seed {seed}' if seed else 'as received'}: {figures(sent, truth, known, found)}"
        )


def on_linkage_set() -> None:
    """Pairs found in the linkage set at both thresholds, and the groups that the certain ones make."""
    people, cluster = read_linkage_set()
    true = pairs_within(cluster)
    print(f"linkage set: {len(people)} records, {len(set(cluster.values()))} clusters, {len(true)} true pairs")
    enough = Thresholds()
    pool = Pool(people, people.values(), enough)
    likely = {key: pool.like(profile) for key, profile in people.items()}
    asked = {(min(key, m.key), max(key, m.key)): m for key, matches in likely.items() for m in matches if m.key != key}
    certain = {pair for pair, match in asked.items() if enough.is_certain(match.evidence)}
    groups = components(people, sorted(certain))
    together = pairs_within({key: str(place) for place, group in enumerate(groups) for key in group})
    possible = {pair for pair, match in asked.items() if not match.evidence.speaks_against}
    for name, found in (("certain", certain), ("certain, as groups", together), ("possible, for a person", possible)):
        right = len(found & true)
        print(
            f"  {name}: {len(found)} pairs, precision {right / max(1, len(found)):.2%}, recall {right / len(true):.2%}"
        )
    weighed = [((one, other), _bits(people[one], people[other])) for one, other in combinations(sorted(people), 2)]
    for bits in (24, 12, 8, 4):
        over = {pair for pair, weight in weighed if weight >= bits}
        right = len(over & true)
        print(f"  all pairs of {bits} bits: precision {right / len(over):.2%}, recall {right / len(true):.2%}")


def _bits(one: Profile, other: Profile) -> float:
    evidence = weigh(one, other)
    return evidence.weight if evidence else 0.0


def read_linkage_set() -> tuple[dict[str, Profile], dict[str, str]]:
    """Each record's profile and its true cluster; an e-mail address is a reference."""
    people, cluster = {}, {}
    with (data().parent / "linkage" / "fake_1000.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            born = date.fromisoformat(row["dob"]) if row["dob"] else None
            email = frozenset({row["email"]} - {""})
            who = Described(row["first_name"].strip(), row["surname"].strip(), born, references=email)
            people[row["unique_id"]], cluster[row["unique_id"]] = Profile.of(who), row["cluster"]
    return people, cluster


def pairs_within(cluster: dict[str, str]) -> Pairs:
    """Every two records of one cluster, each pair once."""
    members: dict[str, list[str]] = {}
    for key, group in cluster.items():
        members.setdefault(group, []).append(key)
    return {(min(a, b), max(a, b)) for group in members.values() for a in group for b in group if a != b}


def among_a_million(children: int, matches: int) -> None:
    """Time of one notification from its words to a verdict, read in the database, nothing written."""
    from benchmarks.million import make, people
    from lantern.config import starting

    make(os.environ["LANTERN_DATABASE"], children)
    starting.start()
    from django.db import connection

    from benchmarks.page_cases import _partnership
    from benchmarks.pages import timed
    from lantern.children.models import Child
    from lantern.children.queries.candidates import known_like
    from lantern.tenancy.current import within

    sought = list(asked_about(children, matches, people(children)))
    enough = Thresholds()
    with within(_partnership()):
        print(f"# {Child.objects.count():,} children, {len(sought):,} notifications one at a time")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()[0]
        verdicts: Counter[str] = Counter()
        taken, read = [], []
        for number, (child, who) in enumerate(sought):
            subject = Subject(("police", str(number)), Profile.of(who))

            def match(subject: Subject = subject, child: str = child) -> None:
                known = known_like([subject.profile], largest_block=enough.largest_block)
                found = resolve([subject], known.children, Decisions(), enough, known.blocks)
                read.append(len(known.children))
                verdicts[outcome(found.verdicts[subject.incident], child)] += 1

            began = time.perf_counter()
            cpu = sum(timed(match, backend))
            taken.append(((time.perf_counter() - began) * 1000, cpu))
    for name, times in zip(("clock", "processor, application and database"), zip(*taken, strict=True), strict=True):
        shares = statistics.quantiles(times, n=100)
        print(f"milliseconds a match ({name}): p50 {shares[49]:.1f}, p95 {shares[94]:.1f}, p99 {shares[98]:.1f}")
    shares = statistics.quantiles(read, n=100)
    print(f"children read a match: p50 {shares[49]:.0f}, p95 {shares[94]:.0f}, most {max(read)}")
    print(", ".join(f"{what} {count}" for what, count in verdicts.most_common()))
    print(f"memory of the application: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def outcome(verdict: object, child: str) -> str:
    """What became of one notification about `child` (nobody known when empty)."""
    standing, linked = str(verdict.standing), verdict.child  # type: ignore[attr-defined]
    if standing == "certain":
        return "linked rightly" if linked == child else "LINKED WRONGLY"
    if standing == "waits":
        if not child:
            return "asked about somebody nobody knows"
        among = any(candidate.child == child for candidate in verdict.candidates)  # type: ignore[attr-defined]
        return "asked, the child among them" if among else "asked, the child not among them"
    return "new child rightly" if not child else "new child although known"


def asked_about(count: int, matches: int, every: Iterator[tuple[object, Described]]) -> Iterator[tuple[str, Described]]:
    """Notifications about some of the children and, one in ten, about somebody unknown; a third of them spoilt."""
    rng = random.Random(SEED)
    chosen = sorted(rng.sample(range(count), matches))
    at = 0
    for place in chosen:
        child, who = next(islice(every, place - at, None))
        at = place + 1
        if rng.random() < 0.1:
            child, who = "", stranger(who, rng)
        yield str(child), spoil_one(who, rng) if rng.random() < 1 / 3 else who


def stranger(who: Described, rng: random.Random) -> Described:
    """Somebody of the same name as `who`, born another day and living elsewhere."""
    born = date.fromordinal(who.born.toordinal() + rng.choice((-1, 1)) * rng.randint(400, 900)) if who.born else None
    home = f"{rng.randint(91, 200)} Elsewhere{rng.randrange(900)} Lane"
    return Described(who.forename, who.surname, born, who.sex, home, f"YY{rng.randrange(90)} 1AA")


if __name__ == "__main__":
    main()
