"""security.md 5: passkeys, as the second step and by themselves; always with a finger or a PIN, never the last one gone."""

import json
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from lantern.accounts.adapters import passkey_host
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.passkeys import ADD, SIGN_IN, Passkey, asked_on
from tests.factories.people import a_member, a_partnership, signed_in_client
from tests.factories.sign_in import a_user_with_password, an_app_for, code, secret_of, with_password

pytestmark = pytest.mark.django_db
PAGE = "/organisation/"
NOT_ACCEPTED = "This passkey was not accepted"


@pytest.fixture
def member() -> Member:
    found = a_member(a_partnership(), Role.INFORMATION_GOVERNANCE)
    a_user_with_password(found.user)
    return found


@pytest.fixture
def inside(member: Member) -> Client:
    """Signed in with password and code."""
    an_app_for(member.user)
    return signed_in_client(member)


def passkeys(member: Member) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user=member.user, type=Authenticator.Type.WEBAUTHN).order_by("pk"))


def test_a_passkey_by_itself_opens_the_pages(member: Member, inside: Client) -> None:
    """security.md 5: it verified its user, so it counts as both factors: no password, no code, and straight on."""
    key = Passkey()
    assert key.added(inside, "Work laptop")["Location"] == "/account/"
    assert "Work laptop" in inside.get("/account/").content.decode()
    client = Client()
    assert key.signs_in(client, next="/organisation/agencies/")["Location"] == "/organisation/agencies/"
    assert client.get(PAGE).status_code == 200


def test_it_is_the_second_step_after_a_password(member: Member, inside: Client) -> None:
    key = Passkey()
    key.added(inside)
    client = with_password(member.user)
    page = client.get("/account/second-factor/").content.decode()
    assert client.get(PAGE).status_code == 302
    client.post("/account/second-factor/", {"credential": key.answered(asked_on(page))})
    assert client.get(PAGE).status_code == 200


def test_the_first_factor_may_be_a_passkey(member: Member) -> None:
    """security.md 5: whoever has neither app nor passkey sets one up, gets recovery codes, and is in."""
    client = with_password(member.user)
    assert "Use a passkey instead" in client.get("/account/second-factor/set-up/").content.decode()
    assert Passkey().added(client)["Location"] == "/account/recovery-codes/"
    assert client.get(PAGE).status_code == 200


def test_a_password_alone_adds_no_app_beside_a_passkey(member: Member) -> None:
    """security.md 5: a session opened with the password before the passkey was there gains no second step of its own."""
    first, *others = [with_password(member.user) for _ in range(3)]
    Passkey().added(first)
    for client, path in zip(others, ("/account/second-factor/set-up/", ADD), strict=True):
        assert client.get(path)["Location"] == "/account/sign-in/"
        assert "_auth_user_id" not in client.session
    assert len(passkeys(member)) == 1


def test_a_key_that_asks_for_nothing_is_not_taken(member: Member, inside: Client) -> None:
    """security.md 5: without a finger or a PIN it is one factor, not two."""
    answer = Passkey(verifies=False).added(inside)
    assert NOT_ACCEPTED in answer.content.decode()
    assert passkeys(member) == []


def test_a_key_that_stops_asking_opens_nothing(member: Member, inside: Client) -> None:
    key = Passkey()
    key.added(inside)
    key.verifies = False
    client = Client()
    assert key.signs_in(client)["Location"] == "/account/sign-in/"
    assert NOT_ACCEPTED in client.get("/account/sign-in/").content.decode()
    assert client.get(PAGE).status_code == 302


def test_it_asks_after_a_password_and_in_between_too(member: Member, inside: Client) -> None:
    """security.md 5: an answer without a finger or a PIN is none, wherever it is given."""
    key = Passkey()
    key.added(inside)
    key.verifies = False
    waiting = with_password(member.user)
    for client, path in ((waiting, "/account/second-factor/"), (inside, "/account/passkeys/confirm/")):
        page = client.get(path).content.decode()
        answer = client.post(path, {"credential": key.answered(asked_on(page))})
        assert NOT_ACCEPTED in answer.content.decode(), path
    assert waiting.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    "changed",
    [
        {"origin": "https://localhost.evil.example"},
        {"origin": "http://127.0.0.1"},
        {"origin": "https://evil.example", "host": "evil.example"},
        {"host": "evil.example"},
    ],
)
def test_an_answer_given_elsewhere_is_refused(member: Member, inside: Client, changed: dict[str, str]) -> None:
    """A passkey belongs to the name people use (`LANTERN_HOSTS`); what another site was told is worth nothing."""
    key = Passkey()
    key.added(inside)
    for name, value in changed.items():
        setattr(key, name, value)
    client = Client()
    key.signs_in(client)
    assert client.get(PAGE).status_code == 302
    assert NOT_ACCEPTED in Passkey(**changed).added(inside).content.decode()


