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


class TemplateFact(StrEnum):
    """What the information sharing template says from the record, nobody typing it, in its order (M1-3)."""

    NAME = "Name"
    BORN = "Date of birth"
    PROFESSIONAL = "Professional"
    AGENCY = "Agency"
    GENDER = "Gender"
    AREA = "Area"
    ETHNICITY = "Ethnicity"
    COMPLETED = "Date completed"
    LEGAL = "Legal status"
    LEVEL = "Risk assessment and level"
    ADDRESS = "Placement or home address"
    HELD = "Risk record and safeguarding plan"


class TemplatePart(StrEnum):
    """What is written in the template, in its order; the values are the keys of its sections (M1-3)."""

    CONCERNS = "concerns"
    SUSPECTS = "suspects"
    PERSONS = "persons"
    MISSING = "missing"
    CHATS = "chats"
    DISRUPTION = "disruption"
    ENFORCEMENT = "enforcement"
    HEALTH = "health"
    EDUCATION = "education"
    OTHER = "other"
    PARENT = "parent"
    CHILD = "child"

    @property
    def label(self) -> str:
        """As it is headed."""
        return TEMPLATE_LABELS[self][0]

    @property
    def hint(self) -> str:
        """What belongs there."""
        return TEMPLATE_LABELS[self][1]


VIEWS = "Safety and well-being, what they see as a risk, what would prevent it. If they could not be asked, write why"
TEMPLATE_LABELS = {
    TemplatePart.CONCERNS: (
        "Reason for current concerns and identified risk",
        "Locations found, known associates, methods of travel, suspected model, digital media, locations of concern",
    ),
    TemplatePart.SUSPECTS: ("Suspects, perpetrators, associates, gang membership", "Who, and how sure that is"),
    TemplatePart.PERSONS: ("Persons of concern in detail", "Descriptions, vehicles, phones, accounts, addresses"),
    TemplatePart.MISSING: (
        "Missing from home, care and education",
        "How often, for how long, from where; and the prevention plan",
    ),
    TemplatePart.CHATS: ("Missing chats", "Which were held, and what the child told that others must know"),
    TemplatePart.DISRUPTION: ("Disruption undertaken", "What was done to stop it, by whom, and what it changed"),
    TemplatePart.ENFORCEMENT: ("Enforcement against known perpetrators", "Orders, notices, charges, bail conditions"),
    TemplatePart.HEALTH: ("Health", "Sexual health, disabilities, and what else matters for the child’s safety"),
    TemplatePart.EDUCATION: ("Education", "Where they learn, attendance, exclusions"),
    TemplatePart.OTHER: (
        "Other",
        "Youth offending, anti-social behaviour, indicators, gangs, alcohol or substances",
    ),
    TemplatePart.PARENT: ("Parents’ or carers’ view", VIEWS),
    TemplatePart.CHILD: ("The child’s view", VIEWS),
}
