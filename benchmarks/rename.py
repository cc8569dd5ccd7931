"""Gives the copies that `grow.py` made names of their own, so that a search by name meets as many names as in a real county.

Surnames are made of syllables, drawn by Zipf's law (a few are common, most are rare); forenames come from the invented county.
The keys under which children are found are made anew from the record. Used by `search.py`; runs once.
"""

import random
from collections.abc import Iterator
from itertools import islice
from typing import Any

from benchmarks.names import FIRST_WORDS, SEED, SURNAMES, surnames
from lantern.children.models import Child
from lantern.children.queries.profiles import recorded_profiles
from lantern.children.rules.blocks import stored_keys
from lantern.children.rules.searching import search_keys, sort_name
from lantern.config import embedded
from lantern.demo.rules.names_of_people import FORENAMES
from lantern.tenancy.current import within

AT_ONCE = 5_000


def rename(database: str, partnership: Any) -> None:
    """New names and keys for every copied child, unless that was done before."""
    with embedded.superuser(embedded.cluster(), database) as connection:
        row = connection.execute(
            "SELECT (SELECT count(DISTINCT sort_name) * 2 > count(*) FROM children_child),"
            " EXISTS (SELECT FROM children_matchkey)"
        ).fetchone()
        if row and all(row):
            return
        rows = connection.execute("SELECT id FROM children_child ORDER BY number").fetchall()
        connection.execute("SET session_replication_role = replica")
        named = _names()
        connection.execute("CREATE TEMPORARY TABLE renamed (id uuid, forename text, surname text, sort_name text)")
        with connection.cursor().copy("COPY renamed FROM STDIN") as copy:
            for (key,), (forename, surname) in zip(rows, named, strict=False):
                copy.write_row((key, forename, surname, sort_name(surname, forename)))
        connection.execute(
            "UPDATE children_child c SET forename = r.forename, surname = r.surname, sort_name = r.sort_name "
            "FROM renamed r WHERE r.id = c.id"
        )
        connection.execute(FIRST_WORDS)
        connection.execute("TRUNCATE children_matchkey")
    with embedded.superuser(embedded.cluster(), database) as connection:
        connection.execute("SET session_replication_role = replica")
        with connection.cursor().copy("COPY children_matchkey (id, partnership_id, child_id, key) FROM STDIN") as copy:
            for number, (child, key) in enumerate(_keys(partnership)):
                copy.write_row((f"{number:032x}", partnership, child, key))
    with embedded.superuser(embedded.cluster(), database) as connection:
        connection.execute("ANALYZE children_child, children_firstword, children_matchkey")


def _names() -> Iterator[tuple[str, str]]:
    chance = random.Random(SEED)
    some = surnames()[:SURNAMES]
    weights = [1 / (rank + 20) for rank in range(SURNAMES)]
    forenames = [name for names in FORENAMES.values() for name in names]
    while True:
        yield from zip(chance.choices(forenames, k=AT_ONCE), chance.choices(some, weights, k=AT_ONCE), strict=True)


def _keys(partnership: Any) -> Iterator[tuple[Any, str]]:
    with within(partnership):
        ids = iter(list(Child.objects.order_by("number").values_list("pk", flat=True)))
    while batch := list(islice(ids, AT_ONCE)):
        with within(partnership):
            profiles = recorded_profiles(batch)
        for child, profile in profiles.items():
            for key in stored_keys(profile) | search_keys(profile):
                yield child, key
