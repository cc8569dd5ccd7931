"""Two ask, decide or defer at the same moment, on connections of their own: one does it, the other is told (M1-2)."""

import pytest

from lantern.mace1.actions.deferring import defer
from lantern.mace1.actions.requesting import accept, ask, decline, take_back
from lantern.mace1.actions.saving import save_view
from lantern.mace1.models import Case, Item, Request, SavedView
from lantern.mace1.vocabulary import Asked, ItemKind, Way
from lantern.meetings.actions.running import send_agenda
from lantern.tenancy.current import within
from tests.factories.people import now
from tests.integration.mace1.gathered import Room
from tests.integration.mace1.test_two_at_once import both, one_of_two

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room() -> Room:
    return Room()


def asked(room: Room) -> Request:
    with within(room.here.pk):
        child = room.child()
        return ask(child=child, kind=ItemKind.INITIAL, way=Way.AGENCY, words="Worried", by=room.core, at=now())


def test_two_agencies_ask_for_one_child(room: Room) -> None:
    """The second is told that a request waits already."""
    with within(room.here.pk):
        child = room.child()
    said = {"child": child, "kind": ItemKind.INITIAL, "way": Way.AGENCY, "words": "Worried", "at": now()}
    found = both(room, *(lambda by=by: ask(by=by, **said) for by in (room.core, room.by)))  # type: ignore[misc]
    assert one_of_two(found)
    with within(room.here.pk):
        assert Request.objects.count() == 1


@pytest.mark.parametrize("other", ["accept", "decline", "take back"])
def test_what_is_decided_once_is_decided(room: Room, other: str) -> None:
    """Accepted by one chair while somebody else declines, accepts or takes it back."""
    made = asked(room)
    acts = {
        "accept": lambda: accept(asked=made, by=room.minutes, at=now()),
        "decline": lambda: decline(asked=made, reason="Not yet", by=room.minutes, at=now()),
        "take back": lambda: take_back(asked=made, by=room.core, at=now()),
    }
    assert one_of_two(both(room, lambda: accept(asked=made, by=room.chair, at=now()), acts[other]))
    with within(room.here.pk):
        made.refresh_from_db()
        accepted = made.state == Asked.ACCEPTED
        assert made.state != Asked.WAITING
        assert (Case.objects.count(), Item.objects.count()) == ((1, 1) if accepted else (0, 0))


def test_a_child_known_and_accepted_at_once_is_opened_once(room: Room) -> None:
    """By themselves and by the chair: one case, one place on the agenda."""
    made = asked(room)
    found = both(room, lambda: accept(asked=made, by=room.chair, at=now()), lambda: room.exploited(made.child))
    assert found == ["", ""]
    with within(room.here.pk):
        assert Case.objects.filter(closed_at=None).count() == 1
        places = Item.objects.filter(child=made.child, deferred_at=None).values_list("meeting", flat=True)
        assert len(set(places)) == len(places)


def test_two_defer_one_child(room: Room) -> None:
    """To two meetings: the child stands on one of them."""
    with within(room.here.pk):
        item = room.item()
    said = {"item": item, "because": "Court", "by": room.chair, "at": now()}
    meetings = [each.pk for each in room.meetings[1:3]]
    found = both(room, *(lambda to=to: defer(to=to, **said) for to in meetings))  # type: ignore[misc]
    assert one_of_two(found)
    with within(room.here.pk):
        assert Item.objects.filter(child=item.child, deferred_at=None).count() == 1


def test_deferred_or_sent(room: Room) -> None:
    """Whoever is first: a child who is put off is not on the agenda that goes out, and none is put off after."""
    with within(room.here.pk):
        item = room.item()
    found = both(
        room,
        lambda: defer(item=item, to=room.meetings[1].pk, because="Court", by=room.chair, at=now()),
        lambda: send_agenda(meeting=room.meetings[0], by=room.minutes, at=now()),
    )
    assert found[1] == ""
    with within(room.here.pk):
        stands = Item.objects.get(child=item.child, deferred_at=None)
        assert stands.meeting_id == room.meetings[0 if found[0] else 1].pk


def test_one_saves_a_view_twice_from_two_windows(room: Room) -> None:
    """M1-8: the same name is one view."""
    queries = ("show=late", "show=year")
    found = both(
        room,
        *(lambda query=query: save_view(name="Mine", query=query, by=room.core, at=now()) for query in queries),  # type: ignore[misc]
    )
    assert found == ["", ""]
    with within(room.here.pk):
        assert SavedView.objects.get().query in queries
