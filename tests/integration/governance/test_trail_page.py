"""SHA-6: information governance searches the whole trail, and takes it out."""

import csv
from datetime import timedelta
from typing import Any

import pytest

from lantern.governance.actions import exporting
from lantern.organisation import actions as organisation
from lantern.organisation.actions.credential import make_credential
from lantern.organisation.vocabulary import Role, Scope
from lantern.tenancy.current import within
from lantern.trail import actions as trail
from lantern.trail.models import Entry
from tests.factories.people import now, signed_in_client
from tests.integration.governance.watching import Governed
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db
TRAIL = "/trail/entries/"


@pytest.fixture
def here() -> Governed:
    return Governed()


def shown(here: Governed, **asked: Any) -> str:
    return text_of(here.client.get(TRAIL, asked)).split("Clear")[-1]


def test_by_person_child_and_both(here: Governed) -> None:
    """SHA-6: who looked at this child, what did this person do; each name and number leads to the same question."""
    one, other, child, else_ = here.someone("Sam Invented"), here.someone("Kit Sample"), here.child(), here.child()
    here.looks(one, child)
    here.looks(other, else_)
    assert "Sam Invented" in shown(here, child=child.number)
    assert "Kit Sample" not in shown(here, child=child.number)
    assert child.number in shown(here, person=str(one.pk))
    assert else_.number not in shown(here, person="sam invented")
    assert "No entry fits" in shown(here, person=str(one.pk), child=else_.number)
    html = here.client.get(TRAIL, {"person": str(one.pk)}).content.decode()
    assert f'value="{one.email}"' in html
    assert f"/trail/entries/?child={child.number}" in html


def test_children_stand_by_number_alone(here: Governed) -> None:
    """SHA-2, SHA-6: ids, not names; those who may see names besides read them."""
    child = here.child("Madeup")
    here.looks(here.someone(), child)
    assert "Madeup" not in shown(here, child=child.number)
    with within(here.here.pk):
        organisation.give_role(member=here.officer, role=Role.CHAIR, since=here.day(1000), by=None, at=now())
    assert "Madeup" in shown(here, child=child.number)


def test_by_kind_and_by_what_was_done(here: Governed) -> None:
    """SHA-6: in the words that the page itself says."""
    someone = here.someone()
    here.looks(someone, here.child())
    assert "Gave a role" in shown(here, kind="permission")
    assert "Looked at the overview" not in shown(here, kind="permission")
    assert "Looked at the overview" in shown(here, done="overview looked")
    assert "Gave a role" not in shown(here, done="overview looked")
    assert "No entry fits" in shown(here, done="danced")


def test_by_what_somebody_searched_for(here: Governed) -> None:
    """SHA-6: who searched for this child, found or not, however it was typed; the trail holds no name to be read."""
    someone = here.someone("Sam Invented")
    signed_in_client(someone).get("/children/", {"q": "Nowhere, Rowan"})
    found = shown(here, typed="rowan NOWHERE")
    assert "Sam Invented" in found
    assert "By name: nobody found" in found
    assert "No entry fits" in shown(here, typed="rowan")
    with within(here.here.pk):
        assert not any("owhere" in str(value) for each in Entry.objects.all() for value in vars(each).values())


def test_by_day_and_by_address(here: Governed) -> None:
    """SHA-6: both days included, London's."""
    child, someone = here.child(), here.someone()
    midnight = here.noon.replace(hour=0)
    here.looks(someone, child, at=midnight)
    here.looks(someone, child, at=midnight - timedelta(seconds=1), what="casefile/chronology")
    day, before = here.day().isoformat(), here.day(1).isoformat()
    assert "overview" in shown(here, since=day, until=day)
    assert "chronology" not in shown(here, since=day, until=day)
    assert "chronology" in shown(here, since=before, until=before)
    assert "overview" in shown(here, origin="192.0.2.7")
    assert "No entry fits" in shown(here, origin="192.0.2.8")
    assert "overview" in shown(here, origin="nowhere", since="yesterday", kind="dance")  # unreadable: not asked


