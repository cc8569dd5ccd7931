"""A person as somebody described them: in a notification, a search, a file of children."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Described:
    """A description as received and cleaned of layout only; empty text or `None` where nothing was said (MIS-4)."""

    forename: str = ""
    surname: str = ""
    born: date | None = None
    sex: str = ""
    address: str = ""
    postcode: str = ""
    pupil_number: str = ""
    references: frozenset[str] = frozenset()
