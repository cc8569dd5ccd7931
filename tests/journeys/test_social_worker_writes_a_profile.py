"""The social worker writes down what would help to find a child; when the child goes missing it comes into the report."""

import pytest

from lantern.children.vocabulary import Status
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_profile_comes_into_a_report(as_member: AsMember) -> None:
    """Item 8: written once by keyboard, checked, one click at the report, read by police as it stood then."""
    here = a_partnership()
    worker = a_member(here, Role.SOCIAL_WORKER, "Mid", name="Sam Sample", agency="Fictional Council")
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Robin Invented", agency="Fictional Police")
    with within(here.pk):
        a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), status=Status.IN_NEED, worker=worker)
    today = london(now())
    day, time = f"{today:%d/%m/%Y}", words.clock_time(today)
    person = as_member(worker).begins().searches("Rowan Fictional").opens("Rowan Fictional")
    person.opens("What would help to find them").sees("Nobody has written it down yet").opens("Write it down")
    person.types("What the child looks like", "Tall, red cap.").types("Who to call", "The aunt, at any hour.")
    person.presses("Save").sees("The profile is saved", "Tall, red cap.", "A photo is not kept").fits(1280, 390)
    person.presses("It is still right").sees("The profile is checked today.")
    person.opens("Rowan Fictional").opens("Report missing").says_when("last seen", day, time)
    person.chooses("Home").says_when("was it reported", day, time).types("What is known?", "Did not come back.")
    person.chooses("Bring the profile into the report").presses("Report missing").sees("Report recorded")
    person.opens("What would help to find them, as it went with the report").sees("Tall, red cap.", "version 1")
    police = as_member(officer).begins().searches("Rowan Fictional").opens("Rowan Fictional")
    police.opens("What would help to find them").sees("Tall, red cap.").cannot_press("Change", because="Your role")
