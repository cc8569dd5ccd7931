"""Anybody asks for a chat; staff say which child it is; the board, and the social worker told (MIS-9 to MIS-11, SHA-10)."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client

from lantern.children.models import Allocation, Child
from lantern.children.vocabulary import Status, WorkKind
from lantern.missing import actions
from lantern.missing.models import Chat, ChatRequest, ChatWorker, FollowUp, Telling
from lantern.missing.queries.chat_facts import state_of
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Asker, Channel, ChatState, OfferedHow, OfferedTo, Said
from lantern.obligations.models import Obligation
from lantern.organisation.actions import change_arrangement
from lantern.organisation.models import Member
from lantern.organisation.queries import current_partnership
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import SITE, a_member, an_area, signed_in_client
from tests.factories.today import today
from tests.integration.missing.pages import Scene, asking_at_most

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
TYPED = {"asker": "child", "name": "Rowan Example", "born": "13", "reach": "My school, at lunch", "words": "Please"}


@pytest.fixture
def scene() -> Scene:
    cache.clear()
    return Scene()


@pytest.fixture
def coordinator(scene: Scene) -> Member:
    return a_member(scene.here, Role.MISSING_COORDINATOR)


def address(scene: Scene) -> str:
    return f"/chat/{scene.here.pk}/"


def back(scene: Scene, child: Child | None = None) -> tuple[Child, Chat]:
    """A child who is back, and the chat that was offered."""
    child = child or a_child("Rowan", "Example")
    episode = an_episode(child, by=scene.officer, hours_ago=9, back_hours_ago=5)
    told = {"to": OfferedTo.CHILD, "how": OfferedHow.PHONE, "happened": Moment(NOW - timedelta(hours=2))}
    return child, actions.offer_chat(episode=episode, by=scene.officer, at=NOW, **told).chat


def plain(answer: object) -> str:
    """A page without what differs by chance: tokens and nonces."""
    html = answer.content.decode()  # type: ignore[attr-defined]
    return re.sub(r'(nonce|value)="[^"]*"', "", html)


def test_the_form_answers_alike_whatever_is_known(scene: Scene) -> None:
    """MIS-10: for a child with a record and for nobody: the same words, the same way on."""
    with within(scene.here.pk):
        a_child("Rowan", "Example")
    answers = []
    for name in ("Rowan Example", "Nobody Pretend"):
        client = Client()
        sent = client.post(address(scene), TYPED | {"name": name})
        assert (sent.status_code, sent.url) == (302, f"{address(scene)}thanks/")
        answers.append((plain(client.get(sent.url)), sent.content))
    assert answers[0] == answers[1]
    with within(scene.here.pk):
        assert ChatRequest.objects.filter(child=None, chat=None, channel=Channel.FORM).count() == 2


def test_the_plain_address_leads_to_the_form_and_nowhere_else(scene: Scene) -> None:
    """MIS-10: one place goes straight on; a place that there is not goes back; nobody has to sign in."""
    client = Client()
    assert client.get("/chat/").status_code in (200, 302)
    assert client.get("/chat/00000000-0000-4000-8000-000000000000/").url == "/chat/"
    page = client.get(address(scene)).content.decode()
    assert "You can stop at any time" in page and "Call 999" in page
    assert "Official-Sensitive" not in page


def test_what_is_missing_is_said_kindly_and_nothing_typed_is_lost(scene: Scene) -> None:
    """MIS-10: only who, the name and a safe way to answer are asked."""
    page = Client().post(address(scene), TYPED | {"reach": "", "words": "Kept"}).content.decode()
    assert "Tell us how to reach you" in page and "Kept" in page
    with within(scene.here.pk):
        assert not ChatRequest.objects.exists()


def test_a_flood_from_one_address_is_stopped(scene: Scene) -> None:
    """MIS-10: ten an hour."""
    client = Client()
    answers = [client.post(address(scene), TYPED).status_code for _ in range(12)]
    assert answers == [302] * 10 + [429] * 2
    with within(scene.here.pk):
        assert ChatRequest.objects.count() == 10


def test_a_request_is_matched_to_a_child_and_is_the_childs_yes(scene: Scene, coordinator: Member) -> None:
    """MIS-10: the coordinator finds it in the queue; what is owed for the return goes on with the yes."""
    with within(scene.here.pk):
        child = a_child("Rowan", "Example", born=date(2013, 5, 4))
        episode = an_episode(child, by=scene.officer, hours_ago=9, back_hours_ago=5)
    Client().post(address(scene), TYPED)
    client = signed_in_client(coordinator)
    assert "Requests that wait" in client.get("/missing/chats/").content.decode()
    assert "Rowan Example" in client.get("/missing/chats/requests/").content.decode()
    with within(scene.here.pk):
        request = ChatRequest.objects.get()
    url = f"/missing/chats/requests/{request.pk}/"
    page = client.get(url).content.decode()
    assert "This is the child" in page and "My school, at lunch" in page
    went = client.post(url, {"child": str(child.pk)})
    with within(scene.here.pk):
        chat = Chat.objects.get()
        assert went.url == f"/missing/chats/{chat.pk}/"
        assert state_of(chat) is ChatState.ACCEPTED
        assert Obligation.objects.get(subject_id=episode.pk, kind="chat offer").met_at is not None
        with pytest.raises(NotAllowed, match="decided"):
            request.refresh_from_db()
            actions.match_request(request=request, child=child, by=coordinator, at=NOW)
    assert client.get(url).url == went.url
    assert client.post(url, {"child": "nonsense"}).status_code in (302, 404)


def test_a_request_is_set_aside_with_a_reason(scene: Scene, coordinator: Member) -> None:
    """MIS-10: and stays on the record."""
    Client().post(address(scene), TYPED)
    with within(scene.here.pk):
        request = ChatRequest.objects.get()
    client, url = signed_in_client(coordinator), f"/missing/chats/requests/{request.pk}/"
    assert "Answer “Why does it lead to nothing?”" in client.post(url, {"reason": ""}).content.decode()
    assert client.post(url, {"reason": "A test of the form."}).url == "/missing/chats/requests/"
    with within(scene.here.pk):
        assert ChatRequest.objects.get().set_aside == "A test of the form."
    assert "No request waits" in client.get("/missing/chats/requests/").content.decode()


def test_a_request_is_seen_by_who_covers_its_place_alone(scene: Scene) -> None:
    """SHA-2: without a postcode by county-level roles; in another quadrant by nobody there."""
    Client().post(address(scene), TYPED)
    north = a_member(scene.here, Role.MISSING_COORDINATOR, "North")
    with within(scene.here.pk):
        request = ChatRequest.objects.get()
    client = signed_in_client(north)
    assert "No request waits" in client.get("/missing/chats/requests/").content.decode()
    assert client.get(f"/missing/chats/requests/{request.pk}/").status_code == 404
    assert scene.client.get("/missing/chats/requests/").status_code == 404  # the liaison officer allocates nothing


def test_any_professional_asks_on_the_childs_page(scene: Scene) -> None:
    """MIS-10: a health member too; what they heard by phone from the child is the child's yes."""
    health = a_member(scene.here, Role.HEALTH_MEMBER)
    with within(scene.here.pk):
        child = a_child()
        an_episode(child, by=scene.officer, hours_ago=9, back_hours_ago=5)
        from lantern.children.actions import allocate

        allocate(child=child, member=health, kind=WorkKind.OTHER, since=date(2024, 1, 1), by=None, at=NOW)
    client, url = signed_in_client(health), f"/missing/chats/ask/{child.pk}/"
    assert "Ask for a missing chat" in client.get(f"/children/{child.pk}/missing/").content.decode()
    assert client.get(url).status_code == 200
    sent = {"asker": "professional", "channel": "on the child's page", "words": "Seemed low", "wish": ""}
    assert client.post(url, sent).url == f"/children/{child.pk}/"
    with within(scene.here.pk):
        assert state_of(Chat.objects.get()) is ChatState.ASKED_FOR
    scene.client.post(url, sent | {"asker": "child", "channel": "phone"})
    with within(scene.here.pk):
        assert state_of(Chat.objects.get()) is ChatState.ACCEPTED


