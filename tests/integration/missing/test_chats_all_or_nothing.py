"""What is refused of missing chats leaves nothing behind, and two people at once do a thing once (MIS-9 to MIS-11)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.children.models import Child
from lantern.missing import actions
from lantern.missing.models import (
    Answer,
    Chat,
    ChatRequest,
    ChatText,
    Cover,
    Episode,
    FollowUp,
    Offer,
    Sitting,
    Telling,
)
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Asker, Channel, OfferedHow, OfferedTo, Said, Section
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member
from tests.integration.missing.pages import Scene

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
RECORDED = (Chat, Cover, Offer, Answer, Sitting, ChatText, ChatRequest, FollowUp, Telling, Entry)
CHILD, PHONE, PERSON = OfferedTo.CHILD, OfferedHow.PHONE, OfferedHow.PERSON


class Told(Scene):
    """A child back from one episode, whose chat was offered; another child with an episode of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.by_whom = {"by": self.officer, "at": NOW}
        with within(self.here.pk):
            self.child, self.other = a_child(), a_child()
            self.earlier = self.came_back(self.child, 20)
            self.episode = self.came_back(self.child)
            self.theirs = self.came_back(self.other)
            self.chat = actions.offer_chat(
                episode=self.episode, to=CHILD, how=PHONE, happened=ago(3), by=self.officer, at=NOW
            ).chat

    def came_back(self, child: Child, hours: float = 5) -> Episode:
        return an_episode(child, by=self.officer, hours_ago=hours + 4, back_hours_ago=hours)

    def asked(self) -> ChatRequest:
        return actions.receive_request(asker=Asker.CHILD, channel=Channel.FORM, name="X", by=None, at=NOW)

    def counts(self) -> list[int]:
        return [model.objects.count() for model in RECORDED]


def ago(hours: float) -> Moment:
    return Moment(NOW - timedelta(hours=hours))


@pytest.fixture
def scene() -> Told:
    return Told()


