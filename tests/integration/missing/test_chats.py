"""Missing chats through the actions and the pages: offered, answered, held, taken back (MIS-8, MIS-9, SHA-2)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from lantern.children.vocabulary import Status
from lantern.missing import actions
from lantern.missing.models import Answer, Chat, Cover, Episode, Offer, Sitting
from lantern.missing.queries.chat_facts import state_of
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import ChatState, OfferedHow, OfferedTo, Said, Section
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, signed_in_client
from tests.integration.missing.pages import Scene, typed

pytestmark = pytest.mark.django_db


def ago(hours: float) -> Moment:
    return Moment(datetime.now(UTC) - timedelta(hours=hours))


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def offer(episode: Episode, by: Member, **changed: object) -> Offer:
    told = {"to": OfferedTo.CHILD, "how": OfferedHow.PHONE, "happened": ago(3)} | changed
    return actions.offer_chat(episode=episode, by=by, at=now(), **told)  # type: ignore[arg-type]


def answer(chat: Chat, by: Member, whose: OfferedTo, said: Said, hours: float = 2) -> Answer:
    return actions.answer_chat(chat=chat, whose=whose, said=said, happened=ago(hours), by=by, at=now())


def open_kinds(episode: Episode) -> set[str]:
    rows = Obligation.objects.filter(subject_id=episode.pk, met_at=None, waived_at=None, kind__contains="chat")
    return set(rows.values_list("kind", flat=True))


def test_a_parents_refusal_then_the_childs_acceptance_then_the_chat(scene: Scene) -> None:
    """MIS-9: the parent's no ends what is owed, the child's yes begins it again, and holding it meets it."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=5)
        assert open_kinds(episode) == {"chat offer", "missing chat"}
        chat = offer(episode, scene.officer, to=OfferedTo.PARENT).chat
        assert open_kinds(episode) == {"missing chat"}
        answer(chat, scene.officer, OfferedTo.PARENT, Said.DECLINED)
        assert (open_kinds(episode), state_of(chat)) == (set(), ChatState.DECLINED_BY_PARENT)
        answer(chat, scene.officer, OfferedTo.CHILD, Said.ACCEPTED, hours=1)
        assert (open_kinds(episode), state_of(chat)) == ({"missing chat"}, ChatState.ACCEPTED)
        actions.record_sitting(
            chat=chat, happened=ago(0.5), how=OfferedHow.PERSON, covers=[episode], by=scene.officer, at=now()
        )
        assert (open_kinds(episode), state_of(chat)) == (set(), ChatState.HELD)


def test_one_chat_meets_what_is_owed_for_three_episodes(scene: Scene) -> None:
    """MIS-9: and which it covers can be said when it is held."""
    with within(scene.here.pk):
        child = a_child()
        three = [an_episode(child, by=scene.officer, hours_ago=h, back_hours_ago=h - 3) for h in (60, 40, 20)]
        chat = offer(three[0], scene.officer, happened=ago(50)).chat
        assert offer(three[1], scene.officer, happened=ago(30)).chat == chat  # one that goes on takes it in
        actions.record_sitting(
            chat=chat, happened=ago(1), how=OfferedHow.PERSON, covers=three, by=scene.officer, at=now()
        )
        assert [open_kinds(each) for each in three] == [set()] * 3
        assert Chat.objects.count() == 1
        later = an_episode(child, by=scene.officer, hours_ago=0.5, back_hours_ago=0.4)
        assert open_kinds(later) == {"chat offer", "missing chat"}
        assert offer(later, scene.officer, happened=ago(0.2)).chat != chat  # what is held is over


def test_a_refusal_of_one_chat_is_none_of_the_next_episode(scene: Scene) -> None:
    """MIS-9: after every return it is offered anew."""
    with within(scene.here.pk):
        child = a_child()
        first = an_episode(child, by=scene.officer, hours_ago=30, back_hours_ago=25)
        chat = offer(first, scene.officer, happened=ago(20)).chat
        answer(chat, scene.officer, OfferedTo.CHILD, Said.DECLINED, hours=19)
        second = an_episode(child, by=scene.officer, hours_ago=9, back_hours_ago=5)
        assert (open_kinds(first), open_kinds(second)) == (set(), {"chat offer", "missing chat"})
        assert offer(second, scene.officer).chat != chat


