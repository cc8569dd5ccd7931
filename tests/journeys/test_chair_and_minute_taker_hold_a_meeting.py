"""A meeting from its agenda to its end, held by a chair and a minute-taker at two laptops (M1-4, M1-6, M1-9)."""

import pytest
from playwright.sync_api import Page, expect

from lantern.mace1.models import Action, Case, Decision, DiscussionText
from lantern.mace1.queries.discussing import sections_of
from lantern.tenancy.current import within
from tests.factories.children import an_episode
from tests.integration.mace1.gathered import Room
from tests.journeys.conftest import PHONE, AsMember

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = "Everything is saved."


@pytest.fixture
def room() -> Room:
    """Three children on the agenda of the next meeting, one of them often missing."""
    room = Room()
    with within(room.here.pk):
        often = room.item("Example")
        for days in (40, 20, 9, 3):
            an_episode(often.child, by=room.by, hours_ago=24 * days, back_hours_ago=24 * days - 8)
        room.item("Invented")
        room.item("Pretend")
    return room


def saved(page: Page) -> None:
    expect(page.locator("[data-record-state]")).to_have_text(SAVED, timeout=10_000)


def test_from_the_agenda_to_the_end(as_member: AsMember, room: Room) -> None:
    """M1-6: what one types the other sees; nothing is typed twice; the end issues, closes and puts on the next agenda."""
    agenda = f"/meetings/{room.meetings[0].pk}/agenda/"
    chair = as_member(room.chair).goes_to(agenda).sees("First discussions (3)", "Amber Example", "Never yet")
    chair.presses("Send the agenda").sees("those who come can open it now")
    chair.presses("Begin the meeting").opens("In the meeting").sees_heading("Amber Example")
    with within(room.here.pk):
        discussion, risks, strengths = (each.key for each in sections_of(room.meeting))
    minutes = as_member(room.minutes).goes_to(chair.page.url).sees("New since", "Discussion")
    chair.page.locator(f"[name={discussion}]").fill("Amber talks of a flat at Sample Court.")
    saved(chair.page)
    expect(minutes.page.locator(f"[name={discussion}]")).to_have_value("Amber talks of a flat at Sample Court.")
    minutes.page.locator(f"[name={risks}]").fill("A second adult whom nobody knows.")
    minutes.page.locator(f"[name={strengths}]").fill("Her grandad.")
    saved(minutes.page)
    expect(chair.page.locator(f"[name={strengths}]")).to_have_value("Her grandad.")
    chair.page.get_by_label("What is to be done?").fill("Closure notice for the flat")
    chair.page.get_by_label("What for?").select_option("disrupt")
    chair.page.get_by_label("Who does it?").select_option(label="Police, local policing")
    chair.presses("Add the action").sees("The action is added.", "Closure notice for the flat")
    expect(minutes.page.get_by_role("link", name="Somebody added something. Show it")).to_be_visible(timeout=10_000)
    chair.page.get_by_label("Level agreed").select_option("High")
    chair.types("Why?", "The flat must close first.").presses("Decide, next child")
    chair.sees("Amber Example is decided.").sees_heading("Amber Invented")
    for surname in ("Invented", "Pretend"):
        chair.chooses("Closes, because of").page.get_by_label("Reason").select_option("Risk reduced")
        chair.types("Why?", f"{surname}: no sign any more.").presses("Decide, next child")
    chair.sees("Every child on the agenda is decided.").presses("End the meeting").sees("The meeting is over.")
    with within(room.here.pk):
        assert Case.objects.filter(closed_at=None).count() == 1
        assert Action.objects.get().issued_at is not None
        assert Decision.objects.filter(level="High").count() == 1
        assert DiscussionText.objects.filter(standing=True).count() == 3
    chair.goes_to(f"/meetings/{room.meetings[1].pk}/agenda/").sees("Reviews (1)", "Amber Example", "Once")


def test_a_minute_without_network_loses_nothing(as_member: AsMember, room: Room) -> None:
    """M1-6: what is typed while the line is down is kept on the device, and sent when it is back."""
    with within(room.here.pk):
        room.begun()
        item = room.of(Case.objects.order_by("child__sort_name").first().child)  # type: ignore[union-attr]
        key = sections_of(room.meeting)[0].key
    path = f"/mace1/discussion/{item.pk}/"
    page = as_member(room.minutes).goes_to(path).page
    page.route(f"**{path}save/", lambda route: route.abort("internetdisconnected"))
    page.locator(f"[name={key}]").fill("Typed while the line was down.")
    expect(page.locator("[data-record-state]")).to_contain_text("No connection", timeout=5_000)
    page.unroute(f"**{path}save/")
    page.reload()
    expect(page.locator(f"[name={key}]")).to_have_value("Typed while the line was down.")
    saved(page)
    with within(room.here.pk):
        assert DiscussionText.objects.get(standing=True).text == "Typed while the line was down."


def test_the_meeting_on_a_phone(as_member: AsMember, room: Room) -> None:
    """M1-6: what is said comes first, nothing runs over the edge."""
    with within(room.here.pk):
        room.begun()
    agenda = f"/meetings/{room.meetings[0].pk}/agenda/"
    person = as_member(room.chair, viewport=PHONE).goes_to(agenda).opens("In the meeting")
    wide = person.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
