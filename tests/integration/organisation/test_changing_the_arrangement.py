"""PAR-7: what is foreseen is what happens; versions replaced and withdrawn; two people who change at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.children.models import Child
from lantern.children.vocabulary import Status
from lantern.missing.actions import record_step, refold
from lantern.missing.vocabulary import Grade, StepKind
from lantern.obligations.actions import waive
from lantern.obligations.models import Obligation
from lantern.organisation import consequences
from lantern.organisation.actions import change_arrangement, withdraw_arrangement
from lantern.organisation.actions.arrangement import ChangedMeanwhile, Published
from lantern.organisation.models import ArrangementVersion, Member
from lantern.organisation.queries import arrangement_on, arrangement_versions, current_partnership
from lantern.organisation.rules.consequences import Moved
from lantern.organisation.rules.leaves import leaves
from lantern.organisation.rules.planning import planned
from lantern.organisation.rules.refusals import NotAllowed
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.timekeeping.clocks import Clock, Unit
from lantern.timekeeping.moments import Moment
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership
from tests.unit.organisation.arrangements import VALUES, changes

NOW = datetime(2026, 3, 3, 12, tzinfo=UTC)
TODAY = NOW.date()
TOMORROW = TODAY + timedelta(days=1)
CONTACT = "missing.clocks.contact"
MOVING = (*(name for name in VALUES if "clocks" in name), "missing.open_statuses", "missing.adult_ahead_months")
OPEN = (Status.IN_NEED, Status.LOOKED_AFTER, Status.NONE)
pytestmark = pytest.mark.django_db

Due = dict[tuple[UUID, str, str], tuple[datetime, bool]]


@pytest.fixture
def here() -> Partnership:
    return a_partnership()


@pytest.fixture
def coordinator(here: Partnership) -> Member:
    return a_member(here, Role.MISSING_COORDINATOR)


def seen() -> int:
    return current_partnership().arrangement_version


def change(values: dict[str, Any], since: date, by: Member, *, at: datetime = NOW, note: str = "") -> Published:
    return change_arrangement(values=values, effective_from=since, note=note, seen=seen(), by=by, at=at)


def hours(number: int) -> Clock:
    return Clock(number, Unit.HOURS)


def due() -> Due:
    """Everything owed: when, and whether it is still to be done."""
    return {
        (row.subject_id, row.kind, row.cause): (row.due_at, row.met_at is None and row.waived_at is None)
        for row in Obligation.objects.all()
    }


def begun() -> dict[UUID, datetime | None]:
    """From when each row is somebody's to do."""
    return {row.pk: row.begins_at for row in Obligation.objects.all()}


def moves_between(before: Due, after: Due) -> set[tuple[Any, ...]]:
    """What the table of obligations itself says has moved."""
    return {
        (key, before.get(key, (None, True))[0], after.get(key, (None, True))[0], (after.get(key) or before[key])[1])
        for key in {**before, **after}
        if before.get(key, (None,))[0] != after.get(key, (None,))[0]
    }


def said(moved: tuple[Moved, ...]) -> set[tuple[Any, ...]]:
    return {((each.subject, each.kind, each.cause), each.before, each.after, each.is_open) for each in moved}


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


episodes = st.tuples(
    st.integers(0, 80),
    st.integers(-30, 79),
    st.sampled_from(Grade),
    st.sampled_from(OPEN),
    st.sampled_from(["", "met", "waived"]),
)


def made(told: tuple[int, int, Grade, Status, str], by: Member) -> Child:
    """A child with an episode that began so many hours ago and, perhaps, ended; something of it done or waived."""
    ago, back, grade, status, then = told
    child = a_child(status=status, at=NOW)
    returned = back if 0 <= back <= ago else None
    episode = an_episode(child, by=by, hours_ago=ago + 1, back_hours_ago=returned, grade=grade, at=NOW)
    if then == "met" and returned is not None:
        record_step(episode=episode, kind=StepKind.CONTACT, happened=Moment(NOW), by=by, at=NOW)
    if then == "waived":
        for one in Obligation.objects.filter(subject_id=episode.pk, met_at=None)[:1]:
            waive(obligation=one, reason="Invented for a test.", by=by, at=NOW)
    return child


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(episodes, min_size=1, max_size=4), values=changes(MOVING), later=st.integers(0, 1))
def test_what_is_foreseen_is_what_happens(
    here: Partnership, coordinator: Member, told: list[Any], values: dict[str, Any], later: int
) -> None:
    """PAR-7: the page before, the answer of the action, the rows after, and working everything out again: all the same."""
    since = TODAY + timedelta(days=later)
    with within(here.pk), undone():
        children = [made(each, coordinator) for each in told]
        before = due()
        plan = planned(arrangement_versions(), values, since, NOW)
        foreseen = consequences.foreseen(plan.change, NOW).moved
        assert due() == before, "looking writes nothing"
        try:
            done = change(values, since, coordinator)
        except NotAllowed:
            assert not foreseen
            return
        after = due()
        assert said(foreseen) == said(done.moved) == moves_between(before, after)
        assert done.version.moved == sum(each.is_open for each in foreseen)
        begins = begun()
        refold(children=[child.pk for child in children], by=None, at=NOW)
        assert (due(), begun()) == (after, begins), "the index is what the facts give"


