"""Who says what stands on a line: somebody who entered it, or the feed it came from, and from which day."""

from datetime import datetime

from lantern.children.rules.sourced import WORKED_OUT, entered_by, received_from
from lantern.missing.queries.lived import Row
from lantern.timekeeping.moments import london


def by_whom(row: Row, at: datetime, *, name: str = "by", agency: str = "agency") -> str:
    """Entered by Robin Sample, Fictional Council, 3 June 2026."""
    person = row.get(name)
    return entered_by(person, row.get(agency) or "", london(at).date()) if person else WORKED_OUT


def of_message(message: Row) -> str:
    """The person who entered a message; else its feed and the day it came."""
    if message.by:
        return by_whom(message, message.received_at)
    return WORKED_OUT if message.person_made else received_from(message.feed, london(message.received_at).date())
