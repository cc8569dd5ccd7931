"""Places in common, the rota and the lists of the queue as Excel files: the pages' own rows (security.md 7, SHA-6)."""

import pytest

from lantern.children.models import Child
from lantern.children.vocabulary import Mark
from lantern.exchange.queries.lists import LISTS
from lantern.missing.actions import record_asked
from lantern.missing.vocabulary import HadChat
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import a_member, now, signed_in_client
from tests.integration.exchange.test_doubles_pages import opened_twice, pair
from tests.integration.exchange.test_queue_pages import overlap, overlap_of_another, twin_waits
from tests.integration.exchange.test_taking_out import address, taken
from tests.integration.missing.pages import Scene
from tests.integration.missing.test_common_places import gone
from tests.integration.missing.test_handover import on_duty

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def left_of(scene: Scene) -> set[object]:
    """The children of whom the trail says that their row left."""
    with within(scene.here.pk):
        left = Entry.objects.filter(what="exchange.list_taken_out", child_id__isnull=False)
        return set(left.values_list("child_id", flat=True))


def test_places_leave_with_how_many_and_since_when(scene: Scene) -> None:
    """MIS-13, SHA-6: children, episodes, first and latest; no name in the file, and the trail of each child knows of it."""
    with within(scene.here.pk):
        ada, bo, cy = a_child("Ada", "Sample"), a_child("Bo", "Sample"), a_child("Cy", "Sample")
        gone(scene, ada, whence="Fictional House", days_ago=9)
        gone(scene, ada, whence="Fictional House", found="fictional house", days_ago=5)
        gone(scene, bo, found="Fictional house", days_ago=3)
        gone(scene, cy, found="The pier")
    heading, *rows = taken(scene.client, "places")
    assert heading == ("Place", "Children", "Episodes", "Since", "Latest")
    assert [row[:3] for row in rows] == [("Fictional house", 2, 3)]
    assert 5 < (rows[0][4] - rows[0][3]).days + 1 <= 7
    assert "Sample" not in str(rows)
    assert left_of(scene) == {ada.pk, bo.pk}
    assert len(taken(scene.client, "places", mark=Mark.IN_CARE.value)) == 1


def test_places_leave_with_those_alone_who_may_open_the_page(scene: Scene) -> None:
    """SHA-2: an analyst takes lists out and never opens this page; an officer of another area has no row."""
    with within(scene.here.pk):
        for name in ("Ada", "Bo"):
            gone(scene, a_child(name, "Sample"), whence="Fictional House")
    assert scene.sees_as(Role.ANALYST).get(address("places")).status_code == 404
    assert len(taken(scene.sees_as(Role.LIAISON_OFFICER, "North"), "places")) == 1
    assert f'href="{address("places")}"' in scene.client.get("/missing/places/").content.decode()


def test_the_rota_leaves_as_the_page_shows_it(scene: Scene) -> None:
    """MIS-13: whose rota, who, from when until when, asked as which; the days the page shows and no more."""
    robin = a_member(scene.here, Role.LIAISON_OFFICER, name="Robin Sample")
    with within(scene.here.pk):
        on_duty(scene, robin, place=2)
        on_duty(scene, scene.officer, since=24 * 8, until=24 * 8 + 6)
    (row,) = taken(scene.client, "rota")[1:]
    assert (row[0], row[1], row[4]) == ("The whole partnership", "Robin Sample", 2)
    assert (row[3] - row[2]).seconds == 8 * 3600


def test_each_part_of_the_queue_leaves_as_its_own_list(scene: Scene) -> None:
    """MIS-3: the link follows what is asked; the child of an overlap stands in the row."""
    _, held = overlap(scene)
    page = scene.client.get("/notifications/queue/?ask=overlap").content.decode()
    assert f'href="{address("overlaps", ask="overlap")}"' in page
    (row,) = taken(scene.client, "overlaps", ask="overlap")[1:]
    with within(scene.here.pk):
        assert (row[0], row[5]) == (Child.objects.get(pk=held.child_id).number, held.reference)
    assert len(taken(scene.client, "times")) == 1
    assert left_of(scene) == {held.child_id}


def test_an_overlap_of_another_area_stays(scene: Scene) -> None:
    """SHA-2: an officer of another area has no row of it."""
    _, held = overlap_of_another(scene)
    rows = taken(scene.sees_as(Role.LIAISON_OFFICER, "North"), "overlaps")[1:]
    assert held.reference not in str(rows)


def test_decisions_leave_without_their_reasons(scene: Scene) -> None:
    """MIS-4: what, by whom, when; the words of a reason may name people and stay."""
    child, incident = twin_waits(scene)
    scene.client.post(f"/notifications/queue/{incident.pk}/", {"is": str(child.pk)})
    (row,) = taken(scene.client, "decisions")[1:]
    assert row[0] == child.number
    assert row[4:7] == (incident.reference, "It is about this child", scene.officer.name)
    assert row[7] and row[8] is None
    assert left_of(scene) == {child.pk}


def test_pairs_leave_and_what_was_said_of_them(scene: Scene) -> None:
    """MIS-4: both numbers, the record to keep first; then who made them one, and when. Both children's trails know."""
    provisional, listed = opened_twice(scene)
    (row,) = taken(scene.client, "doubles")[1:]
    assert (row[0], row[4]) == (listed.number, provisional.number)
    assert left_of(scene) == {listed.pk, provisional.pk}
    scene.client.post(pair(scene), {"apart": "1"})
    assert len(taken(scene.client, "doubles")) == 1
    (row,) = taken(scene.client, "merges")[1:]
    assert {row[0], row[4]} == {listed.number, provisional.number}
    assert row[8:10] == ("Two children", scene.officer.name)


def test_what_a_child_says_otherwise_leaves_without_their_words(scene: Scene) -> None:
    """MIS-9: whom to look at and when they were asked; what they said stays."""
    coordinator = signed_in_client(a_member(scene.here, Role.MISSING_COORDINATOR))
    with within(scene.here.pk):
        child = a_child("Ada", "Sample")
        record_asked(
            child=child,
            said=HadChat.HAD,
            note="With the invented nurse",
            happened=Moment(now()),
            by=scene.officer,
            at=now(),
        )
    assert f'href="{address("differing")}"' in coordinator.get("/missing/chats/").content.decode()
    (row,) = taken(coordinator, "differing")[1:]
    assert row[0] == child.number and "none is recorded" in row[5]
    assert "nurse" not in str(row)


@pytest.mark.parametrize(
    "listed", ["overlaps", "times", "decisions", "doubles", "merges", "differing", "places", "rota"]
)
def test_who_takes_out_nothing_takes_out_none_of_these(scene: Scene, listed: str) -> None:
    """security.md 7: a triage officer reads the queue and takes no list out."""
    assert scene.sees_as(Role.TRIAGE_OFFICER).get(address(listed)).status_code == 404
    assert LISTS[listed].title
