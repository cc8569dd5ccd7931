"""The working map, and the versions that were kept."""

from lantern.ecomap.models.kept import KeptMap
from lantern.ecomap.models.node import Node, OnMap, Placing, Tie

__all__ = ["KeptMap", "Node", "OnMap", "Placing", "Tie"]
