"""Missing and away within one episode: which it was from when, in whatever order it was told (MIS-5)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules import wire
from lantern.missing.rules.fold import fold
from lantern.missing.rules.message import Message
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.rules.stretches import Stretch, check_can_change, kind_of, stretches
from lantern.missing.vocabulary import Absence
from lantern.timekeeping.moments import Moment
from tests.unit.missing.told import message, moment

M, A = Absence.MISSING, Absence.AWAY
START, BACK = moment("2026-03-05 16:15"), moment("2026-03-07 10:00")
FIRST = datetime(2026, 3, 5, 12, tzinfo=UTC)


def changed(key: str, kind: Absence, since: str, said_at: str = "2026-03-06 12:00", **says: Any) -> Message:
    return message(key, "update", absence=kind, absence_since=moment(since), said_at=said_at, person_made=True, **says)


def parts(*messages: Message, end: Moment | None = BACK) -> list[tuple[Absence, Moment]]:
    return [(part.kind, part.since) for part in stretches(messages, START, end)]


def test_without_a_word_it_is_missing_throughout() -> None:
    assert parts(message("1")) == [(M, START)]


def test_a_kind_without_a_time_is_of_the_whole_episode() -> None:
    assert parts(message("1", absence=A)) == [(A, START)]


def test_it_changes_when_somebody_says_since_when() -> None:
    told = [changed("1", A, "2026-03-06 09:00"), changed("2", M, "2026-03-06 20:00")]
    assert parts(message("0"), *told) == [
        (M, START),
        (A, moment("2026-03-06 09:00")),
        (M, moment("2026-03-06 20:00")),
    ]


def test_the_same_again_is_no_change() -> None:
    assert parts(changed("1", A, "2026-03-06 09:00"), changed("2", A, "2026-03-06 11:00")) == [
        (M, START),
        (A, moment("2026-03-06 09:00")),
    ]


def test_of_one_time_the_last_said_stands() -> None:
    told = [changed("1", A, "2026-03-06 09:00"), changed("2", M, "2026-03-06 09:00", said_at="2026-03-06 13:00")]
    assert parts(*told) == parts(*reversed(told)) == [(M, START)]


def test_before_the_start_means_from_the_start_and_after_the_return_nothing() -> None:
    assert parts(changed("1", A, "2026-03-05 10:00")) == [(A, START)]
    assert parts(changed("1", A, "2026-03-07 11:00")) == [(M, START)]
    assert parts(changed("1", A, "2026-03-07 11:00"), end=None) == [(M, START), (A, moment("2026-03-07 11:00"))]


def test_a_day_alone_on_the_day_of_the_start_means_the_start() -> None:
    """MIS-17."""
    assert parts(changed("1", A, "2026-03-05")) == [(A, START)]


@pytest.mark.parametrize(("kinds", "counts"), [([M], M), ([A], A), ([M, A], M), ([A, M], M), ([A, M, A], M)])
def test_it_counts_as_missing_when_any_part_was(kinds: list[Absence], counts: Absence) -> None:
    assert kind_of(Stretch(kind, START) for kind in kinds) is counts


@given(
    st.lists(st.tuples(st.sampled_from([M, A]), st.integers(-5, 60), st.integers(0, 50)), max_size=8),
    st.none() | st.integers(1, 48),
    st.randoms(use_true_random=False),
)
def test_in_any_order_the_same_parts_that_differ_and_lie_within(
    told: list[tuple[Absence, int, int]], lasted: int | None, chance: Random
) -> None:
    """MIS-3, MIS-5: the order of arrival is not read; the parts cover the episode without gap or repetition."""
    said = [
        message(
            f"{number}", "update", absence=kind, absence_since=Moment(FIRST + timedelta(hours=since)),
            said_at=f"2026-03-08 {hour % 24:02}:{number:02}", person_made=True,
        )
        for number, (kind, since, hour) in enumerate(told)
    ]  # fmt: skip
    whole = [message("whole", last_seen=Moment(FIRST)), *said]
    end = [message("end", "found", found=Moment(FIRST + timedelta(hours=lasted)))] if lasted else []
    messages = [*whole, *end]
    facts = fold(messages).episodes[0]
    chance.shuffle(messages)
    assert fold(messages).episodes[0].stretches == facts.stretches
    assert facts.stretches[0].since == facts.start
    assert all(one.kind is not two.kind and one.since < two.since for one, two in pairwise(facts.stretches))
    assert facts.end is None or facts.stretches[-1].since.at <= facts.end.at
    assert facts.absence_now is facts.stretches[-1].kind


def test_it_is_written_and_read_back() -> None:
    """The usual episode, which was one kind throughout, takes no room."""
    both = (Stretch(M, START), Stretch(A, Moment.on(BACK.day)))
    assert wire.read(wire.written(both)) == both
    assert wire.written(both[:1]) == []


@pytest.mark.parametrize(
    ("kind", "since", "reason"),
    [
        (A, "2026-03-08 10:00", "in the future"),
        (A, "2026-03-05 10:00", "began later"),
        (A, "2026-03-07 11:00", "was back by then"),
        (M, "2026-03-05 20:00", "not known. Nothing would change"),
        (A, "2026-03-06 20:00", "known where the child is. Nothing would change"),
    ],
)
def test_what_cannot_be(kind: Absence, since: str, reason: str) -> None:
    stand = (Stretch(M, START), Stretch(A, moment("2026-03-06 09:00")))
    now = moment("2026-03-07 23:00").at
    with pytest.raises(NotAllowed, match=reason):
        check_can_change(stand, kind, moment(since), end=BACK, now=now)


def test_what_can_be() -> None:
    stand = (Stretch(M, START), Stretch(A, moment("2026-03-06 09:00")))
    now = moment("2026-03-07 23:00").at
    check_can_change(stand, A, moment("2026-03-05 20:00"), end=BACK, now=now)  # it was known earlier
    check_can_change(stand, M, moment("2026-03-06 20:00"), end=None, now=now)
