"""My work: for every role what they owe and what waits for them, each number counted from the list it leads to."""

from datetime import UTC, datetime

import pytest

from lantern.children.actions import allocate
from lantern.children.rules.described import Described
from lantern.children.vocabulary import Status, WorkKind
from lantern.home.queries.work import LISTS, Number
from lantern.home.rules import greeting
from lantern.missing.actions import link_waiting, receive
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import MessageKind, Risk
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, invited, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def returned(
    scene: Scene, name: str, *, hours: float = 40, area: str | None = None, worker: Member | None = None
) -> None:
    with within(scene.here.pk):
        place = an_area(scene.here, area) if area else None
        status = Status.IN_NEED if worker else Status.NONE
        child = a_child(name, "Sample", area=place, status=status, worker=worker)
        an_episode(child, by=scene.officer, hours_ago=hours + 8, back_hours_ago=hours)


def missing(scene: Scene, name: str, risk: Risk = Risk.MEDIUM, area: str | None = None) -> None:
    with within(scene.here.pk):
        place = an_area(scene.here, area) if area else None
        an_episode(a_child(name, "Sample", area=place), by=scene.officer, hours_ago=5, risk=risk, grade=None)


def notified(scene: Scene, reference: str = "FX/900") -> None:
    """A notification about somebody with another forename at the home of a known child."""
    who = Described(forename="Robin", surname="Sample", born=datetime(2012, 3, 3, tzinfo=UTC).date(), sex="F")
    now = datetime.now(UTC)
    with within(scene.here.pk):
        a_child("Rowan", "Sample")
        said = Message(
            key=reference, source="police", reference=reference, kind=MessageKind.INITIAL, fingerprint=reference, who=who,
            last_seen=Moment(now), reported=Moment(now), said_at=now,
        )  # fmt: skip
        receive(messages=[(said, {})], by=None, at=now)
        link_waiting(by=None, at=now)


def home(scene: Scene, role: Role, area: str | None = None) -> str:
    return text_of(scene.sees_as(role, area).get("/"))


@pytest.mark.parametrize(
    ("hour", "words"),
    [(0, "Good evening"), (4, "Good evening"), (5, "Good morning"), (11, "Good morning"), (12, "Good afternoon"),
     (17, "Good afternoon"), (18, "Good evening")],
)  # fmt: skip
def test_people_are_greeted_by_londons_clock(hour: int, words: str) -> None:
    """MIS-17: in summer London is an hour ahead of UTC."""
    assert greeting("Rowan Sample", datetime(2026, 1, 5, hour, 30, tzinfo=UTC)) == f"{words}, Rowan"
    assert greeting("Rowan", datetime(2026, 7, 5, (hour - 1) % 24, 30, tzinfo=UTC)) == f"{words}, Rowan"
    assert greeting("", datetime(2026, 1, 5, hour, tzinfo=UTC)) == words


def test_one_line_says_the_state_of_the_world(scene: Scene) -> None:
    """pages.md: each part is counted, and leads to what it counts."""
    missing(scene, "Ada", Risk.HIGH)
    missing(scene, "Bo")
    returned(scene, "Cy")
    notified(scene)
    page = scene.client.get("/")
    said = text_of(page)
    assert "2 missing now , 1 high risk . 1 vulnerability check overdue . 1 trigger waits for your answer ." in said
    assert "1 notification waits for a person ." in said
    for url in ("/missing/?show=high", "/owed/?shown=overdue&amp;kind=vulnerability+check", "/notifications/queue/"):
        assert f'href="{url}"' in page.content.decode()
    assert "1 obligation" in text_of(scene.client.get("/owed/?shown=overdue&kind=vulnerability+check"))


def test_nobody_missing_is_said_too(scene: Scene) -> None:
    assert "Nobody is missing now ." in text_of(scene.client.get("/"))


def test_now_holds_what_is_late_and_what_is_due_today_with_its_verb(scene: Scene) -> None:
    """MIS-7: whose duty it is sees it; the number leads to the same list."""
    returned(scene, "Ada", hours=40)
    said = text_of(scene.client.get("/"))
    assert "Now 1 Record the vulnerability check Ada Sample 16 h late" in said
    assert "1 obligation" in text_of(scene.client.get("/owed/?whose=mine&shown=now"))
    assert "Offer a missing chat Ada Sample" in home(scene, Role.MISSING_COORDINATOR)
    assert "Ada Sample" not in home(scene, Role.CHAIR)


