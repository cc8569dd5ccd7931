"""MIS-3, PAR-6: credentials of agencies' systems, as pages."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from lantern.accounts.sessions import STARTED
from lantern.organisation.models import Agency, Credential
from lantern.organisation.vocabulary import Role, Scope
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.people import a_member, a_partnership, signed_in_client
from tests.factories.systems import System, a_notice, a_signed_agency, a_system
from tests.factories.today import today

pytestmark = pytest.mark.django_db
SECRET = re.compile(r"lantern_[a-z2-9]{8}_[A-Za-z0-9_-]{43}")


@pytest.fixture(autouse=True)
def nothing_counted() -> None:
    cache.clear()


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def client(here: Partnership) -> Client:
    """An administrator who has just signed in, so that powerful acts ask nothing more."""
    return signed_in_client(a_member(here, Role.ADMINISTRATOR))


@pytest.fixture
def agency(here: Partnership) -> Agency:
    return a_signed_agency(here, "Invented Police")


def address(agency: Agency, *more: object) -> str:
    return "/".join(["/organisation/agencies", str(agency.pk), "systems", *map(str, more), ""])


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def typed(until: date, **other: object) -> dict[str, object]:
    day = {"expires_on-day": until.day, "expires_on-month": until.month, "expires_on-year": until.year}
    return {"name": "Control room", "source": " Police ", "scopes": ["send", "read"], **day} | other


def in_days(days: int) -> date:
    return today() + timedelta(days=days)


def held(here: Partnership) -> list[Credential]:
    with within(here.pk):
        return list(Credential.objects.order_by("made_at"))


def test_a_credential_is_made_and_its_secret_shown_once(here: Partnership, client: Client, agency: Agency) -> None:
    """security.md 5: on the page that answers, kept by no cache, and on no page after it; it lets the system in."""
    made = client.post(address(agency, "new"), typed(in_days(90)))
    assert made.status_code == 200
    assert made["Cache-Control"] == "no-store"
    (secret,) = set(SECRET.findall(text(made)))
    (credential,) = held(here)
    assert (credential.name, credential.source, credential.scopes) == ("Control room", "police", ["read", "send"])
    assert credential.expires_on == in_days(90)
    assert System(credential, secret).send([a_notice()]).status_code == 200
    for page in (client.get(address(agency)), client.get(address(agency, credential.pk, "revoke"))):
        assert secret not in text(page)
        assert secret.split("_", 2)[2] not in text(page)
    assert f"lantern_{credential.prefix}_…" in text(client.get(address(agency)))
    assert str(client.session.items()).find(secret) == -1
    with within(here.pk):
        assert Entry.objects.get(what="organisation.credential_made").member_id == credential.made_by_id


def test_the_list_says_what_each_may_do_and_when_it_was_used(here: Partnership, client: Client, agency: Agency) -> None:
    """So that one which nobody uses, or which ends soon, is seen."""
    assert "No system sends by itself" in text(client.get(address(agency)))
    used, unused = (
        a_system(here, agency=agency, name="Desk"),
        a_system(here, agency=agency, name="Archive", scopes=[Scope.READ]),
    )
    used.me()
    page = text(client.get(address(agency)))
    assert "Desk" in page
    assert "Archive" in page
    assert page.count("Send notifications") == 1
    assert page.count("Read what became of them") == 2
    assert page.count("Never") == 1
    assert unused.credential.prefix in page


def test_a_credential_is_revoked(here: Partnership, client: Client, agency: Agency) -> None:
    """security.md 5: at once; it stays in the list of those that ended, and cannot come back."""
    system = a_system(here, agency=agency, name="Desk")
    assert "cannot be taken back" in text(client.get(address(agency, system.credential.pk, "revoke")))
    assert system.me().status_code == 200
    assert client.post(address(agency, system.credential.pk, "revoke")).status_code == 302
    assert system.me().status_code == 401
    page = text(client.get(address(agency)))
    assert "Desk opens nothing any more." in page
    assert "Revoked" in page
    (credential,) = held(here)
    first = credential.revoked_at
    client.post(address(agency, system.credential.pk, "revoke"))
    assert held(here)[0].revoked_at == first


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"name": ""}, "Enter which system it is for"),
        ({"source": ""}, "Enter the sender’s name"),
        ({"scopes": []}, "Choose what it may do"),
        ({"scopes": ["everything"]}, "everything is not one of the available choices"),
        ({"expires_on-day": ""}, "must include a day"),
        ({"expires_on-year": "20225"}, "year"),
    ],
)
def test_a_form_that_makes_no_sense_keeps_what_was_typed(
    here: Partnership, client: Client, agency: Agency, other: dict[str, object], said: str
) -> None:
    page = text(client.post(address(agency, "new"), typed(in_days(90), **other)))
    assert said in page
    assert SECRET.search(page) is None
    assert held(here) == []
    assert "name" in other or 'value="Control room"' in page


@pytest.mark.parametrize(("days", "said"), [(0, "It must expire after today"), (400, "It must expire within a year")])
def test_a_credential_ends_within_a_year(
    here: Partnership, client: Client, agency: Agency, days: int, said: str
) -> None:
    assert said in text(client.post(address(agency, "new"), typed(in_days(days))))
    assert held(here) == []


@action
def unsigned(*, agency: Agency, by: None = None, at: object = None) -> None:
    agency.protocol_signed_on = None
    agency.save()


def test_without_a_protocol_there_is_no_credential(here: Partnership, client: Client, agency: Agency) -> None:
    """PAR-6: the button says why, and so do the page and whoever posts all the same."""
    with within(here.pk):
        unsigned(agency=agency)
    why = "The agency’s sharing protocol is not signed."
    assert why in text(client.get(address(agency)))
    assert why in text(client.get(address(agency, "new")))
    assert why in text(client.post(address(agency, "new"), typed(in_days(90))))
    assert held(here) == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_others_see_the_list_and_change_nothing(here: Partnership, agency: Agency, role: Role) -> None:
    """SHA-2: who sends by itself is no secret inside the partnership; making and revoking is."""
    system = a_system(here, agency=agency)
    client = signed_in_client(a_member(here, role))
    page = text(client.get(address(agency)))
    assert "Control room" in page
    assert "Make a credential" not in page
    assert "Revoke" not in page
    for more in (("new",), (system.credential.pk, "revoke")):
        assert client.get(address(agency, *more)).status_code == 404
        assert client.post(address(agency, *more), typed(in_days(90))).status_code == 404
    assert held(here)[0].revoked_at is None


def test_making_and_revoking_ask_who_it_is(here: Partnership, client: Client, agency: Agency) -> None:
    """security.md 5: a session left open for long makes no secret and ends none."""
    system = a_system(here, agency=agency)
    session = client.session
    session[STARTED] = 0
    session.save()
    for more in (("new",), (system.credential.pk, "revoke")):
        asked = client.post(address(agency, *more), typed(in_days(90)))
        assert asked.status_code == 302
        assert asked["Location"].startswith(reverse("account_reauthenticate"))
    (credential,) = held(here)
    assert credential.revoked_at is None


def test_a_credential_is_reached_through_its_own_agency(here: Partnership, client: Client, agency: Agency) -> None:
    """PAR-1."""
    other = a_system(here, agency=a_signed_agency(here))
    far = a_system(a_partnership("Elsewhere"))
    for system in (other, far):
        assert client.post(address(agency, system.credential.pk, "revoke")).status_code == 404
        assert system.me().status_code == 200


def test_agencies_lead_to_their_systems(here: Partnership, client: Client, agency: Agency) -> None:
    assert address(agency) in text(client.get("/organisation/agencies/"))
    assert address(agency) in text(client.get(f"/organisation/agencies/{agency.pk}/"))


def test_the_page_about_the_api_is_for_members(here: Partnership, client: Client, agency: Agency) -> None:
    """MIS-3: the same description, for people; it leads nowhere that a session cannot open."""
    assert "/api/" in text(client.get(address(agency)))
    page = text(client.get("/api/"))
    for said in ("POST /api/v1/notifications", "Idempotency-Key", "needs-person", "Send again when no answer came."):
        assert said in page
    assert not re.search(r'href="/api/v1/', page)
    assert 'id="not-known"' in page
    document = client.get("/api/openapi.json")
    assert document.json()["openapi"].startswith("3.1")
    assert Client().get("/api/").status_code == 302
