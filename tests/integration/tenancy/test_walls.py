"""PAR-1: the wall between partnerships, met as the application role."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, transaction

from lantern.organisation import actions
from lantern.organisation.models import Agency, Member
from lantern.organisation.presets import preset
from lantern.tenancy.current import NoPartnership, within
from lantern.tenancy.models import Partnership
from lantern.trail.acting import OutsideAction, action

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def a_partnership(name: str) -> Partnership:
    return actions.create_partnership(preset=preset("essex"), name=name, since=date(2026, 1, 1), by=None, at=NOW)


@action
def put_member(*, agency_id: object, by: None, at: datetime) -> Member:
    return Member.objects.create(agency_id=agency_id, name="Sam Invented", email="sam@example.org")


def test_the_application_role_neither_owns_tables_nor_passes_the_wall() -> None:
    """PAR-1: a superuser or an owner would prove nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_every_table_with_a_partnership_has_a_forced_wall() -> None:
    """PAR-1: a new table without a wall fails here."""
    walled = [model._meta.db_table for model in apps.get_models() if hasattr(model, "partnership_id")]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
            "WHERE c.relrowsecurity AND c.relforcerowsecurity AND p.polname = 'partnership_wall'"
        )
        behind = {row[0] for row in cursor.fetchall()}
    assert set(walled) - behind == set()
    assert len(walled) > 20


def test_nothing_is_seen_outside_a_partnership() -> None:
    """PAR-1: unset means no row, not every row."""
    first = a_partnership("First Fictional")
    with within(first.pk):
        assert Agency.objects.exists()
    assert not Agency.objects.exists()
    assert not Partnership.objects.exists()


def test_one_partnership_sees_nothing_of_another() -> None:
    """PAR-1."""
    first, second = a_partnership("First Fictional"), a_partnership("Second Fictional")
    with within(first.pk):
        theirs = set(Agency.objects.values_list("pk", flat=True))
    with within(second.pk):
        assert not Agency.objects.filter(pk__in=theirs).exists()
        assert [each.name for each in Partnership.objects.all()] == ["Second Fictional"]


def test_a_row_cannot_be_written_into_another_partnership() -> None:
    """PAR-1."""
    first, second = a_partnership("First Fictional"), a_partnership("Second Fictional")
    with within(first.pk), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisation_agency (id, partnership_id, name, kind, mailbox, escalation_route) "
            "VALUES (%s, %s, 'Smuggled', 'police', '', '')",
            [uuid4(), second.pk],
        )


def test_a_key_cannot_point_into_another_partnership() -> None:
    """PAR-1: PostgreSQL checks foreign keys without row-level security, hence the two-column ones."""
    first, second = a_partnership("First Fictional"), a_partnership("Second Fictional")
    with within(second.pk):
        agency = Agency.objects.first()
    assert agency is not None
    with pytest.raises(IntegrityError), within(first.pk):
        put_member(agency_id=agency.pk, by=None, at=NOW)
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_records_are_written_by_actions_only() -> None:
    """design.md, habit 5."""
    first = a_partnership("First Fictional")
    with within(first.pk):
        with pytest.raises(OutsideAction):
            Agency.objects.create(name="Another", kind="police")
        with pytest.raises(OutsideAction):
            Agency.objects.all().delete()
        with pytest.raises(OutsideAction):
            Agency.objects.update(name="Renamed")


def test_a_record_needs_a_partnership() -> None:
    with pytest.raises(NoPartnership):
        put_member(agency_id=uuid4(), by=None, at=NOW)
