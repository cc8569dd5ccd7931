"""What rooms say of a child wherever the child is named: through the viewer's scope, in one query (MIS-5, EXP-2, SHA-2)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from lantern.access.viewer import Viewer, viewer_of
from lantern.access.vocabulary import Permission
from lantern.children import marks
from lantern.children.models import Child
from lantern.design.parts import Tag
from lantern.exploitation.actions import assessing
from lantern.exploitation.vocabulary import Ended
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import an_episode
from tests.factories.people import a_member, now
from tests.integration.exploitation.assessed import Team

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Team:
    return Team()


def said(scene: Team, viewer: Viewer) -> list[Tag]:
    with within(scene.here.pk):
        return marks.marks_of([scene.child], viewer)[scene.child.pk]


def worker(scene: Team) -> Viewer:
    with within(scene.here.pk):
        return viewer_of(scene.worker, now=now())


def test_the_level_stands_by_the_name_after_the_episode(scene: Team) -> None:
    """EXP-2: the level that was decided last, in the words of its day, for those who read of exploitation."""
    with within(scene.here.pk):
        scene.finished("High")
        an_episode(scene.child, by=scene.coordinator, hours_ago=5)
    assert [each.text for each in said(scene, worker(scene))] == ["Missing now · 5 h", "Exploitation: High"]


def test_the_level_is_not_said_to_those_who_do_not_read_of_exploitation(scene: Team) -> None:
    """SHA-2: business support works with the child and sees no level."""
    with within(scene.here.pk):
        scene.finished("High")
    viewer = worker(scene)
    less = replace(viewer, permissions=viewer.permissions - {Permission.SEE_EXPLOITATION})
    assert said(scene, less) == []


def test_out_of_sight_nothing_is_said(scene: Team) -> None:
    """SHA-2: a child met on a page by somebody who may not see the record has no level there."""
    with within(scene.here.pk):
        scene.finished("High")
        stranger = viewer_of(a_member(scene.here, Role.SOCIAL_WORKER, name="Alex Nowhere"), now=now())
    assert said(scene, stranger) == []


def test_after_the_end_the_level_does_not_stand(scene: Team) -> None:
    """EXP-2: that it was decided to assess no more stands in its place, until a level is decided again."""
    at = now()
    with within(scene.here.pk):
        assessment = scene.finished("High")
        assessing.sign_off(assessment=assessment, words="Agreed.", by=scene.manager, at=at)
        assessing.end_assessing(
            child=scene.child,
            why=Ended.REDUCED,
            words="Nothing for a year.",
            by=scene.worker,
            at=at + timedelta(minutes=1),
        )
    assert [each.text for each in said(scene, worker(scene))] == ["Exploitation: assessed no more"]


def test_all_rooms_are_one_query_for_all_children(scene: Team) -> None:
    """The bar: at most 12 queries a page, whatever rooms there are."""
    with within(scene.here.pk):
        scene.finished("High")
    viewer = worker(scene)
    with within(scene.here.pk):
        children = list(Child.objects.all())
        viewer.remembered.clear()
        marks.own(viewer)
        with CaptureQueriesContext(connection) as asked:
            marks.marks_of(children, viewer)
            marks.marks_of([], viewer)
    assert len(asked) == 1


def test_a_room_says_nothing_of_whom_it_knows_nothing_and_registers_once(
    scene: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MIS-4: in the order in which they registered; restricted stands before, provisional behind all of it (SHA-4)."""
    monkeypatch.setattr(marks, "_sources", {})
    marks.register("b", lambda viewer: Value("owed"), lambda found, viewer: Tag(f"Letter {found}"))
    marks.register("a", lambda viewer: Value(""), lambda found, viewer: Tag("never said"))
    marks.register("c", lambda viewer: None, lambda found, viewer: Tag("never read"))
    marks.register("d", lambda viewer: Value("once"), lambda found, viewer: Tag("twice"))
    marks.register("d", lambda viewer: Value("once"), lambda found, viewer: Tag(found))
    scene.child.provisional = True
    assert [each.text for each in said(scene, worker(scene))] == ["Letter owed", "once", "Provisional"]
