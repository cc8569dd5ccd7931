"""Agencies' own sign-in, behind the wall; before a partnership is chosen two gaps are read through (security.md 5).

Who types an address reads which agencies' issuers speak for its domain; who has signed in reads whether their own
agencies insist on theirs.
"""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall

DOMAIN = "domains @> ARRAY[nullif(current_setting('lantern.sign_in_domain', true), '')]::varchar[]"
OFFERED = f"(ended_at IS NULL AND {DOMAIN})"
USER = "(SELECT nullif(current_setting('lantern.user', true), '')::uuid)"
OWN = f"agency_id IN (SELECT agency_id FROM organisation_member WHERE user_id = {USER})"
AGENCY_OFFERED = f"""
CREATE POLICY offers_sign_in ON organisation_agency FOR SELECT
USING (id IN (SELECT agency_id FROM organisation_signinconnection WHERE {OFFERED}))
"""
PARTNERSHIP_OFFERED = f"""
CREATE POLICY offers_sign_in ON tenancy_partnership FOR SELECT
USING (id IN (SELECT partnership_id FROM organisation_signinconnection WHERE {OFFERED}))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0004_credentials"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="SignInConnection",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("issuer", models.CharField(max_length=300)),
                ("client_id", models.CharField(max_length=200)),
                ("secret", models.TextField()),
                (
                    "domains",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=253), size=None),
                ),
                ("required", models.BooleanField(default=False)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "agency",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="connections",
                        to="organisation.agency",
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
            name="PinnedIdentity",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.CharField(max_length=255)),
                ("pinned_at", models.DateTimeField()),
                (
                    "member",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pinned", to="organisation.member"
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
                    "connection",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pinned",
                        to="organisation.signinconnection",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="signinconnection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("partnership", "agency"),
                name="connection_one_an_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="pinnedidentity",
            constraint=models.UniqueConstraint(
                fields=("partnership", "connection", "member"), name="identity_pinned_once"
            ),
        ),
        Wall("signinconnection", also_read=f"{OFFERED} OR {OWN}"),
        Wall("pinnedidentity"),
        migrations.RunSQL(AGENCY_OFFERED, "DROP POLICY offers_sign_in ON organisation_agency"),
        migrations.RunSQL(PARTNERSHIP_OFFERED, "DROP POLICY offers_sign_in ON tenancy_partnership"),
    ]
