"""Seconds to back up and to restore a database of a million rows, every row compared.

    .venv/bin/python benchmarks/restore.py [--rows 1000000] [--open]

Makes a county on first use and multiplies its past (`grow.py`) and its trail until there are so many rows, in a database of
its own on the embedded server; backs it up, encrypted unless `--open`, and restores it into an empty database with the
commands that an installation uses. What is timed is the whole command: reading and decrypting the file, loading, indexes,
keys and walls, the digest of every row of every table against the backup's, migrating, the check of the sealed trail.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from psycopg import Connection, sql

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.grow import grow
from lantern.config import embedded
from lantern.config.backups import age

FROM, TO = "bench_restore", "bench_restored"
LANTERN = str(Path(sys.executable).with_name("lantern"))
TRAIL_SHARE = 0.4
TABLES = "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relpersistence = 'p'"
SAME = "partnership_id, at, kind, what, member_id, child_id, subject_kind, subject_id, purpose, origin, sought, detail"
MORE_TRAIL = f"INSERT INTO trail_entry ({SAME}) SELECT {SAME} FROM trail_entry LIMIT %s"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--open", action="store_true", help="without encryption")
    options = parser.parse_args()
    rows = made(options.rows)
    secret, public = age.new_key()
    with tempfile.TemporaryDirectory() as folder:
        key, file = Path(folder) / "key", Path(folder) / "backup"
        key.write_text(secret)
        how = ["--not-encrypted"] if options.open else ["--key", public]
        backup, _ = timed(FROM, "backup", str(file), *how)
        embedded.make_database(embedded.cluster(), TO, afresh=True)
        restore, said = timed(TO, "restore", str(file), *([] if options.open else ["--key", str(key)]))
        size = file.stat().st_size
    print(f"rows      {rows:,} in the database")
    print(f"file      {size / 1e6:,.0f} MB{'' if options.open else ', encrypted'}")
    print(f"backup    {backup:.1f} s")
    print(f"restore   {restore:.1f} s, {rows / restore:,.0f} rows a second, every row compared")
    print("".join(f"          {line}\n" for line in said.splitlines()), end="")


def made(wanted: int) -> int:
    """How many rows there are, once there are as many as wanted."""
    cluster = embedded.start()
    embedded.make_database(cluster, FROM)
    subprocess.run([LANTERN, "make-data", "--children", "60", "--years", "1"], env=environment(FROM), check=True)
    with embedded.superuser(cluster, FROM) as connection:
        while rows_in(connection) < wanted * (1 - TRAIL_SHARE):
            episodes = connection.execute("SELECT count(*) FROM missing_episode").fetchone() or (0,)
            grow(FROM, round(episodes[0] * 1.5))
        while (missing := wanted - rows_in(connection)) > 0:
            connection.execute(MORE_TRAIL, [missing])
        subprocess.run([LANTERN, "seal-trail"], env=environment(FROM), check=True, capture_output=True)
        return rows_in(connection)


def rows_in(connection: Connection) -> int:
    """All rows of all tables that a backup holds."""
    counted = 0
    for (name,) in connection.execute(TABLES).fetchall():
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))).fetchone()
        counted += row[0] if row else 0
    return counted


def timed(database: str, *command: str) -> tuple[float, str]:
    """Seconds that the command took, and what it said."""
    began = time.monotonic()
    done = subprocess.run([LANTERN, *command], env=environment(database), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    return time.monotonic() - began, done.stderr


def environment(database: str) -> dict[str, str]:
    return os.environ | {"LANTERN_DATABASE": database, "COLUMNS": "200"}


if __name__ == "__main__":
    main()
