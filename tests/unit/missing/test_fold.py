"""One incident of one child: messages become an episode's facts (MIS-1 to MIS-3, MIS-5, MIS-6)."""

import pytest

from lantern.missing.rules.facts import EpisodeFacts, Joins, Said
from lantern.missing.rules.fold import fold
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Absence, Grade, Harm, MissingFrom, Outcome, Risk
from lantern.timekeeping.moments import Moment
from tests.unit.missing.told import message, moment

INITIAL = message("i", last_seen="2026-03-05 16:15", reported="2026-03-05 21:00", risk=Risk.HIGH, risk_received="High")
FOUND = message("f", "found", reported="2026-03-06 04:00", found="2026-03-06 03:10", found_where="Fictional Station")


def only(*messages: Message, joins: Joins | None = None) -> EpisodeFacts:
    """The one episode that `messages` come to."""
    (episode,) = fold(messages, joins or Joins()).episodes
    return episode


def outcome(key: str, *messages: Message, joins: Joins | None = None) -> Outcome:
    """What became of the message `key`."""
    return fold(messages, joins or Joins()).outcomes[key][0]


def test_an_episode_starts_when_the_child_was_last_seen_before_the_report() -> None:
    """MIS-3: an episode may start before the report; both are kept."""
    episode = only(INITIAL)
    assert (episode.start, episode.reported) == (moment("2026-03-05 16:15"), moment("2026-03-05 21:00"))
    assert episode.is_open


def test_an_episode_starts_with_the_report_when_nobody_says_when_the_child_was_seen() -> None:
    """MIS-1: last seen, else reported."""
    assert only(message("i", reported="2026-03-05 21:00")).start == moment("2026-03-05 21:00")


def test_a_message_without_any_start_needs_a_person() -> None:
    """MIS-3: no episode is opened at a made-up time."""
    history = fold([message("i", circumstances="Not returned")])
    assert not history.episodes
    assert history.outcomes["i"] == (
        Outcome.NEEDS_PERSON,
        "It says neither when the child was last seen nor when that was reported.",
    )
    assert history.held[0].facts is None


def test_a_return_ends_the_episode() -> None:
    """MIS-6: found ends the episode; the first message opened it."""
    history = fold([INITIAL, FOUND])
    assert history.episodes[0].end == moment("2026-03-06 03:10")
    assert history.episodes[0].found_where == "Fictional Station"
    assert [history.outcomes[key][0] for key in "if"] == [Outcome.OPENED, Outcome.CLOSED]
    assert history.outcomes["f"][1] == "Closes the episode: found Friday 6 March 2026, 3:10am."


def test_a_found_message_alone_opens_and_closes() -> None:
    """Issue 2, item 9: a found message that comes first opens and closes."""
    history = fold([message("f", "found", last_seen="2026-03-05 16:15", found="2026-03-06 03:10")])
    assert not history.episodes[0].is_open
    assert history.outcomes["f"][0] is Outcome.CLOSED
    assert history.outcomes["f"][1].startswith("Opens and closes")


def test_the_initial_message_after_its_return_still_opens() -> None:
    """MIS-3: what each message did does not depend on which came first."""
    assert fold([FOUND, INITIAL]).outcomes == fold([INITIAL, FOUND]).outcomes


def test_a_return_before_the_start_needs_a_person_and_the_episode_stays_open() -> None:
    """MIS-6: such a return is not applied, and neither is where the child is said to have been found."""
    early = message("f", "found", found="2026-03-05 13:15", found_where="Invented Pier", harm=Harm.DISCLOSED)
    history = fold([INITIAL, early])
    episode = history.episodes[0]
    assert history.outcomes["f"][0] is Outcome.NEEDS_PERSON
    assert episode.is_open
    assert episode.found_where == ""
    assert episode.harm is Harm.DISCLOSED  # a sign of harm is never held back
    assert episode.doubts == (
        "A return on Thursday 5 March 2026, 1:15pm was received, before the child was last seen.",
    )


