"""Everything dated that is known of a child, on one line."""

from collections import Counter
from itertools import groupby

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.casefile import parts
from lantern.children.chronology import entries
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.design.listing import address, pills

AT_FIRST = 100  # lines; a page that prints, and that a phone can hold


@page("casefile/chronology.html", may=Permission.SEE_CHILDREN)
def chronology(request: Request, child: Child) -> Response:
    """The time line, newest first, narrowed to one kind when the address says so."""
    told = entries(child, request.viewer)
    counts = Counter(each.kind for each in told)
    kind = request.GET.get("kind", "")
    choices = [("", "All"), *((each, each) for each in sorted(counts))]
    wanted = [each for each in told if each.kind == kind] if kind in counts else told
    shown = wanted if "all" in request.GET else wanted[:AT_FIRST]
    return request.show(
        child=child,
        who=identity_of(child, request.viewer, linked=False),
        tabs=parts.tabs(child, "chronology"),
        years=[(year, list(group)) for year, group in groupby(shown, key=lambda each: each.when.day.year)],
        count=len(wanted),
        shown=len(shown),
        all_url=address(request.GET, all="1") if len(shown) < len(wanted) else "",
        kinds=pills(request.GET, "kind", choices, {"": len(told), **counts}),
    )
