"""Records merged and told apart, the likeness of pairs, and what is said of a child gathered in one row (MIS-4)."""

import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

TABLES = ("matchprofile", "lookalike", "neversame", "merge", "moved")
INSIDE = "children_child_merged_into_id_within"
MERGED_INSIDE = migrations.RunSQL(
    f"ALTER TABLE children_child ADD CONSTRAINT {INSIDE} FOREIGN KEY (partnership_id, merged_into_id) "
    "REFERENCES children_child (partnership_id, id) DEFERRABLE INITIALLY DEFERRED",
    f"ALTER TABLE children_child DROP CONSTRAINT {INSIDE}",
)


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0002_walls"),
        ("organisation", "0005_sign_in_connections"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Lookalike",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("weight", models.FloatField(help_text="bits of evidence")),
                ("agrees", models.JSONField(default=list)),
                ("disagrees", models.JSONField(default=list)),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "other",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
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
        ),
        migrations.CreateModel(
            name="MatchProfile",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("said", models.JSONField()),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="children.child",
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
        ),
        migrations.CreateModel(
            name="Merge",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "other",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
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
                (
                    "undone_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Moved",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("table", models.CharField(max_length=80)),
                ("column", models.CharField(max_length=40)),
                ("row", models.UUIDField()),
                (
                    "stayed",
                    models.BooleanField(default=False, help_text="it cannot stand beside what the other record says"),
                ),
                (
                    "merge",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rows", to="children.merge"
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
        ),
        migrations.CreateModel(
            name="NeverSame",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "other",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
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
                (
                    "undone_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="child",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="child",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="child",
            name="merged_into",
            field=lantern.tenancy.models.Within(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_in",
                to="children.child",
            ),
        ),
        migrations.AddField(
            model_name="childevent",
            name="merged_into",
            field=lantern.tenancy.models.Within(
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="children.child",
            ),
        ),
        migrations.AddIndex(
            model_name="child",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)), fields=["merged_into"], name="child_merged_into"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="child",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "children_childevent" ("area_id", "born", "created_at", "ethnicity", "forename", "id", "known_as", "merged_into_id", "number", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pronouns", "provisional", "pupil_number", "sex", "sort_name", "status", "surname", "version") SELECT new_values."area_id", new_values."born", new_values."created_at", new_values."ethnicity", new_values."forename", new_values."id", new_values."known_as", new_values."merged_into_id", new_values."number", new_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', new_values."id", new_values."pronouns", new_values."provisional", new_values."pupil_number", new_values."sex", new_values."sort_name", new_values."status", new_values."surname", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c7001d59e57e72f4e82f5d98809e222932ea4429",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7c384",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="children_child",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="child",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "children_childevent" ("area_id", "born", "created_at", "ethnicity", "forename", "id", "known_as", "merged_into_id", "number", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pronouns", "provisional", "pupil_number", "sex", "sort_name", "status", "surname", "version") SELECT old_values."area_id", old_values."born", old_values."created_at", old_values."ethnicity", old_values."forename", old_values."id", old_values."known_as", old_values."merged_into_id", old_values."number", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."pronouns", old_values."provisional", old_values."pupil_number", old_values."sex", old_values."sort_name", old_values."status", old_values."surname", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="e9e5244f3750b2e12776a43bb4c00d7a3ee15b03",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e6682",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="children_child",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="lookalike",
            index=models.Index(fields=["partnership", "-weight", "id"], name="lookalike_likeliest"),
        ),
        migrations.AddConstraint(
            model_name="lookalike",
            constraint=models.UniqueConstraint(fields=("partnership", "child", "other"), name="lookalike_once"),
        ),
        migrations.AddConstraint(
            model_name="lookalike",
            constraint=models.CheckConstraint(
                condition=models.Q(("child__lt", models.F("other"))), name="lookalike_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="matchprofile",
            constraint=models.UniqueConstraint(fields=("child",), name="match_profile_once"),
        ),
        migrations.AddIndex(
            model_name="merge",
            index=models.Index(fields=["partnership", "-at", "id"], name="merge_latest"),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)), fields=("partnership", "other"), name="merged_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="merge",
            constraint=models.CheckConstraint(
                condition=models.Q(("child", models.F("other")), _negated=True), name="merge_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="moved",
            constraint=models.UniqueConstraint(fields=("merge", "table", "column", "row"), name="moved_once"),
        ),
        migrations.AddConstraint(
            model_name="neversame",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("partnership", "child", "other"),
                name="never_same_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="neversame",
            constraint=models.CheckConstraint(
                condition=models.Q(("child__lt", models.F("other"))), name="never_same_in_order"
            ),
        ),
        MERGED_INSIDE,
        *(Wall(table) for table in TABLES),
    ]
