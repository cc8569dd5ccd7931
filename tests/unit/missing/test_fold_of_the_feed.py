"""The fold over the whole police feed, each message given to the child it is really about (MIS-3; issue 2, the bar)."""

import csv
import random
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from lantern.exchange.rules import feed_layouts
from lantern.exchange.rules.feed_notifications import read_message
from lantern.exchange.rules.feed_rows import open_feed
from lantern.missing.rules.facts import ChildHistory
from lantern.missing.rules.fold import fold
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Outcome

Told = dict[str, list[tuple[Message, frozenset[str]]]]
Histories = dict[str, ChildHistory]


@pytest.fixture(scope="module")
def told(shared_data: Path) -> Told:
    """Messages by child, each with what was planted in its row."""
    folder = shared_data / "notifications"
    children: Told = defaultdict(list)
    with (folder / "notifications.csv").open("rb") as file, (folder / "truth.csv").open(encoding="utf-8-sig") as truth:
        rows = open_feed(file, feed_layouts.NOTIFICATIONS, most_bytes=10**8).rows()
        for row, true in zip(rows, csv.DictReader(truth), strict=True):
            message = read_message(row, source="feed")
            assert isinstance(message, Message), message
            marks = frozenset(true["planted"].split(";"))
            children[true["child"]].append((replace(message, key=f"{row.number:05}"), marks))
    return dict(children)


@pytest.fixture(scope="module")
def histories(told: Told) -> Histories:
    return {child: fold(message for message, _ in about) for child, about in told.items()}


def planted(told: Told, what: str) -> list[tuple[str, Message]]:
    """Each child and message in whose row `what` was planted."""
    return [(child, message) for child, about in told.items() for message, marks in about if what in marks]


def test_every_message_has_one_outcome(told: Told, histories: Histories, capsys: pytest.CaptureFixture[str]) -> None:
    """Issue 2, item 9: every row accounted for. Prints the counts."""
    outcomes = Counter[str]()
    for child, about in told.items():
        assert histories[child].outcomes.keys() == {message.key for message, _ in about}
        outcomes.update(outcome for outcome, _ in histories[child].outcomes.values())
    episodes = [episode for history in histories.values() for episode in history.episodes]
    counts = {
        "messages": sum(outcomes.values()),
        **dict(outcomes),
        "episodes": len(episodes),
        "open": sum(episode.is_open for episode in episodes),
        "return not recorded": sum(episode.until is not None for episode in episodes),
        "held incidents": sum(len(history.held) for history in histories.values()),
    }
    with capsys.disabled():
        print(f"\n{counts}")  # noqa: T201 - the figures are asked for
    assert outcomes[Outcome.OPENED] + outcomes[Outcome.CLOSED] >= len(episodes)
    assert outcomes[Outcome.REFUSED] == 0


def test_no_episodes_of_a_child_overlap(histories: Histories) -> None:
    """MIS-3: no two, and at most one open."""
    for history in histories.values():
        assert not [pair for pair in combinations(history.episodes, 2) if pair[0].span.overlaps(pair[1].span)]
        assert sum(episode.is_open for episode in history.episodes) <= 1


def test_the_rows_shuffled_give_the_same_histories(told: Told, histories: Histories) -> None:
    """Issue 2, the bar: its rows shuffled, the same episodes."""
    for child, about in told.items():
        messages = [message for message, _ in about]
        random.Random(child).shuffle(messages)
        assert fold(messages) == histories[child]


def test_the_file_again_changes_nothing(told: Told, histories: Histories) -> None:
    """Issue 2, the bar: the same rows under new keys are duplicates, or wait with their incident."""
    for child, about in told.items():
        messages = [message for message, _ in about]
        again = fold([*messages, *(replace(message, key=f"again-{message.key}") for message in messages)])
        assert [replace(one, messages=()) for one in again.episodes] == [
            replace(one, messages=()) for one in histories[child].episodes
        ]
        assert {message.key: again.outcomes[message.key] for message in messages} == histories[child].outcomes


def test_a_return_before_the_start_needs_a_person(told: Told, histories: Histories) -> None:
    """MIS-6: each one planted, unless its day alone is known and it may have been later that day."""
    for child, message in planted(told, "found-before-start"):
        assert message.found is not None
        outcome, reason = histories[child].outcomes[message.key]
        if message.found.date_only:
            assert outcome is Outcome.CLOSED
        else:
            assert outcome is Outcome.NEEDS_PERSON
            assert "before the start" in reason or "no return is recorded" in reason


def test_an_overlapping_report_needs_a_person(told: Told, histories: Histories) -> None:
    """MIS-3: each one planted that does overlap; one whose day alone is known may be a new start that day."""
    outcomes = [histories[child].outcomes[message.key][0] for child, message in planted(told, "overlaps-previous")]
    assert len(outcomes) == 35
    assert Counter(outcomes)[Outcome.NEEDS_PERSON] >= 30


def test_the_same_incident_sent_twice_opens_no_second_episode(told: Told, histories: Histories) -> None:
    """MIS-3: it updates the episode, or adds nothing and is a duplicate."""
    for child, message in planted(told, "sent-twice"):
        mates = [other for other, _ in told[child] if other.incident == message.incident and other.kind is message.kind]
        opened = [one for one in mates if histories[child].outcomes[one.key][0] is Outcome.OPENED]
        assert len(opened) <= 1
