"""security.md 5: no route on a password alone."""

from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from lantern.accounts.middleware import ON_THE_WAY
from lantern.accounts.models import User
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from tests.factories.people import a_member, a_partnership, signed_in_client
from tests.factories.sign_in import (
    PASSWORD,
    SET_UP,
    SIGN_IN,
    a_user_with_password,
    code,
    secret_of,
    set_up_second_factor,
    with_password,
)

pytestmark = pytest.mark.django_db(transaction=True)
API = "exchange:api:"
SAMPLES = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "uuidstr": "00000000-0000-4000-8000-000000000000",
    "str": "x",
    "int": "1",
    "slug": "x",
    "path": "x",
}


@pytest.fixture
def administrator() -> Member:
    member = a_member(a_partnership(), Role.ADMINISTRATOR)
    a_user_with_password(member.user)
    return member


def every_url(
    patterns: list[URLPattern | URLResolver] | None = None, namespace: str = ""
) -> Iterator[tuple[str, list[str]]]:
    """Each named address of the installation with sample arguments."""
    for each in patterns if patterns is not None else get_resolver().url_patterns:
        if isinstance(each, URLResolver):
            yield from every_url(each.url_patterns, f"{namespace}{each.namespace}:" if each.namespace else namespace)
        elif each.name == "account_reset_password_from_key":
            yield each.name, ["abc", "key"]
        else:
            converters = each.pattern.converters.values()
            yield f"{namespace}{each.name}", [SAMPLES[_kind(one)] for one in converters]


def _kind(converter: object) -> str:
    return type(converter).__name__.removesuffix("Converter").lower().replace("string", "str")


def opens(client: Client, name: str, arguments: list[str]) -> bool:
    """Whether the page answers itself, rather than sending on to the second factor or to sign-in."""
    for ask in (client.get, client.post):
        answer = ask(reverse(name, args=arguments))
        if answer.status_code != 302 or answer["Location"].split("?")[0] not in (SET_UP, SIGN_IN):
            return True
    return False


def test_a_password_alone_opens_nothing(administrator: Member) -> None:
    """security.md 5: every named address, GET and POST, with a session that lacks the second factor."""
    client = with_password(administrator.user)
    walked = [each for each in every_url() if each[0] not in ON_THE_WAY and not each[0].startswith(API)]
    open_pages = [name for name, arguments in walked if opens(client, name, arguments)]
    assert open_pages == []
    assert len(walked) > 15
    assert SIGN_IN not in client.get("/organisation/", follow=False)["Location"], "the session was still signed in"


def test_a_session_opens_nothing_of_the_api(administrator: Member) -> None:
    """security.md 5: it asks for a system's own credential; a browser's session, whole or half, is none."""
    half, whole = with_password(administrator.user), signed_in_client(administrator)
    walked = [reverse(name, args=arguments) for name, arguments in every_url() if name.startswith(API)]
    for path in walked:
        for ask in ("get", "post"):
            cache.clear()  # attempts without a credential are counted
            answers = [getattr(client, ask)(path).status_code for client in (Client(), half, whole)]
            assert len(set(answers)) == 1, path
            assert answers[0] >= 400 or path.endswith(("openapi.json", "/docs")), path
    assert walked


def test_signing_up_is_closed(administrator: Member) -> None:
    """security.md 5: a member is invited; a post to the page makes nobody."""
    before = User.objects.count()
    Client().post("/account/joining/", {"email": "new@example.org", "password1": PASSWORD})
    assert User.objects.count() == before


def test_setting_it_up_opens_the_pages_of_this_session(administrator: Member) -> None:
    client = with_password(administrator.user)
    answer = set_up_second_factor(client)
    assert answer["Location"] == "/account/recovery-codes/"
    assert client.get("/organisation/").status_code == 200


def test_a_second_session_gains_nothing_from_a_factor_set_up_elsewhere(administrator: Member) -> None:
    """security.md 5: it was opened with the password alone, and must sign in again."""
    first, second = with_password(administrator.user), with_password(administrator.user)
    set_up_second_factor(first)
    assert second.get("/organisation/")["Location"] == SIGN_IN
    assert "_auth_user_id" not in second.session
    assert first.get("/organisation/").status_code == 200


def test_a_second_session_cannot_make_recovery_codes(administrator: Member) -> None:
    """security.md 5: recovery codes are a second factor too."""
    first, second = with_password(administrator.user), with_password(administrator.user)
    set_up_second_factor(first)
    assert second.post("/account/recovery-codes/new/").status_code == 302
    assert "_auth_user_id" not in second.session


def test_signing_in_asks_for_the_code(administrator: Member) -> None:
    set_up_second_factor(with_password(administrator.user))
    client = with_password(administrator.user)
    assert "_auth_user_id" not in client.session
    assert client.get("/organisation/")["Location"].startswith(SIGN_IN)
    client.post("/account/second-factor/", {"code": code(secret_of(administrator.user), periods_away=1)})
    assert client.get("/organisation/").status_code == 200


def test_a_code_works_once(administrator: Member) -> None:
    """A code read over a shoulder is worth nothing."""
    set_up_second_factor(with_password(administrator.user))
    used = code(secret_of(administrator.user))
    first, second = with_password(administrator.user), with_password(administrator.user)
    first.post("/account/second-factor/", {"code": used})
    second.post("/account/second-factor/", {"code": used})
    assert first.get("/organisation/").status_code == 200
    assert "_auth_user_id" not in second.session


def test_recovery_codes_are_shown_once_and_work_once(administrator: Member) -> None:
    client = with_password(administrator.user)
    set_up_second_factor(client)
    shown = client.get("/account/recovery-codes/")
    codes = shown.context["unused_codes"]
    assert len(codes) == 10
    assert codes[0] in shown.content.decode()
    assert codes[0] not in client.get("/account/recovery-codes/").content.decode()
    first, second = with_password(administrator.user), with_password(administrator.user)
    first.post("/account/second-factor/", {"code": codes[0]})
    second.post("/account/second-factor/", {"code": codes[0]})
    assert first.get("/organisation/").status_code == 200
    assert "_auth_user_id" not in second.session


def test_a_new_phone_replaces_the_old_one_and_there_is_always_one(administrator: Member) -> None:
    client = with_password(administrator.user)
    set_up_second_factor(client)
    before = secret_of(administrator.user)
    assert client.post("/account/second-factor/replace/", {"code": "000000"}).status_code == 200
    assert secret_of(administrator.user) == before
    page = client.get("/account/second-factor/replace/")
    client.post("/account/second-factor/replace/", {"code": code(page.context["form"].secret)})
    assert secret_of(administrator.user) == page.context["form"].secret != before
    assert client.get("/organisation/").status_code == 200


def test_secrets_are_kept_encrypted(administrator: Member) -> None:
    """security.md 5: a copy of the database opens no account."""
    set_up_second_factor(with_password(administrator.user))
    for kept in Authenticator.objects.filter(user=administrator.user):
        raw = str(kept.data.get("secret") or kept.data["seed"])
        assert raw.startswith("gAAAA")
