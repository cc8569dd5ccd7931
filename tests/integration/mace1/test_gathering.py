"""Children come onto agendas by themselves, and nobody is taken off (M1-2, M1-9)."""

from datetime import timedelta

import pytest

from lantern.access.viewer import viewer_of
from lantern.children.models import Child
from lantern.exploitation.vocabulary import Certainty
from lantern.mace1.models import Case, Item
from lantern.mace1.vocabulary import ItemKind, Way
from lantern.meetings.actions.planning import cancel, move
from lantern.meetings.actions.running import send_agenda
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.meetings import a_series, some_meetings
from tests.factories.people import a_member, now
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def test_whoever_is_known_to_be_exploited_comes_onto_the_next_agenda(room: Room) -> None:
    """M1-2 b: by itself, at once, with the reason in words; whoever is only suspected does not."""
    with within(room.here.pk):
        first, *_ = room.meetings
        known, suspected = room.child(), room.child()
        room.exploited(known)
        room.exploited(suspected, Certainty.SUSPECTED)
        item = Item.objects.get()
        assert (item.child, item.meeting, item.kind) == (known, first, ItemKind.INITIAL)
        assert item.because == "Known to be exploited (criminal)"
        assert item.case.came == Way.LEVEL


def test_before_a_meeting_is_planned_they_wait_and_planning_gathers_them(room: Room) -> None:
    """M1-2 b: nobody is lost for want of a date; another area's children are not taken along."""
    with within(room.here.pk):
        west, elsewhere = room.child("Harlow"), room.child("Colchester")
        room.exploited(west)
        room.exploited(elsewhere)
        series = a_series("West", by=room.by)
        assert not Case.objects.exists()
        some_meetings(series)
        assert [each.child for each in Item.objects.all()] == [west]


def test_once_the_agenda_is_sent_the_next_meeting_takes_them(room: Room) -> None:
    """M1-2, M1-4: what was sent does not grow by itself."""
    with within(room.here.pk):
        first, second, *_ = room.meetings
        send_agenda(meeting=first, by=room.by, at=now())
        room.exploited(room.child())
        assert Item.objects.get().meeting == second


def test_a_cancelled_meeting_hands_its_children_on(room: Room) -> None:
    """M1-1, M1-9: they stand on the next agenda, once, for the reason they came for."""
    with within(room.here.pk):
        first, second, *_ = room.meetings
        room.exploited(room.child())
        cancel(meeting=first, because="Snow", by=room.by, at=now())
        cancel(meeting=second, because="More snow", by=room.by, at=now())
        standing = Item.objects.get(meeting__cancelled_at=None)
        assert standing.meeting.begins_at > second.begins_at
        assert standing.because == "Known to be exploited (criminal)"
        assert Case.objects.count() == 1


def test_a_meeting_that_moves_keeps_its_children(room: Room) -> None:
    """M1-1: everything that is owed moves along."""
    with within(room.here.pk):
        first, *_ = room.meetings
        room.exploited(room.child())
        move(meeting=first, to=first.begins_at + timedelta(hours=26), because="The room", by=room.by, at=now())
        assert Item.objects.get().meeting_id == first.pk


def test_working_it_out_again_changes_nothing(room: Room) -> None:
    """M1-2: a child is open once."""
    with within(room.here.pk):
        child = room.child()
        room.exploited(child)
        room.exploited(child)
        some_meetings(a_series("North", by=room.by), months=3)
        assert (Case.objects.count(), Item.objects.count()) == (1, 1)


def test_the_agenda_opens_a_child_to_those_who_sit_there(room: Room) -> None:
    """SHA-2, SHA-3, M1-4: to whoever runs the meeting at once, to core members once the agenda is sent, to nobody else."""
    with within(room.here.pk):
        first, *_ = room.meetings
        child = room.child()
        room.exploited(child)
        stranger = a_member(room.here, Role.HEALTH_MEMBER)

        def seen() -> list[bool]:
            viewers = (viewer_of(each, now=now()) for each in (room.chair, room.core, stranger))
            return [Child.visible_to(each).filter(pk=child.pk).exists() for each in viewers]

        assert seen() == [True, False, False]
        send_agenda(meeting=first, by=room.chair, at=now())
        assert seen() == [True, True, False]
