"""Finding a child."""

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.children.marks import marks_of
from lantern.children.parts import CHILDREN, FOUND, child_rows, found_rows, reporting_rows
from lantern.children.queries import lists
from lantern.children.queries.search import AT_MOST, search_for
from lantern.children.rules.searching import LONGEST, read_search
from lantern.children.searches import leave_trail
from lantern.children.views.onward import reports_next
from lantern.design.listing import counted, listed
from lantern.trail import actions as trail

LOOK = "children/search"


@page("children/search.html", may=Permission.SEE_CHILDREN)
def find(request: Request) -> Response:
    """Children who answer to what was typed; without it, the viewer's own and those opened lately."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    return _found(request, typed) if typed else _mine(request)


def _found(request: Request, typed: str) -> Response:
    wanted = read_search(typed)
    found = search_for(request.viewer, wanted)
    shown = found[:AT_MOST]
    children = [each.child for each in shown]
    leave_trail(LOOK, wanted, children, by=request.member, at=request.now)
    rows = found_rows(shown, request.viewer, marks_of(children, request.viewer))
    reports = reports_next(request)
    return request.show(
        typed=typed,
        reports=reports,
        columns=(*FOUND, "To do") if reports else FOUND,
        rows=reporting_rows(rows, children) if reports else rows,
        more=len(found) > AT_MOST,
        may_create=request.viewer.may(Permission.CREATE_CHILD),
    )


def _mine(request: Request) -> Response:
    viewer = request.viewer
    mine = listed(lists.allocated_to(viewer), request.GET)
    lately = lists.opened_lately(viewer)
    shown = list(dict.fromkeys([*mine.rows, *lately]))
    trail.viewed_many("children/mine", shown, by=request.member, at=request.now)
    marks = marks_of(shown, viewer)
    return request.show(
        columns=CHILDREN,
        take_out_url=take_out_url(viewer, "my-children", request.GET) if mine.rows else "",
        listing=mine,
        mine=child_rows(mine.rows, viewer, marks),
        lately=child_rows(lately, viewer, marks),
        provisional=counted(lists.provisional(viewer)),
        unplaced=counted(lists.unplaced(viewer)) if viewer.covers_all else None,
        may_create=viewer.may(Permission.CREATE_CHILD),
    )
