"""The social worker's work: the children they work with, contact after a return, the prevention plan."""

import pytest

from lantern.children.vocabulary import Status
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.journeys.answering import answers, plans
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_contact_and_the_plan(as_member: AsMember) -> None:
    """MIS-8, MIS-9, SHA-2: sees the child they work with and why; a plan without its reference is not done."""
    here = a_partnership()
    worker = a_member(here, Role.SOCIAL_WORKER, "Mid", name="Sam Sample", agency="Fictional Council")
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid")
    with within(here.pk):
        place = an_area(here, "Chelmsford")
        rowan = a_child("Rowan", "Fictional", area=place, status=Status.LOOKED_AFTER, worker=worker)
        an_episode(rowan, by=officer, hours_ago=60, back_hours_ago=26)
        other = a_child("Sasha", "Pretend", area=place, status=Status.LOOKED_AFTER)
    today = london(now())
    day, time = f"{today:%d/%m/%Y}", words.clock_time(today)
    person = as_member(worker).begins().sees("Rowan Fictional").does_not_see("Sasha Pretend")
    person.searches("Sasha Pretend").sees("Nobody was found").is_refused(f"/children/{other.pk}/")
    person.opens("My work").opens("Record the contact").says_when("meaningful contact", day, time)
    answers(person).types("Note", "Met at the placement.").presses("Save").sees("Contact recorded", "In time")
    person.opens("Record the prevention plan").says_when("plan completed", day, time).presses("Save")
    person.sees("Enter the reference of the plan", "Answer “What pushes the child away?”")
    plans(person).types("Reference of the plan", "PLAN-0001").presses("Save")
    person.sees("Prevention plan recorded", "PLAN-0001").opens("Read", within="PLAN-0001")
    person.sees("Arguments about the phone.", "A message every two hours, The parent, From today").opens(
        "Rowan Fictional"
    ).sees("You see this: ")
    person.opens("Who has looked").sees("Why you see this record", "social worker", "Sam Sample")
    person.opens("My work").does_not_see("Record the contact", "Record the prevention plan")
