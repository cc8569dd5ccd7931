"""Writing children's records."""

from lantern.children.actions.child import add_alias, add_reference, change_child, create_child
from lantern.children.actions.circumstances import allocate, end_allocation, move_to, place, set_status
from lantern.children.actions.keys import refresh_keys
from lantern.children.actions.opening import open_record

__all__ = [
    "add_alias",
    "add_reference",
    "allocate",
    "change_child",
    "create_child",
    "end_allocation",
    "move_to",
    "open_record",
    "place",
    "refresh_keys",
    "set_status",
]
