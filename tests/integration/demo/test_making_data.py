"""Issue 2, 2: making data can be stopped at any moment and goes on; when it is done, the same call changes nothing."""

import signal
from collections.abc import Callable, Iterator

import pytest

from lantern.config import databases, embedded
from tests.factories.installation import Installation, an_installation
from tests.factories.whole_state import differences, state_of

CHILDREN = 600  # more than two batches
MAKE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "lantern.config.settings"
import django
django.setup()
from datetime import UTC, datetime
from lantern.demo.actions import make_data
make_data(children={children}, years=0.5, now=datetime(2026, 3, 3, 12, 34, 56, {micro}, tzinfo=UTC))
"""
MADE = "SELECT count(*) FROM children_child WHERE NOT provisional"


@pytest.fixture(scope="module")
def tables() -> Iterator[Installation]:
    """A database with tables and nobody in it."""
    if databases.is_embedded():
        embedded.start()
    with an_installation() as made:
        made.lantern("migrate")
        yield made


def _made(installation: Installation, count: int) -> Callable[[], bool]:
    return lambda: installation.number(MADE) >= count


def test_killed_in_each_stage_it_ends_as_a_run_without_a_stop(tables: Installation) -> None:
    """Killed before the first child, between batches and before the last file: children, people and episodes are the same."""
    clean, stopped = MAKE.format(children=CHILDREN, micro=1), MAKE.format(children=CHILDREN, micro=2)
    with an_installation(tables) as one, an_installation(tables) as other:
        one.run(clean)
        for count in (0, 1, CHILDREN // 2, CHILDREN):
            other.interrupt_run(stopped, when=_made(other, count))
        other.run(stopped)
        before = state_of(other)
        assert other.number(MADE) == CHILDREN
        assert differences(state_of(one), before) == {}
        other.run(MAKE.format(children=CHILDREN, micro=3).replace("12, 34", "20, 1"))
        assert differences(before, state_of(other)) == {}


def test_ctrl_c_says_that_it_goes_on(tables: Installation) -> None:
    """Issue 2, 2: a stop is no fault; what stands is whole children."""
    with an_installation(tables) as here:
        command = ("make-data", "--children", str(CHILDREN), "--years", "1")
        said = here.interrupt(*command, when=_made(here, 1), by=signal.SIGINT)
        assert said.code == 130
        assert "Stopped. The same command goes on from here." in said.error
        assert 0 < here.number(MADE) < CHILDREN
        keyed = "SELECT count(DISTINCT child_id) FROM children_matchkey"
        assert here.number(keyed) == here.number("SELECT count(*) FROM children_child")
