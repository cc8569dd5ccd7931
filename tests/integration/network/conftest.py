"""Persons and places with those who look at them, inside their partnership."""

from collections.abc import Iterator

import pytest

from lantern.tenancy.current import within
from tests.integration.network.concern import Concern
from tests.integration.network.places import Places


@pytest.fixture
def concern() -> Iterator[Concern]:
    """Two children and those who look at persons of concern."""
    made = Concern()
    with within(made.here.pk):
        yield made


@pytest.fixture
def places() -> Iterator[Places]:
    """The same with places."""
    made = Places()
    with within(made.here.pk):
        yield made
