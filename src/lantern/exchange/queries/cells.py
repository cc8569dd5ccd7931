"""What stands in the cells of a list that leaves: who, and times as a clock in London shows them."""

from datetime import datetime

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.documents.rules import Cell, Column, Holds
from lantern.timekeeping.moments import Moment, london

WHO = (Column("Number", width=12), Column("Child", width=26), Column("Born", Holds.DAY, 12), Column("District"))


def who(child: Child, viewer: Viewer) -> tuple[Cell, ...]:
    """Number, name and day of birth for those who see names; the number and the district alone for all others."""
    named = (name_for(child, viewer), child.born) if viewer.sees_names else (None, None)
    return (child.number, *named, viewer.areas.name(child.area_id) if child.area_id else "")


def time(at: datetime | None) -> datetime | None:
    """As a clock in London shows it."""
    return london(at) if at else None


def said(moment: Moment | None) -> Cell:
    """The day alone where the time of day is not known (MIS-17)."""
    return None if moment is None else moment.day if moment.date_only else time(moment.at)
