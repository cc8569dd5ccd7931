"""What is owed is an index over facts: settled in any order, any number of times, it comes to the same rows (MIS-7, PAR-7)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from lantern.access.viewer import viewer_of
from lantern.children.models import Child
from lantern.children.rules.refusals import NotAllowed
from lantern.obligations import actions, queries
from lantern.obligations.models import Obligation, Reassignment, Waiver
from lantern.obligations.rules import Claim
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.tenancy.models import Partnership
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 10, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)
HERE, THERE = uuid4(), uuid4()  # two episodes


class Desk:
    """A partnership with a child, an officer who decides and a worker who takes over."""

    def __init__(self) -> None:
        self.here: Partnership = a_partnership()
        self.officer: Member = a_member(self.here, Role.LIAISON_OFFICER, name="Sam Invented")
        self.worker: Member = a_member(self.here, Role.SOCIAL_WORKER, name="Ada Sample")
        with within(self.here.pk):
            self.child: Child = a_child("Rowan", worker=self.worker)

    def claim(self, kind: str = "contact", subject: UUID = HERE, **changes: Any) -> Claim:
        claim = Claim(
            child=self.child.pk,
            subject_kind="episode",
            subject=subject,
            kind=kind,
            cause="returned",
            starts_at=NOW,
            due_at=NOW + 48 * HOUR,
            met_at=None,
            owner_role="allocated worker",
        )
        return replace(claim, **changes)

    def settles(self, *claims: Claim, subjects: tuple[UUID, ...] = (HERE, THERE)) -> None:
        actions.settle(subject_kind="episode", subjects=subjects, claims=claims, by=None, at=NOW)

    def waives(self, row: Obligation, reason: str = "Moved away.", at: datetime = NOW) -> None:
        actions.waive(obligation=row, reason=reason, by=self.officer, at=at)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    with within(made.here.pk):
        yield made


def rows() -> list[dict[str, Any]]:
    """Every obligation but for its id, by what makes it the same."""
    kept = Obligation.objects.order_by("subject_id", "kind", "cause").values()
    return [{name: value for name, value in row.items() if name != "id"} for row in kept]


def row(kind: str = "contact", subject: UUID = HERE) -> Obligation:
    return Obligation.objects.get(kind=kind, subject_id=subject)


def test_each_claim_is_a_row_with_all_that_it_says(desk: Desk) -> None:
    """MIS-7, MIS-8."""
    claim = desk.claim(met_at=NOW + HOUR, owner=desk.worker.pk)
    desk.settles(claim)
    kept = row()
    for name in ("subject_kind", "kind", "cause", "starts_at", "due_at", "met_at", "owner_role"):
        assert getattr(kept, name) == getattr(claim, name), name
    assert (kept.child_id, kept.subject_id, kept.owner_id) == (claim.child, claim.subject, claim.owner)
    assert (kept.waived_at, kept.waived_reason, kept.agency_id) == (None, "", None)


def test_settling_again_changes_nothing_not_even_an_id(desk: Desk) -> None:
    """MIS-7: working out the same claims again is no news."""
    claims = [desk.claim(kind, subject) for kind in ("contact", "chat offer") for subject in (HERE, THERE)]
    desk.settles(*claims)
    before = list(Obligation.objects.order_by("pk").values())
    for order in (claims, claims[::-1]):
        desk.settles(*order)
        assert list(Obligation.objects.order_by("pk").values()) == before


def test_any_order_and_any_way_there_comes_to_the_same_rows(desk: Desk) -> None:
    """PAR-7: rows depend on the last facts alone, not on what was owed in between."""
    chance = Random(7)  # the same shuffles each time
    kinds = ["contact", "chat offer", "prevention plan", "vulnerability check"]
    last = [
        desk.claim(kind, subject, due_at=NOW + hours * HOUR)
        for hours, kind in enumerate(kinds)
        for subject in (HERE, THERE)
    ]
    desk.settles(*last)
    wanted = rows()
    for _ in range(6):
        between = [replace(one, due_at=NOW + chance.randrange(99) * HOUR) for one in chance.sample(last, 5)]
        desk.settles(*between)
        desk.settles(*chance.sample(last, len(last)))
        assert rows() == wanted


@pytest.mark.parametrize(
    "changed",
    [
        {"due_at": NOW + 72 * HOUR},
        {"starts_at": NOW - HOUR},
        {"met_at": NOW + HOUR},
        {"owner_role": "police"},
    ],
)
def test_what_changed_is_changed_in_its_row(desk: Desk, changed: dict[str, Any]) -> None:
    """MIS-3, MIS-7: a return that moves moves the row; it stays the same obligation, for who has it open."""
    desk.settles(desk.claim(), desk.claim("chat offer"))
    kept, other = row(), row("chat offer")
    desk.settles(desk.claim(**changed), desk.claim("chat offer"))
    after = row()
    assert after.pk == kept.pk
    assert {name: getattr(after, name) for name in changed} == changed
    assert Obligation.objects.filter(pk=other.pk).values().get() == {
        field.attname: getattr(other, field.attname) for field in Obligation._meta.concrete_fields
    }


def test_what_is_not_claimed_any_more_is_gone_and_comes_back_when_it_is(desk: Desk) -> None:
    """MIS-7: a return withdrawn takes with it what it started; what it does not concern stays."""
    desk.settles(desk.claim(), desk.claim(subject=THERE))
    desk.settles(subjects=(HERE,))
    assert [one.subject_id for one in Obligation.objects.all()] == [THERE]
    desk.settles(desk.claim(), subjects=(HERE,))
    assert Obligation.objects.count() == 2
    desk.settles(desk.claim(kind="chat offer"), subjects=(HERE,))
    assert set(Obligation.objects.values_list("subject_id", "kind")) == {(HERE, "chat offer"), (THERE, "contact")}


def test_another_cause_is_another_obligation(desk: Desk) -> None:
    """MIS-1: graded again, attendance is owed for the new grade and no longer for the old one."""
    desk.settles(desk.claim("attendance", cause="graded scheduled"))
    before = row("attendance")
    desk.settles(desk.claim("attendance", cause="graded immediate"))
    assert (row("attendance").cause, row("attendance").pk == before.pk) == ("graded immediate", False)
    desk.settles(desk.claim("attendance", cause="graded immediate"), desk.claim("attendance", cause="reviewed"))
    assert Obligation.objects.filter(kind="attendance").count() == 2


def test_a_waiver_outlives_what_it_waived(desk: Desk) -> None:
    """MIS-7: a person's decision is a fact; the row may go and come, and is waived still, for the reason given."""
    desk.settles(desk.claim())
    desk.waives(row())
    desk.settles()
    assert not Obligation.objects.exists()
    desk.settles(desk.claim(due_at=NOW + 96 * HOUR), desk.claim("chat offer"))
    assert (row().waived_at, row().waived_reason) == (NOW, "Moved away.")
    assert row("chat offer").waived_at is None


