"""First words of sort names, among which a slip of the keys is sought (MIS-4)."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import lantern.tenancy.current
from lantern.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [
        ("children", "0005_authorities"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="FirstWord",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("word", models.CharField(max_length=200)),
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
                "constraints": [models.UniqueConstraint(fields=("partnership", "word"), name="first_word_once")],
            },
        ),
        Wall("firstword"),
    ]
