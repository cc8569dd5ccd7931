"""Missing now: a board that keeps itself current (MIS-13)."""

from dataclasses import dataclass
from typing import Any

from django.http import JsonResponse, QueryDict
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.cut import TODAY, cut_words, mark_pills
from lantern.children.queries.marked import read_mark
from lantern.children.queries.record import take_record
from lantern.children.vocabulary import Mark
from lantern.design.listing import Pill, listed, pills
from lantern.missing.parts import returned as returned_parts
from lantern.missing.parts.card import cards
from lantern.missing.parts.duty import loud, on_duty_words
from lantern.missing.parts.tabs import tabs
from lantern.missing.queries.allowed import against
from lantern.missing.queries.arranged import arranged
from lantern.missing.queries.board import CARDS, Numbers, numbers, shown_now
from lantern.missing.queries.districts import districts, shapes
from lantern.missing.queries.duty import needs_somebody, shifts_for, stand, told_of
from lantern.missing.queries.looks import not_looked_at
from lantern.missing.queries.owing import owed_by_episode
from lantern.missing.queries.returned import ROWS, returned_and_owed
from lantern.missing.queries.rota import duty_now
from lantern.missing.queries.strips import strips
from lantern.missing.vocabulary import Shown
from lantern.trail import actions as trail

LOOK = "missing/now"


@page("missing/now.html", may=Permission.SEE_MISSING)
def now(request: Request) -> Response:
    """Everyone missing now, most worrying first, and who came back lately."""
    board = _board(request)
    trail.viewed_many(LOOK, board.shown, by=request.member, at=request.now)
    return request.show(
        **board.context,
        tabs=tabs(request.viewer, "now"),
        take_out_url=take_out_url(request.viewer, "missing-now", request.GET),
        report_reason=against(request.viewer, Permission.REPORT_MISSING),
        fragment_url=f"{reverse('missing:board')}?{request.GET.urlencode()}",
    )


@page("missing/board.html", may=Permission.SEE_MISSING)
def fragment(request: Request) -> Response:
    """The same board for the page that is open already; a look is recorded at children who were not on it before."""
    board = _board(request)
    fresh = not_looked_at(LOOK, board.shown, by=request.member, at=request.now)
    if fresh:
        trail.viewed_many(LOOK, fresh, by=request.member, at=request.now)
    return request.show(**board.context, refreshed=True)


@page("missing/areas", may=Permission.SEE_MISSING)
def areas(request: Request) -> Response:
    """Districts with their boundaries and counts, for the map."""
    found = districts(request.viewer, numbers(request.viewer))
    return JsonResponse(shapes(found), content_type="application/geo+json")


@dataclass(frozen=True)
class Board:
    """What the page and its fragment draw alike; `shown` are the episodes whose children somebody has now looked at."""

    shown: list[Any]
    context: dict[str, Any]


def _board(request: Request) -> Board:
    viewer, params = request.viewer, request.GET
    shown, mark = _shown(params), read_mark(params)
    counted = numbers(viewer, shown, mark)
    listing = listed(told_of(shown_now(viewer, shown, mark)), params, size=CARDS)
    back = returned_and_owed(viewer, mark)
    open_now, back_now = list(listing.rows), back[:ROWS]
    for each in open_now:
        take_record(each)
    owing = owed_by_episode((each.pk for each in (*open_now, *back_now)), viewer.now)
    days = arranged(viewer).repeat_days
    bars = strips([each.child_id for each in open_now], viewer.now, days=days)
    places = districts(viewer, counted)
    shifts = shifts_for(filter(needs_somebody, open_now), viewer)
    standing = stand(open_now, shifts, viewer)
    context = {
        "lead": lead(viewer, counted),
        "pills": _pills(params, viewer, counted),
        "marks": mark_pills(params, counted.marked),
        "marks_label": TODAY,
        "narrowed": narrowed(viewer, shown, mark),
        "mark": mark.label.lower() if mark else "",
        "listing": listing,
        "shown": shown,
        "cards": cards(open_now, bars, owing, viewer, standing),
        "loud": loud(standing.values(), viewer),
        "on_duty": on_duty_words(duty_now(shifts, viewer), viewer),
        "days": days,
        "columns": returned_parts.columns(viewer),
        "returned": returned_parts.rows(back_now, owing, viewer),
        "more_returned": len(back) > ROWS,
        "places": places if len(places) > 1 else [],
        "quiet_places": ", ".join(place.name for place in places if not place.missing),
        "nobody": not any(counted.of(each) for each in Shown),
    }
    return Board(open_now + back_now, context)


def _shown(params: QueryDict) -> Shown:
    asked = params.get("show", "")
    return Shown(asked) if asked in set(Shown) else Shown.ALL


def lead(viewer: Viewer, counted: Numbers) -> str:
    """4 children in Mid · 2 high risk; those away without authorisation apart (MIS-5). Everybody, whatever is shown."""
    missing, high, away = (counted.of(each) for each in (Shown.ALL, Shown.HIGH, Shown.AWAY))
    place = f" in {viewer.areas.name(viewer.focus)}" if viewer.focus else ""
    who = f"{missing} {'child' if missing == 1 else 'children'}" if missing else "Nobody missing"
    told = [f"{who}{place}", f"{high} high risk" if high else "", f"{away} away without authorisation" if away else ""]
    return " · ".join(filter(None, told))


def narrowed(viewer: Viewer, shown: Shown, mark: Mark | None) -> str:
    """What the cards are, when they are not everybody: high risk, of children marked today as in care."""
    what = _labels(viewer)[shown] if shown is not Shown.ALL else ""
    said = ", ".join(filter(None, [what[:1].lower() + what[1:], cut_words(mark)]))
    return f"shown here: {said.removeprefix('of ')}" if said else ""


def _labels(viewer: Viewer) -> dict[Shown, str]:
    rules = arranged(viewer)
    return {
        Shown.ALL: "All",
        Shown.HIGH: "High risk",
        Shown.REPEAT: f"Repeat ({rules.repeat_count}+ in {rules.repeat_days} days)",
        Shown.AWAY: "Away without authorisation",
    }


def _pills(params: QueryDict, viewer: Viewer, counted: Numbers) -> tuple[Pill, ...]:
    away = counted.of(Shown.AWAY) or _shown(params) is Shown.AWAY
    offered = [(each.value, said) for each, said in _labels(viewer).items() if each is not Shown.AWAY or away]
    return pills(params, "show", offered, {each.value: counted.narrowed.get(each, 0) for each in Shown})
