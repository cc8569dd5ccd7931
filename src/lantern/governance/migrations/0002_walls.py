"""Governance's tables behind the wall between partnerships (PAR-1); an answer that was given stays (SHA-6)."""

from django.db import migrations

from lantern.tenancy.walls import Wall


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [Wall("unusual"), Wall("home"), Wall("answer", append_only=True)]
