"""Peer groups and places, their assessments, plans and ties, each behind the wall (EXP-6)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import lantern.network.vocabulary.contexts
import lantern.network.vocabulary.persons
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

TABLES = (
    "context", "contextassessment", "contextchild", "contextperson", "contextturn", "guardian", "planstep",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0007_restricted_and_conflicts"),
        ("network", "0002_persons"),
        ("organisation", "0007_team_manager"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Context",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=120)),
                ("sort_name", models.CharField(max_length=120)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.network.vocabulary.contexts.ContextKind["GROUP"], "Peer group"),
                            (lantern.network.vocabulary.contexts.ContextKind["SCHOOL"], "School"),
                            (lantern.network.vocabulary.contexts.ContextKind["ESTATE"], "Estate or street"),
                            (lantern.network.vocabulary.contexts.ContextKind["TRANSPORT"], "Transport hub"),
                            (lantern.network.vocabulary.contexts.ContextKind["BUSINESS"], "Business"),
                            (lantern.network.vocabulary.contexts.ContextKind["ONLINE"], "Online space"),
                            (lantern.network.vocabulary.contexts.ContextKind["PARK"], "Park or open space"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "certainty",
                    models.CharField(
                        choices=[
                            (lantern.network.vocabulary.persons.Certainty["SUSPECTED"], "suspected"),
                            (lantern.network.vocabulary.persons.Certainty["KNOWN"], "known"),
                        ],
                        max_length=10,
                    ),
                ),
                ("address", models.CharField(blank=True, max_length=200)),
                ("latitude", models.FloatField(null=True)),
                ("longitude", models.FloatField(null=True)),
                ("review_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("closed_at", models.DateTimeField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "area",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.area"
                    ),
                ),
                (
                    "assessed_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "by",
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
            name="ContextAssessment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("risks", models.TextField()),
                ("strengths", models.TextField(blank=True)),
                ("review_on", models.DateField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "context",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assessments", to="network.context"
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
            name="ContextChild",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=200)),
                ("scheme", models.CharField(blank=True, max_length=8)),
                ("grade", models.CharField(blank=True, max_length=4)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=400)),
                ("certainty", models.CharField(max_length=10)),
                ("since", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.network.vocabulary.contexts.ContextTieKind["MEMBER"], "Belongs to it"),
                            (lantern.network.vocabulary.contexts.ContextTieKind["GOES"], "Goes there"),
                            (lantern.network.vocabulary.contexts.ContextTieKind["FOUND"], "Was found there"),
                        ],
                        max_length=16,
                    ),
                ),
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
                    "context",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="child_ties", to="network.context"
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
        ),
        migrations.CreateModel(
            name="ContextPerson",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=200)),
                ("scheme", models.CharField(blank=True, max_length=8)),
                ("grade", models.CharField(blank=True, max_length=4)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=400)),
                ("certainty", models.CharField(max_length=10)),
                ("since", models.DateField(null=True)),
                ("note", models.CharField(blank=True, max_length=400)),
                ("ended_on", models.DateField(null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.network.vocabulary.contexts.ContextRole["RUNS"], "Runs it"),
                            (lantern.network.vocabulary.contexts.ContextRole["WORKS"], "Works there"),
                            (lantern.network.vocabulary.contexts.ContextRole["LIVES"], "Lives there"),
                            (lantern.network.vocabulary.contexts.ContextRole["GOES"], "Goes there"),
                            (lantern.network.vocabulary.contexts.ContextRole["LEADS"], "Leads the group"),
                            (lantern.network.vocabulary.contexts.ContextRole["OTHER"], "Has to do with it"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "context",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="person_ties", to="network.context"
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
                    "person",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="context_ties",
                        to="network.personofconcern",
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
        ),
        migrations.CreateModel(
            name="ContextTurn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            (lantern.network.vocabulary.persons.Turn["CLOSED"], "closed"),
                            (lantern.network.vocabulary.persons.Turn["REOPENED"], "reopened"),
                            (lantern.network.vocabulary.persons.Turn["CHANGED"], "changed"),
                        ],
                        max_length=10,
                    ),
                ),
                ("because", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "context",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="network.context"
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
            name="Guardian",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("who", models.CharField(max_length=120)),
                ("how", models.CharField(blank=True, max_length=400)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "context",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="guardians", to="network.context"
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
            name="PlanStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=400)),
                ("due_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("done_on", models.DateField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=1000)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_because", models.CharField(blank=True, max_length=400)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "context",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="network.context"
                    ),
                ),
                (
                    "done_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "owner",
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
        ),
        migrations.AddIndex(
            model_name="context",
            index=models.Index(fields=["partnership", "sort_name", "id"], name="context_by_name"),
        ),
        migrations.AddConstraint(
            model_name="context",
            constraint=models.UniqueConstraint(fields=("partnership", "number"), name="context_number_once"),
        ),
        migrations.AddConstraint(
            model_name="context",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="context_has_name"),
        ),
        migrations.AddConstraint(
            model_name="context",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude", None), ("longitude", None)),
                    models.Q(
                        ("latitude__gte", -90),
                        ("latitude__isnull", False),
                        ("latitude__lte", 90),
                        ("longitude__gte", -180),
                        ("longitude__isnull", False),
                        ("longitude__lte", 180),
                    ),
                    _connector="OR",
                ),
                name="context_point_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextassessment",
            constraint=models.UniqueConstraint(
                fields=("partnership", "context", "number"), name="context_assessment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="contextassessment",
            constraint=models.CheckConstraint(
                condition=models.Q(("risks", ""), _negated=True), name="context_assessment_says_risks"
            ),
        ),
        migrations.AddIndex(
            model_name="contextchild",
            index=models.Index(fields=["child", "-at"], name="context_child_by_child"),
        ),
        migrations.AddConstraint(
            model_name="contextchild",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "certainty__in",
                        [
                            lantern.network.vocabulary.persons.Certainty["SUSPECTED"],
                            lantern.network.vocabulary.persons.Certainty["KNOWN"],
                        ],
                    )
                ),
                name="context_child_suspected_or_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextchild",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", None)),
                    models.Q(
                        ("withdrawn_at__gte", models.F("at")),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="context_child_withdrawn_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextchild",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_because", ""), ("ended_by", None), ("ended_on", None)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ended_on__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="context_child_ended_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "certainty__in",
                        [
                            lantern.network.vocabulary.persons.Certainty["SUSPECTED"],
                            lantern.network.vocabulary.persons.Certainty["KNOWN"],
                        ],
                    )
                ),
                name="context_person_suspected_or_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", None)),
                    models.Q(
                        ("withdrawn_at__gte", models.F("at")),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="context_person_withdrawn_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextperson",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_because", ""), ("ended_by", None), ("ended_on", None)),
                    models.Q(
                        ("ended_by__isnull", False),
                        ("ended_on__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="context_person_ended_because",
            ),
        ),
        migrations.AddConstraint(
            model_name="contextturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("because", ""), _negated=True), name="context_turn_because"
            ),
        ),
        migrations.AddConstraint(
            model_name="guardian",
            constraint=models.CheckConstraint(
                condition=models.Q(("who", ""), _negated=True), name="guardian_is_somebody"
            ),
        ),
        migrations.AddConstraint(
            model_name="guardian",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_by", None), ("until", None)),
                    models.Q(("ended_by__isnull", False), ("until__isnull", False)),
                    _connector="OR",
                ),
                name="guardian_until_somebody_said",
            ),
        ),
        migrations.AddIndex(
            model_name="planstep",
            index=models.Index(
                condition=models.Q(("done_on", None), ("withdrawn_at", None)),
                fields=["owner", "due_on"],
                name="plan_step_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="planstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="plan_step_says_what"
            ),
        ),
        migrations.AddConstraint(
            model_name="planstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_by", None), ("done_on", None), ("outcome", "")),
                    models.Q(
                        ("done_by__isnull", False), ("done_on__isnull", False), models.Q(("outcome", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="plan_step_done_with_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="planstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_because", ""), ("withdrawn_by", None)),
                    models.Q(
                        ("withdrawn_at__gte", models.F("at")),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="plan_step_withdrawn_because",
            ),
        ),
        *(Wall(table) for table in TABLES),
    ]
