"""PAR-3, SHA-2: people and what their roles open; administrators manage, others read."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lantern.organisation import actions
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry
from tests.factories.people import a_member, a_partnership, an_agency, id_of, now, signed_in_client
from tests.factories.today import today

pytestmark = pytest.mark.django_db
PEOPLE = "/organisation/"


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def administrator(here: Partnership) -> Member:
    return a_member(here, Role.ADMINISTRATOR, name="Ash Sample")


@pytest.fixture
def officer(here: Partnership) -> Member:
    return a_member(here, Role.LIAISON_OFFICER, "Chelmsford", name="Rowan Example", agency="Police, Invented")


@pytest.fixture
def client(administrator: Member) -> Client:
    return signed_in_client(administrator)


def names(client: Client, address: str = PEOPLE) -> list[str]:
    return [member.name for member in client.get(address).context["listing"].rows]


def url(member: Member, more: str = "") -> str:
    return f"/organisation/people/{member.pk}/{more}"


def role_form(role: Role, area: object = "whole", since: date | None = None) -> dict[str, object]:
    day = since or today()
    return {
        "role": role.value,
        "area": area,
        "since-day": day.day,
        "since-month": day.month,
        "since-year": day.year,
    }


def test_people_are_found_by_name_role_agency_and_area(here: Partnership, client: Client, officer: Member) -> None:
    """PAR-3: an area finds whoever covers it, from above too."""
    a_member(here, Role.MISSING_COORDINATOR, "Mid", name="Wren Nowhere")
    a_member(here, Role.SOCIAL_WORKER, "Harlow", name="Lee Madeup")
    assert set(names(client)) == {"Ash Sample", "Rowan Example", "Wren Nowhere", "Lee Madeup"}
    assert names(client, f"{PEOPLE}?q=row+exam") == ["Rowan Example"]
    assert names(client, f"{PEOPLE}?role=social+worker") == ["Lee Madeup"]
    assert names(client, f"{PEOPLE}?agency={officer.agency_id}") == ["Rowan Example"]
    assert set(names(client, f"{PEOPLE}?area={id_of('Chelmsford', here)}")) == {
        "Ash Sample",
        "Rowan Example",
        "Wren Nowhere",
    }


def test_who_has_not_accepted_and_who_was_removed_stand_apart(here: Partnership, client: Client) -> None:
    a_member(here, name="Waiting Invented", accepted=False)
    gone = a_member(here, name="Gone Pretend")
    with within(here.pk):
        actions.remove_member(member=gone, by=None, at=now())
    assert names(client, f"{PEOPLE}?shown=waiting") == ["Waiting Invented"]
    assert names(client, f"{PEOPLE}?shown=removed") == ["Gone Pretend"]
    assert "Gone Pretend" not in names(client)
    counts = {pill.label: pill.number for pill in client.get(PEOPLE).context["filters"][0]}
    assert counts == {"Current": 2, "Not accepted yet": 1, "Removed": 1}


def test_a_role_counts_on_its_days_only(here: Partnership, client: Client) -> None:
    """SHA-2: not before it starts, not from the day it ends."""
    member, this_day = a_member(here, name="Kit Invented"), today()
    with within(here.pk):
        for since, until in ((this_day + timedelta(1), None), (this_day - timedelta(9), this_day)):
            actions.give_role(member=member, role=Role.CHAIR, since=since, until=until, by=None, at=now())
    assert names(client, f"{PEOPLE}?role=chair") == []


def test_another_partnerships_people_are_unknown(client: Client) -> None:
    """PAR-1: the same page as for somebody who does not exist."""
    other = a_member(a_partnership("Elsewhere"), Role.CHAIR, name="Far Away")
    assert "Far Away" not in names(client)
    unknown = client.get("/organisation/people/00000000-0000-4000-8000-000000000000/")
    theirs = client.get(url(other))
    assert theirs.status_code == unknown.status_code == 404
    assert client.get(f"{PEOPLE}?agency={other.agency_id}").context["listing"].rows == []


def test_a_member_page_says_what_the_role_opens(client: Client, officer: Member) -> None:
    """SHA-2: in words, from the tables that decide."""
    page = client.get(url(officer)).content.decode()
    assert "Liaison officer, Chelmsford" in page
    assert "Sees every child in Chelmsford." in page
    assert "grade a report and its risk" in page


def test_only_administrators_manage(here: Partnership, officer: Member) -> None:
    """PAR-3, security.md 2: for others these pages do not exist, and the buttons are not there."""
    reader = signed_in_client(a_member(here, Role.INFORMATION_GOVERNANCE))
    with within(here.pk):
        role = officer.roles.get()
    managing = [
        "/organisation/people/new/",
        url(officer, "role/"),
        url(officer, f"role/{role.pk}/end/"),
        url(officer, "invite/"),
        url(officer, "remove/"),
        "/organisation/agencies/new/",
        f"/organisation/agencies/{officer.agency_id}/",
    ]
    assert {ask(address).status_code for address in managing for ask in (reader.get, reader.post)} == {404}
    assert "Give a role" not in reader.get(url(officer)).content.decode()
    assert "Invite someone" not in reader.get(PEOPLE).content.decode()


def test_inviting_somebody_sends_one_mail_with_a_link(here: Partnership, client: Client) -> None:
    """SHA-10."""
    home = an_agency(here)
    typed = {"name": "Robin Fictional", "email": "Robin@Example.org", "agency": home.pk, "designation": "Nurse"}
    answer = client.post("/organisation/people/new/", typed, follow=True)
    assert "What will they do?" in answer.content.decode()
    assert mail.outbox[0].to == ["robin@example.org"]
    assert "http://testserver/invitation/" in mail.outbox[0].body
    again = client.post("/organisation/people/new/", typed)
    assert "belongs to a member already" in again.content.decode()


def test_nothing_is_kept_when_the_mail_cannot_be_sent(here: Partnership, client: Client, settings: object) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_PORT = 1  # type: ignore[attr-defined]
    typed = {"name": "Robin Fictional", "email": "robin@example.org", "agency": an_agency(here).pk}
    assert "could not be sent" in client.post("/organisation/people/new/", typed).content.decode()
    with within(here.pk):
        assert not Member.objects.filter(email="robin@example.org").exists()


def test_a_role_is_given_and_ended(here: Partnership, client: Client, officer: Member) -> None:
    """SHA-2, SHA-6: it works on the next request, and both are in the trail with who did them."""
    area = id_of("Maldon", here)
    assert client.post(url(officer, "role/"), role_form(Role.TRIAGE_OFFICER, area)).status_code == 302
    with within(here.pk):
        given = RoleHeld.objects.get(role=Role.TRIAGE_OFFICER)
    assert given.area_id == area
    client.post(url(officer, f"role/{given.pk}/end/"))
    with within(here.pk):
        given.refresh_from_db()
        trail = Entry.objects.filter(subject_id=given.pk).order_by("id")
        assert [each.what for each in trail] == ["organisation.role_given", "organisation.role_ended"]
        assert all(each.member_id for each in trail)
    assert given.until is not None
    assert client.post(url(officer, f"role/{given.pk}/end/")).status_code == 404, "it ended already"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"role": "", "area": "whole"}, "Choose a role"),
        ({"role": "chair", "area": ""}, "Choose an area"),
        ({"role": "emperor", "area": "whole"}, "Select a valid choice"),
        (role_form(Role.CHAIR, since=date(2020, 1, 1)), "nobody held it before it was given"),
        (role_form(Role.CHAIR, "00000000-0000-4000-8000-000000000000"), "Select a valid choice"),
        (
            role_form(Role.LIAISON_OFFICER) | {"until-day": 1, "until-month": 1, "until-year": 2020},
            "end after it starts",
        ),
    ],
)
def test_a_role_that_makes_no_sense_is_refused(
    client: Client, officer: Member, typed: dict[str, object], said: str
) -> None:
    """SHA-2: forgetting the area gives nothing, not everything."""
    assert said in client.post(url(officer, "role/"), typed).content.decode()


def test_nobody_gives_themselves_a_role(client: Client, administrator: Member) -> None:
    """security.md: the over-powerful administrator."""
    page = client.post(url(administrator, "role/"), role_form(Role.MISSING_COORDINATOR)).content.decode()
    assert "nobody gives a role to themselves" in page
    assert "nobody gives a role to themselves" in client.get(url(administrator)).content.decode()


def test_the_last_administrator_cannot_go(here: Partnership, client: Client, administrator: Member) -> None:
    with within(here.pk):
        role = administrator.roles.get()
    client.post(url(administrator, f"role/{role.pk}/end/"))
    client.post(url(administrator, "remove/"))
    assert client.get(PEOPLE).status_code == 200
    assert "only administrator" in client.get(url(administrator)).content.decode()


def test_removing_somebody_ends_their_session_at_once(client: Client, officer: Member) -> None:
    """security.md 5."""
    theirs = signed_in_client(officer)
    confirm = client.get(url(officer, "remove/")).content.decode()
    assert "every link they hold stops working" in confirm
    answer = client.post(url(officer, "remove/"), follow=True)
    assert "Rowan Example is removed." in answer.content.decode()
    assert theirs.get(PEOPLE)["Location"].startswith("/account/sign-in/")


def test_inviting_again_ends_the_earlier_link(here: Partnership, client: Client) -> None:
    waiting = a_member(here, accepted=False)
    client.post(url(waiting, "invite/"))
    client.post(url(waiting, "invite/"))
    links = [each.body.split("http://testserver")[1].split()[0] for each in mail.outbox]
    assert [Client().get(link).status_code for link in links] == [404, 200]


BESIDE = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SELECT set_config", "SELECT SET_CONFIG")


@pytest.mark.parametrize("more", ["", "agencies/", "areas/", "arrangement/", "member"])
def test_pages_ask_the_database_few_questions(here: Partnership, client: Client, officer: Member, more: str) -> None:
    """Issue 2: at most 12 queries a page, however many people there are; the first page of a session included."""
    for number in range(12):
        a_member(here, Role.CHAIR, "Mid", name=f"Many Invented{number}")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url(officer) if more == "member" else f"{PEOPLE}{more}").status_code == 200
    reads = [each["sql"] for each in asked if each["sql"].startswith("SELECT") and not each["sql"].startswith(BESIDE)]
    assert len(reads) <= 12, reads
