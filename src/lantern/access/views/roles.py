"""What each role opens and may do, in plain words, and how many hold it (SHA-2)."""

from lantern.access import queries, rows
from lantern.access.page import Request, Response, page
from lantern.access.parts import tabs
from lantern.access.vocabulary import Permission


@page("access/roles.html", may=Permission.SEE_ORGANISATION)
def roles(request: Request) -> Response:
    """Every role, said from the same tables that decide."""
    return request.show(tabs=tabs("roles"), roles=rows.every_role(queries.holders(request.viewer.today)))
