"""The arrangement as it stands, and as it stood (PAR-7)."""

from typing import NamedTuple

from django.http import Http404

from lantern.access.arranging.history import rows_of_versions, versions_of
from lantern.access.page import Request, Response, page
from lantern.access.parts import tabs
from lantern.access.vocabulary import Permission
from lantern.organisation.choices import choices
from lantern.organisation.duties import owners
from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.in_words import owed_in_words, values_in_words
from lantern.organisation.rules.parts import PARTS, Part

COLUMNS = ("What must happen", "By when", "If only the day is known, from", "Whose duty")


class Shown(NamedTuple):
    """A part of the arrangement with its values in words; the clocks have a table of their own."""

    part: Part
    values: list[tuple[str, str]]


@page("access/arrangement.html", may=Permission.SEE_ORGANISATION)
def arrangement(request: Request, number: int = 0) -> Response:
    """The version in force today, or the one asked for by number."""
    rows = {row.number: row for row in rows_of_versions()}
    versions = versions_of(list(rows.values()))
    in_force = versions.in_force(request.viewer.today)
    shown = rows.get(number or (in_force.number if in_force else 0))
    if shown is None:
        raise Http404
    document = Arrangement.model_validate(shown.document)
    values = values_in_words(document, choices())
    clocks, *others = (Shown(part, [values[name] for name in part.names if name in values]) for part in PARTS)
    return request.show(
        tabs=tabs("arrangement"),
        shown=shown,
        in_force=rows[in_force.number] if in_force else None,
        to_come=versions.after(request.viewer.today),
        number=len(rows),
        columns=COLUMNS,
        rows=owed_in_words(document, owners()),
        clocks=clocks,
        parts=others,
        may_edit=request.viewer.may(Permission.EDIT_ARRANGEMENT) and shown.withdrawn_at is None,
    )
