"""Missing children, complete: whole episodes, plans and triggers, letters, missing chats (0.3.0)."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import lantern.missing.rules.letters
import lantern.missing.vocabulary
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

TABLES = (  # what others point at comes first
    "chat", "offer", "letter", "trigger", "answer", "chatrequest", "chattext", "chatworker", "cover", "followup",
    "letterabout", "noletters", "sitting", "stepversion", "telling", "triggeranswer",
)  # fmt: skip
# The owner is held by the walls too; nothing may wait for the end of the transaction when they go up again.
NOW_AS_THEN = """
ALTER TABLE missing_episode NO FORCE ROW LEVEL SECURITY;
UPDATE missing_episode SET absence_now = absence WHERE absence <> absence_now;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE missing_episode FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0003_merging"),
        ("missing", "0002_walls"),
        ("organisation", "0006_scopes"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="messages",
            field=models.JSONField(default=list, help_text="fingerprints of those that tell of the episode split off"),
        ),
        migrations.AddField(
            model_name="episode",
            name="absence_now",
            field=models.CharField(
                choices=[
                    (lantern.missing.vocabulary.Absence["MISSING"], "MISSING"),
                    (lantern.missing.vocabulary.Absence["AWAY"], "AWAY"),
                ],
                default=lantern.missing.vocabulary.Absence["MISSING"],
                max_length=1,
            ),
        ),
        migrations.AddField(
            model_name="episode",
            name="found_area",
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name="episode",
            name="found_state",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="episode",
            name="found_with",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="episode",
            name="reported_by",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="episode",
            name="seen_by",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="episode",
            name="stretches",
            field=models.JSONField(default=list, help_text="which kind from when, where it was both"),
        ),
        migrations.AddField(
            model_name="step",
            name="said",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="step",
            name="version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name="decision",
            name="kind",
            field=models.CharField(
                choices=[
                    (lantern.missing.vocabulary.DecisionKind["IS_CHILD"], "is"),
                    (lantern.missing.vocabulary.DecisionKind["IS_NOT_CHILD"], "is not"),
                    (lantern.missing.vocabulary.DecisionKind["IS_NEW"], "is new"),
                    (lantern.missing.vocabulary.DecisionKind["SAME_EPISODE"], "same episode"),
                    (lantern.missing.vocabulary.DecisionKind["SET_ASIDE"], "set aside"),
                    (lantern.missing.vocabulary.DecisionKind["SPLIT"], "two episodes"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="step",
            name="kind",
            field=models.CharField(
                choices=[
                    (lantern.missing.vocabulary.StepKind["ATTENDANCE"], "Attendance"),
                    (lantern.missing.vocabulary.StepKind["VULNERABILITY_CHECK"], "Vulnerability check"),
                    (lantern.missing.vocabulary.StepKind["CHAT_OFFER"], "Chat offer"),
                    (lantern.missing.vocabulary.StepKind["CHAT"], "Missing chat"),
                    (lantern.missing.vocabulary.StepKind["CONTACT"], "Contact"),
                    (lantern.missing.vocabulary.StepKind["PREVENTION_PLAN"], "Prevention plan"),
                    (lantern.missing.vocabulary.StepKind["PLAN_REVIEW"], "Plan review"),
                    (lantern.missing.vocabulary.StepKind["LONG_MISSING_REVIEW"], "Long missing review"),
                    (lantern.missing.vocabulary.StepKind["ADULT_HANDOVER"], "Adult handover"),
                    (lantern.missing.vocabulary.StepKind["SUPPORT_RESPONSE"], "Support response"),
                    (lantern.missing.vocabulary.StepKind["STRATEGY_MEETING"], "Strategy meeting"),
                    (lantern.missing.vocabulary.StepKind["STRATEGY_REVIEW"], "Strategy review"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Chat",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("allocated_at", models.DateTimeField(null=True)),
                ("authority", models.CharField(blank=True, max_length=120)),
                (
                    "wish",
                    models.CharField(
                        blank=True,
                        choices=[
                            (lantern.missing.vocabulary.Wish["WOMAN"], "a woman"),
                            (lantern.missing.vocabulary.Wish["MAN"], "a man"),
                            (lantern.missing.vocabulary.Wish["SOMEBODY"], "somebody they name"),
                        ],
                        max_length=20,
                    ),
                ),
                ("wish_words", models.CharField(blank=True, max_length=200)),
                ("opened_at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="chats", to="children.child"
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
                    "worker",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chats",
                        to="organisation.member",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("date_only", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "whose",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.OfferedTo["CHILD"], "child"),
                            (lantern.missing.vocabulary.OfferedTo["PARENT"], "parent or carer"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "said",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.Said["ACCEPTED"], "accepted"),
                            (lantern.missing.vocabulary.Said["DECLINED"], "declined"),
                            (lantern.missing.vocabulary.Said["NO_ANSWER"], "no answer"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            (lantern.missing.vocabulary.Channel["PAGE"], "on the child's page"),
                            (lantern.missing.vocabulary.Channel["MAILBOX"], "mailbox"),
                            (lantern.missing.vocabulary.Channel["PHONE"], "phone"),
                            (lantern.missing.vocabulary.Channel["FORM"], "public form"),
                        ],
                        max_length=20,
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
                    "chat",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="missing.chat"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChatRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "asker",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.Asker["CHILD"], "child"),
                            (lantern.missing.vocabulary.Asker["PARENT"], "parent or carer"),
                            (lantern.missing.vocabulary.Asker["PROFESSIONAL"], "professional"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.Channel["PAGE"], "on the child's page"),
                            (lantern.missing.vocabulary.Channel["MAILBOX"], "mailbox"),
                            (lantern.missing.vocabulary.Channel["PHONE"], "phone"),
                            (lantern.missing.vocabulary.Channel["FORM"], "public form"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("born", models.CharField(blank=True, max_length=40)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("reach", models.CharField(blank=True, max_length=200)),
                ("words", models.TextField(blank=True)),
                (
                    "wish",
                    models.CharField(
                        blank=True,
                        choices=[
                            (lantern.missing.vocabulary.Wish["WOMAN"], "a woman"),
                            (lantern.missing.vocabulary.Wish["MAN"], "a man"),
                            (lantern.missing.vocabulary.Wish["SOMEBODY"], "somebody they name"),
                        ],
                        max_length=20,
                    ),
                ),
                ("wish_words", models.CharField(blank=True, max_length=200)),
                ("received_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("set_aside", models.CharField(blank=True, max_length=400)),
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
                    "chat",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="missing.chat",
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
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
            name="ChatText",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "section",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.Section["TOLD_CHOICE"], "told choice"),
                            (lantern.missing.vocabulary.Section["SEEN_ALONE"], "seen alone"),
                            (lantern.missing.vocabulary.Section["LANGUAGE"], "language"),
                            (lantern.missing.vocabulary.Section["WHY"], "why"),
                            (lantern.missing.vocabulary.Section["WHERE"], "where"),
                            (lantern.missing.vocabulary.Section["WITH_WHOM"], "with whom"),
                            (lantern.missing.vocabulary.Section["TRAVEL"], "travel"),
                            (lantern.missing.vocabulary.Section["WHAT_HAPPENED"], "what happened"),
                            (lantern.missing.vocabulary.Section["HARM_FOUND"], "harm found"),
                            (lantern.missing.vocabulary.Section["HARM"], "harm"),
                            (lantern.missing.vocabulary.Section["PUSH"], "push"),
                            (lantern.missing.vocabulary.Section["PULL"], "pull"),
                            (lantern.missing.vocabulary.Section["WOULD_HELP"], "would help"),
                            (lantern.missing.vocabulary.Section["PHONES"], "phones"),
                            (lantern.missing.vocabulary.Section["OWN_WORDS"], "own words"),
                        ],
                        max_length=20,
                    ),
                ),
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
                    "chat",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="missing.chat"
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
            name="ChatWorker",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("capacity", models.PositiveSmallIntegerField(default=4)),
                (
                    "travels",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, help_text="areas; none means everywhere", size=None
                    ),
                ),
                (
                    "described",
                    models.CharField(
                        blank=True,
                        choices=[
                            (lantern.missing.vocabulary.Wish["WOMAN"], "a woman"),
                            (lantern.missing.vocabulary.Wish["MAN"], "a man"),
                            (lantern.missing.vocabulary.Wish["SOMEBODY"], "somebody they name"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("version", models.PositiveIntegerField(default=1)),
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
            name="Cover",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    "chat",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="covers", to="missing.chat"
                    ),
                ),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "incident",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="covers", to="missing.incident"
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
            name="FollowUp",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(max_length=400)),
                ("due_on", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=400)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "chat",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="follow_ups", to="missing.chat"
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
            name="Letter",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "to",
                    models.CharField(
                        choices=[
                            (lantern.missing.rules.letters.To["CHILD"], "child"),
                            (lantern.missing.rules.letters.To["PARENT"], "parent or carer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("batch", models.UUIDField()),
                ("place", models.PositiveIntegerField()),
                ("said", models.JSONField()),
                ("marking", models.CharField(max_length=60)),
                ("printed_at", models.DateTimeField()),
                ("posted_at", models.DateTimeField(null=True)),
                ("posted_date_only", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField(null=True)),
                ("discarded_at", models.DateTimeField(null=True)),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="children.child"
                    ),
                ),
                (
                    "discarded_by",
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
                    "posted_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "printed_by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="LetterAbout",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "to",
                    models.CharField(
                        choices=[
                            (lantern.missing.rules.letters.To["CHILD"], "child"),
                            (lantern.missing.rules.letters.To["PARENT"], "parent or carer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "incident",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="letters", to="missing.incident"
                    ),
                ),
                (
                    "letter",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="about", to="missing.letter"
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
            name="NoLetters",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("reason", models.CharField(max_length=400)),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="no_letters", to="children.child"
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
            name="Offer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("date_only", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "to",
                    models.CharField(
                        blank=True,
                        choices=[
                            (lantern.missing.vocabulary.OfferedTo["CHILD"], "child"),
                            (lantern.missing.vocabulary.OfferedTo["PARENT"], "parent or carer"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.OfferedHow["PERSON"], "in person"),
                            (lantern.missing.vocabulary.OfferedHow["PHONE"], "by phone"),
                            (lantern.missing.vocabulary.OfferedHow["LETTER"], "by letter"),
                            (lantern.missing.vocabulary.OfferedHow["MESSAGE"], "by message"),
                            (lantern.missing.vocabulary.OfferedHow["NOT_OFFERED"], "not offered"),
                        ],
                        max_length=20,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400)),
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
                    "chat",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="offers", to="missing.chat"
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
        migrations.AddField(
            model_name="letter",
            name="offer",
            field=lantern.tenancy.models.Within(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missing.offer"
            ),
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("date_only", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.OfferedHow["PERSON"], "in person"),
                            (lantern.missing.vocabulary.OfferedHow["PHONE"], "by phone"),
                            (lantern.missing.vocabulary.OfferedHow["LETTER"], "by letter"),
                            (lantern.missing.vocabulary.OfferedHow["MESSAGE"], "by message"),
                            (lantern.missing.vocabulary.OfferedHow["NOT_OFFERED"], "not offered"),
                        ],
                        max_length=20,
                    ),
                ),
                ("where", models.CharField(blank=True, max_length=200)),
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
                    "chat",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sittings", to="missing.chat"
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
            name="StepVersion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("happened_at", models.DateTimeField()),
                ("date_only", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                ("reference", models.CharField(blank=True, max_length=80)),
                ("said", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="children.child"
                    ),
                ),
                (
                    "incident",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missing.incident"
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
                    "step",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="missing.step"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("acknowledged_at", models.DateTimeField(null=True)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "chat",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tellings", to="missing.chat"
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
                    "to",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Trigger",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.TriggerKind["REPEAT"], "Repeatedly missing"),
                            (lantern.missing.vocabulary.TriggerKind["HARM"], "May have suffered harm"),
                            (lantern.missing.vocabulary.TriggerKind["RISK_OF_HARM"], "Risk of harm"),
                            (
                                lantern.missing.vocabulary.TriggerKind["HARM_AND_AGAIN"],
                                "Significant harm, and likely to go missing again",
                            ),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "answerer",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.Answerer["CHILDRENS_SERVICES"], "Children’s services"),
                            (lantern.missing.vocabulary.Answerer["LIAISON_OFFICER"], "Liaison officer"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField(help_text="since when its cause is known")),
                ("date_only", models.BooleanField(default=False)),
                ("due_at", models.DateTimeField(help_text="by when it is to be answered")),
                ("words", models.TextField(help_text="what it rests on")),
                ("answered_at", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=200)),
                (
                    "child",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="triggers", to="children.child"
                    ),
                ),
                (
                    "incident",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="triggers", to="missing.incident"
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
            name="TriggerAnswer",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.AnswerKind["SUPPORT"], "Request for support"),
                            (lantern.missing.vocabulary.AnswerKind["STRATEGY"], "Strategy meeting with a safety plan"),
                            (lantern.missing.vocabulary.AnswerKind["NOTHING"], "No further action"),
                        ],
                        max_length=20,
                    ),
                ),
                ("text", models.TextField(help_text="what is asked for, or why")),
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="trigger_answers", to="children.child"
                    ),
                ),
                (
                    "incident",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="missing.incident"
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
                    "trigger",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="missing.trigger"
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
        migrations.AddIndex(
            model_name="chat",
            index=models.Index(fields=["child", "-opened_at"], name="chat_by_child"),
        ),
        migrations.AddIndex(
            model_name="answer",
            index=models.Index(fields=["chat", "happened_at"], name="answer_of_chat"),
        ),
        migrations.AddIndex(
            model_name="chatrequest",
            index=models.Index(
                condition=models.Q(("child", None), ("set_aside", "")),
                fields=["partnership", "received_at"],
                name="chat_request_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="chatrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("chat", None), ("child", None)),
                    models.Q(("chat__isnull", False), ("child__isnull", False), ("set_aside", "")),
                    _connector="OR",
                ),
                name="chat_request_matched_or_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="chattext",
            index=models.Index(fields=["chat", "section", "version"], name="chat_text_history"),
        ),
        migrations.AddConstraint(
            model_name="chattext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("standing", True)),
                fields=("partnership", "chat", "section"),
                name="chat_text_stands_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="chattext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("beside", True), ("settled_at", None)),
                fields=("partnership", "chat", "section", "by"),
                name="chat_text_beside_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="chattext",
            constraint=models.CheckConstraint(
                condition=models.Q(("beside", True), ("standing", True), _negated=True),
                name="chat_text_stands_or_waits",
            ),
        ),
        migrations.AddConstraint(
            model_name="chatworker",
            constraint=models.UniqueConstraint(fields=("partnership", "member"), name="chat_worker_once"),
        ),
        migrations.AddConstraint(
            model_name="chatworker",
            constraint=models.CheckConstraint(condition=models.Q(("capacity__lte", 40)), name="chat_worker_capacity"),
        ),
        migrations.AddIndex(
            model_name="cover",
            index=models.Index(fields=["incident"], name="cover_of_incident"),
        ),
        migrations.AddConstraint(
            model_name="cover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("partnership", "chat", "incident"),
                name="chat_covers_once",
            ),
        ),
        migrations.AddIndex(
            model_name="followup",
            index=models.Index(
                condition=models.Q(("done_at", None)), fields=["owner", "due_on"], name="follow_up_open"
            ),
        ),
        migrations.AddConstraint(
            model_name="followup",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at", None), ("done_by", None), ("outcome", "")),
                    models.Q(models.Q(("done_at", None), _negated=True), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="follow_up_done_with_outcome",
            ),
        ),
        migrations.AddIndex(
            model_name="letterabout",
            index=models.Index(fields=["incident"], name="letter_of_incident"),
        ),
        migrations.AddConstraint(
            model_name="letterabout",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("partnership", "incident", "to"),
                name="one_letter_to_each",
            ),
        ),
        migrations.AddConstraint(
            model_name="noletters",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("partnership", "child"), name="no_letters_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="noletters",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="no_letters_with_reason"
            ),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["chat", "happened_at"], name="offer_of_chat"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("how", lantern.missing.vocabulary.OfferedHow["NOT_OFFERED"]),
                        ("to", ""),
                        models.Q(("reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("how", lantern.missing.vocabulary.OfferedHow["NOT_OFFERED"]), _negated=True),
                        models.Q(("to", ""), _negated=True),
                        ("reason", ""),
                    ),
                    _connector="OR",
                ),
                name="offered_to_somebody_or_why_not",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("discarded_at", None), ("posted_at", None)),
                fields=["partnership", "-printed_at", "id"],
                name="letter_not_posted",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("posted_at__isnull", False)),
                fields=["partnership", "-posted_at", "id"],
                name="letter_posted",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["child", "-printed_at"], name="letter_by_child"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("partnership", "batch", "place"), name="letter_place_once"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("posted_at", None), ("posted_by", None), ("recorded_at", None)),
                    models.Q(
                        ("discarded_at", None),
                        ("posted_at__isnull", False),
                        ("posted_by__isnull", False),
                        ("recorded_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="letter_posted_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("discarded_at", None), ("discarded_by", None)),
                    models.Q(("discarded_at__gte", models.F("printed_at")), ("discarded_by__isnull", False)),
                    _connector="OR",
                ),
                name="letter_discarded_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="sitting",
            index=models.Index(fields=["chat", "happened_at"], name="sitting_of_chat"),
        ),
        migrations.AddConstraint(
            model_name="stepversion",
            constraint=models.UniqueConstraint(fields=("partnership", "step", "number"), name="step_version_once"),
        ),
        migrations.AddIndex(
            model_name="telling",
            index=models.Index(
                condition=models.Q(("acknowledged_at", None)), fields=["to", "at"], name="telling_unread"
            ),
        ),
        migrations.AddIndex(
            model_name="trigger",
            index=models.Index(
                condition=models.Q(("answered_at", None), ("withdrawn_at", None)),
                fields=["partnership", "at", "id"],
                name="trigger_unanswered",
            ),
        ),
        migrations.AddIndex(
            model_name="trigger",
            index=models.Index(fields=["child", "-at"], name="trigger_by_child"),
        ),
        migrations.AddConstraint(
            model_name="trigger",
            constraint=models.UniqueConstraint(
                fields=("partnership", "incident", "kind", "answerer"), name="trigger_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="trigger",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("withdrawn_at", None), ("withdrawn_why", "")),
                    models.Q(
                        models.Q(("withdrawn_at", None), _negated=True), models.Q(("withdrawn_why", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="trigger_withdrawn_with_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="triggeranswer",
            index=models.Index(fields=["incident", "at"], name="trigger_answer_of_incident"),
        ),
        migrations.AddConstraint(
            model_name="triggeranswer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)), fields=("partnership", "trigger"), name="trigger_answered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="triggeranswer",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="trigger_answer_says_why"
            ),
        ),
        *(Wall(table) for table in TABLES),
        migrations.RunSQL(NOW_AS_THEN, migrations.RunSQL.noop),
    ]
