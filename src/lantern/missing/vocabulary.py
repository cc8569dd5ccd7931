"""Words of the missing room: names of states and code lists (codes.md)."""

from enum import StrEnum


class MessageKind(StrEnum):
    """What a notification announces; declaration order is the order in which an incident unfolds."""

    INITIAL = "initial"
    UPDATE = "update"
    FOUND = "found"


class Grade(StrEnum):
    """How fast police attend (MIS-1)."""

    IMMEDIATE = "immediate"
    PRIORITY = "priority"
    SCHEDULED = "scheduled"


class Risk(StrEnum):
    """A child's risk while missing: never standard, low or absent (MIS-2)."""

    HIGH = "high"
    MEDIUM = "medium"


class Absence(StrEnum):
    """The two kinds that are recorded apart and never added together (MIS-5); values are the return's letters."""

    MISSING = "M"
    AWAY = "A"


class MissingFrom(StrEnum):
    HOME = "home"
    PLACEMENT = "placement"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    OTHER = "other"


class Harm(StrEnum):
    """Harm disclosed or suspected on return (MIS-6)."""

    NONE = "none"
    SUSPECTED = "suspected"
    DISCLOSED = "disclosed"


class FoundBy(StrEnum):
    POLICE = "police"
    OWN_ACCORD = "own accord"
    CARER = "carer"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of one received row: exactly one each."""

    OPENED = "opened"
    UPDATED = "updated"
    CLOSED = "closed"
    DUPLICATE = "duplicate"
    NEEDS_PERSON = "needs-person"
    REFUSED = "refused"


class StepKind(StrEnum):
    """What people do about an episode, each recorded as a dated fact (MIS-1, MIS-7 to MIS-9)."""

    ATTENDANCE = "attendance"
    VULNERABILITY_CHECK = "vulnerability check"
    CHAT_OFFER = "chat offer"
    CONTACT = "contact"
    PREVENTION_PLAN = "prevention plan"

    @property
    def slug(self) -> str:
        """As it stands in an address."""
        return self.value.replace(" ", "-")


class Link(StrEnum):
    """Who said whom an incident is about (MIS-4)."""

    WAITING = "waiting"
    MACHINE = "machine"
    NEW = "new child"
    PERSON = "person"


class DecisionKind(StrEnum):
    """What a person can decide about an incident."""

    IS_CHILD = "is"
    IS_NOT_CHILD = "is not"
    IS_NEW = "is new"
    SAME_EPISODE = "same episode"
    SET_ASIDE = "set aside"
    SPLIT = "two episodes"


class Shown(StrEnum):
    """Which children the board shows. Those away without authorisation are never added to the missing (MIS-5)."""

    ALL = ""
    HIGH = "high"
    IN_CARE = "care"
    OUT_OF_AREA = "out"
    REPEAT = "repeat"
    AWAY = "away"


class LettersShown(StrEnum):
    """Which letters the page shows."""

    OWED = ""
    PRINTED = "printed"
    POSTED = "posted"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return {"": "To print", "printed": "Printed, to post", "posted": "Posted"}[self]

    @classmethod
    def read(cls, text: str) -> "LettersShown":
        """From an address; a word that is not known asks for what is owed."""
        return cls(text) if text in set(cls) else cls.OWED


class Sort(StrEnum):
    """The orders of the list of episodes."""

    LATEST = ""
    EARLIEST = "first"
    RETURNED = "returned"


ABSENCE_WORDS = {Absence.MISSING: "Missing", Absence.AWAY: "Away without authorisation"}
FROM_WORDS = {
    MissingFrom.HOME: "Home",
    MissingFrom.PLACEMENT: "Placement",
    MissingFrom.SCHOOL: "School",
    MissingFrom.HOSPITAL: "Hospital",
    MissingFrom.OTHER: "Elsewhere",
}
HARM_WORDS = {Harm.NONE: "None known", Harm.SUSPECTED: "Suspected", Harm.DISCLOSED: "Disclosed by the child"}
FOUND_BY_WORDS = {
    FoundBy.POLICE: "Police",
    FoundBy.OWN_ACCORD: "Came back of their own accord",
    FoundBy.CARER: "Parent or carer",
    FoundBy.OTHER: "Somebody else",
}
STEP_VERBS: dict[StepKind, str] = {
    StepKind.ATTENDANCE: "Record the attendance",
    StepKind.VULNERABILITY_CHECK: "Record the vulnerability check",
    StepKind.CHAT_OFFER: "Offer a missing chat",
    StepKind.CONTACT: "Record the contact",
    StepKind.PREVENTION_PLAN: "Record the prevention plan",
}
