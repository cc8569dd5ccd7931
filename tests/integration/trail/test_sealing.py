"""Which entries a seal covers, whatever runs beside it (security.md 3)."""

import threading
from collections.abc import Callable
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from random import Random
from typing import Any

import psycopg
import pytest
from django.db import connection, transaction

from lantern.accounts.vocabulary import Event
from lantern.organisation.telling import note
from lantern.tenancy.current import one_at_a_time, within
from lantern.tenancy.models import Partnership
from lantern.trail import actions as trail
from lantern.trail.actions.continuing import MOVED, count_on
from lantern.trail.actions.sealing import DUE, SEALING, CannotSeal, seal, seal_when_due
from lantern.trail.models import Entry, Seal
from lantern.trail.queries.batches import finished
from lantern.trail.queries.seals import latest_seal, unsealed
from tests.conftest import as_owner
from tests.factories.people import a_member, a_partnership, now
from tests.integration.trail.writing import NOON, Subject, faults, outside, sealed, written

WRITERS = 5
ROUNDS = 40
pytestmark = pytest.mark.django_db(transaction=True)


class GivenUp(Exception):
    """A writer's transaction that does not stand."""


def entries(partnership: Partnership) -> list[int]:
    with within(partnership.pk):
        return list(Entry.objects.order_by("pk").values_list("pk", flat=True))


def covered(partnership: Partnership) -> list[int]:
    """Every id that a seal names, as often as one does."""
    with within(partnership.pk):
        return sorted(key for each in Seal.objects.all() for key in each.ids)


@contextmanager
def beside(work: Callable[[], Any]) -> Any:
    """`work` on a connection of its own, in a thread that waits inside its transaction until the block is over."""
    begun, go_on = threading.Event(), threading.Event()

    def run() -> None:
        with transaction.atomic():
            work()
            begun.set()
            go_on.wait(30)
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(30)
    try:
        yield
    finally:
        go_on.set()
        thread.join(30)


def aside(work: Callable[..., Any], here: Partnership, **options: int) -> None:
    """In a thread: on a connection of its own, which is closed."""
    work(here, **options)
    connection.close()


def test_what_is_sealed_once_is_not_sealed_again() -> None:
    """security.md 3: each entry in one seal, each seal after the one before; nothing new is no seal."""
    here = a_partnership()
    written(here, transactions=7, each=3)
    first = sealed(here, batch=10)
    assert [each.number for each in first] == list(range(1, len(first) + 1))
    assert sealed(here) == []
    written(here, transactions=2)
    assert [each.count for each in sealed(here)] == [2]
    assert covered(here) == entries(here)
    assert faults(here, *outside(here)) == []
    with within(here.pk):
        assert unsealed(latest_seal(), 100) == 0


def test_each_partnership_has_a_chain_of_its_own() -> None:
    """PAR-1: one partnership's seals tell nothing of how much another does."""
    here, there = a_partnership("Fictional"), a_partnership("Nowhere")
    written(here, transactions=3)
    assert sealed(here)
    with within(there.pk):
        assert not Seal.objects.exists()
    assert [each.number for each in sealed(there)] == [1]
    assert covered(here) == entries(here)


def test_a_transaction_that_ends_late_is_waited_for() -> None:
    """security.md 3: its entry has a number below others that stand already; it is neither lost nor squeezed in."""
    here = a_partnership()
    sealed(here)

    def slow() -> None:
        with within(here.pk):
            trail.viewed("casefile/overview", Subject(), by=None, at=NOON)

    with beside(slow):
        written(here, transactions=3)
        assert sealed(here) == []
        with within(here.pk):
            assert unsealed(latest_seal(), 100) == 3
    assert [each.count for each in sealed(here)] == [4]
    assert covered(here) == entries(here)


def test_a_transaction_that_wrote_elsewhere_first_is_waited_for() -> None:
    """security.md 3: it may still write to the trail, numbered before what is there."""
    here = a_partnership()
    sealed(here)

    def changes_first() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")

    with beside(changes_first):
        written(here, transactions=2)
        assert sealed(here) == []
    assert [each.count for each in sealed(here)] == [2]


def test_what_runs_in_another_database_of_the_server_is_not_waited_for() -> None:
    """Another application's long transaction must not keep the trail open."""
    here = a_partnership()
    sealed(here)
    with another_database() as busy:
        busy.execute("SELECT pg_current_xact_id()")
        written(here, transactions=2)
        assert [each.count for each in sealed(here)] == [2]


