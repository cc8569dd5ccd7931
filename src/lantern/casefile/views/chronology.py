"""Everything dated that is known of a child, on one line."""

from collections import Counter

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.casefile import parts
from lantern.children.chronology import entries
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.design.listing import pills


@page("casefile/chronology.html", may=Permission.SEE_CHILDREN)
def chronology(request: Request, child: Child) -> Response:
    """The time line, newest first, narrowed to one kind when the address says so."""
    told = entries(child, request.viewer)
    counts = Counter(each.kind for each in told)
    kind = request.GET.get("kind", "")
    choices = [("", "All"), *((each, each) for each in sorted(counts))]
    return request.show(
        child=child,
        who=identity_of(child, request.viewer),
        tabs=parts.tabs(child, "chronology"),
        entries=[each for each in told if each.kind == kind] if kind in counts else told,
        kinds=pills(request.GET, "kind", choices, {"": len(told), **counts}),
    )
