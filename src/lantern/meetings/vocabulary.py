"""Words of meetings."""

from enum import StrEnum


class SeriesKind(StrEnum):
    """What a series of meetings is about."""

    MACE1 = "MACE 1"


class Stage(StrEnum):
    """How far a meeting is; declaration order is the order in which it goes."""

    PLANNED = "planned"
    AGENDA_OUT = "agenda sent"
    RUNNING = "running"
    ENDED = "over"
    MINUTES_OUT = "minutes issued"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """What can be done with a meeting as a whole."""

    MOVE = "move"
    CANCEL = "cancel"
    SEND_AGENDA = "send the agenda"
    BEGIN = "begin"
    END = "end"
    ISSUE_MINUTES = "issue the minutes"


class Comes(StrEnum):
    """As what somebody comes to a meeting."""

    SEAT = "seat"
    REPRESENTATIVE = "representative"
    INVITED = "invited"
