"""Makes a database with a million invented children, to measure matching and searching in: households, siblings and twins.

The county of `lantern make-data` comes first (its arrangement, areas and members); the children are written straight into the
tables, with the keys and profiles under which Lantern would find them. Names are drawn by Zipf's law, homes hold one to four
children of one surname, and one birth in sixty is of twins. Used by `linkage.py`; ten minutes and some five gigabytes.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from multiprocessing import Pool
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from psycopg import Connection

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.matching import STREETS
from benchmarks.names import FIRST_WORDS, SURNAMES, surnames
from lantern.children.rules.blocks import stored_keys
from lantern.children.rules.described import Described
from lantern.children.rules.given_names import GIVEN
from lantern.children.rules.profiles import Profile
from lantern.children.rules.searching import search_keys, sort_name
from lantern.config import embedded

AT_ONCE = 5_000
SEED = 11
FIRST_DAY, DAYS = date(2008, 1, 1), 18 * 365
POSTCODES = 40_000
TWINS = 1 / 60
CHILD_COLUMNS = (
    "id", "partnership_id", "number", "forename", "surname", "sort_name", "known_as", "pronouns", "born", "sex",
    "ethnicity", "pupil_number", "status", "provisional", "version", "created_at",
)  # fmt: skip
Person = tuple[UUID, Described]


def people(count: int, seed: int = SEED) -> Iterator[Person]:
    """`count` invented children with their ids, always the same ones: all of a home one after the other."""
    rng = random.Random(seed)
    forenames = sorted(name.title() for name in GIVEN)
    rng.shuffle(forenames)
    given = [1 / (rank + 15) for rank in range(len(forenames))]
    names = surnames()[:SURNAMES]
    family = [1 / (rank + 20) for rank in range(len(names))]
    left = count
    while left:
        for surname in rng.choices(names, family, k=AT_ONCE):
            home = _home(rng, surname)
            for who in islice(_siblings(rng, home, rng.choices(forenames, given, k=5)), left):
                left -= 1
                yield UUID(int=rng.getrandbits(128), version=4), who


def _home(rng: random.Random, surname: str) -> Described:
    code = rng.randrange(POSTCODES)
    street = STREETS[code % len(STREETS)]
    return Described(
        surname=surname,
        address=f"{rng.randint(1, 90)} {street}{code % 31} Road",
        postcode=f"ZZ{code % 90 + 1} {code // 90 % 10}{'ABDEFGHJLN'[code // 900 % 10]}{'PQRSTUWXYZ'[code // 9000 % 10]}",
    )


def _siblings(rng: random.Random, home: Described, forenames: list[str]) -> Iterator[Described]:
    born = FIRST_DAY + timedelta(rng.randrange(DAYS))
    several = rng.choices((1, 2, 3, 4), (42, 40, 13, 5))[0]
    if rng.random() < TWINS * several:
        several += 1
        twins = True
    else:
        twins = False
    for place, forename in enumerate(forenames[:several]):
        yield replace(home, forename=forename, born=born, sex=rng.choice("FM"))
        born = born if twins and place == 0 else FIRST_DAY + timedelta(rng.randrange(DAYS))


def make(database: str, count: int) -> None:
    """The database with `count` children, made unless it is there."""
    embedded.make_database(embedded.start(), database)
    environment = os.environ | {"LANTERN_DATABASE": database}
    lantern = Path(sys.executable).with_name("lantern")
    subprocess.run([lantern, "make-data", "--children", "60", "--years", "1"], env=environment, check=True)
    with embedded.superuser(embedded.cluster(), database) as connection:
        there = connection.execute("SELECT count(*) FROM children_child").fetchone()
        if there and there[0] < count:
            _fill(connection, count)


def main() -> None:
    make(os.environ.get("LANTERN_DATABASE", "bench_million"), int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)


def _fill(connection: Connection, count: int) -> None:
    row = connection.execute("SELECT partnership_id FROM children_child LIMIT 1").fetchone()
    assert row
    connection.execute("SET session_replication_role = replica")
    _write_records(connection, row[0], count)
    connection.execute(FIRST_WORDS)
    again = _drop_indexes(connection)
    with Pool(2) as pool, embedded.superuser(embedded.cluster(), connection.info.dbname) as second:
        second.execute("SET session_replication_role = replica")
        every = people(count)
        batches = iter(lambda: list(islice(every, AT_ONCE)), [])
        with (
            connection.cursor().copy("COPY children_matchkey (id, partnership_id, child_id, key) FROM STDIN") as keys,
            second.cursor().copy("COPY children_matchprofile (id, partnership_id, child_id, said) FROM STDIN") as said,
        ):
            for lines in pool.imap(_found_by, batches):
                for child, found, profile in lines:
                    said.write_row((child, row[0], child, profile))
                    for key in found:
                        keys.write_row((uuid4(), row[0], child, key))
    for statement in again:
        connection.execute(statement)
    connection.execute("VACUUM ANALYZE")


def _drop_indexes(connection: Connection) -> list[str]:
    """Take constraints and indexes off the keys' table, and say how to make them again: filling it goes ten times faster."""
    held = connection.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE conrelid = 'children_matchkey'::regclass AND contype IN ('u', 'p')"
    ).fetchall()
    for name, _ in held:
        connection.execute(f'ALTER TABLE children_matchkey DROP CONSTRAINT "{name}"')  # type: ignore[arg-type]
    others = connection.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'children_matchkey'"
    ).fetchall()
    for name, _ in others:
        connection.execute(f'DROP INDEX "{name}"')  # type: ignore[arg-type]
    made = [f'ALTER TABLE children_matchkey ADD CONSTRAINT "{name}" {how}' for name, how in held]
    return [*made, *(how for _, how in others)]


def _write_records(connection: Connection, partnership: Any, count: int) -> None:
    columns = ", ".join(CHILD_COLUMNS)
    with connection.cursor().copy(f"COPY children_child ({columns}) FROM STDIN") as copy:
        for number, (child, who) in enumerate(people(count)):
            copy.write_row((
                child, partnership, f"M{number:07d}", who.forename, who.surname, sort_name(who.surname, who.forename),
                "", "", who.born, who.sex, "", "", "none", False, 1, "2025-01-01 00:00Z",
            ))  # fmt: skip
    with connection.cursor().copy(
        "COPY children_address (id, partnership_id, child_id, text, postcode, source) FROM STDIN"
    ) as copy:
        for child, who in people(count):
            copy.write_row((child, partnership, child, who.address, who.postcode.replace(" ", ""), ""))


def _found_by(batch: list[Person]) -> list[tuple[UUID, frozenset[str], str]]:
    """The keys and the profile of each of `batch`."""
    found = []
    for child, who in batch:
        profile = Profile.of(who)
        found.append((child, stored_keys(profile) | search_keys(profile), json.dumps(profile.as_json)))
    return found


if __name__ == "__main__":
    main()
