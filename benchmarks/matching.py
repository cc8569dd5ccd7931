"""How well and how fast messages find their child (MIS-4), against the truth that comes with the notifications.

    python benchmarks/matching.py                 the files as they are
    python benchmarks/matching.py --spoil 5       and spoilt further in five other ways
    python benchmarks/matching.py --twins         and with a twin for every child, half of them unknown to the council
    python benchmarks/matching.py --crowd 300000 --incidents 100000     how long it takes among that many children

Reads $LANTERN_SHARED_DATA (default ../shared/data).
"""

import argparse
import csv
import gc
import os
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rapidfuzz.distance import OSA

from lantern.children.rules.described import Described
from lantern.children.rules.given_names import GIVEN
from lantern.children.rules.matching import Thresholds
from lantern.children.rules.names import forename_level, parts
from lantern.children.rules.profiles import Profile
from lantern.children.rules.weights import FORENAME_FORM, FORENAME_SAME
from lantern.exchange.rules import feed_layouts as layouts
from lantern.exchange.rules.feed_children import ListedChild, read_child
from lantern.exchange.rules.feed_notifications import read_message
from lantern.exchange.rules.feed_rows import open_feed
from lantern.missing.rules.message import Message
from lantern.missing.rules.resolution import Decisions, Resolution, Standing
from lantern.missing.rules.resolve import resolve
from lantern.missing.rules.subjects import Subject, subjects

MOST_BYTES = 200_000_000
ONE_NAME = (FORENAME_FORM, FORENAME_SAME)
TWIN = "T"  # the references of the second of two twins end so


@dataclass(frozen=True)
class Figures:
    """Counts of messages, and of incidents that wait."""

    messages: int
    linked: int
    right: int
    twins_confused: int
    queued: int
    queued_incidents: int

    def __str__(self) -> str:
        return (
            f"{self.messages} messages: {self.linked} linked by machine, "
            f"precision {self.right / max(1, self.linked):.2%}, recall {self.right / self.messages:.2%}, "
            f"twins confused {self.twins_confused}, queued {self.queued} messages of {self.queued_incidents} incidents"
        )


def data() -> Path:
    """Where the inputs are."""
    return Path(os.environ.get("LANTERN_SHARED_DATA", Path(__file__).parents[1] / "../shared/data")) / "notifications"


def read_messages() -> list[Message]:
    """Every message of the file, in order; all of its rows can be read."""
    with (data() / "notifications.csv").open("rb") as file:
        feed = open_feed(file, layouts.NOTIFICATIONS, most_bytes=MOST_BYTES)
        return [message for row in feed.rows() if isinstance(message := read_message(row, source="police"), Message)]


def read_children() -> dict[str, Described]:
    """The children the council knows."""
    with (data() / "children.csv").open("rb") as file:
        feed = open_feed(file, layouts.CHILDREN, most_bytes=MOST_BYTES)
        rows = [child for row in feed.rows() if isinstance(child := read_child(row), ListedChild)]
    return {child.reference: child.described for child in rows}


def read_truth() -> list[str]:
    """The child each message is really about, in the order of the messages."""
    with (data() / "truth.csv").open(encoding="utf-8-sig", newline="") as file:
        return [row["child"] for row in csv.DictReader(file)]


def figures(messages: Sequence[Message], truth: Sequence[str], known: dict[str, Profile], found: Resolution) -> Figures:
    """What `found` got right. Somebody unknown is right when their machine-made child is theirs alone, and only one."""
    by_machine = [
        (child, verdict.child)
        for message, child in zip(messages, truth, strict=True)
        if (verdict := found.verdicts[message.incident]).standing in (Standing.CERTAIN, Standing.NEW)
    ]
    linked_of, truth_of = defaultdict(set), defaultdict(set)
    for child, linked in by_machine:
        linked_of[child].add(linked)
        truth_of[linked].add(child)
    right = [
        linked == child if child in known else len(linked_of[child]) == len(truth_of[linked]) == 1
        for child, linked in by_machine
    ]
    confused = sum(
        linked != child and linked.removesuffix(TWIN) == child.removesuffix(TWIN) for child, linked in by_machine
    )
    queued = sum(found.verdicts[message.incident].standing is Standing.WAITS for message in messages)
    return Figures(len(messages), len(by_machine), sum(right), confused, queued, len(found.waiting))


def spoilt(messages: Sequence[Message], seed: int) -> list[Message]:
    """The messages with more mistakes than they came with: a third of them get one or two."""
    rng = random.Random(seed)
    return [replace(m, who=spoil_one(m.who, rng)) if rng.random() < 1 / 3 else m for m in messages]


def spoil_one(who: Described, rng: random.Random) -> Described:
    """`who` with one or two mistakes such as people make."""
    for _ in range(rng.choice((1, 1, 2))):
        match rng.choice(("forename", "surname", "born", "no born", "postcode", "no postcode", "address", "swap")):
            case "forename":
                who = replace(who, forename=_mistyped(who.forename, rng))
            case "surname":
                who = replace(who, surname=_mistyped(who.surname, rng))
            case "born" if who.born:
                who = replace(who, born=who.born.replace(day=rng.randint(1, 28)))
            case "no born":
                who = replace(who, born=None)
            case "postcode":
                who = replace(who, postcode=_mistyped(who.postcode, rng).upper())
            case "no postcode":
                who = replace(who, postcode="")
            case "address":
                who = replace(who, address=_mistyped(who.address, rng))
            case "swap":
                who = replace(who, forename=who.surname, surname=who.forename)
    return who


def _mistyped(text: str, rng: random.Random) -> str:
    if len(text) < 2:
        return text
    at = rng.randrange(len(text) - 1)
    one, two, rest = text[:at], text[at : at + 2], text[at + 2 :]
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz?")
    return one + rng.choice((two[::-1], two[0], letter + two[1], two[0] + letter + two[1])) + rest


