"""The trail's entries and their seals, and the base of every record that only actions may write."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import connection, models

from lantern.tenancy.models import Partnership, Tenanted
from lantern.trail.acting import OutsideAction, acting
from lantern.trail.vocabulary import Kind


class Entry(models.Model):
    """One thing that was done or looked at (SHA-6). Ids, never contents; written once: the database refuses the rest.

    `transaction` is the number of the transaction that wrote it: with the id it gives the order in which entries are
    sealed. `sought` is a keyed digest of what was searched for; `detail` says how, never what. `credential_id` stands for
    whoever acts through the API and is no member.
    """

    id = models.BigAutoField(primary_key=True)
    partnership = models.ForeignKey(Partnership, models.PROTECT, db_constraint=False, db_index=False, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=[(kind, kind.label) for kind in Kind])
    what = models.CharField(max_length=60)
    member_id = models.UUIDField(null=True)
    child_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=200, blank=True)
    origin = models.GenericIPAddressField(null=True)
    transaction = models.BigIntegerField(db_default=models.Func(function="trail_place"), editable=False)
    credential_id = models.UUIDField(null=True)
    sought = models.CharField(max_length=32, blank=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "transaction", "id"], name="trail_in_order"),
            models.Index(fields=["partnership", "what", "-at", "-id"], name="trail_by_what"),
            models.Index(fields=["partnership", "origin", "-at", "-id"], name="trail_by_origin"),
            models.Index(
                fields=["partnership", "kind", "-at", "-id"],
                name="trail_by_kind",
                condition=~models.Q(kind__in=["view", "change"]),
            ),
            models.Index(fields=["partnership", "sought", "-at"], name="trail_sought", condition=~models.Q(sought="")),
            models.Index(fields=["partnership", "child_id", "-at"], name="trail_by_child"),
            models.Index(fields=["partnership", "-at"], name="trail_by_time"),
            models.Index(fields=["partnership", "member_id", "-at"], name="trail_by_member"),
        ]

    def __str__(self) -> str:
        return f"{self.what} at {self.at:%Y-%m-%d %H:%M}"


class Seal(Tenanted):
    """A batch of entries, sealed: a link of the chain of hashes (security.md 3).

    It covers every entry from (`since_transaction`, `since_id`) up to and without (`until_transaction`, `until_id`).
    `ids` and `marks` (8 bytes an entry) tell which entry was altered; `hash` covers all of it and the seal `before`.
    """

    number = models.PositiveIntegerField()
    sealed_at = models.DateTimeField()
    since_transaction = models.BigIntegerField()
    since_id = models.BigIntegerField()
    until_transaction = models.BigIntegerField()
    until_id = models.BigIntegerField()
    count = models.PositiveIntegerField()
    ids = ArrayField(models.BigIntegerField())
    marks = models.BinaryField()
    entries_hash = models.BinaryField()
    before = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "number"], name="seal_number_once")]

    def __str__(self) -> str:
        return f"Seal {self.number}"


class GuardedQuerySet(models.QuerySet[Any, Any]):
    """Bulk writes keep to actions as `save()` does."""

    def _only_in_actions(self) -> None:
        if not acting():
            raise OutsideAction(f"{self.model.__name__} is written by actions only.")

    def bulk_create(self, *arguments: Any, **options: Any) -> Any:
        self._only_in_actions()
        return super().bulk_create(*arguments, **options)

    def update(self, **values: Any) -> int:
        self._only_in_actions()
        return super().update(**values)

    def delete(self) -> Any:
        self._only_in_actions()
        return super().delete()

    def set_many(self, rows: Sequence[models.Model], names: Sequence[str]) -> None:
        """Save the named fields of many rows in one statement: an array a column instead of a CASE a value."""
        self._only_in_actions()
        if not rows:
            return
        fields = [self.model._meta.pk, *(self.model._meta.get_field(name) for name in names)]
        columns = [field.column for field in fields]
        arrays = ", ".join(f"%s::{field.db_type(connection)}[]" for field in fields)
        table, key = self.model._meta.db_table, columns[0]
        changes = ", ".join(f'"{column}" = new."{column}"' for column in columns[1:])
        listed = ", ".join(f'"{column}"' for column in columns)
        with connection.cursor() as cursor:
            cursor.execute(
                f'UPDATE "{table}" SET {changes} FROM unnest({arrays}) AS new({listed}) '  # noqa: S608
                f'WHERE "{table}"."{key}" = new."{key}"',
                [[field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows] for field in fields],
            )


class Recorded(Tenanted):
    """A record of a partnership that refuses to be written outside an action."""

    objects = models.Manager.from_queryset(GuardedQuerySet)()

    class Meta:
        abstract = True

    def save(self, *arguments: Any, **options: Any) -> None:
        if not acting():
            raise OutsideAction(f"{type(self).__name__} is written by actions only.")
        super().save(*arguments, **options)

    def delete(self, *arguments: Any, **options: Any) -> Any:
        if not acting():
            raise OutsideAction(f"{type(self).__name__} is written by actions only.")
        return super().delete(*arguments, **options)
