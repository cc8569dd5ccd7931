"""Other authorities: their names as entered before, and which had to do with a child on a day, for many rows (PAR-9)."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from lantern.access.viewer import Viewer
from lantern.children.models import Placement, ServiceStatus
from lantern.children.queries.days import holding_on, london_day
from lantern.children.rules.authorities import Authorities

OFFERED = 50  # names


def authorities_named(viewer: Viewer) -> list[str]:
    """Those on the records that `viewer` may see, in the order of the alphabet; one query."""
    homes = ServiceStatus.visible_to(viewer).exclude(home_authority="").values_list("home_authority", flat=True)
    hosts = Placement.visible_to(viewer).exclude(host_authority="").values_list("host_authority", flat=True)
    return sorted(homes.order_by().union(hosts.order_by())[:OFFERED], key=str.casefold)


def with_authorities(found: "QuerySet[Any]", *, at: str) -> "QuerySet[Any]":
    """Each row with the authorities of its `child` on the day in London of its time `at`, in the same query."""
    return found.annotate(
        home_then=_on(ServiceStatus, at, name="home_authority", agreed="agreed_ours"),
        host_then=_on(Placement, at, name="host_authority", agreed="agreed_theirs"),
    )


def authorities_then(row: Any) -> Authorities:
    """Of a row that came from `with_authorities`."""
    home, host = row.home_then or NOT_RECORDED, row.host_then or NOT_RECORDED
    return Authorities(home["name"], host["name"], home["agreed"], host["agreed"])


def held_elsewhere(child: str, day: str) -> Q:
    """Whether another authority holds the duties of the row's `child` on its `day`, as `Authorities.holder` has it."""
    of, then = {"child": OuterRef(child)}, holding_on(OuterRef(day))
    agreed = Placement.objects.filter(then, agreed_theirs=True, **of).exclude(host_authority="")
    home = ServiceStatus.objects.filter(then, agreed_ours=False, **of).exclude(home_authority="")
    return Exists(agreed) | Exists(home)


NOT_RECORDED: dict[str, Any] = {"name": "", "agreed": False}


def _on(model: Any, at: str, **fields: str) -> Subquery:
    rows = model.objects.filter(holding_on(london_day(at)), child=OuterRef("child"))
    return Subquery(rows.order_by(F("since").desc(nulls_last=True), "id").values(one=JSONObject(**fields))[:1])
