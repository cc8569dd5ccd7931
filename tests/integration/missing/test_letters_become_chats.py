"""A posted letter is an offer of the chat: how it then stands, answered, taken back, about several episodes (MIS-8, MIS-9)."""

from datetime import datetime, timedelta

import pytest

from lantern.children.models import Child
from lantern.missing import actions
from lantern.missing.models import Answer, Chat, Cover, Letter, Offer
from lantern.missing.queries.chat_facts import state_of
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import ChatState, OfferedHow, OfferedTo, Said
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import an_area, now
from tests.integration.missing.pages import text_of
from tests.integration.missing.test_letters import Office

pytestmark = pytest.mark.django_db


class Chats(Office):
    """The office of the letters, with what the chats then say."""

    def chat(self) -> Chat:
        with within(self.here.pk):
            return Chat.objects.get()

    def state(self) -> ChatState:
        with within(self.here.pk):
            return state_of(Chat.objects.get())

    def answers(self, whose: OfferedTo, said: Said) -> None:
        chat = self.chat()
        with within(self.here.pk):
            actions.answer_chat(
                chat=chat, whose=whose, said=said, happened=Moment(now()), by=self.coordinator, at=now()
            )

    def undoes(self, letter: Letter) -> None:
        with within(self.here.pk):
            actions.undo_posted(letter=letter, by=self.coordinator, at=now())

    def away_again(self, child: Child, hours: float) -> None:
        with within(self.here.pk):
            an_episode(child, by=self.officer, hours_ago=hours + 4, back_hours_ago=hours)

    def offers(self) -> list[tuple[str, bool]]:
        """To whom, and whether it counts."""
        with within(self.here.pk):
            return [(each.to, each.withdrawn_at is None) for each in Offer.objects.order_by("recorded_at", "to")]


@pytest.fixture
def office() -> Chats:
    return Chats()


def test_printed_it_is_no_chat_posted_it_is_one(office: Chats) -> None:
    """MIS-8: paper in a tray has offered nobody anything."""
    child = office.came_back()
    letters = office.prints(child)
    with within(office.here.pk):
        assert not Chat.objects.exists()
    office.posts(letters)
    assert office.state() is ChatState.OFFERED
    assert "Offered to the child by letter" in text_of(office.client.get(f"/missing/chats/{office.chat().pk}/"))


def test_both_letters_are_two_offers_of_one_chat(office: Chats) -> None:
    """MIS-8: posted one after the other, as two people carry them to the box."""
    child = office.came_back()
    mine, parents = office.prints(child)
    office.posts([mine])
    office.posts([parents])
    assert office.offers() == [("child", True), ("parent or carer", True)]
    with within(office.here.pk):
        assert Chat.objects.count() == 1


def test_one_of_two_taken_back_leaves_the_other_standing(office: Chats) -> None:
    """MIS-8: what was offered to the parent stays offered, and nothing more is owed."""
    child = office.came_back()
    mine, parents = office.prints(child)
    office.posts([mine, parents])
    office.undoes(mine)
    assert office.offers() == [("child", False), ("parent or carer", True)]
    assert office.state() is ChatState.OFFERED
    assert office.offer_of(child).met_at is not None


def test_both_taken_back_the_chat_was_never_offered(office: Chats) -> None:
    """MIS-8, MIS-3: the lines stay on the record, the offer is owed again."""
    child = office.came_back()
    letters = office.prints(child)
    office.posts(letters)
    for each in letters:
        office.undoes(each)
    assert office.offers() == [("child", False), ("parent or carer", False)]
    assert (office.state(), office.offer_of(child).met_at) == (ChatState.ASKED_FOR, None)
    page = text_of(office.client.get(f"/missing/chats/{office.chat().pk}/"))
    assert page.count("Taken back") >= 2 and "Asked for" in page


def test_taken_back_and_posted_again_it_is_a_new_offer(office: Chats) -> None:
    """MIS-8: of the same chat, at the time it was truly posted."""
    child = office.came_back()
    mine, _ = office.prints(child)
    office.posts([mine])
    office.undoes(mine)
    later = now() + timedelta(minutes=2)
    office.posts([mine], at=later)
    assert office.offers() == [("child", False), ("child", True)]
    assert office.offer_of(child).met_at == later


def test_an_offer_taken_back_on_the_chats_page_lets_the_letter_be_undone(office: Chats) -> None:
    """MIS-8: twice is no fault, and nothing is taken back twice on the trail."""
    child = office.came_back()
    mine, _ = office.prints(child)
    office.posts([mine])
    with within(office.here.pk):
        actions.withdraw_chat_fact(fact=Offer.objects.get(), by=office.coordinator, at=now())
    office.undoes(mine)
    with within(office.here.pk):
        assert Entry.objects.filter(what="missing.chat_fact_withdrawn").count() == 1
        assert Letter.objects.get(pk=mine.pk).offer_id is None


