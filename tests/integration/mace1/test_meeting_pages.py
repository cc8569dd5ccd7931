"""The agenda and a child's screen in the meeting, as those see them who have a place there, and nobody else (M1-4, M1-6)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantern.mace1.actions import acting, discussing
from lantern.mace1.actions.gathering import open_case
from lantern.mace1.models import Action, Decision, DiscussionText, Item
from lantern.mace1.queries.discussing import sections_of
from lantern.mace1.rules import refusals
from lantern.mace1.vocabulary import ActionKind, Way
from lantern.meetings.actions.running import end
from lantern.meetings.rules.papers import NOT_ACCEPTED
from lantern.organisation.rules.seating import SeatKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY
from lantern.trail.acting import action
from tests.factories.meetings import seat
from tests.factories.people import a_member, now, signed_in_client
from tests.factories.today import today
from tests.integration.mace1.gathered import CLOSES, Room

pytestmark = pytest.mark.django_db


class Scene(Room):
    """The first meeting running, with one child on its agenda."""

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            self.on = self.item()
            self.begun()
            self.section = sections_of(self.on.meeting)[0].key

    @property
    def url(self) -> str:
        return reverse("mace1:item", args=[self.on.pk])

    @property
    def agenda_url(self) -> str:
        return reverse("mace1:agenda", args=[self.meetings[0].pk])


@pytest.fixture
def scene() -> Scene:
    return Scene()


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def an_action(scene: Scene, **more: str) -> dict[str, str]:
    with within(scene.here.pk):
        agency = scene.chair.agency_id
    said = {
        "action-words": "Visit the flat", "action-kind": "disrupt", "action-who": f"agency {agency}",
        "action-by": (today() + timedelta(weeks=2)).isoformat(), "go": "action",
    }  # fmt: skip
    return said | more


def a_decision(scene: Scene, **more: str) -> dict[str, str]:
    said = {
        "decision-outcome": "stays open", "decision-review": str(scene.meetings[1].pk), "decision-words": "As agreed",
        "decision-level": "High", "decision-ways": "peer on peer", "go": "decide",
    }  # fmt: skip
    return said | more


def test_those_who_come_see_the_agenda_and_nobody_else(scene: Scene) -> None:
    """SHA-2, M1-4: a place in the meeting opens it; a role that sees the child besides does not."""
    assert "Amber Example" in page(signed_in_client(scene.chair), scene.agenda_url)
    assert "Amber Example" in page(signed_in_client(scene.core), scene.agenda_url)
    for stranger in (scene.by, a_member(scene.here, Role.HEALTH_MEMBER)):
        client = signed_in_client(stranger)
        assert client.get(scene.agenda_url).status_code == 404
        assert client.get(scene.url).status_code == 404


def test_without_the_statement_no_paper_opens_and_the_page_says_why(scene: Scene) -> None:
    """SHA-3, PAR-6: whoever sits there and did not accept it sees that, and no child."""
    new = a_member(scene.here, Role.HEALTH_MEMBER)
    with within(scene.here.pk):
        seat(scene.series, new)
    client = signed_in_client(new)
    shown = page(client, scene.agenda_url)
    assert NOT_ACCEPTED in shown
    assert "Amber" not in shown
    assert client.get(scene.url).status_code == 404


def test_before_it_is_sent_the_agenda_is_the_chairs_alone() -> None:
    """M1-4: core members are told that it is not sent."""
    room = Room()
    with within(room.here.pk):
        room.item()
    url = reverse("mace1:agenda", args=[room.meetings[0].pk])
    assert "Amber Example" in page(signed_in_client(room.chair), url)
    shown = page(signed_in_client(room.core), url)
    assert "not sent yet" in shown
    assert "Amber" not in shown


def test_what_came_after_it_was_sent_is_marked(scene: Scene) -> None:
    """M1-4: a change after publication is seen as a change."""
    with within(scene.here.pk):
        late = scene.child(surname="Later")
        open_case(child=late, meeting=scene.meeting, way=Way.AGENCY, because="Asked for", by=scene.chair, at=now())
    shown = page(signed_in_client(scene.chair), scene.agenda_url)
    assert shown.count("Added after the agenda was sent") == 1


def test_everything_typed_is_saved_with_one_press(scene: Scene) -> None:
    """M1-6: texts, the line of an action and the decision are one form; then the next child, here the agenda."""
    client = signed_in_client(scene.chair)
    typed = {scene.section: "Amber talks of a flat", f"{scene.section}-base": "0", "editing": "one"}
    answer = client.post(scene.url, typed | an_action(scene) | a_decision(scene))
    assert (answer.status_code, answer["Location"]) == (302, scene.agenda_url)
    with within(scene.here.pk):
        assert DiscussionText.objects.get(standing=True).text == "Amber talks of a flat"
        assert Action.objects.get().words == "Visit the flat"
        decision = Decision.objects.get()
        assert (decision.level, decision.ways, decision.review_id) == ("High", ["peer on peer"], scene.meetings[1].pk)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"action-words": "", "go": "action"}, "Say what is to be done"),
        ({"action-who": ""}, "Choose who does it"),
        ({"action-by": ""}, "Choose by when"),
        ({"action-on-day": "31", "action-on-month": "2", "action-on-year": "2027"}, "must be a real date"),
    ],
)
def test_an_action_that_lacks_something_keeps_what_was_typed(scene: Scene, more: dict[str, str], said: str) -> None:
    """M1-6: the reason beside it, every text saved, nothing lost."""
    client = signed_in_client(scene.chair)
    typed = {scene.section: "Kept all the same", f"{scene.section}-base": "0"} | an_action(scene) | more
    answer = client.post(scene.url, typed)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    with within(scene.here.pk):
        assert DiscussionText.objects.get(standing=True).text == "Kept all the same"
        assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"decision-words": ""}, "Say why it is decided so"),
        ({"decision-review": ""}, "Choose the meeting"),
        ({"decision-outcome": "closes"}, "Choose why the child is closed"),
        ({"decision-outcome": ""}, "Choose whether the child stays open"),
    ],
)
def test_a_decision_that_lacks_something_is_not_made(scene: Scene, more: dict[str, str], said: str) -> None:
    """M1-7, M1-9: the reason stands on the page."""
    answer = signed_in_client(scene.chair).post(scene.url, a_decision(scene) | more)
    assert said in answer.content.decode()
    with within(scene.here.pk):
        assert not Decision.objects.exists()


def test_a_core_member_reads_and_writes_nothing(scene: Scene) -> None:
    """M1-6: whoever sits there follows; the chair and business support write."""
    client = signed_in_client(scene.core)
    assert refusals.NOT_RUNNING in page(client, scene.url)
    client.post(scene.url, a_decision(scene))
    assert client.post(reverse("mace1:save_section", args=[scene.on.pk]), {"section": scene.section}).status_code == 403
    with within(scene.here.pk):
        assert not Decision.objects.exists()


def test_the_script_saves_and_hears_what_others_wrote(scene: Scene) -> None:
    """M1-6: one section at a time; what stands is told with who wrote it, and that there is more to see."""
    client, other = signed_in_client(scene.chair), signed_in_client(scene.minutes)
    save, now_url = (reverse(f"mace1:{name}", args=[scene.on.pk]) for name in ("save_section", "now"))
    before: Any = other.get(now_url).json()
    sent = {"section": scene.section, "text": "Said aloud", "base": "0", "editing": "one"}
    assert client.post(save, sent).status_code == 201
    client.post(scene.url, an_action(scene))
    told: Any = other.get(now_url).json()
    assert told["sections"][scene.section] == {"version": 1, "text": "Said aloud", "by": "Ash Pretend"}
    assert told["stamp"] != before["stamp"]
    answer = other.post(save, sent | {"text": "Typed on top of nothing", "editing": "two"})
    assert (answer.status_code, answer.json()["text"]) == (202, "Said aloud")


def test_the_meeting_is_sent_begun_and_ended_by_those_who_run_it() -> None:
    """M1-4, M1-6: step by step, and a core member does none of it."""
    room = Room()
    with within(room.here.pk):
        room.item()
    url = reverse("mace1:agenda", args=[room.meetings[0].pk])
    signed_in_client(room.core).post(url, {"go": "send"})
    with within(room.here.pk):
        assert room.meeting.agenda_sent_at is None
    client = signed_in_client(room.minutes)
    for go in ("begin", "send", "begin", "end"):  # beginning too early and ending too early change nothing
        client.post(url, {"go": go})
    with within(room.here.pk):
        assert (room.meeting.begun_at is not None, room.meeting.ended_at) == (True, None)
    assert "1 child left" in page(client, url)
    assert client.post(url, {"go": "other"}).status_code == 404


def test_once_the_minutes_may_be_written_nothing_is_decided(scene: Scene) -> None:
    """M1-6, M1-7: after the end texts can be finished; actions and decisions stand."""
    with within(scene.here.pk):
        discussing.decide(item=scene.on, decided=CLOSES, by=scene.chair, at=now())
        end(meeting=scene.meeting, by=scene.chair, at=now())
    client = signed_in_client(scene.chair)
    shown = page(client, scene.url)
    assert "Decide, next child" not in shown
    assert f'name="{scene.section}"' in shown
    client.post(scene.url, a_decision(scene))
    with within(scene.here.pk):
        assert Decision.objects.get().closing == "Risk reduced"


def test_an_action_is_told_of_and_done_by_its_agency(scene: Scene) -> None:
    """M1-6: whoever is asked says how it goes and what came of it; another agency meets no such page."""
    with within(scene.here.pk):
        asked = acting.agree(
            item=scene.on, kind=ActionKind.SUPPORT, words="Ring the school", agency=scene.core.agency, owner=scene.core,
            due_on=today() + DAY, by=scene.chair, at=now(),
        )  # fmt: skip
    client = signed_in_client(scene.core)
    urls = {name: reverse(f"mace1:{name}_action", args=[asked.pk]) for name in ("tell", "finish", "drop")}
    assert client.post(urls["tell"], {"words": "They ring back"}).status_code == 302
    day = {"on-day": str(today().day), "on-month": str(today().month), "on-year": str(today().year)}
    assert "Say what came of it" in client.post(urls["finish"], day).content.decode()
    assert client.get(urls["drop"]).status_code == 404
    other = a_member(scene.here, Role.HEALTH_MEMBER, agency="Another Invented Agency")
    assert signed_in_client(other).get(urls["finish"]).status_code == 404
    assert signed_in_client(scene.chair).post(urls["drop"], {"because": "Done by others"}).status_code == 302


def test_a_deferred_child_has_no_screen(scene: Scene) -> None:
    """M1-2: they are discussed at the later meeting."""
    with within(scene.here.pk):
        _defer(scene)
    assert signed_in_client(scene.chair).get(scene.url).status_code == 404


def _defer(scene: Scene) -> None:
    @action
    def defer(*, by: Any, at: Any) -> None:
        Item.objects.filter(pk=scene.on.pk).update(
            deferred_at=at, deferred_by=by, deferred_because="Ill", deferred_to=scene.meetings[1]
        )

    defer(by=scene.chair, at=now())


def test_a_seat_of_an_invited_person_opens_nothing_by_itself(scene: Scene) -> None:
    """PAR-4: seats by formal invitation are filled by invitation alone."""
    guest = a_member(scene.here, Role.SOCIAL_WORKER)
    with within(scene.here.pk):
        seat(scene.series, guest, SeatKind.INVITED)
    assert signed_in_client(guest).get(scene.agenda_url).status_code == 404
