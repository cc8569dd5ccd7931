"""Faults of the roles: one that could pass or lift the walls between partnerships, one that cannot take a backup."""

from collections.abc import Iterator
from typing import Any

from lantern.config.safety.fault import Fault

POWERS = """
SELECT rolsuper, rolbypassrls, rolcreaterole OR rolreplication,
       array(SELECT g.rolname FROM pg_roles g WHERE g.rolname <> current_user AND NOT r.rolsuper
             AND pg_has_role(current_user, g.oid, 'MEMBER') AND (g.rolsuper OR g.rolbypassrls OR g.rolcreaterole
                 OR g.rolname ~ '^pg_' OR EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = g.oid AND c.relkind = 'r'))),
       EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relnamespace = 'public'::regnamespace),
       EXISTS (SELECT 1 FROM pg_database d WHERE d.datname = current_database() AND d.datdba = r.oid),
       has_schema_privilege('public', 'CREATE')
FROM pg_roles r WHERE rolname = current_user
"""
OWNERS = """
SELECT DISTINCT r.rolname FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND (r.rolsuper OR r.rolbypassrls)
"""
BACKUP = """
SELECT rolbypassrls OR rolsuper, rolsuper, pg_has_role('pg_read_all_data', 'USAGE'),
       pg_has_role('pg_write_all_data', 'USAGE') OR EXISTS (
           SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
           AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'))
FROM pg_roles WHERE rolname = current_user
"""


def of_application(cursor: Any) -> Iterator[Fault]:
    """The role that serves pages owns nothing and bypasses nothing."""
    cursor.execute(POWERS)
    superuser, bypasses, makes_roles, stands_for, owns_tables, owns_database, makes_tables = cursor.fetchone()
    if superuser:
        yield Fault("superuser", "The application's role is a superuser: no wall stops it. Give it NOSUPERUSER.")
    if bypasses:
        yield Fault("bypasses", "The application's role passes the walls between partnerships. Give it NOBYPASSRLS.")
    if makes_roles:
        yield Fault(
            "makes roles", "The application's role could make itself powerful. Give it NOCREATEROLE NOREPLICATION."
        )
    if stands_for:
        yield Fault(
            "stands for others",
            f"The application's role may act as {stands_for[0]}. Run: REVOKE {stands_for[0]} FROM it.",
        )
    if (owns_tables or owns_database) and not superuser:
        yield Fault(
            "owner", "The application's role owns tables, and could lift their walls. Migrate as DATABASE_OWNER_URL."
        )
    elif makes_tables and not superuser:
        yield Fault(
            "makes tables", "The application's role can make tables. Run: REVOKE CREATE ON SCHEMA public FROM PUBLIC;"
        )
    cursor.execute(OWNERS)
    for (name,) in cursor.fetchall():
        yield Fault(
            "powerful owner", f"The owner of the tables, {name}, passes every wall. Give it NOSUPERUSER NOBYPASSRLS."
        )


def of_backup(cursor: Any) -> Iterator[Fault]:
    """The role that takes backups reads everything, and writes nothing."""
    cursor.execute(BACKUP)
    bypasses, superuser, reads_all, writes = cursor.fetchone()
    if not (bypasses and reads_all):
        yield Fault(
            "backup role",
            "The backup role does not read everything: backups would be empty. Give it BYPASSRLS and pg_read_all_data.",
            stops=False,
        )
    if superuser or writes:
        yield Fault(
            "backup role writes",
            "The backup role can change records. Give it NOSUPERUSER and no grants but to read.",
            False,
        )