def test_a_person_settles_a_return_before_the_start() -> None:
    """MIS-6: what a person enters outweighs the return that could not be applied."""
    early = message("f", "found", found="2026-03-05 13:15")
    entered = message("p", "found", person_made=True, said_at="2026-03-07 09:00", found="2026-03-06 03:10")
    history = fold([INITIAL, early, entered])
    assert history.episodes[0].end == moment("2026-03-06 03:10")
    assert history.episodes[0].doubts == ()
    assert [history.outcomes[key][0] for key in "fp"] == [Outcome.UPDATED, Outcome.CLOSED]


def test_a_date_only_return_on_the_day_of_the_start_is_not_before_it() -> None:
    """MIS-17: the child may have been found later that day."""
    assert only(INITIAL, message("f", "found", found="2026-03-05")).end == moment("2026-03-05")


def test_a_found_message_without_a_time_needs_a_person() -> None:
    """MIS-6: that the child was found is not enough to end the episode at a made-up time."""
    history = fold([INITIAL, message("f", "found", found_where="Fictional Station")])
    assert history.episodes[0].is_open
    assert history.outcomes["f"][0] is Outcome.NEEDS_PERSON


def test_later_said_outweighs_earlier_and_what_was_said_is_kept() -> None:
    """MIS-3: every correction keeps what was there before."""
    episode = only(INITIAL, message("u", "update", last_seen="2026-03-05 15:00", said_at="2026-03-05 23:00"))
    assert episode.start == moment("2026-03-05 15:00")
    assert Said("last_seen", moment("2026-03-05 16:15"), "i") in episode.history
    assert Said("last_seen", moment("2026-03-05 15:00"), "u") in episode.history


def test_silence_never_erases() -> None:
    """MIS-3: a message that does not mention a fact leaves it."""
    told = message("i", last_seen="2026-03-05 16:15", missing_from=MissingFrom.HOME, from_where="Sample Close")
    episode = only(told, message("u", "update", said_at="2026-03-06 01:00"))
    assert (episode.missing_from, episode.from_where) == (MissingFrom.HOME, "Sample Close")


def test_the_day_alone_does_not_erase_a_time() -> None:
    """MIS-17: a date-only repetition is less exact, not a correction; another day is."""
    assert only(INITIAL, message("u", "update", last_seen="2026-03-05")).start == moment("2026-03-05 16:15")
    assert only(INITIAL, message("u", "update", last_seen="2026-03-04")).start == moment("2026-03-04")


def test_what_a_person_entered_outweighs_the_feed_however_late() -> None:
    """MIS-3: a feed that comes later does not undo what a person corrected."""
    entered = message("p", "update", person_made=True, said_at="2026-03-06 09:00", last_seen="2026-03-05 14:00")
    later = message("u", "update", said_at="2026-03-08 09:00", last_seen="2026-03-05 17:00")
    history = fold([INITIAL, entered, later])
    assert history.episodes[0].start == moment("2026-03-05 14:00")
    assert history.outcomes["u"] == (
        Outcome.UPDATED,
        "Tells when last seen. What a person entered stands for when last seen.",
    )


def test_a_person_corrects_a_return_they_recorded() -> None:
    """MIS-3: of what people entered, the last said stands, whichever form it came by."""
    entered = message("p", "found", person_made=True, said_at="2026-03-06 09:00", found="2026-03-06 03:10")
    corrected = message("q", "update", person_made=True, said_at="2026-03-06 10:00", found="2026-03-06 02:10")
    assert only(INITIAL, entered, corrected).end == moment("2026-03-06 02:10")


def test_the_report_is_the_first_time_anyone_reported() -> None:
    """MIS-1: sending the report again does not make it later; a person may correct it."""
    again = message("j", reported="2026-03-05 23:30")
    assert only(INITIAL, again, FOUND).reported == moment("2026-03-05 21:00")
    entered = message("p", "update", person_made=True, said_at="2026-03-07 09:00", reported="2026-03-05 22:00")
    assert only(INITIAL, again, entered).reported == moment("2026-03-05 22:00")


