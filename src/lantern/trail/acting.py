"""What makes a function an action: keyword-only, one transaction, the only place where records are written."""

import functools
import inspect
from collections.abc import Callable
from contextvars import ContextVar
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")
_depth: ContextVar[int] = ContextVar("actions", default=0)


class OutsideAction(Exception):
    """A record was about to be written outside an action."""


def acting() -> bool:
    """Whether an action is running."""
    return _depth.get() > 0


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Mark the only kind of function that writes: all arguments by keyword, who and when among them, all or nothing."""
    parameters = inspect.signature(function).parameters
    if any(parameter.kind is not parameter.KEYWORD_ONLY for parameter in parameters.values()):
        raise TypeError(f"{function.__qualname__}: an action takes keyword arguments only")
    if missing := {"by", "at"} - set(parameters):
        raise TypeError(f"{function.__qualname__}: an action says who and when: {', '.join(sorted(missing))}")

    @functools.wraps(function)
    def run(*arguments: P.args, **named: P.kwargs) -> R:
        token = _depth.set(_depth.get() + 1)
        try:
            with transaction.atomic():
                return function(*arguments, **named)
        finally:
            _depth.reset(token)

    return run
