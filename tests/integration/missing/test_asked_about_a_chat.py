"""Any agency records that it asked a child whether they had a missing chat, and what the child said (MIS-9)."""

from datetime import date, timedelta
from typing import Any

import pytest

from lantern.children.actions import allocate
from lantern.children.models import Child
from lantern.children.vocabulary import WorkKind
from lantern.missing import actions
from lantern.missing.actions import same_child
from lantern.missing.models import AskedAbout, Chat
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import HadChat
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import a_member, an_area, now, signed_in_client
from tests.integration.missing.pages import Scene, ago, asking_at_most, text_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    return Scene()


@pytest.fixture
def child(scene: Scene) -> Child:
    with within(scene.here.pk):
        return a_child()


def url(child: Child) -> str:
    return f"/missing/chats/asked/{child.pk}/"


def answered(**changes: Any) -> dict[str, str]:
    return {"said": HadChat.HAD_NOT.value, "note": "Nobody told me I could.", **typed("happened", ago(3))} | changes


def test_any_agency_records_what_the_child_said(scene: Scene, child: Child) -> None:
    """MIS-9: a nurse who works with the child, from the child's page; who asked, of which agency, when, what was said."""
    with within(scene.here.pk):
        nurse = a_member(scene.here, Role.HEALTH_MEMBER)
        allocate(child=child, member=nurse, kind=WorkKind.OTHER, since=date(2020, 1, 1), by=None, at=now())
    theirs = signed_in_client(nurse)
    assert url(child) in theirs.get(f"/children/{child.pk}/missing/").content.decode()
    said = text_of(theirs.post(url(child), answered(), follow=True))
    assert "They had none" in said
    assert f"{nurse.name}, {nurse.agency.name}" in said
    assert "Nobody told me I could." in said
    with within(scene.here.pk):
        (asked,) = AskedAbout.objects.all()
        assert (asked.child_id, asked.said, asked.by_id) == (child.pk, HadChat.HAD_NOT, nurse.pk)
        assert Entry.objects.filter(what="missing.chat_asked_about", child_id=child.pk, member_id=nurse.pk).count() == 1
        assert not Chat.objects.exists(), "it is a question, not a request"


def test_it_stands_in_the_chronology(scene: Scene, child: Child) -> None:
    """MIS-9: and what was taken back does not."""
    with within(scene.here.pk):
        asked = an_answer(scene, child)
    page = f"/children/{child.pk}/chronology/"
    assert "Asked about a missing chat: they had one" in text_of(scene.client.get(page))
    with within(scene.here.pk):
        actions.withdraw_asked(asked=asked, by=scene.officer, at=now())
    assert "Asked about a missing chat" not in text_of(scene.client.get(page))


def an_answer(scene: Scene, child: Child) -> AskedAbout:
    happened = Moment(now() - timedelta(hours=2))
    return actions.record_asked(child=child, said=HadChat.HAD, happened=happened, by=scene.officer, at=now())


def test_one_takes_back_ones_own_and_it_stays_to_be_read(scene: Scene, child: Child) -> None:
    """MIS-9, MIS-3: crossed out on the page; who offers chats takes back nothing that another recorded, and nobody twice."""
    with within(scene.here.pk):
        other = a_member(scene.here, Role.CHAT_WORKER)
        allocate(child=child, member=other, kind=WorkKind.CHAT_WORKER, since=date(2020, 1, 1), by=None, at=now())
        asked = an_answer(scene, child)
        with pytest.raises(NotAllowed, match="Only who recorded it"):
            actions.withdraw_asked(asked=asked, by=other, at=now())
    theirs = signed_in_client(other)
    assert "Take back" not in text_of(theirs.get(url(child)))
    assert theirs.post(url(child), {"take_back": str(asked.pk)}).status_code == 404
    assert scene.client.post(url(child), {"take_back": "no id"}).status_code == 404
    said = text_of(scene.client.post(url(child), {"take_back": str(asked.pk)}, follow=True))
    assert "They had one Taken back" in said
    assert scene.client.post(url(child), {"take_back": str(asked.pk)}).status_code == 404
    with within(scene.here.pk), pytest.raises(NotAllowed, match="taken back already"):
        actions.withdraw_asked(asked=asked, by=scene.officer, at=now())