def test_the_same_content_twice_is_a_duplicate() -> None:
    """MIS-3: the same notification twice is one episode."""
    copy = message("j", fingerprint="i", last_seen="2026-03-05 16:15", reported="2026-03-05 21:00")
    history = fold([INITIAL, copy])
    assert len(history.episodes) == 1
    assert [history.outcomes[key][0] for key in "ij"] == [Outcome.OPENED, Outcome.DUPLICATE]


def test_a_second_initial_that_adds_nothing_is_a_duplicate() -> None:
    """MIS-3: other layout, a less exact time or a later sending is nothing new."""
    again = message("j", last_seen="2026-03-05", reported="2026-03-05 23:00", risk=Risk.HIGH, risk_received="HIGH")
    assert outcome("j", INITIAL, again) is Outcome.DUPLICATE


def test_a_second_initial_with_another_fact_updates() -> None:
    """MIS-3: one episode, and the difference is told in words."""
    again = message("j", reported="2026-03-05 23:00", risk=Risk.MEDIUM, grade=Grade.PRIORITY)
    assert fold([INITIAL, again]).outcomes["j"] == (Outcome.UPDATED, "Tells the grade and the risk.")


def test_an_update_with_nothing_new_confirms() -> None:
    """MIS-3: the first message of its kind is never a duplicate."""
    assert outcome("u", INITIAL, message("u", "update", last_seen="2026-03-05 16:15")) is Outcome.UPDATED


@pytest.mark.parametrize("word", ["Standard", "Low", "ABSENT", "No apparent risk", "Unheard-of"])
def test_a_risk_that_no_child_may_have_stands_as_medium_and_is_flagged(word: str) -> None:
    """MIS-2: kept as received, stored as medium until a person grades it, and flagged."""
    for risk in (Risk.MEDIUM, None):
        episode = only(message("i", last_seen="2026-03-05 16:15", risk=risk, risk_received=word))
        assert episode.risk is Risk.MEDIUM
        assert word in episode.risk_flag
        assert Said("risk", word, "i") in episode.history


def test_a_risk_that_no_child_may_have_never_lowers_high() -> None:
    """MIS-2: it is no assessment; high stands, flagged until a person grades it."""
    low = message("f", "found", found="2026-03-06 03:10", risk=Risk.MEDIUM, risk_received="Low")
    episode = only(INITIAL, low)
    assert (episode.risk, bool(episode.risk_flag)) == (Risk.HIGH, True)


def test_a_person_grades_the_risk_and_the_flag_goes() -> None:
    """MIS-2: until a person grades it; a later word of the feed brings no flag back."""
    entered = message(
        "p", "update", person_made=True, said_at="2026-03-05 22:00", risk=Risk.MEDIUM, risk_reason="Seen safe"
    )
    low = message("f", "found", found="2026-03-06 03:10", risk_received="Low")
    episode = only(INITIAL, entered, low)
    assert (episode.risk, episode.risk_flag, episode.risk_reason) == (Risk.MEDIUM, "", "Seen safe")


def test_no_risk_given_stands_as_medium_and_is_flagged() -> None:
    """MIS-2: a child's risk is never unsaid, and never looks assessed when it was not."""
    episode = only(message("i", last_seen="2026-03-05 16:15"))
    assert episode.risk is Risk.MEDIUM
    assert episode.risk_flag.startswith("No risk was given")


def test_a_risk_is_reassessed() -> None:
    """MIS-2: the last assessment stands, and the one before is kept."""
    episode = only(
        INITIAL, message("u", "update", reported="2026-03-05 20:00", risk=Risk.MEDIUM, risk_received="Medium")
    )
    assert (episode.risk, episode.risk_flag) == (Risk.MEDIUM, "")
    assert Said("risk", "High", "i") in episode.history


