"""Episodes read by an agency's system: scoped, paged, nameless, and each child on the trail (SHA-2, SHA-6, PAR-6)."""

from datetime import timedelta
from typing import Any

import pytest

from lantern.children import actions as children
from lantern.children.models import Child
from lantern.missing.models import Episode
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role, Scope
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import london
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.factories.systems import System, a_notice, a_signed_agency, a_system
from tests.integration.missing.pages import asking_at_most

pytestmark = pytest.mark.django_db
EPISODES = "/api/v1/episodes"


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def officer(here: Partnership) -> Member:
    return a_member(here, Role.LIAISON_OFFICER)


@pytest.fixture
def system(here: Partnership) -> System:
    return a_system(here)


@pytest.fixture
def rowan(here: Partnership, officer: Member) -> Child:
    with within(here.pk):
        child = a_child("Rowan", area=an_area(here, "Chelmsford"))
        children.add_reference(child=child, system="police", value="PP/77", by=officer, at=now())
        children.add_reference(child=child, system="council", value="C-123", by=officer, at=now())
        an_episode(child, by=officer, hours_ago=30, back_hours_ago=20)
    return child


def read(system: System, **asked: Any) -> Any:
    return system.client.get(EPISODES, asked, headers=system.headers)


def test_an_episode_is_read_by_numbers_times_and_codes(system: System, rowan: Child, here: Partnership) -> None:
    """SHA-2: no name, no address, nothing that was written about the child."""
    answer = read(system)
    (one,) = answer.json()["episodes"]
    with within(here.pk):
        episode = Episode.objects.get()
    assert one["id"] == str(episode.pk)
    assert one["child"] == rowan.number
    assert one["your_child"] == "PP/77"
    assert (one["kind"], one["risk"], one["grade"], one["district"]) == ("missing", "medium", "priority", "Chelmsford")
    assert one["last_seen"] == {"at": episode.started_at.isoformat().replace("+00:00", "Z"), "day_alone": False}
    assert one["returned"]["at"].endswith("Z")
    assert {each["what"] for each in one["owed"]} >= {"vulnerability check", "chat offer"}
    said = answer.content.decode()
    for text in ("Rowan", "Example", "Left after an argument", "Fictional Station", "C-123", "Invented for a test"):
        assert text not in said


def test_an_agency_is_told_its_own_numbers_alone(here: Partnership, rowan: Child) -> None:
    """SHA-2: the council its own, a charity none."""
    council, charity = a_signed_agency(here, "Invented Council"), a_signed_agency(here, "Invented Charity")
    with within(here.pk):
        _is_kind(agency=council, kind="council children and families")
        _is_kind(agency=charity, kind="voluntary sector")
    assert read(a_system(here, agency=council)).json()["episodes"][0]["your_child"] == "C-123"
    assert read(a_system(here, agency=charity)).json()["episodes"][0]["your_child"] is None


def _is_kind(*, agency: Any, kind: str) -> None:
    from dataclasses import replace

    from lantern.organisation import actions
    from lantern.organisation.actions.agency import AgencyDetails

    held = AgencyDetails(
        name=agency.name, kind=agency.kind, protocol_signed_on=agency.protocol_signed_on,
        protocol_expires_on=agency.protocol_expires_on,
    )  # fmt: skip
    actions.change_agency(agency=agency, details=replace(held, kind=kind), by=None, at=now())


def test_a_sender_finds_its_own_reference(system: System, here: Partnership) -> None:
    """MIS-3: what it sent, under the number it counts by; another source's number is not told."""
    system.send([a_notice("EX/26/000123")])
    assert [each["your_reference"] for each in read(system).json()["episodes"]] == ["EX/26/000123"]
    other = a_system(here, source="health")
    assert [each["your_reference"] for each in read(other).json()["episodes"]] == [None]


def test_each_child_read_is_on_the_trail_with_the_system(system: System, rowan: Child, here: Partnership) -> None:
    """SHA-6: a child's record shows which system read it."""
    read(system)
    with within(here.pk):
        left = Entry.objects.get(what="exchange.episodes_read")
    assert (left.kind, left.child_id, left.credential_id, left.member_id) == (
        "download", rowan.pk, system.credential.pk, None,
    )  # fmt: skip


