"""The queue of what needs a person, and what was decided, each decision with the way to take it back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import Http404

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.design.keyset import counted_together
from lantern.design.listing import counted, listed, pills
from lantern.exchange.parts import decisions as decided
from lantern.exchange.parts import queue as parts
from lantern.exchange.queries import doubles as queries_of_doubles
from lantern.exchange.queries import queue as queries
from lantern.exchange.vocabulary import BACK, Ask
from lantern.missing import actions
from lantern.missing.models import Episode
from lantern.trail import actions as trail

LEAVES = {Ask.WHO: "notifications", Ask.OVERLAP: "overlaps", Ask.TIMES: "times"}


@page("exchange/queue.html", may=Permission.DECIDE_NOTIFICATIONS)
def queue(request: Request) -> Response:
    """What waits for a person, by what they are asked."""
    found = queries.queues(request.viewer)
    chosen = request.GET.get("ask", "")
    ask = Ask(chosen) if chosen in set(Ask) else Ask.WHO
    listing = listed(found[ask], request.GET, cap=queries.COUNTED_TO)
    numbers = counted_together(found, cap=queries.COUNTED_TO)
    incidents = [each.incident if isinstance(each, Episode) else each for each in listing.rows]
    doubles = counted(queries_of_doubles.doubles(request.viewer), queries.COUNTED_TO)
    _looked(request, "exchange/queue", (each.child for each in incidents))
    return request.show(
        ask=ask,
        listing=listing,
        take_out_url=take_out_url(request.viewer, LEAVES[ask], request.GET),
        lines=parts.lines(ask, incidents, request.viewer),
        doubles_label=f"Likely duplicates ({doubles.short})" if doubles.number else "Likely duplicates",
        filters=[
            pills(
                request.GET,
                "ask",
                [(each.value, each.label) for each in found],
                {ask.value: number for ask, number in numbers.items()},
            )
        ],
    )


@page("exchange/decisions.html", may=Permission.SEE_NOTIFICATIONS)
def decisions(request: Request) -> Response:
    """What people decided, the latest first."""
    listing = listed(queries.decisions(request.viewer), request.GET, cap=queries.COUNTED_TO)
    _looked(request, "exchange/decisions", (each.child for each in listing.rows if getattr(each, "child_seen", False)))
    return request.show(
        listing=listing,
        take_out_url=take_out_url(request.viewer, "decisions", request.GET),
        lines=decided.decided(listing.rows, request.viewer),
        decides=request.viewer.may(Permission.DECIDE_NOTIFICATIONS),
    )


@page("exchange/decisions.html", may=Permission.DECIDE_NOTIFICATIONS, writes=True)
def undo(request: Request, decision_id: UUID) -> Response:
    """Take a decision back; it and its taking back stay on the record."""
    found = queries.decisions(request.viewer).filter(pk=decision_id).first()
    if found is None:
        raise Http404
    if not request.posted:
        return request.go("exchange:decisions")
    if against := decided.against_undoing(found):
        return request.go("exchange:decisions", refused=f"Not undone. {against}")
    actions.undo_decision(decision=found, by=request.member, at=request.now)
    said = f"Taken back. {found.incident.reference} is weighed anew."
    if BACK in request.GET:
        return request.go("exchange:incident", found.incident, said=said)
    return request.go("exchange:decisions", said=said)


def _looked(request: Request, what: str, children: Iterable[Any]) -> None:
    """A page that names children is a look at each of them."""
    seen = {child.pk: child for child in children if child}
    trail.viewed_many(what, list(seen.values()), by=request.member, at=request.now)
