"""SHA-10, PAR-1, security.md 5: an invitation opens once, for one person, in one partnership, for a while."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from lantern.accounts.models import User
from lantern.accounts.rules.secrets_kept import digest_of
from lantern.organisation import actions
from lantern.organisation.models import Invitation, Member
from lantern.organisation.queries import arrangement_on
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.people import SITE, a_member, a_partnership, now, signed_in_client
from tests.factories.sign_in import PASSWORD
from tests.factories.today import today

pytestmark = pytest.mark.django_db
TYPED = {"password": PASSWORD, "again": PASSWORD}


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def newcomer(here: Partnership) -> Member:
    return a_member(here, Role.CHAIR, name="Rowan Example", email="rowan@example.org", accepted=False)


def invite(member: Member) -> str:
    """The path of the link that the mail carried."""
    with within(member.partnership_id):
        actions.invite(member=member, site=SITE, by=None, at=now())
    found = re.search(rf"{SITE}(/invitation/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]


@action
def set_expiry(*, by: None, at: object) -> None:
    Invitation.objects.update(expires_at=at)


def refused(client: Client, link: str) -> bytes:
    answer = client.get(link)
    assert answer.status_code == 404
    return re.sub(rb'nonce="[^"]*"', b"", answer.content)


def test_the_mail_holds_a_link_and_no_name(newcomer: Member) -> None:
    """SHA-10."""
    invite(newcomer)
    assert mail.outbox[0].to == ["rowan@example.org"]
    assert "Rowan" not in mail.outbox[0].body + mail.outbox[0].subject
    assert "Fictional" not in mail.outbox[0].body


def test_the_database_keeps_a_digest(here: Partnership, newcomer: Member) -> None:
    """security.md 5: a copy of the database opens no invitation."""
    secret = invite(newcomer).rstrip("/").rsplit("/", 1)[-1]
    with within(here.pk):
        assert Invitation.objects.get().digest == digest_of(secret)
        assert secret not in str(Invitation.objects.values())


def test_somebody_new_chooses_a_password_and_goes_on_to_the_second_factor(newcomer: Member) -> None:
    """security.md 5: accepting alone opens no page."""
    link, client = invite(newcomer), Client()
    assert "rowan@example.org" in client.get(link).content.decode()
    assert client.post(link, TYPED)["Location"] == "/account/second-factor/set-up/"
    assert client.get("/organisation/")["Location"] == "/account/second-factor/set-up/"
    assert client.get("/account/second-factor/set-up/").status_code == 200
    assert User.objects.get(email="rowan@example.org").check_password(PASSWORD)


@pytest.mark.parametrize(
    "typed",
    [{}, {"password": "short", "again": "short"}, {"password": PASSWORD, "again": "another set of words"}],
)
def test_a_bad_password_keeps_the_invitation(newcomer: Member, typed: dict[str, str]) -> None:
    link = invite(newcomer)
    assert Client().post(link, typed).status_code == 200
    assert not User.objects.filter(email="rowan@example.org").exists()
    assert Client().post(link, TYPED).status_code == 302


def test_used_expired_replaced_and_wrong_links_look_alike(here: Partnership, newcomer: Member) -> None:
    """security.md 11: the page says what to do, never what exists."""
    replaced = invite(newcomer)
    used = invite(newcomer)
    wrong = used.replace(used[-12:-1], "aaaaaaaaaaa")
    nowhere = re.sub(r"/invitation/[^/]+", "/invitation/00000000-0000-4000-8000-000000000000", used)
    pages = {refused(Client(), link) for link in (replaced, wrong, nowhere)}
    Client().post(used, TYPED)
    pages.add(refused(Client(), used))
    assert len(pages) == 1
    assert b"ask the administrator" in pages.pop()


def test_it_lasts_as_long_as_the_arrangement_says(here: Partnership, newcomer: Member) -> None:
    """PAR-7: the days are data; the moment of expiry itself is too late."""
    link = invite(newcomer)
    with within(here.pk):
        days = arrangement_on(today(), here).membership.invitation_days
        kept = Invitation.objects.get()
        assert kept.expires_at - kept.sent_at == timedelta(days=days)
        set_expiry(by=None, at=now())
    refused(Client(), link)


def test_a_link_of_another_partnership_does_not_open_here(newcomer: Member) -> None:
    """PAR-1: the secret is right, the partnership is not."""
    elsewhere = a_partnership("Elsewhere")
    link = invite(newcomer).replace(str(newcomer.partnership_id), str(elsewhere.pk))
    refused(Client(), link)


def test_an_invitation_ends_with_its_member(here: Partnership, newcomer: Member) -> None:
    """security.md 5: links of a removed member included."""
    link = invite(newcomer)
    with within(here.pk):
        actions.remove_member(member=newcomer, by=None, at=now())
    refused(Client(), link)


def test_who_has_a_sign_in_keeps_it(newcomer: Member) -> None:
    """PAR-1: a member of two partnerships signs in once; the invitation sets no password for them."""
    known = a_member(a_partnership("Elsewhere"), email="rowan@example.org")
    link, client = invite(newcomer), signed_in_client(known)
    assert "Sign in, and you come back here" in Client().get(link).content.decode()
    assert Client().post(link, TYPED).status_code == 200
    assert not User.objects.get(pk=known.user_id).has_usable_password()
    assert client.post(link).status_code == 302
    with within(newcomer.partnership_id):
        assert Member.objects.get(pk=newcomer.pk).user_id == known.user_id


def test_who_has_a_sign_in_accepts_with_the_second_factor_only(newcomer: Member) -> None:
    """security.md 5."""
    known = a_member(a_partnership("Elsewhere"), email="rowan@example.org")
    client = Client()
    client.force_login(User.objects.get(pk=known.user_id))
    client.post(invite(newcomer))
    with within(newcomer.partnership_id):
        assert Member.objects.get(pk=newcomer.pk).user_id is None


def test_somebody_else_cannot_accept(here: Partnership, newcomer: Member) -> None:
    """security.md 5: an opened mail on a shared computer joins nobody else."""
    client = signed_in_client(a_member(here, Role.CHAIR))
    assert "Someone else is signed in" in client.post(invite(newcomer), TYPED).content.decode()
    with within(here.pk), pytest.raises(NotAllowed):
        other = User.objects.create_user("other@example.org")
        actions.accept_invitation(invitation=Invitation.objects.latest("sent_at"), user=other, at=now())


def test_the_address_is_told_to_nobody(newcomer: Member) -> None:
    """security.md 5: it is the secret."""
    assert Client().get(invite(newcomer))["Referrer-Policy"] == "strict-origin"


def test_what_happened_is_in_the_trail(here: Partnership, newcomer: Member) -> None:
    """SHA-6: added, given a role, invited, accepted, signed in."""
    Client().post(invite(newcomer), TYPED)
    with within(here.pk):
        kept = list(Entry.objects.filter(subject_id=newcomer.pk).order_by("id").values_list("what", flat=True))
    made = ["organisation.member_added", "organisation.member_invited", "organisation.invitation_accepted"]
    assert kept == [*made, "accounts.signed_in"]


def test_the_first_administrator_gets_a_link_and_no_mail(here: Partnership) -> None:
    """The command hands the link over; the person then sets up everything themselves."""
    made = actions.create_administrator(
        partnership_id=here.pk,
        agency="Partnership office",
        name="Sam Sample",
        email="sam@example.org",
        site=SITE,
        at=now(),
    )
    assert mail.outbox == []
    path = made.link.removeprefix(SITE)
    assert Client().post(path, TYPED).status_code == 302
    with within(here.pk):
        assert made.invitation.member.roles.get().role == Role.ADMINISTRATOR
