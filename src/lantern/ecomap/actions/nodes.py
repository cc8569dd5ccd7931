"""Somebody or something is added to a map by hand, changed, taken off and put back (EXP-7)."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from lantern.children.models import Child
from lantern.children.rules.refusals import NotAllowed
from lantern.ecomap.actions.holding import held, hold
from lantern.ecomap.models import Node
from lantern.ecomap.rules.limits import MOST
from lantern.ecomap.rules.said import NodeSaid, check_node
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def add_node(*, child: Child, said: NodeSaid, by: Member, at: datetime) -> Node:
    """One more on the map. Raises `NotAllowed` for what cannot be so, and for one too many to be read."""
    hold(child.pk)
    check_node(said)
    _check_room(child.pk)
    node = Node.objects.create(child=child, by=by, at=at, **asdict(said))
    trail.record("ecomap.added", node, by=by, at=at)
    return node


@action
def change_node(*, node: Node, said: NodeSaid, version: int, by: Member, at: datetime) -> Node:
    """Write it anew upon `version`. Raises `ChangedMeanwhile` when somebody else did so since: nothing of either is lost."""
    held(node, version)
    check_node(said)
    for name, value in asdict(said).items():
        setattr(node, name, value)
    _save(node, by, at)
    trail.record("ecomap.changed", node, by=by, at=at)
    return node


@action
def take_off_node(*, node: Node, by: Member, at: datetime) -> None:
    """Off the map with all ties; the row stays, and is put back as it was. Twice is once."""
    _set_removed(node, at, by, at, "ecomap.taken_off")


@action
def put_back_node(*, node: Node, by: Member, at: datetime) -> None:
    """It was taken off by mistake. Raises `NotAllowed` when so many were added since that there is no room."""
    _set_removed(node, None, by, at, "ecomap.put_back")


def _set_removed(node: Node, removed: datetime | None, by: Member, at: datetime, what: str) -> None:
    hold(node.child_id)
    node.refresh_from_db()
    if (node.removed_at is None) is (removed is None):
        return
    if removed is None:
        _check_room(node.child_id)
    node.removed_at = removed
    _save(node, by, at)
    trail.record(what, node, by=by, at=at)


def _check_room(child: UUID) -> None:
    if Node.objects.filter(child=child, removed_at=None).count() >= MOST:
        raise NotAllowed(f"A map holds {MOST} at most that were added by hand. Take some off first.")


def _save(node: Node, by: Member, at: datetime) -> None:
    node.version, node.by, node.at = node.version + 1, by, at
    node.save()
