"""Every episode, newest first."""

from django.http import QueryDict

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.children.cut import THAT_DAY, cut_words, mark_pills
from lantern.design.keyset import at_the_beginning, paged
from lantern.design.listing import Pill, counted, pills
from lantern.missing.parts import rows
from lantern.missing.parts.tabs import tabs
from lantern.missing.queries.episodes import ORDER, Asked, episodes
from lantern.missing.queries.owing import owed_by_episode
from lantern.missing.vocabulary import ABSENCE_WORDS, Absence, Risk, Sort
from lantern.trail import actions as trail

COUNTED_TO = 250  # further than anybody pages through; counting on costs more than it tells
SORTS = [(Sort.LATEST, "Newest"), (Sort.EARLIEST, "Oldest"), (Sort.RETURNED, "Latest return")]


@page("missing/episodes.html", may=Permission.SEE_MISSING)
def listing(request: Request) -> Response:
    """What the address asks for, a page at a time."""
    asked, viewer = Asked.read(request.GET), request.viewer
    found = episodes(viewer, asked)
    part = paged(found, request.GET, order=ORDER[asked.sort], count=counted(found, COUNTED_TO))
    trail.viewed_many("missing/episodes", list(part.rows), by=request.member, at=request.now)
    start = at_the_beginning(request.GET)
    return request.show(
        listing=part,
        asked=asked,
        noun=ABSENCE_WORDS[asked.absence],
        place=viewer.areas.name(viewer.focus),
        cut=cut_words(asked.mark, on="on that day"),
        mark=asked.mark.label.lower() if asked.mark else "",
        filters=_filters(start),
        sorts=pills(start, "sort", [(each.value, label) for each, label in SORTS]),
        take_out_url=take_out_url(viewer, "episodes", request.GET),
        columns=rows.COLUMNS,
        rows=rows.rows(part.rows, owed_by_episode((each.pk for each in part.rows), viewer.now), viewer),
        kept=[(name, value) for name, value in start.items() if name not in ("from", "to", "page")],
        tabs=tabs(viewer, "episodes"),
    )


def _filters(params: QueryDict) -> list[tuple[str, tuple[Pill, ...]]]:
    """Each filter with what it is called by those who do not see it."""
    kinds = [(each.value if each is Absence.AWAY else "", ABSENCE_WORDS[each]) for each in Absence]
    return [
        ("Kind", pills(params, "kind", kinds)),
        ("State", pills(params, "state", [("", "Open or ended"), ("open", "Now"), ("ended", "Ended")])),
        ("Risk", pills(params, "risk", [("", "Any risk"), (Risk.HIGH, "High"), (Risk.MEDIUM, "Medium")])),
        ("Child", pills(params, "care", [("", "Any child"), ("1", "Looked after")])),
        (THAT_DAY, mark_pills(params)),
    ]
