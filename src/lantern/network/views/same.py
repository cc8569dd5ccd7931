"""Whether two records are one: a person of concern and a child, or two persons of concern; a person says so (EXP-5)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.parts import born_words, named
from lantern.children.queries.search import AT_MOST, search_for
from lantern.children.rules.refusals import NotAllowed
from lantern.children.rules.searching import LONGEST, read_search
from lantern.children.searches import leave_trail
from lantern.network.actions import joining, same_child
from lantern.network.forms.persons import JoinForm
from lantern.network.models import Joining, PersonOfConcern, SameChild
from lantern.network.queries import person as one
from lantern.network.views.entered import entered, onward, shown
from lantern.network.views.recording import which_person
from lantern.trail import actions as trail

RECORD = Permission.RECORD_PERSONS
ANSWERS = ("same", "other")


@page("network/is_child.html", may=RECORD, writes=True)
def is_child(request: Request, person: PersonOfConcern) -> Response:
    """Children of that name and birth date in sight, side by side with the person: the same, or not the same."""
    if request.posted:
        child = request.record(Child, request.POST.get("child", ""))
        answer = request.POST.get("answer")
        if answer not in ANSWERS:
            raise Http404
        same = answer == "same"
        act = same_child.say_same_child if same else same_child.say_other_child
        said = "Linked. They are seen from now on by who may see the child." if same else "Remembered: not the same."
        return _done(request, person, lambda: act(person=person, child=child, by=request.member, at=request.now), said)
    typed = request.GET.get("q", "").strip()[:LONGEST]
    sought = _sought(request, typed) if typed else []
    births = one.births(person)
    proposed = one.proposed_children(person, births, request.viewer)
    decided = list(one.child_decisions(person, request.viewer))
    seen = {each.pk: each for each in (*proposed, *(each.child for each in decided))}
    trail.viewed_many("network/is_child", list(seen.values()), by=request.member, at=request.now)
    asked = {each.pk: each for each in (*proposed, *sought)}
    return shown(
        request, person, None, typed=typed,
        beside=[_beside(each, request) for each in asked.values()],
        decided=[(each, named(each.child, request.viewer)) for each in decided],
        births=sorted(births),
    )  # fmt: skip


def _beside(child: Child, request: Request) -> dict[str, object]:
    viewer = request.viewer
    return {
        "child": child,
        "named": named(child, viewer),
        "born": born_words(child, viewer),
        "area": viewer.areas.name(child.area_id),
    }


def _sought(request: Request, typed: str) -> list[Child]:
    wanted = read_search(typed)
    found = [each.child for each in search_for(request.viewer, wanted)[:AT_MOST]]
    leave_trail("network/is_child", wanted, found, by=request.member, at=request.now)
    return found


@page("network/is_child.html", may=RECORD, writes=True)
def take_back(request: Request, same_child_said: SameChild) -> Response:
    """The decision was wrong: the link is undone, or the child is proposed again."""
    said, person = same_child_said, same_child_said.person.root
    if not request.posted:
        return request.go("network:is_child", person)

    def undo() -> None:
        same_child.take_back_child(decision=said, by=request.member, at=request.now)

    return _done(request, person, undo, "Taken back.")


@page("network/join_person.html", may=RECORD, writes=True)
def join(request: Request, person: PersonOfConcern) -> Response:
    """Another record is the same person: first which, then why."""
    other = request.record(PersonOfConcern, request.GET["other"]) if request.GET.get("other") else None
    if other is None:
        return which_person(request, person, "network:join", "other")
    form = JoinForm(request.POST)

    def save() -> None:
        because = form.cleaned_data["because"]
        joining.join(person=person, other=other, because=because, by=request.member, at=request.now)

    return entered(request, person, form, save, said="Joined. They can be parted again.", whom=str(other), other=other)


@page("network/join_person.html", may=RECORD, writes=True)
def part(request: Request, joined: Joining) -> Response:
    """They are two after all."""
    person = joined.person.root
    if not request.posted:
        return request.go("network:person", person)
    if joined.undone_at:
        raise Http404
    return _done(request, person, lambda: joining.part(joining=joined, by=request.member, at=request.now), "Parted.")


def _done(request: Request, person: PersonOfConcern, act: Callable[[], object], said: str) -> Response:
    """On to the person's page with what was done, or why it was not."""
    try:
        act()
    except NotAllowed as refusal:
        messages.warning(request.http, refusal.reason)
        return request.go("network:person", person)
    return onward(request, person, said)
