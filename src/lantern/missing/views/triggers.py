"""Triggers: what waits for an answer, the form of the answer, and taking one back (MIS-12)."""

from dataclasses import replace

from django.http import QueryDict
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.children.cut import THAT_DAY, cut_words, mark_pills
from lantern.design.keyset import at_the_beginning, counted_together, paged
from lantern.design.listing import Count, Pill, pills
from lantern.missing.actions.answering import answer_triggers, take_back_answer
from lantern.missing.forms_of_triggers import AnswerForm, TakeBackForm
from lantern.missing.models import Trigger, TriggerAnswer
from lantern.missing.parts import triggers as parts
from lantern.missing.parts.tabs import tabs
from lantern.missing.queries.triggers import ORDER, Asked, others_waiting, triggers
from lantern.missing.rules.answering import against_answering, answers_for
from lantern.missing.views.entered import entered
from lantern.missing.vocabulary import TRIGGER_WORDS, Answerer, TriggerState
from lantern.organisation.vocabulary import Role
from lantern.timekeeping import words
from lantern.trail import actions as trail

COUNTED_TO = 250
STATES = [
    (TriggerState.UNANSWERED, "Unanswered"),
    (TriggerState.MINE, "Mine to answer"),
    (TriggerState.ANSWERED, "Answered"),
    (TriggerState.WITHDRAWN, "Withdrawn"),
]


@page("missing/triggers.html", may=Permission.SEE_MISSING)
def listing(request: Request) -> Response:
    """What the address asks for, the longest unanswered first."""
    asked, viewer = Asked.read(request.GET), request.viewer
    states = [state for state, _ in STATES if state is not TriggerState.MINE or answers_for(viewer.roles)]
    counts = counted_together(
        {state: triggers(viewer, replace(asked, state=state)) for state in states}, cap=COUNTED_TO
    )
    part = paged(
        triggers(viewer, asked), request.GET, order=ORDER[asked.state], count=counts.get(asked.state, Count(0))
    )
    trail.viewed_many("missing/triggers", list(part.rows), by=request.member, at=request.now)
    return request.show(
        listing=part,
        filters=_filters(at_the_beginning(request.GET), counts),
        columns=parts.COLUMNS[asked.state],
        rows=parts.rows(part.rows, asked.state, viewer),
        place=viewer.areas.name(viewer.focus),
        cut=cut_words(asked.mark, on="on that day"),
        mark=asked.mark.label.lower() if asked.mark else "",
        tabs=tabs(viewer, "triggers"),
        take_out_url=take_out_url(viewer, "triggers", request.GET),
    )


def _filters(params: QueryDict, counts: dict[TriggerState, Count]) -> list[tuple[str, tuple[Pill, ...]]]:
    states = [(state.value, label) for state, label in STATES if state in counts]
    kinds = [("", "Any cause"), *((kind.value, said) for kind, said in TRIGGER_WORDS.items())]
    return [
        ("State", pills(params, "state", states, {state.value: count for state, count in counts.items()})),
        ("Cause", pills(params, "kind", kinds)),
        (THAT_DAY, mark_pills(params)),
    ]


@page("missing/answer.html", may=Permission.ANSWER_TRIGGERS, writes=True)
def answer(request: Request, trigger: Trigger) -> Response:
    """Decide about a trigger, and about others of the child that it answers as well."""
    others = others_waiting(trigger, request.viewer)
    form = AnswerForm(request.POST, now=request.now, others=[(each.pk, _said(each)) for each in others])

    def save() -> Response:
        together = [trigger, *(each for each in others if str(each.pk) in form.also_answered)]
        answer_triggers(triggers=together, by=request.member, at=request.now, **form.cleaned_answer())
        return request.go("missing:episode", trigger.incident_id, said="Answered. What follows from it is owed.")

    against = _against(trigger, request.viewer.roles)
    return entered(request, trigger.child, form, save, back=_back(trigger), against=against, trigger=trigger)


@page("missing/answer_back.html", may=Permission.ANSWER_TRIGGERS, writes=True)
def take_back(request: Request, answer: TriggerAnswer) -> Response:
    """The trigger waits again."""
    trigger, form = answer.trigger, TakeBackForm(request.POST)

    def save() -> Response:
        take_back_answer(answer=answer, why=form.cleaned_data["why"], by=request.member, at=request.now)
        return request.go("missing:episode", trigger.incident_id, said="Taken back. The trigger waits again.")

    against = against_answering(Answerer(trigger.answerer), request.viewer.roles)
    if answer.undone_at:
        against = "This answer has been taken back already."
    return entered(
        request, answer.child, form, save, back=_back(trigger), against=against, answer=answer, trigger=trigger
    )


def _back(trigger: Trigger) -> str:
    return reverse("missing:episode", args=[trigger.incident_id])


def _against(trigger: Trigger, roles: frozenset[Role]) -> str:
    answered = f"It was answered on {words.long_when(trigger.answered_at)}." if trigger.answered_at else ""
    return against_answering(Answerer(trigger.answerer), roles, withdrawn=trigger.withdrawn_why, answered=answered)


def _said(trigger: Trigger) -> str:
    return f"{trigger.title}, {trigger.answered_by.lower()}: {trigger.words}"
