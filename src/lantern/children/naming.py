"""What a viewer may call a child: by name, or by number and age alone (SHA-2)."""

from datetime import date

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.queries.record import record_of
from lantern.children.rules.authorities import Authorities
from lantern.timekeeping.words import age


def name_for(child: Child, viewer: Viewer) -> str:
    """The child's name for those who see names; "Child L0000012, 14" for all others."""
    if viewer.sees_names:
        return str(child)
    years = f", {age(child.born, viewer.today)}" if child.born else ""
    return f"Child {child.number}{years}"


def authorities_for(child: Child, viewer: Viewer, on: date) -> Authorities:
    """Which authorities have to do with the child on the day; a viewer without names reads that there is another (PAR-9)."""
    return as_named(record_of(child).authorities(on), viewer)


def as_named(stand: Authorities, viewer: Viewer) -> Authorities:
    """By name for those who see names."""
    return stand if viewer.sees_names else stand.unnamed()
