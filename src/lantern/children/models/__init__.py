"""The child and what is known of them over time."""

from lantern.children.models.child import Child, ChildName, ChildReference, FirstWord, MatchKey, MatchProfile
from lantern.children.models.circumstances import Address, Allocation, Placement, ServiceStatus
from lantern.children.models.conflict import Conflict
from lantern.children.models.pairs import Lookalike, Merge, Moved, NeverSame
from lantern.children.models.restricted import NamedPerson, Restriction, RestrictionReview
from lantern.children.models.school import SchoolAbsence, SchoolFact

__all__ = [
    "Address",
    "Allocation",
    "Child",
    "ChildName",
    "ChildReference",
    "Conflict",
    "FirstWord",
    "Lookalike",
    "MatchKey",
    "MatchProfile",
    "Merge",
    "Moved",
    "NamedPerson",
    "NeverSame",
    "Placement",
    "Restriction",
    "RestrictionReview",
    "SchoolAbsence",
    "SchoolFact",
    "ServiceStatus",
]
