"""security.md 3: what a seal covers can be worked out again without Lantern, from what is written down here."""

import hashlib
import ipaddress
import struct
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from lantern.tenancy.current import within
from lantern.trail import actions as trail
from lantern.trail.models import Entry, Seal
from lantern.trail.queries.batches import COLUMNS, MARK
from lantern.trail.rules.chain import FORM
from lantern.trail.vocabulary import Kind
from tests.factories.people import a_partnership
from tests.integration.trail.writing import NOON, Subject, sealed

pytestmark = pytest.mark.django_db(transaction=True)
BIGINT, VARCHAR, UUIDS, TIMES, ADDRESSES = 20, 1043, 2950, 1184, 869  # PostgreSQL's own numbers of its types
TYPES = {
    "id": BIGINT, "transaction": BIGINT, "partnership_id": UUIDS, "at": TIMES, "kind": VARCHAR, "what": VARCHAR,
    "member_id": UUIDS, "child_id": UUIDS, "subject_kind": VARCHAR, "subject_id": UUIDS, "purpose": VARCHAR,
    "origin": ADDRESSES, "credential_id": UUIDS, "sought": VARCHAR, "detail": VARCHAR,
}  # fmt: skip
EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
NOTHING = struct.pack("!i", -1)


def bytes_of(value: Any) -> bytes:
    """A value in PostgreSQL's binary form."""
    if isinstance(value, UUID):
        return value.bytes
    if isinstance(value, datetime):
        return struct.pack("!q", (value - EPOCH) // timedelta(microseconds=1))
    if isinstance(value, int):
        return struct.pack("!q", value)
    return str(value).encode()


def address_of(text: str) -> bytes:
    """Family, bits, not a network, length, address."""
    found = ipaddress.ip_address(text)
    return bytes((2 if found.version == 4 else 3, found.max_prefixlen, 0, len(found.packed))) + found.packed


def hash_of(entry: Entry) -> bytes:
    """The SHA-256 of an entry: how many columns, then type, length and bytes of each; a length of -1 for none."""
    said = struct.pack("!i", len(COLUMNS))
    for column in COLUMNS:
        value = getattr(entry, column)
        said += struct.pack("!i", TYPES[column])
        if value is None:
            said += NOTHING
            continue
        there = address_of(value) if column == "origin" else bytes_of(value)
        said += struct.pack("!i", len(there)) + there
    return hashlib.sha256(said).digest()


def test_a_seal_can_be_worked_out_from_its_entries_alone() -> None:
    """security.md 3: entries of every kind, with and without each column, of both kinds of address."""
    here = a_partnership()
    with within(here.pk):
        for kind in Kind:
            trail.record("some.thing", None, by=None, at=NOON, kind=kind, purpose="§ “why”", detail="how\nand how")
        with trail.from_address("2001:db8::7"), trail.by_system(uuid4()):
            trail.viewed("casefile/overview", Subject(), by=Subject(), at=NOON + timedelta(microseconds=1))
        trail.searched("children/search", [Subject()], sought="0" * 32, detail="", by=Subject(), at=NOON)
    sealed(here)
    with within(here.pk):
        seal = Seal.objects.get()
        hashes = [hash_of(each) for each in Entry.objects.order_by("transaction", "id")]
    assert len(hashes) == seal.count
    assert hashlib.sha256(b"".join(hashes)).digest() == bytes(seal.entries_hash)
    assert b"".join(each[:MARK] for each in hashes) == bytes(seal.marks)


def test_the_form_is_of_these_columns() -> None:
    """security.md 3: a column more is another form, so that seals of before are still checked as they were made."""
    assert FORM == "lantern seal 1"
    assert tuple(TYPES) == COLUMNS


@pytest.mark.parametrize("zone", ["UTC", "Asia/Kathmandu", "America/St_Johns"])
def test_a_hash_does_not_hang_on_the_session(zone: str) -> None:
    """security.md 3: a check from another time zone, with another way of writing bytes, finds the same."""
    from tests.integration.trail.writing import faults, outside, written

    here = a_partnership()
    written(here, transactions=3, each=2)
    sealed(here)
    kept = outside(here)
    with connection.cursor() as cursor:
        cursor.execute(f"SET TimeZone = '{zone}'; SET bytea_output = 'escape'; SET extra_float_digits = 0")
    try:
        assert faults(here, *kept) == []
    finally:
        connection.close()
