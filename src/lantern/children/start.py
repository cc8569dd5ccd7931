"""What the children room tells others at start-up."""

from lantern.access.navigation import Item, register
from lantern.access.vocabulary import Permission
from lantern.children import access, chronology
from lantern.children.queries.told import told_by_record


def ready() -> None:
    """Register; called once."""
    access.ready()
    chronology.register("children", told_by_record)
    register(Item(30, "Children", "children:search", "/children/", Permission.SEE_CHILDREN))
