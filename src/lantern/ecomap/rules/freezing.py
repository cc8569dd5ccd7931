"""A map as it is kept: plain values that mean the same for good, and the map that they make again (EXP-7)."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from lantern.children.rules.around import CHILD, Bearing, Direction, Near, Strength, Surety
from lantern.ecomap.rules.map import Family, Link, Map, Spot, Thing
from lantern.ecomap.vocabulary import TieKind


def frozen(of: Map) -> dict[str, Any]:
    """Everything that is on the map: names, ties, sources and places. What is hidden or taken off is not on it."""
    return {
        "things": [_plain(asdict(each)) | {"family": each.family._asdict(), "spot": _spot(each.spot)} for each in of.things],
        "links": [_plain(asdict(each)) for each in of.links],
    }  # fmt: skip


def thawed(said: Mapping[str, Any]) -> Map:
    """The map of `frozen`."""
    return Map(tuple(_thing(each) for each in said["things"]), tuple(_link(each) for each in said["links"]))


def keys_of_records(of: Map) -> list[str]:
    """The keys of what stood in a record, about which its room is asked whether it may still be seen."""
    return [each.key for each in of.others if not each.by_hand]


def without(of: Map, unseen: Collection[str]) -> Map:
    """The map but for some of it, as though it had never been there."""
    left = tuple(each for each in of.things if each.key not in unseen)
    keys = {each.key for each in left}
    return Map(left, tuple(each for each in of.links if keys.issuperset(each.ends)))


def named_today(of: Map, label: str) -> Map:
    """The child under today's name: a name the child gave up is not read out of an old map."""
    return Map(tuple(_renamed(each, label) for each in of.things), of.links)


def _renamed(thing: Thing, label: str) -> Thing:
    return replace(thing, label=label) if thing.key == CHILD else thing


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _spot(spot: Spot | None) -> list[int] | None:
    return [spot.x, spot.y] if spot else None


def _thing(said: Mapping[str, Any]) -> Thing:
    given = dict(said)
    given["kind"] = Near(said["kind"]) if said["kind"] else None
    given["family"] = Family(**said["family"])
    given["spot"] = Spot(*said["spot"]) if said["spot"] else None
    return Thing(**given)


def _link(said: Mapping[str, Any]) -> Link:
    given = dict(said)
    given |= {name: kind(said[name]) for name, kind in KINDS.items()}
    given |= {name: date.fromisoformat(said[name]) if said[name] else None for name in ("since", "until")}
    return Link(**given)


KINDS = {"kind": TieKind, "strength": Strength, "direction": Direction, "bearing": Bearing, "surety": Surety}
