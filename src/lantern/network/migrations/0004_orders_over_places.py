"""An order is against a person or over a place (EXP-5)."""

import django.db.models.deletion
from django.db import migrations, models

import lantern.tenancy.models

CONTEXT_WITHIN = """
ALTER TABLE network_order ADD CONSTRAINT network_order_context_id_within
    FOREIGN KEY (partnership_id, context_id) REFERENCES network_context (partnership_id, id) DEFERRABLE INITIALLY DEFERRED
"""


class Migration(migrations.Migration):
    dependencies = [
        ("network", "0003_contexts"),
        ("organisation", "0008_history_before"),
        ("tenancy", "0003_walls"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="breach",
            name="person",
        ),
        migrations.AddField(
            model_name="order",
            name="context",
            field=lantern.tenancy.models.Within(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="network.context"
            ),
        ),
        migrations.AlterField(
            model_name="order",
            name="person",
            field=lantern.tenancy.models.Within(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="orders",
                to="network.personofconcern",
            ),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("context", None), ("person__isnull", False)),
                    models.Q(("context__isnull", False), ("person", None)),
                    _connector="OR",
                ),
                name="order_of_person_or_place",
            ),
        ),
        migrations.RunSQL(CONTEXT_WITHIN, "ALTER TABLE network_order DROP CONSTRAINT network_order_context_id_within"),
    ]
