"""MIS-8: letters from the record to the letter box: who is owed one, printing, posting as the offer, taking back."""

import io
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from lantern.children import actions as children
from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.missing import actions
from lantern.missing.actions.folding import refold
from lantern.missing.models import Letter, LetterAbout, NoLetters
from lantern.missing.rules.letters import LetterState
from lantern.missing.rules.refusals import NotAllowed
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.children import LONG_AGO, a_child, an_episode
from tests.factories.people import a_member, an_area, now, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of, typed

pytestmark = pytest.mark.django_db
LIST = "/missing/letters/"


class Office(Scene):
    """A coordinator with a mailbox and a phone number in the arrangement."""

    def __init__(self) -> None:
        super().__init__()
        self.coordinator: Member = a_member(self.here, Role.MISSING_COORDINATOR, name="Robin Sample")
        self.client: Client = signed_in_client(self.coordinator)
        self.arranges("letters.mailbox", "chats@example.org")
        self.arranges("letters.phone", "01632 960 100")

    def arranges(self, name: str, value: object) -> None:
        """Also for who is in memory already: a request reads its member anew."""
        super().arranges(name, value)
        with within(self.here.pk):
            self.coordinator.partnership.refresh_from_db()

    def came_back(
        self, forename: str = "Rowan", *, home: str = "1 Nowhere Lane", hours: float = 20, **known: Any
    ) -> Child:
        """A child who was missing, came back `hours` ago, and lives there."""
        with within(self.here.pk):
            child = a_child(forename, area=an_area(self.here, "Chelmsford"), **known)
            if home:
                self.moves(child, home)
            an_episode(child, by=self.officer, hours_ago=hours + 10, back_hours_ago=hours)
        return child

    def moves(self, child: Child, home: str) -> None:
        """Within the same district."""
        with within(self.here.pk):
            children.move_to(
                child=child, text=home, postcode="ZZ1 1ZZ", district=child.area_id, since=LONG_AGO, by=None, at=now()
            )

    def prints(self, *whom: Child) -> list[Letter]:
        with within(self.here.pk):
            return actions.print_letters(children=list(whom), by=self.coordinator, at=now())

    def posts(self, letters: list[Letter], at: datetime | None = None) -> None:
        with within(self.here.pk):
            actions.record_posted(letters=letters, posted=Moment(at or now()), by=self.coordinator, at=at or now())

    def offer_of(self, child: Child) -> Obligation:
        with within(self.here.pk):
            return Obligation.objects.get(child=child, kind="chat offer")

    def lists(self, show: str = "") -> str:
        return text_of(self.client.get(LIST, {"show": show} if show else {}))


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_child_not_open_to_services_is_owed_a_letter(office: Office) -> None:
    """MIS-8: not open: by letter, one to the child and one to the parent or carer, with their address."""
    office.came_back()
    said = office.lists()
    assert "1 child is owed a letter" in said
    assert "To the child Rowan Example, 1 Nowhere Lane, ZZ1 1ZZ" in said
    assert "To the parent or carer Parent or carer of Rowan Example, 1 Nowhere Lane, ZZ1 1ZZ" in said


@pytest.mark.parametrize("status", [Status.LOOKED_AFTER, Status.IN_NEED, Status.FAMILY_SOLUTIONS])
def test_a_child_open_to_services_is_offered_it_by_a_person(office: Office, status: Status) -> None:
    """MIS-8: open: no letter."""
    office.came_back(status=status)
    assert "Nobody is owed a letter" in office.lists()


def test_what_counts_as_open_is_the_arrangements_of_that_day(office: Office) -> None:
    """PAR-7, MIS-8: where looked after is not among the open statuses, a letter goes to the placement."""
    office.arranges("open_statuses", ["CP"])
    child = office.came_back(status=Status.LOOKED_AFTER)
    with within(office.here.pk):
        children.place(
            child=child, code="K2", where="Fictional House", since=date(2020, 1, 1), by=office.officer, at=now()
        )
    said = office.lists()
    assert "Rowan Example, Fictional House" in said
    assert "The carer of Rowan Example, Fictional House" in said
    assert "Nowhere Lane" not in said


def test_a_child_still_missing_is_owed_nothing_yet(office: Office) -> None:
    """MIS-8: after the return."""
    with within(office.here.pk):
        an_episode(a_child("Rowan"), by=office.officer, hours_ago=5)
    assert "Nobody is owed a letter" in office.lists()


def test_a_child_missing_again_is_shown_and_not_ticked(office: Office) -> None:
    """A letter that says "you came back" to a child who is away does harm."""
    child = office.came_back()
    with within(office.here.pk):
        an_episode(child, by=office.officer, hours_ago=3)
    page = office.client.get(LIST)
    assert "Missing again" in text_of(page)
    assert f'value="{child.pk}" checked' not in page.content.decode()


