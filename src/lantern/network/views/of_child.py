"""From a child's side: the persons of concern round them, and one more (EXP-5)."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.network import searches
from lantern.network.parts.around import around
from lantern.network.queries.persons import LONGEST, known_by_name


@page("network/of_child.html", may=Permission.SEE_PERSONS)
def of_child(request: Request, child: Child) -> Response:
    """Who is round the child; and a search for whom to tie to them."""
    viewer = request.viewer
    typed = request.GET.get("q", "").strip()[:LONGEST]
    found = known_by_name(typed, viewer)
    if typed:
        searches.leave_trail("network/of_child", typed, found, by=request.member, at=request.now)
    may = viewer.may(Permission.RECORD_PERSONS)
    return request.show(
        child=child,
        name=name_for(child, viewer),
        who=identity_of(child, viewer),
        around=around(child, viewer),
        typed=typed,
        may_record=may,
        found=[(each, str(each), f"{reverse('network:tie_child', args=[each.pk])}?child={child.pk}") for each in found],
    )
