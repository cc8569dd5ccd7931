"""Senders whose layout is known, and files that wait for a mapping, behind the wall between partnerships."""

import uuid

import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import lantern.exchange.vocabulary
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

FEED_WITHIN = """
ALTER TABLE exchange_receivedfile ADD CONSTRAINT exchange_receivedfile_feed_id_within
FOREIGN KEY (partnership_id, feed_id) REFERENCES exchange_source (partnership_id, id) DEFERRABLE INITIALLY DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0002_walls"),
        ("organisation", "0002_walls"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="receivedfile",
            name="mapping",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.exchange.vocabulary.FileKind["NOTIFICATIONS"], "notifications"),
                            (lantern.exchange.vocabulary.FileKind["CHILDREN"], "children"),
                            (lantern.exchange.vocabulary.FileKind["LOOKED_AFTER"], "looked after"),
                        ],
                        max_length=20,
                    ),
                ),
                ("mapping", models.JSONField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                (
                    "agency",
                    lantern.tenancy.models.Within(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.agency",
                    ),
                ),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
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
            ],
            options={
                "ordering": ["name"],
            },
        ),
        migrations.AddField(
            model_name="receivedfile",
            name="feed",
            field=lantern.tenancy.models.Within(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="files", to="exchange.source"
            ),
        ),
        migrations.CreateModel(
            name="SourceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("name", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.exchange.vocabulary.FileKind["NOTIFICATIONS"], "notifications"),
                            (lantern.exchange.vocabulary.FileKind["CHILDREN"], "children"),
                            (lantern.exchange.vocabulary.FileKind["LOOKED_AFTER"], "looked after"),
                        ],
                        max_length=20,
                    ),
                ),
                ("mapping", models.JSONField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                (
                    "agency",
                    lantern.tenancy.models.Within(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.agency",
                    ),
                ),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_constraint=False,
                        default=lantern.tenancy.current.current_id,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="tenancy.partnership",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="exchange.source",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="WaitingFile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.exchange.vocabulary.FileKind["NOTIFICATIONS"], "notifications"),
                            (lantern.exchange.vocabulary.FileKind["CHILDREN"], "children"),
                            (lantern.exchange.vocabulary.FileKind["LOOKED_AFTER"], "looked after"),
                            (lantern.exchange.vocabulary.SetUpKind["BOUNDARIES"], "boundaries"),
                            (lantern.exchange.vocabulary.SetUpKind["PEOPLE"], "people"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "source",
                    models.CharField(
                        blank=True, help_text="who sent it or what it is of, as far as was said", max_length=60
                    ),
                ),
                ("content", models.BinaryField()),
                ("size", models.BigIntegerField()),
                ("received_at", models.DateTimeField()),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "feed",
                    lantern.tenancy.models.Within(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="exchange.source",
                    ),
                ),
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
            ],
            options={
                "ordering": ["-received_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                models.F("partnership"), django.db.models.functions.text.Lower("name"), name="source_name_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "exchange_sourceevent" ("agency_id", "by_id", "id", "kind", "mapping", "name", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "version") SELECT new_values."agency_id", new_values."by_id", new_values."id", new_values."kind", new_values."mapping", new_values."name", new_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."saved_at", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="4e75ef58c04ce5322c05cfbd699029820ac2e2cc",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_21e6a",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="exchange_source",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="source",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "exchange_sourceevent" ("agency_id", "by_id", "id", "kind", "mapping", "name", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "version") SELECT old_values."agency_id", old_values."by_id", old_values."id", old_values."kind", old_values."mapping", old_values."name", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."saved_at", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="4e6dd28dee8a73c1bd0a0feb2fa0abbc29076dd2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_31c46",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="exchange_source",
                    when="AFTER",
                ),
            ),
        ),
        Wall("source"),
        Wall("sourceevent", append_only=True),
        Wall("waitingfile"),
        migrations.RunSQL(
            FEED_WITHIN, "ALTER TABLE exchange_receivedfile DROP CONSTRAINT exchange_receivedfile_feed_id_within"
        ),
    ]
