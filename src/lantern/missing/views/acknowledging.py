"""A child at high risk is acknowledged, and an acknowledgement taken back (MIS-13)."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.missing import actions
from lantern.missing.forms_of_triggers import TakeBackForm
from lantern.missing.models import Acknowledgement, Episode
from lantern.missing.parts.who import identity_of, named
from lantern.missing.rules.refusals import NotAllowed


@page("missing/episode.html", may=Permission.ACKNOWLEDGE, writes=True, trail_as="missing/acknowledge")
def acknowledge(request: Request, episode: Episode) -> Response:
    """The button of a card and of the episode's page; whoever follows the address comes to the episode."""
    said = ""
    if request.posted:
        try:
            actions.acknowledge(episode=episode, by=request.member, at=request.now)
            said = "Acknowledged. Nobody else is asked."
        except NotAllowed as refusal:
            said = refusal.reason
    return request.go("missing:episode", episode, said=said)


@page("missing/acknowledged_back.html", may=Permission.ACKNOWLEDGE, writes=True)
def take_back(request: Request, acknowledgement: Acknowledgement) -> Response:
    """The child is asked about again."""
    viewer, form = request.viewer, TakeBackForm(request.POST)
    against = "This has been taken back already." if acknowledgement.undone_at else ""
    if request.posted and not against and form.is_valid():
        try:
            actions.take_back_acknowledgement(
                acknowledgement=acknowledgement, why=form.cleaned_data["why"], by=request.member, at=request.now
            )
            return request.go("missing:now", said="Taken back. Whoever is on duty is asked again.")
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return request.show(
        form=form,
        acknowledgement=acknowledgement,
        against=against,
        name=named(acknowledgement.child, viewer),
        who=identity_of(acknowledgement.child, viewer),
        cancel_url=reverse("missing:now"),
    )