@pytest.mark.parametrize("scopes", [[Scope.SEND], [Scope.READ], [Scope.SEND, Scope.READ]])
def test_a_credential_without_the_scope_reads_none(here: Partnership, rowan: Child, scopes: list[Scope]) -> None:
    """PAR-6: what a credential may do is said when it is made."""
    answer = read(a_system(here, scopes=scopes))
    assert (answer.status_code, answer.json()["type"]) == (403, "/api/#not-allowed")


def test_without_a_current_protocol_nothing_is_given_out(here: Partnership, rowan: Child) -> None:
    """PAR-6: a protocol that was signed and ran out."""
    system = a_system(here)
    with within(here.pk):
        _ends(agency=system.credential.agency)
    answer = read(system)
    assert (answer.status_code, answer.json()["type"]) == (403, "/api/#no-protocol")


def _ends(*, agency: Any) -> None:
    from lantern.organisation import actions
    from lantern.organisation.actions.agency import AgencyDetails

    yesterday = london(now()).date() - timedelta(days=1)
    details = AgencyDetails(
        name=agency.name, kind=agency.kind, protocol_signed_on=agency.protocol_signed_on, protocol_expires_on=yesterday
    )
    actions.change_agency(agency=agency, details=details, by=None, at=now())


def test_another_partnerships_episodes_do_not_exist(system: System) -> None:
    """PAR-1."""
    elsewhere = a_partnership("Elsewhere")
    officer = a_member(elsewhere, Role.LIAISON_OFFICER)
    with within(elsewhere.pk):
        an_episode(a_child("Robin"), by=officer, hours_ago=5)
    assert read(system).json() == {"episodes": [], "next": ""}


def test_pages_follow_one_another_and_miss_nothing(system: System, here: Partnership, officer: Member) -> None:
    """Keyset: every episode once, those that began first first, whatever the limit."""
    with within(here.pk):
        for number in range(7):
            an_episode(a_child(f"Child{number}"), by=officer, hours_ago=5 + number % 3)
        wanted = [str(each) for each in Episode.objects.order_by("started_at", "pk").values_list("pk", flat=True)]
    for limit in (1, 2, 3, 7, 200):
        found, after = [], ""
        for _ in range(20):
            page = read(system, limit=limit, **({"after": after} if after else {})).json()
            found += [each["id"] for each in page["episodes"]]
            after = page["next"]
            if not after:
                break
        assert found == wanted, limit


def test_what_is_asked_for_narrows(system: System, rowan: Child, here: Partnership, officer: Member) -> None:
    """Open or ended; from a day in London on."""
    with within(here.pk):
        an_episode(a_child("Robin"), by=officer, hours_ago=2)
    kinds = {state: len(read(system, state=state).json()["episodes"]) for state in ("any", "open", "ended")}
    assert kinds == {"any": 2, "open": 1, "ended": 1}
    tomorrow = (london(now()).date() + timedelta(days=1)).isoformat()
    assert read(system, since=tomorrow).json()["episodes"] == []


@pytest.mark.parametrize(
    "asked",
    [
        {"limit": "0"},
        {"limit": "201"},
        {"limit": "x"},
        {"sinse": "2026-04-01"},
        {"State": "open"},
        {"since": "yesterday"},
        {"since": "0"},
        {"since": "20260401"},
        {"since": "2026-04-31"},
        {"state": "lost"},
        {"after": "!"},
        {"after": "QQ=="},
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(system: System, asked: dict[str, str]) -> None:
    """RFC 9457: which part of the address is wrong, and nothing of what exists."""
    answer = read(system, **asked)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["where"] == next(iter(asked))


def test_a_long_page_costs_what_a_short_one_does(system: System, here: Partnership, officer: Member) -> None:
    """No query a row."""
    with within(here.pk):
        for number in range(6):
            an_episode(a_child(f"Child{number}"), by=officer, hours_ago=5)
    read(system)
    with asking_at_most(11):  # four of them count the calls of this minute
        read(system)


def test_who_has_no_credential_is_nobody(here: Partnership, system: System) -> None:
    """PAR-1."""
    assert system.client.get(EPISODES).status_code == 401
