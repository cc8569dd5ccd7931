"""Access that is unusual: what waits, what was answered, one matter."""

from uuid import UUID

from django.http import Http404
from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.design.keyset import at_the_beginning, counted_together, paged
from lantern.design.listing import pills
from lantern.governance import rows
from lantern.governance.actions import answering, watching
from lantern.governance.forms import AnswerForm
from lantern.governance.models import Unusual
from lantern.governance.parts import tabs
from lantern.governance.queries import unusual as queries
from lantern.governance.rules.answers import NotAllowed
from lantern.governance.vocabulary import State
from lantern.trail import actions as trail

LOOK = "governance/unusual"
PILLS = (("", State.NEW.label), *((each.value, each.label) for each in State if each is not State.NEW))


@page("governance/unusual.html", may=Permission.SEE_TRAIL)
def unusual(request: Request) -> Response:
    """What is unusual and not answered yet, with its reason; what was explained and referred."""
    asked = request.GET.get("state", "")
    state = State(asked) if asked in set(State) else State.NEW
    lists = {each: queries.in_state(request.viewer, each) for each in State}
    counts = counted_together(lists)
    listing = paged(lists[state], request.GET, order=queries.ORDER, count=counts[state])
    trail.viewed_many(LOOK, [each for each in listing.rows if each.child_id], by=request.member, at=request.now)
    numbers = {"" if each is State.NEW else each.value: count for each, count in counts.items()}
    return request.show(
        tabs=tabs("unusual"),
        listing=listing,
        state=state,
        columns=rows.UNUSUAL,
        rows=rows.unusual(listing.rows, request.viewer),
        filters=[pills(at_the_beginning(request.GET), "state", PILLS, numbers)],
        watched=queries.last_watched(),
    )


@page("", may=Permission.SEE_TRAIL, writes=True)
def watch(request: Request) -> Response:
    """Look through the last days now."""
    if not request.posted:
        raise Http404
    found = watching.watch(by=request.member, at=request.now)
    return request.go("governance:unusual", said=f"{found}.")


@page("governance/one.html", may=Permission.SEE_TRAIL, writes=True)
def one(request: Request, unusual_id: UUID) -> Response:
    """One matter: the reason, the entries behind it, what was answered, and a form to answer."""
    found = queries.others(request.viewer).filter(pk=unusual_id).first()
    if found is None:
        raise Http404
    form = AnswerForm(request.POST, state=State(found.state))
    if form.is_valid():
        given = State(form.cleaned_data["state"])
        try:
            answering.answer(
                unusual=found, state=given, note=form.cleaned_data["note"], by=request.member, at=request.now
            )
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            return request.go("governance:unusual", said=f"{given.label}: {found.member.name}.")
    trail.viewed(LOOK, found, by=request.member, at=request.now)
    return request.show(
        form=form,
        found=found,
        who=rows.unusual([found], request.viewer)[0],
        answers=queries.answers(found),
        trail_url=_entries_url(found),
        cancel_url=reverse("governance:unusual"),
    )


def _entries_url(found: Unusual) -> str:
    """The entries behind it: this person, that child, that day."""
    child = f"&child={found.child.number}" if found.child else ""
    url = reverse("governance:trail")
    return f"{url}?person={found.member_id}{child}&since={found.day}&until={found.day}"
