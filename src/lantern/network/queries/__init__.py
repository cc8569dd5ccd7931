"""Reads of the network, through the viewer's scope."""

from lantern.network.queries.entities import (
    known_of,
    mentions_in,
    mentions_of,
    same_names,
    statements_of,
    visible_entity,
)

__all__ = ["known_of", "mentions_in", "mentions_of", "same_names", "statements_of", "visible_entity"]
