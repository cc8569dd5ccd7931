"""A request once somebody says whose it is; and a chat that another authority is to offer (MIS-10, PAR-9)."""

from datetime import UTC, datetime, timedelta

import pytest

from lantern.children.models import Child
from lantern.missing import actions
from lantern.missing.models import Answer, Chat, ChatRequest, Cover, Episode, Offer
from lantern.missing.queries.chat_facts import state_of
from lantern.missing.vocabulary import Asker, Channel, ChatState, OfferedHow, OfferedTo, Said, Wish
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene, ago, text_of, typed

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)


class Desk(Scene):
    """A coordinator with a child who is back."""

    def __init__(self) -> None:
        super().__init__()
        self.coordinator = a_member(self.here, Role.MISSING_COORDINATOR)
        self.client = signed_in_client(self.coordinator)
        with within(self.here.pk):
            self.child = a_child("Rowan", "Example", area=an_area(self.here, "Chelmsford"))
            self.episode = self.back(self.child)

    def back(self, child: Child, hours: float = 5) -> Episode:
        return an_episode(child, by=self.officer, hours_ago=hours + 4, back_hours_ago=hours)

    def asked(self, asker: Asker = Asker.CHILD, **changed: object) -> ChatRequest:
        said = {"asker": asker, "channel": Channel.FORM, "name": "Rowan Example", "words": "Please"} | changed
        return actions.receive_request(by=None, at=NOW - timedelta(hours=1), **said)  # type: ignore[arg-type]

    def matches(self, request: ChatRequest, child: Child | None = None) -> Chat:
        return actions.match_request(request=request, child=child or self.child, by=self.coordinator, at=NOW)

    def offers(self, **changed: object) -> Offer:
        told = {"to": OfferedTo.CHILD, "how": OfferedHow.PHONE, "happened": Moment(NOW - timedelta(hours=2))} | changed
        return actions.offer_chat(episode=self.episode, by=self.officer, at=NOW, **told)  # type: ignore[arg-type]

    def owed(self) -> set[str]:
        rows = Obligation.objects.filter(subject_id=self.episode.pk, met_at=None, kind__contains="chat")
        return set(rows.values_list("kind", flat=True))


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize(
    ("asker", "state", "owed"),
    [
        (Asker.CHILD, ChatState.ACCEPTED, {"missing chat"}),
        (Asker.PARENT, ChatState.ACCEPTED, {"missing chat"}),
        (Asker.PROFESSIONAL, ChatState.ASKED_FOR, {"chat offer", "missing chat"}),
    ],
)
def test_what_it_comes_to_hangs_on_who_asked(desk: Desk, asker: Asker, state: ChatState, owed: set[str]) -> None:
    """MIS-10: a child or parent who asks has said yes at the time they wrote; a professional speaks for nobody."""
    with within(desk.here.pk):
        chat = desk.matches(desk.asked(asker))
        assert (state_of(chat), desk.owed()) == (state, owed)
        answers = list(Answer.objects.values_list("happened_at", "channel", "note"))
        assert answers == ([] if asker is Asker.PROFESSIONAL else [(NOW - timedelta(hours=1), "public form", "Please")])
        assert Cover.objects.get().incident_id == desk.episode.incident_id


def test_the_childs_request_outweighs_the_parents_refusal(desk: Desk) -> None:
    """MIS-9, MIS-10: a child whose parent said no writes by themselves: the chat is owed again."""
    with within(desk.here.pk):
        chat = desk.offers(to=OfferedTo.PARENT).chat
        actions.answer_chat(
            chat=chat, whose=OfferedTo.PARENT, said=Said.DECLINED, happened=Moment(NOW), by=desk.officer, at=NOW
        )
        assert desk.owed() == set()
        found = desk.matches(desk.asked())
        assert (found.pk, state_of(found), desk.owed()) == (chat.pk, ChatState.ACCEPTED, {"missing chat"})


def test_long_after_a_refusal_a_child_asks_for_something_new(desk: Desk) -> None:
    """MIS-9, MIS-10: what was refused five weeks ago stays refused; the chat now asked for is another."""
    with within(desk.here.pk):
        chat = desk.offers().chat
        actions.answer_chat(
            chat=chat, whose=OfferedTo.CHILD, said=Said.DECLINED, happened=Moment(NOW), by=desk.officer, at=NOW
        )
        later = NOW + timedelta(days=35)
        request = actions.receive_request(asker=Asker.CHILD, channel=Channel.PHONE, by=desk.officer, at=later)
        found = actions.match_request(request=request, child=desk.child, by=desk.coordinator, at=later)
        assert found.pk != chat.pk
        assert state_of(chat) is ChatState.DECLINED_BY_CHILD


def test_a_parents_request_does_not_undo_the_childs_no(desk: Desk) -> None:
    """MIS-9, MIS-10: it is the child's choice."""
    with within(desk.here.pk):
        chat = desk.offers().chat
        actions.answer_chat(
            chat=chat, whose=OfferedTo.CHILD, said=Said.DECLINED, happened=Moment(NOW), by=desk.officer, at=NOW
        )
        desk.matches(desk.asked(Asker.PARENT))
        assert state_of(Chat.objects.get(pk=chat.pk)) is ChatState.DECLINED_BY_CHILD
        assert "missing chat" not in desk.owed()


def test_it_goes_to_the_chat_that_goes_on(desk: Desk) -> None:
    """MIS-10: and with it the wish with whom to talk; no second chat is begun beside it."""
    with within(desk.here.pk):
        chat = desk.offers().chat
        desk.matches(desk.asked(wish=Wish.WOMAN))
        chat.refresh_from_db()
        assert (Chat.objects.count(), chat.wish) == (1, "a woman")


