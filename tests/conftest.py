"""Tests run against a real PostgreSQL as the application role, which owns nothing (security.md 1).

The owner makes and destroys the test database; then the connection goes back to the application role, so that every test
meets the walls that a page meets.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as hypothesis
from pytest_django.plugin import DjangoDbBlocker

from lantern.config import databases, embedded

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")  # one of several that share a run, each with a database of its own
if WORKER or "LANTERN_TEST_DB" in os.environ:  # several runs side by side on one server
    given = os.environ.get("LANTERN_TEST_DB", f"test_{settings.DATABASES['default']['NAME']}")
    settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = "_".join(filter(None, [given, WORKER]))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own loop runs beside synchronous tests
WRITTEN_ONCE = ("trail_entry", "trail_seal")
hypothesis.register_profile("house", deadline=None)  # speed is measured in benchmarks, never asserted in a test
hypothesis.load_profile("house")
SHARED_DATA = Path(os.environ.get("LANTERN_SHARED_DATA", Path(__file__).parent.parent / "../shared/data")).resolve()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The inputs that are not in the repository; absent elsewhere, but never silently absent where they should be."""
    if SHARED_DATA.is_dir():
        return SHARED_DATA
    if os.environ.get("CI") and (Path(__file__).parent.parent / "../shared").exists():
        pytest.fail(f"shared data is missing at {SHARED_DATA}")
    pytest.skip(f"no shared data at {SHARED_DATA}; set LANTERN_SHARED_DATA")


@contextmanager
def as_owner() -> Iterator[None]:
    """The one connection, as the owner of the tables for a while."""
    application = {key: connection.settings_dict[key] for key in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update({key: settings.OWNER_DATABASE[key] for key in ("USER", "PASSWORD")})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(application)


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Make the test database as its owner, and use it as the application."""
    if databases.is_embedded():
        embedded.start()
    stays = bool(request.config.getoption("reuse_db"))  # a live server's thread may still hold it when all is over
    keep = stays and not request.config.getoption("create_db")
    with django_db_blocker.unblock(), as_owner():
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, keepdb=keep)
    yield
    with django_db_blocker.unblock(), as_owner():
        connection.creation.destroy_test_db(before, verbosity=0, keepdb=stays)


def _empty_as_owner(self: TransactionTestCase) -> None:
    """Empty every table after a test that committed; the trail's trigger has to be lifted for it."""
    with as_owner(), connection.cursor() as cursor:
        for table in WRITTEN_ONCE:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER written_once")
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
        for table in WRITTEN_ONCE:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER written_once")


TransactionTestCase._fixture_teardown = _empty_as_owner  # type: ignore[method-assign]
