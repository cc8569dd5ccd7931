"""Words of the exchange room."""

from enum import StrEnum


class FileKind(StrEnum):
    NOTIFICATIONS = "notifications"
    CHILDREN = "children"
    LOOKED_AFTER = "looked after"


class FileState(StrEnum):
    """How far a file has come; a stop in between is gone on from here."""

    STORING = "storing"
    STORED = "stored"
    LINKED = "linked"
    DONE = "done"
    REFUSED = "refused"


class Ask(StrEnum):
    """What a person is asked in the queue."""

    WHO = ""
    OVERLAP = "overlap"
    TIMES = "times"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return ASK_WORDS[self]


ASK_WORDS = {
    Ask.WHO: "Who is it?",
    Ask.OVERLAP: "Same episode?",
    Ask.TIMES: "Times in doubt",
}


class SetUpKind(StrEnum):
    """Files that wait for a person's word while a partnership is set up."""

    BOUNDARIES = "boundaries"
    PEOPLE = "people"


BACK = "back"  # in an address: whoever undoes a decision at once goes back to what was decided
