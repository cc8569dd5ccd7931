"""One child in the meeting: what is new, what was agreed, what is said now, actions and the decision (M1-6)."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.http import Http404, JsonResponse
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.identity import identity_of
from lantern.children.naming import name_for
from lantern.children.rules.refusals import NotAllowed
from lantern.design.parts import Tag
from lantern.exploitation.rules.scheme import Scheme
from lantern.mace1.actions import acting, discussing
from lantern.mace1.forms.discussing import ActionForm, DecisionForm
from lantern.mace1.models import Item
from lantern.mace1.parts import discussing as parts
from lantern.mace1.parts import returns as returned
from lantern.mace1.parts.template import state
from lantern.mace1.queries import discussing as queries
from lantern.mace1.queries import templates as sharing
from lantern.mace1.queries.returns import agencies_of, due_of, said_of
from lantern.mace1.rules.allowed import against_deciding, against_writing
from lantern.mace1.rules.refusals import NOT_RUNNING
from lantern.meetings.queries.places import places
from lantern.meetings.tabs import comes
from lantern.organisation.queries import arrangement_on
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.writing.actions import Kept
from lantern.writing.rules import Typed
from lantern.writing.sent import Sent, refuse, save_all, save_one

SEE = Permission.SEE_CHILDREN
BEFORE_THE_FIRST = timedelta(days=90)
"""How far a first discussion looks back."""


@dataclass
class Typing:
    """What the page holds besides its texts: the line of an action and the decision, each bound when it was sent."""

    action: ActionForm
    decision: DecisionForm


@page("mace1/item.html", may=SEE, writes=True)
def item(request: Request, item: Item) -> Response:
    """The child's screen; posted as a whole, every text is saved, and then the action is added or the decision made."""
    runs = _enter(request, item)
    sections = queries.sections_of(item.meeting)
    typing, sent = _forms(request, item, data=None), Sent()
    if request.posted:
        if not runs:
            return request.go("mace1:item", item, refused=NOT_RUNNING)
        sent = save_all(request, [each.key for each in sections], lambda slug, typed: _save(request, item, slug, typed))
        typing = _forms(request, item, data=request.POST)
        if not sent.clashed and not sent.refused:
            onward = _carried_out(request, item, typing)
            if onward is not None:
                return onward
    return _shown(request, item, typing, sent, runs=runs)


@page("mace1/item.html", may=SEE, writes=True)
def save_section(request: Request, item: Item) -> Response:
    """One section, sent by the page's script as somebody types."""
    runs = _enter(request, item)
    if not request.posted:
        return request.go("mace1:item", item)
    if not runs or against_writing(item.meeting.stage):
        return refuse()
    slug = request.POST.get("section", "")
    return save_one(request, lambda typed: _save(request, item, slug, typed), lambda: queries.writers_of(item))


@page("mace1/item.html", may=SEE, trail_as="mace1/item_now")
def now(request: Request, item: Item) -> Response:
    """What stands now, for the page's script: others see what is written, and that an action or a decision was added."""
    _enter(request, item)
    texts, names = queries.texts_of(item), queries.writers_of(item)
    told = {
        each.key: {
            "version": texts[each.key].version,
            "text": texts[each.key].text,
            "by": names.get(texts[each.key].by, ""),
        }
        for each in queries.sections_of(item.meeting)
    }
    return JsonResponse({"sections": told, "stamp": queries.stamp(item)})


def _handed(request: Request, item: Item) -> tuple[str, Tag] | None:
    """Where the template of a first discussion is read, "" for who may not, and how it stands."""
    found = sharing.templates_for([item]).get(item.pk)
    if found is None:
        return None
    url = reverse("mace1:template", args=[found.pk]) if sharing.may_read(found, item.meeting, request.viewer) else ""
    return url, state(found, sharing.due_before_meeting(item.meeting), request.now)


def _enter(request: Request, item: Item) -> bool:
    """Whether the viewer runs the meeting; whoever has no place in it, or may not open its papers, meets nothing here."""
    of = places(request.viewer)
    if of.against or not comes(item.meeting, request.viewer) or item.deferred_at is not None:
        raise Http404
    return item.meeting.series_id in of.runs


