"""Why the viewer sees a child's record, who has looked at it, and who has changed it (SHA-2, SHA-6)."""

from django.urls import reverse

from lantern.access import scope
from lantern.access.page import Request, Response, page
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.casefile import parts, rows
from lantern.casefile.queries.looked import Shown, entries_about, people_of
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.children.queries.record import record_of
from lantern.children.restrictions import standing
from lantern.design.listing import listed, pills

PILLS = ((Shown.ALL, "Everything"), (Shown.LOOKED, "Looked at"), (Shown.CHANGED, "Changed"))
SIZE = 50


@page("casefile/access.html", may=Permission.SEE_CHILDREN)
def access(request: Request, child: Child) -> Response:
    """The reasons, and the trail about this child; only those who may see the child may see who looked."""
    viewer, asked = request.viewer, request.GET.get("show", "")
    shown = Shown(asked) if asked in set(Shown) else Shown.ALL
    listing = listed(entries_about(child, shown), request.GET, size=SIZE)
    return request.show(
        child=child,
        who=identity_of(child, viewer, linked=False),
        tabs=parts.tabs(child, "access", viewer),
        told=standing(child, viewer),
        conflicts=record_of(child).conflicts,
        restrict_url=_restrict_url(child, viewer),
        reasons=scope.why(viewer, child),
        listing=listing,
        columns=rows.TRAIL,
        rows=rows.trail_rows(listing.rows, people_of(listing.rows), viewer),
        filters=[pills(request.GET, "show", PILLS)],
    )


def _restrict_url(child: Child, viewer: Viewer) -> str:
    """Where the record is restricted, for those who may; nothing when it is already."""
    if not viewer.may(Permission.RESTRICT) or record_of(child).is_restricted:
        return ""
    return reverse("children:restrict", args=[child.pk])