Refused = Callable[[Told], object]
REFUSED: dict[str, tuple[Refused, str]] = {
    "offer in time to come": (
        lambda it: actions.offer_chat(episode=it.episode, to=CHILD, how=PHONE, happened=ago(-1), **it.by_whom),
        "lies in the future",
    ),
    "offer of a second, of which one was before its return": (
        lambda it: actions.offer_chat(
            episode=it.earlier, also=[it.episode], to=CHILD, how=PHONE, happened=ago(6), **it.by_whom
        ),
        "before the child was back",
    ),
    "not offered and no reason": (
        lambda it: actions.offer_chat(
            episode=it.episode, to=None, how=OfferedHow.NOT_OFFERED, happened=ago(1), authority="X", **it.by_whom
        ),
        "Say why",
    ),
    "offer about another child's episode too": (
        lambda it: actions.offer_chat(
            episode=it.episode, also=[it.theirs], to=CHILD, how=PHONE, happened=ago(1), **it.by_whom
        ),
        "another child",
    ),
    "answer in time to come": (
        lambda it: actions.answer_chat(chat=it.chat, whose=CHILD, said=Said.ACCEPTED, happened=ago(-2), **it.by_whom),
        "lies in the future",
    ),
    "held in time to come": (
        lambda it: actions.record_sitting(
            chat=it.chat, happened=ago(-0.1), how=PERSON, covers=[it.episode], **it.by_whom
        ),
        "lies in the future",
    ),
    "held before one of the returns": (
        lambda it: actions.record_sitting(chat=it.chat, happened=ago(6), how=PERSON, covers=[it.episode], **it.by_whom),
        "before the child was back",
    ),
    "held about nothing": (
        lambda it: actions.record_sitting(chat=it.chat, happened=ago(1), how=PERSON, covers=[], **it.by_whom),
        "at least one episode",
    ),
    "held about another child's episode": (
        lambda it: actions.record_sitting(chat=it.chat, happened=ago(1), how=PERSON, covers=[it.theirs], **it.by_whom),
        "another child",
    ),
    "a text without end": (
        lambda it: actions.save_section(
            chat=it.chat, section=Section.WHY, text="x" * 20_001, based_on=0, **it.by_whom
        ),
        "20,000",
    ),
    "a version that never was": (
        lambda it: actions.save_section(chat=it.chat, section=Section.WHY, text="x", based_on=1, **it.by_whom),
        "Load the page again",
    ),
    "capacity on top of another": (
        lambda it: actions.set_capacity(
            worker=it.officer, capacity=3, travels=[], described="", note="", seen=1, **it.by_whom
        ),
        "changed this meanwhile",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_leaves_nothing(scene: Told, what: str) -> None:
    """MIS-9: no chat half begun, no cover, no line on the trail, and what is owed is owed as before."""
    act, words = REFUSED[what]
    with within(scene.here.pk):
        before = scene.counts()
        owed = list(Obligation.objects.order_by("pk").values_list("pk", "kind", "due_at", "met_at"))
        with pytest.raises(NotAllowed, match=words):
            act(scene)
        assert scene.counts() == before
        assert list(Obligation.objects.order_by("pk").values_list("pk", "kind", "due_at", "met_at")) == owed
        assert Offer.objects.count() == 1
        assert Chat.objects.get().authority == ""


def test_two_who_say_whose_request_it_is_do_not_both(scene: Told) -> None:
    """MIS-10: the second, with the page of before, is told; the first child's chat and answer stay alone."""
    with within(scene.here.pk):
        request = scene.asked()
        stale = ChatRequest.objects.get(pk=request.pk)
        actions.match_request(request=request, child=scene.child, **scene.by_whom)
        before = scene.counts()
        with pytest.raises(NotAllowed, match="decided about this request already"):
            actions.match_request(request=stale, child=scene.other, **scene.by_whom)
        with pytest.raises(NotAllowed, match="decided about this request already"):
            actions.set_request_aside(request=ChatRequest(pk=request.pk), reason="Too late", **scene.by_whom)
        assert scene.counts() == before
        assert ChatRequest.objects.get().child_id == scene.child.pk


def test_set_aside_it_leads_to_nobody(scene: Told) -> None:
    """MIS-10: and matched after all from an old page it is refused."""
    with within(scene.here.pk):
        request = scene.asked()
        stale = ChatRequest.objects.get(pk=request.pk)
        actions.set_request_aside(request=request, reason=" A test ", **scene.by_whom)
        with pytest.raises(NotAllowed, match="decided about this request already"):
            actions.match_request(request=stale, child=scene.child, **scene.by_whom)
        assert ChatRequest.objects.get().set_aside == "A test"
        assert not Answer.objects.exists()


def test_taken_back_by_two_it_is_taken_back_once(scene: Told) -> None:
    """MIS-9, MIS-3: one line on the trail, the time of the first."""
    with within(scene.here.pk):
        first, second = Offer.objects.get(), Offer.objects.get()
        actions.withdraw_chat_fact(fact=first, **scene.by_whom)
        with pytest.raises(NotAllowed, match="taken back already"):
            actions.withdraw_chat_fact(fact=second, by=scene.officer, at=NOW + timedelta(minutes=5))
        assert Offer.objects.get().withdrawn_at == NOW
        assert Entry.objects.filter(what="missing.chat_fact_withdrawn").count() == 1


def test_done_by_two_it_keeps_the_outcome_of_the_first(scene: Told) -> None:
    """MIS-11: an outcome is never written over."""
    with within(scene.here.pk):
        made = actions.add_follow_up(
            chat=scene.chat, text="Call the school", owner=scene.officer, due_on=date(2026, 1, 1), **scene.by_whom
        )
        stale = FollowUp.objects.get(pk=made.pk)
        with pytest.raises(NotAllowed, match="Say what came of it"):
            actions.finish_follow_up(follow_up=made, outcome=" \n", **scene.by_whom)
        actions.finish_follow_up(follow_up=made, outcome="Called", **scene.by_whom)
        with pytest.raises(NotAllowed, match="done already"):
            actions.finish_follow_up(follow_up=stale, outcome="Never mind", **scene.by_whom)
        assert FollowUp.objects.get().outcome == "Called"


def test_acknowledged_on_two_screens_it_is_acknowledged_once(scene: Told) -> None:
    """MIS-11: the proof is the first time, and opening it again changes nothing."""
    social = a_member(scene.here, Role.SOCIAL_WORKER)
    with within(scene.here.pk):
        actions.tell_of_chat(chat=scene.chat, to=social, words="Calm", site="https://example.org", **scene.by_whom)
        first, second = Telling.objects.get(), Telling.objects.get()
        later = NOW + timedelta(hours=1)
        actions.open_telling(telling=first, by=social, at=NOW)
        actions.open_telling(telling=second, by=social, at=later)
        actions.acknowledge_telling(telling=first, by=social, at=NOW)
        with pytest.raises(NotAllowed, match="acknowledged already"):
            actions.acknowledge_telling(telling=second, by=social, at=later)
        found = Telling.objects.get()
        assert (found.opened_at, found.acknowledged_at) == (NOW, NOW)
