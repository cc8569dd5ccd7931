"""The rota, acknowledgements and notes for the next shift (0.3.0)."""

import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
from django.db import migrations, models

import lantern.missing.models.duty
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

TABLES = ("shift", "acknowledgement", "handovernote")  # what others point at comes first


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0003_merging"),
        ("missing", "0003_missing_children_complete"),
        ("organisation", "0006_scopes"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Shift",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("place", models.PositiveSmallIntegerField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("planned_until", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "area",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.area"
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
                    "ended_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "member",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
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
            name="HandoverNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "area",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.area"
                    ),
                ),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "closed_by",
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
                (
                    "shift",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missing.shift"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                ("undone_why", models.CharField(blank=True, max_length=400)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="children.child",
                    ),
                ),
                (
                    "incident",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acknowledgements",
                        to="missing.incident",
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
            options={
                "indexes": [models.Index(fields=["incident", "at"], name="acknowledgement_of_incident")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("partnership", "incident", "since"),
                        name="acknowledged_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone_at", None), ("undone_why", "")),
                            models.Q(("undone_at__isnull", False), models.Q(("undone_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="acknowledgement_undone_with_reason",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="shift",
            index=models.Index(fields=["partnership", "until"], name="shift_by_end"),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (django.db.models.functions.comparison.Coalesce(models.F("area"), models.F("partnership")), "="),
                    ("place", "="),
                    (lantern.missing.models.duty.Span("since", "until"), "&&"),
                ],
                name="one_of_a_place_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (django.db.models.functions.comparison.Coalesce(models.F("area"), models.F("partnership")), "="),
                    ("member", "="),
                    (lantern.missing.models.duty.Span("since", "until"), "&&"),
                ],
                name="once_on_a_rota_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("until")), ("until__lte", models.F("planned_until"))),
                name="shift_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__gte", 1), ("place__lte", 20)), name="shift_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("until", models.F("planned_until"))),
                    ("ended_at__isnull", False),
                    _connector="OR",
                ),
                name="shift_cut_short_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="handovernote",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["partnership", "at"], name="handover_note_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="handovernote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="handover_note_says_something"
            ),
        ),
        *(Wall(table) for table in TABLES),
    ]
