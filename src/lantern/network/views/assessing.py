"""Recording a peer group or a place, assessing it, planning for it, tying children and persons to it (EXP-6)."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.queries.lists import who_can_work_with_children
from lantern.children.queries.search import AT_MOST, search_for
from lantern.children.rules.refusals import ChangedMeanwhile
from lantern.children.rules.searching import LONGEST, read_search
from lantern.children.searches import leave_trail as leave_trail_of_children
from lantern.design.frame import Link
from lantern.network import searches
from lantern.network.actions import context_ties, contexts, statements, ties
from lantern.network.forms.contexts import (
    CHILD_KINDS,
    PERSON_KINDS,
    AssessForm,
    ContextForm,
    EndGuardianForm,
    FinishForm,
    GuardianForm,
    StepForm,
)
from lantern.network.forms.persons import BecauseForm, EndForm, TieForm
from lantern.network.models import Context, ContextChild, ContextPerson, Guardian, PersonOfConcern, PlanStep
from lantern.network.parts.contexts import assessments
from lantern.network.queries.context import with_history
from lantern.network.queries.persons import known_by_name
from lantern.network.views.entered import scheme
from lantern.network.views.of_context import entered, onward, shown, to_list
from lantern.network.vocabulary.contexts import ContextRole, ContextTieKind
from lantern.trail import actions as trail

RECORD = Permission.RECORD_PERSONS


@page("network/new_context.html", may=RECORD, writes=True)
def new(request: Request) -> Response:
    """A new record; it is assessed on its page."""
    form = ContextForm(request.POST, viewer=request.viewer)
    if form.is_valid():
        made = contexts.record_context(described=form.described, by=request.member, at=request.now)
        return request.go("network:context", made, said=f"Recorded as {made.number}. Assess it next.")
    label, url = to_list()
    return request.show(form=form, breadcrumbs=[Link(label, url)], cancel_url=url)


@page("network/change_context.html", may=RECORD, writes=True)
def change(request: Request, context: Context) -> Response:
    """What it is and where; whoever saves second is told, and what they typed stays."""
    form = ContextForm(request.POST, viewer=request.viewer, context=context)

    def save() -> None:
        version = form.cleaned_data["version"] or 0
        try:
            contexts.change_context(
                context=context, described=form.described, version=version, by=request.member, at=request.now
            )
        except ChangedMeanwhile:
            context.refresh_from_db()
            raise

    return entered(request, context, form, save, said="Changed.", stands=context)


@page("network/assess.html", may=RECORD, writes=True, along=with_history)
def assess(request: Request, context: Context) -> Response:
    """Beside the last assessment; whoever saves second sees both, and nothing is lost of either."""
    last = assessments(context)[:1]
    initial = {"version": context.version} | ({name: last[0][name] for name in ("risks", "strengths")} if last else {})
    form, theirs = AssessForm(request.POST, now=request.now, initial=initial), None
    if form.is_valid():
        try:
            contexts.assess(
                context=context, assessed=form.assessed, version=form.cleaned_data["version"] or 0, by=request.member,
                at=request.now,
            )  # fmt: skip
            return onward(request, context, "Assessed. Earlier assessments stay below.")
        except ChangedMeanwhile as refusal:
            form.add_error(None, refusal.reason)
            theirs = last[0] if last else None
            typed = request.POST.copy()  # what was typed is saved next on top of what stands now
            typed["version"] = str(context.version)
            form.data = typed
    return shown(request, context, form, theirs=theirs, last=last[0] if last else None)


@page("network/guardian.html", may=RECORD, writes=True)
def guardian(request: Request, context: Context) -> Response:
    """Somebody who could keep it safe."""
    form = GuardianForm(request.POST, now=request.now, initial={"since": request.viewer.today})

    def save() -> None:
        contexts.add_guardian(context=context, by=request.member, at=request.now, **form.cleaned_data)

    return entered(request, context, form, save, said="Added.")


@page("network/end_guardian.html", may=RECORD, writes=True)
def end_guardian(request: Request, guardian: Guardian) -> Response:
    """They keep it safe no more."""
    form = EndGuardianForm(request.POST, now=request.now, initial={"on": request.viewer.today})

    def save() -> None:
        contexts.end_guardian(guardian=guardian, by=request.member, at=request.now, **form.cleaned_data)

    return entered(request, guardian.context, form, save, said="Ended.", who=guardian.who)


@page("network/step.html", may=RECORD, writes=True)
def step(request: Request, context: Context) -> Response:
    """Something to do, whose and by when."""
    people = who_can_work_with_children(request.viewer.today)
    form = StepForm(request.POST, people=people, now=request.now)

    def save() -> None:
        contexts.add_step(context=context, by=request.member, at=request.now, **form.cleaned_data)

    return entered(request, context, form, save, said="The step is added; its owner has it in My work when it is late.")


@page("network/finish_step.html", may=Permission.SEE_PERSONS, writes=True)
def finish_step(request: Request, plan_step: PlanStep) -> Response:
    """It is done, and what came of it: by its owner, or by whoever records."""
    if plan_step.owner_id != request.member.pk and not request.viewer.may(RECORD):
        raise Http404
    form = FinishForm(request.POST, now=request.now, initial={"on": request.viewer.today})

    def save() -> None:
        contexts.finish_step(step=plan_step, by=request.member, at=request.now, **form.cleaned_data)

    return entered(request, plan_step.context, form, save, said="Done.", step=plan_step)


@page("network/context_child.html", may=RECORD, writes=True)
def tie_child(request: Request, context: Context) -> Response:
    """A child belongs to it, goes there or was found there: first which child."""
    child = request.record(Child, request.GET["child"]) if request.GET.get("child") else None
    if child is None:
        return _which_child(request, context)
    form = TieForm(request.POST, scheme=scheme(request), now=request.now, kinds=CHILD_KINDS)
    trail.viewed("network/context_child", child, by=request.member, at=request.now)

    def save() -> None:
        kind = ContextTieKind(form.cleaned_data["kind"])
        context_ties.tie_child_to(
            context=context, child=child, kind=kind, tied=form.tied, by=request.member, at=request.now
        )

    return entered(request, context, form, save, said="The tie is recorded.", whom=name_for(child, request.viewer))


def _which_child(request: Request, context: Context) -> Response:
    typed = request.GET.get("q", "").strip()[:LONGEST]
    found = []
    if typed:
        wanted = read_search(typed)
        found = [each.child for each in search_for(request.viewer, wanted)[:AT_MOST]]
        leave_trail_of_children("network/context_child", wanted, found, by=request.member, at=request.now)
    url = reverse("network:context_child", args=[context.pk])
    chosen = [(each, name_for(each, request.viewer), f"{url}?child={each.pk}") for each in found]
    return shown(request, context, None, typed=typed, found=chosen)


@page("network/context_person.html", may=RECORD, writes=True)
def tie_person(request: Request, context: Context) -> Response:
    """A person of concern has to do with it: first which."""
    person = request.record(PersonOfConcern, request.GET["other"]) if request.GET.get("other") else None
    if person is None:
        typed = request.GET.get("q", "").strip()[:LONGEST]
        found = known_by_name(typed, request.viewer)
        if typed:
            searches.leave_trail("network/context_person", typed, found, by=request.member, at=request.now)
        url = reverse("network:context_person", args=[context.pk])
        return shown(
            request, context, None, typed=typed, found=[(each, str(each), f"{url}?other={each.pk}") for each in found]
        )
    form = TieForm(request.POST, scheme=scheme(request), now=request.now, kinds=PERSON_KINDS)

    def save() -> None:
        kind = ContextRole(form.cleaned_data["kind"])
        context_ties.tie_person_to(
            context=context, person=person, kind=kind, tied=form.tied, by=request.member, at=request.now
        )

    return entered(request, context, form, save, said="The tie is recorded.", whom=str(person))


SAID: dict[str, Any] = {"child": ContextChild, "person": ContextPerson, "step": PlanStep}


@page("network/withdraw_in_context.html", may=RECORD, writes=True)
def withdraw(request: Request, kind: str, in_context: UUID) -> Response:
    """Take back what was recorded by mistake; it stays to be read."""
    found, form = _recorded(request, kind, in_context), BecauseForm(request.POST)

    def save() -> None:
        statements.withdraw(said=found, because=form.cleaned_data["because"], by=request.member, at=request.now)

    return entered(request, found.context, form, save, said="Taken back.", taken=found)


@page("network/end_in_context.html", may=RECORD, writes=True)
def end_tie(request: Request, kind: str, in_context: UUID) -> Response:
    """A tie is over; the past stays."""
    if kind == "step":
        raise Http404
    found, form = (
        _recorded(request, kind, in_context),
        EndForm(request.POST, now=request.now, initial={"on": request.viewer.today}),
    )

    def save() -> None:
        ties.end_tie(tie=found, by=request.member, at=request.now, **form.cleaned_data)

    return entered(request, found.context, form, save, said="The tie is ended.", taken=found)


def _recorded(request: Request, kind: str, key: UUID) -> Any:
    """What the address names, in scope and not taken back; the look is left on the trail."""
    if kind not in SAID:
        raise Http404
    found = request.record(SAID[kind], str(key))
    if found.withdrawn_at:
        raise Http404
    trail.viewed(request.template.removesuffix(".html"), found, by=request.member, at=request.now)
    return found


@page("network/turn_context.html", may=RECORD, writes=True)
def turn(request: Request, context: Context) -> Response:
    """Watched no more; or again."""
    form = BecauseForm(request.POST)
    act = contexts.reopen_context if context.closed_at else contexts.close_context
    said = "The record is open again." if context.closed_at else "The record is closed. It can be opened again."

    def save() -> None:
        act(context=context, because=form.cleaned_data["because"], by=request.member, at=request.now)

    return entered(request, context, form, save, said=said)