def _save(request: Request, item: Item, slug: str, typed: Typed) -> Kept:
    return discussing.write_section(item=item, section=slug, typed=typed, by=request.member, at=request.now)


def _forms(request: Request, item: Item, data: Any) -> Typing:
    reviews = queries.reviews_to_come(item.meeting)
    today = london(request.now).date()
    levels = Scheme.of(arrangement_on(today, request.member.partnership).exploitation).levels
    go = request.POST.get("go") if request.posted else ""
    wants_action = bool(data and (go == "action" or data.get("action-words", "").strip()))
    return Typing(
        ActionForm(
            data if wants_action else None,
            asked=queries.agencies_asked(item.meeting),
            today=today,
            review=reviews[0] if reviews else None,
            now=request.now,
        ),
        DecisionForm(
            data if go == "decide" else None,
            levels=[each.name for each in reversed(levels)],
            reviews=reviews,
            closings=queries.closings_of(item.meeting),
            stands=queries.decision_of(item),
        ),
    )


def _carried_out(request: Request, item: Item, typing: Typing) -> Response | None:
    """Add the action that was typed, then decide; `None` when something is to be mended first."""
    by, at = request.member, request.now
    try:
        if typing.action.is_bound:
            if not typing.action.is_valid():
                return None
            acting.agree(item=item, **typing.action.agreed, by=by, at=at)
        if not typing.decision.is_bound:
            said = "The action is added." if typing.action.is_bound else "Everything is saved."
            return request.go(f"{reverse('mace1:item', args=[item.pk])}#actions", said=said)
        if not typing.decision.is_valid():
            return None
        discussing.decide(item=item, decided=typing.decision.decided, by=by, at=at)
    except NotAllowed as refusal:
        form = typing.decision if typing.decision.is_bound else typing.action
        form.add_error(None, refusal.reason)
        return None
    return _to_next(request, item)


def _to_next(request: Request, item: Item) -> Response:
    """The next child who is not decided, from here on round; the agenda when there is none."""
    order = queries.running_order(item.meeting, request.viewer)
    place = next((n for n, each in enumerate(order) if each.pk == item.pk), 0)
    waiting = [each for each in order[place + 1 :] + order[:place] if not each.is_decided]  # type: ignore[attr-defined]
    if waiting:
        return request.go("mace1:item", waiting[0], said=f"{name_for(item.child, request.viewer)} is decided.")
    return request.go("mace1:agenda", item.meeting, said="Every child on the agenda is decided.")


def _shown(request: Request, item: Item, typing: Typing, sent: Sent, *, runs: bool) -> Response:
    viewer, meeting = request.viewer, item.meeting
    order, last = queries.running_order(meeting, viewer), queries.last_time(item)
    since = last.item.meeting.begins_at if last else item.case.opened_at - BEFORE_THE_FIRST
    against = against_writing(meeting.stage) or ("" if runs else NOT_RUNNING)
    decision, today = queries.decision_of(item), viewer.today
    others = [each for each in order if each.pk != item.pk]
    trail.viewed_many("mace1/agenda", others, by=request.member, at=request.now)
    return request.show(
        item=item,
        meeting=meeting,
        name=name_for(item.child, viewer),
        who=identity_of(item.child, viewer),
        order=parts.order_lines(order, item, viewer),
        done=sum(bool(getattr(each, "is_decided", False)) for each in order),
        last=last,
        last_words=parts.decision_words(last.decision) if last else "",
        last_actions=parts.action_lines(last.actions, today) if last else [],
        new=queries.new_since(item, since, viewer),
        handed=_handed(request, item),
        held_columns=returned.COLUMNS,
        held=returned.of_child(item.pk, agencies_of(meeting), said_of([item], due_of(meeting))),
        sections=parts.asked_sections(
            queries.sections_of(meeting),
            queries.texts_of(item),
            queries.writers_of(item),
            str(request.member.pk),
            sent.typed,
        ),
        actions=parts.action_lines(queries.actions_of(item), today),
        decision=decision,
        decided=parts.decision_words(decision),
        typing=typing,
        against=against,
        may_decide=runs and not against_deciding(meeting.stage),
        clashed=sent.clashed,
        refused=sent.reasons,
        editing=uuid4(),
        stamp=queries.stamp(item),
    )
