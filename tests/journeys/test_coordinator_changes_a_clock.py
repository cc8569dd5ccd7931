"""The missing coordinator makes a clock shorter: what would move, the confirmation, what is owed then, the history."""

import pytest

from lantern.children.vocabulary import Status
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.words import day, long_day
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area
from tests.factories.today import hours_ago_today, today
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)
CONTACT = "Contact after the return"


def test_from_the_arrangement_to_what_is_owed(as_member: AsMember) -> None:
    """PAR-7: by keyboard alone: change, see what moves and whose, change one's mind, confirm, find it in My work."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR, name="Alex Example")
    with within(here.pk):
        for name, hours in (("Rowan", hours_ago_today(0.9)), ("Sasha", 60)):
            child = a_child(name, "Fictional", area=an_area(here, "Chelmsford"), status=Status.IN_NEED)
            an_episode(child, by=coordinator, hours_ago=hours, back_hours_ago=hours * 0.8)
    person = as_member(coordinator).begins().opens("Organisation").opens("Arrangement").sees("within 48 hours")
    person.opens("Change Clocks after a report and a return").sees_heading("Clocks after a report")
    group = person.page.get_by_role("group", name=CONTACT)
    person._write(group.get_by_label("Amount"), "0")
    now = today()
    person.says_when("From which day", f"{now.day}/{now.month}/{now.year}").presses("See what would change")
    person.sees("Enter why the arrangement changes").types("Why", "The board asks for contact at once.")
    person.presses("See what would change").sees_heading("What would change").sees("Nothing is changed yet")
    person.sees("within 48 hours", "at once", "1 overdue at once", "Rowan Fictional").does_not_see("Sasha")
    person.takes_a_picture("what-would-change", height=860)
    person.presses("Change something").sees_heading("Clocks after a report")
    person.fits(640, 390, 320).page.set_viewport_size({"width": 1280, "height": 900})
    person.presses("See what would change").fits(640, 390, 320)
    person.page.set_viewport_size({"width": 1280, "height": 900})
    person.presses(f"Confirm from {day(now)}").sees("Version 2 is recorded", "1 open obligation has another time now")
    person.sees("The board asks for contact at once.", "Alex Example", "at once").opens("Compare two")
    person.sees("1 value differs", "Version 1").goes_to("/owed/?shown=overdue").sees(
        "Rowan Fictional", "Record the contact"
    )
    person.begins().sees("Rowan Fictional").goes_to("/organisation/arrangement/2/owed/").sees("Owed under version 2")
    person.does_not_see("Sasha")


def test_a_version_to_come_is_withdrawn(as_member: AsMember) -> None:
    """PAR-7: an administrator plans one for later, sees that nothing moves, and takes it back."""
    here = a_partnership()
    administrator = a_member(here, Role.ADMINISTRATOR, name="Kit Example")
    person = as_member(administrator).begins().opens("Organisation").opens("Arrangement").opens("Change Repeat missing")
    person.types("Repeatedly missing, from this many episodes", "4").types("Why", "Agreed for the new year.")
    later = today().replace(year=today().year + 1, day=1)
    person.says_when("From which day", f"{later.day}/{later.month}/{later.year}").presses("See what would change")
    person.sees("None. What is owed now keeps its time.").presses(f"Confirm from {day(later)}")
    person.sees("to come", "Agreed for the new year.").opens("Withdraw version 2").sees(long_day(later))
    person.presses("Withdraw version 2").sees("Version 2 is withdrawn", "withdrawn")
    person.opens("Arrangement").sees("Version 1").opens("History").sees("Agreed for the new year.")
