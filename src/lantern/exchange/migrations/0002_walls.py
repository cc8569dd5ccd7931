"""Every table of this room behind the wall between partnerships."""

from django.db import migrations

from lantern.tenancy.walls import Wall

TABLES = ("receivedfile", "filebody", "receivedrow")


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("missing", "0002_walls")]
    operations = [Wall(table) for table in TABLES]
