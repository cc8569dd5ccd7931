"""security.md 3: the seal of the trail on its page: made, copied, checked."""

import re

import pytest

from lantern.governance.rules.checks import LONGEST, too_long
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Seal
from tests.factories.people import a_member, a_partnership, signed_in_client
from tests.integration.governance.watching import Governed
from tests.integration.missing.pages import asking_at_most, text_of
from tests.integration.trail.tampering import do
from tests.integration.trail.writing import owning_the_trail

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/trail/seal/"


@pytest.fixture
def here() -> Governed:
    return Governed()


def test_before_the_first_seal() -> None:
    """security.md 3: the page says how seals come about."""
    here = Governed.__new__(Governed)
    here.here = a_partnership()
    client = signed_in_client(a_member(here.here, Role.INFORMATION_GOVERNANCE))
    with owning_the_trail():
        with within(here.here.pk):
            do("DELETE FROM trail_seal")
        assert "Not sealed yet" in text_of(client.get(PAGE))


def seal_on(page: object) -> str:
    return re.findall(r"Lantern seal \d+ of [0-9a-f-]{36}: [0-9a-f]{64}", text_of(page))[0]


def test_sealed_and_checked_from_the_page(here: Governed) -> None:
    """security.md 3: sealed as people sign in, then by the button, then checked against the seal that was copied."""
    first = text_of(here.client.get(PAGE))
    assert "Number 1" in first
    assert "Never checked yet." in first
    assert re.search(r"\d+ entries sealed. Keep the new seal.", text_of(here.client.post(PAGE, follow=True)))
    kept = seal_on(here.client.get(PAGE))
    page = text_of(here.client.post(f"{PAGE}check/", {"seals": kept}))
    assert "nothing was altered" in page
    assert "kept elsewhere was given" not in page
    assert re.search(
        r"Last checked: .{5,30} \d+ entries in 2 batches: nothing was altered", text_of(here.client.get(PAGE))
    )


def test_what_was_altered_is_said_with_its_entry(here: Governed) -> None:
    """SHA-6: with and without a seal that was kept; without one the page says what it cannot tell."""
    here.client.post(PAGE)
    kept = seal_on(here.client.get(PAGE))
    with within(here.here.pk):
        entry = Seal.objects.get(number=1).ids[0]
    with owning_the_trail():
        with within(here.here.pk):
            do("UPDATE trail_entry SET what = 'something.else' WHERE id = %s", entry)
        page = text_of(here.client.post(f"{PAGE}check/", {"seals": kept}))
        assert "1 fault" in page
        assert f"entry {entry} was altered" in page
        assert "No seal that was kept elsewhere was given" in text_of(here.client.post(f"{PAGE}check/", {"seals": ""}))


def test_a_seal_that_cannot_be_read_is_said(here: Governed) -> None:
    """security.md 3: a line cut short by a mail program is no proof, and what was pasted stays."""
    here.client.post(PAGE)
    cut = seal_on(here.client.get(PAGE))[:-3]
    page = here.client.post(f"{PAGE}check/", {"seals": cut})
    assert "Line 1 is not a seal" in text_of(page)
    assert cut in page.content.decode()


def test_another_partnerships_seal_proves_nothing_here(here: Governed) -> None:
    """PAR-1: and is not taken for one of this trail."""
    here.client.post(PAGE)
    kept = seal_on(here.client.get(PAGE))
    strange = kept.replace(str(here.here.pk), "7c5a3e1e-0000-4000-8000-000000000002")
    assert "No seal that was kept elsewhere was given" in text_of(here.client.post(f"{PAGE}check/", {"seals": strange}))


def test_nothing_new_is_no_new_seal(here: Governed) -> None:
    """security.md 3: what the very request writes waits for the next one."""
    here.client.post(PAGE)
    with within(here.here.pk):
        last = Seal.objects.count()
    here.client.post(PAGE)
    with within(here.here.pk):
        assert Seal.objects.count() <= last + 1


def test_the_page_asks_little(here: Governed) -> None:
    """The bar."""
    here.client.post(PAGE)
    with asking_at_most(12):
        assert here.client.get(PAGE).status_code == 200


def test_a_very_long_trail_is_left_to_the_command() -> None:
    """Nobody waits for a page that long."""
    assert too_long(LONGEST) == ""
    assert "lantern verify-trail" in too_long(LONGEST + 1)
