"""After a chat: who is told, what the mail says, what is to be done, who sees the child how long (MIS-11, SHA-10)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from lantern.children.models import Allocation
from lantern.children.vocabulary import Status, WorkKind
from lantern.missing import actions
from lantern.missing.models import Chat, FollowUp, Telling
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import OfferedHow, OfferedTo, Said, Section
from lantern.organisation.actions import remove_member
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment, london
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import SITE, a_member, an_area, signed_in_client
from tests.integration.missing.pages import Scene, text_of

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
TODAY = london(NOW).date()


class After(Scene):
    """A child with a social worker; a chat that told something and that somebody holds."""

    def __init__(self) -> None:
        super().__init__()
        self.social = a_member(self.here, Role.SOCIAL_WORKER, name="Kim Sample")
        self.coordinator = a_member(self.here, Role.MISSING_COORDINATOR)
        self.worker = a_member(self.here, Role.CHAT_WORKER, name="Lee Sample")
        with within(self.here.pk):
            self.child = a_child(
                "Secretname", "Hiddenson", area=an_area(self.here, "Chelmsford"), status=Status.IN_NEED, worker=self.social
            )  # fmt: skip
            self.chat = self.another_chat(20)
            actions.save_section(
                chat=self.chat, section=Section.WHY, text="Because of Tyler", based_on=0, by=self.officer, at=NOW
            )
            self.gives(self.worker)

    @property
    def url(self) -> str:
        return f"/missing/chats/{self.chat.pk}/"

    def another_chat(self, hours: float) -> Chat:
        episode = an_episode(self.child, by=self.officer, hours_ago=hours, back_hours_ago=hours - 4)
        return actions.offer_chat(
            episode=episode, to=OfferedTo.CHILD, how=OfferedHow.PHONE,
            happened=Moment(NOW - timedelta(hours=hours - 5)), by=self.officer, at=NOW,
        ).chat  # fmt: skip

    def gives(self, worker: Member, chat: Chat | None = None) -> None:
        actions.allocate_chat(chat=chat or self.chat, worker=worker, by=self.coordinator, at=NOW)

    def tells(self, chat: Chat | None = None) -> Telling:
        return actions.tell_of_chat(
            chat=chat or self.chat, to=self.social, words="Calm. Tyler again.", site=SITE, by=self.worker, at=NOW
        )

    def until(self, worker: Member) -> date | None:
        """The day from which somebody sees the child no more."""
        return Allocation.objects.filter(member=worker, kind=WorkKind.CHAT_WORKER).latest("since", "until").until


@pytest.fixture
def after() -> After:
    return After()


def test_no_part_of_the_mail_tells_of_the_child(after: After) -> None:
    """SHA-10: subject, body, headers and the name of who is told: a link, and nothing that was written."""
    with within(after.here.pk):
        after.tells()
        number, born = after.child.number, after.child.born
    (sent,) = mail.outbox
    whole = sent.message().as_string() + str(sent.subject) + sent.body
    for secret in (
        "Secretname",
        "Hiddenson",
        number,
        str(after.child.pk),
        "Tyler",
        "Calm",
        "Chelmsford",
        f"{born:%Y}-",
    ):
        assert secret not in whole
    assert f"{SITE}{after.url}" in sent.body
    assert (sent.to, sent.cc, sent.bcc, sent.attachments) == ([after.social.email], [], [], [])


def test_the_link_alone_opens_nothing(after: After) -> None:
    """SHA-10: whoever else reads the mail has to sign in, and then to be somebody who may see the child."""
    with within(after.here.pk):
        after.tells()
    stranger = signed_in_client(a_member(after.here, Role.SOCIAL_WORKER))
    assert stranger.get(after.url).status_code == 404
    with within(after.here.pk):
        assert Telling.objects.get().opened_at is None


def test_only_who_was_told_opens_it(after: After) -> None:
    """MIS-11: others may read the chat; the proof is of the social worker's own look."""
    with within(after.here.pk):
        after.tells()
    after.client.get(after.url)
    with within(after.here.pk):
        assert Telling.objects.get().opened_at is None
    theirs = signed_in_client(after.social)
    assert "You were told how this chat went" in text_of(theirs.get(after.url))
    with within(after.here.pk):
        first = Telling.objects.get().opened_at
        assert first is not None
    theirs.get(after.url)
    with within(after.here.pk):
        assert Telling.objects.get().opened_at == first
        assert Entry.objects.filter(what="missing.chat_telling_opened").count() == 1