def test_the_grade_counts_from_when_it_was_first_given() -> None:
    """MIS-1: a repetition does not start the attendance clock anew; another grade does."""
    first = message("i", reported="2026-03-05 21:00", grade=Grade.PRIORITY)
    again = message("u", "update", reported="2026-03-05 22:00", grade=Grade.PRIORITY)
    raised = message("v", "update", reported="2026-03-05 23:00", grade=Grade.IMMEDIATE)
    assert only(first, again).graded_at == moment("2026-03-05 21:00")
    assert only(first, again, raised).graded_at == moment("2026-03-05 23:00")


def test_a_found_message_repeats_the_grade_and_never_changes_it() -> None:
    """MIS-1: nobody grades for attendance a child who is back; it fills in a grade that was never sent."""
    found = message("f", "found", reported="2026-03-06 04:00", found="2026-03-06 03:10", grade=Grade.SCHEDULED)
    assert only(message("i", reported="2026-03-05 21:00", grade=Grade.PRIORITY), found).grade is Grade.PRIORITY
    assert only(INITIAL, found).grade is Grade.SCHEDULED


def test_missing_unless_someone_says_away() -> None:
    """MIS-5: away without authorisation only when it was said."""
    assert only(INITIAL).absence is Absence.MISSING
    assert only(INITIAL, message("u", "update", absence=Absence.AWAY)).absence is Absence.AWAY


def test_accounts_of_the_circumstances_add_up() -> None:
    """MIS-1: a later account adds to an earlier one; the same words again do not."""
    first = message("i", reported="2026-03-05 21:00", circumstances="Phone off since 9pm")
    second = message("u", "update", circumstances="Seen with a friend")
    third = message("v", "update", reported="2026-03-06 21:00", circumstances="phone  off since 9PM")
    assert only(first, second, third).circumstances == "Phone off since 9pm\nSeen with a friend"


def test_a_message_set_aside_is_not_used() -> None:
    """MIS-3: a return withdrawn by a person leaves the episode open; the message keeps its place and the reason."""
    joins = Joins(set_aside={"f": "It was another child."})
    assert only(INITIAL, FOUND, joins=joins).is_open
    assert fold([INITIAL, FOUND], joins).outcomes["f"] == (
        Outcome.REFUSED,
        "Set aside by a person: It was another child.",
    )


def test_the_key_stays_while_messages_of_the_incident_arrive() -> None:
    """MIS-3: an episode keeps its identity."""
    late = message("h", last_seen="2026-03-01 10:00", reported="2026-03-01 11:00")
    assert only(FOUND, message("i", last_seen="2026-03-05")).key == only(INITIAL, FOUND, late).key == ("feed", "A1")


def test_moments_are_kept_as_exact_as_they_came() -> None:
    """MIS-17: a time that is unknown stays unknown."""
    assert only(message("i", last_seen="2026-03-05")).start == Moment(moment("2026-03-05").at, date_only=True)


def test_the_same_doubtful_return_sent_again_is_a_duplicate() -> None:
    """MIS-3: one question to a person, not two."""
    early = message("f", "found", found="2026-03-05 13:15")
    copy = message("g", "found", found="2026-03-05 13:15", fingerprint="f")
    history = fold([INITIAL, early, copy])
    assert history.outcomes["f"][0] is Outcome.NEEDS_PERSON
    assert history.outcomes["g"] == (Outcome.DUPLICATE, "The same content was received before.")


def test_a_second_return_updates_what_the_first_closed() -> None:
    """MIS-6: one message closes the episode; another time of return, said later, stands."""
    second = message("g", "found", reported="2026-03-06 06:00", found="2026-03-06 02:50")
    assert only(INITIAL, FOUND, second).end == moment("2026-03-06 02:50")
    assert [outcome(key, INITIAL, FOUND, second) for key in "fg"] == [Outcome.CLOSED, Outcome.UPDATED]


def test_an_account_given_before_the_last_one_is_no_news() -> None:
    """MIS-3: what was told once need not be told again."""
    told = [message(key, "update", circumstances=text) for key, text in zip("uvw", ("One", "Two", "One"), strict=True)]
    assert outcome("w", INITIAL, *told) is Outcome.DUPLICATE