def test_taking_back_is_as_if_it_had_never_been(scene: Scene) -> None:
    """MIS-9, MIS-3: the record stays, what it met is owed again, and once is enough."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=5)
        made = offer(episode, scene.officer)
        said = answer(made.chat, scene.officer, OfferedTo.CHILD, Said.DECLINED)
        actions.withdraw_chat_fact(fact=said, by=scene.officer, at=now())
        assert open_kinds(episode) == {"missing chat"}
        actions.withdraw_chat_fact(fact=made, by=scene.officer, at=now())
        assert open_kinds(episode) == {"chat offer", "missing chat"}
        assert Offer.objects.get().withdrawn_at and Answer.objects.get().withdrawn_at
        with pytest.raises(NotAllowed, match="taken back already"):
            actions.withdraw_chat_fact(fact=made, by=scene.officer, at=now())


def test_what_cannot_be_is_refused_with_its_reason(scene: Scene) -> None:
    """MIS-9: not before the return, not in the future, not without a reason, not about nothing."""
    with within(scene.here.pk):
        child = a_child()
        episode = an_episode(child, by=scene.officer, hours_ago=9, back_hours_ago=5)
        away = an_episode(a_child(), by=scene.officer, hours_ago=2)
        for told, words in (
            ({"happened": ago(6)}, "before the child was back"),
            ({"happened": ago(-1)}, "lies in the future"),
            ({"how": OfferedHow.NOT_OFFERED}, "Say why"),
        ):
            with pytest.raises(NotAllowed, match=words):
                offer(episode, scene.officer, **told)
        with pytest.raises(NotAllowed, match="not back yet"):
            offer(away, scene.officer)
        chat = offer(episode, scene.officer).chat
        with pytest.raises(NotAllowed, match="at least one episode"):
            actions.record_sitting(
                chat=chat, happened=ago(1), how=OfferedHow.PERSON, covers=[], by=scene.officer, at=now()
            )
    assert Sitting.objects.count() == 0


def test_the_database_keeps_to_it_too(scene: Scene) -> None:
    """MIS-9: an offer says to whom, or why there was none."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=5)
        made = offer(episode, scene.officer)
        for values in ("how = 'not offered'", "\"to\" = ''", "reason = 'Because'"):
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE missing_offer SET {values} WHERE id = %s", [made.pk])


def test_another_authority_holds_the_duty(scene: Scene) -> None:
    """PAR-9: named on the chat; nothing is owed by us, and the page says by whom."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=5)
        told = {"how": OfferedHow.NOT_OFFERED, "reason": "Placed here by them.", "authority": "Pretend Borough"}
        chat = offer(episode, scene.officer, **told).chat
        assert open_kinds(episode) == set()
    page = scene.client.get(f"/missing/chats/{chat.pk}/").content.decode()
    assert "Pretend Borough" in page and "Placed here by them." in page


def test_the_pages_of_an_offer_an_answer_and_the_chat(scene: Scene) -> None:
    """MIS-8, MIS-9: each on its own short form; the episode's page leads there and says how far it has come."""
    with within(scene.here.pk):
        episode = an_episode(a_child("Rowan"), by=scene.officer, hours_ago=9, back_hours_ago=5)
    client = scene.client
    assert client.get(f"/missing/{episode.pk}/chat/").url.endswith(f"/missing/{episode.pk}/chat/offer/")
    assert client.get(f"/missing/{episode.pk}/steps/chat-offer/").url == f"/missing/{episode.pk}/chat/"
    assert "offered by letter" in client.get(f"/missing/{episode.pk}/chat/offer/").content.decode()
    sent = {"how": "by phone", "to": "parent or carer", "said": "declined", "note": "Not now."} | now_typed()
    went = client.post(f"/missing/{episode.pk}/chat/offer/", sent)
    with within(scene.here.pk):
        chat = Chat.objects.get()
    assert went.url == f"/missing/chats/{chat.pk}/" == client.get(f"/missing/{episode.pk}/chat/").url
    page = client.get(went.url).content.decode()
    assert "Declined by the parent or carer" in page and "The parent or carer said no" in page
    assert "declined by the parent or carer" in client.get(f"/missing/{episode.pk}/").content.decode()
    yes = {"whose": "child", "said": "accepted", "wish": "somebody they name", "wish_words": "Her swimming coach"}
    client.post(f"/missing/chats/{chat.pk}/answer/", yes | now_typed())
    assert "Her swimming coach" in client.get(went.url).content.decode()
    held = {"covers": [str(episode.pk)], "how": "in person", "where": "A café"} | now_typed()
    client.post(f"/missing/chats/{chat.pk}/held/", held)
    assert "Held in person, A café" in client.get(went.url).content.decode()
    with within(scene.here.pk):
        sitting = Sitting.objects.get()
    back = f"/missing/chats/{chat.pk}/take-back/sitting/{sitting.pk}/"
    assert "Held in person" in client.get(back).content.decode()
    client.post(back)
    with within(scene.here.pk):
        assert open_kinds(episode) == {"missing chat"}
        assert Cover.objects.filter(ended_at=None).count() == 1


