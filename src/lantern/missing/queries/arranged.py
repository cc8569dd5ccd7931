"""What the arrangement says today about missing children, for the viewer's partnership (PAR-7)."""

from datetime import timedelta

from lantern.access.viewer import Viewer
from lantern.missing.queries.facts import clocks
from lantern.missing.rules.owed import AFTER_RETURN
from lantern.missing.vocabulary import StepKind
from lantern.organisation.queries import arrangement_on
from lantern.organisation.rules.arrangement import Missing
from lantern.organisation.rules.in_words import clock_in_words
from lantern.timekeeping.clocks import Clock, due
from lantern.timekeeping.moments import Moment


def arranged(viewer: Viewer) -> Missing:
    """The part of today's arrangement that is about missing children."""
    return arrangement_on(viewer.today, viewer.member.partnership).missing


def after_return(viewer: Viewer) -> dict[StepKind, Clock]:
    """The clock of everything that a return starts, in the order of the process."""
    known = clocks(arrangement_on(viewer.today, viewer.member.partnership))
    return {row.kind: clock for row in AFTER_RETURN if (clock := row.clock(known))}


def longest_after_return(viewer: Viewer) -> timedelta:
    """How long a return is followed at most: the longest clock that it starts, run from now."""
    ends = [due(clock, Moment(viewer.now)) - viewer.now for clock in after_return(viewer).values()]
    return max(ends, default=timedelta())


def attendance_hints(viewer: Viewer) -> dict[str, str]:
    """How fast police attend, by grade, in words."""
    known = clocks(arrangement_on(viewer.today, viewer.member.partnership))
    return {grade.value: f"Police attend {clock_in_words(clock)}" for grade, clock in known.attendance.items()}