def test_the_social_worker_finds_it_on_the_board_until_it_is_acknowledged(after: After) -> None:
    """MIS-11: in a list of their own; nobody else's list has it."""
    with within(after.here.pk):
        after.tells()
    theirs, url = signed_in_client(after.social), "/missing/chats/?shown=told"
    assert "Secretname" in text_of(theirs.get(url))
    assert "Secretname" not in text_of(signed_in_client(after.coordinator).get(url))
    theirs.post(f"{after.url}acknowledge/")
    assert "Nothing waits" in text_of(theirs.get(url))


def test_told_twice_each_telling_is_acknowledged_by_itself(after: After) -> None:
    """MIS-11: more came to light: the second is no copy of the first."""
    with within(after.here.pk):
        after.tells()
        after.tells()
    theirs = signed_in_client(after.social)
    theirs.get(after.url)
    theirs.post(f"{after.url}acknowledge/")
    with within(after.here.pk):
        assert Telling.objects.filter(acknowledged_at=None).count() == 1
    theirs.post(f"{after.url}acknowledge/")
    theirs.post(f"{after.url}acknowledge/")
    with within(after.here.pk):
        assert Entry.objects.filter(what="missing.chat_acknowledged").count() == 2


def test_who_held_it_sees_the_child_for_the_arrangements_days_more(after: After) -> None:
    """MIS-9, PAR-7: to write up what is left; the number is the partnership's."""
    after.arranges("chats.worker_days", 3)
    with within(after.here.pk):
        after.worker.partnership.refresh_from_db()
        after.tells()
        assert after.until(after.worker) == TODAY + timedelta(days=3)


def test_a_second_chat_that_goes_on_keeps_the_child_in_sight(after: After) -> None:
    """MIS-9: told of one, they hold another with the same child: the work ends with the last."""
    with within(after.here.pk):
        actions.answer_chat(
            chat=after.chat, whose=OfferedTo.CHILD, said=Said.DECLINED, happened=Moment(NOW), by=after.officer, at=NOW
        )
        second = after.another_chat(9)
        assert second.pk != after.chat.pk
        after.gives(after.worker, second)
        after.tells()
        assert after.until(after.worker) is None
        after.tells(second)
        assert after.until(after.worker) == TODAY + timedelta(days=7)


def test_given_to_somebody_else_the_first_sees_the_child_no_more(after: After) -> None:
    """SHA-2: from the same day; given back, they see the child again, and the record of both stays."""
    other = a_member(after.here, Role.CHAT_WORKER)
    with within(after.here.pk):
        after.gives(other)
        assert (after.until(after.worker), after.until(other)) == (TODAY, None)
        after.gives(after.worker)
        assert (Chat.objects.get().worker_id, after.until(other)) == (after.worker.pk, TODAY)
        assert Entry.objects.filter(what="missing.chat_allocated").count() == 3
    assert signed_in_client(after.worker).get(after.url).status_code == 200
    assert signed_in_client(other).get(after.url).status_code == 404


def test_who_left_the_partnership_is_on_no_list(after: After) -> None:
    """MIS-9: and a page of before does not give them a chat."""
    with within(after.here.pk):
        gone = a_member(after.here, Role.CHAT_WORKER, name="Gone Nowhere")
        remove_member(member=gone, by=after.coordinator, at=NOW)
    client = signed_in_client(after.coordinator)
    assert "Gone Nowhere" not in text_of(client.get(f"{after.url}worker/"))
    page = client.post(f"{after.url}worker/", {"worker": str(gone.pk)})
    assert page.status_code == 200 and "There is a problem" in text_of(page)
    assert client.get(f"/missing/chats/workers/{gone.pk}/").status_code == 404
    with within(after.here.pk):
        assert Chat.objects.get().worker_id == after.worker.pk


