"""Chat worker, chair, business support and health member: nothing opens by itself, and every page says how it would."""

import pytest

from lantern.children.vocabulary import Status
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)
EMPTY_MY_WORK = "You will see a child here when somebody records that you work with them"


def test_chat_worker_sees_nothing_until_allocated(as_member: AsMember) -> None:
    """SHA-2: nothing before; once somebody gives them work with the child, the child alone."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    worker = a_member(here, Role.CHAT_WORKER, name="Lee Sample", agency="Invented Charity")
    with within(here.pk):
        place = an_area(here, "Chelmsford")
        rowan = a_child("Rowan", "Fictional", area=place, status=Status.IN_NEED)
        an_episode(rowan, by=coordinator, hours_ago=30, back_hours_ago=3)
        an_episode(a_child("Sasha", "Pretend", area=place), by=coordinator)
    today = london(now())
    person = as_member(worker).begins().sees(EMPTY_MY_WORK).opens("Missing").sees("Nobody is missing")
    person.opens("Children").sees("Your children will be here").is_refused(f"/children/{rowan.pk}/")
    colleague = as_member(coordinator).goes_to(f"/children/{rowan.pk}/work/").picks("Who", "Lee Sample")
    colleague.chooses("Chat worker").presses("Give the work").sees("They can see the record now")
    person.goes_to("/children/").sees("Rowan Fictional").does_not_see("Sasha Pretend")
    person.opens("Rowan Fictional").sees("You see this: ", "chat worker").opens("Offer a missing chat")
    person.chooses("In person").chooses("Yes, they would like").types("Note", "Rowan would like to talk.")
    person.says_when("When", f"{today:%d/%m/%Y}", words.clock_time(today))
    person.presses("Save").sees("Accepted", "Lee Sample", "Rowan would like to talk.")


@pytest.mark.parametrize("role", [Role.CHAIR, Role.BUSINESS_SUPPORT, Role.HEALTH_MEMBER])
def test_members_of_meetings_see_truthful_empty_pages(as_member: AsMember, role: Role) -> None:
    """SHA-2: none of them sees a child by their role alone, and no page promises one."""
    here = a_partnership()
    officer, member = a_member(here, Role.LIAISON_OFFICER), a_member(here, role, "Mid")
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), status=Status.IN_NEED)
        episode = an_episode(rowan, by=officer, hours_ago=30, back_hours_ago=3)
    person = as_member(member).begins().sees(EMPTY_MY_WORK).does_not_see("Rowan")
    person.opens("Children").sees("Your children will be here").searches("Rowan Fictional").sees("Nobody was found")
    person.opens("Owed").sees("Nothing is owed").opens("Organisation").sees("2 people")
    person.is_refused("/missing/").is_refused(f"/missing/{episode.pk}/").is_refused(f"/children/{rowan.pk}/")
    person.is_refused("/notifications/").is_refused("/return/")


def test_health_member_opens_the_child_they_work_with(as_member: AsMember) -> None:
    """SHA-2: working with one child opens that child's record and says so."""
    here = a_partnership()
    nurse = a_member(here, Role.HEALTH_MEMBER, name="Ash Sample", agency="Invented Health")
    with within(here.pk):
        a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), worker=nurse)
        a_child("Sasha", "Pretend", area=an_area(here, "Chelmsford"))
    person = as_member(nurse).begins().opens("Children").sees("Rowan Fictional").does_not_see("Sasha Pretend")
    person.opens("Rowan Fictional").cannot_press("Report missing", because="Your role does not let you")
    person.opens("Chronology").opens("Access").sees("Why you see this record", "Ash Sample")
