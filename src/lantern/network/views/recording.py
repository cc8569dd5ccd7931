"""Recording a person of concern, what is said of them, and whom they have to do with (EXP-5)."""

from typing import Any
from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.queries.search import AT_MOST, search_for
from lantern.children.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.children.rules.searching import LONGEST, read_search
from lantern.children.searches import leave_trail as leave_trail_of_children
from lantern.design.frame import Link
from lantern.network import searches
from lantern.network.actions import persons, statements, ties
from lantern.network.forms.persons import (
    CHILD_KINDS,
    PERSON_KINDS,
    BecauseForm,
    EndForm,
    PersonForm,
    StatementForm,
    TieForm,
)
from lantern.network.models import Breach, ChildTie, Order, PersonOfConcern, PersonTie, Statement
from lantern.network.queries.persons import known_by_name
from lantern.network.views import of_context
from lantern.network.views.entered import entered, onward, scheme, shown
from lantern.network.vocabulary.persons import ChildTieKind, PersonTieKind
from lantern.trail import actions as trail

RECORD = Permission.RECORD_PERSONS


@page("network/new_person.html", may=RECORD, writes=True)
def new(request: Request) -> Response:
    """A new record; what is said of them, and ties, follow on their page."""
    form = PersonForm(request.POST, viewer=request.viewer)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("name", "description", "area")}
        person = persons.record_person(by=request.member, at=request.now, **said)
        return request.go("network:person", person, said=f"Recorded as {person.number}. Add what is known of them.")
    return request.show(
        form=form,
        breadcrumbs=[Link("Persons of concern", reverse("network:persons"))],
        cancel_url=reverse("network:persons"),
    )


@page("network/change_person.html", may=RECORD, writes=True)
def change(request: Request, person: PersonOfConcern) -> Response:
    """Another name, description or area; whoever saves second sees both, and nothing is lost of either."""
    form, differences = PersonForm(request.POST, viewer=request.viewer, person=person), []
    if form.is_valid():
        try:
            persons.change_person(person=person, by=request.member, at=request.now, **_with_version(form.cleaned_data))
        except ChangedMeanwhile as refusal:
            person.refresh_from_db()
            form.add_error(None, refusal.reason)
            differences = form.differences(person)
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            return onward(request, person, "Changed. What stood before is in the history.")
    return shown(request, person, form, differences=differences)


def _with_version(said: dict[str, Any]) -> dict[str, Any]:
    return said | {"version": said["version"] or 0}


@page("network/say.html", may=RECORD, writes=True)
def say(request: Request, person: PersonOfConcern) -> Response:
    """One thing that is known of them, with its source."""
    form = StatementForm(
        request.POST, scheme=scheme(request), now=request.now,
        initial={"about": request.GET.get("about", ""), "on": request.viewer.today},
    )  # fmt: skip

    def save() -> None:
        statements.record_statement(person=person, by=request.member, at=request.now, **form.cleaned_data)

    return entered(request, person, form, save, said="Recorded.")


@page("network/tie_child.html", may=RECORD, writes=True)
def tie_child(request: Request, person: PersonOfConcern) -> Response:
    """A tie to a child: first which child, then what kind of tie."""
    child = request.record(Child, request.GET["child"]) if request.GET.get("child") else None
    if child is None:
        return _which_child(request, person)
    form = TieForm(request.POST, scheme=scheme(request), now=request.now, kinds=CHILD_KINDS)
    trail.viewed("network/tie_child", child, by=request.member, at=request.now)

    def save() -> None:
        kind = ChildTieKind(form.cleaned_data["kind"])
        ties.tie_child(person=person, child=child, kind=kind, tied=form.tied, by=request.member, at=request.now)

    return entered(request, person, form, save, said="The tie is recorded.", whom=name_for(child, request.viewer))


