"""What is written on a database that is not whole: a restore began there and has not ended well."""

import psycopg
from psycopg import sql

UNFINISHED = "Lantern: a restore that is not finished"
READ = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = current_database()"


def mark(owner: psycopg.Connection, words: str | None) -> None:
    """Write on the database that it is not whole, or with `None` that it is."""
    owner.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(owner.info.dbname), sql.Literal(words)))
