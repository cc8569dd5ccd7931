"""What a person sees when something fails: what was kept, what to do, a reference; never what exists (security.md 11)."""

import logging
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.template.loader import render_to_string

log = logging.getLogger("lantern.faults")


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; its reference stands in the log beside the path, which holds ids and no names."""
    reference = uuid4().hex[:8].upper()
    log.error("fault %s at %s", reference, request.path)
    return HttpResponseServerError(render_to_string("500.html", {"reference": reference}))
