"""Processor time to seal and to check a trail of a million entries.

    .venv/bin/python benchmarks/trail.py [--entries 1000000]

Makes a database of its own on the embedded server on first use. Prints seconds by the wall clock and of the processor
(application and database backend together), since machines are shared; then what a search of the trail costs.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

DATABASE = "bench_trail"
ROUNDS = 7
FILL = """
INSERT INTO trail_entry (partnership_id, at, kind, what, member_id, child_id, subject_kind, subject_id, purpose, origin,
    sought, detail)
SELECT %(here)s, now() - (%(count)s - n) * interval '30 seconds',
    CASE WHEN n %% 100 = 0 THEN 'search' WHEN n %% 5 = 0 THEN 'change' ELSE 'view' END,
    (ARRAY['casefile/overview', 'children/search', 'missing/episode', 'obligations/owed'])[1 + n %% 4],
    md5((n %% 200)::text)::uuid, md5('c' || n * 7919 %% 30000)::uuid, 'children.child', md5('c' || n * 7919 %% 30000)::uuid,
    '', ('10.0.' || n %% 200 || '.' || n %% 250)::inet, '', ''
FROM generate_series(1::bigint, %(count)s) AS n
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000)
    count = parser.parse_args().entries
    from lantern.config import embedded, starting

    embedded.make_database(embedded.start(), DATABASE)
    os.environ["LANTERN_DATABASE"] = DATABASE
    starting.start()
    here = made(count)
    seal_and_check(here)
    search(here)


def made(count: int) -> Any:
    """A partnership whose trail has so many entries; made on first use."""
    from django.db import connection

    from lantern.organisation import actions, presets
    from lantern.organisation.queries import partnership_names
    from lantern.tenancy.current import within

    now = datetime.now(UTC)
    if not partnership_names():
        actions.create_partnership(preset=presets.preset("essex"), name="Bench", since=now.date(), by=None, at=now)
    here = next(iter(partnership_names()))
    with within(here), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trail_entry")
        missing = count - cursor.fetchone()[0]
        if missing > 0:
            cursor.execute(FILL, {"here": here, "count": missing})
    return here


def seal_and_check(here: Any) -> None:
    from lantern.tenancy.current import within
    from lantern.trail.actions.checking import verify
    from lantern.trail.actions.sealing import seal
    from lantern.trail.queries.seals import kept, latest_seal

    with within(here):
        wall, cpu, made_now = measured(lambda: seal(by=None, at=datetime.now(UTC)))
        count = sum(each.count for each in made_now)
        print(f"seal      {count:>9,} entries  {wall:6.1f} s, {cpu:5.1f} s of processor time")
    with within(here):
        outside = [kept(latest_seal())]  # type: ignore[arg-type]
        wall, cpu, found = measured(lambda: verify(outside=outside, by=None, at=datetime.now(UTC)))
        print(f"verify    {found.entries:>9,} entries  {wall:6.1f} s, {cpu:5.1f} s of processor time: {found}")


def search(here: Any) -> None:
    """A page of fifty and the count, for each way of asking."""
    from django.http import QueryDict

    from lantern.design.keyset import counted_together, paged
    from lantern.governance.queries import entries as queries
    from lantern.governance.queries.entries import Asked
    from lantern.organisation.queries import current_partnership
    from lantern.tenancy.current import within
    from lantern.trail.models import Entry

    asks = {
        "everything": Asked(),
        "a person": None,
        "a kind": Asked(kind="search"),
        "a kind that never was": Asked(kind="export"),
        "what was done": Asked(done="looked overview"),
        "an address": Asked(origin="10.0.5.5"),
        "what was typed": Asked(typed="rowan"),
        "two days": Asked(since=date.today(), until=date.today()),  # noqa: DTZ011
    }
    with within(here):
        current_partnership()
        queries._denied = lambda viewer: queries.NOBODY  # no room denies anything yet
        member = Entry.objects.exclude(member_id=None).values_list("member_id", flat=True)[0]
        for name, asked in asks.items():
            found = queries.entries(None, asked or Asked(person=str(member)))  # type: ignore[arg-type]

            def page(found: Any = found) -> Any:
                count = counted_together({"": found})[""]
                return paged(found, QueryDict(""), order=queries.ORDER, count=count, size=50)

            wall, cpu, _ = min((measured(page) for _ in range(ROUNDS)), key=lambda each: each[1])
            print(f"search    {name:<24} {wall * 1000:6.1f} ms, {cpu * 1000:5.1f} ms of processor time")


def measured(run: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds by the clock, seconds of processor time here and in the database's backend, and what came of it."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    wall, cpu = time.perf_counter(), time.process_time() + used(backend)
    found = run()
    return time.perf_counter() - wall, time.process_time() + used(backend) - cpu, found


def used(backend: int) -> float:
    """Seconds of processor time of the database's backend, to the nanosecond where the kernel says so."""
    schedule = Path(f"/proc/{backend}/schedstat")
    if schedule.exists():
        return int(schedule.read_text().split()[0]) / 1e9
    ticks = Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(ticks[11]) + int(ticks[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
