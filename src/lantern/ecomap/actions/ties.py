"""Two of a map are joined by hand, the tie is changed, taken off and put back (EXP-7)."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from lantern.children.models import Child
from lantern.children.rules.refusals import NotAllowed
from lantern.ecomap.actions.holding import held, hold
from lantern.ecomap.actions.nodes import add_node
from lantern.ecomap.models import Node, Tie
from lantern.ecomap.queries.drawn import hand_ties, key_of_node
from lantern.ecomap.rules.kin import check_joins
from lantern.ecomap.rules.limits import MOST
from lantern.ecomap.rules.map import Link
from lantern.ecomap.rules.said import NodeSaid, TieSaid, check_tie
from lantern.ecomap.vocabulary import TieKind
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def add_tie(*, child: Child, first: str, second: str, said: TieSaid, by: Member, at: datetime) -> Tie:
    """Join two of the map, whose keys the caller has found on the viewer's own map. Raises `NotAllowed`."""
    hold(child.pk)
    check_tie(said)
    drawn = hand_ties(child)
    check_joins(first, second, said.kind, drawn)
    _check_room(drawn)
    tie = Tie.objects.create(child=child, first=first, second=second, by=by, at=at, **asdict(said))
    trail.record("ecomap.tied", tie, by=by, at=at)
    return tie


@action
def add_with_tie(
    *, child: Child, node: NodeSaid, tie: TieSaid, ends: Callable[[str], tuple[str, str]], by: Member, at: datetime
) -> Node:
    """One more on the map with a tie; `ends` gives the two ends from the new one's key. Raises `NotAllowed`."""
    added = add_node(child=child, said=node, by=by, at=at)
    first, second = ends(key_of_node(added))
    add_tie(child=child, first=first, second=second, said=tie, by=by, at=at)
    return added


@action
def change_tie(*, tie: Tie, said: TieSaid, version: int, by: Member, at: datetime) -> Tie:
    """Write it anew upon `version`. Raises `ChangedMeanwhile` when somebody else did so since: nothing of either is lost."""
    held(tie, version)
    check_tie(said)
    others = [each for each in hand_ties(tie.child) if each.key != f"tie:{tie.pk}"]
    check_joins(tie.first, tie.second, said.kind, others)
    for name, value in asdict(said).items():
        setattr(tie, name, value)
    _save(tie, by, at)
    trail.record("ecomap.tie_changed", tie, by=by, at=at)
    return tie


@action
def take_off_tie(*, tie: Tie, by: Member, at: datetime) -> None:
    """Off the map; the row stays, and is put back as it was. Twice is once."""
    _set_removed(tie, at, by, at, "ecomap.tie_taken_off")


@action
def put_back_tie(*, tie: Tie, by: Member, at: datetime) -> None:
    """It was taken off by mistake. Raises `NotAllowed` when it cannot stand beside what was drawn since."""
    _set_removed(tie, None, by, at, "ecomap.tie_put_back")


def _set_removed(tie: Tie, removed: datetime | None, by: Member, at: datetime, what: str) -> None:
    hold(tie.child_id)
    tie.refresh_from_db()
    if (tie.removed_at is None) is (removed is None):
        return
    if removed is None:
        drawn = hand_ties(tie.child)
        check_joins(tie.first, tie.second, TieKind(tie.kind), drawn)
        _check_room(drawn)
    tie.removed_at = removed
    _save(tie, by, at)
    trail.record(what, tie, by=by, at=at)


def _check_room(drawn: list[Link]) -> None:
    if len(drawn) >= MOST:
        raise NotAllowed(f"A map holds {MOST} ties at most that were added by hand. Take some off first.")


def _save(tie: Tie, by: Member, at: datetime) -> None:
    tie.version, tie.by, tie.at = tie.version + 1, by, at
    tie.save()
