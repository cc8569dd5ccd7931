"""security.md 5: sessions are listed and can be ended, by their owner and by an administrator; the next request fails."""

from datetime import UTC, datetime

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.test import Client

from lantern.accounts.models import Session
from lantern.accounts.queries import handle_of, sessions_of
from lantern.organisation import actions
from lantern.organisation.models import Member
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry
from tests.factories.people import a_member, a_partnership, now, session_key, signed_in_client
from tests.factories.sign_in import PASSWORD, a_user_with_password, an_own_sign_in

pytestmark = pytest.mark.django_db
LIST, PAGE = "/account/sessions/", "/organisation/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def member(here: Partnership) -> Member:
    return a_member(here, Role.INFORMATION_GOVERNANCE)


@pytest.fixture
def administrator(here: Partnership) -> Member:
    return a_member(here, Role.ADMINISTRATOR)


def handle(client: Client) -> str:
    return handle_of(session_key(client))


def is_out(client: Client) -> bool:
    answer = client.get(PAGE)
    return answer.status_code == 302 and answer["Location"].startswith("/account/sign-in/")


def test_a_session_says_whose_it_is_since_when_from_where_and_with_what(member: Member) -> None:
    user = a_user_with_password(member.user)
    client = Client(REMOTE_ADDR="192.0.2.7", headers={"User-Agent": FIREFOX})
    client.post("/account/sign-in/", {"login": user.email, "password": PASSWORD})
    row = Session.objects.get(pk=client.session.session_key)
    assert (row.user_id, row.address, row.agent, row.via) == (user.pk, "192.0.2.7", FIREFOX, None)
    assert row.started_at
    assert row.used_at
    assert abs((row.started_at - datetime.now(UTC)).total_seconds()) < 30


def test_the_page_lists_each_in_words(member: Member) -> None:
    here, there = signed_in_client(member), signed_in_client(member)
    session = there.session
    session.update({"signed_in_with": FIREFOX, "signed_in_from": "192.0.2.7"})
    session.save()
    page = here.get(LIST).content.decode()
    assert "Firefox on Windows" in page
    assert "192.0.2.7" in page
    assert page.count("Sign out there") == 1, "the one in use is ended by signing out"
    assert page.count("This one") == 1


def test_the_key_of_a_session_stands_on_no_page(member: Member) -> None:
    """Whoever reads over a shoulder, or the page's source, opens no session with it."""
    here, there = signed_in_client(member), signed_in_client(member)
    page = here.get(LIST).content.decode()
    assert handle(there) in page
    assert session_key(there) not in page
    assert session_key(here) not in page


def test_one_is_ended_and_its_next_request_fails(member: Member) -> None:
    """security.md 5."""
    here, there, third = (signed_in_client(member) for _ in range(3))
    assert here.post(f"{LIST}{handle(there)}/end/")["Location"] == LIST
    assert is_out(there)
    assert here.get(PAGE).status_code == third.get(PAGE).status_code == 200


def test_a_request_under_way_does_not_bring_a_session_back(member: Member) -> None:
    """A page that is being made while its session is ended does not write it anew."""
    here, there = signed_in_client(member), signed_in_client(member)
    going = there.session
    assert going["signed_in_at"]
    here.post(f"{LIST}{handle(there)}/end/")
    going["used"] = 1
    with pytest.raises(UpdateError):
        going.save()
    assert is_out(there)


def test_all_others_are_ended(member: Member) -> None:
    here, *others = (signed_in_client(member) for _ in range(4))
    page = here.post(f"{LIST}others/end/", follow=True).content.decode()
    assert "Signed out everywhere else" in page
    assert all(is_out(each) for each in others)
    assert here.get(PAGE).status_code == 200
    assert "signed in here alone" in here.post(f"{LIST}others/end/", follow=True).content.decode()


def test_nobody_ends_anybody_elses(here: Partnership, member: Member) -> None:
    """security.md 2: and the answer is the one about a session that does not exist."""
    client, other = signed_in_client(member), signed_in_client(a_member(here, Role.ANALYST))
    assert client.post(f"{LIST}{handle(other)}/end/").status_code == 404
    assert client.post(f"{LIST}{'0' * 32}/end/").status_code == 404
    assert client.post(f"{LIST}{handle(client)}/end/").status_code == 404
    client.post(f"{LIST}others/end/")
    assert other.get(PAGE).status_code == client.get(PAGE).status_code == 200


def test_a_link_ends_nothing(member: Member) -> None:
    here, there = signed_in_client(member), signed_in_client(member)
    assert here.get(f"{LIST}{handle(there)}/end/").status_code == 405
    assert here.get(f"{LIST}others/end/").status_code == 405
    assert there.get(PAGE).status_code == 200


