"""The partnership itself is behind its own wall; a command run on the server may list their names, and no more."""

from django.db import migrations

from lantern.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [("tenancy", "0002_initial")]
    operations = [
        Wall("partnership", column="id", also_read="current_setting('lantern.command', true) = 'on'"),
    ]
