"""Words of MACE 1."""

from enum import StrEnum


class Way(StrEnum):
    """How a child comes to MACE 1 (M1-2); the first two by themselves."""

    LEVEL = "automatic, by level"
    MISSING = "automatic, most vulnerable from missing"
    WORKER = "social worker or team manager"
    AGENCY = "request by an agency"
    TRIAGE = "police triage"

    @property
    def is_automatic(self) -> bool:
        return self in (Way.LEVEL, Way.MISSING)


ASKED_FOR = (Way.WORKER, Way.AGENCY, Way.TRIAGE)
"""What a person asks for, and the chair decides."""


class ItemKind(StrEnum):
    """Whether the child is discussed for the first time since they were opened."""

    INITIAL = "initial discussion"
    REVIEW = "review"


class Asked(StrEnum):
    """What became of a request."""

    WAITING = "waits for the chair"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken back"


class Outcome(StrEnum):
    """What a meeting decides of a child."""

    STAYS = "stays open"
    CLOSES = "closes"


class ActionKind(StrEnum):
    """What an action is for (M1-6)."""

    SAFEGUARD = "safeguard"
    DISRUPT = "disrupt"
    SUPPORT = "support"
    EVIDENCE = "evidence"


ACTION_WORDS = {
    ActionKind.SAFEGUARD: "Safeguard the child",
    ActionKind.DISRUPT: "Disrupt those who exploit",
    ActionKind.SUPPORT: "Additional support",
    ActionKind.EVIDENCE: "Evidence and prosecution",
}
