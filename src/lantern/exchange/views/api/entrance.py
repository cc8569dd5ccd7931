"""Who calls: an agency's system, by its credential and by nothing else; no session opens this (PAR-1, PAR-6)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja.security import HttpBearer

from lantern.accounts.adapters import client_address
from lantern.exchange.rules.api.problems import Kind, Refusal
from lantern.exchange.views.api import limits
from lantern.organisation import actions as organisation
from lantern.organisation.credentials import credential_shown
from lantern.organisation.models import Agency, Credential
from lantern.organisation.queries import current_partnership
from lantern.organisation.rules.credential import against_presenting, against_sharing
from lantern.organisation.rules.protocol import Protocol, protocol_on
from lantern.organisation.vocabulary import Scope
from lantern.tenancy.current import within, working_in
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail


@dataclass(frozen=True)
class Caller:
    """A system that has been let in."""

    credential: Credential
    agency: Agency
    partnership: Partnership
    protocol: Protocol
    address: str
    now: datetime

    @contextmanager
    def inside(self) -> Iterator[None]:
        """One transaction in the partnership; what it writes on the trail was done by this credential."""
        with _noted(self.credential, self.address), within(self.partnership.pk):
            yield

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Work in transactions of its own."""
        with _noted(self.credential, self.address), working_in(self.partnership.pk):
            yield


class Credentials(HttpBearer):
    """`Authorization: Bearer` and the secret. Raises `Refusal`: who is unknown is told nothing, its holder is told why."""

    def __call__(self, request: HttpRequest) -> Caller:
        scheme, _, secret = request.headers.get(self.header, "").partition(" ")
        return self.authenticate(request, secret.strip() if scheme.lower() == self.openapi_scheme else "")

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        now: datetime = request.now  # type: ignore[attr-defined]
        address = client_address(request)
        credential = credential_shown(token)
        if credential is None:
            limits.count_failure(address, now)
            raise Refusal(Kind.UNKNOWN)
        limits.count_call(credential.pk, now)
        today = london(now).date()
        reason = against_presenting(
            expires=credential.expires_on, revoked=credential.revoked_at is not None, today=today
        )
        with _noted(credential, address), within(UUID(str(credential.partnership_id))):
            agency = credential.agency
            if reason:
                trail.record("exchange.api_refused", credential, by=None, at=now)
            else:
                organisation.note_use(credential=credential, by=None, at=now)
            partnership = current_partnership()
        if reason:
            raise Refusal(Kind.ENDED, reason)
        signed, expires = agency.protocol_signed_on, agency.protocol_expires_on
        return Caller(credential, agency, partnership, protocol_on(today, signed=signed, expires=expires), address, now)


def admitted(request: HttpRequest, scope: Scope) -> Caller:
    """Who calls, when they may do this now. Raises `Refusal` without the scope or a current protocol (PAR-6)."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    refusal = _against(caller, scope)
    if refusal:
        with caller.inside():
            trail.record("exchange.api_refused", caller.credential, by=None, at=caller.now)
        raise refusal
    return caller


def _against(caller: Caller, scope: Scope) -> Refusal | None:
    if reason := against_sharing(caller.protocol):
        return Refusal(Kind.PROTOCOL, reason)
    if scope not in caller.credential.scopes:
        return Refusal(
            Kind.SCOPE, f"This credential may not: {scope.label.lower()}. Ask the partnership for one that may."
        )
    return None


@contextmanager
def _noted(credential: Credential, address: str) -> Iterator[Any]:
    with trail.from_address(address), trail.by_system(credential.pk):
        yield
