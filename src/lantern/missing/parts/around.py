"""Where a child was found, as it stands around them: the same place again is one place, found there so many times (EXP-7)."""

from collections.abc import Collection, Iterator

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.rules.around import Around, Near, Surety, key_of_words, once_each, times
from lantern.missing.models import Episode


def found_near(child: Child, viewer: Viewer) -> Iterator[Around]:
    """Each place in which the child was found; one query."""
    if not viewer.may(Permission.SEE_MISSING) or not viewer.sees_names:
        return
    rows = list(Episode.visible_to(viewer).filter(child=child).exclude(found_where="").order_by("ended_at"))
    for name in once_each(each.found_where for each in rows):
        own = [each for each in rows if key_of_words("found", child.pk, each.found_where) == _key(child, name)]
        first = own[0].end
        yield Around(
            key=_key(child, name),
            label=name,
            kind=Near.PLACE,
            words=f"found there {times(len(own))}",
            source="missing episodes",
            surety=Surety.KNOWN,
            since=first.day if first else None,
        )


def found_still(keys: Collection[str], child: Child, viewer: Viewer) -> Collection[str]:
    """All of them, for those who see episodes."""
    return keys if viewer.may(Permission.SEE_MISSING) and viewer.sees_names else ()


def _key(child: Child, name: str) -> str:
    return key_of_words("found", child.pk, name)
