"""What a search for a child leaves on the trail: whom it showed and how it was asked, never what was typed (SHA-6)."""

from collections.abc import Sequence
from datetime import datetime

from lantern.children.models import Child
from lantern.children.rules.searching import Wanted, read_search
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.sought import digest

MEANT = "children|"  # so that the same words sought elsewhere have another digest


def leave_trail(what: str, wanted: Wanted, shown: Sequence[Child], *, by: Member, at: datetime) -> None:
    """One entry for the search and one for each child it showed."""
    asked = " and ".join(wanted.fields) or "nothing that can be sought"
    detail = f"By {asked}: {len(shown)} shown" if shown else f"By {asked}: nobody found"
    trail.searched(what, shown, sought=sought(wanted), detail=detail, by=by, at=at)


def sought(wanted: Wanted) -> str:
    """The digest under which the trail knows a search for the same."""
    return digest(MEANT + wanted.meaning) if wanted.meaning else ""


def sought_by(typed: str) -> str:
    """The digest of what somebody may have typed, for those who look through the trail."""
    return sought(read_search(typed))
