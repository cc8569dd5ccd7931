"""security.md 1-2, issue 2: each wall is taken away in turn, and a test must notice.

`pytest -s` prints what was taken away beside the test that fails without it.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from lantern.organisation.models import SignInConnection
from lantern.organisation.ways import offered
from tests.conftest import as_owner
from tests.integration.access.asking import faults_of
from tests.integration.access.conftest import quiet
from tests.integration.access.scene import Scene, a_scene
from tests.integration.access.walls import Policy, loose_keys, policies, read_across, walled, written_across

READ = "test_walls_hold.py::test_no_row_of_another_partnership_is_read"
WRITTEN = "test_walls_hold.py::test_no_row_is_written_into_another_partnership"
KEYS = "test_walls_hold.py::test_every_key_stays_inside_its_partnership"
PAGES = "test_urls_by_role.py::test_everybody_opens_what_is_theirs_and_nothing_else"


@pytest.fixture(scope="module")
def owned(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """The scene as the owner of the tables, who can lift a wall and meets them all the same (they are forced)."""
    with django_db_blocker.unblock(), as_owner(), a_scene() as made, quiet():
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        yield made


@contextmanager
def without(statement: str) -> Iterator[None]:
    """As if `statement` had been executed, for a while."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
        yield
        transaction.set_rollback(True)


def noticed_by(scene: Scene, table: str) -> list[str]:
    """The tests of `test_walls_hold` that fail for `table`, by name."""
    found = {READ: read_across(scene, table), WRITTEN: written_across(scene, table)}
    return [f"{test}[{table}]" for test, faults in found.items() if next(faults, "")]


def lifted(policy: Policy) -> dict[str, str]:
    """Each way in which the policy could be missing, as a statement."""
    change = f'ALTER POLICY {policy.name} ON "{policy.table}"'
    ways = {"reads everything": f"{change} USING (true)"}
    if not policy.reads_only:
        ways["writes everywhere"] = f"{change} WITH CHECK (true)"
        ways["is not forced"] = f'ALTER TABLE "{policy.table}" NO FORCE ROW LEVEL SECURITY'
        ways["is switched off"] = f'ALTER TABLE "{policy.table}" DISABLE ROW LEVEL SECURITY'
    return ways


def say(gone: str, test: str) -> None:
    """For `pytest -s`: what was taken away, and the test that fails without it."""
    print(f"{gone}: {test}")  # noqa: T201


def test_no_wall_of_the_database_goes_unnoticed(owned: Scene) -> None:
    """PAR-1: every policy there is, in every way in which it could be missing."""
    unnoticed = []
    for policy in policies():
        for way, statement in lifted(policy).items():
            with without(statement):
                tests = noticed_by(owned, policy.table)
            say(f"{policy} {way}", ", ".join(tests) or "NOBODY NOTICES")
            unnoticed += [f"{policy} {way}"] if not tests else []
    assert not unnoticed
    assert {each.table for each in policies()} == walled().keys()


def test_the_walls_of_the_database_hold_for_their_owner(owned: Scene) -> None:
    """PAR-1: so that what the test above notices is the wall that is gone, and nothing else."""
    assert [test for table in walled() for test in noticed_by(owned, table)] == []


@pytest.mark.parametrize(
    "table", ["children_child", "missing_incident", "exchange_receivedfile", "organisation_agency", "organisation_area"]
)
def test_pages_would_show_what_the_database_lets_through(owned: Scene, table: str) -> None:
    """PAR-1: lists and pages rest on the walls of these; whatever hangs on a child or an agency is joined to it."""
    policy = next(each for each in policies() if (each.table, each.name) == (table, "partnership_wall"))
    with without(lifted(policy)["reads everything"]):
        fault = next(faults_of(owned, actors=["administrator", "county"], methods="GET", keys=["else"]), "")
    say(f"{policy} reads everything", f"{PAGES}: {fault[:100]}")
    assert fault


def test_no_key_between_tables_goes_unnoticed(owned: Scene) -> None:
    """PAR-1: each key over two columns, dropped in turn."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE contype = 'f' AND cardinality(conkey) = 2"
        )
        keys = cursor.fetchall()
    assert len(keys) > 30
    for table, name in keys:
        with without(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"'):
            assert list(loose_keys()), f"nobody notices that {name} of {table} is gone"


@pytest.mark.parametrize("policy", ["member.also_read", "partnership.own_memberships", "agency.own_agency"])
def test_sign_in_needs_its_gap_in_the_wall(owned: Scene, policy: str) -> None:
    """PAR-1: without the policies that let somebody read their own memberships, nobody gets in."""
    table, name = policy.split(".")
    model = "tenancy" if table == "partnership" else "organisation"
    with without(f"DROP POLICY {name} ON {model}_{table}"):
        fault = next(faults_of(owned, actors=["county"], methods="GET"), "")
    say(f"{policy} is dropped", f"{PAGES}[county]: {fault[:100]}")
    assert fault


@pytest.mark.parametrize("table", ["organisation_signinconnection", "organisation_agency", "tenancy_partnership"])
def test_an_agencys_sign_in_needs_its_gap_in_the_wall(owned: Scene, table: str) -> None:
    """security.md 5: without the policies that show which agency speaks for a mail domain, none is offered."""
    name = "also_read" if table == "organisation_signinconnection" else "offers_sign_in"
    assert len(offered("council.example")) == 2
    with without(f'DROP POLICY {name} ON "{table}"'):
        assert offered("council.example") == []


def test_the_gap_shows_what_speaks_for_the_domain_and_nothing_else(owned: Scene) -> None:
    """PAR-1: and it is closed again."""
    assert offered("elsewhere.example") == offered("") == offered("example") == []
    assert not SignInConnection.objects.exists()