def test_who_holds_it_sees_the_child_for_as_long_as_that(scene: Scene, coordinator: Member) -> None:
    """MIS-9, SHA-2: from the day of allocation until some days after the social worker was told; not the one before."""
    first, second = (a_member(scene.here, Role.CHAT_WORKER) for _ in range(2))
    social = a_member(scene.here, Role.SOCIAL_WORKER)
    with within(scene.here.pk):
        child, chat = back(scene, a_child(status=Status.IN_NEED, worker=social))
        actions.allocate_chat(chat=chat, worker=first, by=coordinator, at=NOW)
    assert signed_in_client(first).get(f"/missing/chats/{chat.pk}/").status_code == 200
    with within(scene.here.pk):
        actions.allocate_chat(chat=chat, worker=second, by=coordinator, at=NOW)
        assert Obligation.objects.get(child=child, kind="missing chat").owner_id == second.pk
    assert signed_in_client(first).get(f"/missing/chats/{chat.pk}/").status_code == 404
    assert signed_in_client(second).get(f"/missing/chats/{chat.pk}/").status_code == 200
    with within(scene.here.pk):
        actions.tell_of_chat(chat=chat, to=social, words="Went well.", site=SITE, by=second, at=NOW)
        work = Allocation.objects.get(member=second)
        assert work.until is not None and (work.until - work.since).days == 7
        actions.allocate_chat(chat=chat, worker=second, by=coordinator, at=NOW)  # once more: it goes on
        assert Allocation.objects.get(member=second).until is None


