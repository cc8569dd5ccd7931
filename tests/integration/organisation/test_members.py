"""PAR-3, SHA-2, security.md 5: members, their roles by day, and who must stay."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from lantern.organisation import actions
from lantern.organisation.actions.agency import AgencyDetails
from lantern.organisation.models import Agency, Invitation, Member, RoleHeld
from lantern.organisation.queries import memberships_of, open_invitation, roles_on, standing_of
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.models import Entry
from tests.factories.people import SITE, a_member, a_partnership, an_agency, an_area, now, signed_in_client
from tests.factories.today import today

pytestmark = pytest.mark.django_db
ADMIN = Role.ADMINISTRATOR


@pytest.fixture
def here() -> Iterator[Partnership]:
    made = a_partnership()
    with within(made.pk):
        yield made


def on(days: int | None) -> date | None:
    return None if days is None else today() + timedelta(days=days)


def give(member: Member, role: Role, since: int = 0, until: int | None = None) -> RoleHeld:
    return actions.give_role(member=member, role=role, since=on(since) or today(), until=on(until), by=None, at=now())


@pytest.mark.parametrize(
    ("since", "until", "held"),
    [
        (0, None, (False, True, True)),
        (-9, None, (True, True, True)),
        (1, None, (False, False, True)),
        (-9, 0, (True, False, False)),
        (-9, 1, (True, True, False)),
        (0, 1, (False, True, False)),
        (0, 0, (False, False, False)),
    ],
)
def test_a_role_is_held_from_its_first_day_until_before_its_last(
    here: Partnership, since: int, until: int | None, held: tuple[bool, ...]
) -> None:
    """SHA-2: yesterday, today, tomorrow."""
    member = a_member(here)
    give(member, Role.CHAIR, since, until)
    assert tuple(roles_on(member, today() + timedelta(days=away)).exists() for away in (-1, 0, 1)) == held


def test_a_role_is_not_held_twice_over_one_area(here: Partnership) -> None:
    """PAR-3: over another area, another role, and again once it has ended, it may be."""
    member = a_member(here, Role.CHAIR)
    with pytest.raises(NotAllowed, match="holds this role already"):
        give(member, Role.CHAIR)
    actions.give_role(member=member, role=Role.CHAIR, area=an_area(here, "Mid"), since=today(), by=None, at=now())
    give(member, Role.ANALYST)
    actions.end_role(held=RoleHeld.objects.get(member=member, role=Role.CHAIR, area=None), by=None, at=now())
    give(member, Role.CHAIR)
    assert roles_on(member, today()).count() == 3


def test_a_role_ended_is_over_at_once_and_stays_on_the_record(here: Partnership) -> None:
    """SHA-2, SHA-6: from today, not from tomorrow; one to come never begins."""
    member = a_member(here, Role.CHAIR)
    later = give(member, Role.ANALYST, since=9)
    for held in (member.roles.get(role=Role.CHAIR), later):
        actions.end_role(held=held, by=None, at=now())
    assert not roles_on(member, today()).exists()
    assert not roles_on(member, today() + timedelta(days=10)).exists()
    assert RoleHeld.objects.filter(member=member).count() == 2
    assert Entry.objects.filter(what="organisation.role_ended").count() == 2


@pytest.mark.parametrize(
    ("others", "stays"),
    [
        ([], True),
        ([(-9, None)], False),
        ([(-9, 30)], True),
        ([(1, None)], True),
        ([(-9, 0)], True),
        ([(-9, 30), (-9, None)], False),
    ],
)
def test_the_last_administrator_stays_until_somebody_else_is_one_for_good(
    here: Partnership, others: list[tuple[int, int | None]], stays: bool
) -> None:
    """security.md 5: one whose role ends next month, or begins tomorrow, is nobody to leave it to."""
    last = a_member(here, ADMIN)
    for since, until in others:
        give(a_member(here), ADMIN, since, until)
    held = last.roles.get()
    if stays:
        for act in (
            lambda: actions.end_role(held=held, by=None, at=now()),
            lambda: actions.remove_member(member=last, by=None, at=now()),
        ):
            with pytest.raises(NotAllowed, match="only administrator"):
                act()
        last.refresh_from_db()
        assert last.removed_at is None
    else:
        actions.end_role(held=held, by=None, at=now())
    assert roles_on(last, today()).exists() is stays


@pytest.mark.parametrize("state", ["waits", "removed"])
def test_who_has_not_accepted_or_was_removed_is_no_administrator(here: Partnership, state: str) -> None:
    """security.md 5: they cannot sign in, so they cannot let anybody back in."""
    last, other = a_member(here, ADMIN), a_member(here, ADMIN, accepted=state == "removed")
    if state == "removed":
        actions.remove_member(member=other, by=last, at=now())
    assert standing_of(last, now()).last_administrator
    with pytest.raises(NotAllowed, match="only administrator"):
        actions.remove_member(member=last, by=None, at=now())


def test_another_partnerships_administrator_counts_there_alone(here: Partnership) -> None:
    """PAR-1: nobody is left to another partnership's people."""
    last = a_member(here, ADMIN)
    a_member(a_partnership("Elsewhere"), ADMIN)
    with within(here.pk):
        assert standing_of(last, now()).last_administrator


