"""SHA-6, security.md 3: whatever is done to a sealed trail is found, by whoever owns its tables too."""

import random
from collections import Counter

import pytest
from django.db import DatabaseError, connection, transaction

from lantern.tenancy.current import within
from lantern.trail.actions.checking import verify
from lantern.trail.models import Entry, Seal
from lantern.trail.queries.batches import COLUMNS
from tests.factories.people import a_partnership
from tests.integration.trail.tampering import ANOTHER, SEAL_COLUMNS, WAYS, do, seals_anew
from tests.integration.trail.writing import NOON, faults, outside, owning_the_trail, sealed, written

TAMPERS = 1_000
SEED = 20260303
pytestmark = pytest.mark.django_db(transaction=True)


def test_a_thousand_tampers_are_a_thousand_found() -> None:
    """SHA-6: edits of any column, deletions, exchanges, insertions, cut ends and chains made anew; none goes unnoticed."""
    here = a_partnership()
    written(here, transactions=30, each=4)
    sealed(here, batch=20)
    kept = outside(here)
    assert faults(here, *kept) == []
    missed, done = [], Counter[str]()
    with owning_the_trail():
        for number in range(TAMPERS):
            chance = random.Random(SEED + number)
            way = chance.choice(WAYS)
            with transaction.atomic():
                with within(here.pk):
                    said = way(chance)
                if not faults(here, *kept):
                    missed.append(f"{number}: {said}")
                transaction.set_rollback(True)
            done[way.__name__] += 1
        assert faults(here, *kept) == []
    assert missed == []
    assert done.total() == TAMPERS
    assert set(done) == {way.__name__ for way in WAYS}


def test_every_column_of_an_entry_and_of_a_seal_is_covered() -> None:
    """SHA-6: a column that is added to the trail later must be sealed too, or this fails."""
    assert {field.column for field in Entry._meta.concrete_fields} == set(COLUMNS) == set(ANOTHER)
    walled = {"id", "partnership_id"}  # a seal's own random id says nothing; its partnership is in its hash
    assert {field.column for field in Seal._meta.concrete_fields} - walled == set(SEAL_COLUMNS)
    here = a_partnership()
    written(here, transactions=3, each=2)
    sealed(here, batch=2)
    kept = outside(here)
    with owning_the_trail():
        for table, columns in (("trail_entry", ANOTHER), ("trail_seal", SEAL_COLUMNS)):
            for column, other in columns.items():
                with transaction.atomic():
                    with within(here.pk):
                        do(f'UPDATE {table} SET "{column}" = {other} WHERE id = (SELECT id FROM {table} LIMIT 1)')
                    assert faults(here, *kept), column
                    transaction.set_rollback(True)


def test_a_chain_made_anew_is_told_by_the_seal_kept_elsewhere_alone() -> None:
    """security.md 3: honest about what a chain inside the database cannot prove."""
    here = a_partnership()
    written(here, transactions=30, each=2)
    sealed(here, batch=20)
    kept = outside(here)
    with owning_the_trail():
        with within(here.pk):
            seals_anew(random.Random(1))
        assert faults(here) == []
        assert [each.fault.name for each in faults(here, *kept)] == ["KEPT"]


def test_a_check_names_the_batch_and_the_entry() -> None:
    """SHA-6: which entries were altered, taken away and put in; the check itself is on the trail."""
    here = a_partnership()
    written(here, transactions=6)
    sealed(here, batch=3)
    with within(here.pk):
        ids = list(Entry.objects.order_by("transaction", "id").values_list("pk", flat=True))
    with owning_the_trail(), within(here.pk):
        do("UPDATE trail_entry SET purpose = 'none' WHERE id = %s", ids[0])
        do("DELETE FROM trail_entry WHERE id = %s", ids[1])
        found = verify(outside=[], by=None, at=NOON)
        number = next(n for n, each in enumerate(Seal.objects.order_by("number"), 1) if ids[0] in each.ids)
        assert f"Batch {number}: entries are not as they were sealed" in str(found.findings[0])
        assert f"entry {ids[0]} was altered" in found.findings[0].entries
        assert f"entry {ids[1]} is gone" in found.findings[0].entries
        assert not found.holds
        left = Entry.objects.get(what="trail.verified")
        assert (left.kind, left.detail) == ("seal", str(found))


def test_the_application_can_alter_neither_entries_nor_seals() -> None:
    """SHA-6: append-only by privilege; the owner meets a trigger besides."""
    here = a_partnership()
    written(here, transactions=2)
    sealed(here)
    for table in ("trail_entry", "trail_seal"):
        for statement in (f"UPDATE {table} SET partnership_id = partnership_id", f"DELETE FROM {table}"):
            with pytest.raises(DatabaseError, match="permission denied"), within(here.pk):
                do(statement)
    with owning_the_trail(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE trail_seal ENABLE TRIGGER written_once")
        with pytest.raises(DatabaseError, match="written once"):
            cursor.execute("TRUNCATE trail_seal")
