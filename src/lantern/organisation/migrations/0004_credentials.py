"""Credentials of agencies' systems, behind the wall; who names a credential's digest may read that one row (PAR-1)."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import lantern.organisation.vocabulary
import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

SHOWN = "digest = (SELECT nullif(current_setting('lantern.credential', true), ''))"
Scope = lantern.organisation.vocabulary.Scope


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_withdrawn_arrangements")]
    operations = [
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=80)),
                ("prefix", models.CharField(max_length=12)),
                ("digest", models.CharField(max_length=64, unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[(Scope.SEND, "Send notifications"), (Scope.READ, "Read what became of them")],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("source", models.CharField(max_length=60)),
                ("made_at", models.DateTimeField()),
                ("expires_on", models.DateField()),
                ("used_at", models.DateTimeField(null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="credentials",
                        to="organisation.agency",
                    ),
                ),
                (
                    "made_by",
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
                    "revoked_by",
                    lantern.tenancy.models.Within(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.member",
                    ),
                ),
            ],
            options={
                "ordering": ["-made_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("scopes", []), _negated=True), name="credential_opens_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", None)),
                            ("revoked_at__gte", models.F("made_at")),
                            _connector="OR",
                        ),
                        name="credential_revoked_after_made",
                    ),
                ],
            },
        ),
        Wall("credential", also_read=SHOWN),
    ]