def test_with_nothing_owed_there_is_a_chat_all_the_same(desk: Desk) -> None:
    """MIS-10: a child who was never missing may want to talk; it covers no episode and is about nobody else."""
    with within(desk.here.pk):
        other = a_child("Robin", area=an_area(desk.here, "Chelmsford"))
        chat = desk.matches(desk.asked(), other)
        assert (chat.child_id, chat.covers.count()) == (other.pk, 0)
    assert "No episode yet" in text_of(desk.client.get(f"/missing/chats/{chat.pk}/"))


def test_a_child_out_of_sight_cannot_be_chosen(desk: Desk) -> None:
    """SHA-2, MIS-10: neither found nor posted; the request waits as before."""
    with within(desk.here.pk):
        request = desk.asked()
    north = a_member(desk.here, Role.MISSING_COORDINATOR, "North")
    url = f"/missing/chats/requests/{request.pk}/"
    assert signed_in_client(north).post(url, {"child": str(desk.child.pk)}).status_code == 404
    with within(desk.here.pk):
        assert ChatRequest.objects.get().child_id is None
        assert not Chat.objects.exists()


def test_what_is_sought_is_the_name_that_was_written_until_somebody_seeks_another(desk: Desk) -> None:
    """MIS-10: who was found was looked at, and that stands on the trail without what was sought."""
    with within(desk.here.pk):
        request = desk.asked(name="Rowan Example")
    url = f"/missing/chats/requests/{request.pk}/"
    page = desk.client.get(url)
    assert 'value="Rowan Example"' in page.content.decode() and "This is the child" in page.content.decode()
    with within(desk.here.pk):
        entry = Entry.objects.filter(child_id=desk.child.pk, detail="by a request").get()
        assert "Rowan" not in f"{entry.sought}{entry.detail}"
    assert "Nobody you may see answers to this" in text_of(desk.client.get(url, {"q": "Zebedee Quux"}))


def test_once_set_aside_it_says_why_and_offers_no_child(desk: Desk) -> None:
    """MIS-10: from an old page it is refused, with the reason it was set aside for."""
    with within(desk.here.pk):
        request = desk.asked()
    url = f"/missing/chats/requests/{request.pk}/"
    desk.client.post(url, {"reason": "The same as yesterday's"})
    page = desk.client.get(url)
    assert "The same as yesterday" in text_of(page) and "This is the child" not in page.content.decode()
    answer = desk.client.post(url, {"child": str(desk.child.pk)})
    assert "Somebody has decided about this request already" in text_of(answer)
    answer = desk.client.post(url, {"reason": "Another reason"})
    assert "Somebody has decided about this request already" in text_of(answer)
    with within(desk.here.pk):
        assert ChatRequest.objects.get().set_aside == "The same as yesterday's"


def test_the_oldest_request_stands_first_and_a_decided_one_not_at_all(desk: Desk) -> None:
    """MIS-10: nobody who wrote first waits longest."""
    with within(desk.here.pk):
        for name, hours in (("Second", 5), ("First", 9), ("Third", 1)):
            actions.receive_request(
                asker=Asker.CHILD, channel=Channel.FORM, name=name, by=None, at=NOW - timedelta(hours=hours)
            )
        desk.matches(desk.asked(name="Matched"))
    page = text_of(desk.client.get("/missing/chats/requests/"))
    assert page.index("First") < page.index("Second") < page.index("Third")
    assert "Matched" not in page and "3 wait" in page


def test_the_page_of_a_chat_says_who_holds_the_duty_to_offer_it(desk: Desk) -> None:
    """PAR-9: by name, for whoever opens it; here nothing is owed."""
    sent = {
        "how": "not offered", "reason": "Placed there", "authority": "Pretend Borough", "to": "child", "said": "not yet",
    } | typed("happened", ago(1))  # fmt: skip
    went = desk.client.post(f"/missing/{desk.episode.pk}/chat/offer/", sent)
    assert "to be offered by Pretend Borough" in text_of(desk.client.get(went.url))
    with within(desk.here.pk):
        assert (desk.owed(), Chat.objects.get().authority) == (set(), "Pretend Borough")
        assert Entry.objects.filter(what="missing.chat_not_offered").count() == 1


def test_offered_here_after_all_the_duty_is_ours_and_theirs_is_still_named(desk: Desk) -> None:
    """PAR-9, MIS-9: a later offer without a name takes none away, and what follows is owed here."""
    with within(desk.here.pk):
        told = {"to": None, "how": OfferedHow.NOT_OFFERED, "reason": "Theirs", "authority": "Pretend Borough"}
        first = desk.offers(**told)
        again = desk.offers(happened=Moment(NOW - timedelta(hours=1)))
        assert again.chat_id == first.chat_id
        assert Chat.objects.get().authority == "Pretend Borough"
        assert desk.owed() == {"missing chat"}


def test_another_authority_with_no_reason_is_refused_on_the_form(desk: Desk) -> None:
    """PAR-9: the name alone does not say why; it stays in its box."""
    sent = {"how": "not offered", "reason": "", "authority": "Pretend Borough", "to": "child", "said": "not yet"}
    page = desk.client.post(f"/missing/{desk.episode.pk}/chat/offer/", sent | typed("happened", ago(1)))
    assert "Answer “Why not?”" in text_of(page) and "Pretend Borough" in page.content.decode()
    with within(desk.here.pk):
        assert not Chat.objects.exists()
