"""The exploitation triage officer's work: what police sent, what became of each row, and what nobody could decide."""

from pathlib import Path

import pytest

from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child
from tests.factories.feed import a_feed, a_row
from tests.factories.people import a_member, a_partnership, an_area
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_file_comes_in(as_member: AsMember, tmp_path: Path) -> None:
    """MIS-3, MIS-4: each row has one outcome; one that is like a child waits for a person; the same file changes nothing."""
    here = a_partnership()
    officer = a_member(here, Role.TRIAGE_OFFICER)
    with within(here.pk):
        a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
    file = a_feed(
        tmp_path,
        a_row("FP/1", "Robyn", "Fictional"),
        a_row("FP/2", "Ash", "Pretend", born="01/02/2010"),
        a_row("FP/3", "Kim", "Madeup", **{"Last seen": "yesterday"}),
    )
    person = as_member(officer).begins().opens("Notifications").sees("No file has come in yet")
    person.attaches("File", file).presses("Send the file").sees("police.csv", "FP/1", "FP/2", "FP/3", "Refused")
    person.opens("Refused").does_not_see("FP/1").unfolds("As received, row 4").sees("yesterday")
    person.opens("Notifications").attaches("File", file).presses("Send the file")
    person.sees("received before").opens("Notifications").opens("Who is", within="Waits for a person")
    person.sees("1 to decide", "FP/1").opens("Begin").sees("Who is FP/1?", "Rowan Fictional", "Weight of evidence")
    person.unfolds("As received").sees("Left the house after school.")
