"""What many may read at once while nobody changes it: locks that end with their transaction.

An advisory lock, since a row's would be taken in another order by each writer, and those could wait for each other.
"""

from django.db import connection

from lantern.tenancy.current import current_id

KEY = "hashtextextended(%s, 0)"


def while_nobody_changes(what: str) -> None:
    """Read `what` from here to the end of the transaction; waits while somebody changes it."""
    _lock(f"SELECT pg_advisory_xact_lock_shared({KEY})", what)


def while_nobody_reads(what: str) -> None:
    """Change `what`; waits until the transactions that read it have ended, and lets no other begin."""
    _lock(f"SELECT pg_advisory_xact_lock({KEY})", what)


def _lock(statement: str, what: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [f"{what} in {current_id()}"])
