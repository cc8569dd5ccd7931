"""Series of meetings, seats, dates, who comes and who accepted the statement, each behind the wall (PAR-4, PAR-5, M1-1)."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import lantern.meetings.vocabulary
import lantern.organisation.rules.seating
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

TABLES = ("series", "seat", "meeting", "move", "apology", "invited", "attendance", "accepted")
HISTORIES = ("seatevent", "meetingevent", "seriesevent")


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisation", "0008_history_before"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("begins_at", models.DateTimeField()),
                ("length", models.PositiveSmallIntegerField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("agenda_sent_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("minutes_issued_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_because", models.CharField(blank=True, max_length=400)),
                (
                    "agenda_sent_by",
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
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
                (
                    "minutes_issued_by",
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
            name="Move",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("was", models.DateTimeField()),
                ("to", models.DateTimeField()),
                ("because", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "meeting",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moves", to="meetings.meeting"
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.organisation.rules.seating.SeatKind["CHAIR"], "Chair"),
                            (lantern.organisation.rules.seating.SeatKind["VICE"], "Vice chair"),
                            (lantern.organisation.rules.seating.SeatKind["CO_CHAIR"], "Co-chair"),
                            (lantern.organisation.rules.seating.SeatKind["SUPPORT"], "Support"),
                            (lantern.organisation.rules.seating.SeatKind["MEMBER"], "Member"),
                            (lantern.organisation.rules.seating.SeatKind["INVITED"], "Invited"),
                        ],
                        max_length=12,
                    ),
                ),
                ("designation", models.CharField(max_length=120)),
                (
                    "alternatives",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list, size=None
                    ),
                ),
                ("decides", models.BooleanField(default=False)),
                ("where_required", models.BooleanField(default=False)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "agency",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.agency"
                    ),
                ),
                (
                    "member",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
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
            name="Series",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[(lantern.meetings.vocabulary.SeriesKind["MACE1"], "MACE 1")], max_length=10
                    ),
                ),
                (
                    "mailbox",
                    models.EmailField(blank=True, help_text="the secure mailbox of business support", max_length=254),
                ),
                ("place", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "area",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.area"
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
                "verbose_name_plural": "series",
            },
        ),
        migrations.CreateModel(
            name="SeatEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            (lantern.organisation.rules.seating.SeatKind["CHAIR"], "Chair"),
                            (lantern.organisation.rules.seating.SeatKind["VICE"], "Vice chair"),
                            (lantern.organisation.rules.seating.SeatKind["CO_CHAIR"], "Co-chair"),
                            (lantern.organisation.rules.seating.SeatKind["SUPPORT"], "Support"),
                            (lantern.organisation.rules.seating.SeatKind["MEMBER"], "Member"),
                            (lantern.organisation.rules.seating.SeatKind["INVITED"], "Invited"),
                        ],
                        max_length=12,
                    ),
                ),
                ("designation", models.CharField(max_length=120)),
                (
                    "alternatives",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=120), default=list, size=None
                    ),
                ),
                ("decides", models.BooleanField(default=False)),
                ("where_required", models.BooleanField(default=False)),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
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
                    "member",
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
                        to="meetings.seat",
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
        migrations.AddField(
            model_name="seat",
            name="series",
            field=lantern.tenancy.models.Within(
                on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="meetings.series"
            ),
        ),
        migrations.CreateModel(
            name="MeetingEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                ("begins_at", models.DateTimeField()),
                ("length", models.PositiveSmallIntegerField()),
                ("place", models.CharField(blank=True, max_length=200)),
                ("sequence", models.PositiveSmallIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("agenda_sent_at", models.DateTimeField(null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("minutes_issued_at", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("cancelled_because", models.CharField(blank=True, max_length=400)),
                (
                    "agenda_sent_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.member",
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
                    "minutes_issued_by",
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
                        to="meetings.meeting",
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
        migrations.AddField(
            model_name="meeting",
            name="series",
            field=lantern.tenancy.models.Within(
                on_delete=django.db.models.deletion.PROTECT, related_name="meetings", to="meetings.series"
            ),
        ),
        migrations.CreateModel(
            name="SeriesEvent",
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
                        choices=[(lantern.meetings.vocabulary.SeriesKind["MACE1"], "MACE 1")], max_length=10
                    ),
                ),
                (
                    "mailbox",
                    models.EmailField(blank=True, help_text="the secure mailbox of business support", max_length=254),
                ),
                ("place", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "area",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisation.area",
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
                        to="meetings.series",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Accepted",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("digest", models.CharField(max_length=64)),
                ("words", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "member",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="accepted", to="organisation.member"
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
                "verbose_name_plural": "accepted",
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "member", "digest"), name="statement_accepted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Invited",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("because", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
                    ),
                ),
                (
                    "member",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invited_to", to="organisation.member"
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
                    "meeting",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="invited", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "invited",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("partnership", "meeting", "member"),
                        name="invited_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("is_here", models.BooleanField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
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
                (
                    "meeting",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendance", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["meeting", "member", "-at"], name="attendance_lately")],
            },
        ),
        migrations.CreateModel(
            name="Apology",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("words", models.CharField(blank=True, max_length=400)),
                ("briefed", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "by",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
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
                (
                    "representative",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="represents",
                        to="organisation.member",
                    ),
                ),
                (
                    "meeting",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="apologies", to="meetings.meeting"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "apologies",
                "indexes": [
                    models.Index(
                        condition=models.Q(("representative__isnull", False), ("withdrawn_at", None)),
                        fields=["representative"],
                        name="apology_representative",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_at", None)),
                        fields=("partnership", "meeting", "member"),
                        name="one_apology",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("briefed", False), ("representative", None)),
                            ("representative__isnull", False),
                            _connector="OR",
                        ),
                        name="who_represents_is_briefed",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="series",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("partnership", "kind", "area"),
                name="one_series_of_an_area",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="series",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_seriesevent" ("area_id", "at", "by_id", "ended_at", "id", "kind", "mailbox", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") SELECT old_values."area_id", old_values."at", old_values."by_id", old_values."ended_at", old_values."id", old_values."kind", old_values."mailbox", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."place" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5fc82f48d71a6dc079dce41c7dd4dd12c50dec00",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_353a3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_series",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="series",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_seriesevent" ("area_id", "at", "by_id", "ended_at", "id", "kind", "mailbox", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place") SELECT old_values."area_id", old_values."at", old_values."by_id", old_values."ended_at", old_values."id", old_values."kind", old_values."mailbox", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."place" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="88f68c862d303c1f030efa1b86e2365d84f893f2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_90d56",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_series",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(condition=models.Q(("member__isnull", False)), fields=["member"], name="seat_of_member"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                name="seat_in_order",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_seatevent" ("agency_id", "alternatives", "decides", "designation", "id", "kind", "member_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "series_id", "since", "until", "where_required") SELECT old_values."agency_id", old_values."alternatives", old_values."decides", old_values."designation", old_values."id", old_values."kind", old_values."member_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."position", old_values."series_id", old_values."since", old_values."until", old_values."where_required" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="285a50f3286b7cefaed7e6a16b1c8c2485aab896",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_5d033",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_seat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_seatevent" ("agency_id", "alternatives", "decides", "designation", "id", "kind", "member_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "series_id", "since", "until", "where_required") SELECT old_values."agency_id", old_values."alternatives", old_values."decides", old_values."designation", old_values."id", old_values."kind", old_values."member_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."position", old_values."series_id", old_values."since", old_values."until", old_values."where_required" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1205dbe202d0c0639b49b1943f061bd6e81e1099",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c5507",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_seat",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="meeting",
            index=models.Index(fields=["partnership", "begins_at"], name="meeting_by_time"),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at", None)),
                fields=("partnership", "series", "begins_at"),
                name="one_meeting_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancelled_at", None), ("cancelled_because", "")),
                    models.Q(("cancelled_at__isnull", False), models.Q(("cancelled_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="meeting_cancelled_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("begun_at", None), ("agenda_sent_at__isnull", False), _connector="OR"),
                name="meeting_begun_with_agenda",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), ("begun_at__isnull", False), _connector="OR"),
                name="meeting_ended_begun",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("minutes_issued_at", None), ("ended_at__isnull", False), _connector="OR"),
                name="minutes_of_what_ended",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingevent" ("agenda_sent_at", "agenda_sent_by_id", "at", "begins_at", "begun_at", "by_id", "cancelled_at", "cancelled_because", "ended_at", "id", "length", "minutes_issued_at", "minutes_issued_by_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "sequence", "series_id") SELECT old_values."agenda_sent_at", old_values."agenda_sent_by_id", old_values."at", old_values."begins_at", old_values."begun_at", old_values."by_id", old_values."cancelled_at", old_values."cancelled_because", old_values."ended_at", old_values."id", old_values."length", old_values."minutes_issued_at", old_values."minutes_issued_by_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', old_values."id", old_values."place", old_values."sequence", old_values."series_id" FROM ( SELECT old_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="8dfdbd1e77ae46e4a157a6058c92a03a9b1b7b3f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_495b8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_meeting",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="meeting",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_meetingevent" ("agenda_sent_at", "agenda_sent_by_id", "at", "begins_at", "begun_at", "by_id", "cancelled_at", "cancelled_because", "ended_at", "id", "length", "minutes_issued_at", "minutes_issued_by_id", "partnership_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "sequence", "series_id") SELECT old_values."agenda_sent_at", old_values."agenda_sent_by_id", old_values."at", old_values."begins_at", old_values."begun_at", old_values."by_id", old_values."cancelled_at", old_values."cancelled_because", old_values."ended_at", old_values."id", old_values."length", old_values."minutes_issued_at", old_values."minutes_issued_by_id", old_values."partnership_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', old_values."id", old_values."place", old_values."sequence", old_values."series_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="fd2eff26436257899ace9c73a7bd2181c5133526",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_4bf26",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_meeting",
                    when="AFTER",
                ),
            ),
        ),
        *(Wall(table) for table in TABLES),
        *(Wall(table, append_only=True) for table in HISTORIES),
    ]
