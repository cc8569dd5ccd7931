"""A letter written to a record that a notification opened counts for the child it turns out to be about (MIS-4, MIS-8)."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest

from lantern.children.actions import change_child
from lantern.children.models import Child
from lantern.missing import actions
from lantern.missing.actions import same_child
from lantern.missing.models import Chat, Decision, Episode, Incident, Letter, LetterAbout, Offer
from lantern.missing.vocabulary import OfferedHow, OfferedTo
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.acting import action
from tests.factories.children import a_child, an_episode
from tests.factories.people import an_area, now
from tests.integration.missing.pages import text_of
from tests.integration.missing.test_letters_become_chats import Chats

pytestmark = pytest.mark.django_db


@action
def _set_provisional(*, child: Child, by: None, at: datetime) -> None:
    Child.objects.filter(pk=child.pk).update(provisional=True)


class Desk(Chats):
    """The office of the letters, with a record that a notification opened and the child it may be about."""

    def opened(self, **more: Any) -> Child:
        """A provisional record of a child who came back."""
        child = self.came_back(**more)
        with within(self.here.pk):
            _set_provisional(child=child, by=None, at=now())
            return Child.objects.get(pk=child.pk)

    def known(self, name: str = "Robin") -> Child:
        """A child with a home, who is owed nothing yet."""
        with within(self.here.pk):
            child = a_child(name, area=an_area(self.here, "Chelmsford"))
        self.moves(child, "2 Nowhere Lane")
        return child

    def decides(self, record: Child, child: Child) -> list[Decision]:
        """Every episode of the record is the child's."""
        with within(self.here.pk):
            return [
                actions.decide_child(incident=each.incident, child=child, by=self.coordinator, at=now())
                for each in Episode.objects.filter(child=record).select_related("incident").order_by("started_at")
            ]

    def merges(self, kept: Child, other: Child) -> Any:
        with within(self.here.pk):
            kept, other = (Child.objects.get(pk=each.pk) for each in (kept, other))
            return same_child.merge(child=kept, other=other, by=self.coordinator, at=now())

    def confirms(self, record: Child) -> None:
        with within(self.here.pk):
            version = Child.objects.get(pk=record.pk).version
            change_child(child=record, changes={}, version=version, by=self.coordinator, at=now())

    def owed(self) -> int:
        """How many children the queue proposes to write to; the number and the list agree."""
        said = self.lists()
        found = re.search(r"(\d+) child(?: is|ren are) owed a letter", said)
        assert found, said
        assert (found[1] == "0") is ("Nobody is owed a letter" in said)
        return int(found[1])

    def met(self, child: Child) -> bool:
        return self.offer_of(child).met_at is not None


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.mark.parametrize("is_posted", [False, True])
def test_confirming_the_record_owes_no_second_letter(desk: Desk, is_posted: bool) -> None:
    """MIS-8: it is the same child; printed it waits in the tray, posted it is the offer."""
    record = desk.opened()
    letters = desk.prints(record)
    if is_posted:
        desk.posts(letters)
    desk.confirms(record)
    assert desk.owed() == 0
    if not is_posted:
        desk.posts(letters)
    assert desk.met(record)


@pytest.mark.parametrize("is_posted", [False, True])
@pytest.mark.parametrize("keeps_the_record", [False, True])
def test_merging_the_record_with_a_child_owes_no_second_letter(
    desk: Desk, is_posted: bool, keeps_the_record: bool
) -> None:
    """MIS-4, MIS-8: whichever of the two is kept; and two records again, the letter is where it was."""
    record, child = desk.opened(), desk.known()
    letters = desk.prints(record)
    if is_posted:
        desk.posts(letters)
    kept, other = (record, child) if keeps_the_record else (child, record)
    merged = desk.merges(kept, other)
    assert desk.owed() == 0
    if not is_posted:
        desk.posts(letters)
    assert desk.met(kept)
    with within(desk.here.pk):
        assert {each.child_id for model in (Letter, LetterAbout, Offer, Chat) for each in model.objects.all()} == {
            kept.pk
        }
        same_child.unmerge(merge=merged, by=desk.coordinator, at=now())
        assert {each.child_id for each in Letter.objects.all()} == {record.pk}
    assert desk.owed() == 0


