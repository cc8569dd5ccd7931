"""Words of the obligations room."""

from enum import StrEnum


class Shown(StrEnum):
    """Which obligations a list shows. `OVERDUE` and `TODAY` are `NOW`; with `WEEK` and `LATER` they are all of `OPEN`."""

    OPEN = ""
    NOW = "now"
    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    LATER = "later"
    MET = "met"
    WAIVED = "waived"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return LABELS[self]

    @property
    def is_open(self) -> bool:
        """Whether what it shows is still to be done."""
        return self not in (Shown.MET, Shown.WAIVED)


LABELS = {
    Shown.OPEN: "To do",
    Shown.NOW: "Overdue or due today",
    Shown.OVERDUE: "Overdue",
    Shown.TODAY: "Due today",
    Shown.WEEK: "Next 7 days",
    Shown.LATER: "Later",
    Shown.MET: "Done",
    Shown.WAIVED: "Waived",
}


class Whose(StrEnum):
    """Whose obligations a list shows."""

    ANYONE = ""
    MINE = "mine"
    NOBODY = "nobody"


DUTY_WORDS = {
    "police": "Police",
    "missing coordinator": "Missing coordinator",
    "allocated worker": "Social worker",
    "children's services": "Children’s services",
    "liaison officer": "Liaison officer",
    "chat worker": "Chat worker",
    "team manager": "Team manager",
    "named person": "Whoever is named on the record",
}