def test_something_to_do_is_given_to_who_works_with_the_child(after: After) -> None:
    """MIS-11: by name and day; to nobody who may not even see the child."""
    client, url = after.client, f"{after.url}actions/"
    stranger = a_member(after.here, Role.SOCIAL_WORKER)
    sent = {"text": "Call the school", "owner": str(stranger.pk)}
    page = client.post(url, sent)
    assert "There is a problem" in text_of(page) and "Call the school" in page.content.decode()
    day = TODAY + timedelta(days=9)
    boxes = {"due_on-day": str(day.day), "due_on-month": str(day.month), "due_on-year": str(day.year)}
    assert client.post(url, sent | {"owner": str(after.social.pk)} | boxes).status_code == 302
    with within(after.here.pk):
        made = FollowUp.objects.get()
        assert (made.owner_id, made.due_on, made.by_id) == (after.social.pk, day, after.officer.pk)
    theirs = signed_in_client(after.social)
    assert "Call the school" in text_of(theirs.get("/missing/chats/?shown=todo"))
    assert "Nothing waits" in text_of(client.get("/missing/chats/?shown=todo"))


def test_what_is_to_be_done_of_another_chat_is_not_finished_through_this_one(after: After) -> None:
    """MIS-11: the address names both, and both must fit."""
    with within(after.here.pk):
        actions.answer_chat(
            chat=after.chat, whose=OfferedTo.CHILD, said=Said.DECLINED, happened=Moment(NOW), by=after.officer, at=NOW
        )
        second = after.another_chat(9)
        made = actions.add_follow_up(
            chat=second, text="Call", owner=after.officer, due_on=None, by=after.officer, at=NOW
        )
    assert after.client.post(f"{after.url}actions/{made.pk}/", {"outcome": "Done"}).status_code == 404
    assert after.client.post(f"/missing/chats/{second.pk}/actions/{made.pk}/", {"outcome": "Done"}).status_code == 302
    page = after.client.post(f"/missing/chats/{second.pk}/actions/{made.pk}/", {"outcome": "Again"})
    assert "It is done already" in text_of(page)
    with within(after.here.pk):
        assert FollowUp.objects.get().outcome == "Done"


@pytest.mark.parametrize("nothing", ["", " \n "])
def test_nothing_is_done_without_saying_what_came_of_it(after: After, nothing: str) -> None:
    """MIS-11: the form asks for it, and the action itself refuses with words that can be shown."""
    with within(after.here.pk):
        made = actions.add_follow_up(
            chat=after.chat, text="Call", owner=after.officer, due_on=None, by=after.officer, at=NOW
        )
    page = after.client.post(f"{after.url}actions/{made.pk}/", {"outcome": nothing})
    assert "There is a problem" in text_of(page)
    with within(after.here.pk):
        with pytest.raises(NotAllowed, match="Say what came of it"):
            actions.finish_follow_up(follow_up=made, outcome=nothing, by=after.officer, at=NOW)
        assert FollowUp.objects.get().done_at is None


def test_nobody_says_for_another_that_they_have_read_it(after: After) -> None:
    """MIS-11: the coordinator's press does nothing, and the action itself refuses."""
    with within(after.here.pk):
        telling = after.tells()
    signed_in_client(after.coordinator).post(f"{after.url}acknowledge/")
    with within(after.here.pk):
        with pytest.raises(NotAllowed, match="Only who was told"):
            actions.acknowledge_telling(telling=telling, by=after.coordinator, at=NOW)
        assert Telling.objects.get().acknowledged_at is None


def test_acknowledged_in_another_window_at_the_same_moment_it_says_so(
    after: After, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MIS-11: pressed twice at once, the later press comes to the chat and reads why nothing was done."""
    with within(after.here.pk):
        after.tells()
    acknowledge = actions.acknowledge_telling

    def beaten_to_it(*, telling: Telling, by: Member, at: datetime) -> None:
        acknowledge(telling=Telling.objects.get(), by=by, at=at)
        acknowledge(telling=telling, by=by, at=at)

    monkeypatch.setattr(actions, "acknowledge_telling", beaten_to_it)
    page = signed_in_client(after.social).post(f"{after.url}acknowledge/", follow=True)
    assert page.redirect_chain == [(after.url, 302)]
    assert "It is acknowledged already" in text_of(page)
    with within(after.here.pk):
        assert Entry.objects.filter(what="missing.chat_acknowledged").count() == 1
