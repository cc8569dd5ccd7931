"""Restricting a record to people named, who they are, and whether it must stay so (SHA-4)."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.actions import restricting as actions
from lantern.children.forms.done import done
from lantern.children.forms.restricted import LIFT, NamePersonForm, RestrictForm, ReviewForm
from lantern.children.models import Child, NamedPerson, Restriction
from lantern.children.queries import restricted as queries
from lantern.children.queries.record import record_of
from lantern.children.restrictions import stand_of, standing
from lantern.children.views.changed import changed, shown
from lantern.children.views.onward import NOT_NAMED, onward
from lantern.design.forms import Form

SEE = Permission.SEE_CHILDREN


@page("children/restrict.html", may=Permission.RESTRICT, writes=True)
def restrict(request: Request, child: Child) -> Response:
    """Say why, and name those who are to see the record; nobody else does from then on."""
    form = RestrictForm(request.POST, people=queries.can_be_named(child.pk, request.viewer.today), first=request.member)
    said = "The record is restricted to the people you named."
    return changed(request, child, form, actions.restrict, said, to="children:restricted", lost=NOT_NAMED) or shown(
        request, child, form, restricted=record_of(child).is_restricted
    )


@page("children/restricted.html", may=SEE)
def restricted(request: Request, child: Child) -> Response:
    """Why the record is restricted, who is named, when it is looked at again, and what was before."""
    told = standing(child, request.viewer)
    if not told:
        raise Http404
    return shown(request, child, Form(), told=told)


@page("children/name_person.html", may=SEE, writes=True)
def name_person(request: Request, restriction: Restriction) -> Response:
    """One more person sees the record."""
    _holds(restriction)
    named = {each.member_id for each in queries.ever_named([restriction]) if each.ended_at is None}
    people = queries.can_be_named(restriction.child_id, request.viewer.today).exclude(pk__in=named)
    form = NamePersonForm(request.POST, people=people)
    return _changed(request, restriction, form, actions.name_person, "They see the record from now on.")


@page("children/take_off.html", may=SEE, writes=True)
def take_off(request: Request, named_person: NamedPerson) -> Response:
    """Somebody is named no more."""
    person = named_person
    restriction = person.restriction
    _holds(restriction)
    if person.ended_at:
        raise Http404
    form = Form(request.POST)

    def take(*, restriction: Restriction, **given: Any) -> None:
        actions.take_off(person=person, **given)

    said = f"{person.member.name} sees the record no more."
    return _changed(request, restriction, form, take, said, person=person)


@page("children/review_restriction.html", may=SEE, writes=True)
def review(request: Request, restriction: Restriction) -> Response:
    """Whether it must stay restricted: kept for a reason, or lifted for one."""
    _holds(restriction)
    form = ReviewForm(request.POST)
    lifts = form.is_bound and form.data.get("answer") == LIFT

    def answered(*, restriction: Restriction, answer: str, **given: Any) -> None:
        (actions.lift if answer == LIFT else actions.keep_restricted)(restriction=restriction, **given)

    said = "The restriction is lifted." if lifts else "The record stays restricted."
    to = "" if lifts else "children:restricted"
    stand = stand_of(restriction, request.viewer)
    return _changed(request, restriction, form, answered, said, to=to, stand=stand)


def _holds(restriction: Restriction) -> None:
    """What was lifted is read, and changed no more."""
    if restriction.lifted_at:
        raise Http404


def _changed(
    request: Request, restriction: Restriction, form: Form, action: Any, said: str, *, to: str = "children:restricted",
    **context: Any,
) -> Response:  # fmt: skip
    child = restriction.child
    if done(form, action, restriction=restriction, by=request.member, at=request.now):
        return onward(request, child, said=said, url=to and reverse(to, args=[child.pk]), lost=NOT_NAMED)
    back = reverse("children:restricted", args=[child.pk])
    return shown(request, child, form, restriction=restriction, back_url=back, **context)
