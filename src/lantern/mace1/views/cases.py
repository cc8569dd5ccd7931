"""One child's time at MACE 1: how they came, every meeting, what was asked and decided, and the times before (M1-8, M1-9)."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.frame import Link
from lantern.mace1.models import Case
from lantern.mace1.parts import cases as parts
from lantern.mace1.parts import template as template_parts
from lantern.mace1.parts.requests import about
from lantern.mace1.queries import templates
from lantern.mace1.queries.cases import cases_of, items_of_case, requests_of, texts_open_to


@page("mace1/case.html", may=Permission.SEE_CHILDREN)
def case(request: Request, case: Case) -> Response:
    """From the day it was opened; an earlier time leads to its own page."""
    viewer = request.viewer
    every, template = list(cases_of(case.child, viewer)), templates.template_of(case, viewer)
    meeting = templates.first_meetings([case.pk]).get(case.pk)
    return request.show(
        case=case,
        came=case.came[:1].upper() + case.came[1:],
        state=parts.state(case, viewer.now),
        may_read_level=viewer.may(Permission.SEE_EXPLOITATION),
        columns=parts.COLUMNS,
        rows=parts.rows(items_of_case(case, viewer), viewer, reads=texts_open_to(case, viewer)),
        sharing=template,
        sharing_state=template_parts.state(template, templates.due_before_meeting(meeting), viewer.now)
        if template
        else None,
        may_read_sharing=template is not None and templates.may_read(template, meeting, viewer),
        requests=[(each, parts.request_line(each)) for each in requests_of(case, viewer)],
        others=[(each, parts.state(each, viewer.now)) for each in every if each.pk != case.pk],
        breadcrumbs=[Link("Tracker", reverse("mace1:tracker"))],
        **about(case.child, viewer),
    )
