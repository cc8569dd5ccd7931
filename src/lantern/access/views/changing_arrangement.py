"""Changing a part of the arrangement: the form, what the change would do, and only then the change (PAR-7)."""

from typing import Any

from django.http import Http404
from django.urls import reverse

from lantern.access.arranging.forms import PartForm
from lantern.access.arranging.preview import preview
from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.forms import Form
from lantern.design.frame import Link
from lantern.organisation import actions
from lantern.organisation.actions.arrangement import ChangedMeanwhile
from lantern.organisation.choices import choices
from lantern.organisation.queries import arrangement_versions
from lantern.organisation.rules.in_words import label_of, value_in_words
from lantern.organisation.rules.leaves import differing
from lantern.organisation.rules.parts import PARTS, Part
from lantern.organisation.rules.planning import Overtaken, Planned, merged, overtaken, planned
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.rules.versions import Version, Versions
from lantern.timekeeping.moments import DAY
from lantern.timekeeping.words import long_day

EDIT = Permission.EDIT_ARRANGEMENT
NOTHING = "Nothing would change: all of this holds on that day already."


@page("access/change_part.html", may=EDIT, writes=True, powerful=True)
def change(request: Request, part: str) -> Response:
    """One part: first what it says, then what a change of it would move, then, confirmed, the change."""
    chosen = next((each for each in PARTS if each.slug == part), None)
    if chosen is None:
        raise Http404
    versions = arrangement_versions()
    form = _form(request, chosen, _began(request, versions))
    if not request.posted or not form.is_valid() or "again" in request.POST:
        return _asked(request, chosen, form)
    stands = versions.in_force(form.cleaned_data["since"])
    assert stands is not None
    if meanwhile := overtaken(_began(request, versions).arrangement, stands.arrangement, form.values):
        return _overtaken(request, chosen, form, stands, meanwhile)
    plan = planned(versions, form.values, form.cleaned_data["since"], request.now)
    if not differing(plan.before, plan.after):
        form.add_error(None, NOTHING)
        return _asked(request, chosen, form)
    return _confirmed(request, chosen, form, plan)


def _confirmed(request: Request, part: Part, form: PartForm, plan: Planned) -> Response:
    """Make the change when it was confirmed as it stands now; else show what it would do."""
    if "confirm" not in request.POST:
        return _foreseen(request, part, form, plan)
    try:
        made = actions.change_arrangement(
            values=form.values,
            effective_from=plan.since,
            note=form.cleaned_data["note"],
            seen=_number(request.POST["confirm"]),
            by=request.member,
            at=request.now,
        )
    except ChangedMeanwhile as refusal:
        return _foreseen(request, part, form, plan, refusal.reason)
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return _asked(request, part, form)
    return request.go("access:arrangement_history", said=_said(made.version.number, plan, made.version.moved))


def _said(number: int, plan: Planned, moved: int) -> str:
    followed = f" {moved:,} open obligation{' has' if moved == 1 else 's have'} another time now." if moved else ""
    return f"Version {number} is recorded. It holds from {long_day(plan.since)}.{followed}"


def _form(request: Request, part: Part, began: Version, data: Any = None, initial: Any = None) -> PartForm:
    """The form as posted, or a fresh one; the day is tomorrow unless the version is one to come."""
    tomorrow = {"since": max(request.viewer.today + DAY, began.since)}
    return PartForm(
        data or request.POST if initial is None else None,
        part=part,
        began=began,
        choices=choices(),
        now=request.now,
        initial=tomorrow if initial is None else initial,
    )


def _began(request: Request, versions: Versions) -> Version:
    """The version that the fields began with: the one asked for, else the one in force today."""
    asked = (request.POST or request.GET).get("base", "")
    found = next((each for each in versions.every if each.number == _number(asked)), None)
    began = found or versions.in_force(request.viewer.today)
    assert began is not None
    return began


def _asked(request: Request, part: Part, form: Form, **context: Any) -> Response:
    return request.show(
        form=form,
        part=part,
        breadcrumbs=[Link("Arrangement", reverse("access:arrangement"))],
        cancel_url=reverse("access:arrangement"),
        **context,
    )


def _overtaken(
    request: Request, part: Part, form: PartForm, stands: Version, meanwhile: tuple[Overtaken, ...]
) -> Response:
    """Another version holds on that day than the one somebody began with: both are shown, nothing typed is lost."""
    words = choices()
    began = _began(request, arrangement_versions())
    fresh = _form(
        request,
        part,
        stands,
        initial=form.refilled(merged(began.arrangement, stands.arrangement, form.values)),
    )
    rows = [
        (
            label_of(each.name),
            value_in_words(each.name, each.began, words),
            value_in_words(each.name, each.now, words),
            value_in_words(each.name, each.typed, words) if each.typed != each.began else "left as it was",
        )
        for each in meanwhile
    ]
    contested = any(each.is_contested for each in meanwhile)
    return _asked(request, part, fresh, stands=stands, began=began, meanwhile=rows, contested=contested)


def _foreseen(request: Request, part: Part, form: PartForm, plan: Planned, warning: str = "") -> Response:
    names = {key for key in request.POST if key.split("-")[0] in form.fields}
    return request.show(
        "access/foresee_change.html",
        part=part,
        shown=preview(plan, request.viewer),
        note=form.cleaned_data["note"],
        kept=[(key, value) for key in sorted(names) for value in request.POST.getlist(key)],
        seen=request.member.partnership.arrangement_version,
        warning=warning,
        breadcrumbs=[Link("Arrangement", reverse("access:arrangement"))],
    )


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 11 else 0
