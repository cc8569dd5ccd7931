"""A line for each request: who by id, which page by name, how it ended, how long it took; never its address or contents."""

import logging
import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from lantern.config.health import PATH
from lantern.config.logs.lines import of_request

Respond = Callable[[HttpRequest], HttpResponse]
log = logging.getLogger("lantern.requests")
faults = logging.getLogger("lantern.faults")
OK = 200
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def requests_are_logged(get_response: Respond) -> Respond:
    """Give each request an id of its own, and write its line when it is answered."""

    def respond(request: HttpRequest) -> HttpResponse:
        began, token = time.monotonic(), of_request.set(uuid4().hex)
        try:
            response = get_response(request)
            milliseconds = round((time.monotonic() - began) * 1000, 1)
            if request.path_info != PATH or response.status_code != OK:  # one who watches asks every few seconds
                log.info("answered", extra={"told": told(request, response) | {"ms": milliseconds}})
            return response
        finally:
            of_request.reset(token)

    return respond


def told(request: HttpRequest, response: HttpResponse) -> dict[str, Any]:
    """What the line says of a request; an address that leads nowhere has no name, and is not repeated."""
    viewer = getattr(request, "viewer", None)
    return {
        "method": request.method if request.method in METHODS else "other",
        "route": _route(request),
        "status": response.status_code,
        "member": str(viewer.member.pk) if viewer else None,
        "partnership": str(viewer.member.partnership_id) if viewer else None,
    }


def _route(request: HttpRequest) -> str:
    """The page's name; also of one that was refused before it was asked."""
    if request.path_info == PATH:
        return "(health)"
    if request.path_info.startswith("/static/"):
        return "(static)"
    try:
        return (request.resolver_match or resolve(request.path_info)).view_name
    except Resolver404:
        return "(none)"


def scrub_what_nobody_caught() -> None:
    """Faults outside requests would be printed with their texts: write them as the others."""

    def caught(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
        faults.error("a fault outside a request", exc_info=(kind, fault, trace))

    def caught_in_thread(told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None:
            caught(told.exc_type, told.exc_value, told.exc_traceback)

    sys.excepthook = caught
    threading.excepthook = caught_in_thread
