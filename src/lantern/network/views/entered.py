"""A form about a person of concern: done, and on to their page; or refused with the reason and nothing typed lost."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from lantern.access.page import Request, Response
from lantern.children.forms.done import ran
from lantern.design.forms import Form
from lantern.network.models import PersonOfConcern
from lantern.network.queries.scheme import scheme_of
from lantern.network.vocabulary.grading import Scheme

LOST = "You no longer see this person of concern: no child you may see is tied to them, and no area of yours is theirs."


def entered(
    request: Request, person: PersonOfConcern, form: Form, save: Callable[[], object], *, said: str, **context: Any
) -> Response:
    """`save` does it with what the form holds; `said` is shown on the page after."""
    if ran(form, save):
        return onward(request, person, said)
    return shown(request, person, form, **context)


def shown(request: Request, person: PersonOfConcern, form: Form | None, **context: Any) -> Response:
    """The page of a form."""
    return request.show(
        form=form, person=person, name=str(person), cancel_url=reverse("network:person", args=[person.pk]), **context
    )


def onward(request: Request, person: PersonOfConcern, said: str) -> Response:
    """To the person's page; to the list when what was done took them out of the viewer's sight."""
    if not PersonOfConcern.visible_to(request.viewer.afresh()).filter(pk=person.pk).exists():
        return request.go("network:persons", said=f"{said} {LOST}")
    return request.go("network:person", person, said=said)


def scheme(request: Request) -> Scheme:
    """The grading that the arrangement chose."""
    return scheme_of(request.viewer)
