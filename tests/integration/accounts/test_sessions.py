"""security.md 5: sessions end, and leave nothing behind."""

import time

import pytest
from django.conf import settings
from django.test import Client

from lantern.organisation import actions
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from tests.factories.people import a_member, a_partnership, now, signed_in_client
from tests.factories.sign_in import PASSWORD, a_user_with_password, with_password

pytestmark = pytest.mark.django_db
PAGE = "/organisation/"


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def member(here: Partnership) -> Member:
    return a_member(here, Role.INFORMATION_GOVERNANCE)


def idle(client: Client, minutes: float) -> None:
    """Let the session look unused for so long."""
    session = client.session
    session["used"] = int(time.time() - minutes * 60)
    session.save()


def test_half_an_hour_idle_ends_a_session(member: Member) -> None:
    """security.md 5: 30 minutes; the boundary itself ends it."""
    assert settings.SESSION_COOKIE_AGE == 30 * 60
    client = signed_in_client(member)
    idle(client, 30)
    assert client.get(PAGE)["Location"].startswith("/account/sign-in/")


def test_use_keeps_a_session_open(member: Member) -> None:
    client = signed_in_client(member)
    idle(client, 29)
    assert client.get(PAGE).status_code == 200
    assert time.time() - client.session["used"] < 60


def test_a_page_that_refreshes_itself_is_no_use_of_the_session(member: Member) -> None:
    """security.md 5: a board left open on a desk does not keep its session alive."""
    client = signed_in_client(member)
    idle(client, 29)
    before = client.session["used"]
    client.get(PAGE, headers={"HX-Request": "true"})
    assert client.session["used"] == before


def test_a_removed_members_next_request_fails(here: Partnership, member: Member) -> None:
    """security.md 5."""
    client = signed_in_client(member)
    assert client.get(PAGE).status_code == 200
    with within(here.pk):
        actions.remove_member(member=member, by=None, at=now())
    assert client.get(PAGE)["Location"].startswith("/account/sign-in/")
    assert "_auth_user_id" not in client.session


def test_a_removed_member_does_not_slip_into_another_partnership(here: Partnership, member: Member) -> None:
    """PAR-1: the choice was for this partnership; the session ends, though another membership is left."""
    a_member(a_partnership("Elsewhere"), user=member.user)
    client = signed_in_client(member)
    with within(here.pk):
        actions.remove_member(member=member, by=None, at=now())
    assert client.get(PAGE)["Location"].startswith("/account/sign-in/")


def test_a_member_without_any_partnership_is_out(here: Partnership) -> None:
    member = a_member(here)
    with within(here.pk):
        actions.remove_member(member=member, by=None, at=now())
    assert signed_in_client(member).get(PAGE).status_code == 302


def test_signing_out_clears_the_browser(member: Member) -> None:
    """security.md 5: Clear-Site-Data."""
    client = signed_in_client(member)
    answer = client.post("/account/sign-out/")
    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get(PAGE)["Location"].startswith("/account/sign-in/")


def test_a_link_does_not_sign_out(member: Member) -> None:
    """A picture on another site must not sign people out."""
    client = signed_in_client(member)
    client.get("/account/sign-out/")
    assert client.get(PAGE).status_code == 200


def test_nothing_is_stored_by_the_browser(member: Member) -> None:
    """security.md 5: no-store, signed in or not, redirects and refusals included."""
    client = signed_in_client(member)
    addresses = [PAGE, "/account/", "/nowhere/", "/organisation/people/00000000-0000-4000-8000-000000000000/"]
    assert {client.get(address)["Cache-Control"] for address in addresses} == {"no-store"}
    assert {Client().get(address)["Cache-Control"] for address in ["/account/sign-in/", PAGE]} == {"no-store"}


def test_a_new_password_signs_out_everywhere_else(member: Member) -> None:
    user = a_user_with_password(member.user)
    here, there = signed_in_client(member), signed_in_client(member)
    change = {"oldpassword": PASSWORD, "password1": "seven other words here", "password2": "seven other words here"}
    assert here.post("/account/password/", change).status_code == 302
    assert here.get(PAGE).status_code == 200
    assert there.get(PAGE).status_code == 302
    assert "_auth_user_id" not in with_password(user).session


def test_someone_switched_off_cannot_go_on(member: Member) -> None:
    client = signed_in_client(member)
    member.user.is_active = False
    member.user.save()
    assert client.get(PAGE).status_code == 302
