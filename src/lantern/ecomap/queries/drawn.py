"""The working map of a child: what the rooms know, what people added, where each was put (EXP-7)."""

from lantern.access.viewer import Viewer
from lantern.children.around import around
from lantern.children.models import Child
from lantern.children.naming import name_for
from lantern.children.rules.around import CHILD, Bearing, Direction, Near, Strength, Surety
from lantern.children.rules.sourced import entered_by
from lantern.ecomap.models import Node
from lantern.ecomap.queries.held import NodeRow, TieRow, held_of
from lantern.ecomap.rules.map import NODE, Family, Link, Map, Thing, composed
from lantern.ecomap.vocabulary import TieKind


def map_of(child: Child, viewer: Viewer) -> Map:
    """The map of a child whom the caller has reached through the scope; a query for each source at most.

    And one more, unless the child was read `with_map`.
    """
    held = held_of(child)
    return composed(
        itself(child, viewer),
        around(child, viewer),
        [_thing(each) for each in held.nodes if each.removed_at is None],
        [_link(each) for each in held.ties if each.removed_at is None],
        spots={each.key: each.spot for each in held.placings if each.spot},
        hidden=frozenset(each.key for each in held.placings if each.hidden),
        removed=[_thing(each) for each in held.nodes if each.removed_at],
        untied=[_link(each) for each in held.ties if each.removed_at],
    )


def hand_ties(child: Child) -> list[Link]:
    """The ties that people drew on the map of a child, as they stand now, for the rules by which another is drawn."""
    return [_link(each) for each in held_of(Child(pk=child.pk)).ties if each.removed_at is None]


def itself(child: Child, viewer: Viewer) -> Thing:
    """The child, in the middle."""
    figure = child.sex if child.sex in ("F", "M") else "U"
    return Thing(
        key=CHILD,
        label=name_for(child, viewer),
        family=Family(figure=figure, born=child.born.year if child.born else None, in_household=True),
    )


def key_of_node(node: Node) -> str:
    """node:uuid"""
    return f"{NODE}:{node.pk}"


def _thing(row: NodeRow) -> Thing:
    return Thing(
        key=f"{NODE}:{row.id}",
        label=row.label,
        kind=Near(row.kind),
        words=row.words,
        source=entered_by(row.name, row.agency, row.on),
        by_hand=True,
        version=row.version,
        family=Family(row.figure, row.born, row.has_died, row.died, row.in_household),
    )


def _link(row: TieRow) -> Link:
    return Link(
        key=f"tie:{row.id}",
        first=row.first,
        second=row.second,
        kind=TieKind(row.kind),
        how=row.how,
        strength=Strength(row.strength),
        direction=Direction(row.direction),
        bearing=Bearing(row.bearing),
        surety=Surety(row.surety),
        words=row.words,
        since=row.since,
        source=entered_by(row.name, row.agency, row.on),
        by_hand=True,
        version=row.version,
    )
