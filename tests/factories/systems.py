"""Agencies' systems that call the API, made through the actions that make real ones.

system = a_system(here)
system.send([a_notice("EX/1")]).json()["outcomes"]
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.test import Client

from lantern.organisation import actions
from lantern.organisation.actions.agency import AgencyDetails
from lantern.organisation.models import Agency, Credential, Member
from lantern.organisation.vocabulary import API_PATH, Role, Scope
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import london
from tests.factories.people import LONG_AGO, a_member, now

SEND, OUTCOMES, ME = f"{API_PATH}notifications", f"{API_PATH}notifications/", f"{API_PATH}me"
_numbers = count(1)


@dataclass
class System:
    """A system with its credential, and the calls it makes."""

    credential: Credential
    secret: str
    client: Client = field(default_factory=Client)

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}"}

    def send(self, messages: Sequence[Mapping[str, Any]], *, key: str = "", **headers: str) -> Any:
        """Send a batch under a key of its own, or the one given."""
        return self.post(json.dumps({"messages": list(messages)}).encode(), key=key, **headers)

    def post(self, body: bytes, *, key: str = "", content_type: str = "application/json", **headers: str) -> Any:
        """Send any bytes."""
        sent = self.headers | {"Idempotency-Key": key or str(uuid4())} | headers
        return self.client.generic("POST", SEND, body, content_type=content_type, headers=sent)

    def outcomes(self, batch: object) -> Any:
        return self.client.get(f"{OUTCOMES}{batch}", headers=self.headers)

    def me(self) -> Any:
        return self.client.get(ME, headers=self.headers)


def a_signed_agency(
    here: Partnership, name: str = "", *, signed: date = LONG_AGO, expires: date | None = None
) -> Agency:
    """An agency whose sharing protocol is signed."""
    details = AgencyDetails(
        name=name or f"Invented Police {next(_numbers)}",
        kind="police",
        protocol_signed_on=signed,
        protocol_expires_on=expires,
    )
    with within(here.pk):
        return actions.add_agency(details=details, by=None, at=now())


def a_system(
    here: Partnership,
    *,
    agency: Agency | None = None,
    name: str = "Control room",
    source: str = "police",
    scopes: Collection[Scope] = tuple(Scope),
    days: int = 30,
    by: Member | None = None,
) -> System:
    """A system of a signed agency, which may do everything unless told otherwise."""
    maker = by or a_member(here, Role.ADMINISTRATOR)
    home = agency or a_signed_agency(here)
    with within(here.pk):
        made = actions.make_credential(
            agency=home, name=name, source=source, scopes=scopes,
            expires_on=london(now()).date() + timedelta(days=days), by=maker, at=now(),
        )  # fmt: skip
    return System(made.credential, made.secret)


def a_notice(reference: str = "EX/1", **said: str | None) -> dict[str, Any]:
    """A message that can be used."""
    usual = {
        "reference": reference, "message": "initial", "surname": "Example", "forename": "Rowan", "born": "2012-03-03",
        "last_seen": "2026-03-01T10:00:00+00:00", "reported": "2026-03-01T11:00:00+00:00", "risk": "medium",
        "address": "1 Nowhere Lane", "grade": "priority",
    }  # fmt: skip
    return usual | said
