"""The analyst's work: who is missing by number and place, never by name."""

import pytest

from lantern.missing.vocabulary import Risk
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_board_without_names(as_member: AsMember) -> None:
    """SHA-2: numbers, districts and times; no name, no address, no circumstances, no child's page."""
    here = a_partnership()
    officer, analyst = a_member(here, Role.LIAISON_OFFICER), a_member(here, Role.ANALYST)
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        an_episode(rowan, by=officer, risk=Risk.HIGH)
        an_episode(
            a_child("Sasha", "Pretend", area=an_area(here, "Harlow")), by=officer, hours_ago=30, back_hours_ago=3
        )
    person = as_member(analyst).begins().sees("1 missing now").does_not_see("Rowan", "Sasha")
    person.opens("Missing").sees(rowan.number, "Chelmsford", "High risk").does_not_see("Rowan", "Sasha", "argument")
    person.cannot_press("Record return", because="Your role does not let you record a return")
    person.opens(rowan.number).sees("Chelmsford").does_not_see("Rowan", "argument", "3 March 2012")
    person.opens("Episodes").does_not_see("Rowan", "Sasha")
    person.is_refused(f"/children/{rowan.pk}/").is_refused("/owed/").is_refused("/children/")
