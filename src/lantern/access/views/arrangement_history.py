"""The versions of the arrangement: their history, two side by side, and withdrawing one that is still to come (PAR-7)."""

from django.http import Http404
from django.urls import reverse

from lantern.access.arranging.history import compared, history, rows_of_versions, versions_of
from lantern.access.forms import ConfirmForm
from lantern.access.page import Request, Response, page
from lantern.access.parts import tabs
from lantern.access.vocabulary import Permission
from lantern.design.frame import Link
from lantern.organisation import actions
from lantern.organisation.models import ArrangementVersion
from lantern.organisation.rules.arrangement import Arrangement
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.rules.versions import against_withdrawing

ARRANGEMENT = ("Arrangement", "access:arrangement")


@page("access/arrangement_history.html", may=Permission.SEE_ORGANISATION)
def versions(request: Request) -> Response:
    """Every version: from when, by whom, why, what it changed, what follows it."""
    return request.show(
        tabs=tabs("arrangement"),
        versions=history(rows_of_versions(), request.viewer),
        may_edit=request.viewer.may(Permission.EDIT_ARRANGEMENT),
        breadcrumbs=[Link(ARRANGEMENT[0], reverse(ARRANGEMENT[1]))],
    )


@page("access/compare_arrangements.html", may=Permission.SEE_ORGANISATION)
def compare(request: Request) -> Response:
    """Any two versions side by side; the two made last when none are asked for."""
    rows = rows_of_versions()
    second = _asked(request, "second", rows) or rows[0]
    first = _asked(request, "first", rows) or next((row for row in rows if row.number < second.number), second)
    parts = list(compared(*(Arrangement.model_validate(row.document) for row in (first, second))))
    return request.show(
        rows=rows,
        first=first,
        second=second,
        choosers=(("first", "One version", first), ("second", "The other", second)),
        parts=parts,
        number=sum(side.differs for _, sides in parts for side in sides),
        breadcrumbs=[
            Link(ARRANGEMENT[0], reverse(ARRANGEMENT[1])),
            Link("History", reverse("access:arrangement_history")),
        ],
    )


@page("access/withdraw_arrangement.html", may=Permission.EDIT_ARRANGEMENT, writes=True, powerful=True)
def withdraw(request: Request, number: int) -> Response:
    """Take back a version that has not taken effect yet."""
    found = versions_of(rows_of_versions())
    version = next((each for each in found.every if each.number == number), None)
    if version is None:
        raise Http404
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            actions.withdraw_arrangement(
                number=number, seen=request.member.partnership.arrangement_version, by=request.member, at=request.now
            )
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            return request.go(
                "access:arrangement_history", said=f"Version {number} is withdrawn. It stays in the history."
            )
    return request.show(
        form=form,
        version=version,
        then=found.without(number, request.now).in_force(version.since),
        reason=against_withdrawing(version, request.viewer.today),
        cancel_url=reverse("access:arrangement_history"),
    )


def _asked(request: Request, name: str, rows: list[ArrangementVersion]) -> ArrangementVersion | None:
    return next((row for row in rows if str(row.number) == request.GET.get(name)), None)