def test_a_system_of_an_agency_stands_as_what_it_is(here: Governed) -> None:
    """SHA-6: whoever acts through the API is no member."""
    with within(here.here.pk):
        agency = here.officer.agency
        agency.protocol_signed_on = here.day(100)
        credential = make_credential(
            agency=agency, name="Control room", scopes=[Scope.SEND], source="police",
            expires_on=here.day() + timedelta(days=100), by=here.officer, at=now(),
        ).credential  # fmt: skip
        with trail.by_system(credential.pk):
            trail.viewed("exchange.outcomes_read", None, by=None, at=now())
    assert f"Control room A system of {agency.name}" in shown(here, kind="download")


def test_reading_the_trail_is_on_the_trail(here: Governed) -> None:
    """SHA-6: by what it was searched and about whom, without the words."""
    child = here.child()
    here.client.get(TRAIL, {"child": child.number, "typed": "rowan nowhere"})
    first, second = here.left("governance/trail")
    assert (first.kind, first.member_id, first.child_id) == ("search", here.officer.pk, None)
    assert first.detail.startswith("By child, what was searched for: ")
    assert second.child_id == child.pk


def test_a_long_trail_in_pages(here: Governed) -> None:
    """SHA-6: keyset pages, filters kept in the address, a capped count, at most twelve queries."""
    here.looks(here.someone(), *[here.child()] * 120)
    page = here.client.get(TRAIL, {"done": "overview"})
    assert "1 to 50 of 120" in text_of(page)
    following = page.content.decode().split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0].replace("&amp;", "&")
    assert "done=overview" in following
    assert "51 to 100 of 120" in text_of(here.client.get(TRAIL + following))
    with asking_at_most(12):
        here.client.get(TRAIL, {"done": "overview", "person": "sam", "child": "L0000001"})


@pytest.mark.parametrize(
    "asked", [{"person": "\0"}, {"since": "9999-99-99"}, {"after": "x~y"}, {"child": "'; --"}, {"typed": "?" * 500}]
)
def test_odd_questions_are_answered(here: Governed, asked: dict[str, str]) -> None:
    """security.md 11."""
    assert here.client.get(TRAIL, asked).status_code == 200


def test_taken_out_with_a_purpose(here: Governed) -> None:
    """SHA-6, security.md 7: allow-listed columns, no name of a child, inert cells, the purpose on the trail and in the file."""
    child, someone = here.child("Madeup"), here.someone("=Sam Invented")
    here.looks(someone, child)
    refused = here.client.post(f"/trail/entries/export/?child={child.number}", {"purpose": ""})
    assert "Enter what you need it for" in text_of(refused)
    got = here.client.post(f"/trail/entries/export/?child={child.number}", {"purpose": "=A complaint"})
    assert got["Content-Disposition"].startswith('attachment; filename="trail-')
    stamp, heads, *rows = list(csv.reader(got.content.decode().splitlines()))
    assert stamp[0].startswith("Official-Sensitive. Taken out by Kim Judge, ")
    assert stamp[0].endswith("For: =A complaint")
    assert tuple(heads) == exporting.COLUMNS
    looked = next(row for row in rows if row[2] == "Looked at the overview")
    assert (looked[3], looked[5], looked[10]) == ("'=Sam Invented", child.number, "192.0.2.7")
    assert "Madeup" not in got.content.decode()
    left = here.left("governance.trail_exported")[0]
    assert (left.kind, left.purpose, left.detail) == ("export", "=A complaint", f"{len(rows)} entries")


def test_not_more_at_once_than_may_leave(here: Governed, monkeypatch: pytest.MonkeyPatch) -> None:
    """security.md 7: a cap; what was typed stays, and nothing is on the trail as taken out."""
    monkeypatch.setattr(exporting, "MOST", 3)
    here.looks(here.someone(), *[here.child()] * 4)
    got = here.client.post("/trail/entries/export/", {"purpose": "A complaint"})
    assert "More than 3 entries may not be taken out at once" in text_of(got)
    assert 'value="A complaint"' in got.content.decode()
    assert here.left("governance.trail_exported") == []


def test_a_members_page_leads_to_what_they_did(here: Governed) -> None:
    """SHA-6: for information governance alone."""
    someone = here.someone()
    link = f"/trail/entries/?person={someone.pk}"
    assert link in here.client.get(f"/organisation/people/{someone.pk}/").content.decode()
    assert link not in signed_in_client(someone).get(f"/organisation/people/{someone.pk}/").content.decode()
