"""A child on one screen: what is owed, when they were missing, how things stand, what can be done."""

from datetime import timedelta

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.casefile import parts, pictures
from lantern.casefile.queries.missing import YEAR, History, history_of
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.children.queries.record import record_of
from lantern.children.restrictions import standing_now
from lantern.obligations.queries import owed_for_child, to_do


@page("casefile/overview.html", may=Permission.SEE_CHILDREN)
def overview(request: Request, child: Child) -> Response:
    """The state of things for one child."""
    viewer, record = request.viewer, record_of(child)
    history = history_of(child, viewer)
    open_ones = owed_for_child(viewer, child).filter(to_do(viewer.now)).order_by("due_at", "id")
    owed, later = parts.folded(parts.owed_lines(list(open_ones), child, viewer))
    return request.show(
        child=child,
        who=identity_of(child, viewer, linked=False),
        tabs=parts.tabs(child, "overview", viewer),
        restricted=standing_now(child, viewer),
        history=history,
        profile_url=reverse("missing:profile", args=[child.pk]) if viewer.may(Permission.SEE_PROFILES) else "",
        latest=parts.latest(history, viewer),
        picture=_picture(history, request),
        owed=owed,
        owed_later=later,
        facts=[
            *parts.circumstances(child, record, viewer),
            *parts.details(child, record, viewer),
            *parts.around(child, viewer),
        ],
        transfer_url=reverse("casefile:transfer", args=[child.pk]) if viewer.may(Permission.EDIT_CHILD) else "",
        doing=parts.doing_now(child, history, viewer),
        doings=list(parts.doings(child, record, viewer)),
    )


def _picture(history: History, request: Request) -> dict[str, object]:
    opens = request.now - timedelta(days=YEAR)
    times = "once" if history.in_year == 1 else f"{history.in_year} times"
    said = f"Missing {times} in 12 months"
    return {
        "line": pictures.line(history.periods, opens, request.now, request.now, said),
        "months": pictures.months(opens, request.now),
    }
