"""What was decided because of triggers, for the picture of the level: one decision a day and kind (MIS-12)."""

from datetime import UTC, datetime, timedelta

from lantern.children.models import Child
from lantern.missing.queries.triggers import DECIDED, decisions_of
from lantern.missing.vocabulary import AnswerKind
from tests.unit.missing.drawn import NOWHERE

MORNING = datetime(2026, 7, 4, 8, tzinfo=UTC)
MIDNIGHT = datetime(2026, 7, 3, 23, 30, tzinfo=UTC)  # half past midnight of the fourth in London


def decided(*moments: datetime, kind: AnswerKind = AnswerKind.STRATEGY) -> list[tuple[datetime, str]]:
    child = Child(**NOWHERE)
    setattr(child, DECIDED, [{"at": at.isoformat(), "kind": kind} for at in moments])
    return decisions_of(child)


def test_the_same_on_one_day_is_one_decision_at_its_first_moment() -> None:
    assert decided(MORNING, MORNING + timedelta(minutes=3), MORNING + timedelta(hours=9)) == [
        (MORNING, "Strategy meeting with a safety plan")
    ]


def test_two_days_are_two_decisions_in_their_order() -> None:
    assert [at for at, _ in decided(MORNING, MORNING + timedelta(days=1))] == [MORNING, MORNING + timedelta(days=1)]


def test_the_day_is_that_of_london() -> None:
    """MIS-17: half past midnight in summer belongs to the day that begins."""
    assert [at for at, _ in decided(MIDNIGHT, MORNING)] == [MIDNIGHT]


def test_nothing_decided_is_nothing() -> None:
    assert decided() == []
