"""A child at high risk is acknowledged, and an acknowledgement taken back (MIS-13)."""

from django.urls import reverse

from lantern.access.page import Request, Response, page
from lantern.access.vocabulary import Permission
from lantern.missing import actions
from lantern.missing.forms_of_triggers import TakeBackForm
from lantern.missing.models import Acknowledgement, Episode
from lantern.missing.views.entered import entered, pressed


@page("missing/episode.html", may=Permission.ACKNOWLEDGE, writes=True, trail_as="missing/acknowledge")
def acknowledge(request: Request, episode: Episode) -> Response:
    """The button of a card and of the episode's page; whoever follows the address comes to the episode."""

    def act() -> str:
        actions.acknowledge(episode=episode, by=request.member, at=request.now)
        return "Acknowledged. Nobody else is asked."

    return pressed(request, act, "missing:episode", episode)


@page("missing/acknowledged_back.html", may=Permission.ACKNOWLEDGE, writes=True)
def take_back(request: Request, acknowledgement: Acknowledgement) -> Response:
    """The child is asked about again."""
    form = TakeBackForm(request.POST)

    def save() -> Response:
        actions.take_back_acknowledgement(
            acknowledgement=acknowledgement, why=form.cleaned_data["why"], by=request.member, at=request.now
        )
        return request.go("missing:now", said="Taken back. Whoever is on duty is asked again.")

    return entered(
        request,
        acknowledgement.child,
        form,
        save,
        back=reverse("missing:now"),
        against="This has been taken back already." if acknowledgement.undone_at else "",
        acknowledgement=acknowledgement,
    )
