"""What is going on when the demo opens: children missing now, returns with something owed in every state, doubts to settle."""

from datetime import UTC, datetime, timedelta

import pytest

from lantern.children.rules.matching import Evidence, Thresholds, weigh
from lantern.children.rules.profiles import Profile
from lantern.children.vocabulary import Status
from lantern.demo.rules.history import Episode, history
from lantern.demo.rules.people import Population
from lantern.demo.rules.telling import described
from lantern.demo.rules.unclear import unclear_notifications
from lantern.missing.rules.fold import fold
from lantern.missing.rules.owed import Clocks, Standing, Step, owed, state
from lantern.missing.vocabulary import Grade, MissingFrom, Risk, StepKind
from lantern.timekeeping.clocks import Clock, Unit
from lantern.timekeeping.moments import Moment, london
from tests.unit.demo.invented import NOW, TODAY, a_county, episodes, people

HOURS = {
    "vulnerability_check": Clock(24, Unit.HOURS),
    "chat_offer": Clock(72, Unit.HOURS),
    "contact": Clock(48, Unit.HOURS),
    "prevention_plan": Clock(72, Unit.HOURS),
}
CLOCKS = Clocks(attendance={Grade.PRIORITY: Clock(1, Unit.HOURS), Grade.SCHEDULED: Clock(48, Unit.HOURS)}, **HOURS)


def missing_at(now: datetime, count: int) -> list[Episode]:
    crowd = Population(a_county(), 300, london(now).date())
    return [episode for episode in history(crowd, now=now, years=1, missing_now=count) if episode.end is None]


@pytest.mark.parametrize("count", [0, 1, 5, 11])
def test_exactly_as_many_are_missing_as_asked_for(count: int) -> None:
    """MIS-13: the board shows the chosen number of children, each once."""
    assert len({episode.child for episode in missing_at(NOW, count)}) == len(missing_at(NOW, count)) == count


@pytest.mark.parametrize("hour", [3, 11, 23])
def test_the_board_is_as_telling_at_any_hour(hour: int) -> None:
    """MIS-2: high and medium risk, minutes to days, one long missing; from school only during school."""
    now = datetime(2026, 3, 31, hour, 15, tzinfo=UTC)
    board = missing_at(now, 5)
    firsts = [episode.messages[0] for episode in board]
    assert {message.risk for message in firsts} == set(Risk)
    lengths = sorted(now - episode.start for episode in board)
    assert lengths[0] < timedelta(hours=1)
    assert lengths[-1] > timedelta(days=7)
    assert (MissingFrom.SCHOOL in {message.missing_from for message in firsts}) == (hour == 11)
    assert all(message.said_at and message.said_at <= now for message in firsts)


def test_one_child_missing_now_has_gone_missing_repeatedly() -> None:
    """MIS-12: 3 or more episodes in 90 days for some child on the board, and a first time for another."""
    counts = []
    for episode in episodes():
        if episode.end is None:
            recent = [e for e in episodes() if e.child == episode.child and e.start >= NOW - timedelta(days=90)]
            counts.append(len(recent))
    assert max(counts) >= 5
    assert min(counts) <= 2


def test_children_missing_now_are_in_care_at_home_and_out_of_area() -> None:
    """MIS-14: the cuts of the board each have somebody."""
    children = [people().child(episode.child) for episode in episodes() if episode.end is None]
    assert any(child.placement and child.placement.out_of_area for child in children)
    assert any(child.placement and not child.placement.out_of_area for child in children)
    assert any(child.status is Status.NONE for child in children)


def test_something_is_owed_in_every_state() -> None:
    """MIS-7, MIS-8: of returns in the last three days some things are due within two hours, late, met, met late, waived."""
    seen: dict[StepKind, set[Standing]] = {kind: set() for kind in StepKind}
    due_soon = 0
    for episode in episodes():
        if episode.end is None or episode.end < NOW - timedelta(hours=72):
            continue
        (facts,) = fold(episode.messages).episodes
        child = people().child(episode.child)
        steps = [Step(deed.kind, Moment(deed.at)) for deed in episode.deeds if not deed.waived]
        waived = {deed.kind: deed.waived for deed in episode.deeds if deed.waived}
        for one in owed(facts, steps, lambda day, child=child: child.service_on(day) is not Status.NONE, CLOCKS):  # type: ignore[misc]
            standing = state(one, waived.get(one.kind), NOW).standing
            seen[one.kind].add(standing)
            due_soon += standing is Standing.DUE and one.due - NOW < timedelta(hours=2)
    assert seen[StepKind.VULNERABILITY_CHECK] == set(Standing)
    assert {Standing.DUE, Standing.OVERDUE, Standing.MET} <= seen[StepKind.CONTACT]
    assert {Standing.DUE, Standing.MET} <= seen[StepKind.PREVENTION_PLAN]
    assert due_soon >= 3


def test_unclear_notifications_wait_for_a_person() -> None:
    """MIS-4: by the product's own matching each may well be a known child, and none is certain."""
    thresholds = Thresholds()
    profiles = [(child.number, Profile.of(described(child))) for child in people()]
    unclear = list(unclear_notifications(people(), now=NOW, count=6))
    assert len(unclear) == 6
    assert unclear[0].why.startswith("a twin")
    for message, number, why in unclear:
        found = {other: weigh(Profile.of(message.who), profile) for other, profile in profiles}
        evidence = found[number]
        assert isinstance(evidence, Evidence)
        assert evidence.weight >= thresholds.possible, why
        assert not any(one and thresholds.is_certain(one) for one in found.values()), why
        assert message.said_at is not None
        assert message.said_at <= NOW


def test_unclear_notifications_are_not_about_a_child_on_the_board() -> None:
    """MIS-3: whoever they are linked to, no open episode is in the way."""
    board = {episode.child for episode in episodes() if episode.end is None}
    assert not board & {unclear.child for unclear in unclear_notifications(people(), now=NOW)}
    assert NOW.date() == TODAY
