"""A version of the map is kept as it stands (EXP-7)."""

from datetime import date, datetime

from lantern.children.models import Child
from lantern.children.rules.refusals import NotAllowed
from lantern.ecomap.models import KeptMap
from lantern.ecomap.rules.freezing import frozen
from lantern.ecomap.rules.limits import NOTE
from lantern.ecomap.rules.map import Map
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def keep_map(*, child: Child, drawn: Map, on: date, note: str, by: Member, at: datetime) -> KeptMap:
    """Keep `drawn`, which is the map as `by` sees it, as of the day `on`. Raises `NotAllowed` for a day to come."""
    if on > london(at).date():
        raise NotAllowed("The day must not be in the future.")
    kept = KeptMap.objects.create(child=child, on=on, note=note[:NOTE], said=frozen(drawn), by=by, at=at)
    trail.record("ecomap.kept", kept, by=by, at=at)
    return kept
