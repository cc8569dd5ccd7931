"""Pages of missing chats as each role reads them: what is there, what is not, and what a refused page keeps (MIS-9, SHA-2)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client, override_settings

from lantern.children.actions import allocate
from lantern.children.vocabulary import Status, WorkKind
from lantern.missing import actions
from lantern.missing.models import Answer, Chat, ChatText, Offer, Telling
from lantern.missing.vocabulary import Asker, Channel, OfferedHow, OfferedTo, Section
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from tests.factories.children import LONG_AGO, a_child, an_episode
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of, typed

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
MAY = {Role.MISSING_COORDINATOR, Role.LIAISON_OFFICER, Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.CHAT_WORKER}


class Room(Scene):
    """A child with a social worker, back, whose chat was offered and told something."""

    def __init__(self) -> None:
        super().__init__()
        self.social = a_member(self.here, Role.SOCIAL_WORKER, name="Kim Sample")
        with within(self.here.pk):
            self.child = a_child(
                "Rowan", "Hiddenname", area=an_area(self.here, "Chelmsford"), status=Status.IN_NEED, worker=self.social
            )
            self.episode = an_episode(self.child, by=self.officer, hours_ago=9, back_hours_ago=5)
            self.chat = actions.offer_chat(
                episode=self.episode, to=OfferedTo.CHILD, how=OfferedHow.PHONE, by=self.officer,
                happened=Moment(NOW - timedelta(hours=2)), at=NOW,
            ).chat  # fmt: skip
            self.writes("A secret of Rowan", 0)

    @property
    def url(self) -> str:
        return f"/missing/chats/{self.chat.pk}/"

    def writes(self, text: str, base: int) -> None:
        with within(self.here.pk):
            actions.save_section(chat=self.chat, section=Section.WHY, text=text, based_on=base, by=self.officer, at=NOW)

    def works_with_child(self, role: Role) -> Member:
        """Somebody of that role who works with the child, so that scope is not what keeps them out."""
        member = a_member(self.here, role)
        with within(self.here.pk):
            allocate(child=self.child, member=member, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=NOW)
        return member


@pytest.fixture
def room() -> Room:
    return Room()


@pytest.mark.parametrize("role", list(Role), ids=[role.value for role in Role])
def test_what_a_child_told_is_read_by_those_who_hold_chats_alone(room: Room, role: Role) -> None:
    """SHA-2, MIS-9: with work on the child or without, no other role opens any page of a chat."""
    client = signed_in_client(room.works_with_child(role))
    for path in ("", "record/", "named/", "answer/", "held/", "tell/", "actions/"):
        answer = client.get(f"{room.url}{path}")
        assert answer.status_code == (200 if role in MAY else 404), path
        if role not in MAY:
            assert "A secret of Rowan" not in answer.content.decode()
    assert client.get(f"{room.url}worker/").status_code == (200 if role is Role.MISSING_COORDINATOR else 404)


def test_an_analyst_reads_that_there_was_an_episode_and_nothing_of_its_chat(room: Room) -> None:
    """SHA-2: no name, no word, no way to the chat."""
    page = room.sees_as(Role.ANALYST).get(f"/missing/{room.episode.pk}/").content.decode()
    assert "Hiddenname" not in page and "secret" not in page and str(room.chat.pk) not in page


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/missing/chats/", "No chat goes on A chat appears here when one is offered after a return"),
        ("/missing/chats/?shown=mine", "No chat goes on"),
        ("/missing/chats/?shown=nobody", "No chat goes on"),
        ("/missing/chats/?shown=told", "Nothing waits When a chat was held and you are told of it"),
        ("/missing/chats/?shown=todo", "Nothing waits"),
        ("/missing/chats/?shown=%00nonsense", "No chat goes on"),
        ("/missing/chats/requests/", "No request waits What a child, a parent or anybody else sends"),
    ],
)
def test_an_empty_page_says_what_would_be_there(path: str, says: str) -> None:
    """MIS-9, MIS-10, MIS-11: and how it gets there."""
    assert says in text_of(Scene().sees_as(Role.MISSING_COORDINATOR).get(path))


def test_a_chat_of_which_nothing_is_known_says_so_card_by_card(room: Room) -> None:
    """MIS-9, MIS-11: asked for alone, on a child with no episode."""
    with within(room.here.pk):
        child = a_child(area=an_area(room.here, "Maldon"))
        chat = actions.request_chat(
            child=child, asker=Asker.PROFESSIONAL, channel=Channel.PAGE, words="Low", by=room.officer, at=NOW
        ).chat
    page = text_of(room.client.get(f"/missing/chats/{chat.pk}/"))
    for words in (
        "Asked for",
        "No episode yet",
        "Nothing is written yet",
        "Not told yet",
        "Nobody is to hold it yet",
        "“Low”",
    ):
        assert words in page
    assert "Nothing was said" not in page
    named = text_of(room.client.get(f"/missing/chats/{chat.pk}/named/"))
    assert "stand here" in named and "Nothing yet" in named


def test_a_refused_offer_keeps_what_was_typed(room: Room) -> None:
    """MIS-9: said at the top, every box as it was, nothing recorded."""
    sent = {"how": "in person", "to": "child", "said": "declined", "note": "She laughed"}
    page = room.client.post(
        f"/missing/{room.episode.pk}/chat/offer/", sent | typed("happened", NOW - timedelta(hours=7))
    )
    assert "That is before the child was back" in text_of(page) and "She laughed" in page.content.decode()
    with within(room.here.pk):
        assert (Offer.objects.count(), Answer.objects.count()) == (1, 0)


def test_a_refused_sitting_keeps_what_was_typed(room: Room) -> None:
    """MIS-9."""
    sent = {"covers": [str(room.episode.pk)], "how": "by phone", "where": "From the car", "note": "Short"}
    page = room.client.post(f"{room.url}held/", sent | typed("happened", NOW - timedelta(hours=7)))
    assert "That is before the child was back" in text_of(page)
    assert "From the car" in page.content.decode() and "Short" in page.content.decode()
    page = room.client.post(f"{room.url}held/", sent | {"covers": [str(uuid4())]} | typed("happened", NOW))
    assert "From the car" in page.content.decode()


def test_a_section_that_is_too_long_is_still_in_its_box(room: Room) -> None:
    """MIS-9: without script too: what was refused, and what stood below it, is not lost."""
    long = "q" * 20_001
    sent = {"why": long, "why-base": "1", "own-words": "Kept words", "own-words-base": "0", "editing": "one"}
    page = room.client.post(f"{room.url}record/", sent)
    assert "Keep a section to 20,000 characters" in text_of(page)
    assert long in page.content.decode() and "Kept words" in page.content.decode()
    with within(room.here.pk):
        assert ChatText.objects.get(section=Section.WHY, standing=True).text == "A secret of Rowan"


@pytest.mark.parametrize("slug", ["told-choice", "seen-alone", "harm-found"])
def test_a_question_with_answers_takes_no_other(room: Room, slug: str) -> None:
    """MIS-9: counted later, so it is one of those on the page, or empty."""
    url = f"{room.url}record/save/"
    sent = {"section": slug, "text": "banana", "base": "0", "editing": "one"}
    assert room.client.post(url, sent).status_code == 422
    assert room.client.post(url, sent | {"text": ""}).status_code == 201
    assert "not one of the answers" in text_of(
        room.client.post(f"{room.url}record/", {slug: "banana", f"{slug}-base": "0"})
    )
    with within(room.here.pk):
        assert not ChatText.objects.filter(text="banana").exists()


def test_nul_bytes_reach_no_table(room: Room) -> None:
    """MIS-9: taken out of what was told; a search with one finds nobody; a name with one is no page."""
    told = {"section": "where", "text": "The\x00 mill", "base": "0", "editing": "a\x00b"}
    assert room.client.post(f"{room.url}record/save/", told).status_code == 201
    with within(room.here.pk):
        assert ChatText.objects.get(section=Section.WHERE).text == "The mill"
        asked = actions.receive_request(asker=Asker.CHILD, channel=Channel.FORM, name="X", by=None, at=NOW)
    client = room.sees_as(Role.MISSING_COORDINATOR)
    page = f"/missing/chats/requests/{asked.pk}/"
    assert client.get(page, {"q": "Row\x00an"}).status_code == 200
    assert client.post(page, {"child": "\x00"}).status_code == 404
    assert client.post(page, {"reason": "No\x00thing"}).status_code == 200
    named = {"kind": "person", "words": "The\x00 mill", "part": "where"}
    assert room.client.post(f"{room.url}named/", named).status_code == 404


@override_settings(EMAIL_BACKEND="tests.integration.missing.broken_mail.Broken")
def test_when_the_mail_does_not_go_nobody_is_told(room: Room) -> None:
    """MIS-11: nothing is kept, the words are in their box, the chat worker's work goes on."""
    page = room.client.post(f"{room.url}tell/", {"words": "Calm and open"})
    assert "The mail could not be sent" in text_of(page) and "Calm and open" in page.content.decode()
    with within(room.here.pk):
        assert not Telling.objects.exists()


