"""Faults of the tables: one without its wall, a wall with a gap, a trail that could be altered, an older version."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps

from lantern.config import health
from lantern.config.safety.fault import Fault

WALLED = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relrowsecurity
AND relforcerowsecurity
"""
OPEN = """
SELECT c.relname, p.polname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
WHERE c.relnamespace = 'public'::regnamespace AND p.polpermissive
AND 'true' IN (pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
"""
TRAIL = """
SELECT has_table_privilege('trail_entry', 'UPDATE, DELETE, TRUNCATE'),
       EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = 'trail_entry'::regclass AND tgname = 'written_once' AND tgenabled = 'O')
"""


def faults(cursor: Any) -> Iterator[Fault]:
    if behind := health.migrations_behind(cursor):
        number = f"{len(behind)} change{'s' if len(behind) > 1 else ''}"
        yield Fault("migrations", f"The tables are older than this version ({number} to come). Run lantern migrate.")
        return
    cursor.execute(WALLED)
    walled = {row[0] for row in cursor.fetchall()}
    for model in apps.get_models():
        if hasattr(model, "partnership_id") and model._meta.db_table not in walled:
            yield Fault(
                "no wall",
                f"The table {model._meta.db_table} has no wall between partnerships. Restore, or ask for help.",
            )
    cursor.execute(OPEN)
    for table, policy in cursor.fetchall():
        yield Fault("open wall", f"The policy {policy} of {table} lets everybody through. Remove it.")
    cursor.execute(TRAIL)
    alterable, kept = cursor.fetchone()
    if alterable:
        yield Fault(
            "trail", "The application's role could alter the trail. Revoke UPDATE, DELETE, TRUNCATE on trail_entry."
        )
    if not kept:
        yield Fault(
            "trail",
            "The trail could be altered: its trigger is off. Run: ALTER TABLE trail_entry ENABLE TRIGGER written_once",
        )
