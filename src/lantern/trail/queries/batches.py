"""Entries in the order in which they are sealed, hashed by the database (security.md 3).

An entry's number is given when it is written, not when its transaction ends: a transaction that is under way may still add
entries between those that are there. So the order goes by transactions, and only those that are over are sealed.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from lantern.trail.rules.chain import EPOCH, Link, Place
from lantern.trail.rules.findings import Checked

MARK = 8  # bytes of an entry's hash that the seal notes, to tell which entry was altered
COLUMNS = (
    "id", "transaction", "partnership_id", "at", "kind", "what", "member_id", "child_id", "subject_kind", "subject_id",
    "purpose", "origin", "credential_id", "sought", "detail",
)  # fmt: skip
"""What an entry's hash covers, in this order, in PostgreSQL's binary form: type, length and bytes of each column.

Unlike text it does not depend on a session's time zone, and no value can pass for two. A further column needs a further
form of seal (`chain.FORM`).
"""

_SAID = ", ".join(f'e."{column}"' for column in COLUMNS)
LEAF = f"sha256(record_send(ROW({_SAID})))"
ORDER = 'ORDER BY "transaction", id'
FINISHED = """
WITH taken AS MATERIALIZED (SELECT pg_current_snapshot() AS snapshot)
SELECT trail_offset() + least(
    pg_snapshot_xmax(snapshot)::text::bigint,
    pg_current_xact_id_if_assigned()::text::bigint,
    (SELECT min(running::text::bigint) FROM pg_snapshot_xip(snapshot) AS running WHERE NOT EXISTS (
        SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'transactionid' AND mode = 'ExclusiveLock' AND transactionid = running::xid
        AND datname <> current_database()))
) FROM taken
"""
BATCH = f"""
WITH batch AS (
    SELECT e.id, e."transaction", {LEAF} AS leaf FROM trail_entry e
    WHERE e.partnership_id = %s AND (e."transaction", e.id) >= (%s, %s) AND e."transaction" < %s
    ORDER BY e."transaction", e.id LIMIT %s
)
SELECT array_agg(id {ORDER}), string_agg(substr(leaf, 1, {MARK}), ''::bytea {ORDER}),
    sha256(string_agg(leaf, ''::bytea {ORDER})), max("transaction")
FROM batch
"""  # noqa: S608 - made of constants
CHECKED = f"""
SELECT s.number, (extract(epoch FROM s.sealed_at) * 1000000)::bigint, s.since_transaction, s.since_id,
    s.until_transaction, s.until_id, s.count, s.entries_hash, s.before, s.hash,
    found.count = s.count AND found.hash = s.entries_hash, found.ids = s.ids AND found.marks = s.marks
FROM trail_seal s LEFT JOIN LATERAL (
    SELECT count(*), array_agg(id) AS ids, string_agg(substr(leaf, 1, {MARK}), ''::bytea) AS marks,
        sha256(string_agg(leaf, ''::bytea)) AS hash
    FROM (
        SELECT e.id, {LEAF} AS leaf FROM trail_entry e
        WHERE e.partnership_id = s.partnership_id AND (e."transaction", e.id) >= (s.since_transaction, s.since_id)
        AND (e."transaction", e.id) < (s.until_transaction, s.until_id)
        ORDER BY e."transaction", e.id
    ) AS entries
) AS found ON true
WHERE s.partnership_id = %s ORDER BY s.number
"""  # noqa: S608 - made of constants
ALTERED = f"""
WITH sealed AS (
    SELECT noted.id, substr(s.marks, (noted.at::int - 1) * {MARK} + 1, {MARK}) AS mark, s.partnership_id
    FROM trail_seal s, unnest(s.ids) WITH ORDINALITY AS noted(id, at) WHERE s.partnership_id = %s AND s.number = %s
), there AS (
    SELECT e.id, substr({LEAF}, 1, {MARK}) AS mark FROM trail_entry e, trail_seal s
    WHERE s.partnership_id = %s AND s.number = %s AND e.partnership_id = s.partnership_id
    AND (e."transaction", e.id) >= (s.since_transaction, s.since_id)
    AND (e."transaction", e.id) < (s.until_transaction, s.until_id)
)
SELECT coalesce(sealed.id, there.id) AS entry, sealed.id IS NULL, there.id IS NULL
FROM sealed FULL JOIN there USING (id) WHERE sealed.mark IS DISTINCT FROM there.mark ORDER BY 1
"""  # noqa: S608 - made of constants


class Batch(NamedTuple):
    """Entries to seal: their ids in order, the beginning of each one's hash, the hash of all, where the last stands."""

    ids: list[int]
    marks: bytes
    entries_hash: bytes
    last: Place


def finished() -> int:
    """The number of the first transaction that may still add entries; all before it are over.

    Transactions of other databases on the same server are left out where they are known to be theirs.
    """
    with connection.cursor() as cursor:
        cursor.execute(FINISHED)
        return int(cursor.fetchone()[0])


def next_batch(partnership: UUID, since: Place, until: int, at_most: int) -> Batch | None:
    """The next entries from `since` on, of transactions numbered below `until`; `None` when there are none."""
    with connection.cursor() as cursor:
        cursor.execute(BATCH, [partnership, *since, until, at_most])
        ids, marks, entries_hash, transaction = cursor.fetchone()
    return Batch(ids, bytes(marks), bytes(entries_hash), Place(transaction, ids[-1])) if ids else None


def checked(partnership: UUID) -> Iterator[Checked]:
    """Every seal with what its entries are found to be now, in order, streamed: one row a batch."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(CHECKED, [partnership])
        for row in cursor:
            yield _checked(partnership, row)


def altered(partnership: UUID, number: int) -> Iterator[tuple[int, str]]:
    """The entries of a batch that are not as they were sealed, each with what became of it."""
    with connection.cursor() as cursor:
        cursor.execute(ALTERED, [partnership, number, partnership, number])
        rows = cursor.fetchall()
    for entry, is_new, is_gone in rows:
        yield entry, "was put in" if is_new else "is gone" if is_gone else "was altered"


def _checked(partnership: UUID, row: tuple[Any, ...]) -> Checked:
    number, sealed_at, since_transaction, since_id, until_transaction, until_id, count, entries, before, own, *hold = (
        row
    )
    link = Link(
        partnership=partnership,
        number=number,
        sealed_at=EPOCH + timedelta(microseconds=sealed_at),  # as a number: how a time reads hangs on the session
        since=Place(since_transaction, since_id),
        until=Place(until_transaction, until_id),
        count=count,
        entries_hash=bytes(entries),
        before=bytes(before),
    )
    return Checked(link, bytes(own), entries_hold=bool(hold[0]), notes_hold=bool(hold[1]))
