"""Who is it, one key an answer: the queue, records opened twice, and the way back (MIS-4)."""

from pathlib import Path

import pytest

from lantern.children.actions import open_record
from lantern.children.rules.described import Described
from lantern.children.rules.opening import Opening
from lantern.missing.models import Incident
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child
from tests.factories.feed import a_feed, a_row
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.factories.today import today
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_key_opens_one_key_decides_one_key_undoes(as_member: AsMember, tmp_path: Path) -> None:
    """MIS-4: begin, this child, a new record, undo; the next row comes by itself and the mouse is not touched."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        child = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
    file = a_feed(tmp_path, a_row("FP/1", "Robyn", "Fictional", hours_ago=12), a_row("FP/2", "Robin", "Fictional"))
    person = as_member(coordinator).begins().opens("Notifications").attaches("File", file).presses("Send the file")
    person.goes_to("/notifications/queue/").sees("2 to decide", "Begin").is_accessible()
    person.strikes("b").sees("Who is FP/1?", "Rowan Fictional").is_accessible()
    person.strikes("1").sees("FP/1 is about Rowan Fictional", "Who is FP/2?")
    person.strikes("u").sees("Taken back", "Who is FP/1?")
    person.strikes("s").sees("Who is FP/2?").strikes("n").sees("FP/2 is about a new child")
    with within(here.pk):
        assert Incident.objects.get(reference="FP/2").child_id != child.pk


def test_two_records_become_one_and_two_again(as_member: AsMember) -> None:
    """MIS-4: side by side, one key makes them one, one key undoes it, one key says that they are two."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        for forename in ("Amber", "Ambar"):
            opening = Opening(Described(forename, "Pretend", today().replace(year=2012, day=3), "F", "1 Nowhere Lane"))
            open_record(opening=opening, by=coordinator, at=now())
    person = as_member(coordinator).begins().opens("Notifications").goes_to("/notifications/queue/")
    person.opens("Likely duplicates (1)").sees("1 pair of records").is_accessible()
    person.strikes("b").sees("One child or two?", "Forename spelt almost the same", "Same birth date").is_accessible()
    person.fits(390, 1280)
    person.strikes("1").sees("is part of", "No two records look like one child")
    person.strikes("u").sees("is a record of its own again", "1 pair of records")
    person.strikes("b").strikes("n").sees("are two children").opens("Merged and told apart").sees(
        "Two children"
    ).is_accessible()
