"""The social worker's chronology of a child: read, narrowed and printed by keyboard, and the picture of absences over time."""

from datetime import timedelta

import pytest

from lantern.children import actions
from lantern.children.vocabulary import Status
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.factories.today import today
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_chronology_is_read_narrowed_and_printed(as_member: AsMember) -> None:
    """Item 7, SHA-1: everything on one line with its source; the sheet has the marking and says what it was narrowed to."""
    here = a_partnership()
    worker = a_member(here, Role.SOCIAL_WORKER, "Mid", name="Sam Sample", agency="Fictional Council")
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Robin Invented", agency="Fictional Police")
    with within(here.pk):
        rowan = a_child(
            "Rowan", "Fictional", area=an_area(here, "Chelmsford"), status=Status.LOOKED_AFTER, worker=worker
        )
        house, since = "Pretend House", (now() - timedelta(days=400)).date()
        actions.place(child=rowan, code="K2", where=house, since=since, by=worker, at=now())
        an_episode(rowan, by=officer, hours_ago=24 * 380, back_hours_ago=24 * 379)
        an_episode(rowan, by=officer, hours_ago=60, back_hours_ago=26)
    this_day = words.day(today())
    person = as_member(worker).begins().searches("Rowan Fictional").opens("Rowan Fictional").opens("Chronology")
    person.sees("Went missing, medium risk", f"Entered by Robin Invented, Fictional Police, {this_day}").sees(house)
    person.opens("Missing 4").sees("Returned after 1 day").does_not_see(house)
    person.opens("Oldest first").sees("Left after an argument, phone off.").fits(1280, 390)
    person.page.emulate_media(media="print")
    person.sees_on_paper("4 lines · Missing, all years, oldest first", "Printed by Sam Sample", "Official-Sensitive")
    person.is_not_on_paper("Oldest first", "Picture over time")
    person.page.emulate_media(media="screen")
    person.opens("Picture over time").sees("Fictional Station", "1 to 3 days").fits(1280, 390)
    person.unfolds("The same in a table").sees("How often").is_accessible()
    person.opens("Chronology").sees("All years")
