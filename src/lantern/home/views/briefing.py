"""The briefing: what happened since somebody was last here."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.design.frame import Link
from lantern.home import since as parts
from lantern.home.queries.since import ROWS, Since, told
from lantern.trail import actions as trail


@page("home/briefing.html", may=None)
def briefing(request: Request) -> Response:
    """Everything of it that the viewer's roles open; each child on it is looked at."""
    viewer = request.viewer
    found = told(viewer)
    shown = [each for kind, rows in found.items() if kind is not Since.NOTES for each in rows[:ROWS]]
    trail.viewed_many("home/briefing", shown, by=request.member, at=request.now)
    return request.show(
        breadcrumbs=[Link("My work", reverse("home:my_work"))],
        since=parts.since_words(viewer),
        sections=parts.sections(found, viewer),
    )
