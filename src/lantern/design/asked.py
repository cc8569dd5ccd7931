"""Values in an address, as lists are filtered by them: what nobody can read is as if it had not been asked."""

from datetime import date
from uuid import UUID

FIRST_YEAR, LAST_YEAR = 1901, 2199


def read_id(text: str) -> UUID | None:
    """The id in `text`, if it is one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """The day in `text` (2026-03-03), if it is one that a record could have."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
