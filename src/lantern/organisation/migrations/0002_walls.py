"""The organisation behind the wall; at sign-in, before a partnership is chosen, a user reads their own memberships."""

from django.db import migrations

from lantern.tenancy.walls import Wall

OWN = "user_id = (SELECT nullif(current_setting('lantern.user', true), '')::uuid)"
MEMBER_OF = f"""
CREATE POLICY own_memberships ON tenancy_partnership FOR SELECT
USING (id IN (SELECT partnership_id FROM organisation_member WHERE {OWN}))
"""
AGENCY_OF = f"""
CREATE POLICY own_agency ON organisation_agency FOR SELECT
USING (id IN (SELECT agency_id FROM organisation_member WHERE {OWN}))
"""
TABLES = ("geography", "area", "holding", "postcode", "agency", "arrangementversion")


class Migration(migrations.Migration):
    dependencies = [("organisation", "0001_initial"), ("tenancy", "0003_walls")]
    operations = [
        *(Wall(table) for table in TABLES),
        Wall("member", also_read=OWN),
        Wall("roleheld"),
        Wall("invitation"),
        Wall("memberevent", append_only=True),
        Wall("roleheldevent", append_only=True),
        migrations.RunSQL(MEMBER_OF, "DROP POLICY own_memberships ON tenancy_partnership"),
        migrations.RunSQL(AGENCY_OF, "DROP POLICY own_agency ON organisation_agency"),
    ]
