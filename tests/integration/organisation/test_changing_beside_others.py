"""PAR-7: the arrangement changes while somebody records a return, or while another changes it: nobody's work is lost."""

from datetime import timedelta

import pytest
from django.db import connection

from lantern.children.vocabulary import Status
from lantern.missing.actions import record_return
from lantern.missing.models import Episode
from lantern.obligations.models import Obligation
from lantern.organisation.actions import change_arrangement
from lantern.organisation.models import ArrangementVersion, Member
from lantern.organisation.queries import arrangement_on, current_partnership
from lantern.organisation.rules.leaves import leaves
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.clocks import Clock, Unit
from lantern.timekeeping.moments import Moment
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, now
from tests.factories.today import hours_ago_today, today
from tests.integration.missing.test_deciding_beside_an_import import AT_MOST
from tests.integration.missing.test_deciding_beside_an_import import Beside as Other

pytestmark = pytest.mark.django_db(transaction=True)
CONTACT = "missing.clocks.contact"


class Beside(Other):
    """Somebody else who may be refused by the organisation's rules."""

    def run(self) -> None:
        try:
            with within(self.here):
                self.act()
        except NotAllowed as refused:
            self.refusal = refused.reason
        finally:
            connection.close()


def shorter(by: Member, seen: int, hours: int = 5) -> None:
    values = {CONTACT: Clock(hours, Unit.HOURS)}
    change_arrangement(values=values, effective_from=today(), seen=seen, by=by, at=now())


def came_back(episode: Episode, by: Member) -> None:
    record_return(
        episode=episode, found=Moment(now() - timedelta(hours=hours_ago_today(0.3))), where="", by=by, at=now()
    )


def contact_hours() -> float:
    owed = Obligation.objects.get(kind="contact")
    return (owed.due_at - owed.starts_at) / timedelta(hours=1)


def test_who_changes_it_waits_for_a_return_that_is_being_recorded_and_moves_it_too() -> None:
    """PAR-7: what was worked out by the old version, and not yet to be seen, is moved as well."""
    here = a_partnership()
    by = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        episode = an_episode(a_child(status=Status.IN_NEED), by=by, hours_ago=hours_ago_today(0.6))
        seen = current_partnership().arrangement_version
    editor = Beside(here.pk, lambda: shorter(by, seen))
    with within(here.pk):
        came_back(episode, by)
        assert contact_hours() == 48
        editor.start()
        assert editor.waits()
    editor.join(AT_MOST)
    with within(here.pk):
        assert contact_hours() == 5
        assert ArrangementVersion.objects.get(number=2).moved == 1


def test_who_records_a_return_while_it_changes_waits_and_follows_the_new_version() -> None:
    """PAR-7: never the old one after all else has moved."""
    here = a_partnership()
    by = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        episode = an_episode(a_child(status=Status.IN_NEED), by=by, hours_ago=hours_ago_today(0.6))
        seen = current_partnership().arrangement_version
    officer = Beside(here.pk, lambda: came_back(episode, by))
    with within(here.pk):
        shorter(by, seen)
        officer.start()
        assert officer.waits()
    officer.join(AT_MOST)
    with within(here.pk):
        assert contact_hours() == 5


def test_two_who_confirm_at_once_do_not_overwrite_each_other() -> None:
    """PAR-7: the second is told to look again."""
    here = a_partnership()
    by = a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        seen = current_partnership().arrangement_version
    other = Beside(here.pk, lambda: shorter(by, seen, hours=9))
    with within(here.pk):
        shorter(by, seen)
        other.start()
        assert other.waits()
    other.join(AT_MOST)
    assert "Somebody else changed the arrangement since you looked" in other.refusal
    with within(here.pk):
        assert leaves(arrangement_on(today(), current_partnership()))[CONTACT] == Clock(5, Unit.HOURS)
