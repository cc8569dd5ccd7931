"""What changed between two versions of a map, in words; the keys of what changed are marked on the picture (EXP-7)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, TypeVar

from lantern.children.rules.around import CHILD
from lantern.ecomap.rules.map import Link, Map, Thing
from lantern.ecomap.rules.saying import family_words, link_words, names_of

Item = TypeVar("Item", Thing, Link)
NOT_TOLD = frozenset({"key", "version", "spot", "source", "url", "by_hand", "first", "second"})
"""What is no change of what the map says: where it stands, who wrote it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Sentences, each once; `keys` are the things they are about, both ends of a tie."""

    added: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]
    keys: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.changed)


def changes(before: Map, after: Map, *, child: str, year: int) -> Changes:
    """What `after` has that `before` had not, the other way round, and what is said otherwise."""
    old, new = names_of(before.things, child), names_of(after.things, child)
    things = _pairs(_by_key(before.things), _by_key(after.things))
    links = _pairs(_by_key(before.links), _by_key(after.links))
    added = [_thing(b, year) for a, b in things if a is None and b] + [
        link_words(b, new) for a, b in links if not a and b
    ]
    gone = [_thing(a, year) for a, b in things if b is None and a] + [
        link_words(a, old) for a, b in links if not b and a
    ]
    changed = [f"{_thing(a, year)} is now: {_thing(b, year)}" for a, b in things if a and b and differ(a, b)]
    changed += [f"{link_words(a, old)} is now: {link_words(b, new)}" for a, b in links if a and b and differ(a, b)]
    keys = {b.key for a, b in things if b and (a is None or differ(a, b))}
    keys |= {end for a, b in links if b and (a is None or differ(a, b)) for end in b.ends}
    keys |= {end for a, b in links if a and b is None for end in a.ends if end in new}
    return Changes(tuple(added), tuple(gone), tuple(changed), frozenset(keys))


def differ(one: Item, other: Item) -> bool:
    """Whether two of one key say something else."""
    return any(
        getattr(one, each.name) != getattr(other, each.name) for each in fields(one) if each.name not in NOT_TOLD
    )


def _pairs(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """Each key's two, in the order of the later map; the child is never a change."""
    keys = dict.fromkeys([*after, *before])
    return [(before.get(key), after.get(key)) for key in keys if key != CHILD]


def _by_key(items: tuple[Any, ...]) -> dict[str, Any]:
    return {each.key: each for each in items}


def _thing(of: Thing, year: int) -> str:
    return ", ".join(_parts(of, year))


def _parts(of: Thing, year: int) -> Iterator[str]:
    """Jo Example, family: female, born 1984. Words."""
    said = family_words(of.family, year)
    yield f"{of.label} ({of.kind.value if of.kind else 'child'})"
    if said:
        yield said
    if of.words:
        yield of.words
