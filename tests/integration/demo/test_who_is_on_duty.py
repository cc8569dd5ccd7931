"""The demonstration's rota, acknowledgements and notes (MIS-13)."""

from datetime import UTC, datetime, timedelta

import pytest

from lantern.access.viewer import viewer_of
from lantern.demo.actions.duty import NOTES, go_on_duty
from lantern.missing.models import Acknowledgement, HandoverNote, Shift
from lantern.missing.queries.duty import waiting
from lantern.missing.queries.rota import rotas
from lantern.missing.vocabulary import Risk
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def test_one_child_waits_and_the_others_are_in_hand() -> None:
    """MIS-13: once a county; whoever opens it sees both kinds of card, a gap in the rota, and notes."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    a_member(here, Role.LIAISON_OFFICER, "Chelmsford", name="Robin Sample")
    with within(here.pk):
        for hours in (3, 2, 1):
            an_episode(a_child(area=an_area(here, "Chelmsford")), by=coordinator, hours_ago=hours, risk=Risk.HIGH)
        for _ in range(2):
            go_on_duty(by=None, at=now())
        viewer = viewer_of(coordinator, now=now())
        assert Acknowledgement.objects.count() == 2
        assert len(waiting(viewer)) == 1
        assert HandoverNote.objects.count() == len(NOTES)
        assert any(each.gaps for each in rotas(viewer))


@pytest.mark.parametrize("hour", [0, 3, 9, 19, 21, 23])
def test_it_is_made_at_any_hour(hour: int) -> None:
    """MIS-17: no shift that is over already is entered, in summer or at night."""
    here = a_partnership()
    a_member(here, Role.MISSING_COORDINATOR)
    a_member(here, Role.LIAISON_OFFICER, "Chelmsford")
    at = datetime(2026, 7, 6, hour, 30, tzinfo=UTC)
    with within(here.pk):
        go_on_duty(by=None, at=at)
        assert Shift.objects.filter(until__gt=at).count() == Shift.objects.count() >= 8


def test_without_a_coordinator_nobody_is_on_duty() -> None:
    """A county without people stays as it is."""
    here = a_partnership()
    with within(here.pk):
        go_on_duty(by=None, at=now())
        assert not Shift.objects.exists()
