"""Everything dated that is known of a child, on one line."""

from itertools import groupby

from django.http import QueryDict

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.casefile import parts
from lantern.casefile.queries.chronology import OLDEST, Asked, TimeLine, time_line
from lantern.children import chronology as chronology_of_rooms
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.children.queries.record import with_own_record
from lantern.children.vocabulary import Line
from lantern.design.listing import Pill, address, pills, sliced

SIZE = 100  # lines of a page that a phone can hold


@page(
    "casefile/chronology.html",
    may=Permission.SEE_CHILDREN,
    along=lambda rows: chronology_of_rooms.with_told(with_own_record(rows)),
)
def chronology(request: Request, child: Child) -> Response:
    """The time line, narrowed as the address says; a page at a time, or all of it to be printed."""
    told = time_line(child, request.viewer, Asked.read(request.GET))
    whole = "all" in request.GET
    listing = sliced(told.lines, request.GET, size=max(len(told.lines), 1) if whole else SIZE)
    return request.show(
        child=child,
        who=identity_of(child, request.viewer, linked=False),
        tabs=parts.tabs(child, "chronology", request.viewer),
        years=[(year, list(group)) for year, group in groupby(listing.rows, key=lambda each: each.when.day.year)],
        listing=listing,
        all_url=address(request.GET, all="1", page=None) if listing.count.number > len(listing.rows) else "",
        pages_url=address(request.GET, all=None) if whole and len(told.lines) > SIZE else "",
        filters=_filters(request.GET, told),
        narrowed=narrowed_words(request.GET),
    )


def _filters(params: QueryDict, told: TimeLine) -> list[tuple[str, tuple[Pill, ...]]]:
    """Each filter with what it is called; a choice that would show nothing is left out unless it is the one set."""
    kinds = [each.value for each in Line if each.value in told.kinds or params.get("kind") == each.value]
    years = sorted((year for year in {*told.years, params.get("year", "")} if year.isdigit()), reverse=True)
    return [
        ("Kind", pills(params, "kind", [("", "Everything"), *((each, each) for each in kinds)], told.kinds)),
        ("Year", pills(params, "year", [("", "All years"), *((each, each) for each in years)], told.years)),
        ("Order", pills(params, "order", [("", "Newest first"), (OLDEST, "Oldest first")])),
    ]


def narrowed_words(params: QueryDict) -> str:
    """What is shown, for paper, where the filters are not: Missing, 2026, oldest first."""
    asked = Asked.read(params)
    said = [asked.kind or "Everything", str(asked.year) if asked.year else "all years"]
    return ", ".join([*said, "oldest first" if asked.oldest_first else "newest first"])
