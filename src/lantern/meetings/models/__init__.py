"""The tables of meetings."""

from lantern.meetings.models.coming import Apology, Attendance, Invited
from lantern.meetings.models.meeting import Meeting, Move
from lantern.meetings.models.series import Seat, Series
from lantern.meetings.models.statement import Accepted

__all__ = ["Accepted", "Apology", "Attendance", "Invited", "Meeting", "Move", "Seat", "Series"]
