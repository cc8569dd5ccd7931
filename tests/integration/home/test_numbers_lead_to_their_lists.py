"""Each number of My work is that of the list behind its link, for every role, with nothing, with one and with several."""

import html
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.access.viewer import viewer_of
from lantern.children.actions import allocate, create_child, end_allocation
from lantern.children.rules.described import Described
from lantern.children.vocabulary import Status, WorkKind
from lantern.home.queries import work as queries
from lantern.home.queries.work import ITEMS, LISTS, Number, work
from lantern.missing.vocabulary import Risk
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, invited, signed_in_client
from tests.integration.missing.pages import Scene, text_of

pytestmark = pytest.mark.django_db
SINCE = datetime(2020, 1, 1, tzinfo=UTC).date()
LINK = re.compile(r'<a href="([^"]+)"[^>]*>(?:<strong[^>]*>)?([^<]+)')


@pytest.fixture
def scene() -> Scene:
    return Scene()


def fill(scene: Scene, count: int, worker: Member | None = None) -> None:
    """`count` children of every kind that My work counts, in Chelmsford, and one more of each in Colchester."""
    chelmsford, colchester = an_area(scene.here, "Chelmsford"), an_area(scene.here, "Colchester")
    now = datetime.now(UTC)
    with within(scene.here.pk):
        for number in range(count + 1):
            area = chelmsford if number < count else colchester
            ours = worker if area is chelmsford else None
            missing = a_child(f"Ada{number}", "Sample", area=area)
            an_episode(missing, by=scene.officer, hours_ago=5 + number, risk=Risk.HIGH if number % 2 else Risk.MEDIUM)
            late = a_child(f"Bo{number}", "Sample", area=area, status=Status.IN_NEED, worker=ours)
            an_episode(late, by=scene.officer, hours_ago=90, back_hours_ago=80)
            soon = a_child(f"Cy{number}", "Sample", area=area, status=Status.IN_NEED, worker=ours)
            an_episode(soon, by=scene.officer, hours_ago=9, back_hours_ago=1)
            create_child(described=Described(f"Di{number}", "Sample"), area=area, provisional=True, by=None, at=now)
            create_child(described=Described(f"El{number}", "Nowhere"), by=None, at=now)
    for _ in range(count):
        invited(a_member(scene.here, accepted=False))


def numbered_links(client: Client) -> list[tuple[str, int, str]]:
    """Every link of My work that says a number: where it leads, the number, its words."""
    page = client.get("/").content.decode()
    body = page[page.index("<main") : page.index("</main")]
    found = []
    for url, words in LINK.findall(body):
        number = re.match(
            r"(?:Match |See |Confirm |Place |Settle |Sort out )?(\d+)\+?\b(?! more)", html.unescape(words)
        )
        if number:
            found.append((html.unescape(url), int(number[1]), words))
    return found


def listed(client: Client, url: str) -> int:
    """How many the list says that it has."""
    page = client.get(url)
    said = text_of(page)
    if url.startswith("/missing/"):  # the board has its number on what it is narrowed to
        chosen = re.search(r'aria-current="true">[^<]*?(\d+)\+?</a>', page.content.decode())
        assert chosen, url
        return int(chosen[1])
    found = re.search(r"\b(\d+) (?:obligations?|child(?:ren)?|records?|people|person|notifications?|to decide)\b", said)
    assert found, (url, said[:300])
    return int(found[1])


@pytest.mark.parametrize("count", [2])
@pytest.mark.parametrize(
    "role", [Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.SOCIAL_WORKER, Role.ADMINISTRATOR]
)
def test_a_number_is_that_of_its_list(scene: Scene, role: Role, count: int) -> None:
    """design.md, habit 12: each is followed, and counted where it leads."""
    member = a_member(scene.here, role)
    fill(scene, count, worker=member if role is Role.SOCIAL_WORKER else None)
    client = signed_in_client(member)
    links = numbered_links(client)
    assert links
    for url, number, words in links:
        assert listed(client, url) == number, (url, words)


@pytest.mark.parametrize("area", ["Mid", "Colchester"])
def test_somebody_of_an_area_counts_that_area(scene: Scene, area: str) -> None:
    """SHA-2: the same numbers as the lists that they see; children without an area are in none of them."""
    fill(scene, 2)
    member = a_member(scene.here, Role.MISSING_COORDINATOR, area)
    client = signed_in_client(member)
    here = 1 if area == "Colchester" else 2
    with within(scene.here.pk):
        numbers = work(viewer_of(member, now=datetime.now(UTC))).numbers
    assert numbers[Number.MISSING].number == here
    assert numbers[Number.PROVISIONAL].number == here
    assert numbers[Number.UNPLACED].number == 0
    for url, number, words in numbered_links(client):
        assert listed(client, url) == number, (url, words)


