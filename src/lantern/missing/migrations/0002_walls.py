"""Every table of this room behind the wall between partnerships."""

from django.db import migrations

from lantern.tenancy.walls import Wall

TABLES = ("incident", "message", "candidate", "decision", "episode", "step")


class Migration(migrations.Migration):
    dependencies = [("missing", "0001_initial"), ("obligations", "0002_walls")]
    operations = [Wall(table) for table in TABLES]
