"""Waiving with a reason, taking that back, and handing over."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.rules.refusals import NotAllowed
from lantern.obligations import actions, queries, rows, subjects
from lantern.obligations.forms import HandOverForm, WaiveForm
from lantern.obligations.models import Obligation
from lantern.trail import actions as trail

MOST_AT_ONCE = 100


@page("obligations/waive.html", may=Permission.WAIVE, writes=True)
def waive(request: Request, obligation: Obligation) -> Response:
    """Say why it is not owed after all."""
    form = WaiveForm(request.POST)
    if form.is_valid():
        try:
            actions.waive(obligation=obligation, reason=form.cleaned_data["reason"], by=request.member, at=request.now)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            return request.go("obligations:owed", said="Waived. It stands under Waived, where it can be taken back.")
    line = rows.line(obligation, request.viewer)
    return request.show(form=form, line=line, submit="Waive", cancel_url=reverse("obligations:owed"))


@page("obligations/owed.html", may=Permission.WAIVE, writes=True)
def owed_again(request: Request, obligation: Obligation) -> Response:
    """Take a waiver back."""
    if request.posted and obligation.waived_at:
        actions.end_waiver(obligation=obligation, by=request.member, at=request.now)
        return request.go("obligations:owed", said=f"Owed again: {subjects.verb(obligation)}.")
    return request.go("obligations:owed")


@page("obligations/hand_over.html", may=Permission.WAIVE, writes=True)
def hand_over(request: Request) -> Response:
    """Those ticked in the list, and who takes them: choose and confirm."""
    chosen = _chosen(request)
    if not chosen:
        return request.go("obligations:owed", refused="Nothing was ticked, so nothing was handed over.")
    form = HandOverForm(request.POST, members=queries.who_can_owe(request.viewer.today))
    if form.is_valid():
        to = form.cleaned_data["to"]
        try:
            actions.hand_over_all(obligations=chosen, to=to, by=request.member, at=request.now)
        except NotAllowed as refusal:
            form.add_error("to", refusal.reason)
        else:
            return request.go("obligations:owed", said=f"{len(chosen)} handed over to {to.name}.")
    trail.viewed_many("obligations/hand_over", chosen, by=request.member, at=request.now)
    return request.show(form=form, lines=rows.lines(chosen, request.viewer), cancel_url=reverse("obligations:owed"))


def _chosen(request: Request) -> list[Obligation]:
    """The obligations ticked, as far as the viewer may see them; the rest do not exist for them."""
    ticked = (request.POST or request.GET).getlist("owed")[:MOST_AT_ONCE]
    try:
        ids = [UUID(each) for each in ticked]
    except ValueError:
        raise Http404 from None
    found = Obligation.visible_to(request.viewer).filter(pk__in=ids)
    return list(queries.for_lines(found).order_by("due_at", "id"))
