"""An agency's own sign-in: recorded, ended, and who comes in through it (security.md 5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from lantern.accounts.models import User
from lantern.accounts.sealing import sealed
from lantern.organisation.actions.invitation import accept_invitation
from lantern.organisation.models import Agency, Invitation, Member, PinnedIdentity, SignInConnection
from lantern.organisation.rules.refusals import refuse
from lantern.tenancy.current import one_at_a_time
from lantern.trail import actions as trail
from lantern.trail.acting import action

PURPOSE = "agency sign-in"
STRANGER = "Your agency’s sign-in knows you, but nobody has invited you with this address. Ask the administrator."
NOT_THEM = "Your agency’s sign-in says you are somebody else than last time. Ask the administrator."
RUN_OUT = "Your invitation has run out. Ask the administrator of your partnership for another."


@dataclass(frozen=True, kw_only=True)
class ConnectionDetails:
    """What an administrator records; an empty `secret` keeps the one there is."""

    issuer: str
    client_id: str
    secret: str
    domains: Sequence[str]
    required: bool


@action
def connect_agency(*, agency: Agency, details: ConnectionDetails, by: Member | None, at: datetime) -> SignInConnection:
    """The agency's people may sign in through its issuer. Another issuer ends the connection before: nobody it knew is
    known to the next. Raises `NotAllowed`."""
    one_at_a_time("connect agencies")
    before = SignInConnection.objects.filter(agency=agency, ended_at=None).first()
    same = before is not None and before.issuer == details.issuer
    if not details.secret and not same:
        refuse("Enter the client secret: this issuer’s is not known yet.")
    if before and not same:
        end_connection(connection=before, by=by, at=at)
    kept = before if before and same else SignInConnection(agency=agency, issuer=details.issuer, started_at=at)
    kept.client_id, kept.domains, kept.required = details.client_id, list(details.domains), details.required
    if details.secret:
        kept.secret = sealed(details.secret, PURPOSE)
    kept.save()
    trail.record("organisation.sign_in_connected", kept, by=by, at=at)
    return kept


@action
def end_connection(*, connection: SignInConnection, by: Member | None, at: datetime) -> SignInConnection:
    """Nobody comes in through it any more, and who did is out with their next request."""
    connection.ended_at = at
    connection.save()
    trail.record("organisation.sign_in_ended", connection, by=by, at=at)
    return connection


@action
def come_in(*, connection: SignInConnection, subject: str, email: str, by: None = None, at: datetime) -> Member:
    """The member of the connection's agency with this address, whom its issuer knows as `subject`, for good from now on.

    The first time, that is also the answer to their invitation. Raises `NotAllowed`.
    """
    member = (
        Member.objects.select_for_update(of=("self",))
        .filter(agency_id=connection.agency_id, email__iexact=email, removed_at=None)
        .first()
    )
    if member is None:
        refuse(STRANGER)
        raise AssertionError
    _pin(connection, member, subject, at)
    if member.user_id is None:
        _accept(member, at)
        member.refresh_from_db()
    return member


def _pin(connection: SignInConnection, member: Member, subject: str, at: datetime) -> None:
    """The same subject each time, and nobody else with it."""
    others = PinnedIdentity.objects.filter(connection=connection, subject=subject, member__removed_at=None)
    if others.exclude(member=member).exists():
        refuse(NOT_THEM)
    pinned, _ = PinnedIdentity.objects.get_or_create(
        connection=connection, member=member, defaults={"subject": subject, "pinned_at": at}
    )
    if pinned.subject != subject:
        refuse(NOT_THEM)


def _accept(member: Member, at: datetime) -> None:
    open_one = Invitation.objects.filter(member=member, accepted_at=None, expires_at__gt=at).first()
    if open_one is None:
        refuse(RUN_OUT)
        raise AssertionError
    known = User.objects.filter(email=member.email.lower()).first()
    accept_invitation(invitation=open_one, user=known, at=at)