def test_what_was_posted_to_the_record_was_offered_to_the_child(desk: Desk) -> None:
    """MIS-4, MIS-8: a person says whom the notification is about: the chat goes along with the letters that offered it."""
    record, child = desk.opened(), desk.known()
    desk.posts(desk.prints(record))
    desk.decides(record, child)
    assert desk.met(child)
    assert desk.owed() == 0
    with within(desk.here.pk):
        assert {each.child_id for model in (Chat, Offer) for each in model.objects.all()} == {child.pk}
        assert {each.child_id for each in Letter.objects.all()} == {record.pk}, "it was written to the record"
        chat = Chat.objects.get()
    said = text_of(desk.client.get(f"/missing/chats/{chat.pk}/"))
    assert "Robin Example" in said
    assert "Offered to the child by letter" in said


def test_what_waits_in_the_tray_counts_and_is_the_childs_when_posted(desk: Desk) -> None:
    """MIS-4, MIS-8: nothing is proposed again; taken back it waits again; discarded it is owed again."""
    record, child = desk.opened(), desk.known()
    letters = desk.prints(record)
    desk.decides(record, child)
    assert desk.owed() == 0
    assert not desk.met(child), "paper in a tray offers nothing"
    desk.posts(letters)
    assert desk.met(child)
    with within(desk.here.pk):
        assert {(each.child_id, each.how) for each in Offer.objects.all()} == {(child.pk, OfferedHow.LETTER)}
        for each in Letter.objects.all():
            actions.undo_posted(letter=each, by=desk.coordinator, at=now())
    assert not desk.met(child)
    assert desk.owed() == 0
    with within(desk.here.pk):
        actions.discard_letters(letters=list(Letter.objects.all()), by=desk.coordinator, at=now())
    assert desk.owed() == 1
    assert "To the child Robin Example, 2 Nowhere Lane" in desk.lists()


@pytest.mark.parametrize("is_posted", [False, True])
def test_it_goes_back_with_the_episode_and_on_to_whoever_it_is(desk: Desk, is_posted: bool) -> None:
    """MIS-4: decided otherwise as often as one likes, and the other child is owed nothing for it."""
    record, child, third = desk.opened(), desk.known(), desk.known("Kim")
    letters = desk.prints(record)
    if is_posted:
        desk.posts(letters)
    for whose in (child, third, record, child, record):
        with within(desk.here.pk):
            holder = Child.objects.get(pk=Episode.objects.get().child_id)
        desk.decides(holder, whose)
        assert desk.owed() == 0, whose
        assert desk.met(whose) is is_posted
    with within(desk.here.pk):
        assert {each.child_id for each in Letter.objects.all()} == {record.pk}


def test_a_decision_taken_back_gives_the_record_its_letter_back(desk: Desk) -> None:
    """MIS-4: by the button that undoes it."""
    record, child = desk.opened(), desk.known()
    desk.posts(desk.prints(record))
    (decision,) = desk.decides(record, child)
    with within(desk.here.pk):
        actions.undo_decision(decision=Decision.objects.get(pk=decision.pk), by=desk.coordinator, at=now())
        holder = Episode.objects.get().child_id
    assert holder != child.pk
    assert desk.owed() == 0


def test_a_record_that_was_confirmed_is_a_child_of_its_own(desk: Desk) -> None:
    """MIS-8: what was written to a child stays with that child, and the other is owed letters of their own."""
    record, child = desk.opened(), desk.known()
    desk.posts(desk.prints(record))
    desk.confirms(record)
    desk.decides(record, child)
    assert not desk.met(child)
    assert desk.owed() == 1


def test_a_record_confirmed_meanwhile_has_its_letter_back_with_its_episode(desk: Desk) -> None:
    """MIS-4, MIS-8: it was written to them, whatever the record was called when it went along."""
    record, child = desk.opened(), desk.known()
    desk.posts(desk.prints(record))
    desk.decides(record, child)
    desk.confirms(record)
    desk.decides(child, record)
    assert desk.met(record)
    assert desk.owed() == 0


def test_one_letter_about_two_returns_counts_for_who_it_was_written_to(desk: Desk) -> None:
    """MIS-4, MIS-8: when one of them turns out to be another child's, it was not that child who was written to."""
    record, child = desk.opened(hours=60), desk.known()
    desk.away_again(record, 20)
    desk.posts(desk.prints(record))
    with within(desk.here.pk):
        first = Episode.objects.earliest("started_at")
        actions.decide_child(incident=first.incident, child=child, by=desk.coordinator, at=now())
    assert not desk.met(child)
    assert desk.owed() == 1
    with within(desk.here.pk):
        second = Episode.objects.latest("started_at")
        actions.decide_child(incident=second.incident, child=child, by=desk.coordinator, at=now())
    assert desk.owed() == 0, "now all of it is theirs, and so is the letter"


