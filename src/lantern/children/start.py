"""What the children room tells others at start-up."""

from lantern.access.navigation import Item, register
from lantern.access.vocabulary import Permission
from lantern.children import access, around, chronology, hanging
from lantern.children.models import Lookalike, MatchKey, MatchProfile, Merge, NeverSame
from lantern.children.queries.near import placement_near, schools_near, workers_near
from lantern.children.queries.told import told_by_record
from lantern.children.vocabulary import STATUS_WORDS, Status
from lantern.organisation import choices


def ready() -> None:
    """Register; called once."""
    access.ready()
    hanging.register(hanging.Follows.WORKED_OUT, MatchKey, MatchProfile, Lookalike)
    hanging.register(hanging.Follows.STAYS, Merge, NeverSame)
    chronology.register("children", told_by_record)
    around.register("work", workers_near)
    around.register("placement", placement_near)
    around.register("school", schools_near)
    choices.register(
        "missing.open_statuses", {code: said for code, said in STATUS_WORDS.items() if code != Status.NONE}
    )
    register(Item(30, "Children", "children:search", "/children/", Permission.SEE_CHILDREN))
