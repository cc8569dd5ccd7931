"""A child says more than yes or no when asked about a missing chat; what was recorded is over, and taken back later."""

from django.db import migrations, models

import lantern.missing.vocabulary


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0004_school"),
        ("missing", "0006_found_and_asked"),
        ("organisation", "0006_scopes"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.AlterField(
            model_name="askedabout",
            name="said",
            field=models.CharField(
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
    ]