def test_a_waiver_is_of_one_kind_of_one_episode_for_one_cause(desk: Desk) -> None:
    """MIS-7: nothing beside it is waived along."""
    desk.settles(desk.claim(), desk.claim(subject=THERE), desk.claim("chat offer"))
    desk.waives(row())
    desk.settles(desk.claim(), desk.claim(subject=THERE), desk.claim("chat offer"), desk.claim(cause="returned again"))
    waived = Obligation.objects.exclude(waived_at=None)
    assert [(one.subject_id, one.kind, one.cause) for one in waived] == [(HERE, "contact", "returned")]


def test_a_waiver_taken_back_is_taken_back_for_good(desk: Desk) -> None:
    """MIS-7: owed again, however often it is worked out; both decisions stay on the record."""
    desk.settles(desk.claim())
    desk.waives(row(), "By mistake.")
    actions.end_waiver(obligation=row(), by=desk.officer, at=NOW + HOUR)
    desk.settles(desk.claim())
    assert (row().waived_at, row().waived_reason) == (None, "")
    assert list(Waiver.objects.values_list("reason", "at", "ended_at")) == [("By mistake.", NOW, NOW + HOUR)]
    desk.waives(row(), "After all.", NOW + 2 * HOUR)
    desk.settles(desk.claim())
    assert row().waived_reason == "After all."
    assert Waiver.objects.count() == 2
    done = Entry.objects.filter(what__startswith="obligations.").order_by("id").values_list("what", flat=True)
    assert list(done) == ["obligations.waived", "obligations.owed_again", "obligations.waived"]


@pytest.mark.parametrize(
    ("claimed", "waived", "reason"),
    [({"met_at": NOW}, False, "done already"), ({}, True, "waived already"), ({"met_at": NOW}, True, "done already")],
)
def test_what_is_over_is_not_waived_again(desk: Desk, claimed: dict[str, Any], waived: bool, reason: str) -> None:
    """MIS-7: refused with the reason, and nothing is written."""
    desk.settles(desk.claim())
    if waived:
        desk.waives(row())
    desk.settles(desk.claim(**claimed))
    with pytest.raises(NotAllowed, match=reason):
        desk.waives(row(), "Again.")
    assert Waiver.objects.count() == waived


def test_a_stale_page_does_not_waive_a_second_time(desk: Desk) -> None:
    """MIS-7: two people look at it, both waive: the database keeps one waiver."""
    desk.settles(desk.claim())
    seen_by_one, seen_by_other = row(), row()
    desk.waives(seen_by_one)
    with pytest.raises((NotAllowed, IntegrityError)), transaction.atomic():
        desk.waives(seen_by_other, "Also.")
    assert Waiver.objects.get().reason == "Moved away."


