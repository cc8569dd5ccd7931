"""What holds of a child's schooling, and absence from school (MIS-14)."""

import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
from django.db import migrations, models

import lantern.children.vocabulary
import lantern.organisation.models.area
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

TABLES = ("schoolabsence", "schoolfact")


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0003_merging"),
        ("organisation", "0006_scopes"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="SchoolAbsence",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("school", models.CharField(blank=True, max_length=120)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            (lantern.children.vocabulary.AbsenceReason["AUTHORISED"], "Authorised"),
                            (lantern.children.vocabulary.AbsenceReason["UNAUTHORISED"], "Not authorised"),
                            (lantern.children.vocabulary.AbsenceReason["UNKNOWN"], "Not explained yet"),
                        ],
                        max_length=20,
                    ),
                ),
                ("first", models.DateField()),
                ("last", models.DateField(null=True)),
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
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="school_absences", to="children.child"
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
                    "withdrawn_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last", None), ("last__gte", models.F("first")), _connector="OR"),
                        name="school_absence_in_order",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        expressions=[
                            ("child", "="),
                            (
                                lantern.organisation.models.area.DateRange(
                                    models.F("first"), models.F("last"), models.Value("[]")
                                ),
                                "&&",
                            ),
                        ],
                        name="school_absence_one_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SchoolFact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("school", models.CharField(blank=True, max_length=120)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.children.vocabulary.SchoolKind["REDUCED"], "Reduced timetable"),
                            (lantern.children.vocabulary.SchoolKind["EXCLUDED"], "Excluded"),
                            (lantern.children.vocabulary.SchoolKind["NO_ROLL"], "Not on a roll"),
                            (lantern.children.vocabulary.SchoolKind["MISSING_EDUCATION"], "Missing education"),
                        ],
                        max_length=20,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
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
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="school_facts", to="children.child"
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
                    "withdrawn_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
            ],
            options={
                "constraints": [
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        expressions=[
                            ("child", "="),
                            ("kind", "="),
                            (
                                lantern.organisation.models.area.DateRange(
                                    models.F("since"), models.F("until"), models.Value("[)")
                                ),
                                "&&",
                            ),
                        ],
                        name="school_fact_one_at_a_time",
                    )
                ],
            },
        ),
        *(Wall(table) for table in TABLES),
    ]
