"""What is still to be done by one version of the arrangement (PAR-7)."""

from django.http import Http404
from django.urls import reverse

from lantern.access.arranging.history import followed_days, rows_of_versions, versions_of
from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.frame import Link
from lantern.design.keyset import paged
from lantern.missing.queries.under import counts
from lantern.missing.queries.under import owed_under as owed_under_days
from lantern.obligations import queries, rows
from lantern.obligations.vocabulary import Shown
from lantern.trail import actions as trail


@page("missing/owed_under.html", may=Permission.SEE_OBLIGATIONS)
def owed_under(request: Request, number: int) -> Response:
    """The open obligations of episodes that follow that version, what is due first first."""
    versions = rows_of_versions()
    version = next((each for each in versions if each.number == number), None)
    days = followed_days(versions_of(versions))
    if version is None or number not in days:
        raise Http404
    listing = paged(
        queries.for_lines(owed_under_days(days[number], request.viewer)),
        request.GET,
        order=queries.order_of(Shown.OPEN),
        count=counts({number: days[number]}, request.viewer)[number].total,
    )
    trail.viewed_many("missing/owed_under", list(listing.rows), by=request.member, at=request.now)
    return request.show(
        listing=listing,
        lines=rows.lines(listing.rows, request.viewer),
        version=version,
        breadcrumbs=[
            Link("Arrangement", reverse("access:arrangement")),
            Link("History", reverse("access:arrangement_history")),
        ],
    )
