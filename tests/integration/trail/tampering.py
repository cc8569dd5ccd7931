"""What somebody who owns the tables may do to the trail: every way of altering it, drawn by chance."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from lantern.tenancy.current import current_id
from lantern.trail.actions.sealing import seal
from lantern.trail.queries.batches import COLUMNS

Tamper = Callable[[random.Random], str]
ANOTHER = {
    "id": "id + 1000000000",
    "transaction": '"transaction" + 1000000000',
    "partnership_id": "gen_random_uuid()",
    "at": "\"at\" + interval '1 microsecond'",
    "kind": "CASE kind WHEN 'view' THEN 'change' ELSE 'view' END",
    "what": "what || '.'",
    "member_id": "gen_random_uuid()",
    "child_id": "CASE WHEN child_id IS NULL THEN gen_random_uuid() END",
    "subject_kind": "subject_kind || ' '",
    "subject_id": "CASE WHEN subject_id IS NULL THEN gen_random_uuid() END",
    "purpose": "purpose || 'x'",
    "origin": "CASE WHEN origin IS NULL THEN inet '192.0.2.1' END",
    "credential_id": "gen_random_uuid()",
    "sought": "md5(sought || 'x')",
    "detail": "detail || ' '",
}
"""Another value for each column; a test fails when a column has none here."""

SEAL_COLUMNS = {
    "number": "number + 1000",
    "sealed_at": "sealed_at - interval '1 second'",
    "since_transaction": "since_transaction + 1",
    "since_id": "since_id + 1",
    "until_transaction": "until_transaction + 1",
    "until_id": "until_id + 1",
    "count": "count + 1",
    "ids": "ids[2:]",
    "marks": "substr(marks, 2)",
    "entries_hash": "sha256(entries_hash)",
    "before": "sha256(before)",
    "hash": "sha256(hash)",
}
EVERY_COLUMN = ", ".join(f'"{name}"' for name in COLUMNS)
CONTENTS = [name for name in COLUMNS if name not in ("id", "transaction", "partnership_id")]


def do(statement: str, *values: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def ids() -> list[int]:
    """Every entry there is, in order."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT id FROM trail_entry WHERE partnership_id = %s ORDER BY "transaction", id', [current_id()]
        )
        return [row[0] for row in cursor.fetchall()]


def seals() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM trail_seal WHERE partnership_id = %s ORDER BY number", [current_id()])
        return [row[0] for row in cursor.fetchall()]


def apart(chance: random.Random) -> list[int]:
    """Two entries of different transactions, so that exchanging those changes something."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT "transaction", array_agg(id ORDER BY id) FROM trail_entry WHERE partnership_id = %s GROUP BY 1 ORDER BY 1',
            [current_id()],
        )
        return [chance.choice(row[1]) for row in chance.sample(cursor.fetchall(), 2)]


def edits(chance: random.Random) -> str:
    """Another value in any column of any entry."""
    entry, column = chance.choice(ids()), chance.choice(COLUMNS)
    do(f'UPDATE trail_entry SET "{column}" = {ANOTHER[column]} WHERE id = %s', entry)
    return f"{column} of entry {entry}"


def deletes(chance: random.Random) -> str:
    """Any entry, or several in a row."""
    there = ids()
    first, count = chance.randrange(len(there)), chance.choice((1, 1, 1, 5, 40))
    do("DELETE FROM trail_entry WHERE id = ANY(%s)", there[first : first + count])
    return f"deleted {count} from {there[first]}"


def exchanges(chance: random.Random) -> str:
    """What two entries say, or one of their columns, each put in the place of the other."""
    one, other = apart(chance)
    columns = chance.choice((CONTENTS, ["at"], ["transaction"]))
    names = ", ".join(f'"{name}"' for name in columns)
    changed = do(
        f"UPDATE trail_entry t SET ({names}) = (SELECT {names} FROM trail_entry o WHERE o.id = %s + %s - t.id) "
        "WHERE t.id IN (%s, %s)", one, other, one, other,
    )  # fmt: skip
    assert changed == 2
    return f"{names} of {one} and {other} exchanged"


def renumbers(chance: random.Random) -> str:
    """Two entries exchange their numbers: each stands where the other was."""
    one, other = chance.sample(ids(), 2)
    do("UPDATE trail_entry SET id = -1 WHERE id = %s", one)
    do("UPDATE trail_entry SET id = %s WHERE id = %s", one, other)
    do("UPDATE trail_entry SET id = %s WHERE id = -1", other)
    return f"{one} and {other} renumbered"


def inserts(chance: random.Random) -> str:
    """An entry more, among those that are sealed: a copy that says something else, or the same."""
    copied = ", ".join(
        {"id": "nextval(pg_get_serial_sequence('trail_entry', 'id'))", "child_id": chance.choice(("child_id", "NULL"))}
        .get(name, f'"{name}"') for name in COLUMNS
    )  # fmt: skip
    entry = chance.choice(ids())
    do(f"INSERT INTO trail_entry ({EVERY_COLUMN}) SELECT {copied} FROM trail_entry WHERE id = %s", entry)
    return f"a copy of {entry} put in"


def cuts(chance: random.Random) -> str:
    """The end of the trail goes, with the seals over it, as if it had never been."""
    kept = chance.randrange(len(seals()))
    do("DELETE FROM trail_seal WHERE number > %s AND partnership_id = %s", kept, current_id())
    do(
        'DELETE FROM trail_entry e WHERE partnership_id = %s AND (e."transaction", e.id) >= (SELECT coalesce('
        "max(until_transaction), 0), coalesce((array_agg(until_id ORDER BY number DESC))[1], 0) FROM trail_seal "
        "WHERE partnership_id = %s)", current_id(), current_id(),
    )  # fmt: skip
    return f"cut after batch {kept}"


def alters_a_seal(chance: random.Random) -> str:
    """Any column of any seal."""
    number, column = chance.choice(seals()), chance.choice(list(SEAL_COLUMNS))
    do(
        f"UPDATE trail_seal SET {column} = {SEAL_COLUMNS[column]} WHERE number = %s AND partnership_id = %s",
        number, current_id(),
    )  # fmt: skip
    return f"{column} of seal {number}"


def takes_a_seal(chance: random.Random) -> str:
    number = chance.choice(seals())
    do("DELETE FROM trail_seal WHERE number = %s AND partnership_id = %s", number, current_id())
    return f"seal {number} taken away"


def seals_anew(chance: random.Random) -> str:
    """Alters an entry, then makes every seal anew from there on by the house's own means."""
    first = chance.choice(seals())
    do("UPDATE trail_entry SET what = what || '.' WHERE id = (SELECT ids[1] FROM trail_seal WHERE number = %s "
       "AND partnership_id = %s)", first, current_id())  # fmt: skip
    do("DELETE FROM trail_seal WHERE number >= %s AND partnership_id = %s", first, current_id())
    assert seal(by=None, at=datetime.now(UTC), batch=20)
    return f"sealed anew from {first}"


WAYS: tuple[Tamper, ...] = (
    edits, edits, edits, deletes, exchanges, renumbers, inserts, cuts, alters_a_seal, takes_a_seal, seals_anew,
)  # fmt: skip
