"""Members and the roles they hold (PAR-3, SHA-2)."""

from datetime import date, datetime

from lantern.organisation import queries
from lantern.organisation.models import Agency, Area, Invitation, Member, RoleHeld
from lantern.organisation.rules import membership
from lantern.organisation.rules.refusals import refuse
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def add_member(
    *, agency: Agency, name: str, email: str, designation: str = "", by: Member | None, at: datetime
) -> Member:
    """A named person of an agency, who may do nothing yet. Raises `NotAllowed` when the address is a member's."""
    email = email.strip().lower()
    if Member.objects.filter(email__iexact=email, removed_at=None).exists():
        refuse(f"{email} belongs to a member already.")
    member = Member.objects.create(agency=agency, name=name.strip(), email=email, designation=designation.strip())
    trail.record("organisation.member_added", member, by=by, at=at)
    return member


@action
def give_role(
    *,
    member: Member,
    role: Role,
    area: Area | None = None,
    since: date,
    until: date | None = None,
    by: Member | None,
    at: datetime,
) -> RoleHeld:
    """`role` over `area` and all it holds, or over the whole partnership, from `since` until before `until` (SHA-2).

    Raises `NotAllowed` for oneself, for someone removed, or when they hold it already.
    """
    refuse(membership.against_giving(queries.standing_of(member, at), by=by.pk if by else None))
    if queries.roles_on(member, since).filter(role=role, area=area).exists():
        refuse(f"{member.name} holds this role already.")
    held = RoleHeld.objects.create(member=member, role=role, area=area, since=since, until=until)
    trail.record("organisation.role_given", held, by=by, at=at)
    return held


@action
def end_role(*, held: RoleHeld, by: Member | None, at: datetime) -> RoleHeld:
    """The role ends today, at once. Raises `NotAllowed` for the last administrator's."""
    refuse(membership.against_ending(queries.standing_of(held.member, at), Role(held.role)))
    held.until = london(at).date()
    held.save()
    trail.record("organisation.role_ended", held, by=by, at=at)
    return held


@action
def remove_member(*, member: Member, by: Member | None, at: datetime) -> Member:
    """End everything `member` can do: their next request fails, their invitation no longer opens (security.md 5).

    Raises `NotAllowed` for oneself and for the last administrator.
    """
    refuse(membership.against_removing(queries.standing_of(member, at), by=by.pk if by else None))
    member.removed_at = at
    member.save()
    Invitation.objects.filter(member=member, accepted_at=None, expires_at__gt=at).update(expires_at=at)
    trail.record("organisation.member_removed", member, by=by, at=at)
    return member
