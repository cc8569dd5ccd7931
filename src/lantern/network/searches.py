"""What a search for a person of concern leaves on the trail: how it was asked and whom it showed, not the words (SHA-6)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.sought import digest

MEANT = "persons|"  # so that the same words sought elsewhere have another digest


def leave_trail(what: str, typed: str, shown: Sequence[Any], *, by: Member, at: datetime) -> None:
    """One entry for the search and one for each person it showed."""
    meaning = " ".join(typed.casefold().split())
    detail = f"{len(shown)} shown" if shown else "nobody found"
    trail.searched(what, shown, sought=digest(MEANT + meaning) if meaning else "", detail=detail, by=by, at=at)
