"""What the database itself keeps apart, asked table by table; each function is empty while the walls stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connection, transaction

from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership, Within
from tests.integration.access.scene import Scene

REFUSED = "42501"  # insufficient privilege: what a wall answers


def walled() -> dict[str, str]:
    """Every table with a partnership, and the column that says which."""
    tables = {model._meta.db_table: "partnership_id" for model in apps.get_models() if hasattr(model, "partnership_id")}
    return tables | {Partnership._meta.db_table: "id"}


def read_across(scene: Scene, table: str) -> Iterator[str]:
    """Rows of the other partnership that can be read from inside this one, and rows read from inside none."""
    column = walled()[table]
    with within(scene.elsewhere.pk):
        if not _number(f'SELECT count(*) FROM "{table}" WHERE "{column}" = %s', scene.elsewhere.pk):
            yield f"{table}: the scene has no row of the other partnership, so that nothing is proved"
    with within(scene.here.pk):
        if found := _number(f'SELECT count(*) FROM "{table}" WHERE "{column}" <> %s', scene.here.pk):
            yield f"{table}: {found} rows of another partnership are read"
    if found := _number(f'SELECT count(*) FROM "{table}"'):
        yield f"{table}: {found} rows are read outside any partnership"


def written_across(scene: Scene, table: str) -> Iterator[str]:
    """Whether a copy of one of our rows can be put into the other partnership."""
    column, wall = walled()[table], ""
    copied = f"(jsonb_populate_record(r, jsonb_build_object('{column}', %s::text))).*"
    with within(scene.here.pk):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f'INSERT INTO "{table}" SELECT {copied} FROM "{table}" r LIMIT 1', [scene.elsewhere.pk])
                transaction.set_rollback(True)
        except DatabaseError as error:
            wall = getattr(error.__cause__, "sqlstate", "") or ""
    if wall != REFUSED:
        yield f"{table}: a row is written into another partnership ({wall or 'nothing stops it'})"


def loose_keys() -> Iterator[str]:
    """Keys inside a partnership that are not over two columns in the database: they could point into another."""
    records = [model for model in apps.get_models() if model._meta.pk.name == "id"]  # a history only repeats ids
    for model in records:
        for field in model._meta.fields:
            if isinstance(field, Within) and not _two_columns(model._meta.db_table, field.column):
                yield f"{model._meta.db_table}.{field.column} may point into another partnership"


def _two_columns(table: str, column: str) -> bool:
    return bool(
        _number(
            "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass AND conkey @> ARRAY("
            "SELECT attnum FROM pg_attribute WHERE attrelid = %s::regclass AND attname IN ('partnership_id', %s)"
            ") AND cardinality(conkey) = 2",
            table,
            table,
            column,
        )
    )


@dataclass(frozen=True)
class Policy:
    """One policy of one table."""

    table: str
    name: str
    reads_only: bool

    def __str__(self) -> str:
        return f"{self.table}.{self.name}"


def policies() -> list[Policy]:
    """Every policy there is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename, policyname, cmd = 'SELECT' FROM pg_policies WHERE schemaname = 'public' ORDER BY 1, 2"
        )
        return [Policy(*row) for row in cursor.fetchall()]


def _number(query: str, *values: str | UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return int((cursor.fetchone() or (0,))[0])
