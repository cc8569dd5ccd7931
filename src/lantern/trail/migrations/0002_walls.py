"""The trail is behind the wall and is only ever added to: by privilege, and by a trigger that binds the owner too (SHA-6)."""

from django.db import migrations

from lantern.tenancy.walls import Wall

REFUSE = """
CREATE FUNCTION trail_is_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'The trail is written once and never altered.'; END $$;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_entry
FOR EACH STATEMENT EXECUTE FUNCTION trail_is_written_once();
"""
ALLOW = "DROP TRIGGER written_once ON trail_entry; DROP FUNCTION trail_is_written_once();"


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [Wall("entry", append_only=True), migrations.RunSQL(REFUSE, ALLOW)]
