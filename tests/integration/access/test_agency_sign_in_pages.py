"""security.md 5: an administrator records an agency's own sign-in, tries it and ends it; its secret is shown to nobody."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client

from lantern.accounts.issuer import Unreachable, discover
from lantern.accounts.sealing import opened
from lantern.organisation import actions
from lantern.organisation.actions.connection import PURPOSE
from lantern.organisation.models import Member, SignInConnection
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry
from tests.factories.issuer import Issuer, an_issuer
from tests.factories.people import a_member, a_partnership, an_agency, now, signed_in_client
from tests.factories.sign_in import PASSWORD, SECRET, SIGN_IN, a_user_with_password, an_app_for, an_own_sign_in

pytestmark = pytest.mark.django_db
PEOPLE = "/organisation/"


@pytest.fixture(autouse=True)
def _no_attempts_yet(db: None) -> None:
    cache.clear()


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def administrator(here: Partnership) -> Member:
    return a_member(here, Role.ADMINISTRATOR, agency="Fictional Council")


@pytest.fixture
def client(administrator: Member) -> Client:
    return signed_in_client(administrator)


@pytest.fixture
def page(administrator: Member) -> str:
    return f"/organisation/agencies/{administrator.agency_id}/sign-in/"


@pytest.fixture
def issuer(settings: Any) -> Iterator[Issuer]:
    settings.ISSUERS_MAY_BE_PLAIN = settings.ISSUERS_MAY_BE_NEAR = True
    with an_issuer() as found:
        yield found


def typed(**others: str) -> dict[str, str]:
    return {
        "issuer": "https://login.council.example/tenant",
        "client_id": "lantern",
        "secret": SECRET,
        "domains": "council.example",
    } | others


def kept(here: Partnership) -> list[SignInConnection]:
    with within(here.pk):
        return list(SignInConnection.objects.order_by("started_at"))


def test_the_way_there(client: Client, administrator: Member, page: str) -> None:
    """Organisation, Agencies, the agency, Sign-in; with the address that the agency's IT department needs first."""
    assert page in client.get(f"/organisation/agencies/{administrator.agency_id}/").content.decode()
    shown = client.get(page).content.decode()
    back = f"/account/agency/{administrator.partnership.pk}/{administrator.agency_id}/back/"
    assert f"http://testserver{back}" in shown
    assert "come in with a password" in shown


def test_it_is_recorded_and_the_secret_never_shown_again(client: Client, here: Partnership, page: str) -> None:
    """security.md 5: encrypted at rest; on no page afterwards."""
    answer = client.post(
        page, typed(domains="Council.example, @schools.council.example\n council.example"), follow=True
    )
    assert "Saved. Test the connection" in answer.content.decode()
    assert SECRET not in client.get(page).content.decode()
    (found,) = kept(here)
    assert found.domains == ["council.example", "schools.council.example"]
    assert opened(found.secret, PURPOSE) == SECRET
    with within(here.pk), connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM organisation_signinconnection")
        assert cursor.fetchone()[0].startswith("gAAAA")


def test_an_empty_secret_keeps_the_one_there_is(client: Client, here: Partnership, page: str) -> None:
    client.post(page, typed())
    client.post(page, typed(secret="", client_id="another"))
    (found,) = kept(here)
    assert (found.client_id, opened(found.secret, PURPOSE)) == ("another", SECRET)


def test_another_issuer_needs_its_own_secret_and_begins_anew(client: Client, here: Partnership, page: str) -> None:
    """The secret of one issuer is never sent to another."""
    client.post(page, typed())
    other = typed(issuer="https://login.other.example", secret="")
    assert "Enter the client secret" in client.post(page, other).content.decode()
    client.post(page, other | {"secret": "another secret"})
    first, second = kept(here)
    assert first.ended_at
    assert (second.issuer, second.ended_at) == ("https://login.other.example", None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"issuer": "http://login.council.example"}, "must start with https://"),
        ({"issuer": "login.council.example"}, "must start with https://"),
        ({"issuer": "https://"}, "not the address of an issuer"),
        ({"issuer": "https://name:word@login.example"}, "not the address of an issuer"),
        ({"issuer": "https://login.example/?tenant=1"}, "no ? or # in it"),
        ({"issuer": "https://[broken"}, "not a web address"),
        ({"issuer": ""}, "Enter the issuer’s address"),
        ({"client_id": ""}, "Enter the client ID"),
        ({"secret": ""}, "Enter the client secret"),
        ({"domains": ""}, "Enter at least one mail domain"),
        ({"domains": "council"}, "is not a mail domain"),
        ({"domains": "council.example gmail.com"}, "Anybody can have an address in gmail.com"),
    ],
)
def test_what_is_not_taken(client: Client, here: Partnership, page: str, wrong: dict[str, str], words: str) -> None:
    """With a reason, and nothing typed lost but the secret."""
    answer = client.post(page, typed(**wrong))
    assert words in answer.content.decode()
    assert SECRET not in answer.content.decode()
    assert kept(here) == []
    if "client_id" not in wrong:
        assert 'value="lantern"' in answer.content.decode()


