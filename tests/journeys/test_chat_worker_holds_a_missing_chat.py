"""A chat worker on a phone; a child on the public form; a parent's no, then the child's yes (MIS-9 to MIS-11, INT-6)."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from lantern.children.actions import allocate
from lantern.children.vocabulary import Status, WorkKind
from lantern.missing import actions
from lantern.missing.models import Chat
from lantern.missing.vocabulary import OfferedHow, OfferedTo, Said
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment, london
from tests.factories.children import LONG_AGO, a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.journeys.conftest import PHONE, AsMember, NewPerson

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = "Everything is saved."


def a_chat(here: Partnership, coordinator: Member, worker: Member, *, episodes: int = 1) -> Chat:
    """A child in Chelmsford, back from so many episodes, who said yes; the worker holds the chat."""
    with within(here.pk):
        social = a_member(here, Role.SOCIAL_WORKER, name="Kim Sample")
        child = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), status=Status.IN_NEED, worker=social)
        for number in range(episodes, 0, -1):
            episode = an_episode(child, by=coordinator, hours_ago=20 * number, back_hours_ago=20 * number - 5)
        at = now()
        chat = actions.offer_chat(
            episode=episode, to=OfferedTo.CHILD, how=OfferedHow.PHONE, happened=Moment(at - timedelta(hours=2)),
            by=coordinator, at=at,
        ).chat  # fmt: skip
        actions.answer_chat(
            chat=chat, whose=OfferedTo.CHILD, said=Said.ACCEPTED, happened=Moment(at), by=coordinator, at=at
        )
        actions.allocate_chat(chat=chat, worker=worker, by=coordinator, at=at)
        return chat


def state(page: Page) -> str:
    return page.locator("[data-record-state]").inner_text()


def kept(page: Page) -> dict[str, str]:
    """What this tab keeps of chats."""
    found = page.evaluate(
        "Object.fromEntries(Object.entries(sessionStorage).filter(([k]) => k.startsWith('lantern-text:')))"
    )
    return {key.rsplit(":", 1)[1]: json.loads(value)["text"] for key, value in found.items()}


def test_records_three_episodes_in_one_chat_on_a_phone(as_member: AsMember) -> None:
    """MIS-9, INT-6: section by section with a thumb; one chat meets what is owed for three returns."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    worker = a_member(here, Role.CHAT_WORKER, name="Lee Sample", agency="Invented Charity")
    chat = a_chat(here, coordinator, worker, episodes=3)
    today = london(now())
    person = as_member(worker, viewport=PHONE).goes_to("/missing/chats/?shown=mine").opens("Rowan Fictional, ")
    person.opens("Write what it told").chooses("Yes", of="their choice").chooses("Suspected", of="come to harm")
    person.types("Who they were with", "went off with Kayden").types("How they travelled", "a van, AB12 CDE")
    person.types("own words", "I only wanted it to be quiet.")
    expect(person.page.locator("[data-record-state]")).to_have_text(SAVED)
    assert kept(person.page) == {}
    person.fits(390).goes_to(f"/missing/chats/{chat.pk}/").sees("I only wanted it to be quiet.", "AB12 CDE")
    person.opens("Names, places, phones in it").presses("Add the vehicle AB12 CDE").presses("Add the person Kayden")
    person.sees("Confirmed").opens("AB12 CDE").sees("“AB12 CDE”").goes_to(f"/missing/chats/{chat.pk}/held/")
    for box in person.page.get_by_role("checkbox").all():
        box.check()
    person.chooses("In person").says_when("When was it held", f"{today:%d/%m/%Y}", words.clock_time(today))
    person.presses("Save").sees("Held in person")
    with within(here.pk):
        owed = Obligation.objects.filter(child=chat.child_id, kind="missing chat")
        assert (owed.count(), owed.filter(met_at=None).count()) == (3, 0)
    person.opens("Tell the social worker").types("know first", "Calm and open.").presses("Tell them")
    person.sees("Kim Sample", "Not opened yet")


