"""Whether an agency's sharing protocol stands (PAR-6)."""

from datetime import date
from enum import StrEnum


class Protocol(StrEnum):
    UNSIGNED = "not signed"
    EXPIRED = "expired"
    SIGNED = "signed"


def protocol_on(day: date, *, signed: date | None, expires: date | None) -> Protocol:
    """The state on `day`; the day of expiry itself still counts as signed, a day of signing yet to come does not."""
    if signed is None or day < signed:
        return Protocol.UNSIGNED
    return Protocol.EXPIRED if expires is not None and day > expires else Protocol.SIGNED
