"""What a child says of a chat when asked: asked for at once, set beside the record, read by those who may (MIS-9, MIS-10)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import DataError, IntegrityError, transaction
from django.test import Client

from lantern.access.viewer import viewer_of
from lantern.children.actions import allocate
from lantern.children.models import Child
from lantern.children.vocabulary import WorkKind
from lantern.missing import actions
from lantern.missing.models import Answer, AskedAbout, Chat, ChatRequest
from lantern.missing.queries.chat_asked import asked_of
from lantern.missing.vocabulary import Asker, HadChat, OfferedHow, OfferedTo, Said
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.children import LONG_AGO, a_child, an_episode
from tests.factories.people import a_member, an_area, now, signed_in_client
from tests.integration.missing.pages import Scene, ago, asking_at_most, text_of, typed

pytestmark = pytest.mark.django_db
BOARD = "/missing/chats/"
SECRET = "Only my aunt ever asked me."
HAD_ONE = "The child says they had a chat; none is recorded as held."


class Asked(Scene):
    """A child in Chelmsford, back, to whom a chat was offered by letter; and who covers everything."""

    def __init__(self) -> None:
        super().__init__()
        self.coordinator = a_member(self.here, Role.MISSING_COORDINATOR)
        self.whole = signed_in_client(self.coordinator)
        with within(self.here.pk):
            self.child = a_child("Rowan", "Hiddenname", area=an_area(self.here, "Chelmsford"))
            self.episode = an_episode(self.child, by=self.officer, hours_ago=9, back_hours_ago=5)
            self.chat = self.offers(OfferedHow.LETTER)

    def offers(self, how: OfferedHow) -> Chat:
        when = Moment(now() - timedelta(hours=2))
        return actions.offer_chat(
            episode=self.episode, to=OfferedTo.CHILD, how=how, happened=when, by=self.officer, at=now()
        ).chat

    def works_with_child(self, role: Role, **more: Any) -> Member:
        member = a_member(self.here, role, **more)
        with within(self.here.pk):
            allocate(child=self.child, member=member, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=now())
        return member

    def says(self, said: HadChat, note: str = "", child: Child | None = None, by: Member | None = None) -> AskedAbout:
        with within(self.here.pk):
            return actions.record_asked(
                child=child or self.child, said=said, happened=Moment(now()), note=note, by=by or self.officer, at=now()
            )

    def moves(self, one: AskedAbout, **to: Any) -> None:
        """Past every rule, by the database alone."""
        with within(self.here.pk):
            _moved(one=one, to=to, by=None, at=now())

    @property
    def url(self) -> str:
        return f"/missing/chats/asked/{self.child.pk}/"

    @property
    def chat_url(self) -> str:
        return f"{BOARD}{self.chat.pk}/"


@action
def _moved(*, one: AskedAbout, to: dict[str, Any], by: None, at: datetime) -> None:
    AskedAbout.objects.filter(pk=one.pk).update(**to)


@pytest.fixture
def asked() -> Asked:
    return Asked()


def wish(**changes: Any) -> dict[str, str]:
    known = {"said": HadChat.WOULD_LIKE.value, "ask_now": "yes", "reach": "At school, at lunch", "note": SECRET}
    return {**known, **typed("happened", ago(0)), **changes}


def test_who_would_like_one_has_it_asked_for_at_once(asked: Asked) -> None:
    """MIS-9, MIS-10: in one step and nothing typed twice; the child's own wish is a yes, and the chat goes on."""
    page = asked.whole.post(asked.url, wish(), follow=True)
    assert page.redirect_chain[-1][0] == asked.chat_url
    said = text_of(page)
    assert "the chat is asked for" in said and "They would like one" in said
    assert "Asked for by the child" in said and "Reach them: At school, at lunch" in said
    with within(asked.here.pk):
        request, answer = ChatRequest.objects.get(), Answer.objects.get()
        assert (request.chat_id, request.words, request.asker) == (asked.chat.pk, SECRET, Asker.CHILD)
        assert (answer.whose, answer.said) == (OfferedTo.CHILD, Said.ACCEPTED)
        assert AskedAbout.objects.get().said == HadChat.WOULD_LIKE
        made = set(Entry.objects.filter(member_id=asked.coordinator.pk).values_list("what", flat=True))
    assert {"missing.chat_asked_about", "missing.chat_requested"} <= made
    since = said[said.index("Asked since") : said.index("What was recorded")]
    assert "They would like one" in since and SECRET not in since, "the words stand with the request already"


def test_a_nurse_asks_for_it_and_stays_where_she_may_be(asked: Asked) -> None:
    """MIS-9: any professional; a page of chats is not hers to open."""
    nurse = signed_in_client(asked.works_with_child(Role.HEALTH_MEMBER))
    page = nurse.post(asked.url, wish(), follow=True)
    assert page.status_code == 200 and page.redirect_chain[-1][0] == asked.url
    assert "the chat is asked for" in text_of(page)
    assert "Accepted" in text_of(asked.whole.get(asked.chat_url))


