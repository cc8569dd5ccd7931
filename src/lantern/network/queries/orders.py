"""Orders and notices in lists: in force, those that expire soon, those that were breached (EXP-5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Self

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access.scope import in_focus
from lantern.access.viewer import Viewer
from lantern.network.models import Breach, Order
from lantern.network.models.said import STANDS
from lantern.network.queries.persons import in_force
from lantern.network.vocabulary.powers import OrdersShown, Power
from lantern.organisation.queries import arrangement_on

ORDER = ("expires_on", "id")


@dataclass(frozen=True)
class OrdersAsked:
    """What a list of orders was narrowed to."""

    shown: OrdersShown = OrdersShown.IN_FORCE
    power: Power | None = None

    @classmethod
    def read(cls, params: Mapping[str, str]) -> Self:
        """From an address; words that are not known ask for nothing."""
        shown, power = params.get("show", ""), params.get("power", "")
        return cls(
            shown=OrdersShown(shown) if shown in set(OrdersShown) else OrdersShown.IN_FORCE,
            power=Power(power) if power in set(Power) else None,
        )


def orders(viewer: Viewer, asked: OrdersAsked) -> "QuerySet[Any, Any]":
    """Orders against persons and over places in sight, those that expire first before all others; those without an end last."""
    here = in_focus(viewer, _of_person) | in_focus(viewer, _of_place)
    found = Order.visible_to(viewer).filter(STANDS, here, _shown(asked.shown, viewer))
    if asked.power:
        found = found.filter(power=asked.power)
    return found.select_related("person__root", "context").order_by(*ORDER)


def expiring(viewer: Viewer) -> "QuerySet[Any, Any]":
    """Orders whose last day is near, for My work."""
    return orders(viewer, OrdersAsked(OrdersShown.EXPIRING))


def expiry_days(viewer: Viewer) -> int:
    """How many days ahead an order counts as expiring, by the arrangement."""
    return arrangement_on(viewer.today, viewer.member.partnership).intelligence.expiry_days


def _of_person(name: str) -> str:
    """The path of a person's field on an order."""
    return f"person__root__{name}"


def _of_place(name: str) -> str:
    """The path of a place's field on an order."""
    return f"context__{name}"


def _shown(shown: OrdersShown, viewer: Viewer) -> Q:
    holds = in_force(viewer.today)
    if shown is OrdersShown.EXPIRING:
        return holds & Q(expires_on__lte=viewer.today + timedelta(days=expiry_days(viewer)))
    if shown is OrdersShown.BREACHED:
        return Q(Exists(Breach.objects.filter(STANDS, order=OuterRef("pk"))))
    return ~holds if shown is OrdersShown.OVER else holds
