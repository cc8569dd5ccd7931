"""Doubles a made county in its own database until it has a number of episodes: the past grows, today stays as it is.

Children with an episode in the last fortnight are not copied, so that the pages about now show as much as before. Copies have
ids and numbers of their own and keep every constraint. Used by `pages.py`; seconds where `make-data` takes an hour.
"""

from psycopg import Connection, sql

from lantern.config import embedded

OURS = ("id", "child_id", "incident_id", "episode_id", "subject_id")  # columns whose ids are the copy's own
TABLES = (
    "children_child", "children_childname", "children_childreference", "children_address", "children_servicestatus",
    "children_placement", "children_allocation", "children_matchkey", "missing_incident", "missing_message",
    "missing_episode", "missing_step", "obligations_obligation", "obligations_waiver",
)  # fmt: skip
# The number behind a copy's own grows by `apart`, so that a copy of a copy has a name of the same length.
NUMBERED = (
    "regexp_replace({0}, '~[0-9]+$', '') || '~' || "
    "(coalesce(substring({0} from '~([0-9]+)$'), '0')::bigint + %(apart)s::bigint)"
)
MADE_UNIQUE = {
    ("children_child", "number"): "'L' || lpad((substr(number, 2)::bigint + %(apart)s::bigint)::text, 7, '0')",
    ("children_childreference", "value"): NUMBERED.format("value"),
    ("missing_incident", "reference"): NUMBERED.format("reference"),
    ("missing_message", "fingerprint"): "md5(fingerprint || %(copy)s) || md5(%(copy)s || fingerprint)",
}
CHOSEN = """
CREATE TEMPORARY TABLE chosen AS SELECT id FROM children_child WHERE id NOT IN
(SELECT child_id FROM missing_episode WHERE coalesce(ended_at, back_by, now()) > now() - interval '14 days')
ORDER BY number LIMIT %s
"""
HIGHEST = "SELECT max(substr(number, 2)::bigint) FROM children_child"
COLUMNS = """
SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


def grow(database: str, episodes: int) -> int:
    """Copy children until the database has at least `episodes`; how many there are then."""
    with embedded.superuser(embedded.cluster(), database) as connection:
        while (there := _one(connection, "SELECT count(*) FROM missing_episode")) < episodes:
            children = _one(connection, "SELECT count(*) FROM children_child")
            wanted = max(1, round(children * min(1.0, (episodes - there) / there)))
            with connection.transaction():
                connection.execute(
                    "SET LOCAL session_replication_role = replica"
                )  # copies keep the keys they came with
                connection.execute(CHOSEN, [wanted])
                connection.execute("CREATE INDEX ON chosen (id); ANALYZE chosen")
                apart = _one(connection, HIGHEST)
                for table in TABLES:
                    _copy(connection, table, apart)
                connection.execute("DROP TABLE chosen")
            connection.execute("ANALYZE")
        return there


def _copy(connection: Connection, table: str, apart: int) -> None:
    rows = connection.execute(COLUMNS, [table]).fetchall()
    columns = [row[0] for row in rows]
    values = [sql.SQL(_value(table, column)) for column in columns]
    of_child = "id" if table == "children_child" else "child_id"
    if table == "missing_message":
        scope = sql.SQL("incident_id IN (SELECT i.id FROM missing_incident i JOIN chosen c ON c.id = i.child_id)")
    else:
        scope = sql.SQL("{} IN (SELECT id FROM chosen)").format(sql.Identifier(of_child))
    statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} WHERE {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(values),
        sql.Identifier(table),
        scope,
    )
    connection.execute(statement, {"copy": str(apart), "apart": str(apart)})


def _value(table: str, column: str) -> str:
    if (table, column) in MADE_UNIQUE:
        return MADE_UNIQUE[table, column]
    return f"md5({column}::text || %(copy)s)::uuid" if column in OURS else f'"{column}"'


def _one(connection: Connection, query: str) -> int:
    row = connection.execute(query).fetchone()  # type: ignore[arg-type]
    return int(row[0]) if row else 0
