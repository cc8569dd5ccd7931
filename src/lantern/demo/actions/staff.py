"""The demo's agencies and people, who can be signed in as with one click."""

from datetime import date, datetime

from lantern.accounts.models import User
from lantern.demo.rules.place import County
from lantern.demo.rules.staff import draw_agencies, draw_staff
from lantern.organisation.models import Agency, Area, Member, RoleHeld
from lantern.trail.acting import action

SINCE = date(2015, 1, 1)


@action
def take_on(*, county: County, today: date, by: None, at: datetime) -> dict[str, Member]:
    """Agencies and members with their roles; members by their key."""
    agencies = {
        each.key: Agency(
            name=each.name,
            kind=each.kind,
            mailbox=each.mailbox,
            protocol_signed_on=each.signed,
            protocol_expires_on=each.expires,
        )
        for each in draw_agencies(county, today)
    }
    Agency.objects.bulk_create(agencies.values())
    areas = {area.code: area for area in Area.objects.all()}
    members = {}
    for person in draw_staff(county):
        user = User.objects.filter(email=person.email).first() or User.objects.create_user(person.email)
        member = Member.objects.create(
            user=user,
            agency=agencies[person.agency],
            name=person.name,
            designation=person.designation,
            email=person.email,
        )
        places: list[Area | None] = [areas[key] for key in person.areas]
        RoleHeld.objects.bulk_create(
            RoleHeld(member=member, role=person.role, area=place, since=SINCE) for place in places or [None]
        )
        members[person.key] = member
    return members
