"""security.md 5: an agency's own sign-in lets its own people in, and nobody else: every attack is one sentence on a page."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from oidc_provider_mock import User as MockUser
from oidc_provider_mock import run_server_in_thread

from lantern.accounts.models import User
from lantern.organisation import actions
from lantern.organisation.models import Invitation, Member, PinnedIdentity, SignInConnection
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry
from tests.factories.issuer import ANOTHER_KEY, Issuer, an_issuer
from tests.factories.people import a_member, a_partnership, invited, now
from tests.factories.sign_in import SECRET, SIGN_IN, an_own_sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "sam@council.example"
HOME = "Fictional Council"
PAGE = "/organisation/"


@dataclass
class There:
    """A member whose agency has its own sign-in."""

    here: Partnership
    member: Member
    issuer: Issuer
    connection: SignInConnection

    @property
    def begins(self) -> str:
        return f"/account/agency/{self.here.pk}/{self.member.agency_id}/"


@pytest.fixture(autouse=True)
def near(settings: Any, db: None) -> None:
    """The issuers of these tests are on this machine, and plain; nobody has tried anything yet."""
    cache.clear()
    settings.ISSUERS_MAY_BE_PLAIN = settings.ISSUERS_MAY_BE_NEAR = True


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with an_issuer() as found:
        found.person = {"sub": "sam-1", "email": ADDRESS, "email_verified": True}
        yield found


@pytest.fixture
def there(issuer: Issuer) -> There:
    here = a_partnership()
    member = a_member(here, Role.INFORMATION_GOVERNANCE, email=ADDRESS, agency=HOME)
    with within(here.pk):
        connection = an_own_sign_in(member, issuer.url, subject="")
    return There(here, member, issuer, connection)


def begun(there: There, client: Client | None = None, *, following: str = "") -> tuple[Client, str]:
    """A browser that typed the address, and where it is sent."""
    client = client or Client()
    client.post(SIGN_IN, {"login": ADDRESS})
    answer = client.get(there.begins, {"next": following} if following else {})
    assert answer.status_code == 302, answer.content
    return client, answer["Location"]


def sign_in(there: There, client: Client | None = None) -> tuple[Client, Any]:
    """All the way there and back; the browser and the last answer."""
    client, address = begun(there, client)
    return client, client.get(there.issuer.agrees(address))


def is_refused(client: Client, answer: Any, *words: str) -> None:
    """One sentence on a page, and nobody is signed in."""
    page = answer.content.decode()
    assert answer.status_code == 403, (answer.status_code, page)
    assert "You are not signed in" in page
    for each in words:
        assert each in page, page
    assert "_auth_user_id" not in client.session
    assert client.get(PAGE)["Location"].startswith(SIGN_IN)


def test_the_honest_way_in(there: There) -> None:
    """security.md 5: the agency's own sign-in counts as both factors; state, nonce and PKCE go with the question."""
    client, address = begun(there, following="/organisation/agencies/")
    asked = dict(parse_qsl(urlsplit(address).query))
    assert {"state", "nonce", "code_challenge"} <= asked.keys()
    assert asked["code_challenge_method"] == "S256"
    assert asked["scope"] == "openid email"
    answer = client.get(there.issuer.agrees(address))
    assert answer["Location"] == "/organisation/agencies/"
    assert client.get(PAGE).status_code == 200
    path, form = there.issuer.asked[-2]
    assert (path, form["client_secret"]) == ("/token", SECRET)


def test_a_provider_that_others_wrote(there: There, settings: Any) -> None:
    """The whole way through `oidc-provider-mock`, an implementation that is not ours."""
    person = MockUser(sub="sam-1", claims={"email": ADDRESS, "email_verified": True})
    with run_server_in_thread(user_claims=[person], require_nonce=True) as server:
        url = f"http://localhost:{server.server_port}"
        with within(there.here.pk):
            an_own_sign_in(there.member, url, subject="")
        client, address = begun(there)
        assert address.startswith(f"{url}/oauth2/authorize?")
        back = _agree_at_mock(address)
        assert client.get(back)["Location"] == "/"
    assert client.get(PAGE).status_code == 200


