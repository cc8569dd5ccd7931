"""What the database itself refuses of meetings and of MACE 1, whatever the code does (house rule 6; M1-1 to M1-10)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lantern.mace1.models import Action, Case, Decision, Dissent, Item, NothingHeld, Request
from lantern.mace1.vocabulary import ActionKind, Asked, ItemKind, Outcome, Way
from lantern.meetings.models import Accepted, Apology, Invited, Meeting, Seat, Series
from lantern.organisation.rules.seating import SeatKind
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY
from lantern.trail.acting import action
from tests.factories.people import now
from tests.factories.today import today
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db
LATER = timedelta(hours=1)


class Known(Room):
    """A child on an agenda, and what a row of each table needs."""

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            self.on = self.item()

    @property
    def said(self) -> dict[str, Any]:
        """Who and when, of a child."""
        return {"child_id": self.on.child_id, "by": self.chair, "at": now()}

    def action(self, **more: Any) -> Action:
        given = {
            "item": self.on, "kind": ActionKind.SUPPORT, "words": "Ring", "agency": self.chair.agency, "due_on": today(),
        }  # fmt: skip
        return Action.objects.create(**self.said, **(given | more))

    def decision(self, **more: Any) -> Decision:
        given = {"item": self.on, "outcome": Outcome.STAYS, "words": "As agreed", "review": self.meetings[1]}
        return Decision.objects.create(**self.said, **(given | more))

    def asked(self, **more: Any) -> Request:
        given = {
            "series": self.series, "meeting": self.meetings[0], "way": Way.AGENCY, "kind": ItemKind.REVIEW, "words": "Ask",
        }  # fmt: skip
        return Request.objects.create(**self.said, **(given | more))

    def meeting_of(self, **more: Any) -> Meeting:
        given = {"series": self.series, "begins_at": now() + 400 * DAY, "length": 60, "at": now()}
        return Meeting.objects.create(**(given | more))

    def apology(self, **more: Any) -> Apology:
        given = {"meeting": self.meetings[0], "member": self.core, "by": self.core, "at": now()}
        return Apology.objects.create(**(given | more))


@pytest.fixture
def room() -> Known:
    return Known()


@action
def write(*, make: Callable[[], object], by: None, at: datetime) -> None:
    """Whatever `make` writes, as an action would."""
    make()


def refused(make: Callable[[], object]) -> str:
    """The name of the constraint that refuses it."""
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        write(make=make, by=None, at=now())
    return str(refusal.value)


def test_a_child_is_open_once(room: Known) -> None:
    """M1-8: in whatever series."""
    with within(room.here.pk):
        told = {"child_id": room.on.child_id, "series": room.series, "came": Way.AGENCY, "opened_at": now()}
        assert "case_open_once" in refused(lambda: Case.objects.create(number="M9999999", **told))
        number = room.on.case.number
        closed = {"closed_at": now() + LATER, "closed_because": "Risk reduced"}
        assert "case_number_once" in refused(lambda: Case.objects.create(number=number, **told, **closed))


@pytest.mark.parametrize(
    "change",
    [
        {"closed_because": "Risk reduced"},
        {"closed_at": now() + DAY},
        {"closed_at": now() - 400 * DAY, "closed_because": "x"},
    ],
)
def test_a_case_is_closed_later_and_for_a_reason(room: Known, change: dict[str, Any]) -> None:
    """M1-9: neither without the other, and not before it was opened."""
    with within(room.here.pk):
        assert "case_closed_with_reason" in refused(lambda: Case.objects.filter(pk=room.on.case_id).update(**change))


def test_a_child_stands_on_an_agenda_once(room: Known) -> None:
    """M1-4: and may stand on another one."""
    with within(room.here.pk):
        told = {
            "child_id": room.on.child_id,
            "case": room.on.case,
            "kind": ItemKind.REVIEW,
            "because": "x",
            "at": now(),
        }
        assert "item_once" in refused(lambda: Item.objects.create(meeting=room.meetings[0], **told))
        write(make=lambda: Item.objects.create(meeting=room.meetings[1], **told), by=None, at=now())


@pytest.mark.parametrize("missing", ["deferred_at", "deferred_by", "deferred_because", "deferred_to"])
def test_a_deferral_is_whole(room: Known, missing: str) -> None:
    """M1-2: who, when, why and to which meeting."""
    with within(room.here.pk):
        whole: dict[str, Any] = {
            "deferred_at": now(), "deferred_by": room.chair, "deferred_because": "Ill", "deferred_to": room.meetings[1],
        }  # fmt: skip
        broken = whole | {missing: "" if missing == "deferred_because" else None}
        said = refused(lambda: Item.objects.filter(pk=room.on.pk).update(**broken))
        assert "item_deferred_with_reason" in said
        write(make=lambda: Item.objects.filter(pk=room.on.pk).update(**whole), by=None, at=now())


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"done_on": today()}, "action_done_with_words"),
        ({"done_words": "Done"}, "action_done_with_words"),
        ({"dropped_at": now()}, "action_dropped_with_reason"),
        ({"dropped_because": "Not needed"}, "action_dropped_with_reason"),
    ],
)
def test_an_action_ends_with_words(room: Known, more: dict[str, Any], name: str) -> None:
    """M1-6: what came of it, or why it is not asked for any more."""
    with within(room.here.pk):
        assert name in refused(lambda: room.action(**more))


def test_an_action_is_not_done_and_dropped(room: Known) -> None:
    """MSR-11: it counts as one of the two."""
    with within(room.here.pk):
        done = {"done_on": today(), "done_by": room.chair, "done_words": "Done"}
        dropped = {"dropped_at": now(), "dropped_because": "Not needed"}
        assert "action_dropped_with_reason" in refused(lambda: room.action(**done, **dropped))


@pytest.mark.parametrize(
    "more",
    [
        {"review": None},
        {"outcome": Outcome.CLOSES},
        {"outcome": Outcome.CLOSES, "review": None},
        {"closing": "Risk reduced"},
    ],
)
def test_a_decision_reviews_or_closes(room: Known, more: dict[str, Any]) -> None:
    """M1-6, M1-9: exactly one of the two."""
    with within(room.here.pk):
        assert "decision_reviews_or_closes" in refused(lambda: room.decision(**more))


def test_a_child_is_decided_once_in_a_meeting(room: Known) -> None:
    """M1-6: what is said anew replaces it."""
    with within(room.here.pk):
        write(make=room.decision, by=None, at=now())
        assert "decision_of_item_once" in refused(room.decision)


def test_a_request_waits_once_and_is_decided_by_somebody(room: Known) -> None:
    """M1-2: one waits for the chair; a decision has who and when, a refusal its reason."""
    with within(room.here.pk):
        assert "request_decided_by_somebody" in refused(lambda: room.asked(state=Asked.ACCEPTED))
        assert "request_decided_by_somebody" in refused(lambda: room.asked(decided_at=now(), decided_by=room.chair))
        declined = {"state": Asked.DECLINED, "decided_at": now(), "decided_by": room.chair}
        assert "request_declined_with_reason" in refused(lambda: room.asked(**declined))
        write(make=room.asked, by=None, at=now())
        assert "request_waits_once" in refused(room.asked)


def test_dissent_is_of_one_thing(room: Known) -> None:
    """M1-10: of a decision, or of a request that was declined."""
    with within(room.here.pk):
        assert "dissent_of_one_thing" in refused(lambda: Dissent.objects.create(words="No", **room.said))


def test_an_agency_holds_nothing_once(room: Known) -> None:
    """M1-5: a record of having checked."""
    with within(room.here.pk):
        told = {"item": room.on, "agency": room.chair.agency, **room.said}
        write(make=lambda: NothingHeld.objects.create(**told), by=None, at=now())
        assert "nothing_held_once" in refused(lambda: NothingHeld.objects.create(**told))


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({"cancelled_at": now()}, "meeting_cancelled_with_reason"),
        ({"cancelled_because": "Snow"}, "meeting_cancelled_with_reason"),
        ({"begun_at": now()}, "meeting_begun_with_agenda"),
        ({"ended_at": now()}, "meeting_ended_begun"),
        ({"minutes_issued_at": now()}, "minutes_of_what_ended"),
    ],
)
def test_a_meeting_goes_step_by_step(room: Known, more: dict[str, Any], name: str) -> None:
    """M1-4 to M1-7: no step without the one before it."""
    with within(room.here.pk):
        assert name in refused(lambda: room.meeting_of(**more))


def test_one_meeting_of_a_series_at_a_time(room: Known) -> None:
    """M1-1: a cancelled one does not stand in the way."""
    with within(room.here.pk):
        same = {"begins_at": room.meetings[0].begins_at}
        assert "one_meeting_at_a_time" in refused(lambda: room.meeting_of(**same))
        cancelled = {"cancelled_at": now(), "cancelled_because": "Snow"}
        write(make=lambda: room.meeting_of(**same, **cancelled), by=None, at=now())


def test_an_area_has_one_series_until_it_ends(room: Known) -> None:
    """M1-1: then another one may begin."""
    with within(room.here.pk):
        told = {"kind": room.series.kind, "area": room.series.area, "at": now()}
        assert "one_series_of_an_area" in refused(lambda: Series.objects.create(**told))
        write(make=lambda: Series.objects.filter(pk=room.series.pk).update(ended_at=now()), by=None, at=now())
        write(make=lambda: Series.objects.create(**told), by=None, at=now())


def test_a_seat_ends_after_it_began(room: Known) -> None:
    """PAR-4: in order of days."""
    with within(room.here.pk):
        told = {
            "series": room.series, "position": 1, "kind": SeatKind.MEMBER, "agency": room.core.agency, "designation": "x",
            "since": today(), "until": today() - DAY,
        }  # fmt: skip
        assert "seat_in_order" in refused(lambda: Seat.objects.create(**told))


def test_apologies_stand_once_and_nobody_is_briefed_for_nobody(room: Known) -> None:
    """PAR-5: a briefing is a representative's."""
    with within(room.here.pk):
        assert "who_represents_is_briefed" in refused(lambda: room.apology(briefed=True))
        write(make=room.apology, by=None, at=now())
        assert "one_apology" in refused(room.apology)


def test_somebody_is_invited_once_and_accepts_a_wording_once(room: Known) -> None:
    """PAR-4, SHA-3: twice is a mistake."""
    with within(room.here.pk):
        told = {"meeting": room.meetings[0], "member": room.by, "because": "x", "by": room.chair, "at": now()}
        write(make=lambda: Invited.objects.create(**told), by=None, at=now())
        assert "invited_once" in refused(lambda: Invited.objects.create(**told))
        words = {"member": room.by, "digest": "d", "words": "w", "at": now()}
        write(make=lambda: Accepted.objects.create(**words), by=None, at=now())
        assert "statement_accepted_once" in refused(lambda: Accepted.objects.create(**words))
