"""Children who wait for a person: opened from a notification, or without an area."""

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.children.marks import marks_of
from lantern.children.parts import waiting_rows
from lantern.children.queries import lists
from lantern.design.frame import Link
from lantern.design.listing import listed
from lantern.trail import actions as trail


@page("children/provisional.html", may=Permission.SEE_CHILDREN)
def provisional(request: Request) -> Response:
    """Records opened from notifications that nobody has confirmed yet (MIS-4)."""
    return _waiting(request, lists.provisional(request.viewer), "children:details", "Confirm details", "provisional")


@page("children/unplaced.html", may=Permission.SEE_CHILDREN)
def unplaced(request: Request) -> Response:
    """Children whose area is not known: county-level roles see them, and place them by an address (SHA-2)."""
    if not request.viewer.covers_all:
        raise Http404
    return _waiting(request, lists.unplaced(request.viewer), "children:move", "Give an address", "unplaced")


def _waiting(request: Request, children: lists.Children, url_name: str, verb: str, listed_as: str) -> Response:
    viewer = request.viewer
    listing = listed(children, request.GET)
    trail.viewed_many("children/waiting", list(listing.rows), by=request.member, at=request.now)
    may_edit = viewer.may(Permission.EDIT_CHILD)
    columns, rows = waiting_rows(
        listing.rows, viewer, marks_of(listing.rows, viewer), url_name if may_edit else "", verb
    )
    return request.show(
        listing=listing,
        take_out_url=take_out_url(viewer, listed_as, request.GET),
        columns=columns,
        rows=rows,
        breadcrumbs=[Link("Children", reverse("children:search"))],
    )
