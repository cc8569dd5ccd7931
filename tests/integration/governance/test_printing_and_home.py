"""SHA-6: a print is told by the page's script and read from the trail; a home is given and taken back."""

import re
from typing import Any

import pytest
from django.test import Client

from lantern.governance.models import Home
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.children import an_episode
from tests.factories.people import signed_in_client
from tests.integration.governance.watching import Governed
from tests.integration.missing.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Governed:
    return Governed()


def served(client: Client, path: str) -> str:
    """When the page says that it was served."""
    return re.findall(r'<body data-now="([^"]+)"', client.get(path).content.decode())[0]


def printed(client: Client, shown: str, page: str) -> int:
    return client.post("/printed/", {"shown": shown, "page": page}).status_code


def prints(here: Governed) -> list[tuple[Any, ...]]:
    with within(here.here.pk):
        found = Entry.objects.filter(kind="print").order_by("id")
        return [(each.what, each.child_id, each.member_id, each.detail) for each in found]


def test_a_childs_page_that_is_printed(here: Governed) -> None:
    """SHA-6: the child whom it showed, and on which page."""
    someone, child = here.someone(), here.child()
    client, path = signed_in_client(someone), f"/children/{child.pk}/"
    assert printed(client, served(client, path), path) == 204
    assert prints(here) == [("casefile/overview", child.pk, someone.pk, "casefile:overview")]


def test_a_list_that_is_printed_is_a_print_of_each_child_on_it(here: Governed) -> None:
    """SHA-6: as the page was served; somebody who came on the live board since is on it too."""
    someone, first, second = here.someone(role=Role.LIAISON_OFFICER), here.child(), here.child()
    with within(here.here.pk):
        an_episode(first, by=someone, hours_ago=5)
    client = signed_in_client(someone)
    moment = served(client, "/missing/")
    with within(here.here.pk):
        an_episode(second, by=someone, hours_ago=2)
    client.get("/missing/board/")
    printed(client, moment, "/missing/")
    assert {each[1] for each in prints(here)} == {first.pk, second.pk}
    assert {each[0] for each in prints(here)} == {"missing/now"}


def test_nobody_prints_what_they_were_not_shown(here: Governed) -> None:
    """SHA-2, SHA-6: the browser says only when and where; whom it was about stands in the person's own trail."""
    someone, other, child = here.someone(), here.someone("Kit Sample"), here.child()
    mine = signed_in_client(someone)
    path = f"/children/{child.pk}/"
    printed(signed_in_client(other), served(mine, path), path)
    assert prints(here) == [("governance.printed", None, other.pk, "casefile:overview")]


@pytest.mark.parametrize("shown", ["", "yesterday", "2026-03-03T12:00:00", "\0", "9" * 40])
@pytest.mark.parametrize("page", ["", "/nowhere/", "x" * 3000, "/children/00000000-0000-4000-8000-000000000000/"])
def test_odd_words_of_a_browser(here: Governed, shown: str, page: str) -> None:
    """security.md 11: a print all the same, about nobody."""
    assert printed(signed_in_client(here.someone()), shown, page) == 204
    assert [each[:2] for each in prints(here)] == [("governance.printed", None)]


def test_a_print_stands_on_the_childs_own_page(here: Governed) -> None:
    """SHA-6: a child's record shows who has looked at it, and who printed it."""
    someone, child = here.someone(), here.child()
    client, path = signed_in_client(someone), f"/children/{child.pk}/"
    printed(client, served(client, path), path)
    assert "Printed a page. Looked at the overview" in text_of(client.get(f"{path}access/"))


def test_a_home_is_given_and_taken_back(here: Governed) -> None:
    """SHA-6: by the person alone; the page never shows it again."""
    client = signed_in_client(here.someone())
    typed = {"address": "12 Sample Street", "postcode": "cm1 1aa"}
    said = text_of(client.post("/home-address/", typed, follow=True))
    assert "Kept, in a form that nobody can read." in said
    assert "Sample Street" not in said.replace("12 Sample Street", "", 1)  # the example in the hint
    with within(here.here.pk):
        assert Home.objects.count() == 1
    assert "Forgotten." in text_of(client.post("/home-address/withdraw/", follow=True))
    with within(here.here.pk):
        assert not Home.objects.exists()
    assert [len(here.left(f"governance.home_{done}")) for done in ("given", "withdrawn")] == [1, 1]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"address": "", "postcode": "CM1 1AA"}, "Enter the number or the name of the house"),
        ({"address": "12 Sample Street", "postcode": "CM1"}, "Enter a whole postcode"),
        ({"address": "---", "postcode": "CM1 1AA"}, "Enter the number or the name of the house"),
    ],
)
def test_too_little_for_a_home_is_said_and_kept(here: Governed, typed: dict[str, str], said: str) -> None:
    """SHA-6."""
    page = signed_in_client(here.someone()).post("/home-address/", typed)
    assert said in text_of(page)
    assert f'value="{typed["postcode"]}"' in page.content.decode()
