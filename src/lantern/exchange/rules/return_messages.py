"""A row of the Missing table as one message about one child, or why it cannot be one (MIS-5, MIS-16)."""

import hashlib
from datetime import date

from lantern.children.rules.described import Described
from lantern.exchange.rules.feed_notifications import Refused
from lantern.exchange.rules.return_tables import DateCell, MissingRow
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Absence, MessageKind
from lantern.timekeeping.moments import DAY, Moment, midnight
from lantern.timekeeping.periods import ReturnYear

SOURCE = "looked-after return"
LONGEST_NUMBER = 60  # characters of a child's number that a record has room for
KINDS = {kind.value: kind for kind in Absence}


def message_of(row: MissingRow, *, year: ReturnYear, today: date) -> Message | Refused:
    """What `row` of the return of `year` says: a period that goes on, or one that is over (both with the day alone).

    A period is known by child, kind and start, so that next year's row with the same start carries it on (576). The
    message is as old as the return, which is made when the year is over: later returns outweigh earlier ones.
    """
    reason = _unusable(row, today)
    if reason:
        return Refused(reason)
    assert row.child and row.start.day and row.kind
    fingerprint = _fingerprint(row)
    return Message(
        key=fingerprint,
        source=SOURCE,
        reference=reference_of(row),
        kind=MessageKind.FOUND if row.end.day else MessageKind.INITIAL,
        fingerprint=fingerprint,
        who=Described(born=row.born.day, references=frozenset({row.child})),
        said_at=midnight(year.end + DAY),
        last_seen=Moment.on(row.start.day),
        absence=KINDS[row.kind],
        found=Moment.on(row.end.day) if row.end.day else None,
        looked_after=True,
    )


def reference_of(row: MissingRow) -> str:
    """What the period is known by."""
    return f"{row.child} {row.start.day} {row.kind}"


def _unusable(row: MissingRow, today: date) -> str:
    """Why no period can be made of the row; empty when one can."""
    start, end = row.start.day, row.end.day
    if len(row.child or "") > LONGEST_NUMBER:
        return f"The child's number has more than {LONGEST_NUMBER} characters."
    if row.kind not in KINDS:
        return "MISSING is neither M (missing) nor A (away without authorisation)."
    if start is None:
        return f"MIS_START {_no_date(row.start)}: nothing says when the period began."
    if row.end.is_unreadable:
        return f"MIS_END {_no_date(row.end)}: nobody could tell whether the period is over."
    if end is not None and end < start:
        return "The period ends before it starts."
    if max(start, end or start) > today:
        return "The period lies in the future."
    if row.born.day and start <= row.born.day:
        return "The period starts before the child was born, or on that day."
    return ""


def _no_date(cell: DateCell) -> str:
    return f"is “{cell.text[:40]}”, which is not a date" if cell.text else "is blank"


def _fingerprint(row: MissingRow) -> str:
    told = (SOURCE, row.child, row.kind, row.born.day, row.start.day, row.end.day)
    return hashlib.sha256("\x1f".join(str(each or "") for each in told).encode()).hexdigest()
