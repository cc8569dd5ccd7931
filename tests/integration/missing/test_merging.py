"""MIS-4: two records made one, and two again, with everything that hangs on them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.access.viewer import viewer_of
from lantern.children import actions as children
from lantern.children.actions import merging
from lantern.children.actions.lookalikes import look_for_doubles
from lantern.children.hanging import Follows, hanging, rows_of
from lantern.children.models import Address, Child, MatchKey, Merge, Moved
from lantern.children.queries.profiles import gathered_profiles, profiles_of
from lantern.children.queries.search import search
from lantern.children.rules.described import Described
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import ReferenceSystem, Status, WorkKind
from lantern.missing.actions import decide_child, receive, record_step, same_child, undo_decision
from lantern.missing.actions.linking import link_and_fold
from lantern.missing.models import Decision, Episode, Incident, Step
from lantern.missing.rules import refusals
from lantern.missing.vocabulary import Link, StepKind
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.moments import Moment
from tests.factories.people import a_member, a_partnership
from tests.unit.missing.told import message

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
BORN = date(2012, 3, 3)
HOME = {"address": "9 Nowhere Road", "postcode": "CM1 1AA"}
ROWAN = Described("Rowan", "Example", BORN, **HOME)
pytestmark = pytest.mark.django_db


def snapshot(*records: Child) -> dict[str, list[str]]:
    """Everything that is said of the records, by table; what is worked out without the ids that it gets anew."""
    found = {}
    for each in hanging():
        rows = [row for record in records for row in rows_of(each, record.pk).values()]
        rows = [row for row in rows if not row.get("withdrawn_at")]  # a trigger that came and went stays as withdrawn
        if each.model not in (Merge,):
            found[f"{each.table}.{each.column}"] = sorted(str(_without_ids(row, each.follows)) for row in rows)
    children = Child.objects.filter(pk__in=[each.pk for each in records]).order_by("number")
    found["records"] = [str(row) for row in children.values()]
    found["waiting"] = sorted(map(str, Incident.objects.filter(child=None).values("reference", "link", "held", "why")))
    return found


def _without_ids(row: dict[str, Any], follows: Follows) -> dict[str, Any]:
    return {name: value for name, value in row.items() if follows is Follows.MOVES or name != "id"}


class Desk:
    """Two records of one partnership, and what may be recorded about either."""

    def __init__(self, here: Partnership, officer: Member, worker: Member) -> None:
        self.here, self.officer, self.worker, self.said = here, officer, worker, 0
        self.kept = self._opened("Rowan", "Example", BORN)
        self.other = self._opened("Rowann", "Example", BORN)

    def _opened(self, forename: str, surname: str, born: date) -> Child:
        return children.create_child(described=Described(forename, surname, born, "F"), by=None, at=NOW)

    def notified(self, child: Child, day: int, *, decided: bool = True, who: Described = ROWAN) -> Incident:
        """A notification of an episode on a day of February, which a person says is about `child`."""
        self.said += 1
        key, reference = f"k{self.said}", f"MP/{self.said}"
        said = message(key, reference=reference, last_seen=f"2026-02-{day:02} 20:00", found=f"2026-02-{day:02} 23:00")
        receive(messages=[(replace(said, who=who), {})], by=None, at=NOW)
        incident = Incident.objects.get(reference=reference)
        if decided:
            decide_child(incident=incident, child=child, by=self.officer, at=NOW)
            incident.refresh_from_db()
        return incident

    def does(self, deed: str, child: Child, day: int) -> None:
        """One of `DEEDS` about `child`; what the record refuses is left out."""
        try:
            with transaction.atomic():
                DEEDS[deed](self, child, day)
        except (NotAllowed, refusals.NotAllowed):
            pass


def _missing_again(desk: Desk, child: Child, day: int) -> None:
    desk.notified(child, day)


def _checked(desk: Desk, child: Child, day: int) -> None:
    incident = desk.notified(child, day)
    if episode := Episode.objects.filter(incident=incident).first():
        record_step(
            episode=episode, kind=StepKind.VULNERABILITY_CHECK, happened=Moment(episode.ended_at), by=desk.officer, at=NOW
        )  # fmt: skip


def _moves(desk: Desk, child: Child, day: int) -> None:
    children.move_to(
        child=child, text=f"{day} Pretend Way", postcode="CO1 1AA", since=date(2026, 1, day), by=None, at=NOW
    )


def _status(desk: Desk, child: Child, day: int) -> None:
    children.set_status(child=child, status=Status.IN_NEED, since=date(2026, 1, day), by=None, at=NOW)


def _worker(desk: Desk, child: Child, day: int) -> None:
    children.allocate(
        child=child, member=desk.worker, kind=WorkKind.SOCIAL_WORKER, since=date(2026, 1, day), by=None, at=NOW
    )


def _alias(desk: Desk, child: Child, day: int) -> None:
    children.add_alias(child=child, forename=f"Ro{'n' * (day % 3)}", surname="Pretend", by=None, at=NOW)


def _reference(desk: Desk, child: Child, day: int) -> None:
    children.add_reference(child=child, system=ReferenceSystem.COUNCIL, value=f"C{child.number}{day}", by=None, at=NOW)


def _placed(desk: Desk, child: Child, day: int) -> None:
    children.place(child=child, code="K2", since=date(2026, 1, day), by=None, at=NOW)


def _waits(desk: Desk, child: Child, day: int) -> None:
    desk.notified(child, day, decided=False, who=replace(ROWAN, forename="Rowaan", address="", postcode=""))


DEEDS: dict[str, Callable[[Desk, Child, int], None]] = {
    "missing again": _missing_again,
    "checked": _checked,
    "moves": _moves,
    "status": _status,
    "worker": _worker,
    "alias": _alias,
    "reference": _reference,
    "placed": _placed,
    "waits": _waits,
}
lives = st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.booleans(), st.integers(1, 28)), max_size=8)


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def people(here: Partnership) -> tuple[Member, Member]:
    return a_member(here, Role.LIAISON_OFFICER), a_member(here, Role.SOCIAL_WORKER)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(lives)
def test_merging_then_unmerging_is_the_identity(
    here: Partnership, people: tuple[Member, Member], life: list[tuple[str, bool, int]]
) -> None:
    """MIS-4: whatever was recorded of either, every table says afterwards what it said before."""
    with within(here.pk), transaction.atomic():
        desk = Desk(here, *people)
        for deed, of_other, day in life:
            desk.does(deed, desk.other if of_other else desk.kept, day)
        link_and_fold(by=None, at=NOW)
        records = (desk.kept, desk.other)
        look_for_doubles(children=[each.pk for each in records], by=None, at=NOW)
        before = snapshot(*records)
        merged = same_child.merge(child=desk.kept, other=desk.other, by=people[0], at=NOW)
        assert not Episode.objects.filter(child=desk.other).exists()
        assert not Incident.objects.filter(child=desk.other).exists()
        assert not Step.objects.filter(child=desk.other).exists()
        same_child.unmerge(merge=merged, by=people[0], at=NOW)
        after = snapshot(*records)
        assert {table: after[table] for table in after if after[table] != before[table]} == {}
        transaction.set_rollback(True)  # each life begins with nobody known


@pytest.fixture
def desk(here: Partnership, people: tuple[Member, Member]) -> Iterator[Desk]:
    with within(here.pk):
        yield Desk(here, *people)


def test_everything_moves_along(desk: Desk) -> None:
    """MIS-4: episode, step, reference, name and numbers; blanks of the one kept are filled."""
    desk.does("checked", desk.other, 3)
    desk.does("reference", desk.other, 3)
    desk.does("status", desk.other, 3)
    same_child.merge(child=desk.kept, other=desk.other, by=desk.officer, at=NOW)
    desk.kept.refresh_from_db()
    assert Episode.objects.get().child_id == desk.kept.pk
    assert Step.objects.get().child_id == desk.kept.pk
    assert desk.kept.references.count() == 1
    assert desk.kept.status == Status.IN_NEED
    assert [str(name) for name in desk.kept.names.all()] == ["Rowann Example"]


def test_what_cannot_stand_beside_stays_and_is_known_by(desk: Desk) -> None:
    """MIS-4: a child lives in one home at a time; the other home still tells who somebody is."""
    desk.does("moves", desk.kept, 3)
    desk.does("moves", desk.other, 1)
    merged = same_child.merge(child=desk.kept, other=desk.other, by=desk.officer, at=NOW)
    stayed = Moved.objects.get(merge=merged, table=Address._meta.db_table)
    assert stayed.stayed
    assert Address.objects.get(pk=stayed.row).child_id == desk.other.pk
    assert len(profiles_of([desk.kept.pk])[desk.kept.pk].places) == 2


def test_a_merged_record_is_met_under_the_other_alone(desk: Desk) -> None:
    """MIS-4, SHA-2: neither list nor search nor matching gives a record that is no longer one."""
    same_child.merge(child=desk.kept, other=desk.other, by=desk.officer, at=NOW)
    viewer = viewer_of(desk.officer, now=NOW)
    assert [each.pk for each in Child.visible_to(viewer)] == [desk.kept.pk]
    assert [each.child.pk for each in search(viewer, "Rowann Example")] == [desk.kept.pk]
    assert not MatchKey.objects.filter(child=desk.other).exists()
    incident = desk.notified(desk.kept, 9, decided=False, who=Described("Rowann", "Example", BORN, "F"))
    assert incident.child_id in (None, desk.kept.pk)


def test_rivals_that_are_one_wait_no_longer(desk: Desk) -> None:
    """MIS-4: what waited because two records were alike links itself when they are one, and waits again when they are two."""
    for child in (desk.kept, desk.other):
        children.move_to(
            child=child, text="9 Nowhere Road", postcode="CM1 1AA", since=BORN, by=None, at=NOW
        )  # both of one home, so that neither is ahead
    incident = desk.notified(desk.kept, 9, decided=False)
    link_and_fold(by=None, at=NOW)
    incident.refresh_from_db()
    assert incident.link == Link.WAITING
    merged = same_child.merge(child=desk.kept, other=desk.other, by=desk.officer, at=NOW)
    incident.refresh_from_db()
    assert (incident.child_id, incident.link) == (desk.kept.pk, Link.MACHINE)
    same_child.unmerge(merge=merged, by=desk.officer, at=NOW)
    incident.refresh_from_db()
    assert incident.link == Link.WAITING
    assert not Episode.objects.exists()


def test_what_was_recorded_since_stays_with_the_one_that_was_kept(desk: Desk) -> None:
    """MIS-4: whoever decided about the merged child decided about that record."""
    merged = same_child.merge(child=desk.kept, other=desk.other, by=desk.officer, at=NOW)
    incident = desk.notified(desk.kept, 9)
    same_child.unmerge(merge=merged, by=desk.officer, at=NOW)
    incident.refresh_from_db()
    assert incident.child_id == desk.kept.pk


def test_merges_are_undone_from_the_outermost(desk: Desk) -> None:
    """MIS-4: a record merged on goes along with what was merged into it."""
    third = children.create_child(described=Described("Rowen", "Example", BORN, "F"), by=None, at=NOW)
    inner = same_child.merge(child=desk.other, other=third, by=desk.officer, at=NOW)
    outer = same_child.merge(child=desk.kept, other=desk.other, by=desk.officer, at=NOW)
    third.refresh_from_db()
    assert third.merged_into_id == desk.kept.pk
    with pytest.raises(NotAllowed, match="Undo that first"):
        same_child.unmerge(merge=inner, by=desk.officer, at=NOW)
    same_child.unmerge(merge=outer, by=desk.officer, at=NOW)
    same_child.unmerge(merge=inner, by=desk.officer, at=NOW)
    assert not Child.objects.filter(merged_into__isnull=False).exists()


@pytest.mark.parametrize("again", ["itself", "twice", "apart"])
def test_what_may_not_be_merged(desk: Desk, again: str) -> None:
    """MIS-4: a record into itself, one that was merged, two that a person told apart."""
    other = desk.kept if again == "itself" else desk.other
    if again == "twice":
        same_child.merge(child=desk.kept, other=desk.other, by=desk.officer, at=NOW)
    if again == "apart":
        merging.tell_apart(child=desk.other, other=desk.kept, by=desk.officer, at=NOW)
    with pytest.raises(NotAllowed):
        same_child.merge(child=desk.kept, other=other, by=desk.officer, at=NOW)


def test_profiles_are_an_index(desk: Desk) -> None:
    """MIS-4: whatever was recorded, what is stored of a child is what gathering it anew gives."""
    for place, deed in enumerate(sorted(DEEDS), start=1):
        desk.does(deed, desk.kept, place)
    same_child.merge(child=desk.kept, other=desk.other, by=desk.officer, at=NOW)
    assert profiles_of([desk.kept.pk]) == gathered_profiles([desk.kept.pk])
    undo_decision(decision=Decision.objects.first(), by=desk.officer, at=NOW)
    assert profiles_of([desk.kept.pk]) == gathered_profiles([desk.kept.pk])


def test_what_is_taken_back_teaches_nothing(desk: Desk) -> None:
    """MIS-4: a name that a wrong decision taught is forgotten with it, or it would link itself again."""
    desk.notified(desk.kept, 9, who=replace(ROWAN, forename="Zuzu"))
    assert any(name.forename == ("zuzu",) for name in profiles_of([desk.kept.pk])[desk.kept.pk].names)
    undo_decision(decision=Decision.objects.get(), by=desk.officer, at=NOW)
    assert not any(name.forename == ("zuzu",) for name in profiles_of([desk.kept.pk])[desk.kept.pk].names)


def test_a_later_message_of_a_linked_incident_teaches(desk: Desk) -> None:
    """MIS-4: where else the child lives is known at once."""
    incident = desk.notified(desk.kept, 9)
    said = message("later", "update", reference=incident.reference, last_seen="2026-02-09 20:00")
    receive(messages=[(replace(said, who=replace(ROWAN, address="7 Elsewhere Road")), {})], by=None, at=NOW)
    assert len(profiles_of([desk.kept.pk])[desk.kept.pk].places) == 2


def test_every_column_that_names_a_child_is_known() -> None:
    """MIS-4: a table of any room moves along without a word; what stays or is worked out is said on purpose."""
    kinds = {f"{each.table}.{each.column}": each.follows for each in hanging()}
    assert kinds["missing_episode.child_id"] is Follows.WORKED_OUT
    assert kinds["missing_incident.child_id"] is Follows.MOVES
    assert kinds["children_child.merged_into_id"] is Follows.MOVES
    assert kinds["governance_unusual.child_id"] is Follows.STAYS
