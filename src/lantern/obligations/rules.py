"""What an obligation is before it is a row, and how it stands."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

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
