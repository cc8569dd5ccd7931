"""Why an access is unusual, and what became of it (SHA-6)."""

from enum import StrEnum


class Reason(StrEnum):
    """Why somebody should ask; the value stands in the address and in the table."""

    SURNAME = "surname"
    HOME = "home"
    NO_GROUND = "ground"
    AFTER_WORK = "work"
    BURST = "burst"

    @property
    def label(self) -> str:
        """As it stands in a list."""
        return LABELS[self]


LABELS = {
    Reason.SURNAME: "Same surname",
    Reason.HOME: "Same home",
    Reason.NO_GROUND: "Out of their area",
    Reason.AFTER_WORK: "After their work ended",
    Reason.BURST: "Many children at once",
}


class State(StrEnum):
    """Where an unusual access stands."""

    NEW = "new"
    EXPLAINED = "explained"
    REFERRED = "referred"

    @property
    def label(self) -> str:
        """As it stands in a list."""
        return {"new": "To look into", "explained": "Explained", "referred": "Referred"}[self]


ANSWERS = {
    State.NEW: frozenset({State.EXPLAINED, State.REFERRED}),
    State.EXPLAINED: frozenset({State.REFERRED}),
    State.REFERRED: frozenset({State.EXPLAINED}),
}
"""What may be answered from where: a matter that was explained may still be referred, and the other way round."""
