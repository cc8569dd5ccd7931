"""Two people do the same at the same moment: one does it, the other is told, nothing is done twice (M1-2 to M1-9)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from lantern.children.rules.refusals import NotAllowed
from lantern.mace1.actions import acting, discussing, returning
from lantern.mace1.models import Action, Case, Decision, DiscussionText, Item, NothingHeld
from lantern.mace1.queries.discussing import sections_of
from lantern.mace1.vocabulary import ActionKind
from lantern.meetings.actions import coming, planning, running
from lantern.meetings.models import Apology, Meeting, Series
from lantern.meetings.vocabulary import SeriesKind
from lantern.organisation.models import Area
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY, london
from lantern.writing.rules import Typed
from tests.factories.people import now
from tests.factories.today import today
from tests.integration.mace1.gathered import CLOSES, Room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room() -> Room:
    return Room()


def both(room: Room, *acts: Callable[[], object]) -> list[str]:
    """Each act in a thread and a transaction of its own, begun together; "" for who did it, else why not."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            ready.wait(timeout=10)
            with within(room.here.pk):
                act()
        except NotAllowed as refusal:
            return refusal.reason
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(acts)) as threads:
        return [each.result(timeout=30) for each in [threads.submit(run, act) for act in acts]]


def one_of_two(found: list[str]) -> bool:
    return sorted(bool(each) for each in found) == [False, True]


@pytest.mark.parametrize("step", ["send_agenda", "begin", "end", "issue_minutes"])
def test_a_step_of_the_meeting_is_taken_once(room: Room, step: str) -> None:
    """M1-4 to M1-7: the second is told that it is done."""
    with within(room.here.pk):
        item = room.item()
        before: list[Callable[..., Any]] = [running.send_agenda, running.begin, running.end]
        for act in before[: ["send_agenda", "begin", "end", "issue_minutes"].index(step)]:
            if act is running.end:
                discussing.decide(item=item, decided=room.stays(), by=room.chair, at=now())
            act(meeting=room.meeting, by=room.chair, at=now())
        if step == "end":
            discussing.decide(item=item, decided=room.stays(), by=room.chair, at=now())
    act = getattr(running, step)
    meeting = room.meetings[0]
    found = both(room, *(lambda by=by: act(meeting=meeting, by=by, at=now()) for by in (room.chair, room.minutes)))
    assert one_of_two(found)
    with within(room.here.pk):
        assert Item.objects.filter(child=item.child).count() == (2 if step in ("end", "issue_minutes") else 1)


def test_two_who_write_one_section_lose_nothing(room: Room) -> None:
    """M1-6: one stands, the other waits beside."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        key = sections_of(room.meeting)[0].key

    def write(by: Any, text: str) -> Callable[[], object]:
        typed = Typed(text, 0, str(by.pk))
        return lambda: discussing.write_section(item=item, section=key, typed=typed, by=by, at=now())

    assert both(room, write(room.chair, "One"), write(room.minutes, "Two")) == ["", ""]
    with within(room.here.pk):
        rows = DiscussionText.objects.values_list("text", "standing", "beside")
        assert {text for text, _, _ in rows} == {"One", "Two"}
        assert sorted((standing, beside) for _, standing, beside in rows) == [(False, True), (True, False)]


def test_two_decisions_of_one_child_leave_one(room: Room) -> None:
    """M1-6: the later one stands, the history has the other."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
    stays, closes = (
        lambda: discussing.decide(item=item, decided=room.stays(), by=room.chair, at=now()),
        lambda: discussing.decide(item=item, decided=CLOSES, by=room.minutes, at=now()),
    )
    assert both(room, stays, closes) == ["", ""]
    with within(room.here.pk):
        assert Decision.objects.count() == 1