def test_nobody_changes_what_they_may_do_themselves(here: Partnership) -> None:
    """security.md 5: neither a role nor their own removal; another administrator may."""
    first, second = a_member(here, ADMIN), a_member(here, ADMIN)
    with pytest.raises(NotAllowed, match="nobody gives a role to themselves"):
        actions.give_role(member=first, role=Role.SOCIAL_WORKER, since=today(), by=first, at=now())
    with pytest.raises(NotAllowed, match="nobody removes themselves"):
        actions.remove_member(member=first, by=first, at=now())
    actions.give_role(member=first, role=Role.SOCIAL_WORKER, since=today(), by=second, at=now())
    actions.remove_member(member=first, by=second, at=now())
    assert first.removed_at is not None


def test_a_member_who_is_removed_is_out_with_their_next_request(here: Partnership) -> None:
    """security.md 5: signed in or not; what they did keeps their name."""
    administrator, member = a_member(here, ADMIN), a_member(here, Role.CHAIR, name="Gone Pretend")
    client = signed_in_client(member)
    assert client.get("/organisation/").status_code == 200
    with within(here.pk):
        actions.remove_member(member=member, by=administrator, at=now())
    assert client.get("/organisation/").status_code == 302
    assert not memberships_of(member.user_id).exists()
    with within(here.pk):
        with pytest.raises(NotAllowed, match="removed already"):
            actions.remove_member(member=member, by=administrator, at=now())
        with pytest.raises(NotAllowed, match="Add them again first"):
            give(member, Role.CHAIR)
        assert Member.objects.get(pk=member.pk).name == "Gone Pretend"


@pytest.mark.parametrize("typed", ["Sam@Example.org", " sam@example.org ", "SAM@EXAMPLE.ORG"])
def test_an_address_is_one_persons_in_a_partnership(here: Partnership, typed: str) -> None:
    """PAR-3: however it is written; somebody removed leaves it free; another partnership has its own."""
    agency = an_agency(here)
    member = a_member(here, email="sam@example.org")
    with pytest.raises(NotAllowed, match="belongs to a member already"):
        actions.add_member(agency=agency, name="Sam Again", email=typed, by=None, at=now())
    actions.remove_member(member=member, by=None, at=now())
    again = actions.add_member(
        agency=agency, name=" Sam Again ", email=typed, designation=" Manager ", by=None, at=now()
    )
    assert (again.name, again.email, again.designation) == ("Sam Again", "sam@example.org", "Manager")


# Invitations


