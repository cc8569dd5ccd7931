"""SHA-2: whom somebody works with is looked up once a request, and anew after whatever may have changed it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantern.access import scope as scopes
from lantern.access.scope import EVERYTHING, NOTHING, scope
from lantern.access.viewer import Viewer, viewer_of
from lantern.children import access
from lantern.children.actions import allocate, end_allocation
from lantern.children.models import Allocation, Child
from lantern.children.vocabulary import WorkKind
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import london
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, now

pytestmark = pytest.mark.django_db


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


def looks(member: Member) -> Viewer:
    return viewer_of(member, now=now())


def seen(viewer: Viewer) -> set[str]:
    return set(Child.visible_to(viewer).values_list("forename", flat=True))


def test_what_was_looked_up_stands_for_the_whole_request(here: Partnership) -> None:
    """One query for however many lists the page has."""
    worker = a_member(here, Role.SOCIAL_WORKER)
    with within(here.pk):
        a_child("Rowan", worker=worker)
        viewer = looks(worker)
        with CaptureQueriesContext(connection) as asked:
            assert [seen(viewer) for _ in range(3)] == [{"Rowan"}] * 3
        assert sum('FROM "children_allocation"' in each["sql"] for each in asked.captured_queries) == 1


def test_a_viewer_afresh_sees_what_changed(here: Partnership) -> None:
    """A child taken on is seen, one handed over is not, by the viewer of the next look."""
    worker, colleague = a_member(here, Role.SOCIAL_WORKER), a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        kept, new = a_child("Rowan", worker=worker), a_child("Sky")
        viewer = looks(worker)
        assert seen(viewer) == {"Rowan"}
        today = london(now()).date()
        allocate(child=new, member=worker, kind=WorkKind.SOCIAL_WORKER, since=today, by=colleague, at=now())
        work = Allocation.objects.get(child=kept, until=None)
        end_allocation(allocation=work, on=today, by=colleague, at=now())
        assert seen(viewer.afresh()) == {"Sky"}
        assert seen(looks(worker)) == {"Sky"}


def test_the_viewer_of_another_request_remembers_nothing(here: Partnership) -> None:
    worker = a_member(here, Role.SOCIAL_WORKER)
    with within(here.pk):
        first = looks(worker)
        assert seen(first) == set()
        a_child("Rowan", worker=worker)
        assert seen(looks(worker)) == {"Rowan"}
        assert first == first.afresh()


def test_who_works_with_nobody_adds_nothing_to_the_condition(
    here: Partnership, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The condition for a liaison officer of an area is the area alone; for somebody without an area, nothing.

    What is denied stands beside it, the same for everybody: integration/children/test_cost_of_denials.py.
    """
    monkeypatch.setattr(scopes, "_denials", [])
    officer = a_member(here, Role.LIAISON_OFFICER, "Mid")
    worker = a_member(here, Role.SOCIAL_WORKER)
    with within(here.pk):
        assert "id" not in str(scope(looks(officer))).replace("area_id", "")
        assert scope(looks(worker)) == NOTHING
        assert scope(looks(a_member(here, Role.MISSING_COORDINATOR))) == EVERYTHING


@pytest.mark.parametrize("most", [0, 1, 2, 3])
def test_however_many_they_are_the_children_are_the_same(
    here: Partnership, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond so many ids the database looks for itself: no child more, no child less."""
    monkeypatch.setattr(access, "LISTED", most)
    worker = a_member(here, Role.SOCIAL_WORKER)
    with within(here.pk):
        for name in ("Rowan", "Sky"):
            a_child(name, worker=worker)
        a_child("Kit", worker=a_member(here, Role.SOCIAL_WORKER))
        assert seen(looks(worker)) == {"Rowan", "Sky"}


def test_work_that_is_over_or_to_come_opens_nothing(here: Partnership) -> None:
    """By the day: from the first, until before the last."""
    worker, coordinator = a_member(here, Role.CHAT_WORKER), a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        today = london(now()).date()
        for name, day in (("Rowan", today), ("Sky", today + timedelta(days=1))):
            child = a_child(name)
            allocate(child=child, member=worker, kind=WorkKind.CHAT_WORKER, since=day, by=coordinator, at=now())
        assert seen(looks(worker)) == {"Rowan"}
        tomorrow = viewer_of(worker, now=now() + timedelta(days=1))
        assert seen(tomorrow) == {"Rowan", "Sky"}


def test_a_removed_worker_sees_nobody_whatever_was_remembered(here: Partnership) -> None:
    """security.md 5: a request begins with a viewer of its own, so what another one remembered opens nothing."""
    worker, coordinator = a_member(here, Role.SOCIAL_WORKER), a_member(here, Role.MISSING_COORDINATOR)
    with within(here.pk):
        a_child("Rowan", worker=worker)
        stale = looks(worker)
        assert seen(stale) == {"Rowan"}
        allocation = Allocation.objects.get(member=worker)
        end_allocation(allocation=allocation, on=london(now()).date(), by=coordinator, at=now())
        assert seen(looks(worker)) == set()
        assert seen(stale.afresh()) == set()


def test_two_viewers_of_one_member_share_nothing(here: Partnership) -> None:
    """Two requests at once: what the one looked up is not the other's."""
    worker = a_member(here, Role.SOCIAL_WORKER)
    with within(here.pk):
        one, other = looks(worker), looks(worker)
        assert seen(one) == set()
        assert one.remembered is not other.remembered
        assert "own" not in other.remembered