def test_a_new_password_leaves_no_other_session_on_the_list(member: Member) -> None:
    """security.md 5."""
    a_user_with_password(member.user)
    here, there = signed_in_client(member), signed_in_client(member)
    new = "seven other words here"
    here.post("/account/password/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert is_out(there)
    assert [each.session_key for each in sessions_of(member.user.pk)] == [session_key(here)]


def test_an_idle_session_is_not_on_the_list_of_open_ones(member: Member) -> None:
    here, there = signed_in_client(member), signed_in_client(member)
    Session.objects.filter(pk=session_key(there)).update(expire_date=now())
    assert here.get(LIST).content.decode().count("lantern-sessions__one") == 1


def test_an_administrator_ends_all_of_a_members(here: Partnership, member: Member, administrator: Member) -> None:
    """security.md 5: on the trail, with who did it."""
    clients = [signed_in_client(member) for _ in range(2)]
    at_work = signed_in_client(administrator)
    assert "Sign out everywhere" in at_work.get(f"/organisation/people/{member.pk}/").content.decode()
    page = at_work.post(f"/organisation/people/{member.pk}/sessions/end/", follow=True).content.decode()
    assert "is signed out everywhere" in page
    assert all(is_out(each) for each in clients)
    assert at_work.get(PAGE).status_code == 200
    with within(here.pk):
        ended = Entry.objects.get(what="organisation.sessions_ended")
        assert (ended.subject_id, ended.member_id) == (member.pk, administrator.pk)
        assert Entry.objects.get(what="accounts.session_ended").detail == "2 ended"


def test_who_never_signed_in_has_none_to_end(here: Partnership, administrator: Member) -> None:
    guest = a_member(here, accepted=False)
    with within(here.pk), pytest.raises(NotAllowed, match="never signed in"):
        actions.end_sessions(member=guest, by=administrator, at=now())
    page = signed_in_client(administrator).post(f"/organisation/people/{guest.pk}/sessions/end/", follow=True)
    assert "never signed in" in page.content.decode()


def test_through_an_agency_only_its_own_are_seen(here: Partnership, member: Member) -> None:
    """PAR-1: who runs an issuer learns nothing of the person's other sessions, and ends none of them."""
    with within(here.pk):
        connection = an_own_sign_in(member)
    own, through = signed_in_client(member), signed_in_client(member)
    session = through.session
    session["via"] = {"connection": str(connection.pk), "name": "x", "confirm": "/", "subject": "known"}
    session.save()
    page = through.get(LIST).content.decode()
    assert page.count("lantern-sessions__one") == 1
    assert through.post(f"{LIST}{handle(own)}/end/").status_code == 404
    through.post(f"{LIST}others/end/")
    assert own.get(PAGE).status_code == 200
    assert own.get(LIST).content.decode().count("lantern-sessions__one") == 2


def test_every_partnership_of_theirs_is_told(here: Partnership, member: Member) -> None:
    """SHA-6: at sign-in no partnership is chosen yet."""
    elsewhere = a_partnership("Nowhere")
    a_member(elsewhere, Role.ANALYST, user=member.user)
    client = signed_in_client(member)
    client.post("/account/sign-out/")
    for partnership in (here, elsewhere):
        with within(partnership.pk):
            kept = Entry.objects.filter(kind__in=["sign-in", "sign-out"]).order_by("id")
            assert [each.what for each in kept] == ["accounts.signed_in", "accounts.signed_out"]


def test_failures_stand_on_the_trail(here: Partnership, member: Member) -> None:
    """SHA-6: a wrong password for somebody who exists; an address that nobody has is nobody's."""
    a_user_with_password(member.user)
    for address in (member.user.email, "nobody@example.org"):
        Client().post("/account/sign-in/", {"login": address, "password": "wrong"})
    with within(here.pk):
        refused = Entry.objects.get(what="accounts.sign_in_refused")
    assert (refused.kind, refused.detail, refused.subject_id) == ("refused", "password", member.pk)
    assert refused.origin == "127.0.0.1"


def test_where_the_trail_cannot_be_written_nobody_signs_in(member: Member, monkeypatch: pytest.MonkeyPatch) -> None:
    """SHA-6: no session without its entry."""
    from lantern.organisation import telling

    def fails(*_: object, **__: object) -> None:
        raise OSError("no room")

    user = a_user_with_password(member.user)
    monkeypatch.setattr(telling.trail, "record", fails)
    client = Client(raise_request_exception=False)
    assert client.post("/account/sign-in/", {"login": user.email, "password": PASSWORD}).status_code == 500
    assert not sessions_of(user.pk).exists()
