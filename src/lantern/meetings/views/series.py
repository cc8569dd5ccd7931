"""One series: its seats, its year, and the dates by hand (M1-1, PAR-4)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.queries import agencies_with_people
from lantern.access.vocabulary import Permission
from lantern.children.forms.done import done
from lantern.design.frame import Link
from lantern.meetings.actions import planning, seats
from lantern.meetings.actions.inviting import mail_dates, mail_dates_to
from lantern.meetings.forms.planning import CancelForm, HolderForm, MoveForm, SeatForm, YearForm, chosen_days
from lantern.meetings.models import Meeting, Seat, Series
from lantern.meetings.parts import rows
from lantern.meetings.queries.series import (
    arranged_on,
    coming_meetings,
    meetings_listed,
    members_of,
    seat_now,
    seats_on,
)
from lantern.meetings.rules import planning as rules
from lantern.meetings.rules import refusals
from lantern.meetings.rules.refusals import NotAllowed
from lantern.meetings.views.mailed import site, unreached
from lantern.organisation.models import Member
from lantern.timekeeping.calendar import CalendarEnds
from lantern.timekeeping.moments import DAY, midnight
from lantern.timekeeping.months import months_after

SEE, PLAN = Permission.SEE_MEETINGS, Permission.PLAN_MEETINGS
A_YEAR = 12
OF = ("series__area",)


@page("meetings/series.html", may=SEE)
def series(request: Request, series: Series) -> Response:
    """Who sits there today, and when it meets."""
    viewer = request.viewer
    may = viewer.may(PLAN) and series.ended_at is None
    coming = meetings_listed([series.pk], midnight(viewer.today))
    return request.show(
        series=series,
        breadcrumbs=[Link("Series and seats", reverse("meetings:all_series"))],
        seat_columns=rows.SEATS,
        seats=rows.seat_rows(seats_on([series.pk], viewer.today), may=may),
        columns=rows.MEETINGS,
        rows=rows.meeting_rows(coming, viewer),
        may_plan=may,
    )


@page("meetings/year.html", may=PLAN, writes=True)
def year(request: Request, series: Series) -> Response:
    """Which dates the arrangement means, what each brings along, and which of them are planned."""
    today = request.viewer.today
    given = request.GET if "start-day" in request.GET else None
    form = YearForm(given, now=request.now, initial={"start": today + DAY, "end": months_after(today, A_YEAR)})
    days: list[dict[str, object]] = []
    if form.is_valid() or given is None:
        start = form.cleaned_data["start"] if given else today + DAY
        end = form.cleaned_data["end"] if given else months_after(today, A_YEAR)
        days = _days(form, series, start, end)
    if request.posted:
        return _planned(request, series)
    return request.show(form=form, series=series, days=days, cancel_url=reverse("meetings:series", args=[series.pk]))


def _days(form: YearForm, series: Series, start: date, end: date) -> list[dict[str, object]]:
    arranged = arranged_on(start)
    taken = frozenset(
        meetings_listed([series.pk], midnight(start)).filter(cancelled_at=None).values_list("begins_at", flat=True)
    )
    try:
        return rows.planned_rows(rules.dates(arranged, start, end), arranged, taken)
    except CalendarEnds as ended:
        if form.is_bound:
            form.add_error("end", str(ended))
        return _days(form, series, start, months_after(end, -1)) if end > start else []


def _planned(request: Request, series: Series) -> Response:
    days = chosen_days(request.POST)
    try:
        if not days:
            raise NotAllowed(refusals.NOTHING_CHOSEN)
        made = planning.plan(series=series, days=days, by=request.member, at=request.now)
    except NotAllowed as refusal:
        return request.go("meetings:year", series, refused=refusal.reason)
    number = "1 meeting is" if len(made) == 1 else f"{len(made)} meetings are"
    failed = _tell(request, made, f"{number} planned.")
    return request.go("meetings:series", series, said=f"{number} planned.", refused=failed)


def _tell(request: Request, meetings: list[Meeting], what: str) -> str:
    """The dates go to everybody with a seat; whom no mail reached, in words, or ""."""
    found = list(Meeting.visible_to(request.viewer).filter(pk__in=[each.pk for each in meetings]).select_related(*OF))
    return unreached(mail_dates(meetings=found, what=what, site=site(request), by=request.member, at=request.now))


@page("meetings/move.html", may=PLAN, writes=True)
def move(request: Request, meeting: Meeting) -> Response:
    """To another time; what is owed moves along."""
    form = MoveForm(request.POST, now=request.now)
    if done(form, planning.move, meeting=meeting, by=request.member, at=request.now):
        failed = _tell(request, [meeting], "This meeting is moved.")
        return request.go("meetings:meeting", meeting, said="The meeting is moved.", refused=failed)
    return request.show(form=form, deadlines=rows.deadlines(rows.cycle_of(meeting)), **_of(meeting))


@page("meetings/cancel.html", may=PLAN, writes=True)
def cancel(request: Request, meeting: Meeting) -> Response:
    """It does not take place."""
    form = CancelForm(request.POST)
    if done(form, planning.cancel, meeting=meeting, by=request.member, at=request.now):
        failed = _tell(request, [meeting], "This meeting does not take place.")
        return request.go("meetings:series", meeting.series_id, said="The meeting is cancelled.", refused=failed)
    return request.show(form=form, **_of(meeting))


@page("meetings/holder.html", may=PLAN, writes=True)
def holder(request: Request, seat: UUID) -> Response:
    """Who holds a seat from today on; or the seat ends."""
    found = seat_now(seat)
    if found is None:
        raise Http404
    if request.posted and "end" in request.POST:
        return _ended(request, found)
    people = members_of(found.agency_id)
    form = HolderForm(request.POST, people=people, initial={"member": str(found.member_id or "")})
    if done(form, seats.name_holder, seat=found, by=request.member, at=request.now):
        failed = _tell_holder(request, found, form.cleaned_data["member"])
        return request.go("meetings:series", found.series_id, said="The seat is changed.", refused=failed)
    return request.show(form=form, seat=found, cancel_url=reverse("meetings:series", args=[found.series_id]))


def _ended(request: Request, seat: Seat) -> Response:
    try:
        seats.end_seat(seat=seat, by=request.member, at=request.now)
    except NotAllowed as refusal:
        return request.go("meetings:holder", seat, refused=refusal.reason)
    return request.go("meetings:series", seat.series_id, said="The seat has ended.")


def _tell_holder(request: Request, seat: Seat, member: Member | None) -> str:
    """Whoever has the seat now gets what is planned."""
    if member is None:
        return ""
    coming = list(coming_meetings(seat.series_id, request.now).select_related(*OF))
    failed = mail_dates_to(member=member, meetings=coming, site=site(request), by=request.member, at=request.now)
    return unreached(failed)


@page("meetings/new_seat.html", may=PLAN, writes=True)
def new_seat(request: Request, series: Series) -> Response:
    """A seat more."""
    form = SeatForm(request.POST, agencies=agencies_with_people())
    if done(form, seats.add_seat, series=series, by=request.member, at=request.now):
        return request.go("meetings:series", series, said="The seat is added.")
    return request.show(form=form, series=series, cancel_url=reverse("meetings:series", args=[series.pk]))


def _of(meeting: Meeting) -> dict[str, Any]:
    return {"meeting": meeting, "cancel_url": reverse("meetings:meeting", args=[meeting.pk])}
