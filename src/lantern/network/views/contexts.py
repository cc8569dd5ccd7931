"""Peer groups and places: the list, one's page, the steps of plans (EXP-6)."""

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.design.frame import Link
from lantern.design.keyset import at_the_beginning, paged
from lantern.design.listing import counted, listed, pills
from lantern.network.models import Context
from lantern.network.parts import contexts as parts
from lantern.network.parts.persons import grades, tabs
from lantern.network.parts.persons import orders as ordered
from lantern.network.queries import context as one
from lantern.network.queries.contexts import ORDER, Asked, contexts, for_rows, late_steps_of, steps_of
from lantern.network.queries.orders import expiry_days
from lantern.network.queries.person import orders_over
from lantern.network.views.of_context import to_list
from lantern.network.vocabulary.contexts import ContextKind, ContextsShown
from lantern.trail import actions as trail

SEE = Permission.SEE_PERSONS
COUNTED_TO = 250
SHOWN = [
    (ContextsShown.CURRENT, "All"),
    (ContextsShown.LATE, "Review or a step overdue"),
    (ContextsShown.MINE, "My reviews overdue"),
    (ContextsShown.NOT_ASSESSED, "Not assessed"),
    (ContextsShown.CLOSED, "Closed"),
]


@page("network/contexts.html", may=SEE)
def listing(request: Request) -> Response:
    """What the address asks for, a page at a time."""
    asked, viewer = Asked.read(request.GET), request.viewer
    found = contexts(viewer, asked)
    part = paged(for_rows(found, viewer), request.GET, order=ORDER, count=counted(found, COUNTED_TO))
    trail.viewed_many("network/contexts", list(part.rows), by=request.member, at=request.now)
    start = at_the_beginning(request.GET)
    kinds = [("", "Any kind"), *((each.value, each.label) for each in ContextKind)]
    return request.show(
        listing=part,
        asked=asked,
        place=viewer.areas.name(viewer.focus),
        filters=[
            ("Which", pills(start, "show", [(each.value, label) for each, label in SHOWN])),
            ("Kind", pills(start, "kind", kinds)),
        ],
        kept=[(name, value) for name, value in start.items() if name != "q"],
        columns=parts.COLUMNS,
        rows=parts.rows(part.rows, viewer),
        tabs=tabs("contexts"),
        take_out_url=take_out_url(viewer, "contexts", request.GET),
        may_record=viewer.may(Permission.RECORD_PERSONS),
    )


@page("network/context.html", may=SEE, along=one.with_history)
def context(request: Request, context: Context) -> Response:
    """What is known of it: assessed, watched over, planned; who goes there, as far as the viewer may see them."""
    viewer = request.viewer
    ties, persons = one.children_of(context, viewer), one.persons_of(context, viewer)
    children = {each.child_id: each.child for each in ties}
    trail.viewed_many("network/context", list(children.values()), by=request.member, at=request.now)
    standing = {each.child_id for each in ties if each.is_standing}
    may = viewer.may(Permission.RECORD_PERSONS)
    return request.show(
        context=context,
        breadcrumbs=[Link(*to_list())],
        kind=ContextKind(context.kind).label,
        review=parts.review(context, viewer),
        assessments=parts.assessments(context),
        guardians=parts.guardians(context),
        steps=parts.steps(context, viewer),
        turns=parts.turns(context),
        is_place=ContextKind(context.kind).is_place,
        orders=ordered(orders_over(context), viewer, expiry_days(viewer)),
        child_ties=parts.child_ties(ties, viewer),
        person_ties=parts.person_ties(persons, viewer),
        known=parts.who_knows_whom(ties, one.in_common(standing, context, viewer), viewer),
        grades=grades(ties, persons),
        may_record=may and not context.closed_at,
        may_turn=may,
    )


@page("network/steps.html", may=SEE)
def steps(request: Request) -> Response:
    """Steps of plans that are the viewer's, the earliest due first."""
    late = request.GET.get("late") == "1"
    part = listed((late_steps_of if late else steps_of)(request.viewer), request.GET)
    trail.viewed_many("network/steps", list(part.rows), by=request.member, at=request.now)
    rows = parts.step_rows(part.rows, request.viewer)
    chosen = pills(request.GET, "late", [("", "All to do"), ("1", "Overdue")])
    return request.show(listing=part, columns=parts.STEPS, rows=rows, tabs=tabs("contexts"), pills=chosen)
