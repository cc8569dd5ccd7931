"""Views of the tracker that somebody keeps for themselves (M1-8)."""

from datetime import datetime

from django.http import QueryDict

from lantern.mace1.models import SavedView
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

LONGEST = 1_000
KEPT = ("show", "area", "way", "model", "level", "sort", "column")
"""What a view keeps of an address; nothing else of it is stored."""


@action
def save_view(*, name: str, query: str, by: Member, at: datetime) -> SavedView:
    """Keep what `query` asks for under `name`; the same name again replaces it. Raises `NotAllowed` for too much."""
    plain = _plain(query)
    if len(plain) > LONGEST:
        raise NotAllowed(refusals.VIEW_TOO_LONG)
    made, _ = SavedView.objects.update_or_create(member=by, name=name, defaults={"query": plain, "at": at})
    trail.record("mace1.view_saved", None, by=by, at=at)
    return made


@action
def forget_view(*, saved: SavedView, by: Member, at: datetime) -> None:
    """Keep it no longer."""
    saved.delete()
    trail.record("mace1.view_forgotten", None, by=by, at=at)


def _plain(query: str) -> str:
    """The address with what the tracker knows alone."""
    asked, kept = QueryDict(query.replace("\0", "")), QueryDict(mutable=True)
    for name in KEPT:
        if asked.getlist(name):
            kept.setlist(name, asked.getlist(name))
    return kept.urlencode()
