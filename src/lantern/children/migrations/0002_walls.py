"""Every table of this room behind the wall between partnerships."""

from django.db import migrations

from lantern.tenancy.walls import Wall

TABLES = ("child", "childname", "childreference", "matchkey", "address", "servicestatus", "placement", "allocation")
HISTORIES = ("childevent", "childnameevent", "addressevent", "servicestatusevent", "placementevent", "allocationevent")


class Migration(migrations.Migration):
    dependencies = [("children", "0001_initial"), ("organisation", "0002_walls")]
    operations = [*(Wall(table) for table in TABLES), *(Wall(table, append_only=True) for table in HISTORIES)]
