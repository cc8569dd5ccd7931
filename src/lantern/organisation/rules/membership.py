"""What may be done with a member: each answers with the reason against it, or "" (security.md 5).

Nobody widens or ends their own access, so that an administrator alone cannot open children's records to themselves; and
somebody is always left who can manage members.
"""

from collections.abc import Collection
from dataclasses import dataclass

from lantern.organisation.vocabulary import Role

ANOTHER = "Ask another administrator"


@dataclass(frozen=True)
class Standing:
    """A member as these rules see them. `administrators` are the members who can manage others today, by id.

    `for_good` are those of them whose role has no end yet.
    """

    member: object
    removed: bool
    accepted: bool
    administrators: Collection[object]
    for_good: Collection[object] = ()

    @property
    def last_administrator(self) -> bool:
        """Whether nobody else would manage members for good: one whose role ends soon leaves nobody behind."""
        return self.member in self.administrators and not set(self.for_good) - {self.member}


def against_inviting(standing: Standing) -> str:
    if standing.removed:
        return "This person was removed. Add them again first."
    return "This person has already accepted." if standing.accepted else ""


def against_giving(standing: Standing, *, by: object | None) -> str:
    if standing.removed:
        return "This person was removed. Add them again first."
    return f"{ANOTHER}: nobody gives a role to themselves." if by == standing.member else ""


def against_ending(standing: Standing, role: Role) -> str:
    """The last administrator's role stays until there is another."""
    if role is Role.ADMINISTRATOR and standing.last_administrator:
        return "This is the only administrator whose role does not end. Give the role to someone else first."
    return ""


def against_removing(standing: Standing, *, by: object | None) -> str:
    if standing.removed:
        return "This person was removed already."
    if by == standing.member:
        return f"{ANOTHER}: nobody removes themselves."
    return against_ending(standing, Role.ADMINISTRATOR)


def against_resetting(standing: Standing, *, by: object | None) -> str:
    """Nobody takes their own second factor away: who could would not need one."""
    if standing.removed:
        return "This person was removed."
    if not standing.accepted:
        return "This person has not accepted yet: send the invitation again."
    return f"{ANOTHER}: nobody resets their own second step." if by == standing.member else ""


def against_ending_sessions(standing: Standing, *, by: object | None) -> str:
    if not standing.accepted:
        return "This person has never signed in."
    return "Your own are under “Your sign-in”." if by == standing.member else ""
