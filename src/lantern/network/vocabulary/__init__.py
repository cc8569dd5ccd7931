"""Kinds of things that are named in what people tell (INT-6)."""

from enum import StrEnum


class Kind(StrEnum):
    """What an entity is, as far as a missing chat needs it."""

    PERSON = "person"
    PLACE = "place"
    VEHICLE = "vehicle"
    PHONE = "phone"
    ACCOUNT = "account"
