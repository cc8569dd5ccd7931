"""A record for a child who has none: likely records first, then the new one (MIS-4)."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children import actions
from lantern.children.forms import NewChildForm
from lantern.children.marks import marks_of
from lantern.children.models import Child
from lantern.children.parts import FOUND, found_rows, reporting_rows
from lantern.children.queries.search import Found, search_for
from lantern.children.rules.refusals import NotAllowed
from lantern.children.rules.searching import wanted_like
from lantern.children.searches import leave_trail
from lantern.children.views.onward import onward, reports_next
from lantern.design.frame import Link
from lantern.organisation.queries import arrangement_on
from lantern.trail import actions as trail


@page("children/new.html", may=Permission.CREATE_CHILD, writes=True)
def new(request: Request) -> Response:
    """Add a child; likely records are shown before, and again when what identifies the child was changed."""
    form = NewChildForm(request.POST, now=request.now)
    likely: list[Found] = []
    if form.is_valid():
        likely = [] if form.was_looked_for else _likely(request, form)
        if not likely:
            try:
                child = actions.open_record(opening=form.opening, by=request.member, at=request.now)
            except NotAllowed as refusal:
                form.add_error(None, refusal.reason)
                trail.record("children.reference_refused", None, by=request.member, at=request.now)
            else:
                return _go_on(request, child)
    return _show(request, form, likely)


def _likely(request: Request, form: NewChildForm) -> list[Found]:
    """Records that may be this child's; each that is shown is a look on the trail."""
    least = arrangement_on(request.viewer.today, request.member.partnership).missing.matching.possible_from
    wanted = wanted_like(form.described)
    found = [each for each in search_for(request.viewer, wanted) if each.weight >= least]
    leave_trail("children/new", wanted, [each.child for each in found], by=request.member, at=request.now)
    return found


def _show(request: Request, form: NewChildForm, likely: list[Found]) -> Response:
    children = [each.child for each in likely]
    rows = found_rows(likely, request.viewer, marks_of(children, request.viewer))
    reports = reports_next(request)
    return request.show(
        form=form,
        columns=(*FOUND, "To do") if reports else FOUND,
        rows=reporting_rows(rows, children) if reports else rows,
        ticket=form.ticket if likely else "",
        then_report=reports,
        breadcrumbs=[Link("Children", reverse("children:search"))],
        cancel_url=reverse("children:search"),
    )


def _go_on(request: Request, child: Child) -> Response:
    said = f"{child} is added, with the number {child.number}."
    url = f"{reverse('missing:report')}?child={child.pk}" if reports_next(request) else ""
    return onward(request, child, said=said, url=url)
