"""Two records of one child, both open to MACE 1, are made one and two again (MIS-4, M1-9)."""

import pytest

from lantern.access.viewer import viewer_of
from lantern.children.actions.merging import merge, unmerge
from lantern.mace1.actions.template import begin
from lantern.mace1.models import Case, Item, Template, TemplateText
from lantern.mace1.queries.agenda import items_of
from lantern.mace1.queries.owing import TEMPLATE
from lantern.mace1.queries.tracker import Asked, tracked
from lantern.mace1.vocabulary import TemplatePart
from lantern.obligations.models import Obligation
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.people import a_member, now
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def test_nobody_is_lost_and_nothing_fails(room: Room) -> None:
    """Both times stay open until a meeting decides each, since only a meeting closes; on the agenda both are the child kept."""
    with within(room.here.pk):
        kept, other = room.item("Kept"), room.item("Other")
        merged = merge(child=kept.child, other=other.child, by=room.by, at=now())
        sees = viewer_of(a_member(room.here, Role.MISSING_COORDINATOR), now=now())
        assert {each.pk for each in tracked(sees, Asked())} == {kept.case_id, other.case_id}
        standing = list(items_of(room.meeting, viewer_of(room.chair, now=now())))
        assert [each.child.surname for each in standing] == ["Kept", "Kept"]
        assert {each.case_id for each in standing} == {kept.case_id, other.case_id}
        unmerge(merge=merged, by=room.by, at=now())
        assert {each.child.surname for each in Case.objects.filter(closed_at=None)} == {"Kept", "Other"}
        assert {each.child.surname for each in Item.objects.all()} == {"Kept", "Other"}


def test_a_record_that_is_open_moves_along_with_its_time_at_mace1(room: Room) -> None:
    """MIS-4: where only one of them is open, the child kept is open, in the same meeting, with the same actions."""
    with within(room.here.pk):
        kept, other = room.child(surname="Kept"), room.item("Other")
        merged = merge(child=kept, other=other.child, by=room.by, at=now())
        case = Case.objects.get(closed_at=None)
        assert (case.pk, case.child) == (other.case_id, kept)
        assert Item.objects.get().child == kept
        unmerge(merge=merged, by=room.by, at=now())
        assert Case.objects.get().child == Item.objects.get().child == other.child


def test_a_template_goes_along_with_its_child(room: Room) -> None:
    """MIS-4, M1-3: what was written and what is owed for it are the child kept's, and come back when two are two again."""
    with within(room.here.pk):
        kept, other = room.child(surname="Kept"), room.item("Other")
        template = Template.objects.get(case=other.case)
        begin(template=template, texts={TemplatePart.HEALTH: "Asthma"}, by=room.by, at=now())
        merged = merge(child=kept, other=other.child, by=room.by, at=now())
        assert (Template.objects.get().child, TemplateText.objects.get().child) == (kept, kept)
        assert Obligation.objects.get(subject_kind=TEMPLATE).child == kept
        unmerge(merge=merged, by=room.by, at=now())
        assert (Template.objects.get().child, TemplateText.objects.get().child) == (other.child, other.child)
        assert Obligation.objects.get(subject_kind=TEMPLATE).child == other.child
