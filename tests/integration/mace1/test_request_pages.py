"""Asking, proposals and the chair's answers as pages: one press for those who may, nothing for anybody else (M1-2, M1-10)."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from lantern.mace1.actions import requesting
from lantern.mace1.models import Case, Dissent, Item, Request
from lantern.mace1.queries.requests import meeting_for
from lantern.mace1.rules import refusals
from lantern.mace1.vocabulary import Asked, ItemKind, Way
from lantern.meetings.actions.planning import cancel
from lantern.meetings.models import Accepted, Meeting
from lantern.organisation.models import Member
from lantern.organisation.rules.seating import SeatKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.acting import action
from tests.factories.children import a_child
from tests.factories.meetings import in_person
from tests.factories.people import a_member, a_partnership, an_area, now, signed_in_client
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db


class Scene(Room):
    """A social worker with a child, who asks; everybody signed in."""

    def __init__(self) -> None:
        super().__init__()
        self.worker = a_member(self.here, Role.SOCIAL_WORKER, name="Kit Example")
        with within(self.here.pk):
            self.amber = a_child("Amber", "Example", area=an_area(self.here, "Chelmsford"), worker=self.worker)
            found = meeting_for(self.series.pk, now()).goes_to
            assert found is not None
            self.goes_to = Meeting.objects.get(pk=found.meeting)
        self.asks, self.decides = signed_in_client(self.worker), signed_in_client(self.chair)

    def asked(self) -> Request:
        with within(self.here.pk):
            return requesting.ask(
                child=self.amber, kind=ItemKind.INITIAL, way=Way.WORKER, words="She is driven to the coast",
                by=self.worker, at=now(),
            )  # fmt: skip

    @property
    def proposals(self) -> str:
        return reverse("mace1:proposals", args=[self.goes_to.pk])


@action
def unaccepted(*, member: Member, by: Member | None, at: datetime) -> None:
    """As if the statement had changed since."""
    Accepted.objects.filter(member=member).update(digest="")


@pytest.fixture
def scene() -> Scene:
    return Scene()


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def of(name: str, record: Any) -> str:
    return reverse(f"mace1:{name}", args=[record.pk])


def test_the_childs_page_leads_to_the_form_and_the_form_asks(scene: Scene) -> None:
    """M1-2: one press from the child; the way follows from who asks."""
    assert of("ask", scene.amber) in text(scene.asks, reverse("casefile:overview", args=[scene.amber.pk]))
    assert "Ask for a first discussion at MACE 1" in text(scene.asks, of("ask", scene.amber))
    answer = scene.asks.post(of("ask", scene.amber), {"words": "She is driven to the coast"})
    assert answer.status_code == 302
    with within(scene.here.pk):
        made = Request.objects.get()
        assert (made.way, made.kind, made.meeting) == (Way.WORKER, ItemKind.INITIAL, scene.goes_to)


def test_what_is_missed_stands_on_the_form_in_words(scene: Scene) -> None:
    """M1-2: where the nearest meeting takes nobody any more."""
    with within(scene.here.pk):
        scene.sent()
    shown = text(scene.asks, of("ask", scene.amber))
    assert "this goes to" in shown
    assert ("closed on" in shown) or ("is sent" in shown)


def test_without_a_meeting_the_form_says_why_and_asks_nothing(scene: Scene) -> None:
    """M1-2: a reason instead of a form that would be refused."""
    with within(scene.here.pk):
        for each in scene.meetings:
            cancel(meeting=each, because="None", by=scene.by, at=now())
    shown = text(scene.asks, of("ask", scene.amber))
    assert refusals.NO_MEETING in shown and "<textarea" not in shown


def test_a_refusal_keeps_what_was_typed(scene: Scene) -> None:
    """M1-2: asked twice."""
    scene.asked()
    answer = scene.asks.post(of("ask", scene.amber), {"words": "Typed with care"})
    assert answer.status_code == 200
    assert refusals.WAITS_ALREADY in answer.content.decode() and "Typed with care" in answer.content.decode()


def test_the_chair_meets_it_among_the_proposals_and_accepts_with_one_press(scene: Scene) -> None:
    """M1-2: who asks, why, and how many are decided."""
    made = scene.asked()
    with within(scene.here.pk):
        scene.exploited(scene.child(surname="Automatic"))
    shown = text(scene.decides, scene.proposals)
    assert "She is driven to the coast" in shown and "Kit" not in shown.split("<main")[0]
    assert scene.decides.post(of("accept", made)).url == scene.proposals
    assert "Wait for the chair" not in text(scene.decides, scene.proposals)
    assert "On the agenda of" in text(scene.asks, of("request", made))


def test_proposals_are_counted_from_their_lists(scene: Scene) -> None:
    """M1-2: one waits, one stands there by themselves, one is declined."""
    made = scene.asked()
    with within(scene.here.pk):
        first = scene.meetings[0]
        scene.exploited(scene.child(surname="Automatic"))
    here = reverse("mace1:proposals", args=[first.pk])
    waiting = 1 if scene.goes_to.pk == first.pk else 0
    assert f"1 of {1 + waiting} proposal" in text(scene.decides, here)
    scene.decides.post(of("decide", made), {"answer": "decline", "reason": "Another plan holds"})
    assert f"{1 + waiting} of {1 + waiting} proposal" in text(scene.decides, here)


def test_the_chair_declines_with_a_reason_and_whoever_asked_may_dissent(scene: Scene) -> None:
    """M1-2, M1-10: the reason is read by whoever asked; their dissent stands beside it."""
    made = scene.asked()
    bare = scene.decides.post(of("decide", made), {"answer": "decline", "reason": ""})
    assert refusals.NEEDS_REASON in bare.content.decode()
    assert (
        scene.decides.post(of("decide", made), {"answer": "decline", "reason": "Another plan holds"}).status_code == 302
    )
    assert "Another plan holds" in text(scene.asks, of("request", made))
    scene.asks.post(of("dissent_request", made), {"words": "That plan ended in May"})
    assert "That plan ended in May" in text(scene.asks, of("request", made))
    with within(scene.here.pk):
        assert Dissent.objects.get().request == made


def test_the_chair_accepts_for_another_meeting(scene: Scene) -> None:
    """M1-2: a later one of the series, with the reason."""
    made = scene.asked()
    later = next(each for each in scene.meetings if each.begins_at > scene.goes_to.begins_at)
    said = {"answer": "later", "meeting": str(later.pk), "reason": "After court"}
    assert scene.decides.post(of("decide", made), said | {"meeting": ""}).status_code == 200
    assert scene.decides.post(of("decide", made), said).status_code == 302
    with within(scene.here.pk):
        assert Item.objects.get().meeting == later


def test_the_chair_defers_who_comes_by_themselves(scene: Scene) -> None:
    """M1-2 b: the meeting sees it, with the reason."""
    with within(scene.here.pk):
        item = scene.item()
    said = {"to": str(scene.meetings[1].pk), "because": "Court comes first"}
    assert "Defer" in text(scene.decides, of("defer", item))
    assert scene.decides.post(of("defer", item), said).status_code == 302
    shown = text(scene.decides, reverse("mace1:proposals", args=[scene.meetings[0].pk]))
    assert "Court comes first" in shown and "Deferred (1)" in shown
    assert scene.decides.get(of("defer", item)).status_code in (302, 404)


def test_business_support_sees_the_proposals_and_decides_none(scene: Scene) -> None:
    """M1-2: the chair decides."""
    made, supports = scene.asked(), signed_in_client(scene.minutes)
    with within(scene.here.pk):
        item = scene.item("Automatic")
    shown = text(supports, scene.proposals)
    assert "She is driven to the coast" in shown and "Accept" not in shown
    supports.post(of("accept", made))
    supports.post(of("decide", made), {"answer": "accept"})
    supports.post(of("defer", item), {"to": str(scene.meetings[1].pk), "because": "No"})
    with within(scene.here.pk):
        assert Request.objects.get().state == Asked.WAITING
        assert Item.objects.get(pk=item.pk).deferred_at is None


def test_whoever_asked_takes_it_back(scene: Scene) -> None:
    """M1-2: the chair cannot do it for them."""
    made = scene.asked()
    assert scene.decides.post(of("take_back", made)).status_code == 404
    assert scene.asks.post(of("take_back", made)).status_code == 302
    assert "Taken back" in text(scene.asks, of("request", made))


@pytest.mark.parametrize("who", ["core", "stranger", "elsewhere"])
def test_nobody_else_meets_a_request_or_the_proposals(scene: Scene, who: str) -> None:
    """SHA-2, M1-2: a core member who does not run it, somebody of the area's agencies, another partnership."""
    made = scene.asked()
    people = {
        "core": lambda: scene.core,
        "stranger": lambda: a_member(scene.here, Role.HEALTH_MEMBER),
        "elsewhere": lambda: a_member(a_partnership("Other"), Role.CHAIR),
    }
    client = signed_in_client(people[who]())
    for url in (
        scene.proposals,
        of("request", made),
        of("decide", made),
        of("take_back", made),
        of("dissent_request", made),
    ):
        assert client.get(url).status_code == 404, url
    assert client.post(of("accept", made)).status_code == 404
    assert client.post(of("ask", scene.amber), {"words": "No"}).status_code == 404