def test_handed_over_it_stays_with_whom_it_was_handed_to(desk: Desk) -> None:
    """MIS-8: the last one counts; a change of worker or of times does not take it away from them."""
    desk.settles(desk.claim(owner=desk.worker.pk))
    actions.hand_over(obligation=row(), to=desk.officer, by=desk.worker, at=NOW)
    desk.settles(desk.claim(owner=desk.worker.pk, due_at=NOW + 96 * HOUR))
    assert row().owner_id == desk.officer.pk
    actions.hand_over(obligation=row(), to=desk.worker, by=desk.officer, at=NOW + HOUR)
    desk.settles()
    desk.settles(desk.claim())
    assert row().owner_id == desk.worker.pk
    assert Reassignment.objects.count() == 2


def test_handed_over_at_the_same_moment_one_of_them_has_it_every_time(desk: Desk) -> None:
    """MIS-8: no toss of a coin at each settling."""
    desk.settles(desk.claim())
    for to in (desk.officer, desk.worker):
        actions.hand_over(obligation=row(), to=to, by=desk.officer, at=NOW)
    found = set()
    for _ in range(4):
        desk.settles()
        desk.settles(desk.claim())
        found.add(row().owner_id)
    assert len(found) == 1


def test_all_or_none_are_handed_over(desk: Desk) -> None:
    """MIS-8: one that is done or waived stops the rest, and says which."""
    desk.settles(desk.claim(), desk.claim("chat offer", met_at=NOW), desk.claim("prevention plan"))
    desk.waives(row("prevention plan"))
    for kind, words in (
        ("chat offer", "offer a missing chat: it is done already"),
        ("prevention plan", "it is waived"),
    ):
        with pytest.raises(NotAllowed) as refused:
            chosen = [row(), row(kind)]
            actions.hand_over_all(obligations=chosen, to=desk.officer, by=desk.officer, at=NOW)
        assert words in refused.value.reason.lower()
    assert not Reassignment.objects.exists()
    assert row().owner_id is None


@pytest.mark.parametrize(
    ("far", "near", "words"),
    [
        (1, 0, "may not see this child."),
        (1, 1, "may not see 1 of these 2 children."),
        (2, 1, "may not see 2 of these 3 children."),
    ],
)
def test_nothing_is_handed_to_who_may_not_see_the_child(desk: Desk, far: int, near: int, words: str) -> None:
    """SHA-2: handing over opens no child to anybody."""
    officer = a_member(desk.here, Role.LIAISON_OFFICER, "Chelmsford", name="Jo Pretend")
    children = [a_child(area=an_area(desk.here, place)) for place in ["Harlow"] * far + ["Chelmsford"] * near]
    ids = [uuid4() for _ in children]
    desk.settles(
        *(desk.claim(child=child.pk, subject=pk) for child, pk in zip(children, ids, strict=True)), subjects=tuple(ids)
    )
    with pytest.raises(NotAllowed) as refused:
        actions.hand_over_all(obligations=list(Obligation.objects.all()), to=officer, by=desk.officer, at=NOW)
    assert refused.value.reason.startswith(f"Jo Pretend {words}")
    assert not Reassignment.objects.exists()


def test_a_child_sees_what_was_ever_owed_for_them_latest_first(desk: Desk) -> None:
    """SHA-2: met, waived and open; nothing for somebody who may not see the child."""
    desk.settles(
        desk.claim("contact", due_at=NOW),
        desk.claim("chat offer", due_at=NOW + 2 * HOUR, met_at=NOW),
        desk.claim("prevention plan", due_at=NOW + HOUR),
    )
    desk.waives(row("prevention plan"))
    far = a_member(desk.here, Role.LIAISON_OFFICER, "Harlow")
    for member, kinds in (
        (desk.officer, ["chat offer", "prevention plan", "contact"]),
        (desk.worker, ["chat offer", "prevention plan", "contact"]),
        (far, []),
    ):
        found = queries.owed_for_child(viewer_of(member, now=NOW), desk.child)
        assert [one.kind for one in found] == kinds


def test_records_are_found_in_the_order_they_fall_due(desk: Desk) -> None:
    """MIS-7: of several episodes at once."""
    desk.settles(
        desk.claim("contact", due_at=NOW + 2 * HOUR),
        desk.claim("chat offer", THERE, due_at=NOW + HOUR),
        desk.claim("prevention plan", due_at=NOW),
    )
    assert [one.kind for one in queries.of_subjects("episode", [HERE, THERE])] == [
        "prevention plan",
        "chat offer",
        "contact",
    ]
    assert [one.kind for one in queries.of_subjects("episode", [THERE])] == ["chat offer"]
    assert not queries.of_subjects("concern", [HERE])


@action
def write(*, row: Obligation, by: None, at: datetime) -> None:
    row.save()


def test_no_row_is_waived_without_a_reason(desk: Desk) -> None:
    """MIS-7: the database says no, whoever writes."""
    desk.settles(desk.claim())
    for reason, at in (("", NOW), ("Because.", None)):
        broken = row()
        broken.waived_at, broken.waived_reason = at, reason
        with pytest.raises(IntegrityError), transaction.atomic():
            write(row=broken, by=None, at=NOW)
