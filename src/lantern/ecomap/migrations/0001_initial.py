"""The working map of a child and the versions kept of it, each behind the wall (EXP-7)."""

import uuid

import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import lantern.children.rules.around
import lantern.ecomap.vocabulary
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

TABLES = ("node", "tie", "placing", "keptmap")
HISTORIES = ("nodeevent", "tieevent")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("children", "0007_restricted_and_conflicts"),
        ("organisation", "0006_scopes"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.children.rules.around.Near["FAMILY"], "family"),
                            (lantern.children.rules.around.Near["CARER"], "carer"),
                            (lantern.children.rules.around.Near["PROFESSIONAL"], "professional"),
                            (lantern.children.rules.around.Near["SCHOOL"], "school"),
                            (lantern.children.rules.around.Near["GROUP"], "group"),
                            (lantern.children.rules.around.Near["PEER"], "peer"),
                            (lantern.children.rules.around.Near["ADULT"], "adult"),
                            (lantern.children.rules.around.Near["PERSON"], "person"),
                            (lantern.children.rules.around.Near["PLACE"], "place"),
                            (lantern.children.rules.around.Near["THING"], "thing"),
                        ],
                        max_length=12,
                    ),
                ),
                ("label", models.CharField(max_length=80)),
                ("words", models.CharField(blank=True, max_length=160)),
                (
                    "figure",
                    models.CharField(
                        blank=True,
                        choices=[
                            (lantern.ecomap.vocabulary.Figure["FEMALE"], "F"),
                            (lantern.ecomap.vocabulary.Figure["MALE"], "M"),
                            (lantern.ecomap.vocabulary.Figure["OTHER"], "O"),
                            (lantern.ecomap.vocabulary.Figure["UNKNOWN"], "U"),
                            (lantern.ecomap.vocabulary.Figure["PREGNANCY"], "P"),
                        ],
                        max_length=1,
                    ),
                ),
                ("born", models.PositiveSmallIntegerField(null=True)),
                ("has_died", models.BooleanField(default=False)),
                ("died", models.PositiveSmallIntegerField(null=True)),
                ("in_household", models.BooleanField(default=False)),
                ("removed_at", models.DateTimeField(null=True)),
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
            name="NodeEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.children.rules.around.Near["FAMILY"], "family"),
                            (lantern.children.rules.around.Near["CARER"], "carer"),
                            (lantern.children.rules.around.Near["PROFESSIONAL"], "professional"),
                            (lantern.children.rules.around.Near["SCHOOL"], "school"),
                            (lantern.children.rules.around.Near["GROUP"], "group"),
                            (lantern.children.rules.around.Near["PEER"], "peer"),
                            (lantern.children.rules.around.Near["ADULT"], "adult"),
                            (lantern.children.rules.around.Near["PERSON"], "person"),
                            (lantern.children.rules.around.Near["PLACE"], "place"),
                            (lantern.children.rules.around.Near["THING"], "thing"),
                        ],
                        max_length=12,
                    ),
                ),
                ("label", models.CharField(max_length=80)),
                ("words", models.CharField(blank=True, max_length=160)),
                (
                    "figure",
                    models.CharField(
                        blank=True,
                        choices=[
                            (lantern.ecomap.vocabulary.Figure["FEMALE"], "F"),
                            (lantern.ecomap.vocabulary.Figure["MALE"], "M"),
                            (lantern.ecomap.vocabulary.Figure["OTHER"], "O"),
                            (lantern.ecomap.vocabulary.Figure["UNKNOWN"], "U"),
                            (lantern.ecomap.vocabulary.Figure["PREGNANCY"], "P"),
                        ],
                        max_length=1,
                    ),
                ),
                ("born", models.PositiveSmallIntegerField(null=True)),
                ("has_died", models.BooleanField(default=False)),
                ("died", models.PositiveSmallIntegerField(null=True)),
                ("in_household", models.BooleanField(default=False)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.child",
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
                        to="ecomap.node",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Placing",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("key", models.CharField(max_length=80)),
                ("x", models.IntegerField(null=True)),
                ("y", models.IntegerField(null=True)),
                ("hidden", models.BooleanField(default=False)),
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
            name="Tie",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("first", models.CharField(max_length=80)),
                ("second", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.ecomap.vocabulary.TieKind["TIE"], "tie"),
                            (lantern.ecomap.vocabulary.TieKind["PARENT"], "parent"),
                            (lantern.ecomap.vocabulary.TieKind["PARTNER"], "partner"),
                            (lantern.ecomap.vocabulary.TieKind["SIBLING"], "sibling"),
                            (lantern.ecomap.vocabulary.TieKind["TWIN"], "twin"),
                        ],
                        default=lantern.ecomap.vocabulary.TieKind["TIE"],
                        max_length=8,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            (lantern.ecomap.vocabulary.How["BIRTH"], "birth"),
                            (lantern.ecomap.vocabulary.How["ADOPTED"], "adopted"),
                            (lantern.ecomap.vocabulary.How["FOSTERED"], "fostered"),
                            (lantern.ecomap.vocabulary.How["STEP"], "step"),
                            (lantern.ecomap.vocabulary.How["MARRIED"], "married"),
                            (lantern.ecomap.vocabulary.How["TOGETHER"], "together"),
                            (lantern.ecomap.vocabulary.How["SEPARATED"], "separated"),
                            (lantern.ecomap.vocabulary.How["DIVORCED"], "divorced"),
                            (lantern.ecomap.vocabulary.How["IDENTICAL"], "identical"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[
                            (lantern.children.rules.around.Strength["STRONG"], "strong"),
                            (lantern.children.rules.around.Strength["ORDINARY"], "ordinary"),
                            (lantern.children.rules.around.Strength["WEAK"], "weak"),
                            (lantern.children.rules.around.Strength["STRAINED"], "strained"),
                            (lantern.children.rules.around.Strength["CUT_OFF"], "cut off"),
                        ],
                        default=lantern.children.rules.around.Strength["ORDINARY"],
                        max_length=8,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            (lantern.children.rules.around.Direction["BOTH"], "both"),
                            (lantern.children.rules.around.Direction["TO"], "to"),
                            (lantern.children.rules.around.Direction["FROM"], "from"),
                        ],
                        default=lantern.children.rules.around.Direction["BOTH"],
                        max_length=4,
                    ),
                ),
                (
                    "bearing",
                    models.CharField(
                        choices=[
                            (lantern.children.rules.around.Bearing["CONCERN"], "concern"),
                            (lantern.children.rules.around.Bearing["PROTECTIVE"], "protective"),
                            (lantern.children.rules.around.Bearing["NEUTRAL"], "neutral"),
                        ],
                        default=lantern.children.rules.around.Bearing["NEUTRAL"],
                        max_length=10,
                    ),
                ),
                (
                    "surety",
                    models.CharField(
                        choices=[
                            (lantern.children.rules.around.Surety["KNOWN"], "known"),
                            (lantern.children.rules.around.Surety["SUSPECTED"], "suspected"),
                            (lantern.children.rules.around.Surety["UNSAID"], "unsaid"),
                        ],
                        default=lantern.children.rules.around.Surety["KNOWN"],
                        max_length=9,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=160)),
                ("since", models.DateField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
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
            name="TieEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("version", models.PositiveIntegerField(default=1)),
                ("at", models.DateTimeField()),
                ("first", models.CharField(max_length=80)),
                ("second", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.ecomap.vocabulary.TieKind["TIE"], "tie"),
                            (lantern.ecomap.vocabulary.TieKind["PARENT"], "parent"),
                            (lantern.ecomap.vocabulary.TieKind["PARTNER"], "partner"),
                            (lantern.ecomap.vocabulary.TieKind["SIBLING"], "sibling"),
                            (lantern.ecomap.vocabulary.TieKind["TWIN"], "twin"),
                        ],
                        default=lantern.ecomap.vocabulary.TieKind["TIE"],
                        max_length=8,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            (lantern.ecomap.vocabulary.How["BIRTH"], "birth"),
                            (lantern.ecomap.vocabulary.How["ADOPTED"], "adopted"),
                            (lantern.ecomap.vocabulary.How["FOSTERED"], "fostered"),
                            (lantern.ecomap.vocabulary.How["STEP"], "step"),
                            (lantern.ecomap.vocabulary.How["MARRIED"], "married"),
                            (lantern.ecomap.vocabulary.How["TOGETHER"], "together"),
                            (lantern.ecomap.vocabulary.How["SEPARATED"], "separated"),
                            (lantern.ecomap.vocabulary.How["DIVORCED"], "divorced"),
                            (lantern.ecomap.vocabulary.How["IDENTICAL"], "identical"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "strength",
                    models.CharField(
                        choices=[
                            (lantern.children.rules.around.Strength["STRONG"], "strong"),
                            (lantern.children.rules.around.Strength["ORDINARY"], "ordinary"),
                            (lantern.children.rules.around.Strength["WEAK"], "weak"),
                            (lantern.children.rules.around.Strength["STRAINED"], "strained"),
                            (lantern.children.rules.around.Strength["CUT_OFF"], "cut off"),
                        ],
                        default=lantern.children.rules.around.Strength["ORDINARY"],
                        max_length=8,
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            (lantern.children.rules.around.Direction["BOTH"], "both"),
                            (lantern.children.rules.around.Direction["TO"], "to"),
                            (lantern.children.rules.around.Direction["FROM"], "from"),
                        ],
                        default=lantern.children.rules.around.Direction["BOTH"],
                        max_length=4,
                    ),
                ),
                (
                    "bearing",
                    models.CharField(
                        choices=[
                            (lantern.children.rules.around.Bearing["CONCERN"], "concern"),
                            (lantern.children.rules.around.Bearing["PROTECTIVE"], "protective"),
                            (lantern.children.rules.around.Bearing["NEUTRAL"], "neutral"),
                        ],
                        default=lantern.children.rules.around.Bearing["NEUTRAL"],
                        max_length=10,
                    ),
                ),
                (
                    "surety",
                    models.CharField(
                        choices=[
                            (lantern.children.rules.around.Surety["KNOWN"], "known"),
                            (lantern.children.rules.around.Surety["SUSPECTED"], "suspected"),
                            (lantern.children.rules.around.Surety["UNSAID"], "unsaid"),
                        ],
                        default=lantern.children.rules.around.Surety["KNOWN"],
                        max_length=9,
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=160)),
                ("since", models.DateField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="children.child",
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
                        to="ecomap.tie",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="KeptMap",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("said", models.JSONField()),
                ("at", models.DateTimeField()),
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
                "indexes": [models.Index(fields=["child", "-on", "-at"], name="kept_map_latest")],
            },
        ),
        migrations.AddConstraint(
            model_name="node",
            constraint=models.CheckConstraint(condition=models.Q(("label", ""), _negated=True), name="node_has_label"),
        ),
        migrations.AddConstraint(
            model_name="node",
            constraint=models.CheckConstraint(
                condition=models.Q(("died", None), ("has_died", True), _connector="OR"), name="node_died_in_a_year"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="node",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "ecomap_nodeevent" ("at", "born", "by_id", "child_id", "died", "figure", "has_died", "id", "in_household", "kind", "label", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "version", "words") SELECT old_values."at", old_values."born", old_values."by_id", old_values."child_id", old_values."died", old_values."figure", old_values."has_died", old_values."id", old_values."in_household", old_values."kind", old_values."label", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."removed_at", old_values."version", old_values."words" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8eae0ae68ecc09483bebbcca61942a544d80d10f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_89679",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="ecomap_node",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="node",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "ecomap_nodeevent" ("at", "born", "by_id", "child_id", "died", "figure", "has_died", "id", "in_household", "kind", "label", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "version", "words") SELECT old_values."at", old_values."born", old_values."by_id", old_values."child_id", old_values."died", old_values."figure", old_values."has_died", old_values."id", old_values."in_household", old_values."kind", old_values."label", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."version", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="3cad4162c77b71bf4504fd8d08766d18f92110ea",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_aab17",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="ecomap_node",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="placing",
            constraint=models.UniqueConstraint(fields=("partnership", "child", "key"), name="placed_once"),
        ),
        migrations.AddConstraint(
            model_name="placing",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("x", None), ("y", None)),
                    models.Q(("x__isnull", False), ("y__isnull", False)),
                    _connector="OR",
                ),
                name="placed_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="tie",
            constraint=models.CheckConstraint(
                condition=models.Q(("first", models.F("second")), _negated=True), name="tie_joins_two"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tie",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "ecomap_tieevent" ("at", "bearing", "by_id", "child_id", "direction", "first", "how", "id", "kind", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "second", "since", "strength", "surety", "version", "words") SELECT old_values."at", old_values."bearing", old_values."by_id", old_values."child_id", old_values."direction", old_values."first", old_values."how", old_values."id", old_values."kind", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."removed_at", old_values."second", old_values."since", old_values."strength", old_values."surety", old_values."version", old_values."words" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="dd1b1a3d0d34ee938352ddb82ff159ac5a5f4080",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_45f33",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="ecomap_tie",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tie",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "ecomap_tieevent" ("at", "bearing", "by_id", "child_id", "direction", "first", "how", "id", "kind", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "removed_at", "second", "since", "strength", "surety", "version", "words") SELECT old_values."at", old_values."bearing", old_values."by_id", old_values."child_id", old_values."direction", old_values."first", old_values."how", old_values."id", old_values."kind", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."removed_at", old_values."second", old_values."since", old_values."strength", old_values."surety", old_values."version", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1cc4dc10796250147d232b636e951712e16d6797",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_cd666",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="ecomap_tie",
                    when="AFTER",
                ),
            ),
        ),
        *(Wall(table) for table in TABLES),
        *(Wall(table, append_only=True) for table in HISTORIES),
    ]
