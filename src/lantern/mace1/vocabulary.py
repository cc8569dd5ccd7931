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


class LogShown(StrEnum):
    """Which actions the log shows."""

    OPEN = ""
    LATE = "late"
    DONE = "done"
    DROPPED = "dropped"


LOG_WORDS = {
    LogShown.OPEN: "To do",
    LogShown.LATE: "Late",
    LogShown.DONE: "Done",
    LogShown.DROPPED: "Dropped",
}


class LogWhose(StrEnum):
    """Whose actions the log shows."""

    ANYONE = ""
    MINE = "mine"
    AGENCY = "agency"


class Tracked(StrEnum):
    """Which cases the tracker shows (M1-8)."""

    OPEN = ""
    REVIEW = "review"
    LATE = "late"
    YEAR = "year"
    CARE = "care"
    CLOSED = "closed"


TRACKED_WORDS = {
    Tracked.OPEN: "Open",
    Tracked.REVIEW: "Review due",
    Tracked.LATE: "Actions late",
    Tracked.YEAR: "Open over a year",
    Tracked.CARE: "In care",
    Tracked.CLOSED: "Closed in 12 months",
}


class TrackerOrder(StrEnum):
    """By which column the tracker is sorted."""

    CHILD = "child"
    WAY = "way"
    LEVEL = "level"
    DISCUSSED = "discussed"
    DAYS = "days"
    ACTIONS = "actions"
    REVIEW = "review"
    LAST = "last"