def test_a_line_that_breaks_loses_nothing(as_member: AsMember) -> None:
    """MIS-9: cut off, kept in the tab even over a reload; sent when the line is back, and then kept no more."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    worker = a_member(here, Role.CHAT_WORKER)
    chat = a_chat(here, coordinator, worker)
    person = as_member(worker, viewport=PHONE).goes_to(f"/missing/chats/{chat.pk}/record/")
    page = person.page
    save = f"**/missing/chats/{chat.pk}/record/save/"
    page.get_by_label("Why they went").fill("Before the tunnel.")
    expect(page.locator("[data-record-state]")).to_have_text(SAVED)
    page.route(save, lambda route: route.abort("internetdisconnected"))  # the line is cut for what is sent
    page.get_by_label("Why they went").fill("Before the tunnel. In the tunnel.")
    expect(page.locator("[data-record-state]")).to_contain_text("No connection", timeout=5_000)
    assert kept(page) == {"why": "Before the tunnel. In the tunnel."}
    page.reload()  # the phone put the page away
    expect(page.get_by_label("Why they went")).to_have_value("Before the tunnel. In the tunnel.")
    page.unroute(save)
    expect(page.locator("[data-record-state]")).to_have_text(SAVED, timeout=10_000)
    assert kept(page) == {}
    other = as_member(coordinator).goes_to(f"/missing/chats/{chat.pk}/")
    other.sees("Before the tunnel. In the tunnel.")


def test_signing_out_leaves_nothing_in_the_browser(as_member: AsMember) -> None:
    """security.md: what could not be sent is not left for whoever has the phone next."""
    here = a_partnership()
    worker = a_member(here, Role.CHAT_WORKER)
    chat = a_chat(here, a_member(here, Role.MISSING_COORDINATOR), worker)
    person = as_member(worker).goes_to(f"/missing/chats/{chat.pk}/record/")
    page = person.page
    page.route(f"**/missing/chats/{chat.pk}/record/save/", lambda route: route.abort("internetdisconnected"))
    page.get_by_label("Why they went").fill("A secret.")
    expect(page.locator("[data-record-state]")).to_contain_text("No connection", timeout=5_000)
    assert kept(page) == {"why": "A secret."}
    person.signs_out()
    assert kept(page) == {}


def test_two_people_write_one_section_and_both_are_there(as_member: AsMember) -> None:
    """MIS-9: the second sees both texts, puts them together, and neither is lost."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR, name="Cas Invented")
    worker = a_member(here, Role.CHAT_WORKER, name="Lee Sample")
    path = f"/missing/chats/{a_chat(here, coordinator, worker).pk}/record/"
    first, second = as_member(worker).goes_to(path), as_member(coordinator).goes_to(path)
    first.page.get_by_label("Why they went").fill("Words of Lee.")
    expect(first.page.locator("[data-record-state]")).to_have_text(SAVED)
    box = second.page.get_by_label("Why they went")
    box.fill("Words of Cas.")
    theirs = second.page.locator('[data-section="why"] [data-theirs]')
    expect(theirs).to_contain_text("Words of Lee.")
    expect(theirs).to_contain_text("Lee Sample")
    expect(box).to_have_value("Words of Cas.")
    first.goes_to(path).sees("Cas Invented has this beside it", "Words of Cas.")
    box.fill("Words of Lee. Words of Cas.")
    theirs.get_by_role("button", name="Mine has it all").click()
    expect(theirs).to_be_hidden()
    expect(second.page.locator("[data-record-state]")).to_have_text(SAVED)
    first.goes_to(path).does_not_see("has this beside it")
    expect(first.page.get_by_label("Why they went")).to_have_value("Words of Lee. Words of Cas.")


def test_a_child_asks_for_a_chat_on_the_public_form(as_member: AsMember, new_person: NewPerson) -> None:
    """MIS-10: plain words, no sign-in; the coordinator says which child it is, and the yes stands."""
    cache.clear()
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        child = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        an_episode(child, by=coordinator, hours_ago=20, back_hours_ago=15)
    asker = new_person().goes_to(f"/chat/{here.pk}/").sees("You can stop at any time").presses("Send")
    asker.sees("Tell us how to reach you").chooses("I am the child").types("the child’s name", "Rowan Fictional")
    asker.types("reach you safely", "At school, at lunch").presses("Send").sees("Thank you. We have it")
    person = as_member(coordinator).begins().opens("Match 1 request for a chat").opens("Rowan Fictional")
    person.sees("At school, at lunch").presses("This is the child").sees("Accepted", "by public form")


def test_a_parents_refusal_then_the_childs_acceptance(as_member: AsMember) -> None:
    """MIS-9: the parent's no is recorded; the child's own yes counts before it, and the chat is owed again."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        child = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), status=Status.IN_NEED)
        episode = an_episode(child, by=coordinator, hours_ago=20, back_hours_ago=15)
    person = as_member(coordinator).goes_to(f"/missing/{episode.pk}/").opens("Offer a missing chat")
    person.chooses("By phone").chooses("The parent or carer", of="To whom").chooses("No, they would rather not")
    person.presses("Save").sees("Declined by the parent or carer")
    with within(here.pk):
        assert not Obligation.objects.filter(subject_id=episode.pk, kind="missing chat").exists()
    person.opens("Enter an answer").chooses("The child", of="Who answered").chooses("Yes, they would like")
    person.presses("Save").sees("Accepted", "The parent or carer said no", "The child said yes")
    with within(here.pk):
        assert Obligation.objects.get(subject_id=episode.pk, kind="missing chat").met_at is None


def test_a_nurse_asks_a_child_who_would_like_one(as_member: AsMember) -> None:
    """MIS-9, MIS-10: from the child's page on a phone: what the child said, and the chat asked for in the same step."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    nurse = a_member(here, Role.HEALTH_MEMBER, name="Bo Pretend", agency="Invented Health")
    chat = a_chat(here, coordinator, a_member(here, Role.CHAT_WORKER))
    with within(here.pk):
        allocate(child=chat.child, member=nurse, kind=WorkKind.OTHER, since=LONG_AGO, by=None, at=now())
    person = as_member(nurse, viewport=PHONE).goes_to(f"/children/{chat.child_id}/missing/")
    person.opens("The child was asked about one").chooses("They would like one").types("reached safely", "At school")
    person.types("own words", "Somebody who is not from the home.").fits(390).presses("Record it")
    person.sees("the chat is asked for", "They would like one")
    other = as_member(coordinator).goes_to(f"/missing/chats/{chat.pk}/")
    other.sees(
        "Asked since", "Bo Pretend, Invented Health", "Somebody who is not from the home.", "Reach them: At school"
    )
    other.opens("The child was asked").chooses("Nobody offered them one").presses("Record it").sees("Recorded.")
    other.goes_to("/missing/chats/").sees("Where a child says otherwise", "an offer to the child by phone is recorded")
