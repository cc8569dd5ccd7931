"""Peer groups and places as contexts of exploitation, and how children and persons of concern stand to them (EXP-6)."""

from enum import StrEnum


class ContextKind(StrEnum):
    """What is assessed."""

    GROUP = "peer group"
    SCHOOL = "school"
    ESTATE = "estate or street"
    TRANSPORT = "transport hub"
    BUSINESS = "business"
    ONLINE = "online space"
    PARK = "park or open space"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return self.value[:1].upper() + self.value[1:]

    @property
    def is_place(self) -> bool:
        """Whether a power over places can be used there (EXP-5)."""
        return self not in (ContextKind.GROUP, ContextKind.ONLINE)


class ContextTieKind(StrEnum):
    """What a child has to do with it."""

    MEMBER = "member"
    GOES = "goes there"
    FOUND = "was found there"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return "Belongs to it" if self is ContextTieKind.MEMBER else self.value[:1].upper() + self.value[1:]


class ContextRole(StrEnum):
    """What a person of concern has to do with it."""

    RUNS = "runs it"
    WORKS = "works there"
    LIVES = "lives there"
    GOES = "goes there"
    LEADS = "leads the group"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return "Has to do with it" if self is ContextRole.OTHER else self.value[:1].upper() + self.value[1:]


class ContextsShown(StrEnum):
    """Which contexts a list shows."""

    CURRENT = ""
    LATE = "late"
    MINE = "mine"
    NOT_ASSESSED = "not-assessed"
    CLOSED = "closed"
