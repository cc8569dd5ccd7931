"""Places in common: where several children went from or were found (MIS-13)."""

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.children.cut import THAT_DAY, cut_words, mark_pills
from lantern.children.queries.marked import read_mark
from lantern.missing.parts import common_places as parts
from lantern.missing.parts.tabs import tabs
from lantern.missing.queries.arranged import arranged
from lantern.missing.queries.common_places import episodes_of, places_in_common
from lantern.trail import actions as trail


@page("missing/common_places.html", may=Permission.ACKNOWLEDGE)
def common_places(request: Request) -> Response:
    """Each place with the children who share it; a look at each of them."""
    viewer, mark = request.viewer, read_mark(request.GET)
    found = places_in_common(viewer, mark)
    episodes = episodes_of(found, viewer)
    trail.viewed_many("missing/common_places", list(episodes.values()), by=request.member, at=request.now)
    return request.show(
        tabs=tabs(viewer, "common_places"),
        take_out_url=take_out_url(viewer, "places", request.GET),
        places=parts.places(found, episodes, viewer),
        days=arranged(viewer).repeat_days,
        place=viewer.areas.name(viewer.focus),
        marks=mark_pills(request.GET),
        marks_label=THAT_DAY,
        mark=mark.label.lower() if mark else "",
        cut=cut_words(mark, on="on that day"),
    )
