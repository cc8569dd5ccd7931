"""An episode that was both kinds; who said what; where and with whom a child was found; two episodes told as one."""

from django.db import migrations, models

import lantern.missing.vocabulary

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
        ("missing", "0005_letters"),
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
        migrations.RunSQL(NOW_AS_THEN, migrations.RunSQL.noop),
    ]
