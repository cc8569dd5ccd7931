"""A small installation that backups are taken from, made once and copied."""

from collections.abc import Iterator

import pytest
from django.db import connection

from lantern.config import databases, embedded
from tests.factories.installation import Installation, an_installation, drop_left_over

FILLED = """
from datetime import UTC, datetime
from lantern.config.starting import start
start(migrate=True)
from lantern.trail.actions.sealing import seal
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
for name in ("Fictional", "Elsewhere"):
    here = a_partnership(name)
    officer = a_member(here, Role.LIAISON_OFFICER)
    with within(here.pk):
        for number in range(12):
            child = a_child(f"Rowan{number}", "Exampel\\u0142")
            an_episode(child, by=officer, hours_ago=9, back_hours_ago=2 if number % 2 else None)
    with within(here.pk):
        assert seal(by=None, at=datetime.now(UTC))
"""


@pytest.fixture(scope="session")
def filled() -> Iterator[Installation]:
    """Two partnerships with children, episodes and a sealed trail; never changed."""
    if databases.is_embedded():
        embedded.start()
        drop_left_over()
    with an_installation() as made:
        made.run(FILLED)
        yield made


@pytest.fixture
def unreachable() -> Iterator[None]:
    """The database is away: nothing listens where it should."""
    before = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nonexistent"
    yield
    connection.settings_dict["HOST"] = before
    connection.close()
