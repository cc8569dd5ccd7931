"""kill -9 of the database and of the server at random moments while five people write through real forms.

    .venv/bin/python benchmarks/kills.py [--kills 50] [--seed 1] [--port 8179]

Runs a PostgreSQL and a `lantern serve` of its own. Half of the kills are of every process of the database at once, a third of a
worker, the others of the server's parent, which is then started again as systemd does. Prints how many forms were confirmed,
how many got no answer, how long it took until pages were served again, and every fault: what was confirmed and is not there
with its trail entry, what is there and is not whole, an answer that nobody should get, what is owed and does not follow from
the facts. Ends with 1 when there is one.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.factories.served import House, Writer, a_house, faults_of

SHARES = ["database"] * 3 + ["worker"] * 2 + ["parent"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--port", type=int, default=8179)
    options = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="lantern-kills-", dir="/var/tmp"))
    home.chmod(0o755)
    try:
        with a_house(home, port=options.port, writers=5, children=options.kills + 20) as house:
            sys.exit(measure(house, options.kills, random.Random(options.seed)))
    finally:
        shutil.rmtree(home, ignore_errors=True)


def measure(house: House, kills: int, chance: random.Random) -> int:
    """Kill and come back so many times; the number to end with."""
    house.serve()
    writers = [Writer(house, person, number) for number, person in enumerate(house.people)]
    for writer in writers:
        writer.start()
    done: Counter[str] = Counter()
    away: list[float] = []
    for _ in range(kills):
        written = confirmed(writers)
        while confirmed(writers) == written and any(writer.is_alive() for writer in writers):
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 1.5))
        done[what := chance.choice(SHARES)] += 1
        away.append(kill(house, what, chance))
    for writer in writers:
        writer.ended.set()
    for writer in writers:
        writer.join()
    faults = faults_of(house, writers)
    unsure = sum(len(writer.unsure) for writer in writers)
    kinds = ", ".join(f"{number} of the {what}" for what, number in done.most_common())
    print(f"kills       {sum(done.values())}: {kinds}")
    print(f"confirmed   {confirmed(writers)} forms; {unsure} got no answer or were told to wait")
    print(
        f"away        median {statistics.median(away):.1f} s, longest {max(away):.1f} s until pages were served again"
    )
    print(f"faults      {len(faults)}")
    for fault in faults[:50]:
        print("  ", fault)
    return 1 if faults else 0


def confirmed(writers: list[Writer]) -> int:
    return sum(len(writer.confirmed) for writer in writers)


def kill(house: House, what: str, chance: random.Random) -> float:
    """Seconds until it is well again."""
    began = time.monotonic()
    if what == "database":
        house.kill_database()
        house.start_database()
    elif what == "worker":
        house.kill_worker(chance.randrange(2))
    else:
        house.kill_parent()
    house.wait()
    return time.monotonic() - began


if __name__ == "__main__":
    main()
