"""What is said of a person of concern, and how they stand to children and to each other (EXP-5)."""

from enum import StrEnum

from lantern.network.vocabulary import Kind


class Certainty(StrEnum):
    """How sure somebody is that it is so."""

    SUSPECTED = "suspected"
    KNOWN = "known"


class About(StrEnum):
    """What a statement about a person is of; the order is that of the page."""

    ALIAS = "alias"
    BORN = "born"
    AGE = "age"
    DESCRIPTION = "description"
    ADDRESS = "address"
    PLACE = "place"
    VEHICLE = "vehicle"
    PHONE = "phone"
    ACCOUNT = "account"
    GROUP = "group"
    OTHER = "other"

    @property
    def label(self) -> str:
        """As it stands on a page."""
        return ABOUT_WORDS[self]


ABOUT_WORDS = {
    About.ALIAS: "Also known as",
    About.BORN: "Date of birth",
    About.AGE: "About how old",
    About.DESCRIPTION: "Description",
    About.ADDRESS: "Address",
    About.PLACE: "Place they go to",
    About.VEHICLE: "Vehicle",
    About.PHONE: "Phone",
    About.ACCOUNT: "Account online",
    About.GROUP: "Gang or group",
    About.OTHER: "Anything else",
}
ENTITY_OF = {
    About.ADDRESS: Kind.PLACE,
    About.PLACE: Kind.PLACE,
    About.VEHICLE: Kind.VEHICLE,
    About.PHONE: Kind.PHONE,
    About.ACCOUNT: Kind.ACCOUNT,
}
"""Statements that name a thing: the same number plate named in a missing chat is the same thing (INT-6)."""


class ChildTieKind(StrEnum):
    """What a person of concern has to do with a child."""

    EXPLOITS = "exploits"
    ASSOCIATES = "associates with"
    DRIVES = "drives"
    SUPPLIES = "supplies"
    HARBOURS = "harbours"
    FAMILY = "family"
    PARTNER = "partner"
    ONLINE = "online contact"
    OTHER = "other"

    @property
    def label(self) -> str:
        """From the person to the child, as it stands on a page."""
        return CHILD_TIES[self]


CHILD_TIES = {
    ChildTieKind.EXPLOITS: "Exploits the child",
    ChildTieKind.ASSOCIATES: "Associates with the child",
    ChildTieKind.DRIVES: "Drives the child",
    ChildTieKind.SUPPLIES: "Supplies the child with something",
    ChildTieKind.HARBOURS: "Harbours the child",
    ChildTieKind.FAMILY: "Family of the child",
    ChildTieKind.PARTNER: "Calls themselves the child’s partner",
    ChildTieKind.ONLINE: "In contact with the child online",
    ChildTieKind.OTHER: "Another tie with the child",
}


class PersonTieKind(StrEnum):
    """What a person of concern has to do with another."""

    ASSOCIATE = "associate"
    GROUP = "same group"
    DIRECTS = "directs"
    DRIVES = "drives for"
    EMPLOYS = "employs"
    FAMILY = "family"
    PARTNER = "partner"
    OTHER = "other"

    @property
    def label(self) -> str:
        """From the first of the two to the second."""
        return PERSON_TIES[self][0]

    @property
    def seen_from_the_other(self) -> str:
        """The same tie from the second to the first."""
        return PERSON_TIES[self][1]


PERSON_TIES = {
    PersonTieKind.ASSOCIATE: ("Associate of", "Associate of"),
    PersonTieKind.GROUP: ("In a group with", "In a group with"),
    PersonTieKind.DIRECTS: ("Directs", "Directed by"),
    PersonTieKind.DRIVES: ("Drives for", "Driven by"),
    PersonTieKind.EMPLOYS: ("Employs", "Employed by"),
    PersonTieKind.FAMILY: ("Family of", "Family of"),
    PersonTieKind.PARTNER: ("Partner of", "Partner of"),
    PersonTieKind.OTHER: ("Has to do with", "Has to do with"),
}


class Shown(StrEnum):
    """Which persons a list shows."""

    CURRENT = ""
    KNOWN = "known"
    ORDERS = "orders"
    CHILDREN = "children"
    CLOSED = "closed"


class Sort(StrEnum):
    """In which order."""

    NAME = ""
    LATEST = "latest"


class Turn(StrEnum):
    """What was decided about a person as a whole; `PersonTurn` keeps each."""

    CLOSED = "closed"
    REOPENED = "reopened"
    CHANGED = "changed"
