"""A browser that runs no script does everything that is owed to a child."""

from datetime import timedelta

import pytest

from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import london
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.journeys.answering import answers
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_report_to_the_return(as_member: AsMember) -> None:
    """MIS-1, MIS-6: reported, graded, back, checked: plain links and forms."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid")
    with within(here.pk):
        a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
    day = f"{london(now()) - timedelta(days=1):%d/%m/%Y}"
    person = as_member(officer, java_script_enabled=False).begins().opens("Missing").opens("Report a child missing")
    person.types("Who is missing", "Fictional").presses("Find the child").opens("Rowan Fictional").opens(
        "Report missing"
    )
    person.says_when("last seen", day, "12:01am").chooses("Home", of="Where from").types("What is known", "Phone off.")
    person.chooses("Medium", of="Risk").types("Why this risk", "Known to come back.").chooses(
        "Priority", of="Attendance"
    )
    person.presses("Report missing").sees("Report recorded").opens("Record return")
    person.says_when("found", day, "12:02am").chooses("Parent or carer").chooses("None known", of="harm")
    person.presses("Record return").sees("Return recorded").opens("Record the vulnerability check")
    answers(person.says_when("check done", day, "12:02am")).presses("Save").sees("Vulnerability check recorded")