def with_twins(
    messages: Sequence[Message], truth: Sequence[str], known: dict[str, Described], seed: int
) -> tuple[list[Message], list[str], dict[str, Described]]:
    """Every child known given a twin, often of a name much like theirs, missing as often; half the twins are not known."""
    rng = random.Random(seed)
    twins = {
        child + TWIN: replace(who, forename=_twin_name(who.forename, rng), references=frozenset())
        for child, who in known.items()
        if not child.endswith(TWIN) and child + TWIN not in known
    }
    pairs = [(message, child + TWIN) for message, child in zip(messages, truth, strict=True) if child + TWIN in twins]
    theirs = [replace(m, reference=m.reference + TWIN, who=_twin(m.who, twins[twin], rng)) for m, twin in pairs]
    listed = {twin: who for twin, who in twins.items() if sum(map(ord, twin)) % 2}
    return [*messages, *theirs], [*truth, *(twin for _, twin in pairs)], known | listed


def _twin_name(forename: str, rng: random.Random) -> str:
    """Another name than `forename`, half the time one or two letters from it; no parents choose two forms of one name."""
    own = parts(forename)
    others = sorted(name for name in GIVEN if len(name) > 2 and forename_level(parts(name), own) not in ONE_NAME)
    alike = [name for name in others if 0 < OSA.distance(name, forename.lower()) <= 2]
    return rng.choice(alike if alike and rng.random() < 0.5 else others).title()


def _twin(who: Described, twin: Described, rng: random.Random) -> Described:
    """The twin, described with the birth date and home of `who`, whatever is wrong with those; one in ten mistyped."""
    forename = _mistyped(twin.forename, rng) if rng.random() < 0.1 else twin.forename
    return replace(who, forename=forename, surname=twin.surname)


def crowd(children: int, incidents: int, seed: int) -> tuple[dict[str, Profile], list[Subject]]:
    """As many invented children, and incidents about them, half of the children being unknown to the council."""
    rng = random.Random(seed)
    forenames = [name.title() for name in sorted(GIVEN)]
    surnames = [f"{a}{b}" for a in _syllables() for b in ("ton", "ley", "ford", "worth", "er", "son", "well", "man")]
    people = [_invented(rng, forenames, surnames) for _ in range(children)]
    known = {f"C{n}": Profile.of(person) for n, person in enumerate(people)}
    strangers = [_invented(rng, forenames, surnames) for _ in range(max(1, incidents // 10))]
    about = [rng.choice(people if rng.random() < 0.7 else strangers) for _ in range(incidents)]
    spoilt_ones = (spoil_one(who, rng) if rng.random() < 0.4 else who for who in about)
    return known, [Subject(("police", f"MP/{n}"), Profile.of(who)) for n, who in enumerate(spoilt_ones)]


def _syllables() -> Iterator[str]:
    for first in (
        "Ar",
        "Bel",
        "Cor",
        "Dun",
        "El",
        "Far",
        "Gol",
        "Har",
        "In",
        "Jar",
        "Kel",
        "Lor",
        "Mar",
        "Nor",
        "Or",
        "Pel",
    ):
        for second in ("a", "an", "ber", "der", "e", "in", "mer", "o", "sing", "ter", "wen", "y"):
            yield first + second


STREETS = sorted(set(_syllables()))


def _invented(rng: random.Random, forenames: Sequence[str], surnames: Sequence[str]) -> Described:
    town, street = rng.randrange(400), rng.randrange(3_000)
    return Described(
        forename=forenames[min(rng.randrange(len(forenames)), rng.randrange(len(forenames)))],
        surname=surnames[min(rng.randrange(len(surnames)), rng.randrange(len(surnames)))],
        born=date.fromordinal(date(2008, 1, 1).toordinal() + rng.randrange(17 * 365)),
        sex=rng.choice("MF"),
        address=f"{rng.randint(1, 120)} {STREETS[street % len(STREETS)]}{street} Road",
        postcode=f"ZZ{town % 99} {rng.randrange(10)}{rng.choice('ABDEFGHJLN')}{rng.choice('PQRSTUWXYZ')}",
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--spoil", type=int, default=0, help="how many spoilt copies to measure as well")
    options.add_argument("--twins", action="store_true", help="give every child a twin")
    options.add_argument("--crowd", type=int, default=0, help="children of the speed test")
    options.add_argument("--incidents", type=int, default=10_000, help="incidents of the speed test")
    chosen = options.parse_args()
    if chosen.crowd:
        known, asked = crowd(chosen.crowd, chosen.incidents, seed=1)
        gc.freeze()  # what is measured is matching, not Python's tidying of the crowd made for it
        started = time.process_time()
        found = resolve(asked, known, Decisions(), Thresholds())
        spent = time.process_time() - started
        print(f"{len(asked)} incidents among {len(known)} children: {spent:.1f} s CPU, {len(found.waiting)} wait")
        return
    messages, listed, truth = read_messages(), read_children(), read_truth()
    if chosen.twins:
        messages, truth, listed = with_twins(messages, truth, listed, seed=1)
    known = {child: Profile.of(described) for child, described in listed.items()}
    for seed in range(chosen.spoil + 1):
        sent = spoilt(messages, seed) if seed else messages
        started = time.process_time()
        found = resolve(subjects(sent), known, Decisions(), Thresholds())
        spent = time.process_time() - started
        print("as received" if not seed else f"spoilt, seed {seed}", end=": ")
        print(figures(sent, truth, known, found), f"({spent:.1f} s CPU)")


if __name__ == "__main__":
    main()
