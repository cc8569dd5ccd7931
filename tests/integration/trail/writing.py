"""A trail of its own, written in transactions that are over, so that it can be sealed."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection

from lantern.organisation.models import Member
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail import actions as trail
from lantern.trail.actions.sealing import seal
from lantern.trail.models import Seal
from lantern.trail.queries.batches import checked
from lantern.trail.queries.seals import kept
from lantern.trail.rules.findings import Finding, findings
from lantern.trail.rules.kept import KeptSeal
from tests.conftest import as_owner

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


class Subject:
    """What an entry is about: any record will do."""

    class _meta:  # noqa: N801 - as Django calls it
        label_lower = "children.child"

    def __init__(self, key: UUID | None = None) -> None:
        self.pk = key or uuid4()


class Owned:
    """What belongs to a child, or to none."""

    class _meta:  # noqa: N801 - as Django calls it
        label_lower = "missing.episode"

    def __init__(self, child: UUID | None) -> None:
        self.pk, self.child_id = uuid4(), child


def written(partnership: Partnership, *, transactions: int, each: int = 1, by: Member | None = None) -> None:
    """Entries in that many transactions, no two at the same moment."""
    for number in range(transactions):
        with within(partnership.pk), trail.from_address(f"192.0.2.{number % 200}"):
            for one in range(each):
                at = NOON + timedelta(seconds=number, microseconds=one)
                trail.viewed("casefile/overview", Subject(), by=by, at=at, purpose="supervision" if one else "")


def sealed(partnership: Partnership, batch: int = 2_000) -> list[Seal]:
    with within(partnership.pk):
        return seal(by=None, at=NOON, batch=batch)


def outside(partnership: Partnership) -> list[KeptSeal]:
    """The last seal, as it would be kept elsewhere."""
    with within(partnership.pk):
        return [kept(each) for each in Seal.objects.order_by("-number")[:1]]


def faults(partnership: Partnership, *seals: KeptSeal) -> list[Finding]:
    with within(partnership.pk):
        return list(findings(checked(partnership.pk), seals))


@contextmanager
def owning_the_trail() -> Iterator[None]:
    """As the owner of the tables, with every lock on the trail lifted; nothing of it remains."""
    with as_owner():
        assert connection.settings_dict["USER"] == settings.OWNER_DATABASE["USER"]
        connection.set_autocommit(False)
        with connection.cursor() as cursor:
            for table in ("trail_entry", "trail_seal"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER written_once")
                cursor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        try:
            yield
        finally:
            connection.rollback()
            connection.set_autocommit(True)
