"""What agencies' systems delivered, and the answers they were given, behind the wall between partnerships."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import lantern.tenancy.current
import lantern.tenancy.models
from lantern.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_sources"), ("organisation", "0004_credentials")]
    operations = [
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=100)),
                ("digest", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("answer", models.BinaryField(null=True)),
                ("received_at", models.DateTimeField()),
                (
                    "credential",
                    lantern.tenancy.models.Within(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="organisation.credential",
                    ),
                ),
                (
                    "file",
                    lantern.tenancy.models.Within(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="exchange.receivedfile",
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
                "verbose_name_plural": "deliveries",
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "credential", "key"), name="delivery_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", None), ("status", None)),
                            models.Q(("answer__isnull", False), ("status__isnull", False)),
                            _connector="OR",
                        ),
                        name="delivery_answered_whole",
                    ),
                ],
            },
        ),
        Wall("delivery"),
    ]
