"""What holds from a day to a day: what is put in follows what stands, or is refused with its reason (MIS-8, MIS-14, SHA-2)."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from lantern.children import actions
from lantern.children.models import Address, Allocation, Child, Placement, ServiceStatus
from lantern.children.queries.standing import allocated_on, open_on, workers_of
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import Status, WorkKind
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.acting import action
from tests.factories.people import a_member
from tests.integration.children.known import Known
from tests.integration.missing.pages import text_of

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 3, 12, tzinfo=UTC)
JAN, FEB, MARCH, APRIL = (date(2024, month, 1) for month in (1, 2, 3, 4))
Row = tuple[str, date | None, date | None]
KINDS = ("address", "status", "placement")


@pytest.fixture
def known() -> Known:
    return Known()


@action
def end(*, rows: Any, on: date, by: None, at: datetime) -> None:
    """As a file of children ends what holds no longer, with nothing after it."""
    rows.filter(until=None).update(until=on)


def put(kind: str, child: Child, what: str, since: date | None) -> None:
    """The next address, status or placement."""
    if kind == "address":
        actions.move_to(child=child, text=what, postcode="", since=since, by=None, at=AT)
    elif kind == "status":
        actions.set_status(child=child, status=Status(what), since=since, by=None, at=AT)
    else:
        assert since is not None
        actions.place(child=child, code=what, since=since, by=None, at=AT)


WORDS = {"address": ("A", "B", "C"), "status": ("CIN", "CP", "LAC"), "placement": ("K2", "U6", "P1")}
TABLES: dict[str, tuple[Any, str]] = {
    "address": (Address, "text"), "status": (ServiceStatus, "status"), "placement": (Placement, "code"),
}  # fmt: skip


def rows(kind: str) -> list[Row]:
    model, field = TABLES[kind]
    return list(model.objects.order_by("since").values_list(field, "since", "until"))


@pytest.mark.parametrize("kind", KINDS)
def test_each_ends_the_one_before(known: Known, kind: str) -> None:
    """MIS-8, MIS-14: one at a time, without a gap."""
    child, (one, two, three) = known.a_child(), WORDS[kind]
    with within(known.here.pk):
        for what, since in ((one, JAN), (two, FEB), (three, APRIL)):
            put(kind, child, what, since)
        assert rows(kind) == [(one, JAN, FEB), (two, FEB, APRIL), (three, APRIL, None)]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_day_again_corrects_what_stood(known: Known, kind: str) -> None:
    """A mistake of today is put right today; what was before it stays as it was."""
    child, (one, two, three) = known.a_child(), WORDS[kind]
    with within(known.here.pk):
        for what, since in ((one, JAN), (two, FEB), (three, FEB)):
            put(kind, child, what, since)
        assert rows(kind) == [(one, JAN, FEB), (three, FEB, None)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_before_the_last_is_refused_and_nothing_is_changed(known: Known, kind: str) -> None:
    """Two things cannot hold on one day."""
    child, (one, two, _) = known.a_child(), WORDS[kind]
    with within(known.here.pk):
        put(kind, child, one, FEB)
        with pytest.raises(NotAllowed, match="later entry"):
            put(kind, child, two, JAN)
        assert rows(kind) == [(one, FEB, None)]


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_inside_what_has_ended_is_refused_and_not_an_error(known: Known, kind: str) -> None:
    """A placement that a return ended stands for its days, though nothing is open now."""
    child, (one, two, _) = known.a_child(), WORDS[kind]
    with within(known.here.pk):
        put(kind, child, one, JAN)
        end(rows=TABLES[kind][0].objects.filter(child=child), on=MARCH, by=None, at=AT)
        with pytest.raises(NotAllowed, match="later entry"):
            put(kind, child, two, FEB)
        assert rows(kind) == [(one, JAN, MARCH)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("since", [MARCH, APRIL])
def test_what_has_ended_lets_the_next_begin_on_that_day_or_later(known: Known, kind: str, since: date) -> None:
    """The last day is the first of what follows; a gap may be."""
    child, (one, two, _) = known.a_child(), WORDS[kind]
    with within(known.here.pk):
        put(kind, child, one, JAN)
        end(rows=TABLES[kind][0].objects.filter(child=child), on=MARCH, by=None, at=AT)
        put(kind, child, two, since)
        assert rows(kind) == [(one, JAN, MARCH), (two, since, None)]


@pytest.mark.parametrize("kind", ["address", "status"])
def test_what_began_nobody_knows_when_ends_when_the_next_begins(known: Known, kind: str) -> None:
    """As when a record was opened: from when is not known."""
    child, (one, two, _) = known.a_child(), WORDS[kind]
    with within(known.here.pk):
        put(kind, child, one, None)
        put(kind, child, two, FEB)
        assert rows(kind) == [(two, FEB, None), (one, None, FEB)]
        with pytest.raises(NotAllowed, match="later entry"):
            put(kind, child, one, None)


@pytest.mark.parametrize("page", ["placement", "move", "status"])
def test_a_page_says_why_and_keeps_what_was_typed(known: Known, page: str) -> None:
    """The form comes back with its reason instead of an error page."""
    kind = {"placement": "placement", "move": "address", "status": "status"}[page]
    child = known.a_child()
    typed = {"code": "U6", "where": "2 Sample Close", "text": "2 Sample Close", "status": "CP"}
    since = {"since-day": "1", "since-month": "February", "since-year": "2024"}
    with within(known.here.pk):
        put(kind, child, WORDS[kind][0], JAN)
        end(rows=TABLES[kind][0].objects.filter(child=child), on=MARCH, by=None, at=AT)
    response = known.client.post(f"/children/{child.pk}/{page}/", {**typed, **since})
    assert response.status_code == 200
    assert "There is a later entry already. Give a date after it, or correct that one." in text_of(response)
    assert 'value="February"' in response.content.decode()
    assert page == "status" or 'value="2 Sample Close"' in response.content.decode()


OPEN = [
    (date(2023, 12, 31), False, "the day before it began"),
    (JAN, True, "the first day"),
    (date(2024, 1, 31), True, "the last day"),
    (FEB, False, "the day on which another status begins, which does not count"),
    (APRIL, True, "open again"),
    (date(2030, 1, 1), True, "and on"),
]


@pytest.mark.parametrize(("day", "is_open"), [row[:2] for row in OPEN], ids=[row[2] for row in OPEN])
def test_whether_a_child_was_open_on_a_day(known: Known, day: date, is_open: bool) -> None:
    """MIS-8: by the statuses that count on that day."""
    child, other = known.a_child(), known.a_child("Kofi")
    with within(known.here.pk):
        for status, since in ((Status.IN_NEED, JAN), (Status.FAMILY_SOLUTIONS, FEB), (Status.LOOKED_AFTER, APRIL)):
            actions.set_status(child=child, status=status, since=since, by=None, at=AT)
        was_open = open_on([child.pk, other.pk], lambda on: {"CIN", "LAC"})
        assert was_open(child.pk, day) is is_open
        assert was_open(other.pk, day) is False


def test_which_statuses_count_is_asked_of_the_day(known: Known) -> None:
    """MIS-8: another version of the arrangement may have counted others."""
    child = known.a_child()
    with within(known.here.pk):
        actions.set_status(child=child, status=Status.FAMILY_SOLUTIONS, since=None, by=None, at=AT)
        was_open = open_on([child.pk], lambda on: {"FS"} if on >= FEB else {"LAC"})
        assert [was_open(child.pk, day) for day in (JAN, FEB)] == [False, True]


def work(child: Child, member: Member, kind: WorkKind, since: date) -> Allocation:
    return actions.allocate(child=child, member=member, kind=kind, since=since, by=None, at=AT)


def works() -> list[tuple[UUID, date, date | None]]:
    return list(Allocation.objects.order_by("since", "kind", "member").values_list("member_id", "since", "until"))


def test_a_new_social_worker_ends_the_one_before_and_nobody_else(known: Known) -> None:
    """SHA-2: one social worker, as many others as there are."""
    child = known.a_child()
    one, two = (a_member(known.here, Role.SOCIAL_WORKER) for _ in range(2))
    nurse = a_member(known.here, Role.HEALTH_MEMBER)
    with within(known.here.pk):
        work(child, one, WorkKind.SOCIAL_WORKER, JAN)
        work(child, nurse, WorkKind.OTHER, JAN)
        work(child, two, WorkKind.SOCIAL_WORKER, FEB)
        work(child, two, WorkKind.CHAT_WORKER, MARCH)
        assert {(member, until) for member, _, until in works()} == {
            (one.pk, FEB), (nurse.pk, None), (two.pk, None),
        }  # fmt: skip
        assert workers_of([child.pk], date(2024, 1, 31)) == {child.pk: one.pk}
        assert workers_of([child.pk], FEB) == {child.pk: two.pk}
        assert workers_of([child.pk], date(2023, 12, 31)) == {}


def test_a_social_worker_cannot_begin_inside_the_time_of_one_who_has_ended(known: Known) -> None:
    """SHA-2: one at a time also in the past, or it would be left to chance who owed what."""
    child = known.a_child()
    one, two = (a_member(known.here, Role.SOCIAL_WORKER) for _ in range(2))
    with within(known.here.pk):
        done = work(child, one, WorkKind.SOCIAL_WORKER, JAN)
        actions.end_allocation(allocation=done, on=MARCH, by=known.coordinator, at=AT)
        with pytest.raises(NotAllowed, match="later entry"):
            work(child, two, WorkKind.SOCIAL_WORKER, FEB)
        work(child, two, WorkKind.OTHER, FEB)
        work(child, two, WorkKind.SOCIAL_WORKER, MARCH)
        assert workers_of([child.pk], date(2024, 2, 15)) == {child.pk: one.pk}


ENDS = [
    (JAN, [], "on the day they began: they never did"),
    (FEB, [JAN], "a month later"),
]


@pytest.mark.parametrize(("on", "days"), [row[:2] for row in ENDS], ids=[row[2] for row in ENDS])
def test_work_holds_until_the_day_before_it_ends(known: Known, on: date, days: list[date]) -> None:
    """SHA-2: from that day on they see the record no more."""
    child, worker = known.a_child(), a_member(known.here, Role.SOCIAL_WORKER)
    with within(known.here.pk):
        done = work(child, worker, WorkKind.SOCIAL_WORKER, JAN)
        actions.end_allocation(allocation=done, on=on, by=known.coordinator, at=AT)
        assert [day for day in (JAN, FEB, MARCH) if allocated_on(day).filter(child=child).exists()] == days
        with pytest.raises(NotAllowed, match="began later"):
            actions.end_allocation(allocation=done, on=date(2023, 12, 31), by=known.coordinator, at=AT)
