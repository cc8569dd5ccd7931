"""Refusing what the state of an episode does not allow, in words for the page and the greyed-out button."""

from lantern.children.rules import refusals
from lantern.children.rules.refusals import NotAllowed

__all__ = ["ChangedMeanwhile", "NotAllowed"]


class ChangedMeanwhile(refusals.ChangedMeanwhile):
    """Somebody else corrected the record since it was read."""

    words = "Somebody else corrected this while you were working. Both are below: nothing is lost."
