"""Time of a search by name in the large county that `pages.py` made.

    .venv/bin/python benchmarks/search.py [--database bench_large_7] [--searches 400]

Searches as people type them: both names either way round, one of them, beginnings of both, a slip of the keys, a birth date, a
name with a birth date, a number. Prints for each kind the median and the 95th percentile, in milliseconds of the clock and of
processor time (application and database together), and how often the child meant was among those shown.
"""

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

SEED = 20_261_122
LETTERS = "aeiounrst"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="bench_large_7")
    parser.add_argument("--searches", type=int, default=400, help="of each kind")
    options = parser.parse_args()
    if os.environ.get("LANTERN_DATABASE") != options.database:
        environment = os.environ | {"LANTERN_DATABASE": options.database}
        sys.exit(subprocess.run([sys.executable, *sys.argv], env=environment, check=False).returncode)
    measure(options.searches)


def measure(searches: int) -> None:
    from lantern.config import starting

    starting.start()
    from django.db import connection

    from benchmarks.page_cases import _coordinator, _partnership
    from benchmarks.pages import timed
    from benchmarks.rename import rename
    from lantern.access.viewer import viewer_of
    from lantern.children.models import Child
    from lantern.children.queries.search import search
    from lantern.tenancy.current import within

    rename(os.environ["LANTERN_DATABASE"], _partnership())
    chance = random.Random(SEED)
    with within(_partnership()):
        viewer = viewer_of(_coordinator(), now=_now())
        print(f"# {Child.objects.count():,} children")
        some = list(
            Child.objects.exclude(surname="").exclude(forename="").order_by("id")[: searches * 3]
        )  # ids are random
        sought = chance.sample(some, min(searches, len(some)))
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            backend = cursor.fetchone()[0]
        every: list[tuple[float, float]] = []
        print(f"{'searched for':<28}{'clock p50':>10}{'p95':>8}{'cpu p50':>10}{'p95':>8}{'found':>8}")
        for kind, typed in kinds(chance):
            taken, found = [], 0
            for child in sought:
                hits: list[object] = []

                def run(text: str = typed(child), hits: list[object] = hits) -> None:
                    hits.extend(each.child.pk for each in search(viewer, text))

                began = time.perf_counter()
                cpu = sum(timed(run, backend))
                taken.append(((time.perf_counter() - began) * 1000, cpu))
                found += child.pk in hits
            every += taken
            show(kind, taken, f"{found / len(sought):.0%}")
        show("all", every, "")


def kinds(chance: random.Random) -> Iterator[tuple[str, Callable[[object], str]]]:
    """What people type, as functions of the child meant."""

    def slipped(word: str) -> str:
        place = chance.randrange(1, max(2, len(word)))
        return word[:place] + chance.choice(LETTERS) + word[place + 1 :]

    yield "both names", lambda c: f"{c.forename} {c.surname}"
    yield "surname first", lambda c: f"{c.surname}, {c.forename}"
    yield "surname alone", lambda c: c.surname
    yield "forename alone", lambda c: c.forename
    yield "beginnings of both", lambda c: f"{c.forename[:3]} {c.surname[:4]}"
    yield "a slip in the surname", lambda c: f"{c.forename} {slipped(c.surname)}"
    yield "a slip in the forename", lambda c: f"{slipped(c.forename)} {c.surname}"
    yield "name and birth date", lambda c: f"{c.forename} {c.surname} {c.born:%d/%m/%Y}" if c.born else c.surname
    yield "birth date alone", lambda c: f"{c.born:%d/%m/%Y}" if c.born else "01/01/2012"
    yield "number", lambda c: c.number


def show(kind: str, taken: list[tuple[float, float]], found: str) -> None:
    clock, cpu = (statistics.quantiles(part, n=20) for part in zip(*taken, strict=True))
    print(f"{kind:<28}{clock[9]:>10.1f}{clock[18]:>8.1f}{cpu[9]:>10.1f}{cpu[18]:>8.1f}{found:>8}", flush=True)


def _now():  # type: ignore[no-untyped-def]
    from datetime import UTC, datetime

    return datetime.now(UTC)


if __name__ == "__main__":
    main()
