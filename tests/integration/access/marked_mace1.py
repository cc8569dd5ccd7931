"""Meetings of the scene, and what stands of each marked child in one: what was said, held, asked for, decided (M1-2 to M1-10).

A child who is worked with and one who is seen by nothing else are on the agenda of MACE 1 West, which the chair and business
support run. Every other child is on that of South, where nobody of those who ask has a place. Neither area is any child's, so
that nobody comes onto an agenda by themselves.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from lantern.children.models import Child
from lantern.mace1.actions import acting, discussing, returning
from lantern.mace1.actions import minutes as of_minutes
from lantern.mace1.actions.gathering import open_case
from lantern.mace1.actions.saving import save_view
from lantern.mace1.actions.template import begin as begin_template
from lantern.mace1.models import Action, Amendment, Decision, Guest, Item, NothingHeld, Request, SavedView, Template
from lantern.mace1.queries.discussing import sections_of
from lantern.mace1.rules.deciding import Decided
from lantern.mace1.vocabulary import ActionKind, Asked, ItemKind, Outcome, TemplatePart, Way
from lantern.meetings.actions.running import begin, send_agenda
from lantern.meetings.models import Apology, Attendance, Invited, Meeting, Move, Seat, Series
from lantern.organisation.models import Member
from lantern.organisation.rules.seating import SeatKind
from lantern.timekeeping.moments import london
from lantern.trail.acting import action
from lantern.writing.rules import Typed
from tests.factories.meetings import a_series, accept, seat, some_meetings
from tests.factories.people import now


def a_run_series(area: str, chair: Member, support: Member | None, *, by: Member) -> tuple[Series, list[Meeting]]:
    """A series whose papers are open to its chair and its support, with some meetings to come."""
    series = a_series(area, by=by)
    seat(series, chair, SeatKind.CHAIR)
    if support:
        seat(series, support, SeatKind.SUPPORT)
    accept(*(each for each in (chair, support) if each))
    return series, some_meetings(series, months=4, by=by)


def on_the_agenda(child: Child, meeting: Meeting, say: Callable[[str], str], *, by: Member) -> Item:
    """The child stands there, for a reason that is marked, with a template that is begun."""
    item = open_case(
        child=child, meeting=meeting, way=Way.AGENCY, because=say("because"), by=by, at=now(), presenter=by
    )
    texts = {TemplatePart.CONCERNS: say("template")}
    begin_template(template=Template.objects.get(case=item.case), texts=texts, by=by, at=now())
    return Item.objects.select_related("child", "case", "meeting__series__area").get(pk=item.pk)


def running(meeting: Meeting, *, by: Member) -> Meeting:
    """The meeting with its agenda sent, begun."""
    send_agenda(meeting=meeting, by=by, at=now())
    return begin(meeting=meeting, by=by, at=now())


def discussed(item: Item, say: Callable[[str], str], review: Meeting, *, by: Member) -> dict[str, Any]:
    """Everything that a person types of a child in a meeting, marked; arguments of the addresses."""
    at = now()
    typed = {"typed": Typed(say("said"), 0, str(by.pk)), "by": by, "at": at}
    discussing.write_section(item=item, section=sections_of(item.meeting)[0].key, **typed)
    returning.write_return(item=item, agency=by.agency, **(typed | {"typed": Typed(say("held"), 0, str(by.pk))}))
    told, done, dropped = (_asked(item, say(word), by, at) for word in ("asked", "askeddone", "askeddropped"))
    acting.tell(asked=told, words=say("progress"), by=by, at=at)
    acting.finish(asked=done, on=london(at).date(), words=say("done"), by=by, at=at)
    acting.drop(asked=dropped, because=say("dropped"), by=by, at=at)
    decided = Decided(Outcome.STAYS, say("decided"), level="High", review=review.pk)
    discussing.decide(item=item, decided=decided, by=by, at=at)
    of_minutes.dissent(item=item, words=say("dissent"), by=by, at=at)
    _rest(item=item, say=say, review=review, by=by, at=at)
    return {"item": item.pk, "asked": told.pk}


@action
def asked_for(*, item: Item, say: Callable[[str], str], to: Meeting, by: Member, at: datetime) -> Request:
    """A request that waits for the chair."""
    return Request.objects.create(
        child_id=item.child_id, series=item.case.series, meeting=to, way=Way.AGENCY, kind=ItemKind.REVIEW,
        words=say("waits"), by=by, at=at,
    )  # fmt: skip


def a_view_of(member: Member) -> SavedView:
    """What somebody keeps of the tracker."""
    save_view(name="Late in Mid", query="show=late", by=member, at=now())
    return SavedView.objects.get(member=member)


def a_seat_of(series: Series) -> Seat:
    """One that nobody of those who ask holds."""
    return Seat.objects.filter(series=series, member=None).order_by("position")[0]


def _asked(item: Item, words: str, by: Member, at: datetime) -> Any:
    due_on = london(at).date() + timedelta(days=7)
    return acting.agree(
        item=item, kind=ActionKind.SAFEGUARD, words=words, agency=by.agency, due_on=due_on, by=by, at=at
    )


@action
def _rest(*, item: Item, say: Callable[[str], str], review: Meeting, by: Member, at: datetime) -> None:
    """What an action writes in another stage of the meeting, or another page of the room."""
    Amendment.objects.create(child_id=item.child_id, item=item, words=say("amended"), by=by, at=at)
    of_child = {"child_id": item.child_id, "item": item, "by": by, "at": at}
    NothingHeld.objects.create(agency=by.agency, withdrawn_at=at, **of_child)
    told = {"meeting": item.meeting, "member": by, "by": by, "at": at}
    invited = Invited.objects.filter(meeting=item.meeting, member=by).first()
    Guest.objects.create(invited=invited or Invited.objects.create(because="To name them", **told), **of_child)
    asked = Request.objects.create(
        child_id=item.child_id, series=item.case.series, meeting=review, way=Way.AGENCY, kind=ItemKind.REVIEW,
        words=say("asksfor"), by=by, at=at, state=Asked.DECLINED, decided_at=at, decided_by=by, reason=say("declined"),
    )  # fmt: skip
    Action.objects.filter(item=item, done_on=None, dropped_at=None).update(issued_at=at)
    changed = [(item.case, {"level_at_open": "Standard"}), (item, {"at": at + timedelta(minutes=1)})]
    changed += [(asked, {"reason": say("declinedanew")}), (Decision.objects.get(item=item), {"level": "Actual"})]
    for row, change in changed:
        type(row).objects.filter(pk=row.pk).update(**change)


@action
def what_a_meeting_has(*, series: Series, meeting: Meeting, by: Member, at: datetime) -> None:
    """A row of each table of meetings, and one of each history."""
    Move.objects.create(meeting=meeting, was=at, to=meeting.begins_at, because="The room", by=by, at=at)
    Apology.objects.create(meeting=meeting, member=by, words="Ill", withdrawn_at=at, by=by, at=at)
    Attendance.objects.create(meeting=meeting, member=by, is_here=True, by=by, at=at)
    Series.objects.filter(pk=series.pk).update(place="A room")
    Seat.objects.filter(series=series, member=None).update(decides=True)
