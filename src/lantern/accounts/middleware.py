"""Sessions end after thirty idle minutes (security.md 5)."""

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

RENEW_EVERY = 60  # seconds: an idle clock that is right to the minute, without a write for every page


def idle_sessions_end(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Push a session's end forward while it is in use; the store itself refuses it after `SESSION_COOKIE_AGE`."""

    def respond(request: HttpRequest) -> HttpResponse:
        now = int(time.time())
        if request.user.is_authenticated and now - request.session.get("used", 0) >= RENEW_EVERY:
            request.session["used"] = now
        return get_response(request)

    return respond