def test_today_moves_and_yesterday_keeps_its_clocks(here: Partnership, coordinator: Member) -> None:
    """PAR-7: an episode of this morning follows the version of today; one of yesterday its own, though it ends later."""
    with within(here.pk):
        morning = an_episode(a_child(status=Status.IN_NEED), by=coordinator, hours_ago=6, back_hours_ago=2, at=NOW)
        yesterday = an_episode(a_child(status=Status.IN_NEED), by=coordinator, hours_ago=30, back_hours_ago=2, at=NOW)
        done = change({CONTACT: hours(1)}, TODAY, coordinator)
        assert [(each.subject, each.after) for each in done.moved] == [(morning.pk, NOW - timedelta(hours=1))]
        moved = Obligation.objects.get(subject_id=morning.pk, kind="contact")
        kept = Obligation.objects.get(subject_id=yesterday.pk, kind="contact")
        assert (moved.due_at - moved.starts_at, kept.due_at - kept.starts_at) == (
            timedelta(hours=1),
            timedelta(hours=48),
        )


def test_a_handover_that_is_owed_from_earlier_moves_no_due_time(here: Partnership, coordinator: Member) -> None:
    """MIS-15, PAR-7: nothing is announced as moved, and the row says the new beginning all the same."""
    with within(here.pk):
        episode = an_episode(a_child(born=date(2010, 8, 31)), by=coordinator, hours_ago=6, at=NOW)
        handover = Obligation.objects.filter(subject_id=episode.pk, kind=StepKind.ADULT_HANDOVER)
        assert handover.get().begins_at == datetime(2028, 2, 29, tzinfo=UTC)
        assert change({"missing.adult_ahead_months": 9}, TODAY, coordinator).moved == ()
        assert handover.get().begins_at == datetime(2027, 11, 30, tzinfo=UTC)


def test_a_change_reads_the_messages_once(here: Partnership, coordinator: Member) -> None:
    """PAR-7: what they come to hangs on no arrangement: before and after are two readings of one fold."""
    with within(here.pk):
        for hours_ago in (4, 5, 6):
            an_episode(a_child(), by=coordinator, hours_ago=hours_ago, back_hours_ago=1, at=NOW)
        plan = planned(arrangement_versions(), {CONTACT: hours(1)}, TODAY, NOW)
        with CaptureQueriesContext(connection) as asked:
            consequences.foreseen(plan.change, NOW)
        read = [each["sql"] for each in asked if 'FROM "missing_message"' in each["sql"]]
        assert len(read) == 1


def test_who_is_open_follows_the_day_of_the_return(here: Partnership, coordinator: Member) -> None:
    """MIS-8, PAR-7: a return of this morning owes nothing more, whenever the child went; one of yesterday still does."""
    with within(here.pk):
        for back in (2, 20):
            an_episode(a_child(status=Status.IN_NEED), by=coordinator, hours_ago=30, back_hours_ago=back, at=NOW)
        done = change({"missing.open_statuses": ("LAC",)}, TODAY, coordinator)
        assert {(each.kind, each.after) for each in done.moved} == {("contact", None), ("prevention plan", None)}
        assert sorted(row.kind for row in Obligation.objects.all()).count("contact") == 1
        again = change({"missing.open_statuses": ("LAC", "CIN")}, TODAY, coordinator)
        assert {(each.kind, each.before) for each in again.moved} == {("contact", None), ("prevention plan", None)}


def test_a_version_takes_effect_by_itself_on_its_day(here: Partnership, coordinator: Member) -> None:
    """PAR-7: nothing runs at midnight; what begins on that day follows it."""
    with within(here.pk):
        assert change({CONTACT: hours(5)}, TOMORROW, coordinator).moved == ()
        assert leaves(arrangement_on(TODAY, current_partnership()))[CONTACT] == hours(48)
        for at, expected in ((NOW, 48), (NOW + timedelta(days=1), 5)):
            episode = an_episode(a_child(status=Status.IN_NEED), by=coordinator, hours_ago=6, back_hours_ago=1, at=at)
            found = Obligation.objects.get(subject_id=episode.pk, kind="contact")
            assert found.due_at - found.starts_at == timedelta(hours=expected)


