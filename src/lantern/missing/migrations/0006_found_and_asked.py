"""What came in lately is found fast, where a child was found by kind of place, and who asked a child about a chat (0.3.0)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import lantern.missing.vocabulary
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0004_school"),
        ("missing", "0005_profile"),
        ("organisation", "0006_scopes"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["partnership", "received_at"], name="message_latest"),
        ),
        migrations.AddIndex(
            model_name="trigger",
            index=models.Index(fields=["partnership", "-at", "id"], name="trigger_latest"),
        ),
        migrations.AddField(
            model_name="episode",
            name="found_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    (lantern.missing.vocabulary.FoundIn["HOME"], "home"),
                    (lantern.missing.vocabulary.FoundIn["PLACEMENT"], "placement"),
                    (lantern.missing.vocabulary.FoundIn["FAMILY"], "family"),
                    (lantern.missing.vocabulary.FoundIn["FRIEND"], "friend"),
                    (lantern.missing.vocabulary.FoundIn["KNOWN"], "known address"),
                    (lantern.missing.vocabulary.FoundIn["STREET"], "street"),
                    (lantern.missing.vocabulary.FoundIn["PUBLIC"], "public place"),
                    (lantern.missing.vocabulary.FoundIn["TRANSPORT"], "transport"),
                    (lantern.missing.vocabulary.FoundIn["SERVICE"], "service"),
                    (lantern.missing.vocabulary.FoundIn["OTHER"], "other"),
                ],
                max_length=13,
            ),
        ),
        migrations.CreateModel(
            name="AskedAbout",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("happened_at", models.DateTimeField()),
                ("date_only", models.BooleanField(default=False)),
                ("note", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "said",
                    models.CharField(
                        choices=[
                            (lantern.missing.vocabulary.HadChat["HAD"], "they had one"),
                            (lantern.missing.vocabulary.HadChat["NOT_WANTED"], "offered one, did not want it"),
                            (lantern.missing.vocabulary.HadChat["NOT_OFFERED"], "nobody offered them one"),
                            (lantern.missing.vocabulary.HadChat["WOULD_LIKE"], "they would like one"),
                            (lantern.missing.vocabulary.HadChat["HAD_NOT"], "they had none"),
                            (lantern.missing.vocabulary.HadChat["UNSURE"], "they do not know"),
                            (lantern.missing.vocabulary.HadChat["NOT_SAID"], "they would rather not say"),
                        ],
                        max_length=30,
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asked_about_chats",
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
            options={
                "indexes": [models.Index(fields=["child", "-happened_at"], name="asked_about_chat_of_child")],
            },
        ),
        migrations.AddIndex(
            model_name="askedabout",
            index=models.Index(
                condition=models.Q(("withdrawn_at", None)),
                fields=["partnership", "happened_at"],
                name="asked_about_chat_lately",
            ),
        ),
        migrations.AddConstraint(
            model_name="askedabout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "said__in",
                        [
                            lantern.missing.vocabulary.HadChat["HAD"],
                            lantern.missing.vocabulary.HadChat["NOT_WANTED"],
                            lantern.missing.vocabulary.HadChat["NOT_OFFERED"],
                            lantern.missing.vocabulary.HadChat["WOULD_LIKE"],
                            lantern.missing.vocabulary.HadChat["HAD_NOT"],
                            lantern.missing.vocabulary.HadChat["UNSURE"],
                            lantern.missing.vocabulary.HadChat["NOT_SAID"],
                        ],
                    )
                ),
                name="asked_about_chat_said",
            ),
        ),
        migrations.AddConstraint(
            model_name="askedabout",
            constraint=models.CheckConstraint(
                condition=models.Q(("happened_at__lte", models.F("recorded_at"))), name="asked_about_chat_is_over"
            ),
        ),
        migrations.AddConstraint(
            model_name="askedabout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at", None), ("withdrawn_at__gte", models.F("recorded_at")), _connector="OR"
                ),
                name="asked_about_chat_taken_back",
            ),
        ),
        Wall("askedabout"),
    ]
