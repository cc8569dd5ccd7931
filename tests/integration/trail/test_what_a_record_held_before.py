"""What a record held before it was changed is kept by the database itself (SHA-6, decision 0006)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models

from lantern.children.models import Child
from lantern.children.rules.around import Near
from lantern.ecomap import actions as ecomap
from lantern.ecomap.rules.said import NodeSaid
from lantern.exploitation.actions import concerns
from lantern.exploitation.vocabulary import Decision, Told, Worry
from lantern.organisation.models import Member
from lantern.tenancy.current import within
from lantern.trail.acting import action
from tests.integration.exploitation.assessed import NOW, Team

pytestmark = pytest.mark.django_db
TRACKED = sorted(
    (each for each in apps.get_models() if any(field.name == "pgh_obj" for field in each._meta.get_fields())),
    key=lambda each: each._meta.label,
)


@pytest.fixture
def team() -> Team:
    return Team()


def held(label: str, of: models.Model, field: str) -> list[Any]:
    """What one column held before each change, the first first."""
    return list(apps.get_model(label).objects.filter(pgh_obj_id=of.pk).order_by("pgh_id").values_list(field, flat=True))


@action
def saved(*, row: Any, by: Member | None, at: datetime) -> None:
    row.save()


@pytest.mark.parametrize("table", TRACKED, ids=lambda each: each._meta.label_lower)
def test_the_trigger_of_every_history_keeps_the_row_before(table: type[models.Model]) -> None:
    """A change or a deletion writes what stood, never what replaces it: that stands in the table."""
    tracked = table.pgh_tracked_model._meta.db_table  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_get_functiondef(tgfoid) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
            [tracked],
        )
        written = [text for (text,) in cursor if f'INTO "{table._meta.db_table}"' in text]
    assert len(written) >= 2, f"{tracked}: {len(written)} triggers"
    for text in written:
        said = text.split("INSERT INTO", 1)[1]
        assert "old_values" in said and 'new_values."' not in said.split("SELECT", 1)[1].split("FROM", 1)[0], text


def test_the_first_name_of_a_child_is_kept_when_it_is_put_right(team: Team) -> None:
    with within(team.here.pk):
        child = Child.objects.get(pk=team.child.pk)
        first = child.forename
        for forename in ("Second", "Third"):
            child.forename = forename
            saved(row=child, by=None, at=NOW)
        assert held("children.ChildEvent", child, "forename") == [first, "Second"]


def test_the_first_words_of_what_stands_on_a_map_are_kept(team: Team) -> None:
    with within(team.here.pk):
        node = ecomap.add_node(
            child=team.child, said=NodeSaid(label="Terry Example", kind=Near.FAMILY), by=team.worker, at=NOW
        )
        said = NodeSaid(label="Terry Sample", kind=Near.FAMILY)
        ecomap.change_node(node=node, said=said, version=node.version, by=team.worker, at=NOW)
        assert held("ecomap.NodeEvent", node, "label") == ["Terry Example"]


def test_a_concern_that_was_decided_was_undecided_before(team: Team) -> None:
    with within(team.here.pk):
        made = concerns.raise_concern(
            child=team.child, described=None, worry=Worry.UNSURE, told_by=Told.PROFESSIONAL, saw="A grey car.",
            by=team.worker, at=NOW,
        )  # fmt: skip
        at = datetime.now(UTC) + timedelta(minutes=1)
        concerns.decide(concern=made, decision=Decision.WATCH, words="We watch.", by=team.manager, at=at)
        assert held("exploitation.ConcernEvent", made, "decision") == [""]
