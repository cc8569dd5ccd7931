"""MIS-4: two records made one, and two again, with everything that hangs on them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.children import actions as children
from lantern.children.hanging import Follows, hanging, rows_of
from lantern.children.models import Child, Merge
from lantern.children.rules.described import Described
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import ReferenceSystem, Status, WorkKind
from lantern.missing.actions import decide_child, receive, record_step, same_child
from lantern.missing.actions.linking import link_and_fold
from lantern.missing.models import Episode, Incident, Step
from lantern.missing.rules import refusals
from lantern.missing.vocabulary import StepKind
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
        if each.model not in (Merge,):
            found[f"{each.table}.{each.column}"] = sorted(str(_without_ids(row, each.follows)) for row in rows)
    found["records"] = [str(row) for row in Child.objects.filter(pk__in=[each.pk for each in records]).values()]
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
        before = snapshot(*records)
        merged = same_child.merge(child=desk.kept, other=desk.other, by=people[0], at=NOW)
        assert not Episode.objects.filter(child=desk.other).exists()
        assert not Incident.objects.filter(child=desk.other).exists()
        assert not Step.objects.filter(child=desk.other).exists()
        same_child.unmerge(merge=merged, by=people[0], at=NOW)
        after = snapshot(*records)
        assert {table: after[table] for table in after if after[table] != before[table]} == {}
        transaction.set_rollback(True)  # each life begins with nobody known
