"""security.md 5 and 11: guessing is slow, and tells nothing."""

import re

import pytest
from django.core import mail
from django.test import Client

from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from tests.factories.people import a_member, a_partnership, signed_in_client
from tests.factories.sign_in import (
    PASSWORD,
    SIGN_IN,
    a_user_with_password,
    code,
    secret_of,
    set_up_second_factor,
    with_password,
)

pytestmark = pytest.mark.django_db
FORGOTTEN = "/account/password/forgotten/"
TRIES = 5


@pytest.fixture
def member() -> Member:
    member = a_member(a_partnership(), Role.INFORMATION_GOVERNANCE)
    a_user_with_password(member.user)
    return member


def words(answer: object, *hidden: str) -> str:
    """A page without its token and what was typed, to compare two answers."""
    text = re.sub(r'(nonce|value|data-now|datetime)="[^"]*"', "", answer.content.decode())  # type: ignore[attr-defined]
    for each in hidden:
        text = text.replace(each, "")
    return text


def test_wrong_passwords_are_limited(member: Member) -> None:
    """Five in five minutes for one address; then even the right one waits."""
    client = Client()
    for _ in range(TRIES):
        client.post(SIGN_IN, {"login": member.user.email, "password": "wrong"})
    answer = client.post(SIGN_IN, {"login": member.user.email, "password": PASSWORD})
    assert "Too many attempts" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_the_limit_is_shared_by_all_processes(member: Member, settings: object) -> None:
    """It is counted in the database, not in the memory of one process."""
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")  # type: ignore[attr-defined]


@pytest.mark.django_db(transaction=True)
def test_wrong_codes_are_limited(member: Member) -> None:
    """Six digits would be guessed in days otherwise."""
    set_up_second_factor(with_password(member.user))
    client = with_password(member.user)
    for _ in range(TRIES):
        client.post("/account/second-factor/", {"code": "000000"})
    client.post("/account/second-factor/", {"code": code(secret_of(member.user), periods_away=1)})
    assert "_auth_user_id" not in client.session


def test_a_wrong_password_and_an_unknown_address_look_alike(member: Member) -> None:
    """security.md 11: the answer never says what exists."""
    known = Client().post(SIGN_IN, {"login": member.user.email, "password": "wrong"})
    unknown = Client().post(SIGN_IN, {"login": "nobody@example.org", "password": "wrong"})
    assert known.status_code == unknown.status_code == 200
    assert words(known) == words(unknown)


def test_asking_for_a_new_password_does_not_say_who_exists(member: Member) -> None:
    """security.md 11: the same page, and a mail either way, so that the time taken tells nothing."""
    known = Client().post(FORGOTTEN, {"email": member.user.email}, follow=True)
    unknown = Client().post(FORGOTTEN, {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert words(known) == words(unknown)
    assert [each.to for each in mail.outbox] == [[member.user.email], ["nobody@example.org"]]
    assert "/password/new/" not in mail.outbox[1].body


def test_the_link_sets_a_new_password_once_and_signs_nobody_in(member: Member) -> None:
    """security.md 5: the mailbox alone does not open an account either."""
    Client().post(FORGOTTEN, {"email": member.user.email})
    found = re.search(r"/account/password/new/\S+", mail.outbox[0].body)
    assert found
    client = Client()
    form = client.get(found[0], follow=True)
    new = {"password1": "quite another set of words", "password2": "quite another set of words"}
    client.post(form.redirect_chain[-1][0], new)
    assert "_auth_user_id" not in client.session
    assert "_auth_user_id" in with_password(member.user, password=new["password1"]).session
    assert "This link does not open" in Client().get(found[0], follow=True).content.decode()


def test_asking_for_mails_is_limited(member: Member) -> None:
    """Lantern fills nobody's mailbox."""
    answers = [Client().post(FORGOTTEN, {"email": member.user.email}).status_code for _ in range(6)]
    assert answers[-1] == 429
    assert len(mail.outbox) == 5


def test_weak_passwords_are_refused(member: Member) -> None:
    client = signed_in_client(member)
    for weak in ("short", "password1234", member.user.email):
        answer = client.post("/account/password/", {"oldpassword": PASSWORD, "password1": weak, "password2": weak})
        assert answer.status_code == 200, weak


def test_account_mails_carry_a_link_and_nothing_about_children(member: Member) -> None:
    """SHA-10."""
    Client().post(FORGOTTEN, {"email": member.user.email})
    assert mail.outbox[0].subject == "Lantern: choose a new password"
    assert len(mail.outbox[0].body.split()) < 60
