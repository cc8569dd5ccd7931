"""What every page of this room has in common: whose map it is, and the way back to it."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.urls import reverse

from lantern.access.page import Request, Response
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.design.forms import Form
from lantern.ecomap.models import Node, Tie
from lantern.ecomap.rules.said import Difference, differences

MAP = "casefile:network"


def shown(request: Request, child: Child, **context: Any) -> Response:
    """The page, under the bar that says which child it is about."""
    return request.show(
        child=child,
        name=name_for(child, request.viewer),
        who=identity_of(child, request.viewer),
        cancel_url=reverse(MAP, args=[child.pk]),
        **context,
    )


def onward(request: Request, child: Child, said: str) -> Response:
    """Back to the map."""
    return request.go(MAP, child, said=said)


def done(form: Form, action: Callable[[], object]) -> bool:
    """Whether `action` ran on what the form holds; a refusal is an error of the form."""
    if not form.is_valid():
        return False
    try:
        action()
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True


class Outcome(NamedTuple):
    """Whether it was saved; else what somebody else wrote meanwhile, beside what was typed."""

    saved: bool
    clashes: list[Difference] = []


def saved(
    form: Form, action: Callable[[], object], *, row: Node | Tie, typed: Callable[[], Any], stands: Callable[[], Any]
) -> Outcome:
    """Save what the form holds. Who saves second sees both, keeps what they typed, and may save that upon the other."""
    if not form.is_valid():
        return Outcome(False)
    try:
        action()
    except ChangedMeanwhile as refusal:
        form.add_error(None, refusal.reason)
        form.data = {**form.data.dict(), "version": str(row.version)}  # type: ignore[attr-defined]
        return Outcome(False, differences(typed(), stands()))
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return Outcome(False)
    return Outcome(True)


def pressed(request: Request, child: Child, action: Callable[[], object], said: str) -> Response:
    """A button that does one thing, and back; opened as a page it does nothing."""
    if request.posted:
        try:
            action()
        except NotAllowed as refusal:
            said = refusal.reason
    return onward(request, child, said if request.posted else "")
