"""What an obligation is before it is a row, and how it stands."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lantern.obligations.vocabulary import Shown
from lantern.organisation.rules.consequences import Moved
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import DAY, london, midnight

Key = tuple[str, UUID, str, str]


@dataclass(frozen=True, slots=True)
class Claim:
    """Something owed, as a room works it out from its facts. Times are UTC.

    Before `begins_at` it is foreseen, and not among what anybody has to do; nothing there is from the start.
    """

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
    begins_at: datetime | None = None

    @property
    def key(self) -> Key:
        """What makes it the same obligation when it is worked out again."""
        return self.subject_kind, self.subject, self.kind, self.cause


def moved(before: Iterable[Claim], after: Iterable[Claim], waived: Collection[Key]) -> tuple[Moved, ...]:
    """What falls due at another time by `after` than by `before`, what is owed anew, and what no longer is (PAR-7).

    Both are worked out from the same facts by two arrangements: what a change would do and what it did are this.
    """
    old, new = {claim.key: claim for claim in before}, {claim.key: claim for claim in after}
    return tuple(
        _moved(old.get(key), new.get(key), waived) for key in {**old, **new} if _due(old, key) != _due(new, key)
    )


def begun_otherwise(before: Iterable[Claim], after: Iterable[Claim]) -> set[UUID]:
    """Subjects of which something is to do from another time by `after` than by `before`, whether or not it moves."""
    old = {claim.key: claim.begins_at for claim in before}
    return {claim.subject for claim in after if old.get(claim.key, claim.begins_at) != claim.begins_at}


def _due(claims: Mapping[Key, Claim], key: Key) -> datetime | None:
    claim = claims.get(key)
    return claim.due_at if claim else None


def _moved(old: Claim | None, new: Claim | None, waived: Collection[Key]) -> Moved:
    claim = new or old
    assert claim is not None
    return Moved(
        kind=claim.kind,
        child=claim.child,
        subject_kind=claim.subject_kind,
        subject=claim.subject,
        cause=claim.cause,
        before=old.due_at if old else None,
        after=new.due_at if new else None,
        is_open=claim.met_at is None and claim.key not in waived,
    )


ROLES_OF_DUTY: dict[str, frozenset[Role]] = {
    "police": frozenset({Role.LIAISON_OFFICER, Role.TRIAGE_OFFICER}),
    "missing coordinator": frozenset({Role.MISSING_COORDINATOR}),
    "allocated worker": frozenset({Role.MISSING_COORDINATOR}),
    "team manager": frozenset({Role.MISSING_COORDINATOR}),
    "chat worker": frozenset({Role.MISSING_COORDINATOR}),
    "children's services": frozenset({Role.MISSING_COORDINATOR}),
    "liaison officer": frozenset({Role.LIAISON_OFFICER}),
    "named person": frozenset(Role) - {Role.ANALYST, Role.ADMINISTRATOR, Role.INFORMATION_GOVERNANCE},
}
"""Who answers for a duty while nobody owns it: the coordinator, where a child has no worker; of a restricted record whoever
is named, since nobody else sees what is owed for it (SHA-4)."""


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


def against_waiving(*, met: bool, waived: bool, never: str = "") -> str:
    """Why it cannot be waived, or ""; `never` is why nothing of its kind can."""
    if never:
        return never
    if met:
        return "It is done already, so there is nothing to waive."
    return "It is waived already." if waived else ""


def against_handing_over(*, met: bool, waived: bool) -> str:
    """Why nobody else can take it, or ""."""
    if met:
        return "It is done already."
    return "It is waived: nobody owes it." if waived else ""