def test_an_answer_counts_once(member: Member, inside: Client) -> None:
    """A recorded answer opens no second session."""
    key = Passkey()
    key.added(inside)
    client = Client()
    options = client.get(SIGN_IN, headers={"X-Requested-With": "XMLHttpRequest"}).json()["request_options"]["publicKey"]
    answer = key.answered(options)
    assert client.post(SIGN_IN, {"credential": answer})["Location"] == "/"
    other = Client()
    other.get(SIGN_IN, headers={"X-Requested-With": "XMLHttpRequest"})
    other.post(SIGN_IN, {"credential": answer})
    assert other.get(PAGE).status_code == 302


def test_somebody_elses_key_does_not_open_this_account(member: Member, inside: Client) -> None:
    """A key that says it is for another user is not that user's."""
    key, stolen = Passkey(), Passkey()
    key.added(inside)
    stolen.user = key.user
    client = Client()
    stolen.signs_in(client)
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize(
    "rubbish",
    ["", "{}", "[]", "null", "1", '"x"', '{"id": "x"}', '{"response": {}}', '{"response": {"userHandle": "AA"}}', "{"],
)
def test_rubbish_is_refused_with_a_sentence(member: Member, inside: Client, rubbish: str) -> None:
    """No form of nonsense is a fault of the server's, on any of the pages that take an answer."""
    Passkey().added(inside)
    waiting, nobody = with_password(member.user), Client()
    nobody.get(SIGN_IN, headers={"X-Requested-With": "XMLHttpRequest"})
    for client, path in (
        (nobody, SIGN_IN),
        (waiting, "/account/second-factor/"),
        (inside, "/account/passkeys/confirm/"),
    ):
        client.get(path)
        assert client.post(path, {"credential": rubbish}).status_code in (200, 302), path
    assert inside.post(ADD, {"name": "x", "credential": rubbish}).status_code == 200
    assert nobody.get(PAGE).status_code == waiting.get(PAGE).status_code == 302
    assert len(passkeys(member)) == 1


def test_several_with_names_of_their_own(member: Member, inside: Client) -> None:
    laptop, phone = Passkey(), Passkey()
    laptop.added(inside, "Work laptop")
    phone.added(inside)
    key = passkeys(member)[1]
    inside.post(f"/account/passkeys/{key.pk}/name/", {"name": "x" * 90})
    inside.post(f"/account/passkeys/{key.pk}/name/", {"name": ""})
    assert [str(each) for each in passkeys(member)] == ["Work laptop", "x" * 60]
    for each in (laptop, phone):
        each.signs_in(client := Client())
        assert client.get(PAGE).status_code == 200


def test_the_same_key_is_not_added_twice(member: Member, inside: Client) -> None:
    """The browser is told which keys there are, and offers none of them."""
    Passkey().added(inside)
    options = asked_on(inside.get(ADD).content.decode())
    assert len(options["excludeCredentials"]) == 1
    assert options["authenticatorSelection"]["residentKey"] == "required"
    assert options["authenticatorSelection"]["userVerification"] == "required"


def test_a_removed_passkey_opens_nothing(member: Member, inside: Client) -> None:
    key = Passkey()
    key.added(inside, "Old phone")
    path = f"/account/passkeys/{passkeys(member)[0].pk}/remove/"
    assert "Old phone" in inside.get(path).content.decode()
    assert inside.post(path)["Location"] == "/account/"
    key.signs_in(client := Client())
    assert client.get(PAGE).status_code == 302


