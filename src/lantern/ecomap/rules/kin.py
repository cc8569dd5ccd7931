"""Who may be whose parent: nobody is their own forebear (EXP-7)."""

from collections import defaultdict
from collections.abc import Iterable

from lantern.children.rules.refusals import NotAllowed
from lantern.ecomap.rules.map import Link
from lantern.ecomap.vocabulary import TieKind


def forebears(key: str, links: Iterable[Link]) -> set[str]:
    """Everybody from whom `key` descends, as far as the map says."""
    parents: dict[str, set[str]] = defaultdict(set)
    for each in links:
        if each.kind is TieKind.PARENT:
            parents[each.second].add(each.first)
    found: set[str] = set()
    waiting = [key]
    while waiting:
        for one in parents[waiting.pop()] - found:
            found.add(one)
            waiting.append(one)
    return found


def check_joins(first: str, second: str, kind: TieKind, links: Iterable[Link]) -> None:
    """Raises `NotAllowed` for a tie of one with themselves, and for a parent who descends from the child they would have."""
    if first == second:
        raise NotAllowed("Choose two different ends for the tie.")
    if kind is TieKind.PARENT and second in forebears(first, links):
        raise NotAllowed("The second is a parent or grandparent of the first already.")
