"""Writing the map of a child, and keeping versions of it."""

from lantern.ecomap.actions.keeping import keep_map
from lantern.ecomap.actions.nodes import add_node, change_node, put_back_node, take_off_node
from lantern.ecomap.actions.placing import arrange_anew, hide, put, show
from lantern.ecomap.actions.ties import add_tie, add_with_tie, change_tie, put_back_tie, take_off_tie

__all__ = [
    "add_node",
    "add_tie",
    "add_with_tie",
    "arrange_anew",
    "change_node",
    "change_tie",
    "hide",
    "keep_map",
    "put",
    "put_back_node",
    "put_back_tie",
    "show",
    "take_off_node",
    "take_off_tie",
]
