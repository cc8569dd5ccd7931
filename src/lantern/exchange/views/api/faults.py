"""Whatever goes wrong under the API's address is answered as a problem (RFC 9457), by one function."""

import logging
from typing import Any
from uuid import uuid4

from django.core.exceptions import ImproperlyConfigured, PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from lantern.exchange.rules.api.problems import MEDIA_TYPE, Kind, Refusal, faults_of
from lantern.exchange.rules.api.reading import MOST_BYTES

log = logging.getLogger("lantern.faults")


def answer(refusal: Refusal) -> HttpResponse:
    """The problem as it is sent."""
    response = HttpResponse(refusal.problem.model_dump_json(), status=refusal.problem.status, content_type=MEDIA_TYPE)
    if refusal.problem.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="Lantern"'
    if refusal.wait:
        response["Retry-After"] = str(refusal.wait)
    return response


def refusal_of(request: HttpRequest, fault: Exception) -> Refusal:
    """What to tell of any exception; one that nobody foresaw goes to the log with its reference, and no word of it out."""
    if isinstance(fault, Refusal):
        return fault
    if isinstance(fault, ValidationError):
        return Refusal(Kind.INVALID, errors=faults_of(fault.errors))
    if isinstance(fault, AuthenticationError):
        return Refusal(Kind.UNKNOWN)
    if isinstance(fault, HttpError):  # ninja's own word for a body that could not be parsed
        return fault.__cause__ if isinstance(fault.__cause__, Refusal) else Refusal(Kind.UNREADABLE)
    if isinstance(fault, RequestDataTooBig):
        return Refusal(Kind.LARGE, f"The body has more than {MOST_BYTES:,} bytes. Send fewer messages at a time.")
    if isinstance(fault, UnreadablePostError):
        return Refusal(Kind.UNREADABLE, "The body broke off.")
    if isinstance(fault, PermissionDenied | ImproperlyConfigured):
        return Refusal(Kind.UNREADABLE, "Where the call comes from cannot be told. Ask whoever runs this installation.")
    if isinstance(fault, Http404):
        return Refusal(Kind.MISSING)
    if isinstance(fault, OperationalError | InterfaceError):
        raise fault  # the database is away: answered as everywhere, and told by `middleware`
    reference = uuid4().hex[:8].upper()
    log.error("fault %s at %s", reference, request.path, exc_info=fault)
    return Refusal(Kind.FAULT, f"Send the same again, with the same Idempotency-Key. Its reference is {reference}.")


def answered(api: NinjaAPI) -> NinjaAPI:
    """`api`, with every exception answered so."""

    def handle(request: HttpRequest, fault: Any) -> HttpResponse:
        return answer(refusal_of(request, fault))

    for kind in (Exception, Refusal, ValidationError, HttpError, AuthenticationError, Http404):
        api.add_exception_handler(kind, handle)
    return api
