"""The partnership, and what every record inside one has."""

from typing import Any
from uuid import uuid4

from django.db import models

from lantern.tenancy.current import current_id


class Partnership(models.Model):
    """A local safeguarding partnership that runs an arrangement.

    The two versions tell states of its areas and its arrangement apart: processes keep both in memory and ask only for
    these.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=120)
    preset = models.CharField(max_length=60)
    created_at = models.DateTimeField(auto_now_add=True)
    areas_version = models.PositiveIntegerField(default=1)
    arrangement_version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.name


class Tenanted(models.Model):
    """A record of one partnership: random id, behind the wall of its table (`lantern.tenancy.walls.Wall`)."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    partnership = models.ForeignKey(
        Partnership, models.CASCADE, default=current_id, editable=False, related_name="+", db_index=False
    )

    class Meta:
        abstract = True


class Within(models.ForeignKey[Any, Any]):
    """A foreign key that cannot leave the partnership.

    PostgreSQL checks foreign keys without row-level security, so a plain one could point into another partnership. The
    `Wall` of the table makes a constraint over both columns instead.
    """

    def __init__(self, to: Any, on_delete: Any = models.PROTECT, **options: Any) -> None:
        options["db_constraint"] = False
        super().__init__(to, on_delete, **options)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, arguments, options = super().deconstruct()
        options.pop("db_constraint", None)
        return name, path, arguments, options
