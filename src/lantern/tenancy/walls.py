"""The wall between partnerships, in the database itself: forced row-level security and keys that stay inside (PAR-1).

Policies compare one column of the row with a transaction-local setting; unset means no row. A subquery over another table
made counts eight times slower, hence the column on every table.
"""

from typing import Any

from django.apps.registry import Apps
from django.conf import settings
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import Model

CURRENT = "(SELECT nullif(current_setting('lantern.partnership', true), '')::uuid)"


class Wall(Operation):
    """Puts the table of a model behind the wall.

    `also_read` is a further condition under which a row may be read; `append_only` leaves the application role nothing but
    reading and adding.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(
        self, model: str, *, column: str = "partnership_id", also_read: str = "", append_only: bool = False
    ) -> None:
        self.model, self.column, self.also_read, self.append_only = model, column, also_read, append_only

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        options = {"column": self.column, "also_read": self.also_read, "append_only": self.append_only}
        return type(self).__name__, [self.model], {name: value for name, value in options.items() if value}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing that Django's models know of changes."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model)
        for statement in [*self._policies(model._meta.db_table), *self._keys(model, to_state.apps)]:
            schema_editor.execute(statement)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        table = to_state.apps.get_model(app_label, self.model)._meta.db_table
        for statement in (
            f'DROP POLICY partnership_wall ON "{table}"',
            f'DROP POLICY IF EXISTS also_read ON "{table}"',
            f'ALTER TABLE "{table}" NO FORCE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" DISABLE ROW LEVEL SECURITY',
        ):
            schema_editor.execute(statement)

    def describe(self) -> str:
        return f"Put {self.model} behind the wall between partnerships"

    def _policies(self, table: str) -> list[str]:
        here = f"{self.column} = {CURRENT}"
        made = [
            f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY',
            f'ALTER TABLE "{table}" FORCE ROW LEVEL SECURITY',
            f'CREATE POLICY partnership_wall ON "{table}" USING ({here}) WITH CHECK ({here})',
        ]
        if self.append_only:
            made.append(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM "{settings.APPLICATION_ROLE}"')
        if self.also_read:
            made.append(f'CREATE POLICY also_read ON "{table}" FOR SELECT USING ({self.also_read})')
        return made

    def _keys(self, model: type[Model], apps: Apps) -> list[str]:
        table = model._meta.db_table
        if self.column != "partnership_id" or model._meta.pk is None or model._meta.pk.name != "id":
            return []  # a history table repeats the id of what it tells of
        made = [f'ALTER TABLE "{table}" ADD CONSTRAINT "{table[:45]}_within" UNIQUE (partnership_id, id)']
        for field in model._meta.fields:
            if type(field).__name__ != "Within" or field.column is None:
                continue
            target = field.related_model._meta.db_table  # type: ignore[union-attr]
            made.append(
                f'ALTER TABLE "{table}" ADD CONSTRAINT "{table[:30]}_{field.column[:20]}_within" '
                f'FOREIGN KEY (partnership_id, "{field.column}") REFERENCES "{target}" (partnership_id, id) '
                "DEFERRABLE INITIALLY DEFERRED"
            )
        return made