@contextmanager
def another_database() -> Any:
    name = f"{connection.settings_dict['NAME']}_beside"
    with as_owner():
        owner = connection.get_connection_params() | {"cursor_factory": None}
        keys = {key: owner[key] for key in ("host", "port", "user", "password") if key in owner}
        with connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
            cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        with psycopg.connect(**keys, dbname=name) as busy:
            yield busy
    finally:
        with as_owner(), connection.cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def test_own_entries_of_the_sealing_transaction_wait_for_the_next_seal() -> None:
    """security.md 3: more may follow them in the same transaction."""
    here = a_partnership()
    sealed(here)
    with within(here.pk):
        trail.viewed("casefile/overview", Subject(), by=None, at=NOON)
        quick = threading.Thread(target=aside, args=(written, here), kwargs={"transactions": 1})
        quick.start()
        quick.join()  # begun later and over: the end of what is over lies past this transaction now
        assert seal(by=None, at=NOON) == []
        trail.viewed("casefile/overview", Subject(), by=None, at=NOON)
    assert [each.count for each in sealed(here)] == [3]


def test_five_writers_while_sealing_runs() -> None:
    """SHA-6: no entry is lost between seals, none is sealed twice, and the trail verifies."""
    here = a_partnership()
    running = [threading.Thread(target=_writes, args=(here, Random(number))) for number in range(WRITERS)]
    for each in running:
        each.start()
    while any(each.is_alive() for each in running):
        sealed(here, batch=7)
    sealed(here, batch=7)
    assert covered(here) == entries(here)
    assert len(covered(here)) > WRITERS * ROUNDS
    assert faults(here, *outside(here)) == []


def _writes(here: Partnership, chance: Random) -> None:
    """Transactions of different lengths; some are given up, some write elsewhere first."""
    for _ in range(ROUNDS):
        with suppress(GivenUp), within(here.pk):
            if chance.random() < 0.5:
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_current_xact_id()")
            for _ in range(chance.randrange(1, 6)):
                trail.viewed("casefile/overview", Subject(), by=None, at=NOON)
            if chance.random() < 0.2:
                raise GivenUp
    connection.close()


def test_two_sealings_at_once_make_one_chain() -> None:
    """security.md 3: the second waits for the first, and goes on from there."""
    here = a_partnership()
    written(here, transactions=30)
    both = [threading.Thread(target=aside, args=(sealed, here), kwargs={"batch": 5}) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert covered(here) == entries(here)
    assert faults(here, *outside(here)) == []


def test_sealed_beside_something_else_when_it_is_due() -> None:
    """security.md 3: where no timer runs; not within the hour, not while somebody seals, and not much at once."""
    here = a_partnership()
    written(here, transactions=40)

    def comes(at: datetime) -> list[int]:
        with within(here.pk):
            return [each.count for each in seal_when_due(by=None, at=at)]

    assert len(comes(NOON)) == 1
    written(here, transactions=3)
    assert comes(NOON + DUE - timedelta(seconds=1)) == []
    with beside(lambda: enter_sealing(here)):
        assert comes(NOON + DUE) == []
    assert comes(NOON + DUE) == [3]


def enter_sealing(here: Partnership) -> None:
    """Hold what one sealing at a time holds, until the transaction is over."""
    with within(here.pk):
        one_at_a_time(SEALING)


def test_whoever_signs_in_has_the_trail_sealed() -> None:
    """security.md 3: by the word of the room that knows of sign-ins."""
    here = a_partnership()
    user = a_member(here).user
    assert user
    note(event=Event.SIGNED_IN, user=user, at=now(), address="192.0.2.1", detail="")
    with within(here.pk):
        assert Seal.objects.count() == 1
        last = Entry.objects.order_by("-id")[0]
        assert (last.kind, last.origin) == ("sign-in", "192.0.2.1")
        assert last.pk not in Seal.objects.get().ids


@contextmanager
def counted_from_further_back() -> Any:
    """As on a fresh server, to which a trail was restored that was written on a busy one."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(MOVED.format(10**10))
    try:
        yield
    finally:
        _count_from_the_start()


def _count_from_the_start() -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(MOVED.format(0))


def test_a_restored_trail_goes_on_where_it_stood() -> None:
    """Issue 3, item 6: a fresh server counts transactions from the start; the trail counts on, and still verifies."""
    here = a_partnership()
    with counted_from_further_back():
        written(here, transactions=3)
        sealed(here)
        _count_from_the_start()
        with pytest.raises(CannotSeal, match="lantern migrate"):
            sealed(here)
        with as_owner():
            count_on()
            assert count_on() == count_on()
        with within(here.pk):
            last = latest_seal()
            assert last and finished() > last.until_transaction
        written(here, transactions=2)
        assert [each.count for each in sealed(here)] == [2]
        assert covered(here) == entries(here)
        assert faults(here, *outside(here)) == []


def test_counting_stays_as_it_is_where_nothing_was_restored() -> None:
    """`lantern migrate` runs it each time."""
    a_partnership()
    with as_owner():
        assert count_on() == 0
