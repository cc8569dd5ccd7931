"""The child and what is known of them over time."""

from lantern.children.models.child import Child, ChildName, ChildReference, MatchKey
from lantern.children.models.circumstances import Address, Allocation, Placement, ServiceStatus

__all__ = ["Address", "Allocation", "Child", "ChildName", "ChildReference", "MatchKey", "Placement", "ServiceStatus"]
