"""All of a child in a meeting, and every way in which it is out of somebody's sight (SHA-2, SHA-3, SHA-4, PAR-5, PAR-6)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantern.children.actions.conflicts import declare_conflict
from lantern.children.actions.restricting import restrict
from lantern.children.vocabulary import Ground
from lantern.mace1.actions import acting, discussing, returning
from lantern.mace1.models import Item
from lantern.mace1.queries.discussing import sections_of
from lantern.mace1.vocabulary import ActionKind
from lantern.meetings.actions.planning import cancel
from lantern.meetings.actions.seats import end_seat
from lantern.meetings.models import Accepted, Meeting, Seat
from lantern.organisation import actions as organisation
from lantern.organisation.models import Agency, Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY
from lantern.trail.acting import action
from lantern.writing.rules import Typed
from tests.factories.people import a_member, a_partnership, now, signed_in_client
from tests.factories.today import today
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db
NAME, SAID = "Amber Example", "Amber talks of a flat at Sample Court."


class Scene(Room):
    """A meeting that runs, with one child of whom everything is said."""

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            self.on: Item = self.item()
            self.begun()
            key = sections_of(self.on.meeting)[0].key
            typed = {"typed": Typed(SAID, 0, str(self.chair.pk)), "by": self.chair, "at": now()}
            discussing.write_section(item=self.on, section=key, **typed)
            returning.write_return(item=self.on, agency=self.chair.agency, **typed)
            self.asked = acting.agree(
                item=self.on, kind=ActionKind.DISRUPT, words=SAID, agency=self.core.agency, owner=self.core,
                due_on=today() + DAY, by=self.chair, at=now(),
            )  # fmt: skip
            discussing.decide(item=self.on, decided=self.stays(SAID), by=self.chair, at=now())

    def of_meeting(self) -> list[str]:
        """Addresses of the meeting that show children."""
        meeting = self.meetings[0].pk
        return [reverse(f"mace1:{name}", args=[meeting]) for name in ("agenda", "returns")]

    def of_child(self) -> list[str]:
        """Addresses about the child in the meeting."""
        found = [reverse(f"mace1:{name}", args=[self.on.pk]) for name in ("item", "now", "save_section", "dissent")]
        return [*found, *(reverse(f"mace1:{name}_action", args=[self.asked.pk]) for name in ("finish", "tell"))]


@pytest.fixture
def scene() -> Scene:
    return Scene()


def restricted(scene: Scene) -> None:
    named = [scene.by, a_member(scene.here, Role.MISSING_COORDINATOR)]
    restrict(child=scene.on.child, named=named, ground=Ground.WITNESS, words="Invented", by=scene.by, at=now())


def in_conflict(scene: Scene) -> None:
    declare_conflict(child=scene.on.child, words="A neighbour", by=scene.core, at=now())


def without_protocol(scene: Scene) -> None:
    _expire(agency=scene.core.agency, by=None, at=now())


def without_statement(scene: Scene) -> None:
    _take_back(member=scene.core, by=None, at=now())


def without_seat(scene: Scene) -> None:
    seat = Seat.objects.get(series=scene.series, member=scene.core)
    end_seat(seat=seat, by=scene.chair, at=now())


def deferred(scene: Scene) -> None:
    _defer(item=scene.on, to=scene.meetings[1], by=scene.chair, at=now())


@action
def _expire(*, agency: Agency, by: None, at: datetime) -> None:
    Agency.objects.filter(pk=agency.pk).update(protocol_expires_on=today() - DAY)


@action
def _take_back(*, member: Member, by: None, at: datetime) -> None:
    Accepted.objects.filter(member=member).delete()


@action
def _defer(*, item: Item, to: Meeting, by: Member, at: datetime) -> None:
    why: dict[str, Any] = {"deferred_at": at, "deferred_by": by, "deferred_because": "Ill", "deferred_to": to}
    Item.objects.filter(pk=item.pk).update(**why)


WAYS: list[Callable[[Scene], None]] = [
    restricted, in_conflict, without_protocol, without_statement, without_seat, deferred,
]  # fmt: skip


def shown(client: Client, url: str) -> str:
    return client.get(url).content.decode()


def test_a_member_sees_all_of_it(scene: Scene) -> None:
    """M1-4, M1-6: what is hidden below is there to be seen."""
    client = signed_in_client(scene.core)
    for url in scene.of_meeting():
        assert "Amber" in shown(client, url)
    assert SAID in shown(client, scene.of_child()[0])
    assert all(client.get(url).status_code in (200, 302) for url in scene.of_child())


@pytest.mark.parametrize("way", WAYS)
def test_out_of_sight_it_is_nowhere(scene: Scene, way: Callable[[Scene], None]) -> None:
    """SHA-2, SHA-4: no name and no word on the meeting's pages; the child's pages answer as if there were none."""
    with within(scene.here.pk):
        way(scene)
    client = signed_in_client(scene.core)
    for url in scene.of_meeting():
        text = shown(client, url)
        assert NAME not in text
        assert SAID not in text
    screens = [url for url in scene.of_child() if "/actions/" not in url] if way is deferred else scene.of_child()
    for url in screens:
        assert client.get(url).status_code == 404, url
        assert client.post(url).status_code in (404, 405), url


@pytest.mark.parametrize("way", [restricted, in_conflict])
def test_a_denial_beats_the_chairs_place_too(scene: Scene, way: Callable[[Scene], None]) -> None:
    """SHA-4: whoever runs the meeting sees no more than anybody."""
    with within(scene.here.pk):
        if way is restricted:
            restricted(scene)
        else:
            declare_conflict(child=scene.on.child, words="A neighbour", by=scene.chair, at=now())
    client = signed_in_client(scene.chair)
    for url in scene.of_meeting():
        assert NAME not in shown(client, url)
    assert all(client.get(url).status_code == 404 for url in scene.of_child())


def test_a_cancelled_meeting_opens_nobody(scene: Scene) -> None:
    """M1-1, SHA-2: its agenda is nobody's any more; the child stands on the next one, which is not sent."""
    room = Room()
    with within(room.here.pk):
        item = room.item("Invented")
        room.sent()
        cancel(meeting=room.meeting, because="Snow", by=room.chair, at=now())
    client = signed_in_client(room.core)
    assert "Amber" not in shown(client, reverse("mace1:agenda", args=[room.meetings[0].pk]))
    assert client.get(reverse("mace1:item", args=[item.pk])).status_code == 404
    assert client.get(reverse("casefile:overview", args=[item.child_id])).status_code == 404


