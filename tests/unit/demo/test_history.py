"""Years of invented episodes: orderly, skewed as real ones are, and read by the product's own rules without a question."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, islice, pairwise
from statistics import median

import pytest

from lantern.children.vocabulary import Status
from lantern.demo.rules import telling
from lantern.demo.rules.history import Episode, history
from lantern.demo.rules.people import Population
from lantern.missing.rules.fold import fold
from lantern.missing.vocabulary import Absence, MessageKind, Risk, StepKind
from lantern.timekeeping.moments import Moment, london
from tests.unit.demo.invented import NOW, TODAY, a_county, episodes, people


def by_child(told: Iterable[Episode]) -> list[list[Episode]]:
    return [list(group) for _, group in groupby(told, key=lambda episode: episode.child)]


def test_episodes_of_one_child_never_overlap() -> None:
    """MIS-3: one ends before the next starts; only the last can be open."""
    for group in by_child(episodes()):
        assert all(one.end is not None and one.end < other.start for one, other in pairwise(group))
        assert all(one.end is None or one.start < one.end <= NOW for one in group)


def test_the_fold_reads_what_was_written() -> None:
    """MIS-3: the product's own fold over the messages gives these episodes, and holds nothing for a person."""
    for group in by_child(episodes()):
        read = fold(message for episode in group for message in episode.messages)
        assert not read.held
        assert [facts.key[1] for facts in read.episodes] == [episode.reference for episode in group]
        assert not any(facts.doubts for facts in read.episodes)
        for facts, episode in zip(read.episodes, group, strict=True):
            assert facts.start.date_only or facts.start.at == episode.start
            assert facts.is_open == (episode.end is None)
            assert facts.end is None or facts.end.date_only or facts.end.at == episode.end


def test_days_without_a_time_never_make_episodes_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    """MIS-17: where only the day is given no other absence touches that day, so that none waits or changes place."""
    monkeypatch.setattr(telling, "DATE_ONLY", 0.6)
    told = tuple(history(people(), now=NOW, years=3.0, missing_now=0))
    assert sum(episode.messages[0].last_seen == Moment.on(london(episode.start).date()) for episode in told) > 50
    for group in by_child(told):
        read = fold(message for episode in group for message in episode.messages)
        assert not read.held
        assert [facts.key[1] for facts in read.episodes] == [episode.reference for episode in group]


def test_messages_are_told_apart() -> None:
    """MIS-3: a key and a fingerprint each; nothing is told before it happened or after now."""
    messages = [message for episode in episodes() for message in episode.messages]
    assert len({m.key for m in messages}) == len({m.fingerprint for m in messages}) == len(messages)
    for message in messages:
        assert message.said_at is not None
        assert message.said_at <= NOW
        assert message.last_seen is None or message.last_seen.at <= message.said_at


def test_some_messages_are_as_feeds_are() -> None:
    """MIS-2, MIS-17: updates, risks in words no child may have, days without a time, names otherwise known."""
    messages = [message for episode in episodes() for message in episode.messages]
    kinds = Counter(message.kind for message in messages)
    assert 0.05 < kinds[MessageKind.UPDATE] / kinds[MessageKind.INITIAL] < 0.4
    assert any(m.risk_received == "Standard" and m.risk is Risk.MEDIUM for m in messages)
    assert any(m.last_seen and m.last_seen.date_only for m in messages)
    assert any(m.found and m.found.date_only for m in messages)


def test_away_without_authorisation_is_for_looked_after_children() -> None:
    """MIS-5: A is a word of the looked-after return alone."""
    kinds = Counter[Absence | None]()
    for episode in episodes():
        first, child = episode.messages[0], people().child(episode.child)
        kinds[first.absence] += 1
        cared_for = child.service_on(episode.start.date()) is Status.LOOKED_AFTER
        assert first.looked_after == cared_for
        assert first.absence is Absence.MISSING or cared_for
    assert kinds[Absence.AWAY] > 0


def test_few_children_go_missing_often() -> None:
    """Believable: the tenth of children most often missing have over half of the episodes; many have none."""
    counts = sorted(Counter(episode.child for episode in episodes(2000, missing_now=0)).values(), reverse=True)
    assert sum(counts[:200]) > 0.5 * sum(counts)
    assert counts[0] > 20
    assert len(counts) < 0.85 * 2000


