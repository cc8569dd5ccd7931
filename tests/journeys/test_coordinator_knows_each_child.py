"""The missing coordinator and the records: who a notification is about, a child without a record, the return at year's end."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from lantern.children import actions as children
from lantern.children.vocabulary import Status
from lantern.exchange.actions.notifications import import_notifications
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.periods import ReturnYear
from tests.factories.children import a_child, an_episode
from tests.factories.feed import a_feed, a_row
from tests.factories.people import a_member, a_partnership, an_area, now
from tests.factories.today import today
from tests.journeys.conftest import AsMember

pytestmark = pytest.mark.django_db(transaction=True)


def test_decides_who_a_notification_is_about(as_member: AsMember, tmp_path: Path) -> None:
    """MIS-4: the candidates with what speaks for and against each; decided, the child is missing; undone, it waits again."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        import_notifications(
            path=a_feed(tmp_path, a_row("FP/1", "Robyn", "Fictional")), source="police", by=None, at=now()
        )
    person = as_member(coordinator).begins().sees("1 notification waits for a person")
    person.opens("Match a notification").sees("Who is FP/1?", "Rowan Fictional", "Same surname")
    person.presses("This child", within="Rowan Fictional").sees("FP/1 is about Rowan Fictional")
    person.opens("Recent decisions").sees("Recent decisions").opens("Missing").sees("Rowan Fictional")
    person.opens("Notifications").opens("Recent decisions").presses("Undo").opens("Missing").sees("Nobody is missing")


def test_adds_a_child_only_after_looking(as_member: AsMember) -> None:
    """MIS-4, SHA-2: a likely record comes first; a child nobody knows gets a record, a district and a worker."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR, name="Alex Example")
    a_member(here, Role.SOCIAL_WORKER, name="Sam Sample", agency="Fictional Council")
    with within(here.pk):
        a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
    person = as_member(coordinator).begins().searches("Rowen Fictional").sees("Rowan Fictional").opens("Add a child")
    person.types("Forename", "Rowen").types("Surname", "Fictional").says_when("Date of birth", "03/03/2012")
    person.presses("Add the child").sees("Is it one of these?", "Rowan Fictional")
    person.types("Forename", "Juno").types("Surname", "Invented").says_when("Date of birth", "09/05/2011")
    person.presses("add the child").sees("Juno Invented is added").sees_heading("Juno Invented")
    person.opens("Give an address").types("Address", "2 Nowhere Lane").picks("District", "Braintree")
    person.says_when("Living there since", "01/02/2024").presses("Save the address").sees("The address is changed")
    person.opens("Allocate a social worker").picks("Who", "Sam Sample").presses("Give the work")
    person.sees("They can see the record now", "Sam Sample", "Braintree").opens("Access").sees("Alex Example")


def test_takes_the_looked_after_return_out(as_member: AsMember) -> None:
    """MIS-16: what would be written is seen first, with what its rules find; then the file."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    year = ReturnYear.of(today()).previous
    with within(here.pk):
        child = a_child("Rowan", "Fictional", area=an_area(here, "Chelmsford"))
        in_care(child, since=year.start, by=coordinator)
        away = (today() - year.end).days * 24 + 24 * 60
        an_episode(child, by=coordinator, hours_ago=away, back_hours_ago=away - 20)
    person = (
        as_member(coordinator).begins().opens("Return").sees("1 row of Missing", "Rowan Fictional", "no rule is broken")
    )
    written = person.takes_out("Download missing.csv")
    assert len(written.splitlines()) == 2
    assert "Rowan" not in written


def in_care(child: object, *, since: date, by: Member) -> None:
    """Looked after, in a foster placement, from a month before `since`."""
    start, at = since - timedelta(days=30), now()
    children.set_status(child=child, status=Status.LOOKED_AFTER, legal_status="C2", since=start, by=by, at=at)
    children.place(child=child, code="U1", where="Fictional House", since=start, by=by, at=at)
