"""Somebody asks, the chair answers, puts off, and whoever asked may not agree: in every state (M1-2, M1-10)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from lantern.mace1.actions import requesting
from lantern.mace1.actions.deferring import defer
from lantern.mace1.actions.gathering import open_case
from lantern.mace1.models import Case, Dissent, Item, Request
from lantern.mace1.queries.requests import meeting_for
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.vocabulary import Asked, ItemKind, Way
from lantern.meetings.actions.planning import cancel
from lantern.meetings.actions.running import begin, end
from lantern.meetings.models import Meeting
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child
from tests.factories.people import a_member, now
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db


class Asking(Room):
    """A child of the area and a social worker who may ask."""

    def __init__(self) -> None:
        super().__init__()
        self.worker = a_member(self.here, Role.SOCIAL_WORKER, name="Kit Example")
        with within(self.here.pk):
            self.amber = self.child()
            found = meeting_for(self.series.pk, now()).goes_to
            assert found is not None
            self.goes_to = Meeting.objects.get(pk=found.meeting)
            later = Meeting.objects.filter(series=self.series, begins_at__gt=self.goes_to.begins_at)
            self.later = later.order_by("begins_at")[0]

    def asks(self, kind: ItemKind = ItemKind.INITIAL) -> Request:
        return requesting.ask(child=self.amber, kind=kind, way=Way.WORKER, words="Worried", by=self.worker, at=now())


@pytest.fixture
def asking() -> Asking:
    return Asking()


def refused(why: str, act: Callable[..., Any], **given: Any) -> None:
    with pytest.raises(NotAllowed) as refusal:
        act(**given, at=now())
    assert refusal.value.reason == why


def test_a_request_goes_to_the_first_meeting_still_in_time(asking: Asking) -> None:
    """M1-2: which is the first whose clock has not passed, with who asks and how."""
    with within(asking.here.pk):
        made = asking.asks()
        assert (made.meeting, made.series, made.state) == (asking.goes_to, asking.series, Asked.WAITING)
        assert not Case.objects.exists()


def test_a_clock_that_has_passed_sends_it_to_the_next_meeting(asking: Asking) -> None:
    """M1-2: asked the day before a meeting, it goes to the one after."""
    with within(asking.here.pk):
        at = asking.goes_to.begins_at - timedelta(days=1)
        made = requesting.ask(
            child=asking.amber, kind=ItemKind.INITIAL, way=Way.WORKER, words="Worried", by=asking.worker, at=at
        )
        assert made.meeting == asking.later


def test_accepted_the_child_is_open_and_stands_on_that_agenda(asking: Asking) -> None:
    """M1-2 a: opened by the chair, for what was asked."""
    with within(asking.here.pk):
        item = requesting.accept(asked=asking.asks(), by=asking.chair, at=now())
        assert (item.meeting, item.kind) == (asking.goes_to, ItemKind.INITIAL)
        assert item.because == "Invented Agency asked: Worried"
        assert (item.case.came, item.case.opened_by) == (Way.WORKER, asking.chair)
        assert Request.objects.get().state == Asked.ACCEPTED


def test_a_long_reason_is_cut_where_the_agenda_ends(asking: Asking) -> None:
    """M1-2: the request keeps every word."""
    with within(asking.here.pk):
        made = requesting.ask(
            child=asking.amber, kind=ItemKind.INITIAL, way=Way.AGENCY, words="w" * 2000, by=asking.worker, at=now()
        )
        item = requesting.accept(asked=made, by=asking.chair, at=now())
        assert len(item.because) == 400 and item.because.endswith("…")


def test_a_review_puts_an_open_child_on_an_earlier_agenda(asking: Asking) -> None:
    """M1-2 c: for a first discussion or a review; no second case is opened."""
    with within(asking.here.pk):
        open_case(child=asking.amber, meeting=asking.later, way=Way.LEVEL, because="High", by=None, at=now())
        item = requesting.accept(asked=asking.asks(ItemKind.REVIEW), by=asking.chair, at=now())
        assert (item.meeting, item.kind, Case.objects.count()) == (asking.goes_to, ItemKind.REVIEW, 1)


def test_a_child_opened_meanwhile_by_themselves_is_not_opened_twice(asking: Asking) -> None:
    """M1-2: the first discussion that was asked for stands on the agenda once."""
    with within(asking.here.pk):
        made = asking.asks()
        asking.exploited(asking.amber)
        requesting.accept(asked=made, by=asking.chair, at=now())
        assert Case.objects.count() == 1


def test_at_another_meeting_with_a_reason(asking: Asking) -> None:
    """M1-2: not without one, and not at a meeting of another series."""
    with within(asking.here.pk):
        made, to = asking.asks(), asking.later.pk
        refused(refusals.NEEDS_REASON, requesting.accept, asked=made, by=asking.chair, to=to)
        refused(refusals.LATER_ONLY, requesting.accept, asked=made, by=asking.chair, to=UUID(int=1), reason="Full")
        assert requesting.accept(asked=made, by=asking.chair, to=to, reason="Full", at=now()).meeting == asking.later
        assert Request.objects.get().reason == "Full"


def test_an_agenda_that_was_sent_or_cancelled_takes_nobody(asking: Asking) -> None:
    """M1-4: the chair says so before it is sent, or chooses a later one."""
    with within(asking.here.pk):
        made = asking.asks()
        cancel(meeting=asking.goes_to, because="Snow", by=asking.by, at=now())
        refused(refusals.LATER_ONLY, requesting.accept, asked=made, by=asking.chair)


def test_declined_only_with_a_reason(asking: Asking) -> None:
    """M1-2: the reason is kept, and nothing is opened."""
    with within(asking.here.pk):
        made = asking.asks()
        refused(refusals.NEEDS_REASON, requesting.decline, asked=made, reason="", by=asking.chair)
        requesting.decline(asked=made, reason="Another plan holds", by=asking.chair, at=now())
        stands = Request.objects.get()
        assert (stands.state, stands.reason, stands.decided_by) == (Asked.DECLINED, "Another plan holds", asking.chair)
        assert not Case.objects.exists()


@pytest.mark.parametrize("before", ["accept", "decline", "take_back"])
@pytest.mark.parametrize("then", ["accept", "decline", "take_back"])
def test_what_is_decided_is_decided(asking: Asking, before: str, then: str) -> None:
    """M1-2: whoever comes second is told, also with what they read before."""
    given: dict[str, dict[str, Any]] = {
        "accept": {"by": asking.chair}, "decline": {"by": asking.chair, "reason": "No"}, "take_back": {"by": asking.worker},
    }  # fmt: skip
    with within(asking.here.pk):
        made = asking.asks()
        getattr(requesting, before)(asked=made, **given[before], at=now())
        refused(refusals.DECIDED, getattr(requesting, then), asked=made, **given[then])


def test_only_whoever_asked_takes_it_back_and_may_ask_again(asking: Asking) -> None:
    """M1-2."""
    with within(asking.here.pk):
        made = asking.asks()
        refused(refusals.NOT_YOURS, requesting.take_back, asked=made, by=asking.chair)
        requesting.take_back(asked=made, by=asking.worker, at=now())
        asking.asks()
        assert Request.objects.count() == 2


def test_dissent_is_of_whoever_asked_and_of_what_was_declined(asking: Asking) -> None:
    """M1-10: with reasons, that stay."""
    with within(asking.here.pk):
        made = asking.asks()
        refused(refusals.NOT_DECLINED, requesting.dissent, asked=made, words="No", by=asking.worker)
        requesting.decline(asked=made, reason="Another plan", by=asking.chair, at=now())
        made.refresh_from_db()
        refused(refusals.NOT_YOURS, requesting.dissent, asked=made, words="No", by=asking.chair)
        requesting.dissent(asked=made, words="The plan does not hold", by=asking.worker, at=now())
        said = Dissent.objects.get()
        assert (said.words, said.request, said.child, said.item) == ("The plan does not hold", made, asking.amber, None)


def test_why_nobody_can_ask(asking: Asking) -> None:
    """M1-2: twice, a first discussion of who is open, a review of who is not, a child on that agenda."""

    def ask(kind: ItemKind) -> dict[str, Any]:
        return {"child": asking.amber, "kind": kind, "way": Way.WORKER, "words": "Worried", "by": asking.worker}

    with within(asking.here.pk):
        refused(refusals.NOT_OPEN, requesting.ask, **ask(ItemKind.REVIEW))
        made = asking.asks()
        refused(refusals.WAITS_ALREADY, requesting.ask, **ask(ItemKind.INITIAL))
        requesting.accept(asked=made, by=asking.chair, at=now())
        refused(refusals.OPEN_ALREADY, requesting.ask, **ask(ItemKind.INITIAL))
        refused(refusals.ON_AGENDA, requesting.ask, **ask(ItemKind.REVIEW))


@pytest.mark.parametrize(
    ("area", "why"), [(None, refusals.NO_AREA), ("Harlow", refusals.NO_SERIES), ("Chelmsford", refusals.NO_MEETING)]
)
def test_where_there_is_no_meeting_the_reason_is_said(asking: Asking, area: str | None, why: str) -> None:
    """M1-2: no area, an area without a series, a series without a meeting to come."""
    with within(asking.here.pk):
        child = asking.child(area) if area else a_child("Nowhere", "Example")
        for each in asking.meetings:
            cancel(meeting=each, because="None this year", by=asking.by, at=now())
        refused(
            why, requesting.ask, child=child, kind=ItemKind.INITIAL, way=Way.WORKER, words="Worried", by=asking.worker
        )


def test_deferred_the_child_stands_on_the_later_agenda_alone(asking: Asking) -> None:
    """M1-2 b, e: for the same reason; this place says who put them off and why."""
    with within(asking.here.pk):
        item, to = asking.item(), asking.meetings[1]
        later = defer(item=item, to=to.pk, because="Court first", by=asking.chair, at=now())
        was = Item.objects.get(pk=item.pk)
        assert (later.meeting, later.because, later.kind) == (to, item.because, item.kind)
        assert (was.deferred_to, was.deferred_by, was.deferred_because) == (to, asking.chair, "Court first")
        refused(refusals.DEFERRED, defer, item=was, to=asking.meetings[2].pk, because="Again", by=asking.chair)


def test_deferring_needs_a_reason_and_a_later_meeting_that_is_open(asking: Asking) -> None:
    """M1-2: not the same meeting, not one of nobody."""
    with within(asking.here.pk):
        item = asking.item()
        refused(refusals.NEEDS_REASON, defer, item=item, to=asking.meetings[1].pk, because="", by=asking.chair)
        for wrong in (asking.meetings[0].pk, UUID(int=1)):
            refused(refusals.LATER_ONLY, defer, item=item, to=wrong, because="Court", by=asking.chair)


def test_nobody_is_deferred_once_the_agenda_is_sent_or_the_meeting_over(asking: Asking) -> None:
    """M1-2, M1-4."""
    with within(asking.here.pk):
        item = asking.item()
        given = {"item": item, "to": asking.meetings[1].pk, "because": "Court", "by": asking.chair}
        asking.sent()
        refused(refusals.AGENDA_SENT, defer, **given)
        begin(meeting=asking.meeting, by=asking.chair, at=now())
        refused(refusals.AGENDA_SENT, defer, **given)


def test_a_cancelled_meeting_defers_nobody(asking: Asking) -> None:
    """M1-2: its children stand elsewhere already."""
    with within(asking.here.pk):
        item = asking.item()
        cancel(meeting=asking.meeting, because="Snow", by=asking.by, at=now())
        refused(refusals.OVER, defer, item=item, to=asking.meetings[2].pk, because="Court", by=asking.chair)


def test_a_meeting_that_ends_is_over_for_deferring(asking: Asking) -> None:
    """M1-2: what was decided stands; a meeting without children can end."""
    with within(asking.here.pk):
        item = asking.item()
        defer(item=item, to=asking.meetings[1].pk, because="Court", by=asking.chair, at=now())
        asking.begun()
        end(meeting=asking.meeting, by=asking.chair, at=now())
        asked = Item.objects.get(pk=item.pk)
        refused(refusals.DEFERRED, defer, item=asked, to=asking.meetings[2].pk, because="Court", by=asking.chair)