def test_the_mail_tells_nothing_and_reading_is_proved(scene: Scene) -> None:
    """MIS-11, SHA-10: a link and no name; opened when opened, acknowledged when they say so."""
    social = a_member(scene.here, Role.SOCIAL_WORKER)
    with within(scene.here.pk):
        child, chat = back(scene, a_child("Secretname", "Hiddenson", status=Status.IN_NEED, worker=social))
    url = f"/missing/chats/{chat.pk}/"
    scene.client.post(f"{url}tell/", {"words": "She talked of Tyler."})
    (sent,) = mail.outbox
    text = f"{sent.subject} {sent.body}"
    assert sent.to == [social.email] and url in sent.body
    assert not any(word in text for word in ("Secretname", "Hiddenson", "Tyler", child.number, str(child.pk)))
    assert "Not opened yet" in scene.client.get(url).content.decode()
    client = signed_in_client(social)
    assert "I have read it" in client.get(url).content.decode()
    with within(scene.here.pk):
        telling = Telling.objects.get()
        assert telling.opened_at and not telling.acknowledged_at
        with pytest.raises(NotAllowed, match="Only who was told"):
            actions.acknowledge_telling(telling=telling, by=scene.officer, at=NOW)
    client.post(f"{url}acknowledge/")
    assert "Acknowledged" in scene.client.get(url).content.decode()
    assert "I have read it" not in client.get(url).content.decode()


def test_without_a_social_worker_nobody_can_be_told(scene: Scene) -> None:
    """MIS-11: the page says what to do first."""
    with within(scene.here.pk):
        _, chat = back(scene)
    url = f"/missing/chats/{chat.pk}/tell/"
    assert "no social worker" in scene.client.get(url).content.decode()
    scene.client.post(url, {"words": "Nothing"})
    assert mail.outbox == []


def test_what_is_to_be_done_gets_its_outcome(scene: Scene) -> None:
    """MIS-11: an action with its owner; once done, done."""
    with within(scene.here.pk):
        _, chat = back(scene)
    url = f"/missing/chats/{chat.pk}/actions/"
    sent = {"text": "Find a swimming club", "owner": str(scene.officer.pk)}
    assert scene.client.post(url, sent).status_code == 302
    with within(scene.here.pk):
        follow_up = FollowUp.objects.get()
    assert scene.client.get(f"{url}{follow_up.pk}/").status_code == 200
    assert "Answer “What came of it?”" in scene.client.post(f"{url}{follow_up.pk}/", {"outcome": ""}).content.decode()
    scene.client.post(f"{url}{follow_up.pk}/", {"outcome": "Starts on Tuesday"})
    assert "Starts on Tuesday" in scene.client.get(f"/missing/chats/{chat.pk}/").content.decode()
    with within(scene.here.pk):
        follow_up.refresh_from_db()
        with pytest.raises(NotAllowed, match="done already"):
            actions.finish_follow_up(follow_up=follow_up, outcome="Again", by=scene.officer, at=NOW)


