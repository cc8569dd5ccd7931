"""Versions of the arrangement say why and by whom; one can be withdrawn, and its day is free for another then."""

import django.db.models.deletion
from django.db import migrations, models

import lantern.tenancy.models

TABLE = "organisation_arrangementversion"


def within(column: str) -> migrations.RunSQL:
    """A key that cannot leave the partnership, as `Wall` makes for the columns that a table begins with."""
    name = f"{TABLE[:30]}_{column}_within"
    return migrations.RunSQL(
        f'ALTER TABLE "{TABLE}" ADD CONSTRAINT "{name}" FOREIGN KEY (partnership_id, "{column}") '
        "REFERENCES organisation_member (partnership_id, id) DEFERRABLE INITIALLY DEFERRED",
        f'ALTER TABLE "{TABLE}" DROP CONSTRAINT "{name}"',
    )


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0002_walls"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="arrangementversion",
            name="arrangement_one_a_day",
        ),
        migrations.AddField(
            model_name="arrangementversion",
            name="by",
            field=lantern.tenancy.models.Within(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
            ),
        ),
        migrations.AddField(
            model_name="arrangementversion",
            name="moved",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="arrangementversion",
            name="note",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="arrangementversion",
            name="replaced_by",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="arrangementversion",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="arrangementversion",
            name="withdrawn_by",
            field=lantern.tenancy.models.Within(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.member"
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangementversion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at", None)),
                fields=("partnership", "effective_from"),
                name="arrangement_one_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="arrangementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", False),
                    models.Q(("replaced_by", None), ("withdrawn_by", None)),
                    _connector="OR",
                ),
                name="arrangement_withdrawn_with_time",
            ),
        ),
        within("by_id"),
        within("withdrawn_by_id"),
    ]
