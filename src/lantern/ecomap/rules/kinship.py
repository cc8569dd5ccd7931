"""A family in generations: who stands in which row, beside whom, and under whom (EXP-7).

As genograms are drawn since McGoldrick, Gerson and Petry: parents above their children, partners side by side with a line
between them, brothers and sisters in the order of birth from left to right.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantern.children.rules.around import CHILD, Near
from lantern.ecomap.rules.map import Link, Map, Thing
from lantern.ecomap.vocabulary import TieKind

KIN = (TieKind.PARENT, TieKind.PARTNER, TieKind.SIBLING, TieKind.TWIN)
ACROSS, DOWN = 128.0, 172.0  # units between two of a row, and between two rows
ROUNDS = 8  # sweeps in which everybody comes to stand over or under their own
LATE = 9_999  # where a year of birth is not known: after those whose is


@dataclass(frozen=True, slots=True)
class Sibship:
    """The children of the same parents, the eldest first; parents are one or two."""

    parents: tuple[str, ...]
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kinship:
    """Everybody by key, where they stand, and what joins them."""

    people: dict[str, Thing]
    at: dict[str, tuple[float, float]]
    partners: tuple[Link, ...]
    sibships: tuple[Sibship, ...]
    parents: tuple[Link, ...]
    twins: tuple[Link, ...]
    siblings: tuple[Link, ...]


def kinship_of(of: Map) -> Kinship:
    """The family as the genogram draws it: the child, and everybody of whom somebody has said whose they are."""
    joined = {end for link in of.links if link.kind in KIN for end in link.ends}
    people = {each.key: each for each in of.things if each.is_child or each.key in joined}
    links = [each for each in of.links if each.kind in KIN and people.keys() >= set(each.ends)]
    by_kind = {kind: tuple(each for each in links if each.kind is kind) for kind in KIN}
    rows = _rows(people, links)
    sibships = _sibships(people, by_kind[TieKind.PARENT])
    return Kinship(
        people=people,
        at=_stand(people, rows, links, sibships),
        partners=by_kind[TieKind.PARTNER],
        sibships=sibships,
        parents=by_kind[TieKind.PARENT],
        twins=by_kind[TieKind.TWIN],
        siblings=by_kind[TieKind.SIBLING],
    )


def without_place(of: Map) -> tuple[Thing, ...]:
    """Those of the family of whom nobody has said whose they are: a genogram has no place for them."""
    kin = kinship_of(of).people
    return tuple(each for each in of.others if each.kind is Near.FAMILY and each.key not in kin)


def kin_alone(of: Map) -> Map:
    """The map of the family alone, with the ties by which it hangs together: what the words of a genogram tell."""
    kin = kinship_of(of).people
    links = tuple(each for each in of.links if each.kind in KIN and kin.keys() >= {*each.ends})
    return Map(tuple(kin.values()), links)


def _rows(people: Iterable[str], links: Sequence[Link]) -> dict[str, int]:
    """The generation of each, the child's is 0, their parents' -1; whoever is joined to nobody stands with the child."""
    steps: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for each in links:
        down = 1 if each.kind is TieKind.PARENT else 0
        steps[each.first].append((each.second, down))
        steps[each.second].append((each.first, -down))
    rows: dict[str, int] = {}
    for start in sorted(people, key=lambda key: key != CHILD):
        waiting = [(start, 0)] if start not in rows else []
        while waiting:
            key, row = waiting.pop(0)
            if key not in rows:
                rows[key] = row
                waiting += [(other, row + step) for other, step in steps[key]]
    return rows


def _sibships(people: dict[str, Thing], parents: Iterable[Link]) -> tuple[Sibship, ...]:
    own: dict[str, list[str]] = defaultdict(list)
    for each in parents:
        own[each.second].append(each.first)
    together: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in people:
        if own[key]:
            together[tuple(sorted(own[key]))].append(key)
    return tuple(Sibship(both, tuple(sorted(keys, key=lambda k: _born(people[k])))) for both, keys in together.items())


def _born(thing: Thing) -> tuple[int, str]:
    return thing.family.born or LATE, thing.label.casefold()


def _stand(
    people: dict[str, Thing], rows: dict[str, int], links: Sequence[Link], sibships: Sequence[Sibship]
) -> dict[str, tuple[float, float]]:
    """Everybody's place: in each row as near as can be to those above and below, nobody nearer to another than `ACROSS`."""
    order = {
        row: _beside([key for key in people if rows[key] == row], people, links) for row in sorted(set(rows.values()))
    }
    across = {key: place * ACROSS for keys in order.values() for place, key in enumerate(keys)}
    near = _near(links, sibships)
    for turn in range(ROUNDS):
        for row in sorted(order, reverse=bool(turn % 2)):
            wanted = {key: _mean([across[each] for each in near[key]] or [across[key]]) for key in order[row]}
            order[row] = _regrouped(order[row], wanted, people, links)
            across |= _apart(order[row], wanted)
    middle = across[CHILD]
    return {key: (round(across[key] - middle, 1), rows[key] * DOWN) for key in people}


