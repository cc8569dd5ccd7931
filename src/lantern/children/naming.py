"""What a viewer may call a child: by name, or by number and age alone (SHA-2)."""

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.timekeeping.words import age


def name_for(child: Child, viewer: Viewer) -> str:
    """The child's name for those who see names; "Child L0000012, 14" for all others."""
    if viewer.sees_names:
        return str(child)
    years = f", {age(child.born, viewer.today)}" if child.born else ""
    return f"Child {child.number}{years}"
