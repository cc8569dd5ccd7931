"""The partnership itself is behind its own wall."""

from django.db import migrations

from lantern.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_initial")]
    operations = [Wall("partnership", column="id")]
