"""One click signs in, in demo mode alone, as somebody who is there to be (PAR-4, security.md 4)."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, modify_settings, override_settings
from django.urls import include, path

from lantern.accounts.second_factor import FLAG
from lantern.config import urls
from lantern.demo.vocabulary import TO_TRY
from lantern.organisation import actions
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from tests.factories.people import a_member, a_partnership, an_agency, everyone, now
from tests.factories.today import today
from tests.integration.missing.pages import text_of

pytestmark = pytest.mark.django_db
urlpatterns = [*urls.urlpatterns, path("demo/", include("lantern.demo.urls"))]
handler500 = urls.handler500
CHOOSE, SIGN_IN = "/demo/", "/demo/sign-in/"


@pytest.fixture
def demo() -> Iterator[None]:
    """As `lantern demo` runs."""
    with (
        modify_settings(INSTALLED_APPS={"append": "lantern.demo"}),
        override_settings(DEMO=True, ROOT_URLCONF=__name__),
    ):
        yield


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


def clicks(client: Client, partnership: object, member: object) -> Any:
    return client.post(SIGN_IN, {"partnership": str(partnership), "member": str(member)})


def test_one_click_signs_in(demo: None, here: Partnership) -> None:
    """PAR-4: past the second factor, as this membership, on My work."""
    member = a_member(here, Role.MISSING_COORDINATOR, name="Rowan Sample")
    client = Client()
    response = clicks(client, here.pk, member.pk)
    assert (response.status_code, response.headers["Location"]) == (302, "/")
    assert client.session["membership"] == str(member.pk)
    assert client.session[FLAG] is True
    assert "Rowan" in text_of(client.get("/"))


def test_another_click_is_another_person(demo: None, here: Partnership) -> None:
    """Nothing of who one was before is left: not the session's key, not the roles."""
    coordinator, analyst = a_member(here, Role.MISSING_COORDINATOR), a_member(here, Role.ANALYST)
    client = Client()
    clicks(client, here.pk, coordinator.pk)
    before = client.session.session_key
    assert client.get("/children/").status_code == 200
    clicks(client, here.pk, analyst.pk)
    assert client.session.session_key != before
    assert client.get("/children/").status_code == 404


def test_everybody_is_offered_under_what_they_are_there_to_try(demo: None, here: Partnership) -> None:
    """PAR-3: each role with somebody, in its words."""
    people = everyone(here)
    response = Client().get(CHOOSE)
    said, html = text_of(response), response.content.decode()
    for role, member in people.items():
        assert TO_TRY[role] in said
        assert html.count(f'value="{member.pk}"') == 1
    assert set(TO_TRY) == set(Role)
    assert "csrfmiddlewaretoken" in html


def test_somebody_with_two_roles_is_under_both(demo: None, here: Partnership) -> None:
    """PAR-4."""
    member = a_member(here, Role.CHAIR)
    with within(here.pk):
        actions.give_role(member=member, role=Role.CHAT_WORKER, area=None, since=today(), by=None, at=now())
    assert Client().get(CHOOSE).content.decode().count(f'value="{member.pk}"') == 2


def not_accepted(here: Partnership) -> Member:
    return a_member(here, Role.CHAIR, name="Lee Madeup", accepted=False)


def removed(here: Partnership) -> Member:
    member = a_member(here, Role.CHAIR, name="Lee Madeup")
    with within(here.pk):
        actions.remove_member(member=member, by=a_member(here, Role.ADMINISTRATOR), at=now())
    return member


GONE = [(not_accepted, "has not accepted the invitation"), (removed, "was removed")]


@pytest.mark.parametrize("gone", [row[0] for row in GONE], ids=[row[1] for row in GONE])
def test_nobody_is_offered_who_cannot_sign_in(demo: None, here: Partnership, gone: Any) -> None:
    """PAR-4: and nobody becomes them by asking all the same."""
    member = gone(here)
    client = Client()
    assert "Lee Madeup" not in client.get(CHOOSE).content.decode()
    assert clicks(client, here.pk, member.pk).status_code == 404
    assert "_auth_user_id" not in client.session


WRONG = [
    ("", "", "nothing"),
    ("x", "y", "nonsense"),
    ("{here}", "", "no person"),
    ("{here}", "x", "no such person"),
    ("{here}", "{nobody}", "an id of nobody"),
    ("{nobody}", "{member}", "a partnership that is none"),
    ("{there}", "{member}", "somebody of another partnership"),
    ("", "{member}", "a person without a partnership"),
]


@pytest.mark.parametrize(("partnership", "member"), [row[:2] for row in WRONG], ids=[row[2] for row in WRONG])
def test_what_is_asked_wrongly_signs_nobody_in(demo: None, here: Partnership, partnership: str, member: str) -> None:
    """PAR-1: never across partnerships."""
    names = {
        "here": here.pk, "there": a_partnership("Nowhere").pk, "nobody": uuid4(),
        "member": a_member(here, Role.MISSING_COORDINATOR).pk,
    }  # fmt: skip
    client = Client()
    assert clicks(client, partnership.format(**names), member.format(**names)).status_code == 404
    assert "_auth_user_id" not in client.session


def test_signing_in_is_posted_and_choosing_is_not(demo: None, here: Partnership) -> None:
    """security.md 6: no link signs anybody in, and a form of another site does not either."""
    client = Client()
    assert client.get(SIGN_IN).status_code == 405
    assert client.post(CHOOSE).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    member = a_member(here, Role.MISSING_COORDINATOR)
    assert clicks(strict, here.pk, member.pk).status_code == 403
    assert "_auth_user_id" not in strict.session


def test_before_anything_is_made_it_says_how(demo: None) -> None:
    """An empty state."""
    assert "No county yet" in text_of(Client().get(CHOOSE))


@pytest.mark.parametrize("page", [CHOOSE, SIGN_IN])
def test_a_real_installation_has_no_such_page(here: Partnership, page: str) -> None:
    """security.md 4: neither its address nor, if somebody puts the address there, its view."""
    member = a_member(here, Role.MISSING_COORDINATOR)
    assert Client().get(page).status_code == 404
    client = Client()
    assert clicks(client, here.pk, member.pk).status_code == 404
    with override_settings(ROOT_URLCONF=__name__):
        assert Client().get(CHOOSE).status_code == 404
        assert clicks(client, here.pk, member.pk).status_code == 404
    assert "_auth_user_id" not in client.session


def test_partnerships_stand_by_name_each_with_its_own(demo: None) -> None:
    """PAR-1."""
    for name in ("Yonder", "Example"):
        a_member(a_partnership(name), Role.CHAIR, name=f"Lee {name}")
    said = text_of(Client().get(CHOOSE))
    assert said.index("Example") < said.index("Lee Example") < said.index("Yonder") < said.index("Lee Yonder")


def test_agencies_change_nothing(demo: None, here: Partnership) -> None:
    """PAR-3: somebody of any agency is offered by designation."""
    an_agency(here, "The Paper Boat Project", "voluntary")
    a_member(here, Role.CHAT_WORKER, name="Ro Sample", agency="The Paper Boat Project")
    assert "Ro Sample" in text_of(Client().get(CHOOSE))
