"""A form about a peer group or a place: done, and on to its page; or refused with nothing typed lost (EXP-6)."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lantern.access.page import Request, Response
from lantern.children.forms.done import ran
from lantern.design.forms import Form
from lantern.network.models import Context

LOST = "You no longer see it: no child you may see is tied to it, and no area of yours is its."


def to_list() -> tuple[str, str]:
    """The words and the address of the list."""
    return "Groups and places", reverse("network:contexts")


def entered(
    request: Request, context: Context, form: Form, save: Callable[[], object], *, said: str, **more: Any
) -> Response:
    """`save` does it with what the form holds; `said` is shown on the page after."""
    if ran(form, save):
        return onward(request, context, said)
    return shown(request, context, form, **more)


def shown(request: Request, context: Context, form: Form | None, **more: Any) -> Response:
    """The page of a form."""
    back = reverse("network:context", args=[context.pk])
    return request.show(form=form, context=context, name=context.name, cancel_url=back, **more)


def onward(request: Request, context: Context, said: str) -> Response:
    """To its page; to the list when what was done took it out of the viewer's sight."""
    if not Context.visible_to(request.viewer.afresh()).filter(pk=context.pk).exists():
        return request.go("network:contexts", said=f"{said} {LOST}")
    return request.go("network:context", context, said=said)