def test_without_an_address_nothing_is_written_and_it_says_whom_to_ask(office: Office) -> None:
    """MIS-8: the worker by name, and where to give the address."""
    worker = a_member(office.here, Role.SOCIAL_WORKER, name="Sam Invented")
    child = office.came_back(home="", worker=worker)
    page = office.client.get(LIST)
    assert "No address is known Ask Sam Invented, then give an address" in text_of(page)
    assert reverse("children:move", args=[child.pk]) in page.content.decode()
    assert f'value="{child.pk}"' not in page.content.decode()
    with pytest.raises(NotAllowed, match="None of these"):
        office.prints(child)


def test_nothing_is_printed_without_a_mailbox_and_a_number(office: Office) -> None:
    """MIS-8: with the mailbox and phone number; the page leads to where they are entered."""
    office.arranges("letters.phone", "")
    child = office.came_back()
    with pytest.raises(NotAllowed, match="no phone number"):
        office.prints(child)
    page = office.client.get(LIST)
    assert "The arrangement gives no phone number" in text_of(page)
    assert "Print those ticked" not in text_of(page)
    assert reverse("access:change_arrangement", args=["letters"]) in page.content.decode()


def test_printing_is_no_offer_and_posting_is(office: Office) -> None:
    """MIS-8: the obligation is met by posting, at the time it was posted, by a person."""
    child = office.came_back()
    letters = office.prints(child)
    assert [each.to for each in letters] == ["child", "parent or carer"]
    assert office.offer_of(child).met_at is None
    when = now()
    office.posts(letters, when)
    assert office.offer_of(child).met_at == when
    with within(office.here.pk):
        held = Letter.objects.get(pk=letters[0].pk)
        assert (held.state, held.posted_at, held.posted_by) == (LetterState.POSTED, when, office.coordinator)


def test_one_letter_posted_is_an_offer(office: Office) -> None:
    """MIS-8: the parent's letter came back from the printer torn; the child's went."""
    child = office.came_back()
    mine, parents = office.prints(child)
    office.posts([mine])
    assert office.offer_of(child).met_at is not None
    with within(office.here.pk):
        assert Letter.objects.get(pk=parents.pk).state is LetterState.PRINTED


def test_undoing_the_post_owes_it_again(office: Office) -> None:
    """MIS-8: it lay in the tray; what posting recorded is taken back, and stays on the record."""
    child = office.came_back()
    mine, parents = office.prints(child)
    office.posts([mine, parents])
    with within(office.here.pk):
        actions.undo_posted(letter=mine, by=office.coordinator, at=now())
    assert office.offer_of(child).met_at is not None, "the parent's letter still stands"
    with within(office.here.pk):
        actions.undo_posted(letter=parents, by=office.coordinator, at=now())
    assert office.offer_of(child).met_at is None
    office.posts([mine, parents])
    assert office.offer_of(child).met_at is not None


def test_a_discarded_letter_is_owed_again_and_can_be_printed_again(office: Office) -> None:
    """MIS-8: nothing that was printed is lost from the record."""
    child = office.came_back()
    letters = office.prints(child)
    assert "Nobody is owed a letter" in office.lists()
    with within(office.here.pk):
        actions.discard_letters(letters=letters, by=office.coordinator, at=now())
    assert "1 child is owed a letter" in office.lists()
    assert len(office.prints(child)) == 2
    with within(office.here.pk):
        assert Letter.objects.count() == 4


def test_two_coordinators_do_not_print_twice(office: Office) -> None:
    """One letter to each at a time; who comes second is told why nothing is printed."""
    child = office.came_back()
    office.prints(child)
    with pytest.raises(NotAllowed, match="None of these"):
        office.prints(child)


def test_the_database_itself_holds_one_letter_to_each(office: Office) -> None:
    """Constraints, not hope."""
    from django.db import IntegrityError, transaction

    child = office.came_back()
    letter = office.prints(child)[0]
    with within(office.here.pk):
        row = LetterAbout.objects.get(letter=letter)
        with pytest.raises(IntegrityError), transaction.atomic():
            _again(row=row, by=None, at=now())


def test_several_returns_of_one_child_are_one_letter_to_each(office: Office) -> None:
    """MIS-9: one chat may cover several episodes; posting offers it about each."""
    child = office.came_back(hours=60)
    with within(office.here.pk):
        an_episode(child, by=office.officer, hours_ago=30, back_hours_ago=25)
    assert "2 returns, one letter to each" in office.lists()
    letters = office.prints(child)
    assert len(letters) == 2
    office.posts(letters)
    with within(office.here.pk):
        met = list(Obligation.objects.filter(child=child, kind="chat offer").values_list("met_at", flat=True))
    assert len(met) == 2
    assert all(met)


