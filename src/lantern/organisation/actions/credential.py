"""Credentials of agencies' systems: made, used, revoked (MIS-3, PAR-6)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lantern.organisation.models import Agency, Credential, Member
from lantern.organisation.rules import credential as rules
from lantern.organisation.rules.protocol import protocol_on
from lantern.organisation.rules.refusals import refuse
from lantern.organisation.vocabulary import Scope
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

COARSE = timedelta(hours=1)  # how closely it is kept when one was last used


@dataclass(frozen=True)
class Made:
    """A credential and its secret, which is known now and never again."""

    credential: Credential
    secret: str


@action
def make_credential(
    *,
    agency: Agency,
    name: str,
    source: str,
    scopes: Collection[Scope],
    expires_on: date,
    by: Member,
    at: datetime,
) -> Made:
    """A further credential of the agency. Raises `NotAllowed` without a signed, current protocol (PAR-6)."""
    today = london(at).date()
    signed, expires = agency.protocol_signed_on, agency.protocol_expires_on
    refuse(rules.against_making(protocol_on(today, signed=signed, expires=expires)))
    refuse(rules.against_expiry(expires_on, today))
    secret = rules.new_secret()
    made = Credential.objects.create(
        agency=agency,
        name=name,
        prefix=secret.prefix,
        digest=secret.digest,
        scopes=sorted(scopes),
        source=source.strip().casefold(),
        made_by=by,
        made_at=at,
        expires_on=expires_on,
    )
    trail.record("organisation.credential_made", made, by=by, at=at)
    return Made(made, secret.text)


@action
def revoke_credential(*, credential: Credential, by: Member, at: datetime) -> Credential:
    """From now on it opens nothing; again changes nothing."""
    held = Credential.objects.select_for_update().get(pk=credential.pk)
    if held.revoked_at is None:
        held.revoked_at, held.revoked_by = at, by
        held.save(update_fields=["revoked_at", "revoked_by"])
        trail.record("organisation.credential_revoked", held, by=by, at=at)
    return held


@action
def note_use(*, credential: Credential, by: None, at: datetime) -> None:
    """Remember that it was used, to the hour, so that one which nobody uses can be told."""
    if credential.used_at is None or at - credential.used_at >= COARSE:
        Credential.objects.filter(pk=credential.pk).update(used_at=at)
