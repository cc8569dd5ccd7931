"""Children open to MACE 1, agendas, requests, discussions, decisions and actions, each behind the wall (M1-2 to M1-10)."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import lantern.mace1.vocabulary
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

TABLES = (
    "case",
    "item",
    "request",
    "discussiontext",
    "decision",
    "dissent",
    "action",
    "progress",
    "guest",
    "returntext",
    "nothingheld",
    "amendment",
    "savedview",
    "template",
    "templatetext",
)
HISTORIES = ("caseevent", "decisionevent", "actionevent", "itemevent", "requestevent", "templateevent")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("children", "0008_history_before"),
        ("meetings", "0001_initial"),
        ("organisation", "0008_history_before"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Action",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.ActionKind["SAFEGUARD"], "safeguard"),
                            (lantern.mace1.vocabulary.ActionKind["DISRUPT"], "disrupt"),
                            (lantern.mace1.vocabulary.ActionKind["SUPPORT"], "support"),
                            (lantern.mace1.vocabulary.ActionKind["EVIDENCE"], "evidence"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=400)),
                ("due_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("issued_at", models.DateTimeField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("done_words", models.CharField(blank=True, max_length=2000)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("dropped_because", models.CharField(blank=True, max_length=400)),
                (
                    "agency",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.agency"
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mace1_actions",
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
            name="Case",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=12)),
                (
                    "came",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.Way["LEVEL"], "automatic, by level"),
                            (lantern.mace1.vocabulary.Way["MISSING"], "automatic, most vulnerable from missing"),
                            (lantern.mace1.vocabulary.Way["WORKER"], "social worker or team manager"),
                            (lantern.mace1.vocabulary.Way["AGENCY"], "request by an agency"),
                            (lantern.mace1.vocabulary.Way["TRIAGE"], "police triage"),
                        ],
                        max_length=40,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("level_at_open", models.CharField(blank=True, max_length=40)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_because", models.CharField(blank=True, max_length=120)),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="mace1_cases", to="children.child"
                    ),
                ),
                (
                    "opened_by",
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
                    "previous",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="mace1.case"
                    ),
                ),
                (
                    "series",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="cases", to="meetings.series"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("number", models.CharField(max_length=12)),
                (
                    "came",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.Way["LEVEL"], "automatic, by level"),
                            (lantern.mace1.vocabulary.Way["MISSING"], "automatic, most vulnerable from missing"),
                            (lantern.mace1.vocabulary.Way["WORKER"], "social worker or team manager"),
                            (lantern.mace1.vocabulary.Way["AGENCY"], "request by an agency"),
                            (lantern.mace1.vocabulary.Way["TRIAGE"], "police triage"),
                        ],
                        max_length=40,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("level_at_open", models.CharField(blank=True, max_length=40)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_because", models.CharField(blank=True, max_length=120)),
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
                    "opened_by",
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
                        to="mace1.case",
                    ),
                ),
                (
                    "previous",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mace1.case",
                    ),
                ),
                (
                    "series",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.series",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.Outcome["STAYS"], "stays open"),
                            (lantern.mace1.vocabulary.Outcome["CLOSES"], "closes"),
                        ],
                        max_length=12,
                    ),
                ),
                ("level", models.CharField(blank=True, max_length=40)),
                (
                    "ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("closing", models.CharField(blank=True, max_length=120)),
                ("words", models.CharField(max_length=2000)),
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
                    "review",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.meeting"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.ItemKind["INITIAL"], "initial discussion"),
                            (lantern.mace1.vocabulary.ItemKind["REVIEW"], "review"),
                        ],
                        max_length=20,
                    ),
                ),
                ("because", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                ("deferred_at", models.DateTimeField(null=True)),
                ("deferred_because", models.CharField(blank=True, max_length=400)),
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
                    "case",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="mace1.case"
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "deferred_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "deferred_to",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.meeting"
                    ),
                ),
                (
                    "meeting",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="meetings.meeting"
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
            name="Guest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                    "invited",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="meetings.invited"
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
                    "item",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="guests", to="mace1.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DiscussionText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("section", models.CharField(max_length=60)),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField()),
                ("based_on", models.PositiveIntegerField()),
                ("standing", models.BooleanField(default=True)),
                ("beside", models.BooleanField(default=False)),
                ("settled_at", models.DateTimeField(null=True)),
                ("editing", models.CharField(blank=True, help_text="the opened page it was typed in", max_length=40)),
                ("began_at", models.DateTimeField()),
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
                    "item",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="mace1.item"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DecisionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.Outcome["STAYS"], "stays open"),
                            (lantern.mace1.vocabulary.Outcome["CLOSES"], "closes"),
                        ],
                        max_length=12,
                    ),
                ),
                ("level", models.CharField(blank=True, max_length=40)),
                (
                    "ways",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=60), default=list, size=None
                    ),
                ),
                ("closing", models.CharField(blank=True, max_length=120)),
                ("words", models.CharField(max_length=2000)),
                ("at", models.DateTimeField()),
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
                        to="mace1.decision",
                    ),
                ),
                (
                    "review",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "item",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mace1.item",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="item",
            field=lantern.tenancy.models.Within(
                on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="mace1.item"
            ),
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", models.CharField(max_length=2000)),
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
                    "item",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="amendments", to="mace1.item"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActionEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.ActionKind["SAFEGUARD"], "safeguard"),
                            (lantern.mace1.vocabulary.ActionKind["DISRUPT"], "disrupt"),
                            (lantern.mace1.vocabulary.ActionKind["SUPPORT"], "support"),
                            (lantern.mace1.vocabulary.ActionKind["EVIDENCE"], "evidence"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.CharField(max_length=400)),
                ("due_on", models.DateField()),
                ("at", models.DateTimeField()),
                ("issued_at", models.DateTimeField(null=True)),
                ("done_on", models.DateField(null=True)),
                ("done_words", models.CharField(blank=True, max_length=2000)),
                ("dropped_at", models.DateTimeField(null=True)),
                ("dropped_because", models.CharField(blank=True, max_length=400)),
                (
                    "agency",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.agency",
                    ),
                ),
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
                    "done_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "owner",
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
                        to="mace1.action",
                    ),
                ),
                (
                    "item",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mace1.item",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="action",
            name="item",
            field=lantern.tenancy.models.Within(
                on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="mace1.item"
            ),
        ),
        migrations.CreateModel(
            name="ItemEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.ItemKind["INITIAL"], "initial discussion"),
                            (lantern.mace1.vocabulary.ItemKind["REVIEW"], "review"),
                        ],
                        max_length=20,
                    ),
                ),
                ("because", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                ("deferred_at", models.DateTimeField(null=True)),
                ("deferred_because", models.CharField(blank=True, max_length=400)),
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
                    "case",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mace1.case",
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
                    "deferred_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "deferred_to",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "meeting",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
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
                        to="mace1.item",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NothingHeld",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.agency"
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
                    "item",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="nothing_held", to="mace1.item"
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
                "verbose_name_plural": "nothing held",
            },
        ),
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", models.CharField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "action",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="progress", to="mace1.action"
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
                "verbose_name_plural": "progress",
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.Way["LEVEL"], "automatic, by level"),
                            (lantern.mace1.vocabulary.Way["MISSING"], "automatic, most vulnerable from missing"),
                            (lantern.mace1.vocabulary.Way["WORKER"], "social worker or team manager"),
                            (lantern.mace1.vocabulary.Way["AGENCY"], "request by an agency"),
                            (lantern.mace1.vocabulary.Way["TRIAGE"], "police triage"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.ItemKind["INITIAL"], "initial discussion"),
                            (lantern.mace1.vocabulary.ItemKind["REVIEW"], "review"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.Asked["WAITING"], "waits for the chair"),
                            (lantern.mace1.vocabulary.Asked["ACCEPTED"], "accepted"),
                            (lantern.mace1.vocabulary.Asked["DECLINED"], "declined"),
                            (lantern.mace1.vocabulary.Asked["TAKEN_BACK"], "taken back"),
                        ],
                        default=lantern.mace1.vocabulary.Asked["WAITING"],
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=2000)),
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
                    "decided_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "meeting",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="meetings.meeting"
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
                    "series",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="meetings.series"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Dissent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", models.CharField(max_length=2000)),
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
                    "item",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="dissent", to="mace1.item"
                    ),
                ),
                (
                    "request",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dissent",
                        to="mace1.request",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "dissent",
            },
        ),
        migrations.CreateModel(
            name="RequestEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "way",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.Way["LEVEL"], "automatic, by level"),
                            (lantern.mace1.vocabulary.Way["MISSING"], "automatic, most vulnerable from missing"),
                            (lantern.mace1.vocabulary.Way["WORKER"], "social worker or team manager"),
                            (lantern.mace1.vocabulary.Way["AGENCY"], "request by an agency"),
                            (lantern.mace1.vocabulary.Way["TRIAGE"], "police triage"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.ItemKind["INITIAL"], "initial discussion"),
                            (lantern.mace1.vocabulary.ItemKind["REVIEW"], "review"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.CharField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            (lantern.mace1.vocabulary.Asked["WAITING"], "waits for the chair"),
                            (lantern.mace1.vocabulary.Asked["ACCEPTED"], "accepted"),
                            (lantern.mace1.vocabulary.Asked["DECLINED"], "declined"),
                            (lantern.mace1.vocabulary.Asked["TAKEN_BACK"], "taken back"),
                        ],
                        default=lantern.mace1.vocabulary.Asked["WAITING"],
                        max_length=20,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=2000)),
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
                    "decided_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "meeting",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.meeting",
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
                        to="mace1.request",
                    ),
                ),
                (
                    "series",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.series",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReturnText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("section", models.CharField(max_length=60)),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField()),
                ("based_on", models.PositiveIntegerField()),
                ("standing", models.BooleanField(default=True)),
                ("beside", models.BooleanField(default=False)),
                ("settled_at", models.DateTimeField(null=True)),
                ("editing", models.CharField(blank=True, help_text="the opened page it was typed in", max_length=40)),
                ("began_at", models.DateTimeField()),
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
                    "item",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="returns", to="mace1.item"
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
            name="SavedView",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
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
            name="Template",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("begun_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "begun_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "case",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="templates", to="mace1.case"
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
                    "presenter",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "submitted_by",
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
            name="TemplateEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("begun_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "begun_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "case",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="mace1.case",
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
                        to="mace1.template",
                    ),
                ),
                (
                    "presenter",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "submitted_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.member",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TemplateText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("section", models.CharField(max_length=60)),
                ("text", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField()),
                ("based_on", models.PositiveIntegerField()),
                ("standing", models.BooleanField(default=True)),
                ("beside", models.BooleanField(default=False)),
                ("settled_at", models.DateTimeField(null=True)),
                ("editing", models.CharField(blank=True, help_text="the opened page it was typed in", max_length=40)),
                ("began_at", models.DateTimeField()),
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
                    "template",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="mace1.template"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("closed_at", None)), fields=["series", "opened_at"], name="case_open_in_series"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["child", "-opened_at"], name="case_of_child"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("partnership", "number"), name="case_number_once"),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("partnership", "child"), name="case_open_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_because", "")),
                    models.Q(
                        ("closed_at__gte", models.F("opened_at")),
                        ("closed_at__isnull", False),
                        models.Q(("closed_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="case_closed_with_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_caseevent" ("came", "child_id", "closed_at", "closed_because", "id", "level_at_open", "number", "opened_at", "opened_by_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "series_id") SELECT old_values."came", old_values."child_id", old_values."closed_at", old_values."closed_because", old_values."id", old_values."level_at_open", old_values."number", old_values."opened_at", old_values."opened_by_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."previous_id", old_values."series_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="66cc3fb8d838bd525194284dca315f6b55da7b82",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7c8b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mace1_case",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="case",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_caseevent" ("came", "child_id", "closed_at", "closed_because", "id", "level_at_open", "number", "opened_at", "opened_by_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "previous_id", "series_id") SELECT old_values."came", old_values."child_id", old_values."closed_at", old_values."closed_because", old_values."id", old_values."level_at_open", old_values."number", old_values."opened_at", old_values."opened_by_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."previous_id", old_values."series_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5196f5347f93241f77fc641c7e632081fb0dae93",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_78fde",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="mace1_case",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["case", "meeting"], name="item_of_case"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deferred_at", None)), fields=("partnership", "meeting", "case"), name="item_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("deferred_at", None), ("deferred_because", ""), ("deferred_by", None), ("deferred_to", None)
                    ),
                    models.Q(
                        ("deferred_at__isnull", False),
                        ("deferred_by__isnull", False),
                        ("deferred_to__isnull", False),
                        models.Q(("deferred_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="item_deferred_with_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_itemevent" ("at", "because", "by_id", "case_id", "child_id", "deferred_at", "deferred_because", "deferred_by_id", "deferred_to_id", "id", "kind", "meeting_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."at", old_values."because", old_values."by_id", old_values."case_id", old_values."child_id", old_values."deferred_at", old_values."deferred_because", old_values."deferred_by_id", old_values."deferred_to_id", old_values."id", old_values."kind", old_values."meeting_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="bfdd1490ee48b49e95cbbbaf1e778126eea0a049",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b5fb8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mace1_item",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="item",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_itemevent" ("at", "because", "by_id", "case_id", "child_id", "deferred_at", "deferred_because", "deferred_by_id", "deferred_to_id", "id", "kind", "meeting_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."at", old_values."because", old_values."by_id", old_values."case_id", old_values."child_id", old_values."deferred_at", old_values."deferred_because", old_values."deferred_by_id", old_values."deferred_to_id", old_values."id", old_values."kind", old_values."meeting_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b63058df6d65336e4e339b9adbcecc46a678f84a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_64644",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="mace1_item",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)), fields=("partnership", "item", "invited"), name="guest_once"
            ),
        ),
        migrations.AddIndex(
            model_name="discussiontext",
            index=models.Index(fields=["item", "section", "version"], name="discussion_text_history"),
        ),
        migrations.AddConstraint(
            model_name="discussiontext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing", True)),
                fields=("partnership", "item", "section"),
                name="discussion_text_stands_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="discussiontext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("beside", True), ("settled_at", None)),
                fields=("partnership", "item", "section", "by"),
                name="discussion_text_beside_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="discussiontext",
            constraint=models.CheckConstraint(
                condition=models.Q(("beside", True), ("standing", True), _negated=True),
                name="discussion_text_stands_or_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("partnership", "item"), name="decision_of_item_once"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closing", ""),
                        ("outcome", lantern.mace1.vocabulary.Outcome["STAYS"]),
                        ("review__isnull", False),
                    ),
                    models.Q(
                        ("outcome", lantern.mace1.vocabulary.Outcome["CLOSES"]),
                        ("review", None),
                        models.Q(("closing", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="decision_reviews_or_closes",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_decisionevent" ("at", "by_id", "child_id", "closing", "id", "item_id", "level", "outcome", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "ways", "words") SELECT old_values."at", old_values."by_id", old_values."child_id", old_values."closing", old_values."id", old_values."item_id", old_values."level", old_values."outcome", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."review_id", old_values."ways", old_values."words" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="325d88516dcec3ff6f1c793d1a211a68bbbeb5ec",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_22dd4",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mace1_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_decisionevent" ("at", "by_id", "child_id", "closing", "id", "item_id", "level", "outcome", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_id", "ways", "words") SELECT old_values."at", old_values."by_id", old_values."child_id", old_values."closing", old_values."id", old_values."item_id", old_values."level", old_values."outcome", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."review_id", old_values."ways", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6fe5a02c9e6d023572e58daa4ed087c13db778e2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b92b6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="mace1_decision",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(fields=["item"], name="action_of_item"),
        ),
        migrations.AddIndex(
            model_name="action",
            index=models.Index(
                condition=models.Q(("done_on", None), ("dropped_at", None), ("issued_at__isnull", False)),
                fields=["partnership", "due_on", "id"],
                name="action_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_by", None), ("done_on", None), ("done_words", "")),
                    models.Q(
                        ("done_by__isnull", False),
                        ("done_on__isnull", False),
                        models.Q(("done_words", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="action_done_with_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="action",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("dropped_at", None), ("dropped_because", "")),
                    models.Q(
                        ("done_on", None),
                        ("dropped_at__isnull", False),
                        models.Q(("dropped_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="action_dropped_with_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_actionevent" ("agency_id", "at", "by_id", "child_id", "done_by_id", "done_on", "done_words", "dropped_at", "dropped_because", "due_on", "id", "issued_at", "item_id", "kind", "owner_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") SELECT old_values."agency_id", old_values."at", old_values."by_id", old_values."child_id", old_values."done_by_id", old_values."done_on", old_values."done_words", old_values."dropped_at", old_values."dropped_because", old_values."due_on", old_values."id", old_values."issued_at", old_values."item_id", old_values."kind", old_values."owner_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."words" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c6ede6b72906205d22c010953c4cd23ef26c8587",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aead5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mace1_action",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="action",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_actionevent" ("agency_id", "at", "by_id", "child_id", "done_by_id", "done_on", "done_words", "dropped_at", "dropped_because", "due_on", "id", "issued_at", "item_id", "kind", "owner_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "words") SELECT old_values."agency_id", old_values."at", old_values."by_id", old_values."child_id", old_values."done_by_id", old_values."done_on", old_values."done_words", old_values."dropped_at", old_values."dropped_because", old_values."due_on", old_values."id", old_values."issued_at", old_values."item_id", old_values."kind", old_values."owner_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f82a26621205fee81a6e6c8966ea58c43d31879a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a5ea2",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="mace1_action",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="nothingheld",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("partnership", "item", "agency"),
                name="nothing_held_once",
            ),
        ),
        migrations.AddIndex(
            model_name="request",
            index=models.Index(
                condition=models.Q(("state", lantern.mace1.vocabulary.Asked["WAITING"])),
                fields=["series", "at"],
                name="request_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", lantern.mace1.vocabulary.Asked["WAITING"])),
                fields=("partnership", "child"),
                name="request_waits_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_at", None), ("decided_by", None), ("state", lantern.mace1.vocabulary.Asked["WAITING"])
                    ),
                    models.Q(
                        models.Q(("state", lantern.mace1.vocabulary.Asked["WAITING"]), _negated=True),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="request_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="request",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", lantern.mace1.vocabulary.Asked["DECLINED"]), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="request_declined_with_reason",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="request",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_requestevent" ("at", "by_id", "child_id", "decided_at", "decided_by_id", "id", "kind", "meeting_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "series_id", "state", "way", "words") SELECT old_values."at", old_values."by_id", old_values."child_id", old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."kind", old_values."meeting_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."reason", old_values."series_id", old_values."state", old_values."way", old_values."words" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="cdec52d95f656e968eb8fc7389335107b99be4ab",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e34cf",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mace1_request",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="request",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_requestevent" ("at", "by_id", "child_id", "decided_at", "decided_by_id", "id", "kind", "meeting_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "series_id", "state", "way", "words") SELECT old_values."at", old_values."by_id", old_values."child_id", old_values."decided_at", old_values."decided_by_id", old_values."id", old_values."kind", old_values."meeting_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."reason", old_values."series_id", old_values."state", old_values."way", old_values."words" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="c537334fe7c128e76eb03d904e4d877208bb2121",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_26360",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="mace1_request",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="dissent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("item", None), ("request__isnull", False)),
                    models.Q(("item__isnull", False), ("request", None)),
                    _connector="OR",
                ),
                name="dissent_of_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="returntext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing", True)),
                fields=("partnership", "item", "section"),
                name="return_text_stands_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="returntext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("beside", True), ("settled_at", None)),
                fields=("partnership", "item", "section", "by"),
                name="return_text_beside_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="returntext",
            constraint=models.CheckConstraint(
                condition=models.Q(("beside", True), ("standing", True), _negated=True),
                name="return_text_stands_or_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedview",
            constraint=models.UniqueConstraint(fields=("partnership", "member", "name"), name="saved_view_name_once"),
        ),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.UniqueConstraint(fields=("partnership", "case"), name="template_of_case_once"),
        ),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("begun_at", None), ("begun_by", None)),
                    models.Q(("begun_at__isnull", False), ("begun_by__isnull", False)),
                    _connector="OR",
                ),
                name="template_begun_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="template",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("submitted_at", None), ("submitted_by", None)),
                    models.Q(
                        ("begun_at__isnull", False), ("submitted_at__isnull", False), ("submitted_by__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="template_submitted_after_begun",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="template",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_templateevent" ("begun_at", "begun_by_id", "case_id", "child_id", "id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presenter_id", "submitted_at", "submitted_by_id") SELECT old_values."begun_at", old_values."begun_by_id", old_values."case_id", old_values."child_id", old_values."id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."presenter_id", old_values."submitted_at", old_values."submitted_by_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fe6e2b69ad3923ae200f6fe45281ce4eafb8cf69",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2d536",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="mace1_template",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="template",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "mace1_templateevent" ("begun_at", "begun_by_id", "case_id", "child_id", "id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "presenter_id", "submitted_at", "submitted_by_id") SELECT old_values."begun_at", old_values."begun_by_id", old_values."case_id", old_values."child_id", old_values."id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."presenter_id", old_values."submitted_at", old_values."submitted_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="18fe97c59b7465bfb5b897efab7fde31220208a5",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6061b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="mace1_template",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="templatetext",
            index=models.Index(fields=["template", "section", "version"], name="template_text_history"),
        ),
        migrations.AddConstraint(
            model_name="templatetext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing", True)),
                fields=("partnership", "template", "section"),
                name="template_text_stands_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatetext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("beside", True), ("settled_at", None)),
                fields=("partnership", "template", "section", "by"),
                name="template_text_beside_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="templatetext",
            constraint=models.CheckConstraint(
                condition=models.Q(("beside", True), ("standing", True), _negated=True),
                name="template_text_stands_or_waits",
            ),
        ),
        *(Wall(table) for table in TABLES),
        *(Wall(table, append_only=True) for table in HISTORIES),
    ]
