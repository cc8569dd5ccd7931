"""A team manager is a role, who signs off assessments of exploitation (EXP-2)."""

from django.db import migrations, models

import lantern.organisation.vocabulary


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0006_scopes"),
    ]

    operations = [
        migrations.AlterField(
            model_name="roleheld",
            name="role",
            field=models.CharField(
                choices=[
                    (lantern.organisation.vocabulary.Role["MISSING_COORDINATOR"], "Missing coordinator"),
                    (lantern.organisation.vocabulary.Role["SOCIAL_WORKER"], "Social worker"),
                    (lantern.organisation.vocabulary.Role["LIAISON_OFFICER"], "Liaison officer"),
                    (lantern.organisation.vocabulary.Role["TRIAGE_OFFICER"], "Triage officer"),
                    (lantern.organisation.vocabulary.Role["TEAM_MANAGER"], "Team manager"),
                    (lantern.organisation.vocabulary.Role["CHAT_WORKER"], "Chat worker"),
                    (lantern.organisation.vocabulary.Role["CHAIR"], "Chair"),
                    (lantern.organisation.vocabulary.Role["BUSINESS_SUPPORT"], "Business support"),
                    (lantern.organisation.vocabulary.Role["HEALTH_MEMBER"], "Health member"),
                    (lantern.organisation.vocabulary.Role["ANALYST"], "Analyst"),
                    (lantern.organisation.vocabulary.Role["ADMINISTRATOR"], "Administrator"),
                    (lantern.organisation.vocabulary.Role["INFORMATION_GOVERNANCE"], "Information governance"),
                ],
                max_length=40,
            ),
        ),
        migrations.AlterField(
            model_name="roleheldevent",
            name="role",
            field=models.CharField(
                choices=[
                    (lantern.organisation.vocabulary.Role["MISSING_COORDINATOR"], "Missing coordinator"),
                    (lantern.organisation.vocabulary.Role["SOCIAL_WORKER"], "Social worker"),
                    (lantern.organisation.vocabulary.Role["LIAISON_OFFICER"], "Liaison officer"),
                    (lantern.organisation.vocabulary.Role["TRIAGE_OFFICER"], "Triage officer"),
                    (lantern.organisation.vocabulary.Role["TEAM_MANAGER"], "Team manager"),
                    (lantern.organisation.vocabulary.Role["CHAT_WORKER"], "Chat worker"),
                    (lantern.organisation.vocabulary.Role["CHAIR"], "Chair"),
                    (lantern.organisation.vocabulary.Role["BUSINESS_SUPPORT"], "Business support"),
                    (lantern.organisation.vocabulary.Role["HEALTH_MEMBER"], "Health member"),
                    (lantern.organisation.vocabulary.Role["ANALYST"], "Analyst"),
                    (lantern.organisation.vocabulary.Role["ADMINISTRATOR"], "Administrator"),
                    (lantern.organisation.vocabulary.Role["INFORMATION_GOVERNANCE"], "Information governance"),
                ],
                max_length=40,
            ),
        ),
    ]
