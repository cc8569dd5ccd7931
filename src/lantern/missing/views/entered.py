"""What is entered on a form about a child, or said with a button: done, or refused with the reason and nothing typed lost."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.urls import reverse

from lantern.access.page import Request, Response
from lantern.children.models import Child
from lantern.design.forms import Form
from lantern.missing.models import Chat, Episode
from lantern.missing.parts.who import identity_of, named
from lantern.missing.rules.refusals import NotAllowed


def entered(
    request: Request,
    child: Child,
    form: Form,
    save: Callable[[], Response],
    *,
    back: str,
    against: str = "",
    **context: Any,
) -> Response:
    """`save` does it and goes on; `back` is where one came from; `against` says why nothing can be entered."""
    if request.posted and not against and form.is_valid():
        try:
            return save()
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
    return request.show(
        form=form,
        name=named(child, request.viewer),
        who=identity_of(child, request.viewer),
        against=against,
        cancel_url=back,
        **context,
    )


def entered_of_chat(request: Request, chat: Chat, form: Form, save: Callable[[], str], **context: Any) -> Response:
    """A form of a chat's page: `save` gives the words to show there."""

    def saved() -> Response:
        return request.go("missing:chat", chat, said=save())

    return entered(request, chat.child, form, saved, back=reverse("missing:chat", args=[chat.pk]), **context)


def entered_of_episode(
    request: Request,
    episode: Episode,
    form: Form,
    save: Callable[[], str],
    *,
    to: Callable[[], object] | None = None,
    **context: Any,
) -> Response:
    """A form of an episode's page: `save` gives the words to show there; `to` gives another episode to go to."""

    def saved() -> Response:
        said = save()
        return request.go("missing:episode", to() if to else episode, said=said)

    back = reverse("missing:episode", args=[episode.pk])
    return entered(request, episode.child, form, saved, back=back, episode=episode, **context)


def pressed(request: Request, act: Callable[[], str], *to: Any) -> Response:
    """A button with nothing to fill in: on to a page that says what `act` did or warns why not; on a GET too."""
    said = ""
    if request.posted:
        try:
            said = act()
        except NotAllowed as refusal:
            messages.warning(request.http, refusal.reason)
    return request.go(*to, said=said)
