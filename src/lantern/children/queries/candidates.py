"""Children who may be somebody sought, among any number, by keys alone: no table is scanned (MIS-4)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from django.db import connection

from lantern.children.queries.profiles import profiles_of
from lantern.children.rules.blocks import searching_keys
from lantern.children.rules.profiles import Profile

KEYS_AT_ONCE = 5_000
# Each key is looked up by itself: one shared by very many is given up after a row more than may be read.
WITH_KEYS = """
SELECT sought.key, held.child_id FROM unnest(%s::text[]) AS sought(key)
CROSS JOIN LATERAL (SELECT child_id FROM children_matchkey AS stored WHERE stored.key = sought.key LIMIT %s) AS held
"""


@dataclass(frozen=True)
class Known:
    """Children who share a key with anyone sought, by id, and who shares which key."""

    children: Mapping[str, Profile]
    blocks: Mapping[str, list[str]] = field(default_factory=dict)


def known_like(sought: Iterable[Profile], *, largest_block: int) -> Known:
    """Whoever shares a key with any of `sought`; a key that more than `largest_block` have says nothing. Two queries a
    thousand sought."""
    blocks: dict[str, list[str]] = defaultdict(list)
    keys = iter(sorted({key for profile in sought for key in searching_keys(profile)}))
    while some := list(islice(keys, KEYS_AT_ONCE)):
        for key, child in _with_keys(some, largest_block + 1):
            blocks[key].append(str(child))
    telling = {key: children for key, children in blocks.items() if len(children) <= largest_block}
    ids = {child for children in telling.values() for child in children}
    profiles = profiles_of(UUID(child) for child in ids) if ids else {}
    return Known({str(child): profile for child, profile in profiles.items()}, telling)


def _with_keys(keys: list[str], at_most: int) -> Iterator[tuple[str, UUID]]:
    with connection.cursor() as cursor:
        cursor.execute(WITH_KEYS, [keys, at_most])
        yield from cursor.fetchall()
