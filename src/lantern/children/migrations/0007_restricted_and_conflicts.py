"""Records that only named people see, and conflicts of interest, each behind the wall (SHA-4)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import lantern.children.vocabulary
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

TABLES = ("restriction", "namedperson", "restrictionreview", "conflict")


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0006_first_words"),
        ("organisation", "0006_scopes"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=12)),
                (
                    "ground",
                    models.CharField(
                        choices=[
                            (lantern.children.vocabulary.Ground["STAFF_FAMILY"], "Family of somebody who works here"),
                            (lantern.children.vocabulary.Ground["WITNESS"], "Witness protection"),
                            (lantern.children.vocabulary.Ground["SOURCE"], "A sensitive source"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                ("reviewed_on", models.DateField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("lifted_because", models.CharField(blank=True, max_length=1000)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restrictions",
                        to="children.child",
                    ),
                ),
                (
                    "lifted_by",
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
        ),
        migrations.CreateModel(
            name="NamedPerson",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
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
                        db_index=False,
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
                    "restriction",
                    lantern.tenancy.models.Within(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="named",
                        to="children.restriction",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RestrictionReview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("on", models.DateField()),
                ("because", models.CharField(max_length=1000)),
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
                (
                    "restriction",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="children.restriction"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=12)),
                ("words", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=1000)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="conflicts", to="children.child"
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
                        db_index=False,
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
                "indexes": [
                    models.Index(fields=["partnership", "-at", "id"], name="conflict_latest"),
                    models.Index(fields=["member", "-at"], name="conflict_by_member"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "number"), name="conflict_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("member", "child"), name="conflict_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="conflict_with_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_because", ""), ("ended_by", None)),
                            models.Q(
                                ("ended_at__gte", models.F("at")),
                                ("ended_by__isnull", False),
                                models.Q(("ended_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="conflict_ended_with_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_by", None),
                            models.Q(("ended_by", models.F("member")), _negated=True),
                            _connector="OR",
                        ),
                        name="conflict_ended_by_another",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="restriction",
            index=models.Index(fields=["child"], name="restriction_by_child"),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(fields=("partnership", "number"), name="restriction_number_once"),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)), fields=("child",), name="restricted_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="restricted_with_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="restriction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("lifted_at", None), ("lifted_because", ""), ("lifted_by", None)),
                    models.Q(
                        ("lifted_at__gte", models.F("at")),
                        ("lifted_by__isnull", False),
                        models.Q(("lifted_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="lifted_with_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="namedperson",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["member"], name="named_by_member"),
        ),
        migrations.AddIndex(
            model_name="namedperson",
            index=models.Index(fields=["restriction"], name="named_by_restriction"),
        ),
        migrations.AddIndex(
            model_name="namedperson",
            index=models.Index(fields=["child"], name="named_by_child"),
        ),
        migrations.AddConstraint(
            model_name="namedperson",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("restriction", "member"), name="named_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="namedperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("ended_by", None)),
                    models.Q(("ended_at__gte", models.F("at")), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="named_until_somebody_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="restrictionreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True), name="kept_with_reason"
            ),
        ),
        *(Wall(table) for table in TABLES),
    ]
