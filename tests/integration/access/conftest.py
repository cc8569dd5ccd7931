"""The scene is made once for a file of tests: each request in it is undone."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.integration.access.scene import Scene, a_scene


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    with django_db_blocker.unblock(), a_scene() as made, quiet():
        yield made


@contextmanager
def quiet() -> Iterator[None]:
    """Without a line in the log for each of thousands of refusals."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
