"""What people enter about an episode: each form says what it changes, and keeps what was typed when it is refused."""

from datetime import datetime

from django.http import Http404

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.missing import actions
from lantern.missing.forms import ConfirmForm, GradeForm, ReturnForm
from lantern.missing.models import Episode, Step
from lantern.missing.queries.allowed import against_now
from lantern.missing.queries.arranged import arranged, attendance_hints
from lantern.missing.queries.beside import district_names
from lantern.missing.queries.owing import facts_from, first_open, owed_by_episode
from lantern.missing.rules.transitions import check_can_grade
from lantern.missing.views.entered import entered_of_episode
from lantern.missing.vocabulary import StepKind
from lantern.timekeeping import words


@page("missing/return.html", may=Permission.RECORD_RETURN, writes=True)
def record_return(request: Request, episode: Episode) -> Response:
    """The child is back: the episode ends, and what a return starts begins."""
    form = ReturnForm(request.POST, now=request.now, areas=district_names(request.viewer))
    against = f"The return is recorded already: {words.said_long(episode.end)}." if episode.end else ""

    def save() -> str:
        ended = actions.record_return(episode=episode, by=request.member, at=request.now, **form.cleaned_return())
        return "Return recorded." + _next_due(ended, request.now)

    return entered_of_episode(request, episode, form, save, against=against)


@page("missing/grade.html", may=Permission.GRADE, writes=True)
def grade(request: Request, episode: Episode) -> Response:
    """Attendance and risk."""
    rules = arranged(request.viewer)
    form = GradeForm(
        request.POST,
        now=request.now,
        reason_required=rules.risk_reason_required,
        grade_hints=attendance_hints(request.viewer),
        initial={"grade": episode.grade, "risk": "" if episode.risk_flag else episode.risk},
    )

    def save() -> str:
        graded = actions.grade(episode=episode, by=request.member, at=request.now, **form.cleaned_grading())
        return "Graded." + _next_due(graded, request.now)

    return entered_of_episode(
        request, episode, form, save, against=against_now(lambda: check_can_grade(facts_from(episode))), before=episode
    )


@page("missing/withdraw.html", may=Permission.RECORD_STEPS, writes=True)
def withdraw(request: Request, episode: Episode, step: Step) -> Response:
    """Take back a step recorded by mistake."""
    if step.child_id != episode.child_id:
        raise Http404
    against = "It was taken back already." if step.withdrawn_at else ""

    def save() -> str:
        actions.withdraw_step(step=step, by=request.member, at=request.now)
        return "Taken back. What it met is owed again."

    kind = StepKind(step.kind).capitalize()
    return entered_of_episode(request, episode, ConfirmForm(request.POST), save, against=against, step=step, kind=kind)


def _next_due(episode: Episode, now: datetime) -> str:
    """The vulnerability check is due by Wednesday 4 March 2026, 3:10am."""
    one = first_open(owed_by_episode([episode.pk], now).get(episode.pk, []))
    return f" The {one.kind} is due by {words.long_when(one.due_at)}." if one else ""
