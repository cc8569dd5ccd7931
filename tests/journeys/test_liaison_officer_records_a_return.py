"""The police liaison officer's work: a child is reported missing and graded, comes back, and is checked on."""

import pytest

from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.journeys.answering import answers
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_report_to_the_check(as_member: AsMember) -> None:
    """MIS-1, MIS-6, MIS-7: high risk needs its reason; back the night before the clocks change, due 24 elapsed hours later."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Kit Example")
    with within(here.pk):
        a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        an_episode(a_child("Sasha", "Elsewhere", area=an_area(here, "Harlow")), by=officer)
    person = as_member(officer).begins().sees("Nobody is missing now")
    person.opens("Missing").opens("Report a child missing").types("Who is missing", "Rowan Fictional")
    person.presses("Find the child").opens("Rowan Fictional").opens("Report missing")
    person.says_when("last seen", "29/03/2025", "18:40").chooses("Home", of="Where from").types(
        "Which place", "1 Nowhere Lane"
    )
    person.says_when("reported", "29/03/2025", "20:15").types("What is known", "Left after an argument, phone off.")
    person.chooses("High", of="Risk").chooses("Priority", of="Attendance")
    person.presses("Report missing").sees("There is a problem", "Why this risk?")
    person.types("Why this risk", "Known to be sought by an adult.").presses("Report missing")
    person.sees("Report recorded", "Missing since Saturday 29 March 2025, 6:40pm", "High risk")
    person.opens("Missing").sees("Rowan Fictional").does_not_see("Sasha Elsewhere")
    person.opens("Record return", within="Rowan Fictional").says_when("found", "29/03/2025", "23:30")
    person.chooses("Police", of="How did the child come back").types("Where", "Fictional Station")
    person.chooses("None known", of="harm").presses("Record return")
    person.sees("Return recorded. The vulnerability check is due by Monday 31 March 2025, 12:30am.")
    today = london(now())
    person.opens("Record the vulnerability check").says_when("check done", f"{today:%d/%m/%Y}", words.clock_time(today))
    answers(person).types("Note", "Spoke with Rowan at home.").presses("Save")
    person.sees("Vulnerability check recorded", "Kit Example", "Spoke with Rowan at home.")


def test_a_trigger_is_answered(as_member: AsMember) -> None:
    """MIS-12: three in ninety days; it says why, is answered once for two episodes, and what was asked for is owed."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Kit Example")
    with within(here.pk):
        child = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        for days in (40, 20, 8, 2):
            an_episode(child, by=officer, hours_ago=24 * days, back_hours_ago=24 * days - 3)
    person = (
        as_member(officer).begins().sees("2 triggers wait for your answer").opens("2 triggers wait for your answer")
    )
    person.sees("3 episodes since", "4 episodes since", "3 in 90 days are enough")
    person.opens("Repeatedly missing", within="3 episodes since")
    person.sees("Liaison officer must answer").presses("Answer").sees("Answer “What do you decide?”")
    person.chooses("Request for support", of="What do you decide?")
    person.types("What is asked for, or why", "A place at the evening group.").presses("Answer")
    person.sees(
        "Answered. What follows from it is owed.", "A place at the evening group.", "Answer the request for support"
    )
    person.opens("My work").does_not_see("wait for your answer", "waits for your answer")


def test_another_district_is_not_there(as_member: AsMember) -> None:
    """SHA-2: what belongs to another area is neither listed nor found nor opened."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid")
    with within(here.pk):
        child = a_child("Sasha", "Elsewhere", area=an_area(here, "Harlow"))
        episode = an_episode(child, by=officer)
    person = as_member(officer).begins().searches("Sasha Elsewhere").sees("Nobody was found")
    person.is_refused(f"/children/{child.pk}/").is_refused(f"/missing/{episode.pk}/")
