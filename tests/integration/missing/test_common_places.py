"""MIS-13: the page that says which children share a place, within the viewer's scope."""

from datetime import datetime, timedelta

import pytest

from lantern.children.models import Child
from lantern.missing.actions import record_return, report_missing
from lantern.missing.models import Episode
from lantern.missing.vocabulary import FoundBy, Harm, MissingFrom
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import an_area, now
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
PAGE = "/missing/places/"
DAY = timedelta(days=1)


@pytest.fixture
def scene() -> Scene:
    return Scene()


def gone(
    scene: Scene, child: Child, *, whence: str = "", found: str = "", days_ago: float = 5,
    kind: MissingFrom = MissingFrom.PLACEMENT,
) -> Episode:  # fmt: skip
    """An episode of a few hours, from one place to another."""
    start: datetime = now() - days_ago * DAY
    episode = report_missing(
        child=child, last_seen=Moment(start), reported=Moment(start), circumstances="", missing_from=kind, from_where=whence,
        risk_reason="Invented.", by=scene.officer, at=start,
    )  # fmt: skip
    back = start + timedelta(hours=4)
    return record_return(
        episode=episode,
        found=Moment(back),
        where=found,
        found_by=FoundBy.POLICE,
        harm=Harm.NONE,
        by=scene.officer,
        at=back,
    )


def test_children_found_where_another_went_from(scene: Scene) -> None:
    """MIS-13: the place, both children, how and when, each with a link; a look at each (SHA-6)."""
    with within(scene.here.pk):
        ada, bo, cy = a_child("Ada", "Sample"), a_child("Bo", "Sample"), a_child("Cy", "Sample")
        gone(scene, ada, whence="Fictional House", found="Somewhere else")
        episode = gone(scene, bo, found="fictional house", days_ago=3)
        gone(scene, cy, found="The pier")
    page = scene.client.get(PAGE)
    said = text_of(page)
    assert "fictional house 2 children 2 episodes since " in said
    assert "Found there, " in said
    assert "Gone from there, " in said
    assert "The pier" not in said
    assert f"/missing/{episode.pk}/" in page.content.decode()
    with within(scene.here.pk):
        looks = Entry.objects.filter(what="missing/common_places").values_list("child_id", flat=True)
        assert set(looks) == {ada.pk, bo.pk}


def test_a_home_that_children_went_from_is_no_place_in_common(scene: Scene) -> None:
    """MIS-13: brothers and sisters share it; where they were found together counts."""
    with within(scene.here.pk):
        for child in (a_child("Ada", "Sample"), a_child("Bo", "Sample")):
            gone(scene, child, whence="1 Nowhere Lane", kind=MissingFrom.HOME, found="Fictional Pier")
    said = text_of(scene.client.get(PAGE))
    assert "1 Nowhere Lane" not in said
    assert "Fictional Pier 2 children" in said


def test_what_is_longer_ago_than_a_repeat_counts_no_more(scene: Scene) -> None:
    """MIS-13, PAR-7: the arrangement's days."""
    with within(scene.here.pk):
        gone(scene, a_child("Ada", "Sample"), found="Fictional Pier", days_ago=60)
        gone(scene, a_child("Bo", "Sample"), found="Fictional Pier", days_ago=2)
    assert "Fictional Pier" in text_of(scene.client.get(PAGE))
    scene.arranges("repeat_days", 30)
    said = text_of(scene.client.get(PAGE))
    assert "No place in common" in said
    assert "in the last 30 days" in said


def test_a_place_shared_with_a_child_out_of_sight_is_not_in_common(scene: Scene) -> None:
    """SHA-2: nothing tells that another child was there."""
    with within(scene.here.pk):
        gone(scene, a_child("Ada", "Sample", area=an_area(scene.here, "Chelmsford")), found="Fictional Pier")
        gone(scene, a_child("Bo", "Sample", area=an_area(scene.here, "Colchester")), found="Fictional Pier")
    assert "Fictional Pier" not in text_of(scene.sees_as(Role.LIAISON_OFFICER, "Mid").get(PAGE))
    assert "Fictional Pier" in text_of(scene.sees_as(Role.MISSING_COORDINATOR).get(PAGE))


@pytest.mark.parametrize("role", [Role.ANALYST, Role.SOCIAL_WORKER, Role.TRIAGE_OFFICER])
def test_who_is_not_on_duty_does_not_open_it(scene: Scene, role: Role) -> None:
    """SHA-2: an analyst reads no place."""
    assert scene.sees_as(role).get(PAGE).status_code == 404


def test_many_places_cost_what_one_does(scene: Scene) -> None:
    """The bar: at most 12 queries; earlier times of one place are counted."""
    with within(scene.here.pk):
        for number in range(5):
            for place in ("Fictional Pier", "Madeup Park"):
                child = a_child()
                for days in (20 + number, 2 + number):
                    gone(scene, child, found=place, days_ago=days)
    scene.client.get(PAGE)
    with asking_at_most(12):
        said = text_of(scene.client.get(PAGE))
    assert "2 earlier times" in said
    assert "5 children" in said
