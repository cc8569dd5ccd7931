"""The map of a marked child, with something of everything that people can write on one (EXP-7)."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from lantern.access.viewer import viewer_of
from lantern.children.models import Child
from lantern.children.rules.around import CHILD, Near
from lantern.ecomap import actions
from lantern.ecomap.actions.placing import Put
from lantern.ecomap.queries.drawn import key_of_node, map_of
from lantern.ecomap.rules.said import NodeSaid, TieSaid
from lantern.organisation.models import Member
from tests.factories.people import LONG_AGO


def a_marked_map(child: Child, say: Callable[[str], str], *, by: Member, at: datetime) -> dict[str, UUID]:
    """Somebody with a tie, one taken off, a tie taken off, something put and something hidden, and a version."""
    node = actions.add_with_tie(
        child=child, node=NodeSaid(label=say("uncle"), kind=Near.FAMILY, words=say("aboutuncle"), figure="M", born=1980),
        tie=TieSaid(words=say("rings"), since=LONG_AGO), ends=lambda key: (CHILD, key), by=by, at=at,
    )  # fmt: skip
    gone = actions.add_node(child=child, said=NodeSaid(label=say("gone"), kind=Near.THING), by=by, at=at)
    actions.take_off_node(node=gone, by=by, at=at)
    place = actions.add_node(child=child, said=NodeSaid(label=say("park"), kind=Near.PLACE), by=by, at=at)
    tie = actions.add_tie(
        child=child, first=key_of_node(node), second=key_of_node(place), said=TieSaid(words=say("meets")), by=by, at=at
    )
    over = actions.add_tie(
        child=child, first=CHILD, second=key_of_node(place), said=TieSaid(words=say("went")), by=by, at=at
    )
    actions.take_off_tie(tie=over, by=by, at=at)
    actions.put(child=child, puts=[Put(key_of_node(node), 300, -200, 0)], by=by, at=at)
    drawn = map_of(child, viewer_of(by, now=at))
    kept = actions.keep_map(child=child, drawn=drawn, on=LONG_AGO, note=say("review"), by=by, at=at)
    actions.hide(child=child, key=next(each.key for each in drawn.others if not each.by_hand), by=by, at=at)
    return {"node": node.pk, "tie": tie.pk, "kept_map": kept.pk}
