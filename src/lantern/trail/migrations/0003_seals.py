"""Entries know the transaction that wrote them, and are sealed in that order (SHA-6).

`trail_offset` is 0 until the trail is restored into another server, whose transactions are numbered from the start again
(`lantern.trail.actions.continuing`). Existing entries get the number of the transaction that migrates them.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import lantern.tenancy.current
import lantern.trail.vocabulary
from lantern.tenancy.walls import Wall

PLACE = """
CREATE FUNCTION trail_offset() RETURNS bigint LANGUAGE sql STABLE RETURN 0::bigint;
CREATE FUNCTION trail_place() RETURNS bigint LANGUAGE sql VOLATILE
RETURN pg_current_xact_id()::text::bigint + trail_offset();
"""
NO_PLACE = "DROP FUNCTION trail_place(); DROP FUNCTION trail_offset();"
REFUSE = """
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_seal
FOR EACH STATEMENT EXECUTE FUNCTION trail_is_written_once();
"""
ALLOW = "DROP TRIGGER written_once ON trail_seal;"


class Migration(migrations.Migration):
    dependencies = [
        ("tenancy", "0003_walls"),
        ("trail", "0002_walls"),
    ]

    operations = [
        migrations.RunSQL(PLACE, NO_PLACE),
        migrations.CreateModel(
            name="Seal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "partnership",
                    models.ForeignKey(
                        db_index=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("sealed_at", models.DateTimeField()),
                ("since_transaction", models.BigIntegerField()),
                ("since_id", models.BigIntegerField()),
                ("until_transaction", models.BigIntegerField()),
                ("until_id", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("ids", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ("marks", models.BinaryField()),
                ("entries_hash", models.BinaryField()),
                ("before", models.BinaryField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.AddField(
            model_name="entry",
            name="credential_id",
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name="entry",
            name="detail",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="entry",
            name="sought",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddField(
            model_name="entry",
            name="transaction",
            field=models.BigIntegerField(db_default=models.Func(function="trail_place"), editable=False),
        ),
        migrations.AlterField(
            model_name="entry",
            name="kind",
            field=models.CharField(
                choices=[
                    (lantern.trail.vocabulary.Kind["VIEW"], "Looked at"),
                    (lantern.trail.vocabulary.Kind["CHANGE"], "Changed"),
                    (lantern.trail.vocabulary.Kind["SEARCH"], "Searched"),
                    (lantern.trail.vocabulary.Kind["PRINT"], "Printed"),
                    (lantern.trail.vocabulary.Kind["DOWNLOAD"], "Downloaded"),
                    (lantern.trail.vocabulary.Kind["EXPORT"], "Taken out"),
                    (lantern.trail.vocabulary.Kind["SIGN_IN"], "Signed in"),
                    (lantern.trail.vocabulary.Kind["REFUSED"], "Sign-in failed"),
                    (lantern.trail.vocabulary.Kind["SIGN_OUT"], "Signed out"),
                    (lantern.trail.vocabulary.Kind["PERMISSION"], "Permission changed"),
                    (lantern.trail.vocabulary.Kind["SEAL"], "Sealed or checked"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["partnership", "transaction", "id"], name="trail_in_order"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["partnership", "what", "-at", "-id"], name="trail_by_what"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["partnership", "origin", "-at", "-id"], name="trail_by_origin"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("kind__in", ["view", "change"]), _negated=True),
                fields=["partnership", "kind", "-at", "-id"],
                name="trail_by_kind",
            ),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(
                condition=models.Q(("sought", ""), _negated=True),
                fields=["partnership", "sought", "-at"],
                name="trail_sought",
            ),
        ),
        migrations.AddConstraint(
            model_name="seal",
            constraint=models.UniqueConstraint(fields=("partnership", "number"), name="seal_number_once"),
        ),
        Wall("seal", append_only=True),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
