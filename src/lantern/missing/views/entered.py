"""A form about an episode: saved and on to the episode, or shown again with what was typed and why it was refused."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lantern.access.page import Request, Response
from lantern.design.forms import Form
from lantern.missing.models import Episode
from lantern.missing.parts.who import identity_of, named
from lantern.missing.rules.refusals import NotAllowed


def entered(
    request: Request,
    episode: Episode,
    form: Form,
    save: Callable[[], str],
    *,
    against: str = "",
    to: Callable[[], object] | None = None,
    **context: Any,
) -> Response:
    """`save` gives the words to show; `against` says why nothing can be entered; `to` gives another episode to go to."""
    if request.posted and not against and form.is_valid():
        try:
            said = save()
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            return request.go("missing:episode", to() if to else episode, said=said)
    viewer = request.viewer
    return request.show(
        form=form,
        episode=episode,
        name=named(episode.child, viewer),
        who=identity_of(episode.child, viewer),
        against=against,
        cancel_url=reverse("missing:episode", args=[episode.pk]),
        **context,
    )
