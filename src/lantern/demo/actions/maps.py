"""Maps of who and what is around invented children, drawn by their social workers; one child has very many ties."""

from datetime import datetime

from django.db.models import Count

from lantern.children.models import Allocation, Child
from lantern.children.rules.around import CHILD
from lantern.children.vocabulary import WorkKind
from lantern.demo.rules.maps import ALSO, BETWEEN, MANY, Invented, kin, others
from lantern.ecomap import actions
from lantern.ecomap.queries.drawn import key_of_node
from lantern.ecomap.rules.said import TieSaid
from lantern.missing.models import Episode
from lantern.organisation.models import Member
from lantern.trail.acting import action

MAPS = 6
FEW = 26  # ties of the others


@action
def draw_maps(*, by: None, at: datetime) -> None:
    """For the children who went missing most and have a social worker."""
    most = Episode.objects.values("child").annotate(times=Count("pk")).order_by("-times", "child")
    workers = {
        each.child_id: each.member
        for each in Allocation.objects.filter(kind=WorkKind.SOCIAL_WORKER, until=None).select_related("member__agency")
    }
    keys = [each["child"] for each in most[:50] if each["child"] in workers][:MAPS]
    children = Child.objects.in_bulk(keys)
    for place, key in enumerate(keys):
        draw_map(child=children[key], ties=FEW if place else MANY, by=workers[key], at=at)


@action
def draw_map(*, child: Child, ties: int, by: Member, at: datetime) -> None:
    """A family, and others around the child until there are `ties` or a few more."""
    keys = {CHILD: CHILD}
    family = list(kin(child.surname, 1986, 1983))
    more = list(others(ties - len(family) - len(ALSO) - len(BETWEEN)))
    for each in [*family, *more]:
        _add(child, each, keys, by, at)
    near = [(f"other{one}", f"other{other}", TieSaid(words=words)) for one, other, words in BETWEEN]
    for first, second, said in [*ALSO, *near]:
        if first in keys and second in keys:
            actions.add_tie(child=child, first=keys[first], second=keys[second], said=said, by=by, at=at)


def _add(child: Child, each: Invented, keys: dict[str, str], by: Member, at: datetime) -> None:
    def ends(key: str) -> tuple[str, str]:
        keys[each.name] = key
        first, second = (keys[end] for end in (each.first, each.second or each.name))
        return first, second

    node = actions.add_with_tie(child=child, node=each.said, tie=each.tie, ends=ends, by=by, at=at)
    assert keys[each.name] == key_of_node(node)
