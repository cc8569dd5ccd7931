"""Two absences under one reference: a person says which messages are of the second (MIS-3)."""

from collections.abc import Mapping
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.facts import ChildHistory, EpisodeFacts, Joins
from lantern.missing.rules.fold import fold
from lantern.missing.vocabulary import Outcome
from tests.unit.missing.told import message, moment

WHOLE, PART = ("feed", "A1"), ("feed", "A1 (2)")
TOLD = (
    message("1", last_seen="2026-03-05 16:15", reported="2026-03-05 17:00"),
    message("2", "found", found="2026-03-06 03:10", found_where="Fictional Station"),
    message("3", "update", last_seen="2026-03-09 20:00", reported="2026-03-09 21:00", circumstances="Again."),
    message("4", "found", found="2026-03-10 08:00", found_where="Invented Park"),
)
SPLIT = Joins(moved={"3": PART, "4": PART})


def spans(history: ChildHistory) -> Mapping[tuple[str, str], tuple[object, object]]:
    return {facts.key: (facts.start, facts.end) for facts in history.episodes}


def by_key(history: ChildHistory) -> dict[tuple[str, str], EpisodeFacts]:
    return {facts.key: facts for facts in history.episodes}


def test_each_has_its_own_times_and_places() -> None:
    history = fold(TOLD, SPLIT)
    assert spans(history) == {
        WHOLE: (moment("2026-03-05 16:15"), moment("2026-03-06 03:10")),
        PART: (moment("2026-03-09 20:00"), moment("2026-03-10 08:00")),
    }
    assert {facts.found_where for facts in history.episodes} == {"Fictional Station", "Invented Park"}
    assert by_key(history)[PART].circumstances == "Again."


def test_unsplit_it_is_one() -> None:
    assert len(fold(TOLD).episodes) == 1


def test_taken_back_what_was_entered_about_the_part_is_of_the_whole_again() -> None:
    entered = message("5", "found", "A1 (2)", found="2026-03-10 08:30", person_made=True)
    assert by_key(fold([*TOLD, entered], SPLIT))[PART].end == moment("2026-03-10 08:30")
    undone = fold([*TOLD, entered], Joins(same={PART: WHOLE}))
    assert set(by_key(undone)) == {WHOLE}
    assert by_key(undone)[WHOLE].end == moment("2026-03-10 08:30")


@given(st.sets(st.sampled_from("1234")), st.randoms(use_true_random=False))
def test_whatever_is_ticked_in_any_order(ticked: set[str], chance: Random) -> None:
    """The order of arrival is not read; every message has one verdict; episodes do not overlap."""
    joins = Joins(moved=dict.fromkeys(ticked, PART))
    messages = list(TOLD)
    first = fold(messages, joins)
    chance.shuffle(messages)
    again = fold(messages, joins)
    assert again.episodes == first.episodes
    assert again.outcomes == first.outcomes
    assert set(first.outcomes) == {"1", "2", "3", "4"}
    assert all(outcome in Outcome for outcome, _ in first.outcomes.values())
    assert not any(
        one.span.overlaps(two.span) for one in first.episodes for two in first.episodes if one.key != two.key
    )


def test_a_part_that_a_person_split_off_gives_way_to_no_feed() -> None:
    rival = message("6", reference="A0", last_seen="2026-03-09 19:00", reported="2026-03-09 21:00")
    back = message("7", "found", "A0", found="2026-03-10 09:00")
    history = fold([*TOLD, rival, back], SPLIT)
    assert PART in by_key(history)
    assert [one.key for one in history.held] == [("feed", "A0")]
