"""Counting transactions on, where the trail was restored into another server.

A fresh server numbers its transactions from the start, below those already sealed; what was written there would stand among
old entries. The tables' owner moves the count past everything there is (`lantern migrate` does it each time).
"""

from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from lantern.tenancy.current import set_locally, within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry, Seal

COUNTED = "SELECT pg_current_xact_id()::text::bigint, trail_offset()"
MOVED = "CREATE OR REPLACE FUNCTION trail_offset() RETURNS bigint LANGUAGE sql STABLE RETURN {}::bigint"


def after_migrating(**_: Any) -> None:
    """Receives Django's word that the tables are up to date; nothing to do where they were taken back to before seals."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regproc('trail_offset') IS NOT NULL")
        if cursor.fetchone()[0]:
            count_on()


@transaction.atomic
def count_on() -> int:
    """Move the count past every entry and seal, if this server counts from further back; how far it is moved now."""
    reached = _reached()
    with connection.cursor() as cursor:
        cursor.execute(COUNTED)
        current, offset = cursor.fetchone()
        if current + offset <= reached:
            offset = reached + 1 - current
            cursor.execute(MOVED.format(int(offset)))
    return int(offset)


def _reached() -> int:
    """The highest number of a transaction that any partnership's trail knows; the wall opens one at a time."""
    reached = 0
    set_locally("lantern.command", "on")
    for partnership in list(Partnership.objects.values_list("pk", flat=True)):
        with within(partnership):
            entries = Entry.objects.filter(partnership_id=partnership).aggregate(last=Max("transaction"))["last"]
            seals = Seal.objects.aggregate(last=Max("until_transaction"))["last"]
        reached = max(reached, entries or 0, seals or 0)
    set_locally("lantern.command", "")
    return reached