def test_the_board_says_who_could_and_asks_little(scene: Scene, coordinator: Member) -> None:
    """MIS-9: capacity, travel, independence, the wish; at most 12 queries however many chats."""
    named = a_member(scene.here, Role.CHAT_WORKER, name="Bo Pretend", agency="Invented Charity")
    with within(scene.here.pk):
        chats = [back(scene, a_child(area=an_area(scene.here, "Chelmsford")))[1] for _ in range(3)]
        actions.receive_request(asker=Asker.PARENT, channel=Channel.MAILBOX, name="X", by=None, at=NOW)
    client = signed_in_client(coordinator)
    url = f"/missing/chats/workers/{named.pk}/"
    capacity = {
        "capacity": "1",
        "travels": [str(an_area(scene.here, "Maldon").pk)],
        "described": "a woman",
        "base": "0",
    }
    assert client.post(url, capacity).status_code == 302
    assert "Look at it again" in client.post(url, capacity).content.decode()  # on top of an older version
    assert "1" in client.get(url).content.decode()
    page = client.get(f"/missing/chats/{chats[0].pk}/worker/").content.decode()
    assert "Against: does not travel there" in page and "independent of the child’s case" in page
    assert client.post(f"/missing/chats/{chats[0].pk}/worker/", {"worker": str(named.pk)}).status_code == 302
    client.get("/missing/chats/")
    with asking_at_most(12):
        board = client.get("/missing/chats/").content.decode()
    assert "1 of 1" in board and "3 go on" in board and "Requests that wait" in board
    assert "2" in re.search(r"Nobody holds them yet (\d)", board)[1]  # type: ignore[index]
    mine = signed_in_client(named).get("/missing/chats/?shown=mine").content.decode()
    assert "1 goes on" in mine and "Who holds chats" not in mine
    with within(scene.here.pk):
        assert ChatWorker.objects.get().capacity == 1


@pytest.mark.parametrize(
    ("opened", "refused", "days", "takes_up"),
    [
        (40, 27.9, 28, True),  # counted from the refusal, however long the chat was open before
        (40, 28.1, 28, False),
        (9, 5, 0, False),
        (9, 5, 6, True),
    ],
)
def test_a_child_who_asks_not_long_after_refusing_takes_up_that_chat(
    scene: Scene, coordinator: Member, opened: float, refused: float, days: int, takes_up: bool
) -> None:
    """MIS-9, MIS-10, PAR-7: the days are the arrangement's; later than that the child asks for something new."""
    with within(scene.here.pk):
        child = a_child("Rowan", "Example")
        then, said = NOW - timedelta(days=opened), NOW - timedelta(days=refused)
        episode = an_episode(child, by=scene.officer, hours_ago=9, back_hours_ago=5, at=then)
        told = {"by": scene.officer, "happened": Moment(then), "at": then}
        chat = actions.offer_chat(episode=episode, to=OfferedTo.CHILD, how=OfferedHow.PHONE, **told).chat
        answered = {"by": scene.officer, "happened": Moment(said), "at": said}
        actions.answer_chat(chat=chat, whose=OfferedTo.CHILD, said=Said.DECLINED, **answered)
        if days != 28:
            values = {"missing.chats.change_days": days}
            seen = current_partnership().arrangement_version
            change_arrangement(values=values, effective_from=today(), seen=seen, by=coordinator, at=NOW)
        coordinator = Member.objects.select_related("partnership").get(pk=coordinator.pk)
        request = actions.request_chat(child=child, asker=Asker.CHILD, channel=Channel.PHONE, by=coordinator, at=NOW)
        assert request.chat is not None
        assert (request.chat == chat) is takes_up
        assert request.chat.covers.filter(incident=episode.incident_id).exists() is takes_up
        assert state_of(request.chat) is ChatState.ACCEPTED


def test_a_refusal_that_was_taken_back_leaves_nothing_refused(scene: Scene, coordinator: Member) -> None:
    """MIS-9: what somebody entered by mistake is no refusal to change one's mind about: the chat goes on."""
    with within(scene.here.pk):
        child, chat = back(scene)
        answered = {"by": scene.officer, "happened": Moment(NOW), "at": NOW}
        answer = actions.answer_chat(chat=chat, whose=OfferedTo.CHILD, said=Said.DECLINED, **answered)
        actions.withdraw_chat_fact(fact=answer, by=scene.officer, at=NOW)
        request = actions.request_chat(child=child, asker=Asker.CHILD, channel=Channel.PHONE, by=coordinator, at=NOW)
        assert request.chat == chat
