"""Where each of a map is put by hand, and what is hidden of what the record proposes (EXP-7)."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from lantern.children.models import Child
from lantern.ecomap.actions.holding import hold
from lantern.ecomap.models import Placing
from lantern.ecomap.rules.limits import FARTHEST
from lantern.ecomap.rules.map import Spot
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


class Put(NamedTuple):
    """One of the map is put somewhere, upon the `version` of its place that was seen: 0 where nobody had put it."""

    key: str
    x: int
    y: int
    version: int


class Places(NamedTuple):
    """What came of putting: where those stand now that were put, and those that somebody else had put elsewhere since."""

    now: dict[str, Spot]
    clashes: dict[str, Spot]


@action
def put(*, child: Child, puts: Iterable[Put], by: Member, at: datetime) -> Places:
    """Put some of the map where a person wants them. What somebody else put elsewhere since stays, and is told."""
    hold(child.pk)
    held = {each.key: each for each in Placing.objects.filter(child=child)}
    places = Places({}, {})
    for each in puts:
        row = held.get(each.key) or Placing(child=child, key=each.key, version=0, by=by, at=at)
        if row.version != each.version and row.x is not None and row.y is not None:
            places.clashes[each.key] = Spot(row.x, row.y, row.version)
            continue
        row.x, row.y = _within(each.x), _within(each.y)
        _save(row, by, at)
        places.now[each.key] = Spot(row.x, row.y, row.version)
    if places.now:
        trail.record("ecomap.arranged", child, by=by, at=at)
    return places


@action
def arrange_anew(*, child: Child, by: Member, at: datetime) -> None:
    """Forget where things were put by hand: Lantern places them all again."""
    hold(child.pk)
    for row in Placing.objects.filter(child=child).exclude(x=None):
        row.x = row.y = None
        _save(row, by, at)
    trail.record("ecomap.arranged", child, by=by, at=at)


@action
def hide(*, child: Child, key: str, by: Member, at: datetime) -> None:
    """What a record proposes is not drawn; the record itself stays as it is. Twice is once."""
    _set_hidden(child, key, hidden=True, by=by, at=at)


@action
def show(*, child: Child, key: str, by: Member, at: datetime) -> None:
    """It is drawn again."""
    _set_hidden(child, key, hidden=False, by=by, at=at)


def _set_hidden(child: Child, key: str, *, hidden: bool, by: Member, at: datetime) -> None:
    hold(child.pk)
    row = Placing.objects.filter(child=child, key=key).first() or Placing(child=child, key=key, version=0)
    if row.hidden is hidden:
        return
    row.hidden = hidden
    _save(row, by, at)
    trail.record("ecomap.hidden" if hidden else "ecomap.shown", row, by=by, at=at)


def _save(row: Placing, by: Member, at: datetime) -> None:
    row.version, row.by, row.at = row.version + 1, by, at
    row.save()


def _within(units: int) -> int:
    return max(-FARTHEST, min(FARTHEST, units))
