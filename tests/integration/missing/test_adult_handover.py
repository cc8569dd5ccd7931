"""The handover to adult procedures is owed when it is near, and on no page years ahead (MIS-15)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from lantern.children.models import Child
from lantern.missing.actions import record_step
from lantern.missing.models import Episode
from lantern.missing.vocabulary import StepKind
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment, london
from tests.factories.children import a_child, an_episode
from tests.integration.missing.pages import Scene, text_of

pytestmark = pytest.mark.django_db
NOW = datetime.now(UTC)
TODAY = london(NOW).date()
HANDOVER = "adult missing procedures"


def born_turning_eighteen_in(days: int) -> date:
    """Of somebody whose 18th birthday is so many days ahead."""
    on = TODAY + timedelta(days=days)
    return on.replace(year=on.year - 18, day=min(on.day, 28))


def missing_for_a_month(scene: Scene, born: date) -> tuple[Child, Episode]:
    """Long enough that every review was due; all of them were held, so that nothing else is owed."""
    with within(scene.here.pk):
        child = a_child("Rowan", born=born)
        episode = an_episode(child, by=scene.officer, hours_ago=24 * 40)
        for kind in (StepKind.ATTENDANCE, StepKind.LONG_MISSING_REVIEW):
            record_step(episode=episode, kind=kind, happened=Moment(NOW - timedelta(hours=1)), by=scene.officer, at=NOW)
    return child, episode


def pages(scene: Scene, child: Child, episode: Episode) -> dict[str, str]:
    coordinator = scene.sees_as(Role.MISSING_COORDINATOR)
    asked = {
        "child": f"/children/{child.pk}/", "episode": f"/missing/{episode.pk}/", "owed": "/owed/", "board": "/missing/",
        "episodes": "/missing/episodes/",
    }  # fmt: skip
    found = {name: coordinator.get(url) for name, url in asked.items()}
    assert {each.status_code for each in found.values()} == {200}
    return {name: text_of(each).lower() for name, each in found.items()}


def is_shown(name: str, said: str) -> bool:
    """Everything owed is narrowed by kind, so that every kind is named there: it shows it by the child."""
    return "rowan" in said if name == "owed" else HANDOVER in said or "adult handover" in said


def test_years_ahead_it_is_on_no_page(scene: Scene) -> None:
    """MIS-15: a child of twelve is missing: the obligation stands, and nobody has it to do."""
    child, episode = missing_for_a_month(scene, TODAY.replace(year=TODAY.year - 12, day=1))
    with within(scene.here.pk):
        assert Obligation.objects.filter(kind=StepKind.ADULT_HANDOVER, met_at=None).count() == 1
    for name, said in pages(scene, child, episode).items():
        assert not is_shown(name, said), name


def test_half_a_year_before_it_is_on_every_page(scene: Scene) -> None:
    """MIS-15, EXP-9: from 17 years and a half it is owed; recorded, it is done."""
    child, episode = missing_for_a_month(scene, born_turning_eighteen_in(150))
    for name, said in pages(scene, child, episode).items():
        assert is_shown(name, said), name
    with within(scene.here.pk):
        record_step(episode=episode, kind=StepKind.ADULT_HANDOVER, happened=Moment(NOW), by=scene.officer, at=NOW)
        assert Obligation.objects.get(kind=StepKind.ADULT_HANDOVER).met_at == NOW


def test_who_hands_over_early_has_done_it(scene: Scene) -> None:
    """MIS-15: what is not owed yet can be recorded all the same, and is among what was done."""
    child, episode = missing_for_a_month(scene, born_turning_eighteen_in(400))
    with within(scene.here.pk):
        record_step(episode=episode, kind=StepKind.ADULT_HANDOVER, happened=Moment(NOW), by=scene.officer, at=NOW)
    assert "adult handover" in pages(scene, child, episode)["episode"]


@pytest.fixture
def scene() -> Scene:
    return Scene()
