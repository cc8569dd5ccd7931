"""Meetings to come, series and their seats, whom one turns to (M1-1, PAR-4)."""

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.listing import listed, pills
from lantern.meetings import tabs
from lantern.meetings.actions import planning
from lantern.meetings.forms.planning import SeriesForm
from lantern.meetings.parts import rows
from lantern.meetings.queries.places import places
from lantern.meetings.queries.series import areas_without_series, arranged_on, meetings_listed, running_series, seats_on
from lantern.meetings.rules.refusals import NotAllowed
from lantern.meetings.vocabulary import SeriesKind
from lantern.timekeeping.moments import midnight

SEE, PLAN = Permission.SEE_MEETINGS, Permission.PLAN_MEETINGS
MINE, PAST = "mine", "past"


@page("meetings/list.html", may=SEE)
def listing(request: Request) -> Response:
    """The meetings to come, one's own or all; those that were."""
    viewer, of = request.viewer, places(request.viewer)
    shown = request.GET.get("show", "")
    every = list(running_series())
    own = [each.pk for each in every if each.pk in of.sits]
    wanted = own if shown == MINE else [each.pk for each in every]
    found = meetings_listed(wanted, midnight(viewer.today), past=shown == PAST)
    part = listed(found, request.GET)
    choices = [("", "To come"), (PAST, "Over")]
    return request.show(
        listing=part,
        columns=rows.MEETINGS,
        rows=rows.meeting_rows(part.rows, viewer),
        tabs=tabs.lists("meetings:list", viewer),
        pills=pills(request.GET, "show", [*choices[:1], *([(MINE, "Mine to come")] if own else []), *choices[1:]]),
        against=of.against if own else "",
        sits=bool(own),
        has_series=bool(every),
        may_plan=viewer.may(PLAN),
    )


@page("meetings/all_series.html", may=SEE)
def all_series(request: Request) -> Response:
    """Every series, with whoever chairs it."""
    every = list(running_series())
    seats = list(seats_on([each.pk for each in every], request.viewer.today))
    filled = {
        each.pk: (sum(seat.member_id is not None for seat in seats if seat.series_id == each.pk),
                  sum(seat.series_id == each.pk for seat in seats))
        for each in every
    }  # fmt: skip
    return request.show(
        series=[(each, *filled[each.pk]) for each in every],
        tabs=tabs.lists("meetings:all_series", request.viewer),
        may_plan=request.viewer.may(PLAN),
    )


@page("meetings/contacts.html", may=SEE)
def contacts(request: Request) -> Response:
    """Who chairs and who supports each meeting, as it is today."""
    every = list(running_series())
    seats = list(seats_on([each.pk for each in every], request.viewer.today))
    return request.show(
        columns=rows.CONTACTS,
        rows=rows.contact_rows(every, seats),
        tabs=tabs.lists("meetings:contacts", request.viewer),
    )


@page("meetings/new_series.html", may=PLAN, writes=True)
def new_series(request: Request) -> Response:
    """Begin a series for an area that has none."""
    level = arranged_on(request.viewer.today).level
    form = SeriesForm(request.POST, areas=areas_without_series(SeriesKind.MACE1, level))
    if form.is_valid():
        try:
            made = planning.open_series(kind=SeriesKind.MACE1, by=request.member, at=request.now, **form.cleaned_data)
            return request.go(
                "meetings:series", made, said="The series has begun. Name who sits there, then plan its year."
            )
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return request.show(form=form, level=level, cancel_url="/meetings/series/")
