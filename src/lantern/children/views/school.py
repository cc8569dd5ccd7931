"""A child's schooling: what holds, absences from school, and how each is recorded and put right (MIS-14)."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.actions import school as actions
from lantern.children.forms.school import AbsenceForm, EndSchoolingForm, SchoolingForm, WithdrawForm
from lantern.children.models import Child, SchoolAbsence, SchoolFact
from lantern.children.queries.record import record_of
from lantern.children.rules.in_words import absence_words, schooling_words
from lantern.children.views.changed import changed, shown
from lantern.children.vocabulary import AbsenceReason, SchoolKind
from lantern.design.forms import Form

EDIT = Permission.EDIT_CHILD


@page("children/school.html", may=EDIT, writes=True)
def school(request: Request, child: Child) -> Response:
    """What holds of the child's schooling, and the form for something new."""
    form = SchoolingForm(request.POST, now=request.now)
    return _saved(request, child, form, actions.record_schooling, "Recorded.") or _show(request, child, form)


@page("children/school_absence.html", may=EDIT, writes=True)
def absence(request: Request, child: Child) -> Response:
    """The child was not at school."""
    form = AbsenceForm(request.POST, now=request.now)
    return _saved(request, child, form, actions.record_absence, "The absence is recorded.") or _show(
        request, child, form
    )


@page("children/end_schooling.html", may=EDIT, writes=True)
def end_schooling(request: Request, fact_about_school: SchoolFact) -> Response:
    """It holds no more."""
    fact = fact_about_school
    form = EndSchoolingForm(request.POST, now=request.now, since=fact.since, initial={"on": request.viewer.today})
    said = schooling_words(SchoolKind(fact.kind).label, fact.since, fact.until, fact.school)

    def end(*, child: Child, **given: Any) -> None:
        actions.end_schooling(fact=fact, **given)

    return _saved(request, fact.child, form, end, "Ended.") or _show(request, fact.child, form, said=said)


@page("children/withdraw_about_school.html", may=EDIT, writes=True, trail_as="children/withdraw_schooling")
def withdraw_schooling(request: Request, fact_about_school: SchoolFact) -> Response:
    """It was recorded by mistake."""
    fact = fact_about_school
    said = schooling_words(SchoolKind(fact.kind).label, fact.since, fact.until, fact.school)
    return _withdraw(request, fact, said)


@page("children/withdraw_about_school.html", may=EDIT, writes=True, trail_as="children/withdraw_absence")
def withdraw_absence(request: Request, school_absence: SchoolAbsence) -> Response:
    """An absence was recorded by mistake."""
    one = school_absence
    return _withdraw(request, one, absence_words(AbsenceReason(one.reason), one.first, one.last, one.school))


def _withdraw(request: Request, record: Any, said: str) -> Response:
    form = WithdrawForm(request.POST)

    def take_back(*, child: Child, **given: Any) -> None:
        actions.withdraw_about_school(record=record, **given)

    return _saved(request, record.child, form, take_back, "Taken back.") or _show(
        request, record.child, form, said=said
    )


def _saved(request: Request, child: Child, form: Form, action: Callable[..., Any], said: str) -> Response | None:
    return changed(request, child, form, action, said, to="children:school")


def _show(request: Request, child: Child, form: Form, **context: Any) -> Response:
    record = record_of(child)
    return shown(
        request,
        child,
        form,
        facts=[
            (each, schooling_words(SchoolKind(each.kind).label, each.since, each.until, each.school))
            for each in record.schooling
        ],
        absences=[
            (each, absence_words(AbsenceReason(each.reason), each.first, each.last, each.school))
            for each in record.absences
        ],
        back_url=reverse("children:school", args=[child.pk]),
        report_url=reverse("missing:report") + f"?child={child.pk}",
        may_report=request.viewer.may(Permission.REPORT_MISSING),
        **context,
    )
