"""What people did about an episode: recorded, read, printed and put right with what was there before kept (MIS-7, MIS-8)."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.missing import actions
from lantern.missing.forms_of_steps import StepForm, initial_of
from lantern.missing.models import Episode, Step
from lantern.missing.parts.recorded import Difference, differences, recorded_parts, versions
from lantern.missing.parts.stepper import ABOUT_CHATS
from lantern.missing.parts.who import identity_of, named
from lantern.missing.queries.allowed import against
from lantern.missing.queries.recorded import plan_before, versions_of
from lantern.missing.queries.told import told
from lantern.missing.rules.following import WHILE_MISSING
from lantern.missing.rules.refusals import ChangedMeanwhile
from lantern.missing.views.entered import entered_of_episode
from lantern.missing.vocabulary import STEP_VERBS, StepKind
from lantern.timekeeping import words
from lantern.timekeeping.moments import Moment

BACK_FIRST = "The child is not back yet. Record the return first."


@page("missing/step.html", may=Permission.RECORD_STEPS, writes=True)
def record_step(request: Request, episode: Episode, kind: str) -> Response:
    """Something that was owed has been done. A new plan begins with what the last one says."""
    step = next((each for each in StepKind if each.slug == kind), None)
    if step is None:
        raise Http404
    if step in ABOUT_CHATS:
        return request.go("missing:chat_of", episode)
    before = plan_before(episode) if step is StepKind.PREVENTION_PLAN else None
    initial = initial_of(step, before.said) if before else {}
    form = StepForm(request.POST, now=request.now, kind=step, initial=initial)
    behind = told(episode, request.now)
    owed = [one for one in behind.owed if one.kind == step]
    waits = next((one for one in owed if one.met_at is None), None)

    def save() -> str:
        actions.record_step(episode=episode, kind=step, by=request.member, at=request.now, **form.cleaned_step())
        return f"{step.capitalize()} recorded."

    return entered_of_episode(
        request,
        episode,
        form,
        save,
        against=BACK_FIRST if step not in WHILE_MISSING and episode.end is None else "",
        verb=STEP_VERBS[step],
        owed=waits or (owed[0] if owed else None),
        earlier=not waits and any(each.kind == step and each.withdrawn_at is None for each in behind.steps),
        begins_with=words.day(Moment(before.happened_at).day) if before else "",
    )


@page("missing/recorded.html", may=Permission.RECORD_STEPS)
def recorded(request: Request, episode: Episode, step: Step) -> Response:
    """One record as it stands, to read and to print, with what it said before it was corrected."""
    _check_of(step, episode)
    viewer, kind = request.viewer, StepKind(step.kind)
    correct_url = reverse("missing:correct_step", args=[episode.pk, step.pk])
    return request.show(
        episode=episode,
        step=step,
        heading=kind.capitalize(),
        at=Moment(step.happened_at, step.date_only),
        parts=recorded_parts(step),
        versions=versions(step, versions_of(step)),
        name=named(episode.child, viewer),
        who=identity_of(episode.child, viewer),
        correct_url=correct_url,
        correct_reason="It was taken back." if step.withdrawn_at else against(viewer, Permission.RECORD_STEPS),
        episode_url=reverse("missing:episode", args=[episode.pk]),
    )


@page("missing/correct_step.html", may=Permission.RECORD_STEPS, writes=True)
def correct_step(request: Request, episode: Episode, step: Step) -> Response:
    """Put right what was recorded; whoever saves second sees both wordings, and nothing is lost of either."""
    _check_of(step, episode)
    form = StepForm(request.POST, now=request.now, kind=StepKind(step.kind), initial=_stands(step))
    clashes: list[Difference] = []

    def save() -> str:
        version = form.cleaned_data["version"] or 0
        try:
            actions.correct_step(
                episode=episode, step=step, version=version, by=request.member, at=request.now, **form.cleaned_step()
            )
        except ChangedMeanwhile:
            step.refresh_from_db()
            clashes.extend(differences(step, form.cleaned_step()))
            form.data = {**form.data.dict(), "version": str(step.version)}  # type: ignore[attr-defined]
            raise
        return "Corrected. What was there before is kept."

    return entered_of_episode(
        request,
        episode,
        form,
        save,
        against="It was taken back already." if step.withdrawn_at else "",
        kind=StepKind(step.kind).capitalize(),
        clashes=clashes,
    )


def _check_of(step: Step, episode: Episode) -> None:
    if step.child_id != episode.child_id:
        raise Http404


def _stands(step: Step) -> dict[str, Any]:
    """The form's fields as the record stands."""
    return {
        "happened": Moment(step.happened_at, step.date_only),
        "reference": step.reference,
        "note": step.note,
        "version": step.version,
        **initial_of(StepKind(step.kind), step.said),
    }
