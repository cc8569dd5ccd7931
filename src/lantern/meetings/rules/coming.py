"""Who is expected, who sent apologies, who comes for whom, and which agencies have nobody (PAR-4, PAR-5)."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from lantern.organisation.rules.seating import SeatKind


class Sits(NamedTuple):
    """A seat as a meeting meets it; `member` is `None` while nobody is named."""

    seat: UUID
    agency: UUID
    kind: SeatKind
    member: UUID | None
    where_required: bool = False


class Expected(NamedTuple):
    """A seat and who comes in it: its holder, or the representative of one who sent apologies; or nobody."""

    sits: Sits
    apologies: bool
    comes: UUID | None


def expected(seats: Iterable[Sits], apologies: Mapping[UUID, UUID | None]) -> tuple[Expected, ...]:
    """Each seat; `apologies` are representatives, or `None`, by the member who cannot come.

    Seats that are filled by invitation alone are expected only by invitation.
    """
    return tuple(_expected(each, apologies) for each in seats if each.kind is not SeatKind.INVITED)


def agencies_without(found: Iterable[Expected]) -> frozenset[UUID]:
    """Core agencies of which nobody comes; who is needed only now and then is missed by nobody."""
    core = [each for each in found if not each.sits.where_required]
    there = {each.sits.agency for each in core if each.comes is not None}
    return frozenset(each.sits.agency for each in core) - there


def here_by_agency(found: Iterable[Expected], here: Collection[UUID]) -> tuple[int, int]:
    """How many core agencies are there by a member or a representative, and how many there are (ATT-1)."""
    core = [each for each in found if not each.sits.where_required]
    agencies = {each.sits.agency for each in core}
    return len({each.sits.agency for each in core if each.comes in here}), len(agencies)


def _expected(sits: Sits, apologies: Mapping[UUID, UUID | None]) -> Expected:
    if sits.member is None:
        return Expected(sits, apologies=False, comes=None)
    if sits.member in apologies:
        return Expected(sits, apologies=True, comes=apologies[sits.member])
    return Expected(sits, apologies=False, comes=sits.member)