def test_the_well_known_address_is_understood(client: Client, here: Partnership, page: str) -> None:
    client.post(page, typed(issuer="https://login.example/t/.well-known/openid-configuration"))
    assert kept(here)[0].issuer == "https://login.example/t"


def tried(client: Client, page: str) -> str:
    return str(client.post(f"{page}test/", follow=True).content.decode())


def test_the_connection_is_tried(client: Client, administrator: Member, page: str, issuer: Issuer) -> None:
    with within(administrator.partnership.pk):
        an_own_sign_in(administrator, issuer.url)
    assert "The issuer answers, and signs with 1 key" in tried(client, page)
    assert [path for path, _ in issuer.asked] == ["/.well-known/openid-configuration", "/keys"]


@pytest.mark.parametrize(
    ("said", "status", "words"),
    [
        ({"issuer": "https://login.other.example"}, 200, "answers for another issuer: https://login.other.example"),
        ({"jwks_uri": None}, 200, "lacks jwks_uri"),
        ({"token_endpoint": "file:///etc/passwd"}, 200, "Its token_endpoint cannot be used"),
        ({"jwks_uri": "http://127.0.0.1:9/keys"}, 200, "did not answer in time"),
        ({}, 500, "The issuer answered 500"),
        ({}, 302, "Redirects are not followed"),
        ({"filler": "x" * 300_000}, 200, "too long"),
    ],
)
def test_what_is_wrong_is_said(
    client: Client, administrator: Member, page: str, issuer: Issuer, said: Any, status: int, words: str
) -> None:
    """In a sentence, for whoever has to put it right."""
    with within(administrator.partnership.pk):
        an_own_sign_in(administrator, issuer.url)
    issuer.said, issuer.status = said, status
    shown = tried(client, page)
    assert "The connection does not work." in shown
    assert words in shown
    assert not any(path == "/elsewhere" for path, _ in issuer.asked)


def test_a_private_address_is_not_asked(
    client: Client, administrator: Member, page: str, issuer: Issuer, settings: Any
) -> None:
    """security.md 6: nobody makes the server ask about its own network; not a byte is sent there."""
    settings.ISSUERS_MAY_BE_NEAR = False
    for url in (issuer.url, issuer.url.replace("127.0.0.1", "localhost")):
        with within(administrator.partnership.pk):
            an_own_sign_in(administrator, url)
        assert "inside a private network" in tried(client, page)
    assert issuer.asked == []


def test_a_plain_address_is_not_asked(issuer: Issuer, settings: Any) -> None:
    """Even one that was recorded while developing."""
    settings.ISSUERS_MAY_BE_PLAIN = False
    with pytest.raises(Unreachable, match="https"):
        discover(issuer.url)
    assert issuer.asked == []