def invited(member: Member, at: datetime) -> Invitation:
    return actions.invite(member=member, site=SITE, mail=False, by=None, at=at).invitation


@pytest.mark.parametrize(("days", "opens"), [(0, True), (13, True), (14, False), (400, False)])
def test_an_invitation_opens_for_as_long_as_the_arrangement_says(here: Partnership, days: int, opens: bool) -> None:
    """PAR-7: fourteen days in this one; the moment of expiry itself is too late, the one before is not."""
    at = now()
    invitation = invited(a_member(here, accepted=False), at)
    assert (open_invitation(invitation.digest, at + timedelta(days=days)) is not None) is opens
    assert open_invitation(invitation.digest, invitation.expires_at - timedelta(microseconds=1)) is not None
    assert open_invitation("0" * 64, at) is None


def test_an_invitation_is_used_once_and_by_its_own_mailbox(here: Partnership) -> None:
    """security.md 5: an address written in capitals is the same one."""
    elsewhere = a_partnership("Elsewhere")
    right, wrong = a_member(elsewhere, email="rowan@example.org").user, a_member(elsewhere).user
    with within(here.pk):
        member = a_member(here, email="Rowan@Example.org", accepted=False)
        invitation = invited(member, now())
        with pytest.raises(NotAllowed, match="for someone else"):
            actions.accept_invitation(invitation=invitation, user=wrong, at=now())
        actions.accept_invitation(invitation=invitation, user=right, at=now())
        with pytest.raises(NotAllowed, match="no longer be used"):
            actions.accept_invitation(invitation=invitation, user=right, at=now())
        member.refresh_from_db()
        assert member.user == right
        with pytest.raises(NotAllowed, match="already accepted"):
            invited(member, now())


def test_a_further_invitation_takes_the_place_of_the_one_before(here: Partnership) -> None:
    """security.md 5: one link opens at a time."""
    member, at = a_member(here, accepted=False), now()
    first, second = invited(member, at), invited(member, at + timedelta(hours=1))
    later = at + timedelta(hours=2)
    assert open_invitation(first.digest, later) is None
    assert open_invitation(second.digest, later) is not None
    first.refresh_from_db()
    with pytest.raises(NotAllowed, match="no longer be used"):
        actions.accept_invitation(invitation=first, at=later)


def test_an_invitation_of_somebody_removed_opens_nothing(here: Partnership) -> None:
    """security.md 5: even one that was opened before in another window."""
    member = a_member(here, accepted=False)
    invitation = invited(member, now())
    actions.remove_member(member=member, by=None, at=now())
    assert open_invitation(invitation.digest, now()) is None
    with pytest.raises(NotAllowed, match="no longer be used"):
        actions.accept_invitation(invitation=invitation, at=now())
    with pytest.raises(NotAllowed, match="Add them again first"):
        invited(member, now())


# Agencies


def test_an_agencys_name_is_its_own_however_it_is_written(here: Partnership) -> None:
    """PAR-3: its own name is no obstacle to itself; another partnership may have one of that name."""
    wayfarers = actions.add_agency(details=AgencyDetails(name="Wayfarers", kind="other"), by=None, at=now())
    for name in ("Wayfarers", "WAYFARERS"):
        with pytest.raises(NotAllowed, match="already an agency"):
            actions.add_agency(details=AgencyDetails(name=name, kind="other"), by=None, at=now())
    details = AgencyDetails(name="Wayfarers", kind="police", protocol_signed_on=today())
    actions.change_agency(agency=wayfarers, details=details, by=None, at=now())
    assert Agency.objects.get(name="Wayfarers").protocol_signed_on == today()
    other = an_agency(here, "Others")
    with pytest.raises(NotAllowed, match="already an agency"):
        actions.change_agency(agency=other, details=details, by=None, at=now())
    with within(a_partnership("Elsewhere").pk):
        actions.add_agency(details=AgencyDetails(name="Wayfarers", kind="other"), by=None, at=now())
