"""Finding a child by whatever is known: name with its mistakes, birth date, postcode, a reference (MIS-4)."""

from dataclasses import dataclass

from django.db.models import Q

from lantern.access.viewer import Viewer
from lantern.children.models import Child, ChildReference, MatchKey
from lantern.children.queries.profiles import profiles_of
from lantern.children.rules.blocks import searching_keys
from lantern.children.rules.matching import weigh
from lantern.children.rules.profiles import Profile
from lantern.children.rules.searching import Wanted, read_search, sort_name

AT_MOST = 50
CONSIDERED = 400


@dataclass(frozen=True)
class Found:
    """A child that a search found, and why, in words."""

    child: Child
    weight: float
    why: tuple[str, ...]


def search(viewer: Viewer, text: str) -> list[Found]:
    """Children `viewer` may see who answer to `text`, the likeliest first, at most fifty."""
    return search_for(viewer, read_search(text))


def search_for(viewer: Viewer, wanted: Wanted) -> list[Found]:
    """As `search`, for something already read."""
    if wanted.is_empty:
        return []
    children = {child.pk: child for child in _considered(viewer, wanted)}
    sought = Profile.of(wanted.described)
    found = []
    for pk, profile in profiles_of(children).items():
        evidence = weigh(sought, profile)
        assert evidence is not None
        likeness = evidence.likeness
        named = wanted.is_prefix_of(children[pk].sort_name)
        if likeness.weight > 0 or named or likeness.agreements:
            found.append(Found(children[pk], likeness.weight + 20 * named, likeness.agreements))
    found.sort(key=lambda each: (-each.weight, each.child.sort_name, each.child.number))
    return found[:AT_MOST]


def _considered(viewer: Viewer, wanted: Wanted) -> list[Child]:
    """Candidates by index alone: shared keys, the start of the name, a reference."""
    visible = Child.visible_to(viewer).select_related("area")
    keys = searching_keys(Profile.of(wanted.described)) | wanted.sound_keys
    by_key = MatchKey.objects.filter(key__in=keys).values("child")
    by_reference = ChildReference.objects.filter(value__in=wanted.references).values("child")
    starts = Q()
    for start in wanted.name_starts:
        starts |= Q(sort_name__startswith=sort_name(start, ""))
    found = list(
        visible.filter(Q(pk__in=by_key) | Q(pk__in=by_reference) | Q(number__in=wanted.references))[:CONSIDERED]
    )
    if starts:
        found += list(visible.filter(starts).order_by("sort_name")[:AT_MOST])
    return found