def test_the_last_factor_stays(member: Member) -> None:
    """security.md 5: nobody is left with a password alone, and recovery codes are not a factor to live on."""
    client = with_password(member.user)
    key = Passkey()
    key.added(client)
    page = client.post(f"/account/passkeys/{passkeys(member)[0].pk}/remove/", follow=True).content.decode()
    assert "This is your only second step" in page
    assert len(passkeys(member)) == 1
    Passkey().added(client)
    client.post(f"/account/passkeys/{passkeys(member)[0].pk}/remove/")
    assert len(passkeys(member)) == 1


def test_nobody_removes_anybody_elses(member: Member, inside: Client) -> None:
    other = a_member(member.partnership, Role.ANALYST)
    a_user_with_password(other.user)
    theirs = with_password(other.user)
    Passkey().added(theirs)
    pk = passkeys(other)[0].pk
    for path in (f"/account/passkeys/{pk}/remove/", f"/account/passkeys/{pk}/name/"):
        assert inside.get(path).status_code == inside.post(path, {"name": "x"}).status_code == 404
    assert len(passkeys(other)) == 1


def test_recovery_codes_stay(member: Member) -> None:
    """security.md 5: ten of them come with the first factor, app or passkey, and each lets in once."""
    client = with_password(member.user)
    Passkey().added(client)
    codes = client.get("/account/recovery-codes/").context["unused_codes"]
    assert len(codes) == 10
    second = with_password(member.user)
    assert "a recovery code" in second.get("/account/second-factor/").content.decode()
    second.post("/account/second-factor/", {"code": codes[0]})
    assert second.get(PAGE).status_code == 200


def test_each_change_is_told_by_mail_and_stands_on_the_trail(member: Member, inside: Client) -> None:
    """SHA-6, security.md 5: whoever did not do it themselves learns of it."""
    mail.outbox.clear()
    Passkey().added(inside)
    inside.post(f"/account/passkeys/{passkeys(member)[0].pk}/remove/")
    assert [each.subject for each in mail.outbox] == [
        "Lantern: a passkey was added",
        "Lantern: a passkey was removed",
    ]
    with within(member.partnership.pk):
        kept = Entry.objects.filter(what__startswith="accounts.factor").order_by("id").values_list("what", "detail")
        assert list(kept)[-2:] == [("accounts.factor_added", "passkey"), ("accounts.factor_removed", "passkey")]


def test_the_page_has_no_script_of_its_own(inside: Client) -> None:
    """security.md 6: what a passkey is asked stands in an attribute; the script is a file of ours."""
    answer = inside.get(ADD)
    assert "lantern/passkey.js" in answer.content.decode()
    assert answer.content.decode().count("<script") == 3
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("hosts", "host"),
    [
        (["lantern.example.org", "other.example.org"], "lantern.example.org"),
        ([".example.org"], "example.org"),
        (["localhost", "127.0.0.1"], "localhost"),
        (["192.0.2.1"], ""),
        (["*"], ""),
        ([], ""),
    ],
)
def test_which_name_passkeys_belong_to(settings: Any, hosts: list[str], host: str) -> None:
    """`LANTERN_HOSTS`: the first name. An address in numbers has no passkeys, and the page says so."""
    settings.ALLOWED_HOSTS = hosts
    assert passkey_host() == host


def test_where_there_are_no_passkeys_the_page_says_so(inside: Client, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["192.0.2.1", "testserver"]
    assert "Passkeys do not work at this address" in inside.get(ADD).content.decode()


def test_is_it_still_you_by_passkey(member: Member, inside: Client) -> None:
    key = Passkey()
    key.added(inside)
    page = inside.get("/account/passkeys/confirm/?next=/organisation/").content.decode()
    wrong = inside.post("/account/passkeys/confirm/", {"credential": json.dumps({"id": "x"}), "next": PAGE})
    assert NOT_ACCEPTED in wrong.content.decode()
    page = inside.get("/account/passkeys/confirm/?next=/organisation/").content.decode()
    right = inside.post("/account/passkeys/confirm/", {"credential": key.answered(asked_on(page)), "next": PAGE})
    assert right["Location"] == PAGE


def test_an_app_still_works_beside_passkeys(member: Member, inside: Client) -> None:
    Passkey().added(inside)
    client = with_password(member.user)
    client.post("/account/second-factor/", {"code": code(secret_of(member.user), periods_away=1)})
    assert client.get(PAGE).status_code == 200
