"""What an obligation is before it is a row, and how it stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lantern.obligations.vocabulary import Shown
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import DAY, london, midnight

Key = tuple[str, UUID, str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something owed, as a room works it out from its facts. Times are UTC."""

    child: UUID
    subject_kind: str
    subject: UUID
    kind: str
    cause: str
    starts_at: datetime
    due_at: datetime
    met_at: datetime | None
    owner_role: str
    owner: UUID | None = None

    @property
    def key(self) -> Key:
        """What makes it the same obligation when it is worked out again."""
        return self.subject_kind, self.subject, self.kind, self.cause


ROLES_OF_DUTY: dict[str, frozenset[Role]] = {
    "police": frozenset({Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER}),
    "missing coordinator": frozenset({Role.MISSING_COORDINATOR}),
    "allocated worker": frozenset({Role.MISSING_COORDINATOR}),
}
"""Who answers for a duty while nobody owns it: the coordinator, where a child has no worker."""


def duties_of(roles: Iterable[Role]) -> tuple[str, ...]:
    """The duties that any of `roles` answers for while nobody owns them."""
    held = set(roles)
    return tuple(duty for duty, answer in ROLES_OF_DUTY.items() if held & answer)


def due_between(shown: Shown, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From when, and before when, what `shown` asks for falls due; `None` is no bound. Days are London's (MIS-17).

    What is due at this instant is not late yet.
    """
    today = london(now).date()
    tonight, week = midnight(today + DAY), midnight(today + 8 * DAY)
    return {
        Shown.NOW: (None, tonight),
        Shown.OVERDUE: (None, now),
        Shown.TODAY: (now, tonight),
        Shown.WEEK: (tonight, week),
        Shown.LATER: (week, None),
    }.get(shown, (None, None))


def against_waiving(*, met: bool, waived: bool) -> str:
    """Why it cannot be waived, or ""."""
    if met:
        return "It is done already, so there is nothing to waive."
    return "It is waived already." if waived else ""


def against_handing_over(*, met: bool, waived: bool) -> str:
    """Why nobody else can take it, or ""."""
    if met:
        return "It is done already."
    return "It is waived: nobody owes it." if waived else ""
