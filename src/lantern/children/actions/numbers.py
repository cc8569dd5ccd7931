"""Our own numbers, one after the other: nobody gets one that another has."""

from typing import Any

from django.db import connection

from lantern.tenancy.current import current_id


def next_number_of(model: Any) -> int:
    """One more than the highest `number` of the model's rows; other takers wait until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{model._meta.db_table} {current_id()}"])
    last = model.objects.order_by("-number").values_list("number", flat=True).first()
    return int(last[1:]) + 1 if last else 1
