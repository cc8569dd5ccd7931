"""Everything a partnership holds, and what a request changed of it, comparable from one request to the next."""

import json
import re
from collections import Counter
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection

from lantern.tenancy.current import within

UUIDS = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TIMES = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*[+\d:]*")
HASHES = re.compile(r"[0-9a-f]{32,64}|gAAAA[\w=-]+")  # and what is encrypted, which never reads the same twice
RUNNING = re.compile(r'"(id|pgh_id|place|written_in|arrangement_version|areas_version|number)": -?\d+')
"""Numbers that are drawn anew each time."""
Whole = dict[str, frozenset[str]]


def tables() -> list[str]:
    """Every table with a partnership."""
    return sorted(
        {model._meta.db_table for model in apps.get_models() if hasattr(model, "partnership_id")}
        | {"tenancy_partnership"}
    )


def whole_of(partnership: UUID) -> Whole:
    """Every row of every table, by table."""
    with within(partnership), connection.cursor() as cursor:
        found: Whole = {}
        for table in tables():
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            found[table] = frozenset(row[0] for row in cursor.fetchall())
        return found


def changes(before: Whole, after: Whole) -> Counter[str]:
    """Rows that came or went, said so that two requests of the same meaning say the same: new ids and times left out."""
    known = {each for rows in before.values() for row in rows for each in UUIDS.findall(row)}
    said = Counter[str]()
    for table in before:
        for sign, rows in (("+", after[table] - before[table]), ("-", before[table] - after[table])):
            said.update(f"{sign} {table} {_settled(row, known)}" for row in rows)
    return said


def _settled(row: str, known: set[str]) -> str:
    text = UUIDS.sub(
        lambda found: found[0] if found[0] in known else "new", json.dumps(json.loads(row), sort_keys=True)
    )
    return RUNNING.sub(r'"\1": 0', HASHES.sub("hash", TIMES.sub("time", text)))


def fields_of_models() -> Mapping[str, Any]:
    """The name of every field of every model of ours, with its model field."""
    return {
        name: field
        for model in apps.get_models()
        if model.__module__.startswith("lantern.")
        for field in model._meta.concrete_fields
        for name in (field.name, field.attname)
    }
