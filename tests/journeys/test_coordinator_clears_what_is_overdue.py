"""The missing coordinator at six in the evening: what is late, what is not owed after all, who takes over."""

import pytest

from lantern.children.vocabulary import Status
from lantern.missing.vocabulary import Risk
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_briefing_to_nothing_overdue(as_member: AsMember) -> None:
    """MIS-7 to MIS-9: the line on top leads to what is late; waived with a reason, taken back, handed over."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR, name="Alex Example")
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Kit Example", agency="Fictional Police")
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), status=Status.IN_NEED)
        an_episode(rowan, by=officer, hours_ago=40, back_hours_ago=30)
        an_episode(a_child("Sasha", "Pretend", area=an_area(here, "Harlow")), by=officer, risk=Risk.HIGH)
    person = as_member(coordinator).begins().sees("1 missing now", "1 high risk", "1 vulnerability check overdue")
    person.opens("1 vulnerability check overdue").sees("Rowan Fictional", "6 h late").does_not_see("Sasha Pretend")
    person.opens("Waive", within="Record the vulnerability check").presses("Waive").sees("Enter why this is not owed")
    person.types("Why is this not owed", "Seen in hospital by the named nurse.").presses("Waive").sees("Waived.")
    person.opens("Waived", within="").sees("Seen in hospital by the named nurse.").presses("Take back").sees(
        "Owed again"
    )
    person.chooses("Tick: Record the vulnerability check").presses("Hand over those ticked").sees(
        "Hand over 1 obligation"
    )
    person.picks("Hand over to", "Kit Example").presses("Hand over 1").sees("1 handed over to Kit Example.")
    officer_at_work = as_member(officer).begins().sees("Rowan Fictional")
    officer_at_work.opens("Record the vulnerability check").sees("Rowan Fictional")
