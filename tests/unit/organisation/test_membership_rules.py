"""security.md 5: nobody widens or ends their own access, and somebody can always manage members."""

import pytest

from lantern.organisation.rules import membership
from lantern.organisation.rules.membership import Standing
from lantern.organisation.vocabulary import Role

ANNE, BEN = "anne", "ben"


def standing(
    member: str = ANNE, *, removed: bool = False, accepted: bool = True, administrators: tuple[str, ...] = ()
) -> Standing:
    return Standing(member=member, removed=removed, accepted=accepted, administrators=administrators)


def test_nobody_gives_a_role_to_themselves() -> None:
    """An administrator alone cannot open children's records to themselves."""
    assert membership.against_giving(standing(), by=ANNE)
    assert not membership.against_giving(standing(), by=BEN)
    assert not membership.against_giving(standing(), by=None)


def test_nobody_removes_themselves() -> None:
    assert membership.against_removing(standing(administrators=(ANNE, BEN)), by=ANNE)
    assert not membership.against_removing(standing(administrators=(ANNE, BEN)), by=BEN)


def test_the_last_administrator_stays() -> None:
    last = standing(administrators=(ANNE,))
    assert membership.against_ending(last, Role.ADMINISTRATOR)
    assert membership.against_removing(last, by=BEN)
    assert not membership.against_ending(last, Role.CHAIR)
    assert not membership.against_ending(standing(administrators=(ANNE, BEN)), Role.ADMINISTRATOR)
    assert not membership.against_ending(standing(administrators=(BEN,)), Role.ADMINISTRATOR)


@pytest.mark.parametrize("may", [membership.against_inviting, lambda one: membership.against_giving(one, by=BEN)])
def test_somebody_removed_is_added_again_first(may: object) -> None:
    assert may(standing(removed=True, accepted=False))  # type: ignore[operator]
    assert not may(standing(accepted=False))  # type: ignore[operator]


def test_who_has_accepted_is_not_invited_again() -> None:
    assert membership.against_inviting(standing(accepted=True))
    assert not membership.against_inviting(standing(accepted=False))
