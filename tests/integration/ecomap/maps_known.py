"""What the tests of maps share: a child with a worker, somebody who draws, and forms as they are sent."""

import re
from datetime import UTC, datetime
from typing import Any

from django.test import Client

from lantern.access.viewer import viewer_of
from lantern.children import actions as children
from lantern.children.models import Child
from lantern.children.rules.around import CHILD, Near
from lantern.children.vocabulary import WorkKind
from lantern.ecomap import actions
from lantern.ecomap.models import KeptMap, Node
from lantern.ecomap.queries.drawn import map_of
from lantern.ecomap.rules.map import Map
from lantern.ecomap.rules.said import NodeSaid, TieSaid
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.people import a_member, signed_in_client
from tests.integration.children.known import LONG_AGO, Known

TIE = {"words": "", "bearing": "neutral", "surety": "known", "strength": "ordinary", "direction": "both"}


class Mapped(Known):
    """A child in Chelmsford with a social worker, who draws."""

    def __init__(self) -> None:
        super().__init__()
        self.worker: Member = a_member(self.here, Role.SOCIAL_WORKER, name="Sam Sample", agency="Fictional Council")
        self.child: Child = self.a_child()
        self.works_with(self.child, self.worker)
        self.by_worker: Client = signed_in_client(self.worker)
        self.url = f"/children/{self.child.pk}/network/"

    def works_with(self, child: Child, member: Member, kind: WorkKind = WorkKind.SOCIAL_WORKER) -> None:
        with within(self.here.pk):
            at = datetime.now(UTC)
            children.allocate(child=child, member=member, kind=kind, since=LONG_AGO, by=None, at=at)

    def adds(self, label: str = "Terry Example", kind: Near = Near.FAMILY, **tie: Any) -> Node:
        """One on the map with a tie to the child, by the worker."""
        with within(self.here.pk):
            return actions.add_with_tie(
                child=self.child, node=NodeSaid(label=label, kind=kind), tie=TieSaid(**tie),
                ends=lambda key: (CHILD, key), by=self.worker, at=datetime.now(UTC),
            )  # fmt: skip

    def keeps(self, note: str = "", by: Member | None = None) -> KeptMap:
        """A version of the map, as `by` sees it."""
        member, at = by or self.worker, datetime.now(UTC)
        with within(self.here.pk):
            drawn = map_of(self.child, viewer_of(member, now=at))
            return actions.keep_map(child=self.child, drawn=drawn, on=LONG_AGO, note=note, by=member, at=at)

    def map_as(self, member: Member) -> Map:
        """The map as `member` sees it, with nothing remembered."""
        with within(self.here.pk):
            return map_of(Child.objects.get(pk=self.child.pk), viewer_of(member, now=datetime.now(UTC)))


def on_picture(html: str) -> tuple[set[str], set[str]]:
    """The keys of the things, but for the child, and of the ties that are drawn."""
    return set(re.findall(r'data-key="([^"]+)"', html)) - {CHILD}, set(re.findall(r'data-tie="([^"]+)"', html))


def in_words(html: str) -> tuple[set[str], set[str]]:
    """The keys of the things and of the ties that are told."""
    return set(re.findall(r'data-row="([^"]+)"', html)), set(re.findall(r'data-row-tie="([^"]+)"', html))
