"""What a person sees when something fails: what was kept, what to do, a reference; never what exists (security.md 11)."""

import logging
import sys
from uuid import uuid4

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

from lantern.config.logs.lines import of_request

log = logging.getLogger("lantern.faults")
AWAY = ("08", "57P01", "57P02", "57P03", "53300")  # sqlstates: connection lost, shut down, crashed, starting, too many
SECONDS = 10  # after which a browser or a proxy may ask again


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; its reference stands in the log, where the fault is told without its text."""
    if database_is_away(sys.exc_info()[1]):
        return unavailable()
    reference = (of_request.get() or uuid4().hex)[:8].upper()
    log.error("fault %s", reference)
    return HttpResponseServerError(render_to_string("500.html", {"reference": reference}))


def bad_request(request: HttpRequest, exception: BaseException) -> HttpResponse:
    """The page for what cannot be read. A session that could not be saved because the database went comes here too."""
    if database_is_away(exception):
        return unavailable()
    return HttpResponse(render_to_string("400.html"), status=400)


def unavailable() -> HttpResponse:
    """The page for the minutes in which the database restarts: a pause, not a fault."""
    log.error("the database is away")
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": str(SECONDS)})


def database_is_away(fault: BaseException | None) -> bool:
    """Whether the fault, or what it came from, is that the database cannot be reached for now."""
    while fault is not None:
        if isinstance(fault, InterfaceError):
            return True
        if isinstance(fault, OperationalError) and (_state(fault) or "08").startswith(AWAY):
            return True
        fault = fault.__cause__ or fault.__context__
    return False


def _state(fault: OperationalError) -> str | None:
    """PostgreSQL's code; none when it was never reached."""
    return getattr(fault.__cause__, "sqlstate", None)