def test_a_member_who_was_removed_sees_nothing_with_the_next_request(scene: Scene) -> None:
    """security.md 5: the session they had is worth nothing."""
    client = signed_in_client(scene.core)
    assert client.get(scene.of_child()[0]).status_code == 200
    with within(scene.here.pk):
        organisation.remove_member(member=scene.core, by=None, at=now())
    for url in (*scene.of_meeting(), *scene.of_child()):
        answer = client.get(url)
        assert answer.status_code in (302, 404)
        assert "Amber" not in answer.content.decode()


def test_another_partnership_meets_nothing(scene: Scene) -> None:
    """PAR-1: not even that there is a meeting."""
    stranger = signed_in_client(a_member(a_partnership("Nowhere"), Role.MISSING_COORDINATOR))
    pages = [
        reverse(f"meetings:{name}", args=[scene.meetings[0].pk]) for name in ("meeting", "move", "cancel", "apologies")
    ]
    pages += [reverse("meetings:series", args=[scene.series.pk]), reverse("meetings:year", args=[scene.series.pk])]
    for url in (*scene.of_meeting(), *scene.of_child(), *pages):
        assert stranger.get(url).status_code == 404, url


def test_the_child_page_says_by_which_meeting_one_sees_it(scene: Scene) -> None:
    """SHA-2: why you can see this."""
    url = reverse("casefile:overview", args=[scene.on.child_id])
    assert "on the agenda of MACE 1 Mid" in shown(signed_in_client(scene.core), url)
    assert "you run MACE 1 Mid" in shown(signed_in_client(scene.chair), url)


def test_a_coordinator_without_a_place_has_no_papers_of_the_meeting(scene: Scene) -> None:
    """SHA-2, M1-4: who sees every child of the area still opens no discussion."""
    client = signed_in_client(scene.by)
    assert client.get(reverse("casefile:overview", args=[scene.on.child_id])).status_code == 200
    for url in (*scene.of_meeting(), *scene.of_child()):
        assert client.get(url).status_code == 404
