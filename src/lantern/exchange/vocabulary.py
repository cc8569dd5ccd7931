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
