"""Kinds of entry in the trail."""

from enum import StrEnum


class Kind(StrEnum):
    VIEW = "view"
    CHANGE = "change"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return {"view": "Looked at", "change": "Changed"}[self]
