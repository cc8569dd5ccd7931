"""The keys under which a child is found: an index over names, birth date, addresses and numbers (MIS-4)."""

from collections.abc import Iterable
from datetime import datetime

from lantern.children.models import Child, MatchKey
from lantern.children.queries.profiles import profiles_of
from lantern.children.rules.blocks import stored_keys
from lantern.children.rules.searching import search_keys
from lantern.organisation.models import Member
from lantern.trail.acting import action

AT_ONCE = 5_000
LONGEST = 100  # characters of a key


@action
def refresh_keys(*, children: Iterable[Child], by: Member | None, at: datetime) -> None:
    """Bring the keys in line with what is known of `children` now; rebuilding gives the same rows."""
    profiles = profiles_of([child.pk for child in children])
    wanted = {
        (child, key)
        for child, profile in profiles.items()
        for key in stored_keys(profile) | search_keys(profile)
        if len(key) <= LONGEST  # the sound of a word of a hundred letters: the other keys find the child
    }
    rows = MatchKey.objects.filter(child__in=profiles.keys())
    held = {(child, key): row for row, child, key in rows.values_list("pk", "child_id", "key")}
    stale = [row for pair, row in held.items() if pair not in wanted]
    if stale:
        MatchKey.objects.filter(pk__in=stale).delete()
    fresh = sorted(wanted - held.keys(), key=str)
    MatchKey.objects.bulk_create(
        (MatchKey(child_id=child, key=key) for child, key in fresh), batch_size=AT_ONCE, ignore_conflicts=True
    )