def test_not_now_asks_for_nothing(asked: Asked) -> None:
    """MIS-9: it is the child's choice when; and another answer asks for nothing whatever else was sent along."""
    assert asked.whole.post(asked.url, wish(ask_now="no")).status_code == 302
    assert asked.whole.post(asked.url, wish(said=HadChat.NOT_WANTED.value)).status_code == 302
    with within(asked.here.pk):
        assert not ChatRequest.objects.exists()
        assert set(AskedAbout.objects.values_list("said", flat=True)) == {HadChat.WOULD_LIKE, HadChat.NOT_WANTED}
        assert asked.whole.post(asked.url, wish(ask_now="")).status_code == 200
        assert AskedAbout.objects.count() == 2, "whether to ask is said, not guessed"


def test_both_or_neither(asked: Asked) -> None:
    """MIS-9, MIS-10: what cannot be asked for leaves no half behind."""
    with within(asked.here.pk):
        with pytest.raises(DataError, match="NUL"):
            actions.request_as_wished(
                child=asked.child, happened=Moment(now()), reach="\x00", by=asked.officer, at=now()
            )
        assert not AskedAbout.objects.exists() and not ChatRequest.objects.exists()


def test_said_and_record_stand_beside_each_other(asked: Asked) -> None:
    """MIS-9: nobody offered one, says the child; the chat's page and the coordinator's board say what is recorded."""
    asked.says(HadChat.NOT_OFFERED)
    words = "The child says nobody offered them a chat; an offer to the child by letter is recorded."
    assert words in text_of(asked.whole.get(asked.chat_url))
    board = asked.whole.get(BOARD)
    assert words in text_of(board) and "Rowan Hiddenname" in text_of(board)
    assert "Where a child says otherwise" not in text_of(asked.client.get(BOARD)), "who allocates no chats"
    with within(asked.here.pk):
        again = asked.offers(OfferedHow.PERSON)
        assert again == asked.chat
        actions.answer_chat(
            chat=again, whose=OfferedTo.CHILD, said=Said.DECLINED, happened=Moment(now()), by=asked.officer, at=now()
        )
    assert words.replace("by letter", "in person") in text_of(asked.whole.get(BOARD)), "a refused chat is looked at too"


def test_had_one_while_none_is_recorded_until_it_is(asked: Asked) -> None:
    """MIS-9: it is derived: recorded as held, or a later word of the child, and nothing is left to look at."""
    said = asked.says(HadChat.HAD)
    assert HAD_ONE in text_of(asked.whole.get(asked.chat_url))
    asked.says(HadChat.NOT_SAID)
    assert HAD_ONE in text_of(asked.whole.get(BOARD)), "saying nothing takes no word back"
    later = asked.says(HadChat.NOT_WANTED)
    assert HAD_ONE not in text_of(asked.whole.get(BOARD)) + text_of(asked.whole.get(asked.chat_url))
    with within(asked.here.pk):
        actions.withdraw_asked(asked=later, by=asked.officer, at=now())
    assert HAD_ONE in text_of(asked.whole.get(BOARD))
    with within(asked.here.pk):
        actions.record_sitting(
            chat=asked.chat,
            covers=[asked.episode],
            how=OfferedHow.PERSON,
            happened=Moment(now()),
            by=asked.officer,
            at=now(),
        )
    assert HAD_ONE not in text_of(asked.whole.get(BOARD)) + text_of(asked.whole.get(asked.chat_url))
    assert said.withdrawn_at is None


def test_of_one_minute_the_word_recorded_later_counts(asked: Asked) -> None:
    """MIS-9: times are typed to the minute; which of two is the child's last word is never left to chance."""
    minute = Moment(ago(0))
    for _ in range(3):  # ids are drawn: once could be luck
        for said in (HadChat.HAD, HadChat.NOT_WANTED, HadChat.HAD, HadChat.WOULD_LIKE):
            with within(asked.here.pk):
                actions.record_asked(child=asked.child, said=said, happened=minute, by=asked.officer, at=now())
        assert HAD_ONE not in text_of(asked.whole.get(BOARD)) + text_of(asked.whole.get(asked.chat_url))
    asked.says(HadChat.HAD)
    assert HAD_ONE in text_of(asked.whole.get(BOARD)) and HAD_ONE in text_of(asked.whole.get(asked.chat_url))


def test_a_child_without_any_chat_is_looked_at_too(asked: Asked) -> None:
    """MIS-9: the line leads to what the child was asked; taken back it is gone, and after some months."""
    with within(asked.here.pk):
        other = a_child("Ash", "Nochat")
    one = asked.says(HadChat.HAD, child=other)
    page = asked.whole.get(BOARD).content.decode()
    assert "Ash Nochat" in page and f"/missing/chats/asked/{other.pk}/" in page
    asked.moves(one, happened_at=now() - timedelta(days=130))
    assert "Ash Nochat" not in asked.whole.get(BOARD).content.decode()


