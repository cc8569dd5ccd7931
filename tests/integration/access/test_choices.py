"""PAR-1, PAR-2: which partnership one works in, and to which of one's areas lists are narrowed."""

import pytest
from django.test import Client

from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.people import a_member, a_partnership, id_of, signed_in_client

pytestmark = pytest.mark.django_db
CHOOSE = "/account/partnership/"


@pytest.fixture
def two() -> tuple[Member, Member]:
    """One person, a member of two partnerships."""
    first = a_member(a_partnership("First Fictional"), Role.CHAIR)
    second = a_member(a_partnership("Second Fictional"), Role.INFORMATION_GOVERNANCE, user=first.user)
    return first, second


def undecided(member: Member) -> Client:
    client = signed_in_client(member)
    session = client.session
    del session["membership"]
    session.save()
    return client


def test_who_belongs_to_several_chooses(two: tuple[Member, Member]) -> None:
    """PAR-1: nothing is opened by chance."""
    client = undecided(two[0])
    assert client.get("/organisation/agencies/")["Location"] == f"{CHOOSE}?next=%2Forganisation%2Fagencies%2F"
    page = client.get(CHOOSE).content.decode()
    assert "First Fictional" in page
    assert "Second Fictional" in page
    answer = client.post(CHOOSE, {"membership": two[1].pk, "next": "/organisation/agencies/"})
    assert answer["Location"] == "/organisation/agencies/"
    assert "Second Fictional" in client.get("/organisation/agencies/").content.decode()


def test_who_belongs_to_one_is_not_asked() -> None:
    member = a_member(a_partnership(), Role.INFORMATION_GOVERNANCE)
    assert undecided(member).get("/organisation/").status_code == 200


def test_nobody_chooses_somebody_elses_membership(two: tuple[Member, Member]) -> None:
    """PAR-1."""
    client = undecided(two[0])
    other = a_member(a_partnership("Third Fictional"), Role.CHAIR)
    assert client.post(CHOOSE, {"membership": other.pk}).status_code == 404
    session = client.session
    session["membership"] = str(other.pk)
    session.save()
    assert client.get("/organisation/").status_code == 302
    assert "_auth_user_id" not in client.session


def test_choosing_does_not_lead_off_the_site(two: tuple[Member, Member]) -> None:
    """security.md 6."""
    answer = undecided(two[0]).post(CHOOSE, {"membership": two[0].pk, "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_the_choice_needs_somebody_signed_in() -> None:
    assert Client().get(CHOOSE)["Location"].startswith("/account/sign-in/")


def test_entering_a_partnership_is_in_the_trail_once_a_session(two: tuple[Member, Member]) -> None:
    """SHA-6: sign-ins leave a trace, with where from."""
    client = signed_in_client(two[1])
    client.get("/organisation/", REMOTE_ADDR="192.0.2.7")
    client.get("/organisation/")
    with within(two[1].partnership_id):
        kept = Entry.objects.get(what="access.signed_in")
    assert (kept.member_id, kept.origin) == (two[1].pk, "192.0.2.7")


def test_focus_is_one_of_the_viewers_own_areas() -> None:
    """SHA-2, PAR-2: a district one covers; another's is unknown, like one that does not exist."""
    here = a_partnership()
    client = signed_in_client(a_member(here, Role.LIAISON_OFFICER, "Mid"))
    own, theirs = id_of("Chelmsford", here), id_of("Harlow", here)
    assert client.post(f"/area/{own}/").status_code == 302
    assert client.session["area"] == str(own)
    for unknown in (theirs, "00000000-0000-4000-8000-000000000000", "nonsense"):
        assert client.post(f"/area/{unknown}/").status_code == 404
    assert client.session["area"] == str(own)
    client.post("/area/all/")
    assert "area" not in client.session


def test_focus_opens_nothing_to_who_covers_no_area() -> None:
    """SHA-2: a social worker's role lists no area."""
    here = a_partnership()
    client = signed_in_client(a_member(here, Role.SOCIAL_WORKER, "Mid"))
    assert client.post(f"/area/{id_of('Chelmsford', here)}/").status_code == 404


def test_focus_returns_to_where_one_was() -> None:
    here = a_partnership()
    client, address = signed_in_client(a_member(here, Role.LIAISON_OFFICER)), f"/area/{id_of('Mid', here)}/"
    assert client.post(address, {"next": "/missing/?risk=high"})["Location"] == "/missing/?risk=high"
    assert client.post(address, headers={"Referer": "http://testserver/x/"})["Location"] == "http://testserver/x/"
    assert client.post(address, {"next": "//elsewhere.example/"})["Location"] == "/"


def test_a_link_does_not_change_focus() -> None:
    here = a_partnership()
    client = signed_in_client(a_member(here, Role.LIAISON_OFFICER))
    assert client.get(f"/area/{id_of('Mid', here)}/").status_code == 404
    assert "area" not in client.session


def test_ones_own_membership_elsewhere_is_not_on_the_list_here(two: tuple[Member, Member]) -> None:
    """PAR-1: the gap through which one's memberships are read at sign-in is closed again."""
    client = signed_in_client(two[1])
    people = client.get("/organisation/")
    assert [member.pk for member in people.context["listing"].rows] == [two[1].pk]
    assert "First Fictional" not in people.content.decode()
