"""Every row of every table as one number a table: the SHA-256 of its rows in the order of their key, as text."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import Empty, SimpleQueue

import psycopg
from psycopg import sql

from lantern.config.backups.manifest import Table

TOGETHER = 1 << 20  # bytes hashed at a time
READ_ALIKE = {  # what decides how a value is written as text
    "timezone": "UTC",
    "datestyle": "ISO, YMD",
    "intervalstyle": "postgres",
    "extra_float_digits": "3",
    "bytea_output": "hex",
    "client_encoding": "UTF8",
    "search_path": "public",
    "lc_monetary": "C",
}
LEFT_OUT = ["accounts_session", "django_session"]  # a restored database signs nobody in
TABLES = """
SELECT c.relname,
       array(SELECT a.attname FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attname),
       array(SELECT a.attname FROM pg_index i CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS k (number, place)
             JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number
             WHERE i.indrelid = c.oid AND i.indisprimary ORDER BY k.place)
FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relpersistence = 'p'
AND c.relname <> ALL (%s) ORDER BY pg_table_size(c.oid) DESC, c.relname
"""
KINDS = "SELECT attname::text, atttypid::regtype::text FROM pg_attribute WHERE attrelid = %s::regclass"


@dataclass(frozen=True)
class Shape:
    """A table: its columns by name, and those of its key in order."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


def digests(url: str, snapshot: str, at_once: int = 2) -> dict[str, Table]:
    """Rows and digest of each table as `snapshot` shows it, several tables at a time, the largest first."""
    with _reading(url, snapshot) as connection:
        shapes = shapes_in(connection)
    waiting: SimpleQueue[Shape] = SimpleQueue()
    for shape in shapes:
        waiting.put(shape)
    with ThreadPoolExecutor(at_once) as pool:
        told = [pool.submit(_each, url, snapshot, waiting) for _ in range(at_once)]
        return dict(sorted(pair for each in told for pair in each.result()))


def shapes_in(connection: psycopg.Connection) -> list[Shape]:
    rows = connection.execute(TABLES, [LEFT_OUT]).fetchall()
    return [Shape(name, tuple(columns), tuple(key)) for name, columns, key in rows]


def _each(url: str, snapshot: str, waiting: "SimpleQueue[Shape]") -> Iterable[tuple[str, Table]]:
    told: list[tuple[str, Table]] = []
    with _reading(url, snapshot) as connection:
        while True:
            try:
                shape = waiting.get_nowait()
            except Empty:
                return told
            told.append((shape.name, digest(connection, shape)))


def _reading(url: str, snapshot: str) -> psycopg.Connection:
    """A connection whose one transaction sees what `snapshot` shows."""
    connection = psycopg.connect(url)
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    connection.execute(sql.SQL("SET TRANSACTION SNAPSHOT {}").format(sql.Literal(snapshot)))
    for name, value in READ_ALIKE.items():
        connection.execute("SELECT set_config(%s, %s, true)", [name, value])
    return connection


def digest(connection: psycopg.Connection, shape: Shape) -> Table:
    """All rows of one table; a column more or less, a row twice, an empty text for none: each makes another digest."""
    total, rows, held = hashlib.sha256(repr(shape.columns).encode()), 0, bytearray()
    with connection.cursor() as cursor, cursor.copy(_query(connection, shape)) as copy:
        for row in copy:
            held += row
            rows += 1
            if len(held) >= TOGETHER:
                total.update(held)
                held.clear()
    total.update(held)
    return Table(rows, total.hexdigest())


def _query(connection: psycopg.Connection, shape: Shape) -> sql.Composed:
    """Text sorts by its bytes, since the rules of languages differ from server to server."""
    table = sql.Identifier(shape.name)
    if not shape.key:
        order = sql.SQL('{}::text COLLATE "C"').format(table)
    else:
        kinds: dict[str, str] = dict(connection.execute(KINDS, [f'public."{shape.name}"']).fetchall())
        as_text = [name for name in shape.key if kinds[name].startswith(("text", "character"))]
        parts = [sql.Identifier(name) + sql.SQL(' COLLATE "C"' if name in as_text else "") for name in shape.key]
        order = sql.SQL(", ").join(parts)
    columns = sql.SQL(", ").join(map(sql.Identifier, shape.columns))
    return sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(columns, table, order)
