"""security.md 5: which memberships a session opens, by the way it came in."""

from dataclasses import dataclass
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from lantern.organisation.rules.ways_in import open_to


@dataclass(frozen=True)
class Membership:
    connection: UUID | None
    connection_required: bool | None


FEW = [UUID(int=number) for number in range(4)]
MEMBERSHIPS = some.lists(
    some.one_of(
        some.just(Membership(None, None)),
        some.builds(Membership, connection=some.sampled_from(FEW), connection_required=some.booleans()),
    ),
    max_size=6,
)


@given(MEMBERSHIPS, some.sampled_from(FEW))
def test_through_an_agency_its_own_memberships_alone(memberships: list[Membership], via: UUID) -> None:
    """No take-over across issuers: whatever else the person is, another agency's sign-in does not open it."""
    assert all(each.connection == via for each in open_to(memberships, via))
    assert len(open_to(memberships, via)) == sum(each.connection == via for each in memberships)


@given(MEMBERSHIPS)
def test_by_ones_own_what_no_agency_insists_on(memberships: list[Membership]) -> None:
    assert open_to(memberships, None) == [each for each in memberships if each.connection_required is not True]


@given(MEMBERSHIPS, some.sampled_from(FEW))
def test_each_membership_has_a_way_in(memberships: list[Membership], via: UUID) -> None:
    """Insisting on a way in never closes the last one."""
    for each in memberships:
        assert each in open_to([each], each.connection) or each in open_to([each], None)


@given(MEMBERSHIPS, some.sampled_from(FEW))
def test_a_connection_that_ended_opens_nothing(memberships: list[Membership], via: UUID) -> None:
    """An agency without a connection now is no membership of the one it had."""
    ended = [Membership(None, None) if each.connection == via else each for each in memberships]
    assert open_to(ended, via) == []
