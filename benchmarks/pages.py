"""Processor time of a request for the five main pages, at two sizes, beside the same view without sign-in, access and trail.

    .venv/bin/python benchmarks/pages.py [--small 2000] [--large 200000] [--children N] [--rounds 40]

Makes the two counties on first use, in databases of their own on the embedded server; the large one is the small one with its
past multiplied (`grow.py`), so that today's pages show as much in both. Prints, a page: milliseconds of processor time of the
application and of its database backend; the ratio to the bare view (the same queries and template, its record fetched by key,
no middleware, no need-to-know condition, no trail); the ratio of the large to the small county. Rounds are interleaved and the
median taken, since machines are shared.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.grow import grow

EPISODES_A_CHILD = {3: 3.65, 7: 6.5}  # what make-data gives over so many years


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=2_000, help="episodes of the small county")
    parser.add_argument("--large", type=int, default=200_000, help="episodes of the large county")
    parser.add_argument(
        "--children", type=int, default=0, help="children of the large county; the past is as long as it takes"
    )
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--measure", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measure(options.rounds)
        return
    years = 7 if options.children and options.large / options.children > EPISODES_A_CHILD[3] else 3
    found = {}
    for name, episodes in (("small", options.small), ("large", options.large)):
        database = f"bench_{name}_{years}"
        made_of(database, round(options.small / EPISODES_A_CHILD[years]), years)
        if name == "large":
            grow(database, episodes)
        found[name] = measured_in(database, options.rounds)
    show(found)


def made_of(database: str, children: int, years: int) -> None:
    """The county of that size, made or gone on with."""
    from lantern.config import embedded

    embedded.make_database(embedded.start(), database)
    command = [str(Path(sys.executable).with_name("lantern")), "make-data", "--children", str(children)]
    command += ["--years", str(years)]
    subprocess.run(command, env=os.environ | {"LANTERN_DATABASE": database}, check=True)


def measured_in(database: str, rounds: int) -> dict[str, list[float]]:
    """Figures of one county, measured in a process of its own; page name to five numbers."""
    command = [sys.executable, __file__, "--measure", database, "--rounds", str(rounds)]
    environment = os.environ | {"LANTERN_DATABASE": database, "LANTERN_HOSTS": "testserver"}
    lines = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout.splitlines()
    print(next(line for line in lines if line.startswith("#")), flush=True)
    rows = (line.split("\t") for line in lines if "\t" in line)
    return {row[0]: [float(cell) for cell in row[1:]] for row in rows}


def measure(rounds: int) -> None:
    """Print the figures of the county in this process's database."""
    from lantern.config import starting

    starting.start()
    from django.db import connection

    from benchmarks.page_cases import cases, sizes

    print("#", sizes())
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    for name, full, bare, queries in cases():
        rounds_of = {"full": [], "bare": []}
        for _ in range(rounds + 5):
            for which, run in (("full", full), ("bare", bare)):
                rounds_of[which].append(timed(run, backend))
        figures = [
            statistics.median(each[part] for each in rounds_of[which][5:])
            for which in ("full", "bare")
            for part in (0, 1)
        ]
        print("\t".join([name, *(f"{figure:.3f}" for figure in figures), str(queries)]))


def timed(run: Callable[[], object], backend: int) -> tuple[float, float]:
    """Processor time in milliseconds of this process and of the database backend."""
    before, mine = _of_backend(backend), time.process_time()
    run()
    return (time.process_time() - mine) * 1000, _of_backend(backend) - before


def _of_backend(backend: int) -> float:
    """Milliseconds of processor time so far, to the nanosecond once the backend waits again (Linux)."""
    return int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e6


def show(found: dict[str, dict[str, list[float]]]) -> None:
    headings = (f"{'page':<18}", f"{'':>8}", f"{'app ms':>9}", f"{'db ms':>8}", f"{'bare app':>10}", f"{'bare db':>9}")
    print(*headings, f"{'ratio':>7}", f"{'queries':>9}", f"{'large/small':>13}", sep="")
    for page, small in found["small"].items():
        large = found["large"][page]
        for size, (app, db, bare_app, bare_db, queries) in (("small", small), ("large", large)):
            ratio = (app + db) / (bare_app + bare_db)
            growth = f"{sum(large[:2]) / sum(small[:2]):>13.2f}" if size == "large" else ""
            print(
                f"{page:<18}{size:>8}{app:>9.2f}{db:>8.2f}{bare_app:>10.2f}{bare_db:>9.2f}{ratio:>7.2f}{queries:>9.0f}{growth}"
            )


if __name__ == "__main__":
    main()