def test_folding_again_after_posting_changes_nothing(office: Office) -> None:
    """What is derived can be worked out again at any time."""
    child = office.came_back()
    office.posts(office.prints(child))
    before = office.offer_of(child).met_at
    with within(office.here.pk):
        refold(children=[child.pk], by=None, at=now())
    assert office.offer_of(child).met_at == before


def test_a_letter_is_not_posted_before_it_was_printed_nor_in_time_to_come(office: Office) -> None:
    """A time that cannot be right is refused, and nothing is recorded."""
    child = office.came_back()
    letters = office.prints(child)
    with pytest.raises(NotAllowed, match="before the letters were printed"), within(office.here.pk):
        early = Moment(now() - timedelta(hours=2))
        actions.record_posted(letters=letters, posted=early, by=office.coordinator, at=now())
    with pytest.raises(NotAllowed, match="future"), within(office.here.pk):
        late = Moment(now() + timedelta(hours=2))
        actions.record_posted(letters=letters, posted=late, by=office.coordinator, at=now())
    assert office.offer_of(child).met_at is None


def test_a_child_it_is_not_safe_to_write_to(office: Office) -> None:
    """Never to an address that is not safe: no tick, no letter, until somebody takes it back; both stay on the record."""
    child = office.came_back()
    address = reverse("missing:no_letters", args=[child.pk])
    assert "Enter why it is not safe to write" in text_of(office.client.post(address, {"reason": ""}))
    office.client.post(address, {"reason": "Somebody there reads the post"})
    said = office.lists()
    assert "Not by letter Not safe to write: Somebody there reads the post. Offer it another way." in said
    with pytest.raises(NotAllowed, match="None of these"):
        office.prints(child)
    assert "Somebody there reads the post. Said by Robin Sample" in text_of(office.client.get(address))
    office.client.post(address, {"allow": "1"})
    assert len(office.prints(child)) == 2
    with within(office.here.pk):
        held = NoLetters.objects.get()
        assert (held.reason, held.ended_by) == ("Somebody there reads the post", office.coordinator)


def test_the_whole_way_by_the_pages(office: Office) -> None:
    """MIS-8: tick, print, post; the offer has its time and who."""
    rowan, robin = office.came_back(), office.came_back("Robin", home="2 Pretend Road")
    answer = office.client.post(f"{LIST}print/", {"child": [str(rowan.pk), str(robin.pk)]})
    page = office.client.get(answer.url)  # type: ignore[attr-defined]
    assert "4 letters written. Print them, post them, then say so here." in text_of(page)
    with within(office.here.pk):
        letters = list(Letter.objects.order_by("place"))
    assert [(each.child_id, each.to) for each in letters] == [
        (robin.pk, "child"), (robin.pk, "parent or carer"), (rowan.pk, "child"), (rowan.pk, "parent or carer"),
    ]  # fmt: skip
    body = {"letter": [str(each.pk) for each in letters[:3]], **typed("posted", now())}
    answer = office.client.post(answer.url, body)  # type: ignore[attr-defined]
    said = text_of(office.client.get(answer.url))  # type: ignore[attr-defined]
    assert "3 letters posted: the chat is offered." in said
    assert said.count("Not posted after all") == 3
    assert "by Robin Sample" in said
    assert "3 letters posted" in office.lists("posted")
    assert "1 letter printed and not posted" in office.lists("printed")


def test_nothing_ticked_is_said(office: Office) -> None:
    """A form that comes back says why."""
    child = office.came_back()
    assert "Nobody was ticked" in text_of(office.client.post(f"{LIST}print/", {}))
    batch = office.prints(child)[0].batch
    address = reverse("missing:letter_batch", args=[batch])
    assert "Tick the letters you mean." in text_of(office.client.post(address, typed("posted", now())))


def test_undo_and_discard_by_the_pages(office: Office) -> None:
    """Each thing that a person does can be taken back by a person."""
    child = office.came_back()
    letters = office.prints(child)
    office.posts(letters[:1])
    undo = reverse("missing:undo_posted", args=[letters[0].pk])
    assert "the offer is taken back" in text_of(office.client.post(undo, follow=True))
    assert "It is not recorded as posted." in text_of(office.client.post(undo, follow=True))
    address = reverse("missing:letter_batch", args=[letters[0].batch])
    body = {"letter": [str(each.pk) for each in letters], "discard": "1"}
    assert "2 letters discarded. They are owed again." in text_of(office.client.post(address, body, follow=True))
    assert office.client.get(reverse("missing:letters_pdf", args=[letters[0].batch])).status_code == 404


