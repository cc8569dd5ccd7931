"""The police liaison officer's work: a return starts the clocks."""

from collections.abc import Callable

import pytest

from lantern.missing.vocabulary import Grade, Risk
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.journeys.person import Person

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_return_starts_the_clocks(as_member: Callable[[Member], Person]) -> None:
    """MIS-6, MIS-7: found by police; the vulnerability check is due 24 hours later, and is then recorded."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Kit Example")
    with within(here.pk):
        child = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        an_episode(child, by=officer, hours_ago=5, risk=Risk.HIGH, grade=Grade.PRIORITY)
        other = a_child("Sasha", "Elsewhere", area=an_area(here, "Harlow"))
        an_episode(other, by=officer, hours_ago=3)
    found = london(now()).replace(second=0, microsecond=0)
    person = as_member(officer).goes_to("/").opens("Missing")
    person.sees("Rowan Fictional", "High risk").does_not_see("Sasha Elsewhere")
    person.takes_a_picture("missing")
    person.opens("Record return").sees("Rowan Fictional")
    person.says_when("found", f"{found:%d/%m/%Y}", f"{found:%H:%M}").chooses("Police").types("Where", "Fictional Station")
    person.presses("Record the return")
    person.sees("Fictional Station", "Vulnerability check").takes_a_picture("episode")
    person.opens("Record the vulnerability check").says_when("", f"{found:%d/%m/%Y}", f"{found:%H:%M}")
    person.presses("Record").sees("Done")
    assert words.day(found.date())