def test_a_second_change_for_a_day_replaces_the_first(here: Partnership, coordinator: Member) -> None:
    """PAR-7: a slip of this morning is put right this afternoon; both stay in the history."""
    with within(here.pk):
        an_episode(a_child(status=Status.IN_NEED), by=coordinator, hours_ago=6, back_hours_ago=2, at=NOW)
        change({CONTACT: hours(1)}, TODAY, coordinator)
        again = change({CONTACT: hours(24)}, TODAY, coordinator, note="A slip of the key.")
        first = ArrangementVersion.objects.get(number=2)
        assert (first.replaced_by, first.withdrawn_by, first.withdrawn_at) == (3, coordinator, NOW)
        assert [each.after for each in again.moved] == [NOW + timedelta(hours=22)]
        assert again.version.note == "A slip of the key."


def test_the_years_before_a_partnership_began_are_not_rewritten(coordinator: Member) -> None:
    """PAR-7: on its first day an administrator changes a clock; what was imported keeps the preset's."""
    new = a_partnership("Brand New", since=TODAY)
    officer = a_member(new, Role.MISSING_COORDINATOR)
    with within(new.pk):
        old = an_episode(a_child(status=Status.IN_NEED), by=officer, hours_ago=400, back_hours_ago=390, at=NOW)
        done = change({CONTACT: hours(1)}, TODAY, officer)
        assert done.moved == () and ArrangementVersion.objects.get(number=1).replaced_by == 2
        refold(children=[old.child_id], by=None, at=NOW)
        kept = Obligation.objects.get(subject_id=old.pk, kind="contact")
        assert kept.due_at - kept.starts_at == timedelta(hours=48)


def test_a_version_to_come_can_be_withdrawn_and_stays_to_be_seen(here: Partnership, coordinator: Member) -> None:
    """PAR-7."""
    with within(here.pk):
        change({CONTACT: hours(5)}, TOMORROW, coordinator)
        withdrawn = withdraw_arrangement(number=2, seen=seen(), by=coordinator, at=NOW)
        assert (withdrawn.withdrawn_at, withdrawn.withdrawn_by, withdrawn.replaced_by) == (NOW, coordinator, None)
        assert leaves(arrangement_on(TOMORROW, current_partnership()))[CONTACT] == hours(48)
        with pytest.raises(NotAllowed, match="withdrawn already"):
            withdraw_arrangement(number=2, seen=seen(), by=coordinator, at=NOW)
        assert change({CONTACT: hours(6)}, TOMORROW, coordinator).version.number == 3
        with pytest.raises(NotAllowed, match="in force since"):
            withdraw_arrangement(number=3, seen=seen(), by=coordinator, at=NOW + timedelta(days=1))
        told = Entry.objects.filter(what__startswith="organisation.arrangement").order_by("pk")
        assert [each.what.rsplit("_")[-1] for each in told] == ["published", "published", "withdrawn", "published"]


def test_what_is_refused_leaves_nothing(here: Partnership, coordinator: Member) -> None:
    """PAR-7: a day that is over, a change of nothing, and a change by somebody who has not seen the last one."""
    with within(here.pk):
        with pytest.raises(NotAllowed, match="today or later"):
            change({CONTACT: hours(5)}, TODAY - timedelta(days=1), coordinator)
        with pytest.raises(NotAllowed, match="Nothing would change"):
            change({CONTACT: hours(48)}, TODAY, coordinator)
        stale = seen()
        change({CONTACT: hours(5)}, TOMORROW, coordinator)
        with pytest.raises(ChangedMeanwhile):
            change_arrangement(values={CONTACT: hours(9)}, effective_from=TODAY, seen=stale, by=coordinator, at=NOW)
        with pytest.raises(ChangedMeanwhile):
            withdraw_arrangement(number=2, seen=stale, by=coordinator, at=NOW)
        assert ArrangementVersion.objects.count() == 2


def test_a_change_that_was_rolled_back_is_not_remembered(here: Partnership, coordinator: Member) -> None:
    """PAR-7: a process keeps versions in memory; those that never were must not pass for the next ones."""
    with within(here.pk):
        with undone():
            change({CONTACT: hours(5)}, TODAY, coordinator)
            assert leaves(arrangement_on(TODAY, current_partnership()))[CONTACT] == hours(5)
        change({CONTACT: hours(7)}, TODAY, coordinator)
        assert leaves(arrangement_on(TODAY, current_partnership()))[CONTACT] == hours(7)


def test_the_database_holds_one_standing_version_a_day(here: Partnership, coordinator: Member) -> None:
    """PAR-7: whoever writes."""
    from lantern.organisation.actions import publish_arrangement

    with within(here.pk):
        change({CONTACT: hours(5)}, TOMORROW, coordinator)
        document = ArrangementVersion.objects.get(number=2).document
        with pytest.raises(IntegrityError, match="arrangement_one_a_day"), transaction.atomic():
            publish_arrangement(document=document, effective_from=TOMORROW, by=None, at=NOW)