def now_typed() -> dict[str, str]:
    return typed("happened", ago(0).at)


def test_why_it_was_not_offered_is_asked_and_what_was_typed_is_kept(scene: Scene) -> None:
    """MIS-9: no reason, no entry."""
    with within(scene.here.pk):
        episode = an_episode(a_child(status=Status.IN_NEED), by=scene.officer, hours_ago=9, back_hours_ago=5)
    sent = {"how": "not offered", "to": "child", "said": "not yet", "reason": "", "note": "Kept words"} | now_typed()
    page = scene.client.post(f"/missing/{episode.pk}/chat/offer/", sent).content.decode()
    assert "Answer “Why not?”" in page and "Kept words" in page
    assert "offered by letter" not in page  # open to children's services
    with within(scene.here.pk):
        assert not Chat.objects.exists()


def test_who_may_not_offer_finds_no_way_and_no_page(scene: Scene) -> None:
    """SHA-2: triage reads the episode and no chat; a chat worker without the child sees neither."""
    with within(scene.here.pk):
        episode = an_episode(a_child(), by=scene.officer, hours_ago=9, back_hours_ago=5)
        chat = offer(episode, scene.officer).chat
    triage = scene.sees_as(Role.TRIAGE_OFFICER)
    assert triage.get(f"/missing/{episode.pk}/").status_code == 200
    stranger = signed_in_client(a_member(scene.here, Role.CHAT_WORKER))
    for client in (triage, stranger, scene.sees_as(Role.ANALYST)):
        assert client.get(f"/missing/chats/{chat.pk}/").status_code == 404
        assert client.get(f"/missing/{episode.pk}/chat/offer/").status_code == 404
    assert triage.get(f"/missing/{episode.pk}/chat/").url == f"/missing/{episode.pk}/"
    assert stranger.get(f"/missing/{episode.pk}/chat/").status_code == 404


def test_a_chat_goes_along_when_the_episode_is_another_childs(scene: Scene) -> None:
    """MIS-4: all of it, with what it told and named; one that is also about an episode of its own child stays."""
    with within(scene.here.pk):
        wrong, right = a_child(), a_child()
        other = an_episode(wrong, by=scene.officer, hours_ago=30, back_hours_ago=25)
        episode = an_episode(wrong, by=scene.officer, hours_ago=9, back_hours_ago=5)
        chat = offer(episode, scene.officer).chat
        answer(chat, scene.officer, OfferedTo.CHILD, Said.ACCEPTED)
        actions.save_section(chat=chat, section=Section.WHY, text="Told", based_on=0, by=scene.officer, at=now())
        assert offer(other, scene.officer, happened=ago(4)).chat == chat
        actions.decide_child(incident=other.incident, child=right, by=scene.officer, at=now())
        chat.refresh_from_db()
        assert chat.child_id == wrong.pk
        actions.decide_child(incident=episode.incident, child=right, by=scene.officer, at=now())
        chat.refresh_from_db()
        assert {chat.child_id, chat.answers.get().child_id, chat.texts.get().child_id} == {right.pk}
        kinds = Obligation.objects.filter(child=right, kind="chat offer").values_list("met_at", flat=True)
        assert len(kinds) == 2 and all(kinds)
