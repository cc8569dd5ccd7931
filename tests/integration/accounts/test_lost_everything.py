"""security.md 5: phone, passkeys and codes lost: another administrator, the mailbox and the password bring somebody back."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from lantern.accounts.models import FactorReset
from lantern.organisation import actions
from lantern.organisation.models import Member
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry
from tests.factories.passkeys import ADD, Passkey
from tests.factories.people import SITE, a_member, a_partnership, now, signed_in_client
from tests.factories.sign_in import PASSWORD, SET_UP, a_user_with_password, an_app_for, with_password

pytestmark = pytest.mark.django_db
PAGE, MAILBOX = "/organisation/", "/account/second-factor/link/"


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def member(here: Partnership) -> Member:
    found = a_member(here, Role.INFORMATION_GOVERNANCE, name="Kim Sample")
    a_user_with_password(found.user)
    an_app_for(found.user)
    return found


@pytest.fixture
def administrator(here: Partnership) -> Member:
    return a_member(here, Role.ADMINISTRATOR)


def reset(member: Member, administrator: Member) -> str:
    """On the page; the link that came by mail."""
    client = signed_in_client(administrator)
    path = f"/organisation/people/{member.pk}/second-factor/"
    assert "make sure, in person" in client.get(path).content.decode()
    mail.outbox.clear()
    assert "is reset" in client.post(path, follow=True).content.decode()
    found = re.search(r"http://testserver(/account/\S+)", mail.outbox[0].body)
    assert found
    return found[1]


def test_the_way_back_in(member: Member, administrator: Member) -> None:
    """security.md 5: the link, then the password, then another factor; recovery codes come anew."""
    link = reset(member, administrator)
    client = Client()
    page = client.get(link).content.decode()
    assert "First sign in with your password" in page
    assert f"/account/sign-in/?next={link}" in page
    typed = {"login": member.user.email, "password": PASSWORD, "next": link}
    assert client.post("/account/sign-in/", typed)["Location"] == link
    assert client.get(link)["Location"] == SET_UP
    assert client.get(SET_UP).status_code == 200
    assert Passkey().added(client)["Location"] == "/account/recovery-codes/"
    assert client.get(PAGE).status_code == 200


def test_everything_before_is_gone(member: Member, administrator: Member) -> None:
    """App, passkeys, codes and sessions."""
    key, client = Passkey(), signed_in_client(member)
    key.added(client)
    reset(member, administrator)
    assert not Authenticator.objects.filter(user=member.user).exists()
    assert client.get(PAGE).status_code == 302
    key.signs_in(other := Client())
    assert other.get(PAGE).status_code == 302


def test_the_password_alone_sets_up_nothing(member: Member, administrator: Member) -> None:
    """security.md 5: else a reset would open the account to whoever has stolen the password."""
    reset(member, administrator)
    client = with_password(member.user)
    for path in (SET_UP, ADD, PAGE, "/account/"):
        assert client.get(path)["Location"] == MAILBOX, path
        assert client.post(path, {"code": "000000"})["Location"] == MAILBOX, path
    assert "The way on is a link in a mail" in client.get(MAILBOX).content.decode()
    assert not Authenticator.objects.filter(user=member.user).exists()


def test_the_link_alone_opens_nothing(member: Member, administrator: Member) -> None:
    """Nor does the mailbox."""
    link = reset(member, administrator)
    client = Client()
    client.get(link)
    assert client.get(SET_UP).status_code == client.get(PAGE).status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_link_is_for_one_person(here: Partnership, member: Member, administrator: Member) -> None:
    link = reset(member, administrator)
    other = a_member(here, Role.ANALYST)
    a_user_with_password(other.user)
    client = with_password(other.user)
    assert "for someone else" in client.get(link).content.decode()
    assert "factor_reset" not in client.session


def test_the_link_works_once(member: Member, administrator: Member) -> None:
    link = reset(member, administrator)
    client = with_password(member.user)
    client.get(link)
    Passkey().added(client)
    answer = Client().get(link)
    assert answer.status_code == 404
    assert "This link does not open" in answer.content.decode()


def test_the_link_runs_out(member: Member, administrator: Member) -> None:
    """And then the password alone still sets up nothing."""
    link = reset(member, administrator)
    FactorReset.objects.update(expires_at=now() - timedelta(seconds=1))
    assert Client().get(link).status_code == 404
    assert with_password(member.user).get(SET_UP)["Location"] == MAILBOX


def test_a_second_link_replaces_the_first(member: Member, administrator: Member) -> None:
    first = reset(member, administrator)
    second = reset(member, administrator)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200


def test_a_session_that_opened_the_first_link_gains_nothing_from_the_second(
    member: Member, administrator: Member
) -> None:
    first = reset(member, administrator)
    client = with_password(member.user)
    client.get(first)
    reset(member, administrator)
    assert client.get(SET_UP).status_code == 302


@pytest.mark.parametrize("wrong", ["x", "0" * 43])
def test_a_wrong_secret_does_not_open(member: Member, administrator: Member, wrong: str) -> None:
    link = reset(member, administrator)
    assert Client().get(f"{link.rsplit('/', 2)[0]}/{wrong}/").status_code == 404


def test_the_secret_is_kept_as_a_digest_and_goes_to_no_other_site(member: Member, administrator: Member) -> None:
    link = reset(member, administrator)
    assert FactorReset.objects.get().digest not in link
    assert Client().get(link)["Referrer-Policy"] == "strict-origin"


def test_nobody_resets_their_own(administrator: Member) -> None:
    """security.md 5: else an unlocked desk would be enough."""
    with within(administrator.partnership.pk), pytest.raises(NotAllowed, match="their own second step"):
        actions.reset_second_factor(member=administrator, site=SITE, by=administrator, at=now())
    page = signed_in_client(administrator).get(f"/organisation/people/{administrator.pk}/second-factor/")
    assert "Ask another administrator" in page.content.decode()


def test_somebody_who_never_accepted_has_none(here: Partnership, administrator: Member) -> None:
    with within(here.pk), pytest.raises(NotAllowed, match="send the invitation again"):
        actions.reset_second_factor(member=a_member(here, accepted=False), site=SITE, by=administrator, at=now())


def test_who_comes_through_an_agency_has_none_here(here: Partnership, administrator: Member) -> None:
    someone = a_member(here)
    someone.user.set_unusable_password()
    someone.user.save()
    with within(here.pk), pytest.raises(NotAllowed, match="through their agency"):
        actions.reset_second_factor(member=someone, site=SITE, by=administrator, at=now())


def test_the_mail_goes_to_the_address_they_sign_in_with(here: Partnership, member: Member) -> None:
    """PAR-1, security.md 5: an administrator of one partnership cannot have the link sent to a mailbox of their own."""
    elsewhere = a_partnership("Nowhere")
    evil = a_member(elsewhere, Role.ADMINISTRATOR)
    guest = a_member(elsewhere, Role.ANALYST, user=member.user)
    with within(elsewhere.pk):
        guest.email = "mallory@evil.example"
        mail.outbox.clear()
        actions.reset_second_factor(member=guest, site=SITE, by=evil, at=now())
    assert mail.outbox[0].to == [member.user.email]


def test_when_no_mail_can_be_sent_nothing_changes(member: Member, administrator: Member, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # type: ignore[attr-defined]
    client = signed_in_client(member)
    page = signed_in_client(administrator).post(f"/organisation/people/{member.pk}/second-factor/", follow=True)
    assert "could not be sent" in page.content.decode()
    assert Authenticator.objects.filter(user=member.user).count() == 2
    assert client.get(PAGE).status_code == 200


def test_it_stands_on_the_trail(here: Partnership, member: Member, administrator: Member) -> None:
    """SHA-6: who did it to whom, in this partnership; and that it happened, in each of theirs."""
    elsewhere = a_partnership("Nowhere")
    a_member(elsewhere, Role.ANALYST, user=member.user)
    reset(member, administrator)
    with within(here.pk):
        entry = Entry.objects.get(what="organisation.second_factor_reset")
        assert (entry.subject_id, entry.member_id) == (member.pk, administrator.pk)
    with within(elsewhere.pk):
        assert Entry.objects.filter(what="accounts.factor_reset").count() == 1
