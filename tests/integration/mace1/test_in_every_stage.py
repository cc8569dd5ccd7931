"""What each stage of a meeting allows with a child on its agenda, act by act; a refusal changes nothing (M1-2 to M1-7)."""

import pytest

from lantern.mace1.models import Action, Amendment, Decision, DiscussionText, Dissent, Item, ReturnText
from lantern.mace1.rules.refusals import NotAllowed
from lantern.meetings.vocabulary import Stage
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.integration.mace1.gathered import Room
from tests.integration.mace1.stages import ACTS, to

pytestmark = pytest.mark.django_db
ALLOWED: dict[str, set[Stage]] = {
    "write": {Stage.RUNNING, Stage.ENDED},
    "agree": {Stage.RUNNING},
    "hold": {Stage.AGENDA_OUT, Stage.RUNNING},
    "decide": {Stage.RUNNING},
    "defer": {Stage.PLANNED},
    "amend": {Stage.MINUTES_OUT},
    "dissent": {Stage.ENDED, Stage.MINUTES_OUT},
}
"""Written by hand from the spec: what stands here can be done, and nothing else."""
TABLES = (Action, Amendment, Decision, DiscussionText, Dissent, Item, ReturnText)


@pytest.fixture
def room() -> Room:
    return Room()


def all_rows() -> list[list[tuple[object, ...]]]:
    return [sorted(each.objects.values_list(), key=str) for each in TABLES]


def test_every_act_has_a_row() -> None:
    """A new act that nobody thought about fails here."""
    assert ALLOWED.keys() == ACTS.keys()


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("act", list(ACTS))
def test_what_a_stage_allows(room: Room, act: str, stage: Stage) -> None:
    """Done, or refused with a reason in words, and then no row and no entry of the trail is another than before."""
    with within(room.here.pk):
        item = room.item()
        to(room, item, stage)
        item = Item.objects.select_related("child", "case", "meeting__series__area").get(pk=item.pk)
        before, entries = all_rows(), Entry.objects.count()
        if stage in ALLOWED[act]:
            ACTS[act](room, item)
            assert all_rows() != before
            return
        with pytest.raises(NotAllowed) as refused:
            ACTS[act](room, item)
        assert refused.value.reason.endswith((".", "yet"))
        assert (all_rows(), Entry.objects.count()) == (before, entries)


@pytest.mark.parametrize("act", ["write", "agree", "decide"])
def test_a_deferred_child_is_not_discussed(room: Room, act: str) -> None:
    """M1-2: they stand on a later agenda."""
    with within(room.here.pk):
        item = room.item()
        ACTS["defer"](room, item)
        to(room, item, Stage.RUNNING)
        item.refresh_from_db()
        if act == "decide":
            with pytest.raises(NotAllowed, match="deferred to a later"):
                ACTS[act](room, item)
        later = Item.objects.get(child=item.child, deferred_at=None)
        assert (later.meeting_id, item.deferred_to_id) == (room.meetings[2].pk, room.meetings[2].pk)


@pytest.mark.parametrize("stage", [Stage.PLANNED, Stage.AGENDA_OUT])
def test_a_cancelled_meeting_hands_its_children_on(room: Room, stage: Stage) -> None:
    """M1-1: whoever stood there stands on the next agenda that is open."""
    with within(room.here.pk):
        item = room.item()
        to(room, item, stage)
        to(room, item, Stage.CANCELLED)
        stands = Item.objects.filter(child=item.child, deferred_at=None, meeting__cancelled_at=None)
        assert [each.meeting_id for each in stands] == [room.meetings[1].pk]
