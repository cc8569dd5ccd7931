"""Where attempts to sign in are counted and used codes remembered, for all processes together (security.md 5).

The table of Django's database cache. Unlogged: it may be empty after a crash, and is not worth a write-ahead log.
"""

from django.db import migrations

MAKE = """
CREATE UNLOGGED TABLE accounts_attempts (
    cache_key varchar(255) PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX accounts_attempts_expires ON accounts_attempts (expires);
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial"), ("tenancy", "0001_foundations")]
    operations = [migrations.RunSQL(MAKE, "DROP TABLE accounts_attempts")]
