"""Invented partnerships, people and signed-in clients, made through the actions that make real ones.

here = a_partnership()
officer = a_member(here, Role.LIAISON_OFFICER, area="Chelmsford")
signed_in_client(officer).get("/")
"""

from datetime import UTC, date, datetime
from itertools import count
from uuid import UUID

from django.test import Client

from lantern.accounts.models import User
from lantern.accounts.second_factor import FLAG
from lantern.organisation import actions
from lantern.organisation.actions.agency import AgencyDetails
from lantern.organisation.models import Agency, Area, Invitation, Member
from lantern.organisation.presets import preset
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership

LONG_AGO = date(2020, 1, 1)
SITE = "http://testserver"
_numbers = count(1)


def now() -> datetime:
    """The real time, since a request reads the real clock."""
    return datetime.now(UTC)


def a_partnership(name: str = "Fictional", *, like: str = "essex", since: date = LONG_AGO) -> Partnership:
    """A partnership from a preset, in force since 2020."""
    return actions.create_partnership(preset=preset(like), name=name, since=since, by=None, at=now())


def an_area(partnership: Partnership, name: str) -> Area:
    """An area of the main geography by its name: "Mid", "Chelmsford"."""
    with within(partnership.pk):
        return Area.objects.get(name=name, geography__is_main=True)


def an_agency(partnership: Partnership, name: str = "Invented Agency", kind: str = "other") -> Agency:
    """The agency of that name, made when there is none."""
    with within(partnership.pk):
        found = Agency.objects.filter(name=name).first()
        return found or actions.add_agency(details=AgencyDetails(name=name, kind=kind), by=None, at=now())


def a_member(
    partnership: Partnership,
    role: Role | str | None = None,
    area: Area | str | None = None,
    *,
    name: str = "",
    agency: str = "Invented Agency",
    email: str = "",
    user: User | None = None,
    accepted: bool = True,
) -> Member:
    """A member who has accepted their invitation, with `role` over `area` since 2020; no area is the whole partnership.

    `user` makes somebody who is a member elsewhere a member here too.
    """
    number = next(_numbers)
    place = an_area(partnership, area) if isinstance(area, str) else area
    home = an_agency(partnership, agency)
    address = email or (user.email if user else f"person{number}@example.org")
    with within(partnership.pk):
        member = actions.add_member(agency=home, name=name or f"Sam Invented{number}", email=address, by=None, at=now())
        if role:
            actions.give_role(member=member, role=Role(role), area=place, since=LONG_AGO, by=None, at=now())
        if accepted:
            accept(member, user)
        return Member.objects.select_related("partnership", "agency", "user").get(pk=member.pk)


def accept(member: Member, user: User | None = None) -> None:
    """Accept as a user without a password: quick, and enough for `signed_in_client`."""
    invitation = invited(member)
    actions.accept_invitation(
        invitation=invitation, user=user or User.objects.create_user(member.email), by=None, at=now()
    )


def invited(member: Member) -> Invitation:
    """An invitation of `member` that waits; its mail goes nowhere."""
    with within(member.partnership.pk):
        return actions.invite(member=member, site=SITE, mail=False, by=None, at=now()).invitation


def signed_in_client(member: Member) -> Client:
    """A client whose session has passed the second factor and chosen this membership."""
    client = Client()
    assert member.user is not None
    client.force_login(member.user)
    session = client.session
    session.update({FLAG: True, "membership": str(member.pk)})
    session.save()
    return client


def session_key(client: Client) -> str:
    """The key of the client's session in the store."""
    return str(client.session.session_key)


def everyone(partnership: Partnership) -> dict[Role, Member]:
    """One member for each role over the whole partnership."""
    return {role: a_member(partnership, role, name=f"{role.label.title()} Example") for role in Role}


def id_of(name: str, partnership: Partnership) -> UUID:
    """The id of an area by its name, for addresses."""
    return an_area(partnership, name).pk
