"""The tables of MACE 1."""

from lantern.mace1.models.action import Action, Progress
from lantern.mace1.models.case import Case, Item
from lantern.mace1.models.discussion import Decision, DiscussionText, Dissent
from lantern.mace1.models.guest import Guest
from lantern.mace1.models.minutes import Amendment
from lantern.mace1.models.request import Request
from lantern.mace1.models.returns import NothingHeld, ReturnText
from lantern.mace1.models.saved import SavedView
from lantern.mace1.models.template import Template, TemplateText

__all__ = [
    "Action",
    "Amendment",
    "Case",
    "Decision",
    "DiscussionText",
    "Dissent",
    "Guest",
    "Item",
    "NothingHeld",
    "Progress",
    "Request",
    "ReturnText",
    "SavedView",
    "Template",
    "TemplateText",
]
