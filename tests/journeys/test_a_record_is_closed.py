"""A coordinator restricts a record to two people; a social worker who knows a family says so; both records close at once."""

import pytest

from lantern.children.vocabulary import Status
from lantern.missing.vocabulary import Risk
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)
LISTS = ("/", "/missing/", "/missing/episodes/", "/owed/", "/children/?q=Fictional", "/briefing/", "/missing/handover/")


def test_a_restricted_record_is_found_by_those_named_alone(as_member: AsMember) -> None:
    """SHA-4: by keyboard, two people named; another coordinator of the county finds the child nowhere."""
    here = a_partnership()
    named = a_member(here, Role.MISSING_COORDINATOR, name="Alex Example", agency="Fictional Council")
    second = a_member(here, Role.SOCIAL_WORKER, "Mid", name="Sam Sample", agency="Fictional Council")
    other = a_member(here, Role.MISSING_COORDINATOR, name="Robin Invented", agency="Fictional Police")
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), status=Status.LOOKED_AFTER)
        episode = an_episode(rowan, by=named, risk=Risk.HIGH)
    own, away = f"/children/{rowan.pk}/", f"/missing/{episode.pk}/"
    before = as_member(other).begins().goes_to("/missing/").sees("Rowan Fictional")
    person = as_member(named).begins().goes_to(own).opens("Who has looked").opens("Restrict this record")
    person.presses("Restrict the record").sees("Choose why it is restricted", "Choose a person")
    person.chooses("Family of somebody who works here").types("need to know", "An aunt works at the front door.")
    person.picks("Second person", "Sam Sample").presses("Restrict the record")
    person.sees("The record is restricted to the people you named.", "Alex Example", "Sam Sample", "Next review by")
    person.fits(1280, 390).goes_to(own).sees("Restricted", "Family of somebody who works here").fits(1280, 390)
    person.page.emulate_media(media="print")
    person.sees_on_paper("Restricted record", "Alex Example, Sam Sample").page.emulate_media(media="screen")
    for path in (own, away, f"{own}restricted/"):
        before.is_refused(path)
    for path in LISTS:
        before.goes_to(path).does_not_see("Rowan")
    as_member(second).begins().goes_to(own).sees("you are named on this restricted record", "Rowan Fictional")
    person.goes_to("/owed/").opens("Say whether the record stays restricted").chooses("No, lift the restriction")
    person.types("Why?", "The aunt works elsewhere now.").presses("Save").sees("The restriction is lifted.")
    before.goes_to(own).sees("Rowan Fictional").does_not_see("Restricted")


def test_a_conflict_closes_the_record_until_somebody_else_ends_it(as_member: AsMember) -> None:
    """SHA-4: declared on the child's page; nothing of the child afterwards; information governance ends it, with a reason."""
    here = a_partnership()
    worker = a_member(here, Role.SOCIAL_WORKER, "Mid", name="Sam Sample", agency="Fictional Council")
    judge = a_member(here, Role.INFORMATION_GOVERNANCE, name="Kim Sample")
    with within(here.pk):
        rowan = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"), worker=worker)
        an_episode(rowan, by=worker, hours_ago=30, back_hours_ago=20)
    own = f"/children/{rowan.pk}/"
    person = as_member(worker).begins().searches("Rowan Fictional").opens("Rowan Fictional").opens("Who has looked")
    person.opens("I know this child or family").presses("Close this record to me").sees("Say in a few words")
    person.types("How do you know them?", "They are our neighbours.").presses("Close this record to me")
    person.sees("You see nothing of that record any more.", "What follows", "Stands").does_not_see("Rowan").fits(
        1280, 390
    )
    person.is_refused(own)
    for path in LISTS:
        person.goes_to(path).does_not_see("Rowan", rowan.number)
    governing = as_member(judge).begins().opens("Trail").opens("Conflicts and restrictions")
    governing.sees("Sam Sample", rowan.number, "They are our neighbours.").does_not_see("Rowan").fits(1280, 390)
    governing.opens("End C0000001").presses("End the conflict").sees("Say why it is over")
    governing.types("Why is it over?", "They moved to another county.").presses("End the conflict").sees("is over.")
    person.goes_to(own).sees("Rowan Fictional")
