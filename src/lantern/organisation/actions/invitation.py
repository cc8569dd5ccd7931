"""Invitations: a secret link by mail, kept as a digest, used once (SHA-10, security.md 5)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from lantern.accounts.models import User
from lantern.accounts.rules.secrets_kept import digest_of
from lantern.organisation import queries
from lantern.organisation.actions.member import add_member, give_role
from lantern.organisation.models import Agency, Invitation, Member
from lantern.organisation.rules import membership
from lantern.organisation.rules.refusals import refuse
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@dataclass(frozen=True)
class Invited:
    """An invitation and its link, which is known now and never again."""

    invitation: Invitation
    link: str


@action
def invite(*, member: Member, site: str, mail: bool = True, by: Member | None, at: datetime) -> Invited:
    """A link under `site` (https://lantern.example.org) to the member's mailbox; an earlier one no longer opens.

    Sent before the transaction ends: when the mail cannot be handed over, nothing is kept. Raises `NotAllowed`.
    """
    refuse(membership.against_inviting(queries.standing_of(member, at)))
    Invitation.objects.filter(member=member, accepted_at=None, expires_at__gt=at).update(expires_at=at)
    secret = secrets.token_urlsafe(32)
    partnership = queries.current_partnership()
    days = queries.arrangement_on(london(at).date(), partnership).membership.invitation_days
    invitation = Invitation.objects.create(
        member=member, digest=digest_of(secret), sent_at=at, expires_at=at + timedelta(days=days)
    )
    link = site.rstrip("/") + reverse("organisation:invitation", args=[partnership.pk, secret])
    if mail:
        _send(member, link, invitation.expires_at)
    trail.record("organisation.member_invited", member, by=by, at=at)
    return Invited(invitation, link)


@action
def invite_someone(
    *, agency: Agency, name: str, email: str, designation: str = "", site: str, by: Member | None, at: datetime
) -> Member:
    """Add a member and invite them at once: both or neither. Raises `NotAllowed`."""
    member = add_member(agency=agency, name=name, email=email, designation=designation, by=by, at=at)
    invite(member=member, site=site, by=by, at=at)
    return member


@action
def accept_invitation(
    *, invitation: Invitation, user: User | None = None, password: str = "", by: None = None, at: datetime
) -> Member:
    """The member signs in as `user` from now on, or as a new user with `password`. Raises `NotAllowed`."""
    locked = Invitation.objects.select_for_update().select_related("member").get(pk=invitation.pk)
    member = locked.member
    if locked.accepted_at or locked.expires_at <= at or member.removed_at:
        refuse("This invitation can no longer be used.")
    if user is not None and user.email.lower() != member.email.lower():
        refuse("This invitation is for someone else.")
    member.user = user or User.objects.create_user(member.email, password or None)
    locked.accepted_at = at
    locked.save()
    member.save()
    trail.record("organisation.invitation_accepted", member, by=member, at=at)
    return member


@action
def create_administrator(
    *, partnership_id: UUID, agency: str, name: str, email: str, site: str, by: None = None, at: datetime
) -> Invited:
    """A member who manages members, made from the command line; the link is to be handed over, no mail is sent."""
    with within(partnership_id):
        home, _ = Agency.objects.get_or_create(name=agency, defaults={"kind": "other"})
        member = add_member(agency=home, name=name, email=email, by=by, at=at)
        give_role(member=member, role=Role.ADMINISTRATOR, since=london(at).date(), by=by, at=at)
        return invite(member=member, site=site, mail=False, by=by, at=at)


def _send(member: Member, link: str, expires: datetime) -> None:
    text = render_to_string("organisation/invitation.txt", {"link": link, "expires": expires})
    try:
        send_mail("Lantern: you are invited", text, None, [member.email])
    except OSError:  # smtplib's errors are
        refuse("The mail could not be sent. Nothing was kept: try again in a few minutes.")
