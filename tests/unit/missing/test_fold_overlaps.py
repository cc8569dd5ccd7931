"""Several incidents of one child: a child is never missing twice (MIS-3)."""

from lantern.missing.rules.facts import ChildHistory, Incident, Joins
from lantern.missing.rules.fold import fold
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Outcome
from tests.unit.missing.told import message, moment


def incident(reference: str, start: str, end: str | None = None) -> list[Message]:
    """An incident announced at its start, and found when `end` is given."""
    told = [message(f"{reference}-i", reference=reference, last_seen=start)]
    return told + ([message(f"{reference}-f", "found", reference, found=end)] if end else [])


def references(history: ChildHistory) -> list[str]:
    return [episode.key[1] for episode in history.episodes]


def key(reference: str) -> Incident:
    return "feed", reference


MARCH = incident("A", "2026-03-05 16:00", "2026-03-06 03:00")
WITHIN = incident("B", "2026-03-05 20:00", "2026-03-07 03:00")


def test_the_earlier_start_stands_and_the_other_needs_a_person() -> None:
    """MIS-3: episodes never overlap; all messages of the one held back wait, with the reason in words."""
    history = fold(MARCH + WITHIN)
    assert references(history) == ["A"]
    assert history.held[0].behind == key("A")
    reason = "Overlaps the episode of Thursday 5 March 2026, 4pm to Friday 6 March 2026, 3am."
    assert history.outcomes["B-i"] == history.outcomes["B-f"] == (Outcome.NEEDS_PERSON, reason)


def test_the_one_a_person_has_touched_stands() -> None:
    """MIS-3: an earlier start that arrives later does not push aside what people work on."""
    touched = Joins(touched=frozenset({key("B")}))
    assert references(fold(MARCH + WITHIN, touched)) == ["B"]
    entered = message(
        "p", "update", "B", person_made=True, circumstances="Spoke to a friend", said_at="2026-03-06 09:00"
    )
    assert references(fold([*MARCH, *WITHIN, entered])) == ["B"]


def test_the_reference_decides_between_equal_starts() -> None:
    """MIS-3: nothing else is left to tell them apart."""
    twin = incident("C", "2026-03-05 16:00", "2026-03-06 02:00")
    assert references(fold(twin + MARCH)) == ["A"]


def test_an_episode_may_start_when_the_last_one_ended() -> None:
    """MIS-3: touching is no overlap."""
    assert references(fold(MARCH + incident("B", "2026-03-06 03:00"))) == ["A", "B"]


def test_a_new_start_on_the_day_the_last_one_ended_is_allowed() -> None:
    """MIS-3: the return was at 3am, the new start is known by its day alone."""
    assert references(fold(MARCH + incident("B", "2026-03-06"))) == ["A", "B"]


def test_a_report_while_another_is_open_needs_a_person() -> None:
    """MIS-3: same absence or a return nobody recorded? The open episode shows the question, and stays open."""
    history = fold(incident("A", "2026-03-05 16:00") + incident("B", "2026-03-09 16:00"))
    assert references(history) == ["A"]
    assert history.episodes[0].is_open
    assert history.episodes[0].doubts == (
        "Reported missing again, last seen Monday 9 March 2026, 4pm: was the child back?",
    )
    assert history.outcomes["B-i"][0] is Outcome.NEEDS_PERSON
    assert "no return is recorded" in history.outcomes["B-i"][1]


def test_a_return_from_a_later_episode_is_never_held_back_by_a_return_nobody_recorded() -> None:
    """MIS-6, MIS-7: the child came back, so the clocks of that return run; the earlier episode has a bound, no return."""
    history = fold(incident("A", "2026-03-05 16:00") + incident("B", "2026-03-09 16:00", "2026-03-10 08:00"))
    earlier, later = history.episodes
    assert (earlier.end, earlier.until, earlier.is_open) == (None, moment("2026-03-09 16:00"), False)
    assert "No return is recorded" in earlier.doubts[0]
    assert later.end == moment("2026-03-10 08:00")
    assert not history.held


def test_only_one_episode_without_return_fits_before_the_next_return() -> None:
    """MIS-3: the later of two reports without a return between still needs a person."""
    told = incident("A", "2026-03-05 16:00") + incident("B", "2026-03-07 16:00")
    history = fold(told + incident("C", "2026-03-09 16:00", "2026-03-10 08:00"))
    assert references(history) == ["A", "C"]
    assert history.held[0].behind == key("A")


def test_recording_the_return_frees_what_waited_behind_it() -> None:
    """MIS-3: one answer by a person, and the later report opens."""
    returned = message("p", "found", "A", person_made=True, said_at="2026-03-09 20:00", found="2026-03-08")
    history = fold([*incident("A", "2026-03-05 16:00"), *incident("B", "2026-03-09 16:00"), returned])
    assert references(history) == ["A", "B"]
    assert history.outcomes["B-i"][0] is Outcome.OPENED


def test_an_open_report_inside_a_known_episode_needs_a_person() -> None:
    """MIS-3: "reported again by school" while the child was missing already."""
    history = fold(MARCH + incident("B", "2026-03-05 20:00"))
    assert history.outcomes["B-i"][0] is Outcome.NEEDS_PERSON
    assert not history.episodes[0].is_open


def test_an_open_report_that_a_person_touched_holds_back_the_return_around_it() -> None:
    """MIS-3: what a person has worked on wins over an episode nobody touched."""
    history = fold(MARCH + incident("B", "2026-03-05 20:00"), Joins(touched=frozenset({key("B")})))
    assert references(history) == ["B"]


def test_incidents_that_a_person_joined_are_one_episode() -> None:
    """MIS-3: a person decides; the joined episode covers both and keeps the anchor's identity."""
    history = fold(MARCH + WITHIN, Joins(same={key("B"): key("A")}))
    (episode,) = history.episodes
    assert episode.key == key("A")
    assert (episode.start, episode.end) == (moment("2026-03-05 16:00"), moment("2026-03-07 03:00"))
    assert history.outcomes["B-i"][0] is Outcome.UPDATED
    assert not history.held


def test_joined_the_other_way_round_the_start_stays_the_earliest() -> None:
    """MIS-3: which incident is the anchor changes the identity, not the facts."""
    (episode,) = fold(MARCH + WITHIN, Joins(same={key("A"): key("B")})).episodes
    assert (episode.key, episode.start) == (key("B"), moment("2026-03-05 16:00"))


def test_joins_that_lead_on_or_in_a_circle_have_one_anchor() -> None:
    """MIS-3: A is B and B is C, and even C is A, is one episode."""
    chain = Joins(same={key("A"): key("B"), key("B"): key("C")})
    circle = Joins(same={**chain.same, key("C"): key("A")})
    assert {chain.anchor(key(one)) for one in "ABC"} == {key("C")}
    assert {circle.anchor(key(one)) for one in "ABC"} == {key("A")}


def test_a_report_known_by_its_day_is_not_taken_for_an_earlier_episode_of_that_day() -> None:
    """MIS-3, MIS-17: it may as well be the same absence, so a person decides."""
    history = fold(MARCH + incident("B", "2026-03-05"))
    assert references(history) == ["A"]
    assert history.outcomes["B-i"][0] is Outcome.NEEDS_PERSON
