"""Doubles a made county in its own database until it has a number of episodes: the past grows, today stays as it is.

Children with an episode in the last fortnight are not copied, so that the pages about now show as much as before. Copies have
ids and numbers of their own and keep every constraint. Used by `pages.py`; seconds where `make-data` takes an hour.
"""

from psycopg import Connection, sql

from lantern.config import embedded

OURS = (  # columns whose ids are the copy's own
    "id", "child_id", "incident_id", "episode_id", "subject_id", "chat_id", "offer_id", "letter_id", "trigger_id",
    "profile_id", "wording_id", "batch",
)  # fmt: skip
TABLES = (
    "children_child", "children_childname", "children_childreference", "children_address", "children_servicestatus",
    "children_placement", "children_allocation", "children_matchkey", "children_matchprofile", "children_schoolabsence",
    "children_schoolfact", "missing_incident", "missing_message", "missing_episode", "missing_step", "missing_trigger",
    "missing_triggeranswer", "missing_chat", "missing_cover", "missing_offer", "missing_sitting", "missing_answer",
    "missing_chattext", "missing_followup", "missing_telling", "missing_letter", "missing_letterabout",
    "missing_profile", "missing_profileversion", "missing_profileinreport", "obligations_obligation",
    "obligations_waiver",
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
CREATE TEMPORARY TABLE chosen AS SELECT id FROM children_child WHERE NOT EXISTS
(SELECT FROM missing_episode e WHERE e.child_id = children_child.id
AND coalesce(ended_at, back_by, now()) > now() - interval '14 days')
ORDER BY number LIMIT %s
"""
HIGHEST = "SELECT max(substr(number, 2)::bigint) FROM children_child"
COLUMNS = """
SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
"""


LOOSE = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
JOIN pg_class ON pg_class.oid = indrelid LEFT JOIN pg_constraint ON conindid = indexrelid
WHERE relname = ANY(%s) AND pg_constraint.oid IS NULL
"""
TIED = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(pg_constraint.oid), contype FROM pg_constraint
JOIN pg_class ON pg_class.oid = CASE contype WHEN 'f' THEN confrelid ELSE conrelid END
WHERE relname = ANY(%s) AND contype IN ('f', 'p', 'u', 'x') AND conparentid = 0 ORDER BY contype = 'f' DESC
"""


def grow(database: str, episodes: int) -> int:
    """Copy children until the database has at least `episodes`; how many there are then.

    Indexes and keys are built anew afterwards, which is many times faster than keeping them; when that is interrupted the
    database is of no use and is dropped.
    """
    with embedded.superuser(embedded.cluster(), database) as connection:
        there = _one(connection, "SELECT count(*) FROM missing_episode")
        if there >= episodes:
            return there
        connection.execute("SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'")
        loose = connection.execute(LOOSE, [list(TABLES)]).fetchall()
        tied = connection.execute(TIED, [list(TABLES)]).fetchall()
        for table, name, _, _ in tied:
            connection.execute(sql.SQL("ALTER TABLE {} DROP CONSTRAINT {}").format(*map(sql.Identifier, (table, name))))
        for name, _ in loose:
            connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
        there = _copied(connection, episodes)
        for table, name, definition, kind in reversed(tied):
            unchecked = " NOT VALID" if kind == "f" and "NOT VALID" not in definition else ""
            connection.execute(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}{unchecked}')
        for _, definition in loose:
            connection.execute(definition)
        connection.execute("VACUUM ANALYZE")
        return there


def _copied(connection: Connection, episodes: int) -> int:
    while (there := _one(connection, "SELECT count(*) FROM missing_episode")) < episodes:
        children = _one(connection, "SELECT count(*) FROM children_child")
        wanted = max(1, round(children * min(1.0, (episodes - there) / there)))
        connection.execute("SET session_replication_role = replica")  # copies keep the keys they came with
        connection.execute(CHOSEN, [wanted])
        connection.execute("ANALYZE chosen")
        apart = _one(connection, HIGHEST)
        for table in TABLES:
            _copy(connection, table, apart)
        connection.execute("DROP TABLE chosen")
        connection.execute(sql.SQL("ANALYZE {}").format(sql.SQL(", ").join(map(sql.Identifier, TABLES))))
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
