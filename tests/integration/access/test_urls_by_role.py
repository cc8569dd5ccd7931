"""SHA-2, security.md 1-2: every address, opened and posted to by everybody, about every kind of record.

`pytest -s` prints how many requests were asked.
"""

import pytest
from django.conf import settings
from django.urls import reverse

from tests.integration.access.asking import Asked, ask, faults_of, leaks, names
from tests.integration.access.scene import INSIDE, OUTSIDE, Scene
from tests.integration.access.url_table import NOT_HERE, OPEN, TABLE


def said(faults: list[str]) -> str:
    return f"{len(faults)} answers are not the table's:\n" + "\n".join(faults)


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    """security.md: a new page that nobody wrote down fails here; so does a row whose page is gone."""
    assert not settings.DEBUG
    expected = TABLE.keys() | OPEN.keys() | (NOT_HERE & names() if settings.DEMO else set())
    assert names() - expected == set(), "addresses without a row in url_table.py"
    assert expected - names() == set(), "rows of url_table.py without an address"


@pytest.mark.parametrize("actor", sorted(INSIDE | OUTSIDE))
def test_everybody_opens_what_is_theirs_and_nothing_else(scene: Scene, actor: str) -> None:
    """SHA-2, security.md 2: allowed, or as if it did not exist; nothing of anybody else in the answer."""
    faults = list(faults_of(scene, actors=[actor]))
    assert not faults, said(faults)


@pytest.mark.parametrize("name", sorted(OPEN))
def test_addresses_before_any_partnership_show_nobody_anything(scene: Scene, name: str) -> None:
    """security.md 5: what is open to somebody who is not signed in, and what it answers."""
    row = OPEN[name]
    path = reverse(name, kwargs=dict(row.arguments))
    for actor in ("nobody", "no factor", "administrator"):
        for method, wanted in (("GET", row.get), ("POST", row.post)):
            answer = ask(scene, Asked(actor, method, path))
            assert answer.status == wanted if actor == "nobody" else answer.status < 500, str(answer.asked)
            assert list(leaks(scene, answer)) == []