@pytest.mark.parametrize(
    ("whose", "said", "state"),
    [
        (OfferedTo.CHILD, Said.ACCEPTED, ChatState.ACCEPTED),
        (OfferedTo.CHILD, Said.DECLINED, ChatState.DECLINED_BY_CHILD),
        (OfferedTo.PARENT, Said.DECLINED, ChatState.DECLINED_BY_PARENT),
        (OfferedTo.PARENT, Said.NO_ANSWER, ChatState.NO_ANSWER),
    ],
)
def test_a_letter_is_answered_like_any_offer(office: Chats, whose: OfferedTo, said: Said, state: ChatState) -> None:
    """MIS-8, MIS-9: they may take it up or not."""
    office.posts(office.prints(office.came_back()))
    office.answers(whose, said)
    assert office.state() is state


def test_who_answered_a_letter_that_was_not_posted_after_all_has_answered(office: Chats) -> None:
    """MIS-9: an answer stands on its own: they cannot have said yes to nothing."""
    child = office.came_back()
    mine, _ = office.prints(child)
    office.posts([mine])
    office.answers(OfferedTo.CHILD, Said.ACCEPTED)
    office.undoes(mine)
    assert office.state() is ChatState.ACCEPTED
    assert office.offer_of(child).met_at is not None


def test_one_letter_about_three_returns_is_one_chat_about_all_three(office: Chats) -> None:
    """MIS-8, MIS-9: and each return's offer is met by it."""
    child = office.came_back(hours=80)
    office.away_again(child, 50)
    office.away_again(child, 20)
    office.posts(office.prints(child))
    with within(office.here.pk):
        assert Cover.objects.filter(chat=Chat.objects.get(), ended_at=None).count() == 3
        assert all(each.end for each in child.episodes.all())
    assert "Nobody is owed a letter" in office.lists()


def test_a_return_after_the_post_is_owed_its_own_letter(office: Chats) -> None:
    """MIS-8: about the later return alone; the chat that goes on takes it in."""
    child = office.came_back(hours=20)
    office.posts(office.prints(child), at=now())
    later = now() + timedelta(hours=3)
    with within(office.here.pk):
        an_episode(child, by=office.officer, hours_ago=2, back_hours_ago=1, at=later)
        letters = actions.print_letters(children=[child], by=office.coordinator, at=later)
        assert {each.about.count() for each in letters} == {1}
    office.posts(letters, at=later)
    with within(office.here.pk):
        assert Cover.objects.filter(chat=Chat.objects.get(), ended_at=None).count() == 2


def test_after_a_refusal_the_next_letter_is_the_offer_of_a_new_chat(office: Chats) -> None:
    """MIS-9: having refused before is no reason not to be asked."""
    child = office.came_back(hours=20)
    office.posts(office.prints(child))
    office.answers(OfferedTo.CHILD, Said.DECLINED)
    later = now() + timedelta(hours=3)
    with within(office.here.pk):
        an_episode(child, by=office.officer, hours_ago=2, back_hours_ago=1, at=later)
        letters = actions.print_letters(children=[child], by=office.coordinator, at=later)
    office.posts(letters, at=later)
    with within(office.here.pk):
        assert sorted(state_of(each) for each in Chat.objects.all()) == ["declined by the child", "offered"]


def test_a_chat_that_went_on_already_is_the_one_the_letter_offers(office: Chats) -> None:
    """MIS-8, MIS-9: asked in person without an answer, then written to: one chat, two offers."""
    child = office.came_back()
    letters = office.prints(child)
    with within(office.here.pk):
        actions.offer_chat(
            episode=child.episodes.get(), to=OfferedTo.CHILD, how=OfferedHow.PERSON,
            happened=Moment(now() - timedelta(hours=2)), by=office.coordinator, at=now(),
        )  # fmt: skip
    office.posts(letters[:1])
    with within(office.here.pk):
        assert {each.chat_id for each in Offer.objects.all()} == {Chat.objects.get().pk}


def test_posted_in_time_to_come_offers_nothing(office: Chats) -> None:
    """MIS-8: all or nothing, the offers included."""
    letters = office.prints(office.came_back())
    with pytest.raises(NotAllowed, match="future"), within(office.here.pk):
        actions.record_posted(
            letters=letters, posted=Moment(now() + timedelta(days=2)), by=office.coordinator, at=now()
        )
    with within(office.here.pk):
        assert not Offer.objects.exists() and not Chat.objects.exists()
        assert not Letter.objects.filter(posted_at__isnull=False).exists()


def test_an_episode_that_is_another_childs_by_the_time_of_the_post_is_not_offered_with_it(office: Chats) -> None:
    """MIS-4, MIS-8: a letter offers its own reader a chat; nobody else is said to have been written to."""
    child = office.came_back(hours=60)
    office.away_again(child, 20)
    letters = office.prints(child)
    with within(office.here.pk):
        other = a_child("Robin", area=an_area(office.here, "Chelmsford"))
        moved = child.episodes.latest("started_at").incident
        actions.decide_child(incident=moved, child=other, by=office.coordinator, at=now())
    office.posts(letters)
    with within(office.here.pk):
        assert {each.child_id for each in Offer.objects.all()} == {child.pk}
        assert not Cover.objects.filter(incident=moved, ended_at=None).exists()
        assert not Answer.objects.exists()
    assert office.offer_of(other).met_at is None


