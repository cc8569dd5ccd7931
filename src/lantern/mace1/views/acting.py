"""Actions between meetings: the list of one's own, how one goes, done, dropped (M1-6)."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.forms.done import done
from lantern.children.identity import identity_of
from lantern.children.naming import name_for
from lantern.mace1.actions import acting
from lantern.mace1.forms.discussing import DropForm, FinishForm, TellForm
from lantern.mace1.models import Action
from lantern.mace1.queries.acting import may_answer, runs

SEE = Permission.SEE_CHILDREN


@page("mace1/finish_action.html", may=SEE, writes=True)
def finish(request: Request, asked: Action) -> Response:
    """It is done, and what came of it."""
    _owns(request, asked)
    form = FinishForm(request.POST, now=request.now)
    if done(form, acting.finish, asked=asked, by=request.member, at=request.now):
        return request.go(_back(asked), said="The action is done.")
    return request.show(**_about(request, asked, form))


@page("mace1/tell_action.html", may=SEE, writes=True)
def tell(request: Request, asked: Action) -> Response:
    """How it goes."""
    _owns(request, asked)
    form = TellForm(request.POST)
    if done(form, acting.tell, asked=asked, by=request.member, at=request.now):
        return request.go(_back(asked), said="What you told stands with the action.")
    return request.show(**_about(request, asked, form))


@page("mace1/drop_action.html", may=SEE, writes=True)
def drop(request: Request, asked: Action) -> Response:
    """Whoever runs the meeting says that it is not asked for any more."""
    if not runs(asked, request.viewer):
        raise Http404
    form = DropForm(request.POST)
    if done(form, acting.drop, asked=asked, by=request.member, at=request.now):
        return request.go(_back(asked), said="The action is not asked for any more.")
    return request.show(**_about(request, asked, form))


def _owns(request: Request, asked: Action) -> None:
    """Of the agency that is asked, or one of those who run the meeting."""
    if not may_answer(asked, request.viewer):
        raise Http404


def _back(asked: Action) -> str:
    """An action has its own page once it is issued; before, it stands in the meeting."""
    if asked.issued_at is None:
        return reverse("mace1:item", args=[asked.item_id])
    return reverse("mace1:action", args=[asked.pk])


def _about(request: Request, asked: Action, form: Any) -> dict[str, Any]:
    return {
        "form": form,
        "asked": asked,
        "name": name_for(asked.child, request.viewer),
        "who": identity_of(asked.child, request.viewer),
        "cancel_url": _back(asked),
    }
