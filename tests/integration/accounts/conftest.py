"""Attempts are counted in a table that outlives tests which commit: each test starts from none."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _no_attempts_yet(request: pytest.FixtureRequest) -> None:
    marker = request.node.get_closest_marker("django_db")
    request.getfixturevalue("transactional_db" if marker and marker.kwargs.get("transaction") else "db")
    cache.clear()
