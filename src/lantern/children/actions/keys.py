"""What a child is found by: keys over names, birth date, addresses and numbers, all of it in one row, first words (MIS-4)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from lantern.children.models import Child, FirstWord, MatchKey, MatchProfile
from lantern.children.queries.profiles import gathered_profiles
from lantern.children.rules.blocks import stored_keys
from lantern.children.rules.profiles import Profile
from lantern.children.rules.searching import first_word, search_keys
from lantern.organisation.models import Member
from lantern.trail.acting import action

AT_ONCE = 5_000
LONGEST = 100  # characters of a key


@action
def refresh_keys(*, children: Iterable[Child], by: Member | None, at: datetime) -> None:
    """Bring keys and profiles in line with what is known of `children` now; rebuilding gives the same rows.

    A record that was merged into another is found by none of its own.
    """
    children = list(children)
    there = {child.pk: child.merged_into_id for child in children}
    profiles = gathered_profiles(key for key, into in there.items() if into is None)
    _write_profiles(there.keys(), profiles)
    wanted = {
        (child, key)
        for child, profile in profiles.items()
        for key in stored_keys(profile) | search_keys(profile)
        if len(key) <= LONGEST  # the sound of a word of a hundred letters: the other keys find the child
    }
    rows = MatchKey.objects.filter(child__in=there.keys())
    held = {(child, key): row for row, child, key in rows.values_list("pk", "child_id", "key")}
    stale = [row for pair, row in held.items() if pair not in wanted]
    if stale:
        MatchKey.objects.filter(pk__in=stale).delete()
    fresh = sorted(wanted - held.keys(), key=str)
    MatchKey.objects.bulk_create(
        (MatchKey(child_id=child, key=key) for child, key in fresh), batch_size=AT_ONCE, ignore_conflicts=True
    )
    words = {first_word(child.sort_name) for child in children} - {""}
    FirstWord.objects.bulk_create((FirstWord(word=word) for word in sorted(words)), ignore_conflicts=True)


def _write_profiles(children: Iterable[UUID], profiles: Mapping[UUID, Profile]) -> None:
    """One row for each of `profiles`, written where it differs; none for the others of `children`."""
    held = {row.child_id: row for row in MatchProfile.objects.filter(child__in=list(children))}
    gone = [row.pk for child, row in held.items() if child not in profiles]
    changed = []
    for child, profile in profiles.items():
        said = profile.as_json
        if child in held and held[child].said != said:
            held[child].said = said
            changed.append(held[child])
    if gone:
        MatchProfile.objects.filter(pk__in=gone).delete()
    MatchProfile.objects.set_many(changed, ["said"])
    MatchProfile.objects.bulk_create(
        (
            MatchProfile(child_id=child, said=profile.as_json)
            for child, profile in profiles.items()
            if child not in held
        ),
        batch_size=AT_ONCE,
    )