def test_a_social_worker_sees_what_they_owe_and_nobody_elses(scene: Scene) -> None:
    """SHA-2, MIS-8."""
    worker = a_member(scene.here, Role.SOCIAL_WORKER)
    returned(scene, "Ada", hours=80, worker=worker)
    returned(scene, "Bo", hours=80, worker=a_member(scene.here, Role.SOCIAL_WORKER))
    said = text_of(signed_in_client(worker).get("/"))
    assert "Record the contact Ada Sample" in said
    assert "Record the prevention plan Ada Sample" in said
    assert "Bo Sample" not in said


def test_another_areas_children_are_neither_named_nor_counted(scene: Scene) -> None:
    """SHA-2."""
    missing(scene, "Ada", area="Harlow")
    returned(scene, "Bo", area="Harlow")
    said = home(scene, Role.LIAISON_OFFICER, "Chelmsford")
    assert "Nobody is missing now" in said
    assert "Sample" not in said
    assert "Now 0" in said


def test_what_waits_leads_to_where_it_is_decided(scene: Scene) -> None:
    """MIS-4."""
    notified(scene)
    page = scene.client.get("/")
    assert "Waiting for me 1 Match a notification FX/900" in text_of(page)
    assert "/notifications/queue/" in page.content.decode()


def test_an_administrator_sees_who_has_not_accepted(scene: Scene) -> None:
    """Nothing about children; people by name, since they are colleagues."""
    missing(scene, "Ada")
    member = a_member(scene.here, name="Lee Madeup", accepted=False)
    invited(member)
    said = home(scene, Role.ADMINISTRATOR)
    assert "1 person has not accepted yet" in said
    assert "Waiting for me 2 Set the partnership up" in said
    assert "Remind Lee Madeup invited Today" in said
    assert "Ada" not in said
    assert "missing" not in said.replace("To report a child missing", "")


def test_an_analyst_sees_numbers_and_no_name(scene: Scene) -> None:
    """SHA-2: analyst without names."""
    missing(scene, "Ada", Risk.HIGH)
    said = home(scene, Role.ANALYST)
    assert "1 missing now" in said
    assert "Ada" not in said
    assert "without names" in said


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_a_page_that_says_what_would_be_here(scene: Scene, role: Role) -> None:
    """pages.md: empty states say what would be here and how it gets here."""
    said = home(scene, role)
    assert "Good " in said
    assert "Waiting for me" in said
    sees_owed = role not in (Role.ANALYST, Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE)
    assert ("Next 7 days" in said) is sees_owed
    works_with = role in (
        *(Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CHAT_WORKER),
        *(Role.CHAIR, Role.BUSINESS_SUPPORT, Role.HEALTH_MEMBER),
    )
    assert ("You will see a child here when somebody records that you work with them" in said) is works_with


def test_somebody_without_a_role_is_told_who_gives_one(scene: Scene) -> None:
    said = text_of(signed_in_client(a_member(scene.here)).get("/"))
    assert "You hold no role today" in said


def test_somebody_who_works_with_a_child_is_not_told_that_they_do_not(scene: Scene) -> None:
    """SHA-2: allocated."""
    nurse = a_member(scene.here, Role.HEALTH_MEMBER)
    with within(scene.here.pk):
        child = a_child("Ada", "Sample")
        allocate(child=child, member=nurse, kind=WorkKind.OTHER, since=LONG_AGO.date(), by=None, at=LONG_AGO)
    said = text_of(signed_in_client(nurse).get("/"))
    assert "You will see a child here" not in said
    assert "Nothing is overdue or due today." in said


@pytest.mark.parametrize("role", list(Role))
def test_the_page_asks_the_same_with_few_and_many(scene: Scene, role: Role) -> None:
    """The bar: at most 12 queries for every role."""
    client = scene.sees_as(role)
    client.get("/")
    for _ in range(2):
        with asking_at_most(12):
            client.get("/")
        for number in range(8):
            returned(scene, f"Ada{number}")
        notified(scene, "FX/901")
        invited(a_member(scene.here, accepted=False))


def test_children_named_here_were_looked_at(scene: Scene) -> None:
    """SHA-6."""
    returned(scene, "Ada")
    scene.client.get("/")
    with within(scene.here.pk):
        assert Entry.objects.filter(what="home/my_work", member_id=scene.officer.pk).count() == 1


def test_every_number_is_counted_from_a_list() -> None:
    """design.md habit 12."""
    assert set(LISTS) == set(Number)