def test_a_decision_and_the_end_are_one_after_the_other(room: Room) -> None:
    """M1-6: either the decision is carried out, or the meeting does not end."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
    found = both(
        room,
        lambda: discussing.decide(item=item, decided=CLOSES, by=room.minutes, at=now()),
        lambda: running.end(meeting=room.meetings[0], by=room.chair, at=now()),
    )
    assert found[0] == ""
    with within(room.here.pk):
        is_over = room.meeting.ended_at is not None
        assert (Case.objects.get().closed_at is not None) == is_over == (found[1] == "")


def test_an_action_is_done_or_dropped(room: Room) -> None:
    """MSR-11: by whoever was first."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        asked = acting.agree(
            item=item, kind=ActionKind.SUPPORT, words="Ring", agency=room.core.agency, due_on=today() + DAY, by=room.chair,
            at=now(),
        )  # fmt: skip
    found = both(
        room,
        lambda: acting.finish(asked=asked, on=today(), words="Done", by=room.core, at=now()),
        lambda: acting.drop(asked=asked, because="Not needed", by=room.chair, at=now()),
    )
    assert one_of_two(found)
    with within(room.here.pk):
        now_there = Action.objects.get()
        assert (now_there.done_on is None) != (now_there.dropped_at is None)


def test_two_of_an_agency_hold_nothing_once(room: Room) -> None:
    """M1-5: one record of having checked."""
    with within(room.here.pk):
        item = room.item()
        room.sent()
    nothing = lambda by: returning.hold_nothing(items=[item], agency=by.agency, by=by, at=now())  # noqa: E731
    assert both(room, lambda: nothing(room.core), lambda: nothing(room.minutes)) == ["", ""]
    with within(room.here.pk):
        assert NothingHeld.objects.count() == 1


def test_apologies_from_two_screens_leave_one(room: Room) -> None:
    """PAR-5: one stands, the other is withdrawn."""
    sorry = lambda: coming.send_apologies(meeting=room.meetings[0], member=room.core, by=room.core, at=now())  # noqa: E731
    assert both(room, sorry, sorry) == ["", ""]
    with within(room.here.pk):
        assert (Apology.objects.count(), Apology.objects.filter(withdrawn_at=None).count()) == (2, 1)


def test_a_meeting_is_moved_or_cancelled(room: Room) -> None:
    """M1-1: who comes second meets what the first did."""
    first = room.meetings[0]
    found = both(
        room,
        lambda: planning.cancel(meeting=first, because="Snow", by=room.chair, at=now()),
        lambda: planning.move(meeting=first, to=first.begins_at + DAY, because="Room", by=room.minutes, at=now()),
    )
    assert found[0] == ""
    with within(room.here.pk):
        now_there = Meeting.objects.get(pk=first.pk)
        assert now_there.cancelled_at is not None
        assert now_there.sequence == (1 if found[1] else 2)


def test_two_children_become_known_at_once_and_both_come(room: Room) -> None:
    """M1-2: each is open once, with a number of their own."""
    with within(room.here.pk):
        children = [room.child(surname=name) for name in ("Example", "Invented", "Pretend")]
    assert both(room, *(lambda child=child: room.exploited(child) for child in children)) == ["", "", ""]
    with within(room.here.pk):
        assert len({each.number for each in Case.objects.all()}) == 3


def test_one_child_becomes_known_twice_and_comes_once(room: Room) -> None:
    """M1-2: open once, whoever recorded it first."""
    with within(room.here.pk):
        child = room.child()
    both(room, lambda: room.exploited(child), lambda: room.exploited(child))
    with within(room.here.pk):
        assert (Case.objects.count(), Item.objects.count()) == (1, 1)


def test_two_begin_the_series_of_one_area(room: Room) -> None:
    """M1-1: there is one."""
    with within(room.here.pk):
        north = Area.objects.get(name="North")
    begin = lambda: planning.open_series(kind=SeriesKind.MACE1, area=north, by=room.by, at=now())  # noqa: E731
    assert one_of_two(both(room, begin, begin))
    with within(room.here.pk):
        assert Series.objects.filter(area=north).count() == 1


def test_two_plan_the_same_day(room: Room) -> None:
    """M1-1: one of the two plans it."""
    day = london(now() + 500 * DAY).date()
    plan = lambda: planning.plan(series=room.series, days=[day], by=room.by, at=now())  # noqa: E731
    assert one_of_two(both(room, plan, plan))
