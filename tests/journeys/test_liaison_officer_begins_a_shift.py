"""The liaison officer's morning: what happened overnight, who is missing, taking a child in hand, handing over."""

from datetime import timedelta

import pytest

from lantern.missing.actions import add_shift, leave_note
from lantern.missing.vocabulary import Risk
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.journeys.conftest import PHONE, AsMember

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


def test_the_morning_of_a_liaison_officer(as_member: AsMember) -> None:
    """MIS-13: the briefing, the board, one child acknowledged, a note, the handover sheet on paper; all by keyboard."""
    here = a_partnership()
    kit = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Kit Example")
    robin = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Robin Sample")
    with within(here.pk):
        town, mid, at = an_area(here, "Chelmsford"), an_area(here, "Mid"), now()
        for place, member in enumerate((kit, robin), start=1):
            add_shift(member=member, area=mid.pk, place=place, since=at - HOUR, until=at + 8 * HOUR, by=robin, at=at)
        an_episode(a_child("Rowan", "Fictional", area=town), by=robin, hours_ago=14 / 60, risk=Risk.HIGH)
        an_episode(a_child("Ash", "Nowhere", area=town), by=robin, hours_ago=12, back_hours_ago=2)
        leave_note(area=mid, text="Ring the night desk before nine.", by=robin, at=at)
    person = as_member(kit).begins()
    person.sees("Since you were last here", "1 child at high risk waits for you to acknowledge")
    person.sees("With you since", "goes to Robin Sample at")
    person.opens("Briefing").sees("Ring the night desk before nine.", "Returned", "Ash Nowhere")
    person.opens("Missing").sees("Not acknowledged. With you since", "On duty: Kit Example until").fits(390, 1280)
    person.presses("Acknowledge", within="Rowan Fictional").sees(
        "Acknowledged. Nobody else is asked.", "Acknowledged by you"
    )
    person.opens("My work").does_not_see("waits for you to acknowledge")
    person.opens("Missing").opens("Handover").sees("Rowan Fictional", "Acknowledged by you", "Ring the night desk")
    person.presses("Leave the note").sees("There is a problem", "Write what the next person should know")
    person.types("For the next person", "The aunt rings back at noon.").presses("Leave the note")
    person.sees("Left for the next person.", "The aunt rings back at noon.").fits(390, 1280)
    person.page.emulate_media(media="print")
    person.sees_on_paper(
        "Duty handover", "Kit Example", "Rowan Fictional", "The aunt rings back at noon.", "Returned, and owed"
    )
    person.is_not_on_paper("Leave the note", "Close the note")


def test_nobody_on_the_rota_is_left(as_member: AsMember) -> None:
    """MIS-13: loudly, to whoever is there; on a phone; a mistake is taken back."""
    here = a_partnership()
    kit = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Kit Example")
    with within(here.pk):
        child = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        an_episode(child, by=kit, hours_ago=2, risk=Risk.HIGH)
    person = as_member(kit, viewport=PHONE).begins().sees("1 child at high risk waits for you to acknowledge")
    person.opens("1 child at high risk waits").sees("nobody on the rota is left to be asked", "Nobody is on duty now")
    person.presses("Acknowledge", within="Rowan Fictional").opens("Take back")
    person.types("Why is it taken back?", "Pressed the wrong one.").presses("Take it back")
    person.sees("Taken back. Whoever is on duty is asked again.", "Not acknowledged").fits(390)


def test_a_coordinator_fills_the_rota(as_member: AsMember) -> None:
    """MIS-13: from an empty rota to who is on duty, and when nobody is."""
    here = a_partnership()
    robin = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Robin Sample")
    sam = a_member(here, Role.MISSING_COORDINATOR, name="Sam Pretend")
    soon = now() + HOUR
    day = f"{soon:%d/%m/%Y}"
    person = as_member(sam).begins().opens("Missing").opens("Rota").sees("Nobody is on the rota")
    person.opens("Put somebody on the rota").presses("Put on the rota").sees("There is a problem")
    person.picks("Who", robin.name).picks("For which area", "Mid")
    person.says_when("From", day, "00:00").says_when("To", f"{soon + timedelta(days=2):%d/%m/%Y}", "6am")
    person.presses("Put on the rota").sees("Robin Sample is on the rota.", "On duty now", "Nobody is on duty from")
    person.fits(390, 1280).opens("Take off").sees("Take Robin Sample off the rota?").presses("Take off the rota")
    person.sees("Robin Sample is off the rota.", "Nobody is on the rota")
