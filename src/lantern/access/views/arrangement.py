"""The arrangement as it stands, and as it stood (PAR-7)."""

from django.http import Http404

from lantern.access import queries
from lantern.access.page import Request, Response, page
from lantern.access.parts import tabs
from lantern.access.vocabulary import Permission
from lantern.organisation.choices import choices
from lantern.organisation.duties import owners
from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.in_words import owed_in_words, values_in_words

COLUMNS = ("What must happen", "By when", "If only the day is known, from", "Whose duty")


@page("access/arrangement.html", may=Permission.SEE_ORGANISATION)
def arrangement(request: Request, number: int = 0) -> Response:
    """The version in force today, or the one asked for by number."""
    versions = queries.arrangement_versions()
    in_force = next((each for each in versions if each.effective_from <= request.viewer.today), None)
    shown = next((each for each in versions if each.number == number), None) if number else in_force or versions[-1]
    if shown is None:
        raise Http404
    document = Arrangement.model_validate(shown.document)
    return request.show(
        tabs=tabs("arrangement"),
        shown=shown,
        in_force=in_force,
        versions=versions,
        columns=COLUMNS,
        rows=owed_in_words(document, owners()),
        values=[*values_in_words(document, choices()).values()],
        contacts=document.contacts,
    )