def test_the_rate_asked_for_is_the_rate_given() -> None:
    """`make-data --children N --years Y` is about as large as was asked for."""
    for years in (1.0, 4.0):
        made = sum(1 for _ in history(people(2000), now=NOW, years=years, missing_now=0, rate=1.3))
        assert made == pytest.approx(2000 * years * 1.3, rel=0.2)


def test_children_go_from_the_evening_on_more_in_summer_and_stay_some_hours() -> None:
    """Believable: the hours, seasons and lengths of absences."""
    told = episodes(2000, missing_now=0)
    hours = [london(episode.start).hour for episode in told]
    assert sum(hour >= 16 for hour in hours) > 0.6 * len(hours)
    months = Counter(episode.start.month for episode in told)
    assert months[6] + months[7] + months[8] > 1.25 * (months[12] + months[1] + months[2])
    lengths = [(episode.end - episode.start).total_seconds() / 3600 for episode in told if episode.end]
    assert 4 < median(lengths) < 11
    assert max(lengths) > 5 * 24
    assert sum(lengths) / len(lengths) > 1.4 * median(lengths)


def test_looked_after_children_go_missing_more() -> None:
    """Believable, and MIS-14: those in care are more often missing than those who are not open to anyone."""
    counts = Counter(episode.child for episode in episodes(2000, missing_now=0))
    means = {
        status: sum(counts[child.number] for child in group) / len(group)
        for status in (Status.LOOKED_AFTER, Status.NONE)
        if (group := [child for child in people(2000) if child.status is status])
    }
    assert means[Status.LOOKED_AFTER] > 2 * means[Status.NONE]


def test_steps_are_mostly_in_time_some_late_some_waived_some_missing() -> None:
    """MIS-7: a check after most returns; each way it can go occurs; nothing was done before the return or after now."""
    told = [
        episode for episode in episodes(2000, missing_now=0) if episode.end and episode.end < NOW - timedelta(days=9)
    ]
    ways = Counter[str]()
    for episode in told:
        checks = [deed for deed in episode.deeds if deed.kind is StepKind.VULNERABILITY_CHECK]
        assert len(checks) <= 1
        way = "missing" if not checks else "waived" if checks[0].waived else "done"
        way = "missing" if checks and checks[0].waived.startswith("Not done") else way  # found by a later review
        late = way == "done" and episode.end is not None and checks[0].at - episode.end > timedelta(hours=24)
        ways["late" if late else way] += 1
    assert ways["done"] > 0.7 * len(told)
    assert min(ways[way] for way in ("late", "waived", "missing")) > 0.005 * len(told)


def test_contact_and_plan_are_for_children_open_to_services() -> None:
    """MIS-8: open on the day of the return, or letters only."""
    for episode in episodes():
        assert all(episode.start <= deed.at <= NOW for deed in episode.deeds)
        day = london(episode.end or episode.start).date()
        if people().child(episode.child).service_on(day) is Status.NONE:
            assert not {deed.kind for deed in episode.deeds} & {StepKind.CONTACT, StepKind.PREVENTION_PLAN}


def test_a_history_goes_on_where_it_stopped() -> None:
    """Long work can be stopped: from any child on, the same episodes; for the same seed and now, all the same."""
    again = tuple(history(people(), now=NOW, years=3.0, first=201))
    assert again == tuple(episode for episode in episodes() if episode.child >= 201)


def test_a_history_streams() -> None:
    """Any number of children in bounded memory: the first episodes come without the millionth child."""
    crowd = Population(a_county(), 10_000_000, TODAY)
    assert len(list(islice(history(crowd, now=NOW, missing_now=0), 50))) == 50


def test_now_must_be_on_the_day_of_the_population() -> None:
    """Ages and statuses are those of one day."""
    with pytest.raises(ValueError, match="another day"):
        next(history(people(), now=datetime(2026, 1, 1, tzinfo=UTC)))
    assert date(2026, 1, 1) != TODAY