def pages_of(office: Office, batch: object) -> list[str]:
    response = office.client.get(reverse("missing:letters_pdf", args=[batch]))
    assert response["Content-Type"] == "application/pdf"
    return [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]


def test_the_pdf_has_every_letter_in_posting_order(office: Office) -> None:
    """MIS-8: all as one PDF, the child's, then the parent's; SHA-1: the marking on each page, whose copy it is."""
    rowan, robin = office.came_back(), office.came_back("Robin", home="2 Pretend Road")
    letters = office.prints(rowan, robin)
    pages = pages_of(office, letters[0].batch)
    assert [page.split("Copy for ")[1].split("\n")[0].split(" Page")[0].strip() for page in pages if "Page 1" in page] == [
        "Robin Example", "Parent or carer of Robin Example", "Rowan Example", "Parent or carer of Rowan Example",
    ]  # fmt: skip
    assert all("Official-Sensitive" in page for page in pages)
    assert "01632 960 100" in pages[0]
    assert "chats@example.org" in pages[0]
    assert len(pages) == 4, "each letter is one page"


def test_a_reprint_is_the_letter_that_was_sent(office: Office) -> None:
    """MIS-8: though the child has moved and the words are others by now."""
    child = office.came_back()
    batch = office.prints(child)[0].batch
    before = pages_of(office, batch)
    office.arranges("letters.phone", "01632 960 999")
    with within(office.here.pk):
        children.move_to(
            child=child,
            text="9 Elsewhere Road",
            postcode="",
            district=None,
            since=date(2026, 1, 1),
            by=office.officer,
            at=now(),
        )
    assert pages_of(office, batch) == before


def test_the_word_file_says_the_same(office: Office) -> None:
    """MIS-8: Word and PDF."""
    import docx

    child = office.came_back()
    batch = office.prints(child)[0].batch
    made = docx.Document(io.BytesIO(office.client.get(reverse("missing:letters_word", args=[batch])).content))
    said = [paragraph.text for paragraph in made.paragraphs]
    assert "Dear Rowan," in said
    assert "Dear parent or carer," in said
    assert len(made.sections) == 2


def test_each_file_and_each_list_is_on_the_trail(office: Office) -> None:
    """SHA-6: prints and downloads, by child."""
    child = office.came_back()
    batch = office.prints(child)[0].batch
    pages_of(office, batch)
    office.client.get(reverse("missing:letters_word", args=[batch]))
    with within(office.here.pk):
        kinds = dict(
            Entry.objects.filter(child_id=child.pk, what__startswith="missing/letter").values_list("what", "kind")
        )
        done = set(
            Entry.objects.filter(child_id=child.pk, what="missing.letters_printed").values_list("member_id", flat=True)
        )
    assert kinds == {"missing/letters_pdf": "print", "missing/letters_word": "download"}
    assert done == {office.coordinator.pk}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MISSING_COORDINATOR}))
def test_others_send_no_letters(office: Office, role: Role) -> None:
    """SHA-2: whose duty it is."""
    assert office.sees_as(role).get(LIST).status_code == 404


def test_an_areas_coordinator_sees_their_area(office: Office) -> None:
    """SHA-2: another area's child is on no list; a batch of theirs is nothing."""
    child = office.came_back()
    north = office.sees_as(Role.MISSING_COORDINATOR, "North")
    assert "Nobody is owed a letter" in text_of(north.get(LIST))
    batch = office.prints(child)[0].batch
    for name in ("missing:letter_batch", "missing:letters_pdf", "missing:letters_word"):
        assert north.get(reverse(name, args=[batch])).status_code == 404
    assert "Nobody was ticked" in text_of(north.post(f"{LIST}print/", {"child": str(child.pk)}))
    assert office.client.get(reverse("missing:letter_batch", args=[uuid4()])).status_code == 404


def test_a_long_list_costs_what_a_short_one_does(office: Office) -> None:
    """At most 12 queries, with one child and with seven."""
    for number in range(7):
        office.came_back(f"Child{number}")
    office.client.get(LIST)
    with asking_at_most(12):
        office.client.get(LIST)
    letters = office.prints(*_children(office))
    with asking_at_most(12):
        office.client.get(LIST, {"show": "printed"})
    with asking_at_most(12):
        office.client.get(reverse("missing:letter_batch", args=[letters[0].batch]))


def _children(office: Office) -> list[Child]:
    with within(office.here.pk):
        return list(Child.objects.all())


@action
def _again(*, row: LetterAbout, by: None, at: datetime) -> None:
    LetterAbout.objects.create(letter=row.letter, child_id=row.child_id, incident_id=row.incident_id, to=row.to)