def _agree_at_mock(address: str) -> str:
    import http.client

    parts = urlsplit(address)
    line = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=5)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    line.request("POST", f"{parts.path}?{parts.query}", urlencode({"sub": "sam-1"}), headers)
    answer = line.getresponse()
    answer.read()
    line.close()
    return str(answer.headers["Location"])


ATTACKS: dict[str, tuple[dict[str, Any], str]] = {
    "an address the issuer has not verified": ({"email_verified": False}, "has not verified your email address"),
    "nothing said about verifying": ({"email_verified": None}, "has not verified your email address"),
    "verified as a word and not as a fact": ({"email_verified": "yes"}, "has not verified your email address"),
    "no address at all": ({"email": None}, "has not verified your email address"),
    "an address in two domains": ({"email": "sam@evil.example@council.example"}, "has not verified"),
    "a domain that is not on the list": ({"email": "sam@elsewhere.example"}, "does not speak for this email address"),
    "a domain beneath one on the list": ({"email": "sam@a.council.example"}, "does not speak for this email address"),
    "a domain that ends like one": ({"email": "sam@evilcouncil.example"}, "does not speak for this email address"),
    "another nonce": ({"nonce": "another"}, "could not be believed"),
    "no nonce": ({"nonce": None}, "could not be believed"),
    "another audience": ({"aud": "another-client"}, "could not be believed"),
    "another audience beside ours": ({"aud": ["lantern", "another-client"]}, "could not be believed"),
    "ours, but asked for by another": ({"azp": "another-client"}, "could not be believed"),
    "another issuer's name": ({"iss": "https://login.other.example"}, "could not be believed"),
    "run out": ({"exp": int(time.time()) - 3600}, "came too late"),
    "never running out": ({"exp": None}, "could not be believed"),
    "issued in the future": ({"iat": int(time.time()) + 3600}, "could not be believed"),
    "about nobody": ({"sub": None}, "could not be believed"),
    "about an empty subject": ({"sub": ""}, "could not be believed"),
    "about a subject that is too long": ({"sub": "x" * 256}, "could not be believed"),
    "about somebody nobody invited": ({"email": "kim@council.example"}, "nobody has invited you"),
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_the_issuer_may_not_say(there: There, attack: str) -> None:
    """security.md 5: every token that does not prove it is refused, with one sentence and no 500."""
    there.issuer.changes, words = ATTACKS[attack]
    is_refused(*sign_in(there), words)


def test_another_key(there: There) -> None:
    """A token that somebody else signed."""
    there.issuer.key = ANOTHER_KEY
    is_refused(*sign_in(there), "could not be believed")


def wrong_state(there: There, client: Client, back: str) -> str:
    return back.replace("state=", "state=x")


def no_state(there: There, client: Client, back: str) -> str:
    return back.partition("&state=")[0]


def another_browser(there: There, client: Client, back: str) -> str:
    client.cookies.clear()
    return back


def too_late(there: There, client: Client, back: str) -> str:
    session = client.session
    session["asked_agency"] |= {"at": time.time() - 11 * 60}
    session.save()
    return back


def from_another_issuer(there: There, client: Client, back: str) -> str:
    return f"{back}&{urlencode({'iss': 'https://login.other.example'})}"


def another_code(there: There, client: Client, back: str) -> str:
    return back.replace("code=", "code=x")


def a_refusal(there: There, client: Client, back: str) -> str:
    state = parse_qs(urlsplit(back).query)["state"][0]
    return f"{there.begins}back/?error=access_denied&state={state}"


@pytest.mark.parametrize(
    "change", [wrong_state, no_state, another_browser, too_late, from_another_issuer, another_code, a_refusal]
)
def test_what_a_browser_may_not_bring_back(there: There, change: Callable[[There, Client, str], str]) -> None:
    """security.md 5: state bound to the session, ten minutes, the issuer that was asked, a code that counts."""
    client, address = begun(there)
    is_refused(client, client.get(change(there, client, there.issuer.agrees(address))))


def test_an_answer_counts_once(there: There) -> None:
    """A replayed answer, with its state, is worth nothing: not in the same browser and not in another."""
    client, address = begun(there)
    back = there.issuer.agrees(address)
    assert client.get(back).status_code == 302
    client.post("/account/sign-out/")
    is_refused(client, client.get(back), "belongs to no question")
    is_refused(other := Client(), other.get(back), "belongs to no question")


def test_a_wrong_answer_uses_the_question_up(there: There) -> None:
    """Nobody guesses a state in several goes."""
    client, address = begun(there)
    back = there.issuer.agrees(address)
    client.get(back.replace("state=", "state=x"))
    is_refused(client, client.get(back), "belongs to no question")


def test_the_same_address_from_another_issuer(there: There) -> None:
    """security.md 5: no take-over across issuers. Another agency's issuer says the member's address, and gets nothing."""
    with an_issuer() as evil:
        evil.person = {"sub": "mallory", "email": ADDRESS, "email_verified": True}
        other = a_member(there.here, agency="Other Agency")
        with within(there.here.pk):
            an_own_sign_in(other, evil.url, subject="")
        client = Client()
        client.post(SIGN_IN, {"login": ADDRESS})
        answer = client.get(f"/account/agency/{there.here.pk}/{other.agency_id}/")
        is_refused(client, client.get(evil.agrees(answer["Location"])), "nobody has invited you")


def test_another_partnerships_connection_gives_nothing_in_this_one(there: There) -> None:
    """PAR-1, security.md 5: even where the other partnership made the same person a member of its own."""
    with an_issuer() as evil:
        evil.person = {"sub": "mallory", "email": ADDRESS, "email_verified": True}
        elsewhere = a_partnership("Nowhere")
        guest = a_member(elsewhere, Role.INFORMATION_GOVERNANCE, user=there.member.user, agency=HOME)
        with within(elsewhere.pk):
            an_own_sign_in(guest, evil.url, subject="")
        client = Client()
        client.post(SIGN_IN, {"login": ADDRESS})
        answer = client.get(f"/account/agency/{elsewhere.pk}/{guest.agency_id}/")
        client.get(evil.agrees(answer["Location"]))
        assert "Nowhere" in client.get(PAGE).content.decode()
        assert client.post("/account/partnership/", {"membership": str(there.member.pk)}).status_code == 404
        assert "Nowhere" in client.get(PAGE).content.decode()
        session = client.session
        session["membership"] = str(there.member.pk)
        session.save()
        assert client.get(PAGE)["Location"].startswith(SIGN_IN)


def test_an_agency_cannot_give_itself_another_way_in(there: There) -> None:
    """security.md 5: whoever runs an issuer could else set a password or a passkey that opens other partnerships."""
    client, _ = sign_in(there)
    own = [
        "/account/password/", "/account/second-factor/set-up/", "/account/second-factor/replace/",
        "/account/passkeys/new/", "/account/recovery-codes/", "/account/recovery-codes/new/",
        "/account/passkeys/confirm/", "/account/second-factor/confirm/", "/account/password/forgotten/",
    ]  # fmt: skip
    for path in own:
        for ask in (client.get, client.post):
            assert ask(path)["Location"] == "/account/", path
    page = client.get("/account/").content.decode()
    assert HOME in page
    assert "Add a passkey" not in page


def test_the_subject_is_pinned(there: There) -> None:
    """security.md 5: the address given to somebody else at the agency does not open the account before."""
    client, _ = sign_in(there)
    client.post("/account/sign-out/")
    assert sign_in(there)[1].status_code == 302
    there.issuer.person |= {"sub": "another-sam"}
    is_refused(*sign_in(there), "somebody else than last time")


def test_a_pinned_subject_is_nobody_else(there: There) -> None:
    """A person whose address changes at the agency does not become the colleague who has that address here."""
    sign_in(there)
    a_member(there.here, email="kim@council.example", agency=HOME)
    there.issuer.person |= {"email": "kim@council.example"}
    is_refused(*sign_in(there), "somebody else than last time")


def test_a_removed_member_does_not_come_in_and_is_out_at_once(there: There) -> None:
    """security.md 5."""
    client, _ = sign_in(there)
    with within(there.here.pk):
        actions.remove_member(member=there.member, by=None, at=now())
    assert client.get(PAGE)["Location"].startswith(SIGN_IN)
    is_refused(*sign_in(there), "nobody has invited you")


def test_when_a_connection_ends_the_next_request_fails(there: There) -> None:
    """security.md 5: who came in through it is out, and nobody begins anew."""
    client, _ = sign_in(there)
    other, address = begun(there)
    with within(there.here.pk):
        actions.end_connection(connection=there.connection, by=None, at=now())
    assert client.get(PAGE)["Location"].startswith(SIGN_IN)
    assert other.get(there.issuer.agrees(address)).status_code == 404
    assert Client().get(there.begins).status_code == 404


def test_another_issuer_is_another_connection(there: There) -> None:
    """What the first issuer's subjects were counts for nothing at the next; their sessions end."""
    client, _ = sign_in(there)
    with an_issuer() as second:
        second.person = there.issuer.person | {"sub": "sam-elsewhere"}
        with within(there.here.pk):
            an_own_sign_in(there.member, second.url, subject="")
        assert client.get(PAGE).status_code == 302
        there.issuer = second
        assert sign_in(there)[1].status_code == 302
    with within(there.here.pk):
        kept = list(PinnedIdentity.objects.order_by("pinned_at").values_list("subject", flat=True))
    assert kept == ["sam-1", "sam-elsewhere"]


def test_someone_switched_off_does_not_come_in(there: There) -> None:
    there.member.user.is_active = False
    there.member.user.save()
    is_refused(*sign_in(there), "switched off")


def test_who_is_invited_accepts_by_coming_in(there: There) -> None:
    """The issuer has proved the address as well as a link in a mail does; no password is chosen."""
    newcomer = a_member(
        there.here, Role.INFORMATION_GOVERNANCE, email="kim@council.example", agency=HOME, accepted=False
    )
    invited(newcomer)
    there.issuer.person = {"sub": "kim-1", "email": "Kim@Council.example", "email_verified": True}
    client, answer = sign_in(there)
    assert answer["Location"] == "/"
    assert client.get(PAGE).status_code == 200
    user = User.objects.get(email="kim@council.example")
    assert not user.has_usable_password()
    with within(there.here.pk):
        assert Invitation.objects.get(member=newcomer).accepted_at


def test_an_invitation_that_has_run_out_lets_nobody_in(there: There) -> None:
    a_member(there.here, email="kim@council.example", agency=HOME, accepted=False)
    there.issuer.person = {"sub": "kim-1", "email": "kim@council.example", "email_verified": True}
    is_refused(*sign_in(there), "invitation has run out")
    assert not User.objects.filter(email="kim@council.example").exists()


def test_an_issuer_that_does_not_answer(there: There) -> None:
    """One sentence, before leaving and on coming back."""
    client, address = begun(there)
    there.issuer.status = 500
    is_refused(client, client.get(there.issuer.agrees(address)), "does not answer")
    client.post(SIGN_IN, {"login": ADDRESS})
    is_refused(client, client.get(there.begins), "does not answer")


def test_nobody_else_can_begin_it_for_somebody(there: There) -> None:
    """A link on another site does not send a browser on: the address was not typed here."""
    assert Client().get(there.begins)["Location"] == SIGN_IN
    client = Client()
    client.post(SIGN_IN, {"login": "sam@elsewhere.example"})
    assert client.get(there.begins)["Location"] == SIGN_IN
    assert there.issuer.asked == []


def test_it_leads_on_only_to_our_own_pages(there: There) -> None:
    client, address = begun(there, following="https://evil.example/")
    assert client.get(there.issuer.agrees(address))["Location"] == "/"


def test_the_trail_says_how_somebody_came_in(there: There) -> None:
    """SHA-6."""
    sign_in(there)
    with within(there.here.pk):
        entry = Entry.objects.filter(what="accounts.signed_in").latest("id")
    assert (entry.detail, entry.member_id) == (f"through {HOME}", there.member.pk)


def test_microsofts_word_for_a_verified_address(there: There) -> None:
    """Entra ID says `xms_edov` and never `email_verified`."""
    there.issuer.changes = {"email_verified": None, "xms_edov": "1"}
    assert sign_in(there)[1].status_code == 302


def aged(client: Client) -> Client:
    """Signed in sixteen minutes ago."""
    session = client.session
    session["signed_in_at"] = int(time.time() - 16 * 60)
    session["account_authentication_methods"] = []
    session.save()
    return client


def an_administrator(there: There) -> tuple[Client, str]:
    """Signed in through the agency a while ago; the address of something powerful."""
    boss = a_member(there.here, Role.ADMINISTRATOR, email="boss@council.example", agency=HOME)
    there.issuer.person = {"sub": "boss-1", "email": boss.email, "email_verified": True}
    client, answer = sign_in(there)
    assert answer.status_code == 302
    return aged(client), f"/organisation/people/{there.member.pk}/remove/"


def asked_again(client: Client, path: str) -> str:
    """Post, be asked, and be sent to the agency's issuer."""
    confirm = client.get(client.post(path)["Location"])
    return str(client.get(confirm["Location"])["Location"])


def is_removed(there: There) -> bool:
    with within(there.here.pk):
        return Member.objects.get(pk=there.member.pk).removed_at is not None


def test_is_it_still_you_is_the_agencys_question(there: There) -> None:
    """security.md 5: it is asked to make sure now, whatever it remembers; then the act goes on."""
    client, path = an_administrator(there)
    address = asked_again(client, path)
    assert {"prompt=login", "max_age=0"} <= set(urlsplit(address).query.split("&"))
    back = client.get(there.issuer.agrees(address))["Location"]
    assert back.startswith(f"{path}?go-on=")
    assert not is_removed(there)
    client.get(back)
    assert is_removed(there)


@pytest.mark.parametrize("changes", [{"auth_time": int(time.time()) - 3600}, {"auth_time": None}, {"sub": "another"}])
def test_an_agency_that_did_not_make_sure_is_not_believed(there: There, changes: dict[str, Any]) -> None:
    client, path = an_administrator(there)
    address = asked_again(client, path)
    there.issuer.changes = changes
    assert client.get(there.issuer.agrees(address)).status_code == 403
    client.post(path)
    assert not is_removed(there)


def test_an_old_answer_proves_nothing_now(there: There) -> None:
    """What was answered at sign-in is no proof fifteen minutes later."""
    client, path = an_administrator(there)
    old = client.get(there.begins)["Location"]
    answer = client.get(there.issuer.agrees(old).replace("state=", "state=x"))
    assert answer.status_code == 403
    client.post(path)
    assert not is_removed(there)


@pytest.mark.parametrize("required", [False, True])
def test_the_invitation_offers_it(there: There, required: bool) -> None:
    """The link in the mail leads on to the agency; where it insists, no password is asked for."""
    with within(there.here.pk):
        an_own_sign_in(there.member, there.issuer.url, required=required, subject="")
        kim = actions.add_member(
            agency=there.member.agency, name="Kim Sample", email="kim@council.example", by=None, at=now()
        )
        link = actions.invite(member=kim, site="http://testserver", mail=False, by=None, at=now()).link
    client = Client()
    page = client.get(link.removeprefix("http://testserver")).content.decode()
    assert f'href="{there.begins}"' in page
    assert ('name="password"' in page) is not required
    there.issuer.person = {"sub": "kim-1", "email": "kim@council.example", "email_verified": True}
    assert client.get(there.issuer.agrees(client.get(there.begins)["Location"]))["Location"] == "/"
    assert User.objects.get(email="kim@council.example").memberships.exists() is False, "unread outside a partnership"
    assert client.get("/").status_code == 200


def test_who_comes_in_the_wrong_way_is_told_the_right_one(there: There) -> None:
    """security.md 5: they have shown who they are, so nothing is given away."""
    from tests.factories.people import signed_in_client

    with within(there.here.pk):
        an_own_sign_in(there.member, there.issuer.url, required=True, subject="")
    page = signed_in_client(there.member).get(PAGE, follow=True).content.decode()
    assert "Your agency wants its people to sign in with its own sign-in" in page
