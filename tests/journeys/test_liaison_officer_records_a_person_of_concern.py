"""A liaison officer records somebody with a tie to a child and an order; the social worker sees it on the child’s side."""

import pytest

from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area
from tests.factories.today import today
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_of_concern_from_the_first_word_to_the_childs_worker(as_member: AsMember) -> None:
    """EXP-5, INT-3, INT-5: by keyboard; a plate, a tie, an order that ends soon; seen by the worker, by no other worker."""
    here = a_partnership()
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid", name="Alex Example", agency="Fictional Police")
    worker = a_member(here, Role.SOCIAL_WORKER, "Mid", name="Sam Sample", agency="Fictional Council")
    other = a_member(here, Role.SOCIAL_WORKER, "Mid", name="Robin Invented", agency="Fictional Council")
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), worker=worker)
    person = as_member(officer).begins().opens("Persons of concern").sees("No person of concern here")
    person.opens("Record a person").presses("Record").sees("Enter a name, or how they can be told from others")
    person.types("In a few words", "Driver of a white van").picks("Area", "Chelmsford").presses("Record")
    person.sees("Name not known: Driver of a white van", "Recorded as P0000001").fits(1280, 390)
    person.opens("Add what is known").picks("What is it about?", "Vehicle").types("What is said", "ab12 cde")
    person.types("Source", "Officer on patrol").presses("Save").sees("Choose how reliable the source is")
    person.picks("The source is", "1 Reliable").picks("The information is", "A Known").picks("Handling", "P May")
    person.presses("Save").sees("AB12 CDE", "1 A P (3x5x2)", "Officer on patrol")
    person.opens("Tie to a child").types("Which child?", "Rowan Fictional").presses("Find")
    person.opens("Rowan Fictional").picks("What kind of tie?", "Drives the child").chooses("Suspected")
    person.types("Source", "A neighbour").picks("The source is", "2 Untested").picks("The information is", "C Known")
    person.picks("Handling", "C May").presses("Record the tie").sees("Drives the child: Rowan Fictional", "Suspected")
    person.opens("Record an order").picks("Which power?", "Child abduction warning notice")
    day = today()
    person.types("Issued by", "Fictional Police").says_when("Issued on", f"{day.day}/{day.month}/{day.year}")
    person.says_when("Last day", f"{day.day}/{day.month}/{day.year}").presses("Record the order")
    person.sees("Child abduction warning notice", "Last day is today").fits(1280, 390)
    person.goes_to("/").sees("Look at 1 order that ends soon").opens("Look at 1 order").sees("Driver of a white van")
    person.fits(1280, 390).goes_to("/persons/?q=AB12CDE").sees("1 person", "Driver of a white van").fits(1280, 390)
    seen = as_member(worker).begins().goes_to(f"/children/{rowan.pk}/").opens("See Persons of concern")
    seen.sees("Drives the child: Name not known: Driver of a white van", "Suspected", "A neighbour").fits(1280, 390)
    seen.opens("Drives the child").sees("AB12 CDE", "Child abduction warning notice")
    person_url = seen.page.url.removeprefix(seen.page.url.split("/persons/")[0])
    seen.goes_to(f"/children/{rowan.pk}/chronology/").sees("Drives the child: Name not known: Driver of a white van")
    as_member(other).begins().goes_to("/persons/").sees("No person of concern here").is_refused(person_url)