def test_an_issuer_that_drips_is_cut_off(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five seconds in all, however often it sends a byte. Here less, so that the test is quick."""
    import socket
    import time
    from threading import Thread

    settings.ISSUERS_MAY_BE_PLAIN = settings.ISSUERS_MAY_BE_NEAR = True
    monkeypatch.setattr("lantern.accounts.issuer.SECONDS", 0.5)
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        line, _ = listening.accept()
        try:
            for _ in range(100):
                line.sendall(b"H")
                time.sleep(0.05)
        except OSError:
            pass
        line.close()

    dripping = Thread(target=drip)
    dripping.start()
    began = time.monotonic()
    with pytest.raises(Unreachable):
        discover(f"http://127.0.0.1:{listening.getsockname()[1]}")
    assert time.monotonic() - began < 3
    dripping.join()
    listening.close()


def test_it_is_ended_after_saying_what_that_does(client: Client, here: Partnership, page: str) -> None:
    client.post(page, typed())
    assert "is signed out with their next click" in client.get(f"{page}end/").content.decode()
    assert "own sign-in has ended" in client.post(f"{page}end/", follow=True).content.decode()
    assert kept(here)[0].ended_at
    assert client.get(f"{page}end/").status_code == client.post(f"{page}test/").status_code == 404


def test_who_came_through_it_finds_another_way(
    client: Client, here: Partnership, administrator: Member, page: str
) -> None:
    """The page promises a link by mail, also to who never had a password."""
    someone = a_member(here, Role.ANALYST, agency="Fictional Council")
    someone.user.set_unusable_password()
    someone.user.save()
    client.post(page, typed())
    client.post(f"{page}end/")
    mail.outbox.clear()
    Client().post("/account/password/forgotten/", {"email": someone.email})
    assert "/password/new/" in mail.outbox[0].body


def test_it_stands_on_the_trail(client: Client, here: Partnership, administrator: Member, page: str) -> None:
    """SHA-6: who, and when; as a change of what somebody may do."""
    client.post(page, typed())
    client.post(f"{page}end/")
    with within(here.pk):
        found = list(Entry.objects.filter(what__startswith="organisation.sign_in").order_by("id"))
    assert [each.what for each in found] == ["organisation.sign_in_connected", "organisation.sign_in_ended"]
    assert {each.member_id for each in found} == {administrator.pk}
    assert {each.kind for each in found} == {"permission"}


def offered(address: str) -> str:
    return Client().post(SIGN_IN, {"login": address}).content.decode()


def test_the_domain_alone_decides_what_is_offered(client: Client, here: Partnership, page: str) -> None:
    """security.md 11: whether anybody has the address makes no difference, to the letter."""
    client.post(page, typed())
    somebody = a_member(here, email="sam@council.example")
    a_user_with_password(somebody.user)
    known, unknown = offered("sam@council.example"), offered("xyz@council.example")
    assert "Sign in with Fictional Council" in known
    assert _without_tokens(known).replace("sam@", "xyz@") == _without_tokens(unknown)
    assert "Fictional Council" not in offered("sam@elsewhere.example")
    assert "Fictional Council" not in offered("sam@evil.council.example")


def _without_tokens(page: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"', "", page)


def test_a_password_account_and_an_unknown_address_answer_alike(here: Partnership) -> None:
    """security.md 11: at the first step too."""
    somebody = a_member(here, email="sam@example.org")
    a_user_with_password(somebody.user)
    known, unknown = offered("sam@example.org"), offered("xyz@example.org")
    assert 'name="password"' in known
    assert _without_tokens(known).replace("sam@", "xyz@") == _without_tokens(unknown)


@pytest.mark.parametrize("address", ["", "sam", "sam@", "@", "sam@x@y", "\0", "x" * 300 + "@council.example"])
def test_what_is_no_address_is_asked_for_again(address: str) -> None:
    page = offered(address)
    assert "There is a problem" in page
    assert 'name="password"' not in page


def test_two_partnerships_of_one_agency_are_told_apart(client: Client, here: Partnership, page: str) -> None:
    client.post(page, typed())
    elsewhere = a_partnership("Nowhere")
    guest = a_member(elsewhere, agency="Fictional Council")
    with within(elsewhere.pk):
        an_own_sign_in(guest)
    shown = offered("sam@council.example")
    assert "Sign in with Fictional Council, Fictional" in shown
    assert "Sign in with Fictional Council, Nowhere" in shown


def test_an_agency_can_insist_on_its_own(here: Partnership) -> None:
    """security.md 5: password, code and passkey then open nothing of that membership; others they still do."""
    member = a_member(here, Role.INFORMATION_GOVERNANCE)
    a_user_with_password(member.user)
    an_app_for(member.user)
    inside = signed_in_client(member)
    assert inside.get(PEOPLE).status_code == 200
    with within(here.pk):
        an_own_sign_in(member, required=True)
    assert inside.get(PEOPLE)["Location"].startswith(SIGN_IN)
    assert signed_in_client(member).get(PEOPLE)["Location"].startswith(SIGN_IN)
    elsewhere = a_partnership("Nowhere")
    other = a_member(elsewhere, Role.INFORMATION_GOVERNANCE, user=member.user)
    client = signed_in_client(other)
    assert "Nowhere" in client.get(PEOPLE).content.decode()
    assert "Fictional" not in client.get("/account/partnership/").content.decode()
    assert client.post("/account/partnership/", {"membership": str(member.pk)}).status_code == 404
    assert client.post("/account/password/", {"oldpassword": PASSWORD}).status_code == 200


def test_without_insisting_both_ways_are_open(here: Partnership) -> None:
    member = a_member(here, Role.INFORMATION_GOVERNANCE)
    with within(here.pk):
        an_own_sign_in(member)
    assert signed_in_client(member).get(PEOPLE).status_code == 200


def test_only_administrators_see_any_of_it(here: Partnership, page: str) -> None:
    """SHA-2."""
    for role in Role:
        if role is not Role.ADMINISTRATOR:
            client = signed_in_client(a_member(here, role))
            assert client.get(page).status_code == client.post(page, typed()).status_code == 404, role


def test_another_partnerships_agency_is_unknown(client: Client) -> None:
    """PAR-1."""
    elsewhere = a_partnership("Nowhere")
    other = an_agency(elsewhere)
    for path in ("", "test/", "end/"):
        answer = client.post(f"/organisation/agencies/{other.pk}/sign-in/{path}", typed())
        assert answer.status_code == 404, path
    with within(elsewhere.pk):
        assert not SignInConnection.objects.exists()


def test_the_page_asks_little_of_the_database(client: Client, page: str, django_assert_max_num_queries: Any) -> None:
    """design.md: twelve queries at most."""
    client.post(page, typed())
    client.get(page)
    with django_assert_max_num_queries(16):
        client.get(page)


def test_two_administrators_at_once_make_one_connection(here: Partnership, administrator: Member) -> None:
    """One an agency, by the database itself."""
    with within(here.pk):
        an_own_sign_in(administrator)
        an_own_sign_in(administrator, required=True)
        assert SignInConnection.objects.filter(ended_at=None).count() == 1
        actions.end_connection(connection=SignInConnection.objects.get(), by=None, at=now())
        assert not SignInConnection.objects.filter(ended_at=None).exists()
