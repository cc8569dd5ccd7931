"""SHA-4, the bar: denials are part of each list's own query, hashed once, and cost no page a query more."""

from typing import Any

import pytest
from django.db.models import QuerySet

from lantern.access.scope import scope, through_child
from lantern.access.viewer import viewer_of
from lantern.children.actions.conflicts import declare_conflict
from lantern.children.actions.restricting import restrict
from lantern.children.models import Child, Conflict, Restriction
from lantern.children.vocabulary import Ground
from lantern.governance.queries.entries import Asked, entries
from lantern.missing.models import Episode, Incident
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now, signed_in_client
from tests.integration.missing.pages import asking_at_most

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> Any:
    """A coordinator of the county beside a hundred children, some restricted to others."""
    here = a_partnership()
    coordinator = a_member(here, Role.MISSING_COORDINATOR)
    named = [a_member(here, Role.SOCIAL_WORKER) for _ in range(2)]
    with within(here.pk):
        children = [a_child(area=an_area(here, "Chelmsford")) for _ in range(30)]
        for child in children[:12]:
            an_episode(child, by=coordinator, hours_ago=9)
        for child in children[:3]:
            restrict(child=child, ground=Ground.WITNESS, words="x", named=named, by=coordinator, at=now())
        declare_conflict(child=children[4], words="x", by=coordinator, at=now())
        yield coordinator


LISTS: dict[str, Any] = {
    "children": lambda viewer: Child.visible_to(viewer).order_by("sort_name", "pk"),
    "episodes": lambda viewer: Episode.visible_to(viewer).order_by("-started_at", "id"),
    "incidents": lambda viewer: Incident.visible_to(viewer).order_by("first_said", "id"),
    "obligations": lambda viewer: Obligation.visible_to(viewer).order_by("due_at", "id"),
}


@pytest.mark.parametrize("name", LISTS)
def test_both_are_hashed_subplans(county: Any, name: str) -> None:
    """SHA-4: read once for a list of any length; neither is run again for each row, and no row is joined to them."""
    found: QuerySet[Any] = LISTS[name](viewer_of(county, now=now()))
    plan = found[:25].explain()
    assert plan.count("(hashed SubPlan") == 2, plan
    assert Restriction._meta.db_table in plan and Conflict._meta.db_table in plan


def test_the_trail_asks_for_few_children(county: Any) -> None:
    """SHA-4, SHA-6: the trail's own condition starts from the few who are denied."""
    plan = entries(viewer_of(county, now=now()), Asked()).explain()
    assert "hashed SubPlan" in plan


@pytest.mark.parametrize("role", [Role.MISSING_COORDINATOR, Role.SOCIAL_WORKER])
def test_a_scope_asks_one_question_at_most(county: Any, role: Role) -> None:
    """The bar: the ids of one's own work and of records one is named on come together; the denials are not asked for."""
    member = a_member(county.partnership, role)
    viewer = viewer_of(member, now=now())
    with asking_at_most(1):
        scope(viewer)
        scope(viewer, through_child)


@pytest.mark.parametrize("path", ["/missing/", "/missing/episodes/", "/owed/", "/children/?q=Example", "/"])
def test_a_page_stays_within_its_queries(county: Any, path: str) -> None:
    """The bar: at most twelve queries, with restricted records and conflicts there."""
    client = signed_in_client(county)
    client.get(path)
    with asking_at_most(12):
        assert client.get(path).status_code == 200