def _near(links: Sequence[Link], sibships: Sequence[Sibship]) -> dict[str, list[str]]:
    """Over or under whom each wants to stand: parents over the middle of their children, children under their parents."""
    near: dict[str, list[str]] = defaultdict(list)
    for ship in sibships:
        for parent in ship.parents:
            near[parent] += ship.children
        for child in ship.children:
            near[child] += ship.parents
    return near


def _beside(keys: Sequence[str], people: dict[str, Thing], links: Sequence[Link]) -> list[str]:
    """A row in which partners, and brothers and sisters, stand beside each other: a family's groups, each by birth."""
    return [key for group in _groups(keys, people, links) for key in group]


def _groups(keys: Sequence[str], people: dict[str, Thing], links: Sequence[Link]) -> list[list[str]]:
    """Those of a row who are joined as partners; the father of a couple left, as it is usual."""
    left = sorted(keys, key=lambda key: _born(people[key]))
    pairs = [each for each in links if each.kind is TieKind.PARTNER and {*each.ends} <= {*keys}]
    groups: list[list[str]] = []
    while left:
        group, waiting = [left.pop(0)], list(pairs)
        while step := next((p for p in waiting if (p.first in group) is not (p.second in group)), None):
            waiting.remove(step)
            inside = step.first if step.first in group else step.second
            other = step.other(inside)
            left.remove(other)
            group.insert(_place(group, inside, people[other], people, pairs), other)
        groups.append(group)
    return groups


def _place(group: list[str], inside: str, other: Thing, people: dict[str, Thing], pairs: Sequence[Link]) -> int:
    """Where a partner comes to stand: left as a man beside a woman, else right, and on the other side of an earlier one."""
    index = group.index(inside)
    partners = {each.other(inside) for each in pairs if inside in each.ends}
    if index > 0 and group[index - 1] in partners:
        return index + 1
    if index + 1 < len(group) and group[index + 1] in partners:
        return index
    male_first = other.family.figure == "M" and people[inside].family.figure != "M"
    return index if male_first else index + 1


def _regrouped(
    keys: Sequence[str], wanted: dict[str, float], people: dict[str, Thing], links: Sequence[Link]
) -> list[str]:
    """The groups of a row in the order in which they want to stand; brothers and sisters keep the order of their birth."""
    groups = _groups(keys, people, links)
    groups.sort(key=lambda group: (_mean([wanted[key] for key in group]), _born(people[group[0]])))
    return [key for group in groups for key in group]


def _apart(keys: Sequence[str], wanted: dict[str, float]) -> dict[str, float]:
    """As near to where each wants to stand as the order and the room allow: neighbours who are pushed share the push."""
    blocks: list[list[float]] = []  # each: number of keys, sum of the places its first wants
    for place, key in enumerate(keys):
        blocks.append([1, wanted[key] - place * ACROSS])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][0] > blocks[-1][1] / blocks[-1][0]:
            number, total = blocks.pop()
            blocks[-1] = [blocks[-1][0] + number, blocks[-1][1] + total]
    starts = [total / number for number, total in blocks for _ in range(int(number))]
    return {key: start + place * ACROSS for place, (key, start) in enumerate(zip(keys, starts, strict=True))}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
