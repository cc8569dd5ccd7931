"""A form that is done with: its action ran, or why not stands on it."""

from collections.abc import Callable
from typing import Any

from lantern.children.rules.refusals import NotAllowed
from lantern.design.forms import Form


def done(form: Form, action: Callable[..., Any], **given: Any) -> bool:
    """Whether `action` ran with what the form holds and what is `given`; a refusal is an error of the form."""
    if not form.is_valid():
        return False
    try:
        action(**form.cleaned_data, **given)
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True
