"""What holds for any messages in any order (MIS-3; issue 2, item 9)."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations, pairwise
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.facts import EpisodeFacts, Incident, Joins
from lantern.missing.rules.fold import fold
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Grade, Harm, MessageKind, Outcome, Risk
from lantern.timekeeping.moments import Moment
from tests.unit.missing.told import message

FIRST = datetime(2026, 3, 27, tzinfo=UTC)  # the clocks go forward two days later
REFERENCES = ("A", "B", "C", "D")

RISKS: tuple[dict[str, Any], ...] = (
    {},
    {"risk": Risk.HIGH, "risk_received": "High"},
    {"risk": Risk.MEDIUM, "risk_received": "Medium"},
    {"risk": Risk.MEDIUM, "risk_received": "Low"},
    {"risk_received": "Low"},
)

exact = st.integers(0, 40).map(lambda n: Moment(FIRST + timedelta(hours=3 * n)))
moments = exact | exact.map(lambda moment: Moment.on(moment.day))
maybe = st.none() | moments


@st.composite
def messages(draw: st.DrawFn) -> list[Message]:
    """Up to twelve messages about four incidents within five days, some of them with the same content."""
    told = [
        message(
            f"m{number}",
            draw(st.sampled_from(MessageKind)),
            draw(st.sampled_from(REFERENCES)),
            last_seen=draw(maybe),
            reported=draw(maybe),
            found=draw(maybe),
            said_at=draw(st.none() | exact.map(lambda moment: moment.at)),
            person_made=draw(st.integers(0, 5)) == 0,
            **draw(st.sampled_from(RISKS)),
            grade=draw(st.none() | st.sampled_from(Grade)),
            harm=draw(st.none() | st.sampled_from(Harm)),
            circumstances=draw(st.sampled_from(["", "Phone off", "With friends"])),
            fingerprint=draw(st.sampled_from(["same", f"m{number}"])),
        )
        for number in range(draw(st.integers(1, 12)))
    ]
    alike = {one.fingerprint: one for one in told}  # the same fingerprint means the same content
    return [replace(alike[one.fingerprint], key=one.key) for one in told]


incidents = st.sampled_from(REFERENCES).map(lambda reference: ("feed", reference))


@st.composite
def decisions(draw: st.DrawFn) -> Joins:
    """What people may have decided about those incidents."""
    return Joins(
        same=draw(st.dictionaries(incidents, incidents, max_size=2)),
        set_aside=draw(st.dictionaries(st.sampled_from(["m0", "m3", "gone"]), st.just("another child"), max_size=2)),
        touched=draw(st.frozensets(incidents, max_size=2)),
    )


def without_traces(episode: EpisodeFacts) -> EpisodeFacts:
    return replace(episode, messages=())


def waits(told: list[Message], joins: Joins) -> set[Incident]:
    return {one.key for one in fold(told, joins).held}


@given(messages(), decisions(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_is_never_read(told: list[Message], joins: Joins, chance: Random) -> None:
    """MIS-3: any permutation of the messages gives the same episodes, outcomes and questions."""
    shuffled = list(told)
    chance.shuffle(shuffled)
    assert fold(shuffled, joins) == fold(told, joins)


@given(messages(), decisions())
def test_episodes_of_a_child_never_overlap(told: list[Message], joins: Joins) -> None:
    """MIS-3: and at most one is open."""
    episodes = fold(told, joins).episodes
    assert not [pair for pair in combinations(episodes, 2) if pair[0].span.overlaps(pair[1].span)]
    assert sum(episode.is_open for episode in episodes) <= 1
    sure = sorted(one for episode in episodes if (one := episode.surely_missing))
    assert all(over is not None and over <= start for (_, over), (start, _) in pairwise(sure))


@given(messages(), decisions())
def test_every_message_has_exactly_one_outcome_and_one_place(told: list[Message], joins: Joins) -> None:
    """Issue 2, item 9: one row, one outcome; it belongs to one episode, or waits, or was set aside."""
    history = fold(told, joins)
    in_episodes = [key for episode in history.episodes for key in episode.messages]
    placed = Counter([*in_episodes, *(key for one in history.held for key in one.messages)])
    placed.update(key for key, (outcome, _) in history.outcomes.items() if outcome is Outcome.REFUSED)
    assert history.outcomes.keys() == {one.key for one in told} == placed.keys()
    assert set(placed.values()) == {1}
    assert all(reason.endswith((".", "another child")) for _, reason in history.outcomes.values())


@given(messages(), decisions(), st.data())
def test_the_same_content_again_changes_nothing(told: list[Message], joins: Joins, data: st.DataObject) -> None:
    """MIS-3: a notification sent again is a duplicate, or waits with its incident, and alters no fact."""
    again = replace(data.draw(st.sampled_from(told)), key="z-again")
    before, after = fold(told, joins), fold([*told, again], joins)
    if any(one.fingerprint == again.fingerprint and one.key in joins.set_aside for one in told):
        return  # the decision was about one sending; the other is still to be read
    assert [without_traces(one) for one in after.episodes] == [without_traces(one) for one in before.episodes]
    assert {key: after.outcomes[key] for key in before.outcomes} == before.outcomes
    assert after.outcomes["z-again"][0] in {Outcome.DUPLICATE, Outcome.NEEDS_PERSON}
    assert waits(told, joins) == waits([*told, again], joins)


@given(messages(), decisions(), st.data())
def test_a_message_taken_back_leaves_no_trace(told: list[Message], joins: Joins, data: st.DataObject) -> None:
    """MIS-4: a wrong link can be undone with everything that followed; so can a decision."""
    moved = data.draw(st.sampled_from(told))
    rest = [one for one in told if one is not moved]
    set_aside = replace(joins, set_aside={**joins.set_aside, moved.key: "another child"})
    assert fold(told, set_aside).episodes == fold(rest, joins).episodes


@given(messages(), decisions())
def test_a_risk_is_high_or_medium_and_says_when_nobody_assessed_it(told: list[Message], joins: Joins) -> None:
    """MIS-2: never anything else; flagged unless someone gave it in words that fit a child."""
    for episode in fold(told, joins).episodes:
        assert episode.risk in set(Risk)
        if not any(said.fact == "risk" and said.value != "Low" for said in episode.history):
            assert (episode.risk, bool(episode.risk_flag)) == (Risk.MEDIUM, True)


@given(messages(), decisions())
def test_no_episode_ends_before_it_starts(told: list[Message], joins: Joins) -> None:
    """MIS-6: however date-only times are read."""
    for episode in fold(told, joins).episodes:
        assert episode.span.end is None or episode.span.end.latest >= episode.start.at


@given(messages())
def test_what_a_person_touched_gives_way_only_to_what_a_person_touched(told: list[Message]) -> None:
    """MIS-3: no message of a feed takes an episode away from those who work on it."""
    touched = frozenset({("feed", "A")})
    fed = [replace(one, person_made=False) for one in told]
    history = fold(fed, Joins(touched=touched))
    assert ("feed", "A") not in {one.key for one in history.held if one.facts}