def test_another_areas_coordinator_finds_no_such_chat(room: Room) -> None:
    """SHA-2: neither on the board nor by its address nor by posting to it."""
    client = room.sees_as(Role.MISSING_COORDINATOR, "North")
    assert "No chat goes on" in text_of(client.get("/missing/chats/"))
    assert client.get(room.url).status_code == 404
    sent = {"section": "why", "text": "Mine", "base": "1", "editing": "x"}
    assert client.post(f"{room.url}record/save/", sent).status_code == 404
    assert client.post(f"{room.url}acknowledge/").status_code == 404
    with within(room.here.pk):
        assert ChatText.objects.get().text == "A secret of Rowan"


def test_a_fact_of_another_chat_is_not_taken_back_through_this_one(room: Room) -> None:
    """MIS-9: the address names the chat and the fact; both must fit."""
    with within(room.here.pk):
        other = a_child(area=an_area(room.here, "Maldon"))
        episode = an_episode(other, by=room.officer, hours_ago=9, back_hours_ago=5)
        theirs = actions.offer_chat(
            episode=episode, to=OfferedTo.CHILD, how=OfferedHow.PHONE, happened=Moment(NOW), by=room.officer, at=NOW
        )
    for kind, fact in (("offer", theirs.pk), ("answer", theirs.pk), ("ghost", theirs.pk), ("sitting", uuid4())):
        assert room.client.post(f"{room.url}take-back/{kind}/{fact}/").status_code == 404
    with within(room.here.pk):
        assert not Offer.objects.filter(withdrawn_at__isnull=False).exists()


@pytest.mark.parametrize("path", ["", "record/", "named/", "answer/", "held/", "tell/", "worker/"])
def test_no_page_asks_much(room: Room, path: str) -> None:
    """pages: twelve questions at most, for the coordinator who sees most."""
    client: Client = room.sees_as(Role.MISSING_COORDINATOR)
    client.get(room.url)
    with asking_at_most(12):
        assert client.get(f"{room.url}{path}").status_code == 200
    with within(room.here.pk):
        assert Chat.objects.count() == 1
