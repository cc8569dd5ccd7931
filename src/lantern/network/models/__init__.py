"""What is named, persons of concern, and what they have to do with each other and with children."""

from lantern.network.models.about import Joining, PersonTie, PersonTurn, SameChild, Statement
from lantern.network.models.context import (
    Context,
    ContextAssessment,
    ContextChild,
    ContextPerson,
    ContextTurn,
    Guardian,
    PlanStep,
)
from lantern.network.models.entity import Entity, Mention
from lantern.network.models.order import Breach, Order
from lantern.network.models.person import ChildTie, PersonOfConcern

__all__ = [
    "Breach",
    "ChildTie",
    "Context",
    "ContextAssessment",
    "ContextChild",
    "ContextPerson",
    "ContextTurn",
    "Entity",
    "Guardian",
    "Joining",
    "Mention",
    "Order",
    "PersonOfConcern",
    "PersonTie",
    "PersonTurn",
    "PlanStep",
    "SameChild",
    "Statement",
]
