"""MIS-4: the pages of records that may be of one child."""

from datetime import date
from pathlib import Path

import pytest

from lantern.children import actions as children
from lantern.children.actions.lookalikes import look_at_provisional, look_for_doubles
from lantern.children.models import Child, Lookalike, Merge, NeverSame
from lantern.children.rules.described import Described
from lantern.children.rules.opening import Opening
from lantern.children.rules.refusals import NotAllowed
from lantern.exchange.actions.children import import_children
from lantern.missing.actions import same_child
from lantern.missing.models import Episode
from lantern.tenancy.current import within
from tests.factories.feeds import CHILDREN, child, written
from tests.factories.people import now
from tests.integration.exchange.test_queue_pages import received
from tests.integration.missing.pages import Scene, asking_at_most, text_of

BORN_ON = date(2012, 3, 3)
pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


def opened_twice(scene: Scene) -> tuple[Child, Child]:
    """A provisional record from a notification, and the council's own of the same child."""
    received(scene, {"reference": "FX/200", "forename": "Amber", "surname": "Pretend"})
    with within(scene.here.pk):
        provisional = Child.objects.get()
        opening = Opening(
            described=Described(
                "Ambar", "Pretend", provisional.born, address="1 Nowhere Lane", postcode="ZZ1 1AA", sex=provisional.sex
            )
        )
        return provisional, children.open_record(opening=opening, by=scene.officer, at=now())


def pair(scene: Scene) -> str:
    with within(scene.here.pk):
        return f"/notifications/doubles/{Lookalike.objects.get().pk}/"


def test_a_record_opened_a_second_time_is_found(scene: Scene) -> None:
    """MIS-4: the two stand side by side, with what agrees and what does not, and the confirmed one first."""
    provisional, listed = opened_twice(scene)
    with asking_at_most(12):
        page = text_of(scene.client.get("/notifications/doubles/"))
    assert "1 pair of records" in page
    assert provisional.number in page
    there = pair(scene)
    with asking_at_most(12):
        page = text_of(scene.client.get(there))
    assert page.index(listed.number) < page.rindex(provisional.number)
    for words in ("Same surname", "Same birth date", "Forename spelt almost the same", "Not confirmed"):
        assert words in page
    assert "Likely duplicates (1)" in text_of(scene.client.get("/notifications/queue/"))


def test_made_one_and_two_again(scene: Scene) -> None:
    """MIS-4: the episode goes along and comes back; the pair is offered again."""
    provisional, listed = opened_twice(scene)
    page = scene.client.post(pair(scene), {"keep": str(listed.pk)}, follow=True)
    assert f"{provisional.number} is part of {listed.number} now" in text_of(page)
    with within(scene.here.pk):
        assert Episode.objects.get().child_id == listed.pk
        merge = Merge.objects.get()
    assert provisional.number in text_of(scene.client.get("/notifications/doubles/merged/"))
    assert scene.client.get(f"/children/{provisional.pk}/").status_code == 404
    page = scene.client.post(f"/notifications/doubles/merged/{merge.pk}/undo/?back=1", follow=True)
    assert "1 pair of records" in text_of(page)
    with within(scene.here.pk):
        assert Episode.objects.get().child_id == provisional.pk
    again = scene.client.post(f"/notifications/doubles/merged/{merge.pk}/undo/", follow=True)
    assert "Not undone" in text_of(again)


def test_two_children_are_remembered(scene: Scene) -> None:
    """MIS-4: not offered again however often they are looked at, nor merged, until it is taken back."""
    provisional, listed = opened_twice(scene)
    page = scene.client.post(pair(scene), {"apart": "1"}, follow=True)
    assert "are two children" in text_of(page)
    with within(scene.here.pk):
        look_at_provisional(by=None, at=now())
        assert not Lookalike.objects.exists()
        with pytest.raises(NotAllowed, match="two children"):
            same_child.merge(child=listed, other=provisional, by=scene.officer, at=now())
        said = NeverSame.objects.get()
    scene.client.post(f"/notifications/doubles/apart/{said.pk}/undo/")
    with within(scene.here.pk):
        assert Lookalike.objects.exists()


def test_twins_are_not_offered(scene: Scene) -> None:
    """MIS-4: one birth date, one home, one surname and another forename: brothers and sisters are two."""
    with within(scene.here.pk):
        first, second = (
            children.open_record(
                opening=Opening(
                    described=Described(name, "Sample", BORN_ON, address="2 Sample Way", postcode="ZZ1 1AA")
                ),
                by=scene.officer,
                at=now(),
            )
            for name in ("Ella", "Ellie")
        )
        look_for_doubles(children=[first.pk, second.pk], by=None, at=now())
        assert not Lookalike.objects.exists()


def test_a_name_that_is_neither_record_is_refused(scene: Scene) -> None:
    """MIS-4: the record to keep is one of the two."""
    opened_twice(scene)
    assert scene.client.post(pair(scene), {"keep": str(scene.officer.pk)}).status_code == 404


def test_a_list_that_opens_a_provisional_child_again_makes_a_pair(scene: Scene, tmp_path: Path) -> None:
    """MIS-4: the council's list knows nothing of the notification's record."""
    received(scene, {"reference": "FX/300", "forename": "Amber", "surname": "Pretend"})
    with within(scene.here.pk):
        provisional = Child.objects.get()
    row = child("C9", forename="Amber", surname="Pretent", dob=f"{provisional.born:%Y-%m-%d}", sex=provisional.sex)
    path = written(tmp_path / "list.csv", CHILDREN, row)
    with within(scene.here.pk):
        import_children(path=path, by=None, at=now())
        assert {Lookalike.objects.get().child_id, Lookalike.objects.get().other_id} >= {provisional.pk}
