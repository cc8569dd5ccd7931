"""Invented maps as plain values, of any size: for rules and pictures, without a database."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from lantern.children.rules.around import CHILD, Around, Bearing, Direction, Near, Strength, Surety
from lantern.demo.rules.maps import ALSO, BETWEEN, Invented, kin, others
from lantern.ecomap.rules.map import Family, Link, Map, Spot, Thing, composed

THE_CHILD = Thing(key=CHILD, label="Rowan Example", family=Family("M", 2012, in_household=True))
LETTERS = st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=("Cs", "Cc"))
WORDS = st.text(LETTERS, max_size=60)
LABELS = st.one_of(
    st.sampled_from(("Jo", "Riverside car park", "Kebab shop on Pretend Street", "@nowhere", "Ann-Marie Unreal-Whimsy")),
    st.text(LETTERS, min_size=1, max_size=80).filter(lambda text: bool(text.strip())),
)  # fmt: skip


def around(number: int, **more: Any) -> Around:
    """One that a room knows of."""
    return Around(**({"key": f"entity:{number}", "label": f"Person {number}", "kind": Near.PEER} | more))


def map_with(*found: Around, nodes: tuple[Thing, ...] = (), links: tuple[Link, ...] = (), **more: Any) -> Map:
    """The map of Rowan Example with these around."""
    return composed(THE_CHILD, found, nodes, links, spots=more.pop("spots", {}), **more)


def invented_map(ties: int) -> Map:
    """A family and others around, with about so many ties."""
    family = list(kin("Example", 1986, 1983))
    everybody = [*family, *others(max(ties - len(family) - len(ALSO) - len(BETWEEN), 0))]
    names = {CHILD, *(each.name for each in everybody)}
    links = [_link(each) for each in everybody]
    for first, second, said in ALSO:
        links.append(_joined(first, second, said, f"also-{first}-{second}"))
    between = [(f"other{one}", f"other{two}") for one, two, _ in BETWEEN]
    links += [Link(key=f"between-{a}-{b}", first=_key(a), second=_key(b)) for a, b in between if {a, b} <= names]
    return map_with(nodes=tuple(_thing(each) for each in everybody), links=tuple(links))


def _thing(each: Invented) -> Thing:
    said = each.said
    family = Family(said.figure, said.born, said.has_died, said.died, said.in_household)
    return Thing(key=_key(each.name), label=said.label, kind=said.kind, by_hand=True, version=1, family=family)


def _link(each: Invented) -> Link:
    return _joined(each.first, each.second or each.name, each.tie, f"tie-{each.name}")


def _joined(first: str, second: str, said: Any, key: str) -> Link:
    return Link(
        key=key, first=_key(first), second=_key(second), kind=said.kind, how=said.how, strength=said.strength,
        direction=said.direction, bearing=said.bearing, surety=said.surety, words=said.words, by_hand=True, version=1,
    )  # fmt: skip


def _key(name: str) -> str:
    return name if name == CHILD else f"node:{name}"


@st.composite
def maps(draw: st.DrawFn, most: int = 25) -> Map:
    """Any map: names of any letters, ties of every kind, some of it put by hand."""
    number = draw(st.integers(0, most))
    found = [
        around(
            place, label=draw(LABELS), kind=draw(st.sampled_from(Near)), words=draw(WORDS),
            bearing=draw(st.sampled_from(Bearing)), strength=draw(st.sampled_from(Strength)),
            direction=draw(st.sampled_from(Direction)), surety=draw(st.sampled_from(Surety)),
            since=draw(st.none() | st.dates(date(2000, 1, 1), date(2026, 1, 1))),
        )
        for place in range(number)
    ]  # fmt: skip
    made = map_with(*found)
    pairs = st.tuples(st.integers(0, max(number - 1, 0)), st.integers(0, max(number - 1, 0)))
    between = [pair for pair in draw(st.lists(pairs, max_size=6, unique=True)) if pair[0] != pair[1]] if number else []
    links = [Link(key=f"tie:{a}-{b}", first=f"entity:{a}", second=f"entity:{b}", by_hand=True) for a, b in between]
    return replace(made, links=(*made.links, *links))


def put(of: Map, key: str, x: int, y: int) -> Map:
    """The map with one of it put there by hand."""
    return replace(of, things=tuple(replace(e, spot=Spot(x, y, 1)) if e.key == key else e for e in of.things))