def test_a_chair_who_has_not_accepted_the_statement_reads_no_proposal(scene: Scene) -> None:
    """SHA-3: the page says what is missing, and names nobody."""
    scene.asked()
    with within(scene.here.pk):
        unaccepted(member=scene.chair, by=None, at=now())
    shown = text(scene.decides, scene.proposals)
    assert "Accept the information sharing statement" in shown and "driven to the coast" not in shown


def test_two_decide_at_once_and_the_second_is_told(scene: Scene) -> None:
    """M1-2: what the second chair typed is kept on the form."""
    made = scene.asked()
    scene.decides.post(of("accept", made))
    answer = scene.decides.post(of("decide", made), {"answer": "decline", "reason": "Typed with care"})
    assert refusals.DECIDED in answer.content.decode() and "Typed with care" in answer.content.decode()
    with within(scene.here.pk):
        assert Case.objects.count() == 1


def test_children_who_wait_for_a_meeting_are_listed_with_the_reason(scene: Scene) -> None:
    """M1-2 b: nobody is lost while no agenda is open; a chair reads of those whom they see."""
    with within(scene.here.pk):
        for each in scene.meetings[1:]:
            cancel(meeting=each, because="None", by=scene.by, at=now())
        scene.sent()
        scene.exploited(scene.amber)
        assert not Case.objects.exists()
        helper = a_member(scene.here, Role.MISSING_COORDINATOR)
    with within(scene.here.pk):
        sees = in_person(scene.series, helper, SeatKind.CHAIR)
    shown = text(signed_in_client(sees), reverse("mace1:proposals", args=[scene.meetings[0].pk]))
    assert "Without a meeting (1)" in shown and "Known to be exploited (criminal)" in shown
    assert "Without a meeting" not in text(scene.decides, reverse("mace1:proposals", args=[scene.meetings[0].pk]))