def _which_child(request: Request, person: PersonOfConcern) -> Response:
    """Children in sight who answer to what was typed."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    found = []
    if typed:
        wanted = read_search(typed)
        found = [each.child for each in search_for(request.viewer, wanted)[:AT_MOST]]
        leave_trail_of_children("network/tie_child", wanted, found, by=request.member, at=request.now)
    url = reverse("network:tie_child", args=[person.pk])
    chosen = [(each, name_for(each, request.viewer), f"{url}?child={each.pk}") for each in found]
    return shown(request, person, None, typed=typed, found=chosen)


@page("network/tie_person.html", may=RECORD, writes=True)
def tie_person(request: Request, person: PersonOfConcern) -> Response:
    """A tie to another person of concern: first which, then what kind."""
    other = request.record(PersonOfConcern, request.GET["other"]) if request.GET.get("other") else None
    if other is None:
        return which_person(request, person, "network:tie_person", "other")
    form = TieForm(request.POST, scheme=scheme(request), now=request.now, kinds=PERSON_KINDS)

    def save() -> None:
        kind = PersonTieKind(form.cleaned_data["kind"])
        ties.tie_person(person=person, other=other, kind=kind, tied=form.tied, by=request.member, at=request.now)

    return entered(request, person, form, save, said="The tie is recorded.", whom=str(other))


def which_person(request: Request, person: PersonOfConcern, url_name: str, key: str) -> Response:
    """Persons in sight who answer to what was typed, but for this one."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    found = [each for each in known_by_name(typed, request.viewer) if each.pk != person.pk]
    if typed:
        searches.leave_trail(request.template.removesuffix(".html"), typed, found, by=request.member, at=request.now)
    url = reverse(url_name, args=[person.pk])
    return shown(
        request, person, None, typed=typed, found=[(each, str(each), f"{url}?{key}={each.pk}") for each in found]
    )


SAID = {"statement": Statement, "child-tie": ChildTie, "tie": PersonTie, "order": Order, "breach": Breach}
TIES = {"child-tie": ChildTie, "tie": PersonTie}


@page("network/withdraw.html", may=RECORD, writes=True)
def withdraw(request: Request, kind: str, said: UUID) -> Response:
    """Take back what was recorded by mistake; it stays to be read."""
    taken = _recorded(request, SAID, kind, said)
    form = BecauseForm(request.POST)

    def save() -> None:
        statements.withdraw(said=taken, because=form.cleaned_data["because"], by=request.member, at=request.now)

    order = taken.order if isinstance(taken, Breach) else taken
    if isinstance(order, Order) and order.context:
        return of_context.entered(request, order.context, form, save, said="Taken back.", taken=taken)
    return entered(request, order.person.root, form, save, said="Taken back.", taken=taken)


@page("network/end_tie.html", may=RECORD, writes=True)
def end_tie(request: Request, kind: str, tied: UUID) -> Response:
    """A tie is over; the past stays."""
    taken = _recorded(request, TIES, kind, tied)
    form = EndForm(request.POST, now=request.now, initial={"on": request.viewer.today})

    def save() -> None:
        ties.end_tie(tie=taken, by=request.member, at=request.now, **form.cleaned_data)

    return entered(request, taken.person.root, form, save, said="The tie is ended.", taken=taken)


def _recorded(request: Request, kinds: dict[str, Any], kind: str, key: UUID) -> Any:
    """What the address names, in scope and not taken back; the look is left on the trail."""
    if kind not in kinds:
        raise Http404
    found = request.record(kinds[kind], str(key))
    if found.withdrawn_at:
        raise Http404
    trail.viewed(request.template.removesuffix(".html"), found, by=request.member, at=request.now)
    return found


@page("network/turn_person.html", may=RECORD, writes=True)
def turn(request: Request, person: PersonOfConcern) -> Response:
    """No person of concern after all; or one again."""
    form = BecauseForm(request.POST)
    act = persons.reopen_person if person.closed_at else persons.close_person
    said = "The record is open again." if person.closed_at else "The record is closed. It can be opened again."

    def save() -> None:
        act(person=person, because=form.cleaned_data["because"], by=request.member, at=request.now)

    return entered(request, person, form, save, said=said)
