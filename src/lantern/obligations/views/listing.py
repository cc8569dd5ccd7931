"""Obligations due, as a list."""

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.children.cut import cut_words
from lantern.design.keyset import at_the_beginning, paged
from lantern.design.listing import Pill, address
from lantern.obligations import queries, rows
from lantern.obligations.asked import asked_for
from lantern.obligations.views.asking import choices, is_narrowed, shown_pills
from lantern.obligations.vocabulary import Shown
from lantern.trail import actions as trail

LATEST_FIRST = "-due"


@page("obligations/owed.html", may=Permission.SEE_OBLIGATIONS)
def owed(request: Request) -> Response:
    """What is owed for the children the viewer may see: what to do, for whom, by whom, by when."""
    asked = asked_for(request.GET)
    found = queries.owed(request.viewer, asked)
    counts = queries.owed_counts(request.viewer, asked)
    latest_first = request.GET.get("sort") == LATEST_FIRST
    order = queries.order_of(asked.shown, latest_first=latest_first)
    listing = paged(found, request.GET, order=order, count=counts[asked.shown])
    trail.viewed_many("obligations/owed", list(listing.rows), by=request.member, at=request.now)
    return request.show(
        listing=listing,
        lines=rows.lines(listing.rows, request.viewer),
        asked=asked,
        cut=cut_words(asked.mark),
        mark=asked.mark.label.lower() if asked.mark else "",
        take_out_url=take_out_url(request.viewer, "owed", request.GET),
        filters=shown_pills(request.GET, dict(counts)),
        sorts=_sorts(request) if asked.shown.is_open else (),
        choices=choices(request, asked),
        narrowed=is_narrowed(asked),
        may_change=request.viewer.may(Permission.WAIVE) and asked.shown.is_open,
        may_undo=request.viewer.may(Permission.WAIVE) and asked.shown is Shown.WAIVED,
        nothing_at_all=not listing.rows and not counts[Shown.OPEN].number and asked == type(asked)(),
    )


def _sorts(request: Request) -> tuple[Pill, ...]:
    start, latest = at_the_beginning(request.GET), request.GET.get("sort") == LATEST_FIRST
    return (
        Pill("soonest due", address(start, sort=None), not latest),
        Pill("latest due", address(start, sort=LATEST_FIRST), latest),
    )
