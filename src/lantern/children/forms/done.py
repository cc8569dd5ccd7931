"""A form that is done with: its act ran, or why not stands on it."""

from collections.abc import Callable
from typing import Any

from lantern.children.rules.refusals import NotAllowed
from lantern.design.forms import Form


def ran(form: Form, act: Callable[[], object]) -> bool:
    """Whether `act` ran with a form that can be read; a refusal is an error of the form."""
    if not form.is_valid():
        return False
    try:
        act()
    except NotAllowed as refusal:
        form.add_error(None, refusal.reason)
        return False
    return True


def done(form: Form, action: Callable[..., Any], **given: Any) -> bool:
    """The same of an `action` that takes what the form holds as it is, and what is `given`."""
    return ran(form, lambda: action(**form.cleaned_data, **given))
