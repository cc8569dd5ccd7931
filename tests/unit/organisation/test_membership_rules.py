"""security.md 5: nobody widens or ends their own access, and somebody can always manage members."""

import pytest

from lantern.organisation.rules import membership
from lantern.organisation.rules.membership import Standing
from lantern.organisation.vocabulary import Role

ANNE, BEN = "anne", "ben"


def standing(
    member: str = ANNE,
    *,
    removed: bool = False,
    accepted: bool = True,
    administrators: tuple[str, ...] = (),
    for_a_while: tuple[str, ...] = (),
) -> Standing:
    return Standing(
        member=member,
        removed=removed,
        accepted=accepted,
        administrators=(*administrators, *for_a_while),
        for_good=administrators,
    )


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


@pytest.mark.parametrize(
    ("for_good", "for_a_while", "last"),
    [
        ((ANNE,), (), True),
        ((ANNE,), (BEN,), True),
        ((ANNE, BEN), (), False),
        ((BEN,), (ANNE,), False),
        ((), (ANNE,), True),
        ((), (ANNE, BEN), True),
        ((BEN,), (), False),
        ((), (BEN,), False),
        ((), (), False),
    ],
)
def test_one_whose_role_ends_leaves_nobody_behind(
    for_good: tuple[str, ...], for_a_while: tuple[str, ...], last: bool
) -> None:
    """Next month there must be somebody too; who is no administrator is never the last one."""
    anne = standing(administrators=for_good, for_a_while=for_a_while)
    reason = "This is the only administrator whose role does not end. Give the role to someone else first."
    assert membership.against_ending(anne, Role.ADMINISTRATOR) == (reason if last else "")
    assert membership.against_removing(anne, by=BEN) == (reason if last else "")
    assert all(membership.against_ending(anne, role) == "" for role in Role if role is not Role.ADMINISTRATOR)


RESETTING, SESSIONS = membership.against_resetting, membership.against_ending_sessions


@pytest.mark.parametrize(
    ("may", "who", "by", "reason"),
    [
        (RESETTING, standing(), BEN, ""),
        (RESETTING, standing(), None, ""),
        (RESETTING, standing(), ANNE, "Ask another administrator: nobody resets their own second step."),
        (RESETTING, standing(accepted=False), BEN, "This person has not accepted yet: send the invitation again."),
        (RESETTING, standing(removed=True), BEN, "This person was removed."),
        (RESETTING, standing(removed=True, accepted=False), ANNE, "This person was removed."),
        (SESSIONS, standing(), BEN, ""),
        (SESSIONS, standing(), ANNE, "Your own are under “Your sign-in”."),
        (SESSIONS, standing(removed=True), BEN, ""),
        (SESSIONS, standing(accepted=False), BEN, "This person has never signed in."),
        (SESSIONS, standing(accepted=False), ANNE, "This person has never signed in."),
    ],
)
def test_a_second_step_and_sessions_are_another_administrators_to_end(
    may: object, who: Standing, by: str | None, reason: str
) -> None:
    """security.md 5: who could take their own away would not need one; sessions of somebody removed can be ended."""
    assert may(who, by=by) == reason  # type: ignore[operator]


def test_what_is_said_of_somebody_who_was_removed_comes_before_all_else() -> None:
    gone = standing(removed=True, administrators=(ANNE,))
    assert membership.against_removing(gone, by=ANNE) == "This person was removed already."
    assert membership.against_giving(gone, by=ANNE) == "This person was removed. Add them again first."
    assert membership.against_inviting(gone) == "This person was removed. Add them again first."


@pytest.mark.parametrize("may", [membership.against_inviting, lambda one: membership.against_giving(one, by=BEN)])
def test_somebody_removed_is_added_again_first(may: object) -> None:
    assert may(standing(removed=True, accepted=False))  # type: ignore[operator]
    assert not may(standing(accepted=False))  # type: ignore[operator]


def test_who_has_accepted_is_not_invited_again() -> None:
    assert membership.against_inviting(standing(accepted=True))
    assert not membership.against_inviting(standing(accepted=False))