def test_what_another_child_was_sent_of_the_same_chat_stays_with_them(desk: Desk) -> None:
    """MIS-8: of one chat that has a letter to the record and one to the child, each goes where it belongs."""
    record, child, third = desk.opened(), desk.known(), desk.known("Kim")
    desk.posts(desk.prints(record))
    desk.decides(record, child)
    with within(desk.here.pk):
        an_episode(child, by=desk.officer, hours_ago=10, back_hours_ago=5)
    desk.posts(desk.prints(child))
    desk.decides(child, third)
    with within(desk.here.pk):
        by_letter = {(each.offer.child_id, each.child_id) for each in Letter.objects.select_related("offer")}
    assert by_letter == {(third.pk, record.pk), (child.pk, child.pk)}


def both_tell(desk: Desk) -> tuple[Child, Child]:
    """A record and a child, each with a notification of the same days."""
    record, child = desk.opened(), desk.known()
    with within(desk.here.pk):
        an_episode(child, by=desk.officer, hours_ago=29.5, back_hours_ago=19.5)
    return record, child


@pytest.mark.parametrize("is_posted", [False, True])
@pytest.mark.parametrize("letter_to_record", [False, True])
def test_two_notifications_of_one_episode_are_one_letter(desk: Desk, is_posted: bool, letter_to_record: bool) -> None:
    """MIS-4, MIS-8: not while a person has yet to say that they are one, and not when they are."""
    record, child = both_tell(desk)
    letters = desk.prints(record if letter_to_record else child)
    if is_posted:
        desk.posts(letters)
    desk.merges(child, record)
    with within(desk.here.pk):
        standing = Episode.objects.get().incident
        held = Incident.objects.exclude(pk=standing.pk).get()
        assert held.held
    assert desk.owed() == 0
    with within(desk.here.pk):
        actions.join_episode(incident=held, other=standing, by=desk.coordinator, at=now())
    assert desk.owed() == 0
    if not is_posted:
        desk.posts(letters)
    assert desk.met(child)
    with within(desk.here.pk):
        assert Episode.objects.count() == 1
        assert Chat.objects.count() == 1


def test_a_return_since_the_letter_is_owed_one_whatever_waits(desk: Desk) -> None:
    """MIS-8: what waits for a person holds back no letter about another return."""
    record, child = both_tell(desk)
    desk.posts(desk.prints(child))
    desk.merges(child, record)
    with within(desk.here.pk):
        assert Incident.objects.exclude(held="").exists()
    assert desk.owed() == 0
    with within(desk.here.pk):
        an_episode(child, by=desk.officer, hours_ago=0.2, back_hours_ago=0)
    assert desk.owed() == 1


def test_joined_through_a_third_notification_it_is_offered_all_the_same(desk: Desk) -> None:
    """MIS-4: one joined to another that was joined to a third."""
    child = desk.came_back(hours=60)
    desk.away_again(child, 40)
    desk.away_again(child, 20)
    letters = desk.prints(child)
    with within(desk.here.pk):
        first, second, third = (each.incident for each in Episode.objects.order_by("started_at"))
        actions.join_episode(incident=first, other=second, by=desk.coordinator, at=now())
        actions.join_episode(incident=second, other=third, by=desk.coordinator, at=now())
    assert desk.owed() == 0
    desk.posts(letters)
    assert desk.met(child)


def test_a_chat_offered_in_person_and_by_letter_goes_along_whole(desk: Desk) -> None:
    """MIS-4, MIS-9: one chat, both offers, nothing left behind with the record."""
    record, child = desk.opened(), desk.known()
    desk.posts(desk.prints(record))
    with within(desk.here.pk):
        actions.offer_chat(
            episode=Episode.objects.get(), to=OfferedTo.CHILD, how=OfferedHow.PERSON,
            happened=Moment(now() - timedelta(minutes=1)), by=desk.coordinator, at=now(),
        )  # fmt: skip
    desk.decides(record, child)
    with within(desk.here.pk):
        assert {each.child_id for each in Offer.objects.all()} == {child.pk}
        assert Chat.objects.count() == 1