@pytest.mark.parametrize("count", [0, 1])
def test_every_link_of_my_work_opens(scene: Scene, count: int) -> None:
    """SHA-2: a link to what the role does not open would be a promise that is not kept."""
    if count:
        fill(scene, count)
    for role in Role:
        client = scene.sees_as(role, "Chelmsford" if role is Role.LIAISON_OFFICER else None)
        page = client.get("/").content.decode()
        body = page[page.index("<main") : page.index("</main")]
        for url, words in LINK.findall(body):
            assert client.get(html.unescape(url), follow=True).status_code == 200, (role, url, words)


def test_each_number_is_that_of_its_queryset(scene: Scene) -> None:
    """design.md, habit 12: counted from the queryset that the list shows, and only when the role opens it."""
    worker = a_member(scene.here, Role.SOCIAL_WORKER)
    fill(scene, 2, worker=worker)
    for role in Role:
        member = worker if role is Role.SOCIAL_WORKER else a_member(scene.here, role)
        with within(scene.here.pk):
            viewer = viewer_of(member, now=datetime.now(UTC))
            found = work(viewer)
            for number, (may, read) in LISTS.items():
                if viewer.may(may):
                    assert found.numbers[number].number == read(viewer).count(), (role, number)
                else:
                    assert number not in found.numbers
            assert len(found.now) == min(found.number(Number.NOW), ITEMS)
            assert len(found.week) == min(found.number(Number.WEEK), ITEMS)
            assert not {each.pk for each in found.now} & {each.pk for each in found.week}


def test_more_than_fit_are_said_and_lead_to_all(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """MIS-7: the most pressing first; the rest in one line."""
    monkeypatch.setattr(queries, "ITEMS", 2)
    with within(scene.here.pk):
        for number in range(4):
            an_episode(a_child(f"Bo{number}", "Sample"), by=scene.officer, hours_ago=60, back_hours_ago=50 - number)
    said = text_of(scene.client.get("/"))
    with within(scene.here.pk):
        found = work(viewer_of(scene.officer, now=datetime.now(UTC)))
    assert [str(each.child) for each in found.now] == ["Bo0 Sample", "Bo1 Sample"]
    left = found.number(Number.NOW) - 2
    assert f"{left} more" in said
    assert listed(scene.client, "/owed/?whose=mine&shown=now") == found.number(Number.NOW) == left + 2


def test_counting_stops_where_nobody_reads_on(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """More than are counted are a number and a plus; the page stays as quick."""
    monkeypatch.setattr(queries, "COUNTED_TO", 3)
    now = datetime.now(UTC)
    with within(scene.here.pk):
        for number in range(4):
            create_child(described=Described(f"Di{number}", "Sample"), provisional=True, by=None, at=now)
    said = text_of(scene.sees_as(Role.MISSING_COORDINATOR).get("/"))
    assert "Confirm 3+ new records" in said
    assert "Place 3+ children without an area" in said


STATES: list[tuple[str, dict[str, Any], str]] = [
    ("late", {"hours_ago": 40, "back_hours_ago": 30}, "h late"),
    ("due today or tomorrow", {"hours_ago": 9, "back_hours_ago": 1}, "Record the vulnerability check"),
    ("not back", {"hours_ago": 5}, "1 missing now"),
]


@pytest.mark.parametrize(("name", "episode", "said"), STATES, ids=[row[0] for row in STATES])
def test_a_child_stands_where_the_state_says(scene: Scene, name: str, episode: dict[str, Any], said: str) -> None:
    """MIS-7."""
    with within(scene.here.pk):
        an_episode(a_child("Ada", "Sample"), by=scene.officer, **episode)
    assert said in text_of(scene.client.get("/"))


def test_work_that_ended_yesterday_is_not_on_the_page(scene: Scene) -> None:
    """SHA-2: neither the child's name nor what is owed for them."""
    worker = a_member(scene.here, Role.SOCIAL_WORKER)
    now = datetime.now(UTC)
    with within(scene.here.pk):
        child = a_child("Ada", "Sample", status=Status.IN_NEED)
        work_done = allocate(child=child, member=worker, kind=WorkKind.SOCIAL_WORKER, since=SINCE, by=None, at=now)
        an_episode(child, by=scene.officer, hours_ago=90, back_hours_ago=80)
    client = signed_in_client(worker)
    assert "Ada Sample" in text_of(client.get("/"))
    with within(scene.here.pk):
        end_allocation(allocation=work_done, on=(now - timedelta(days=1)).date(), by=scene.officer, at=now)
    said = text_of(client.get("/"))
    assert "Ada" not in said
    assert "You will see a child here when" in said
