"""Every table of this room behind the wall between partnerships."""

from django.db import migrations

from lantern.tenancy.walls import Wall

TABLES = ("obligation", "waiver", "reassignment")


class Migration(migrations.Migration):
    dependencies = [("obligations", "0001_initial"), ("children", "0002_walls")]
    operations = [Wall(table) for table in TABLES]