def test_a_missing_coordinator_takes_back_what_another_recorded(scene: Scene, child: Child) -> None:
    """MIS-9: crossed out for everybody, by whom and when on the child's trail, and what differed from the record is gone."""
    with within(scene.here.pk):
        asked, coordinator = an_answer(scene, child), a_member(scene.here, Role.MISSING_COORDINATOR)
    theirs = signed_in_client(coordinator)
    assert "The child says they had a chat; none is recorded as held." in text_of(theirs.get("/missing/chats/"))
    assert "Take back" in text_of(theirs.get(url(child)))
    said = text_of(theirs.post(url(child), {"take_back": str(asked.pk)}, follow=True))
    assert "They had one Taken back" in said
    assert f"{scene.officer.name}, {scene.officer.agency.name}" in said, "who recorded it stays"
    assert "They had one Taken back" in text_of(scene.client.get(url(child)))
    assert "The child says they had a chat" not in text_of(theirs.get("/missing/chats/"))
    with within(scene.here.pk):
        entry = Entry.objects.get(what="missing.chat_asked_about_withdrawn", child_id=child.pk)
        assert (entry.member_id, entry.subject_id) == (coordinator.pk, asked.pk)
        with pytest.raises(NotAllowed, match="taken back already"):
            actions.withdraw_asked(asked=asked, by=scene.officer, at=now())


@pytest.mark.parametrize(
    ("role", "area", "status"),
    [
        (Role.MISSING_COORDINATOR, "Chelmsford", 302), (Role.MISSING_COORDINATOR, "Harlow", 404),
        (Role.LIAISON_OFFICER, "Chelmsford", 404),
    ],
)  # fmt: skip
def test_a_coordinator_takes_back_in_their_own_area_alone(scene: Scene, role: Role, area: str, status: int) -> None:
    """SHA-2, MIS-9: a child out of sight is not there; whoever else offers chats is not asked."""
    with within(scene.here.pk):
        child = a_child(area=an_area(scene.here, "Chelmsford"))
        asked = an_answer(scene, child)
    assert scene.sees_as(role, area).post(url(child), {"take_back": str(asked.pk)}).status_code == status
    with within(scene.here.pk):
        assert AskedAbout.objects.filter(withdrawn_at=None).exists() is (status == 404)


def test_an_answer_about_another_child_is_not_taken_back_here(scene: Scene, child: Child) -> None:
    """SHA-2: an id of one child does nothing on the page of another, a coordinator's neither."""
    with within(scene.here.pk):
        asked = an_answer(scene, a_child(forename="Ash"))
    theirs = scene.sees_as(Role.MISSING_COORDINATOR)
    assert theirs.post(url(child), {"take_back": str(asked.pk)}).status_code == 404


def test_what_is_missing_or_to_come_is_refused_and_what_was_typed_stays(scene: Scene, child: Child) -> None:
    """MIS-9: an answer of the four, and a time that is over."""
    said = scene.client.post(url(child), answered(said="", note="Said a lot.")).content.decode()
    assert "Said a lot." in said
    said = text_of(scene.client.post(url(child), answered(**typed("happened", ago(-5)))))
    assert "future" in said or "past" in said
    with within(scene.here.pk):
        assert not AskedAbout.objects.exists()
        with pytest.raises(NotAllowed, match="future"):
            actions.record_asked(
                child=child, said=HadChat.HAD, happened=Moment(now() + timedelta(hours=1)), by=scene.officer, at=now()
            )


def test_it_goes_along_when_two_records_are_one(scene: Scene, child: Child) -> None:
    """MIS-4, MIS-9: and comes back when they are two again."""
    with within(scene.here.pk):
        kept = a_child(forename="Ash")
        asked = an_answer(scene, child)
        merged = same_child.merge(child=kept, other=child, by=scene.officer, at=now())
        asked.refresh_from_db()
        assert asked.child_id == kept.pk
        same_child.unmerge(merge=merged, by=scene.officer, at=now())
        asked.refresh_from_db()
        assert asked.child_id == child.pk


def test_a_child_out_of_sight_has_no_such_page(scene: Scene) -> None:
    """SHA-2: as if there were none."""
    with within(scene.here.pk):
        child = a_child()
    theirs = scene.sees_as(Role.HEALTH_MEMBER)
    assert theirs.get(url(child)).status_code == 404
    assert theirs.post(url(child), answered()).status_code == 404


def test_asked_often_costs_no_more_than_once(scene: Scene, child: Child) -> None:
    """At most twelve queries a page."""
    with within(scene.here.pk):
        for _ in range(12):
            an_answer(scene, child)
    scene.client.get(url(child))
    with asking_at_most(12):
        scene.client.get(url(child))
