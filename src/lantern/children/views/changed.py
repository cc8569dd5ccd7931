"""A form about a child: one action, and on; or the form again with what was typed and why it was refused."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lantern.access.page import Request, Response
from lantern.children.forms.done import done
from lantern.children.identity import identity_of
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.views.onward import LOST, onward
from lantern.design.forms import Form


def changed(
    request: Request, child: Child, form: Form, action: Callable[..., Any], said: str, *, to: str = "", lost: str = LOST,
    **also: Any,
) -> Response | None:  # fmt: skip
    """Run `action` with what the form holds, then on to the child, or to the page `to`; `None` when it is to be corrected.

    `lost` is said to whom the action took the record out of sight.
    """
    if not done(form, action, child=child, **also, by=request.member, at=request.now):
        return None
    return onward(request, child, said=said, url=to and reverse(to, args=[child.pk]), lost=lost)


def shown(request: Request, child: Child, form: Form, **context: Any) -> Response:
    return request.show(
        form=form,
        child=child,
        name=name_for(child, request.viewer),
        who=identity_of(child, request.viewer),
        cancel_url=reverse("casefile:overview", args=[child.pk]),
        **context,
    )
