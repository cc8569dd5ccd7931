"""MIS-8: letters when things do not go in order: a return corrected, two people at once, a child out of sight."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from lantern.children.models import Child
from lantern.missing import actions
from lantern.missing.models import Chat, Letter, Step
from lantern.missing.rules.letters import LetterState
from lantern.missing.rules.refusals import NotAllowed
from lantern.obligations import actions as obligations
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.acting import action
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now, signed_in_client
from tests.integration.missing.pages import text_of
from tests.integration.missing.test_letters import LIST, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def test_an_offer_made_in_person_owes_no_letter(office: Office) -> None:
    """MIS-8: what is met is not owed twice; taken back, it is owed again."""
    child = office.came_back()
    with within(office.here.pk):
        episode = child.episodes.get()
        step = actions.record_step(
            episode=episode, kind="chat offer", happened=Moment(now()), by=office.officer, at=now()
        )
    assert "Nobody is owed a letter" in office.lists()
    with within(office.here.pk):
        actions.withdraw_step(step=step, by=office.officer, at=now())
    assert "1 child is owed a letter" in office.lists()


def test_a_waived_offer_owes_no_letter(office: Office) -> None:
    """MIS-8: waived with a reason."""
    child = office.came_back()
    with within(office.here.pk):
        obligations.waive(obligation=office.offer_of(child), reason="Moved away", by=office.coordinator, at=now())
    assert "Nobody is owed a letter" in office.lists()


def test_a_return_moved_to_after_the_post_leaves_the_offer_unmet(office: Office) -> None:
    """MIS-8: an offer before the return is none; the letter stays on the record, the chat is owed."""
    child = office.came_back(hours=20)
    posted = now() - timedelta(minutes=1)
    with within(office.here.pk):
        letters = actions.print_letters(children=[child], by=office.coordinator, at=posted)
        actions.record_posted(letters=letters, posted=Moment(posted), by=office.coordinator, at=posted)
    assert office.offer_of(child).met_at == posted
    with within(office.here.pk):
        episode = child.episodes.get()
        actions.correct(episode=episode, facts={"found": Moment(now())}, by=office.officer, at=now())
    assert office.offer_of(child).met_at is None
    with within(office.here.pk):
        assert Letter.objects.filter(posted_at=posted).count() == 2


def test_one_that_cannot_be_posted_stops_all(office: Office) -> None:
    """All or nothing: nobody has to guess which of them were recorded."""
    rowan, robin = office.came_back(), office.came_back("Robin")
    letters = office.prints(rowan, robin)
    office.posts(letters[:1])
    with pytest.raises(NotAllowed, match="recorded as posted already"):
        office.posts(letters)
    with within(office.here.pk):
        assert [each.state for each in Letter.objects.order_by("place")] == [
            LetterState.POSTED, LetterState.PRINTED, LetterState.PRINTED, LetterState.PRINTED,
        ]  # fmt: skip


def test_what_was_discarded_or_posted_does_not_go_back_on_its_own(office: Office) -> None:
    """The table of transitions holds in the actions."""
    child = office.came_back()
    mine, parents = office.prints(child)
    office.posts([mine])
    with within(office.here.pk):
        with pytest.raises(NotAllowed, match="Undo that first"):
            actions.discard_letters(letters=[mine], by=office.coordinator, at=now())
        actions.discard_letters(letters=[parents], by=office.coordinator, at=now())
        with pytest.raises(NotAllowed, match="Print it again"):
            actions.record_posted(letters=[parents], posted=Moment(now()), by=office.coordinator, at=now())


def test_each_letter_leaves_one_offer_that_says_to_whom(office: Office) -> None:
    """MIS-8: logged as the offer with its time and who, of one chat, about every episode of the letter."""
    child = office.came_back(hours=60)
    with within(office.here.pk):
        an_episode(child, by=office.officer, hours_ago=30, back_hours_ago=25)
    office.posts(office.prints(child))
    with within(office.here.pk):
        offers = [each.offer for each in Letter.objects.filter(child=child).order_by("place")]
        assert [(each.to, each.how, each.by) for each in offers if each] == [
            ("child", "by letter", office.coordinator), ("parent or carer", "by letter", office.coordinator),
        ]  # fmt: skip
        (chat,) = Chat.objects.filter(child=child)
        assert {each.chat_id for each in offers if each} == {chat.pk}
        assert chat.covers.filter(ended_at=None).count() == 2
        assert not Step.objects.filter(child=child, kind="chat offer").exists()


def test_a_letter_cannot_be_posted_by_nobody(office: Office) -> None:
    """Constraints, not hope."""
    child = office.came_back()
    letter = office.prints(child)[0]
    with within(office.here.pk), pytest.raises(IntegrityError), transaction.atomic():
        _posted_by_nobody(letter=letter, by=None, at=now())


@action
def _posted_by_nobody(*, letter: Letter, by: None, at: datetime) -> None:
    Letter.objects.filter(pk=letter.pk).update(posted_at=at)


def test_ticks_of_children_out_of_sight_count_for_nothing(office: Office) -> None:
    """SHA-2: of two ticked, the one in the area is written to; the other is as though it were not there."""
    rowan = office.came_back()
    with within(office.here.pk):
        far = a_child("Faraway", area=an_area(office.here, "Colchester"))
        an_episode(far, by=office.officer, hours_ago=30, back_hours_ago=20)
    office.moves(far, "9 Invented Street")
    mid = office.sees_as(Role.MISSING_COORDINATOR, "Mid")
    page = mid.post(f"{LIST}print/", {"child": [str(rowan.pk), str(far.pk)]}, follow=True)
    assert "2 letters written" in text_of(page)
    with within(office.here.pk):
        assert set(Letter.objects.values_list("child_id", flat=True)) == {rowan.pk}


@pytest.mark.parametrize("name", ["child", "letter"])
def test_a_tick_that_is_no_id_is_nothing(office: Office, name: str) -> None:
    """404 as for everything unknown."""
    child = office.came_back()
    batch = office.prints(child)[0].batch
    address = f"{LIST}print/" if name == "child" else reverse("missing:letter_batch", args=[batch])
    assert office.client.post(address, {name: "x' OR 1"}).status_code == 404
    assert office.client.post(f"{LIST}print/", {"child": str(uuid4())}).status_code == 200


def test_another_partnership_sees_no_letter(office: Office) -> None:
    """PAR-1."""
    child = office.came_back()
    letter = office.prints(child)[0]
    elsewhere = a_partnership("Elsewhere")
    client = signed_in_client(a_member(elsewhere, Role.MISSING_COORDINATOR))
    assert "Nobody is owed a letter" in text_of(client.get(LIST))
    for address in (
        reverse("missing:letter_batch", args=[letter.batch]),
        reverse("missing:letters_pdf", args=[letter.batch]),
        reverse("missing:undo_posted", args=[letter.pk]),
        reverse("missing:no_letters", args=[child.pk]),
    ):
        assert client.get(address).status_code == 404
    with within(elsewhere.pk):
        assert not Letter.objects.exists()
        assert not Child.objects.exists()


def test_a_young_child_is_written_to_through_the_parent(office: Office) -> None:
    """PAR-7: the arrangement says from which age."""
    office.arranges("letters.child_from_age", 18)
    child = office.came_back()
    assert [each.to for each in office.prints(child)] == ["parent or carer"]
    assert "To the child" not in office.lists()
