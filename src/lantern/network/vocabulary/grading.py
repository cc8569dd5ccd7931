"""How intelligence is graded: 5x5x5 and 3x5x2, as the arrangement chooses (INT-3, codes)."""

from enum import StrEnum


class Scheme(StrEnum):
    """Which grading a partnership uses; an old grade keeps the scheme it was given in."""

    FIVE = "5x5x5"
    THREE = "3x5x2"
    NONE = "none"


SOURCES = {
    Scheme.FIVE: {
        "A": "Always reliable",
        "B": "Mostly reliable",
        "C": "Sometimes reliable",
        "D": "Unreliable",
        "E": "Untested",
    },
    Scheme.THREE: {"1": "Reliable", "2": "Untested", "3": "Not reliable"},
}
INFORMATION = {
    Scheme.FIVE: {
        "1": "Known to be true without reservation",
        "2": "Known to the source, not to who reports it",
        "3": "Not known to the source, borne out by others",
        "4": "Cannot be judged",
        "5": "Suspected to be false",
    },
    Scheme.THREE: {
        "A": "Known directly to the source",
        "B": "Known indirectly, borne out by others",
        "C": "Known indirectly",
        "D": "Not known",
        "E": "Suspected to be false",
    },
}
HANDLING = {
    Scheme.FIVE: {
        "1": "May be shared inside UK policing",
        "2": "May be shared with UK partners that do not prosecute",
        "3": "May be shared with law enforcement abroad",
        "4": "Stays inside the organisation",
        "5": "May be shared on conditions",
    },
    Scheme.THREE: {"P": "May be shared lawfully", "C": "May be shared on conditions"},
}