def test_only_of_children_in_sight(asked: Asked) -> None:
    """SHA-2: a coordinator of another area reads of nobody else's child on the board, and looks are on the trail."""
    asked.says(HadChat.HAD)
    elsewhere = asked.sees_as(Role.MISSING_COORDINATOR, "North")
    assert "Hiddenname" not in elsewhere.get(BOARD).content.decode()
    assert elsewhere.get(asked.url).status_code == 404
    asked.whole.get(BOARD)
    with within(asked.here.pk):
        looks = Entry.objects.filter(member_id=asked.coordinator.pk, what="missing/chats", child_id=asked.child.pk)
        assert looks.filter(subject_kind="missing.askedabout").exists()


def test_asked_before_the_chat_began_stands_not_on_its_page(asked: Asked) -> None:
    """MIS-9: linked in time only: what was said of an earlier time is no word about this chat."""
    one = asked.says(HadChat.HAD)
    asked.moves(one, happened_at=now() - timedelta(days=3))
    page = text_of(asked.whole.get(asked.chat_url))
    assert "They had one" not in page and HAD_ONE not in page


def test_the_childs_words_are_for_those_who_read_chats(asked: Asked) -> None:
    """SHA-3, MIS-9: a nurse reads what was said and not the words, unless she wrote them, nor in the chronology."""
    wrote = asked.works_with_child(Role.HEALTH_MEMBER, name="Bo Pretend")
    asked.says(HadChat.HAD_NOT, SECRET, by=wrote)
    nurse, own = signed_in_client(asked.works_with_child(Role.HEALTH_MEMBER)), signed_in_client(wrote)
    chronology = f"/children/{asked.child.pk}/chronology/"
    for path in (asked.url, chronology):
        page = text_of(nurse.get(path))
        assert "hey had none" in page and SECRET not in page
        assert SECRET in text_of(asked.whole.get(path))
    assert SECRET in text_of(own.get(asked.url)) and SECRET in text_of(asked.whole.get(asked.chat_url))


@pytest.mark.parametrize("role", [Role.ANALYST])
def test_an_analyst_reads_no_such_word(asked: Asked, role: Role) -> None:
    """SHA-3: neither on a page nor in the chronology."""
    asked.says(HadChat.HAD, SECRET)
    client: Client = asked.sees_as(role)
    for path in (asked.url, asked.chat_url, BOARD, f"/children/{asked.child.pk}/chronology/"):
        assert SECRET not in client.get(path).content.decode()
    assert client.get(asked.url).status_code in {403, 404}


def test_of_one_minute_what_was_recorded_later_is_the_later_word(asked: Asked) -> None:
    """MIS-9: typed moments have no seconds; the page tells six answers of a minute in the order they came in."""
    minute = now().replace(second=0, microsecond=0)
    told = [HadChat.HAD, HadChat.HAD_NOT, HadChat.NOT_OFFERED, HadChat.UNSURE, HadChat.NOT_SAID, HadChat.WOULD_LIKE]
    for said in told:
        asked.moves(asked.says(said), happened_at=minute)
    with within(asked.here.pk):
        shown = list(asked_of(asked.child, viewer_of(asked.coordinator, now=now())))
    assert [each.said for each in shown] == [each.value for each in reversed(told)]


def test_the_database_refuses_what_cannot_be(asked: Asked) -> None:
    """MIS-9: an answer of no list, asked after it was recorded, taken back before."""
    one = asked.says(HadChat.HAD)
    for wrong in (
        {"said": "whatever"},
        {"happened_at": one.recorded_at + timedelta(minutes=1)},
        {"withdrawn_at": one.recorded_at - timedelta(minutes=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            asked.moves(one, **wrong)


def test_no_page_asks_more_for_it(asked: Asked) -> None:
    """pages: twelve questions at most, with many children asked often."""
    with within(asked.here.pk):
        children = [asked.child, *(a_child("Ash", f"Child{number}") for number in range(6))]
    for child in children * 2:
        asked.says(HadChat.HAD, child=child)
    for path in (BOARD, asked.chat_url, asked.url):
        asked.whole.get(path)
        with asking_at_most(12):
            asked.whole.get(path)


def test_a_button_that_is_refused_warns(asked: Asked) -> None:
    """MIS-13: why not is no success: a child at no high risk needs nobody, and the page says so as a warning."""
    with within(asked.here.pk):
        episode = an_episode(a_child("Ash", "Pretend"), by=asked.officer, hours_ago=1)
    page = asked.client.post(f"/missing/{episode.pk}/acknowledge/", follow=True)
    (said,) = page.context["messages"]
    assert said.level_tag == "warning"
    assert 'data-said tabindex="-1" role="status"><div class="lantern-notice lantern-notice--warning"' in (
        page.content.decode()
    )