def test_whose_it_turns_out_to_be_is_owed_letters_of_their_own(office: Chats) -> None:
    """MIS-4, MIS-8: what was printed for another child reaches nobody who should have it."""
    child = office.came_back()
    letters = office.prints(child)
    with within(office.here.pk):
        other = a_child("Robin", area=an_area(office.here, "Chelmsford"))
        office.moves(other, "2 Nowhere Lane")
        actions.decide_child(incident=child.episodes.get().incident, child=other, by=office.coordinator, at=now())
    said = office.lists()
    assert "1 child is owed a letter" in said and "To the child Robin Example, 2 Nowhere Lane" in said
    mine, _ = office.prints(other)
    office.posts([mine])
    office.posts(letters)  # the old ones too, by mistake
    with within(office.here.pk):
        assert [each.child_id for each in Offer.objects.all()] == [other.pk]
    assert office.offer_of(other).met_at is not None


def when_posted(office: Chats, letter: Letter) -> datetime | None:
    with within(office.here.pk):
        return Letter.objects.get(pk=letter.pk).posted_at


def test_all_of_it_of_another_child_the_letter_is_posted_and_offers_nothing(office: Chats) -> None:
    """MIS-4, MIS-8: that it went to the post is true all the same."""
    child = office.came_back()
    letters = office.prints(child)
    with within(office.here.pk):
        other = a_child("Robin", area=an_area(office.here, "Chelmsford"))
        actions.decide_child(incident=child.episodes.get().incident, child=other, by=office.coordinator, at=now())
    office.posts(letters)
    assert all(when_posted(office, each) for each in letters)
    assert office.offers() == []
    assert office.offer_of(other).met_at is None


def turns_out_to_be(office: Chats, child: Child, other: Child) -> None:
    """What every episode of `child` is about after all."""
    with within(office.here.pk):
        for each in child.episodes.all():
            actions.decide_child(incident=each.incident, child=other, by=office.coordinator, at=now())


def another(office: Chats) -> Child:
    with within(office.here.pk):
        return a_child("Robin", area=an_area(office.here, "Chelmsford"))


def test_a_posted_letter_stays_with_whom_it_was_written_to(office: Chats) -> None:
    """MIS-4, MIS-8: nobody has offered the second child anything; linked back, the first child was offered it."""
    child, other = office.came_back(), another(office)
    office.posts(office.prints(child))
    office.answers(OfferedTo.PARENT, Said.DECLINED)
    turns_out_to_be(office, child, other)
    with within(office.here.pk):
        assert {each.child_id for model in (Offer, Answer, Chat) for each in model.objects.all()} == {child.pk}
        chat = Chat.objects.get()
    assert office.offer_of(other).met_at is None
    page = text_of(office.client.get(f"/missing/chats/{chat.pk}/"))
    assert "Offered to the child by letter" in page and "Robin Example" not in page
    assert office.client.get("/missing/chats/").status_code == 200
    turns_out_to_be(office, other, child)
    assert office.offer_of(child).met_at is not None


def test_what_was_said_in_person_goes_along_and_the_letter_stays(office: Chats) -> None:
    """MIS-4, MIS-8, MIS-9: who was spoken to is the child who was away; who was written to is whose address it was."""
    child, other = office.came_back(), another(office)
    office.posts(office.prints(child))
    with within(office.here.pk):
        actions.offer_chat(
            episode=child.episodes.get(), to=OfferedTo.CHILD, how=OfferedHow.PERSON, happened=Moment(now()),
            by=office.coordinator, at=now(),
        )  # fmt: skip
    turns_out_to_be(office, child, other)
    with within(office.here.pk):
        whose = {(each.how, each.child_id) for each in Offer.objects.all()}
        assert whose == {(OfferedHow.LETTER, child.pk), (OfferedHow.PERSON, other.pk)}
        assert {each.chat.child_id == each.child_id for each in Offer.objects.all()} == {True}
        assert {each.offer.child_id for each in Letter.objects.all()} == {child.pk}
    assert office.offer_of(other).met_at is not None
    turns_out_to_be(office, other, child)
    with within(office.here.pk):
        assert {each.child_id for each in Offer.objects.all()} == {child.pk}
    assert office.offer_of(child).met_at is not None


def test_who_turns_out_to_be_owed_it_can_be_written_to(office: Chats) -> None:
    """MIS-8: letters of their own, though one to somebody else was posted about the same return."""
    child, other = office.came_back(), another(office)
    office.posts(office.prints(child))
    with within(office.here.pk):
        office.moves(other, "2 Nowhere Lane")
    turns_out_to_be(office, child, other)
    office.posts(office.prints(other))
    assert office.offer_of(other).met_at is not None
    with within(office.here.pk):
        assert {each.child_id for each in Chat.objects.all()} == {child.pk, other.pk}
