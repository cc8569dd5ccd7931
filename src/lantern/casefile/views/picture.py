"""When, how long, at what time of day, where from and found where: a child's absences over time, small beside small."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.casefile import multiples, parts
from lantern.casefile.queries.absences import absences_of
from lantern.casefile.rules.multiples import is_by_month, rows_of
from lantern.children.identity import identity_of
from lantern.children.models import Child


@page("casefile/picture.html", may=Permission.SEE_CHILDREN)
def picture(request: Request, child: Child) -> Response:
    """A row a year, or a month when there are few, with the same numbers in a table."""
    viewer = request.viewer
    rows = rows_of(absences_of(child, viewer), request.now)
    return request.show(
        child=child,
        who=identity_of(child, viewer, linked=False),
        tabs=parts.tabs(child, "chronology", viewer),
        rows=multiples.multiples(rows, request.now),
        stripes=multiples.STRIPES,
        by_month=is_by_month(rows),
        columns=multiples.TABLE,
        table=multiples.table_rows(rows),
        back_url=reverse("casefile:chronology", args=[child.pk]),
    )
