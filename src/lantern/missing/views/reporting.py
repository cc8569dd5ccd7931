"""Reporting a child missing (MIS-1): the child first, then what is known."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.design.frame import Link
from lantern.missing import actions
from lantern.missing.forms import ReportForm
from lantern.missing.parts.profile import answers, checked
from lantern.missing.parts.who import identity_of, named
from lantern.missing.queries.arranged import arranged, attendance_hints
from lantern.missing.queries.owing import first_open, owed_by_episode
from lantern.missing.queries.profiles import profile_of
from lantern.missing.queries.told import open_episode_of
from lantern.missing.rules.refusals import NotAllowed
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment
from lantern.trail import actions as trail

BRING = "profile"


@page("missing/report.html", may=Permission.REPORT_MISSING, writes=True)
def report(request: Request) -> Response:
    """Choose the child, then report; on success the episode that this opened."""
    key = request.GET.get("child", "")
    if not key:
        return request.show(
            "missing/report_whom.html",
            may_add=request.viewer.may(Permission.CREATE_CHILD),
            breadcrumbs=[Link("Missing", reverse("missing:now"))],
        )
    child = request.record(Child, key)
    form = _form(request, child)
    already = open_episode_of(child)
    found = profile_of(child) if request.viewer.may(Permission.SEE_PROFILES) else None
    if request.posted and form.is_valid():
        try:
            episode = actions.report_missing(
                child=child,
                with_profile=bool(found) and BRING in request.POST,
                by=request.member,
                at=request.now,
                **form.cleaned_report(),
            )
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            one = first_open(owed_by_episode([episode.pk], request.now).get(episode.pk, []))
            due = f" Police attend by {words.long_when(one.due_at)}." if one else ""
            return request.go("missing:episode", episode, said=f"Report recorded.{due}")
    trail.viewed("missing/report", child, by=request.member, at=request.now)
    return request.show(
        form=form,
        child=child,
        name=named(child, request.viewer),
        who=identity_of(child, request.viewer),
        already=already,
        profile=found,
        checked=checked(found, request.viewer) if found else None,
        answers=answers(found.said) if found else (),
        bring=BRING,
        brings=BRING in (request.POST or {}),
        profile_url=reverse("missing:profile", args=[child.pk]) if request.viewer.may(Permission.SEE_PROFILES) else "",
        may_grade=request.viewer.may(Permission.GRADE),
        breadcrumbs=[Link("Missing", reverse("missing:now"))],
        cancel_url=reverse("missing:now"),
    )


def _form(request: Request, child: Child) -> ReportForm:
    return ReportForm(
        request.POST,
        now=request.now,
        looked_after=child.status == Status.LOOKED_AFTER,
        may_grade=request.viewer.may(Permission.GRADE),
        reason_required=arranged(request.viewer).risk_reason_required,
        grade_hints=attendance_hints(request.viewer),
        initial={"reported": Moment(request.now)},
    )
