"""What became of each message of an incident, and in which words: exactly one verdict each (MIS-3, MIS-6)."""

from typing import Any

import pytest

from lantern.missing.rules.incident import episode_facts, in_order
from lantern.missing.rules.message import Message
from lantern.missing.rules.tellings import LABELS, Known, comparable
from lantern.missing.rules.verdicts import verdicts
from lantern.missing.vocabulary import Absence, FoundBy, FoundIn, Grade, Harm, MissingFrom, Outcome, Risk
from tests.unit.missing.told import message, moment

START = {"last_seen": "2026-03-05 16:15", "reported": "2026-03-05 21:00"}
INITIAL = message("i", **START)
FOUND = message("f", "found", reported="2026-03-06 04:00", found="2026-03-06 03:10")
NOTHING_NEW = "The incident was announced before, and this adds nothing to it."
EARLY = "The return (Wednesday 4 March 2026) is before the start of the episode (Thursday 5 March 2026, 4:15pm)."
NO_TIME = "It says that the child was found, but not when."
STAYS_OPEN = "The episode stays open until a person says when the child returned."
A_PERSONS = "The return that a person entered stands."


def by_person(key: str, hour: int = 9, kind: str = "update", **says: Any) -> Message:
    return message(key, kind, person_made=True, said_at=f"2026-03-07 {hour:02}:00", **says)


def given(*messages: Message) -> dict[str, tuple[Outcome, str]]:
    """The verdict on each message, by its key."""
    told = in_order(messages)
    facts = episode_facts(("feed", "A1"), told)
    assert facts is not None
    return verdicts(facts, told)


@pytest.mark.parametrize(
    ("messages", "key", "outcome", "words"),
    [
        ([INITIAL], "i", Outcome.OPENED, "Opens the episode that starts Thursday 5 March 2026, 4:15pm."),
        (
            [message("u", "update", **START)],
            "u",
            Outcome.OPENED,
            "Opens the episode that starts Thursday 5 March 2026, 4:15pm.",
        ),
        ([INITIAL, FOUND], "f", Outcome.CLOSED, "Closes the episode: found Friday 6 March 2026, 3:10am."),
        (
            [message("f", "found", **START, found="2026-03-06")],
            "f",
            Outcome.CLOSED,
            "Opens and closes the episode: found Friday 6 March 2026.",
        ),
        (
            [INITIAL, message("u", "update", found="2026-03-06 03:10")],
            "u",
            Outcome.CLOSED,
            "Closes the episode: found Friday 6 March 2026, 3:10am.",
        ),
        (
            [INITIAL, FOUND, message("g", "found", reported="2026-03-06 05:00", found="2026-03-06 03:00")],
            "g",
            Outcome.UPDATED,
            "Tells when found.",
        ),
        (
            [INITIAL, FOUND, message("g", "found", reported="2026-03-06 05:00", found="2026-03-06")],
            "g",
            Outcome.DUPLICATE,
            NOTHING_NEW,
        ),
        ([INITIAL, message("f", "found", found_where="Pier")], "f", Outcome.NEEDS_PERSON, f"{NO_TIME} {STAYS_OPEN}"),
        ([INITIAL, message("f", "found", found="2026-03-04")], "f", Outcome.NEEDS_PERSON, f"{EARLY} {STAYS_OPEN}"),
        ([INITIAL, message("u", "update", found="2026-03-04")], "u", Outcome.NEEDS_PERSON, f"{EARLY} {STAYS_OPEN}"),
        (
            [INITIAL, message("f", "found"), by_person("p", found="2026-03-06 03:10")],
            "f",
            Outcome.UPDATED,
            f"{NO_TIME} {A_PERSONS}",
        ),
        (
            [INITIAL, message("f", "found", found="2026-03-04"), by_person("p", found="2026-03-06 03:10")],
            "f",
            Outcome.UPDATED,
            f"{EARLY} {A_PERSONS}",
        ),
        (
            [INITIAL, message("f", "found"), by_person("p", circumstances="Asked")],
            "f",
            Outcome.NEEDS_PERSON,
            f"{NO_TIME} {STAYS_OPEN}",
        ),
        (
            [INITIAL, message("f", "found"), by_person("p", found="2026-03-04")],
            "f",
            Outcome.NEEDS_PERSON,
            f"{NO_TIME} {STAYS_OPEN}",
        ),
        (
            [INITIAL, message("e", "found"), FOUND],
            "f",
            Outcome.CLOSED,
            "Closes the episode: found Friday 6 March 2026, 3:10am.",
        ),
        (
            [INITIAL, message("j", fingerprint="i", **START)],
            "j",
            Outcome.DUPLICATE,
            "The same content was received before.",
        ),
        ([INITIAL, message("j", **START)], "j", Outcome.DUPLICATE, NOTHING_NEW),
        ([INITIAL, message("u", "update", **START)], "u", Outcome.UPDATED, "Confirms what is known already."),
        (
            [INITIAL, by_person("p", kind="initial", last_seen="2026-03-05 16:15")],
            "p",
            Outcome.UPDATED,
            "Tells when last seen.",
        ),
    ],
)
def test_what_became_of_a_message(messages: list[Message], key: str, outcome: Outcome, words: str) -> None:
    """MIS-3, MIS-6: opens, closes, updates, repeats or needs a person; a person reads which and why."""
    assert given(*messages)[key] == (outcome, words)


def test_the_message_that_could_not_close_does_not_keep_another_from_closing() -> None:
    """MIS-6: the first return that can be applied closes, whatever came before it."""
    early = message("e", "found", reported="2026-03-06 01:00", found="2026-03-04")
    assert {key: outcome for key, (outcome, _) in given(INITIAL, early, FOUND).items()} == {
        "i": Outcome.OPENED,
        "e": Outcome.NEEDS_PERSON,
        "f": Outcome.CLOSED,
    }


def test_a_return_of_the_feed_that_a_person_has_overruled_closes_nothing_twice() -> None:
    """MIS-3: one message closes; what a person entered later tells, and the words say what stands."""
    corrected = by_person("p", found="2026-03-06 02:00")
    told = given(INITIAL, FOUND, corrected)
    assert [told[key][0] for key in "ifp"] == [Outcome.OPENED, Outcome.UPDATED, Outcome.CLOSED]
    assert told["f"] == (Outcome.UPDATED, "Tells when found. What a person entered stands for when found.")


VALUES: dict[str, tuple[object, object]] = {
    "last_seen": (moment("2026-03-05 16:15"), moment("2026-03-05 15:00")),
    "seen_by": ("An aunt", "A teacher"),
    "reported_by": ("A teacher", "An aunt"),
    "missing_from": (MissingFrom.HOME, MissingFrom.SCHOOL),
    "from_where": ("1 Nowhere Row", "Pretend School"),
    "absence": (Absence.MISSING, Absence.AWAY),
    "grade": (Grade.PRIORITY, Grade.IMMEDIATE),
    "risk": (Risk.MEDIUM, Risk.HIGH),
    "risk_reason": ("Alone", "With an adult"),
    "circumstances": ("Phone off", "Left with friends"),
    "found": (moment("2026-03-06 03:10"), moment("2026-03-06 02:10")),
    "found_where": ("Fictional Station", "Pretend Pier"),
    "found_kind": (FoundIn.TRANSPORT, FoundIn.PUBLIC),
    "found_by": (FoundBy.POLICE, FoundBy.CARER),
    "found_area": ("Sample Vale", "Outside our areas"),
    "found_state": ("Cold", "Well"),
    "found_with": ("Nobody", "A friend"),
    "harm": (Harm.NONE, Harm.DISCLOSED),
}


def test_the_table_of_values_has_every_fact_but_the_report() -> None:
    """MIS-3: a fact that is added is proved below, or this fails."""
    assert [*VALUES, "reported"] == [fact for fact in LABELS if fact != "reported"] + ["reported"]


@pytest.mark.parametrize(("fact", "one", "other"), [(fact, *both) for fact, both in VALUES.items()])
def test_each_fact_is_news_once_and_again_when_it_differs(fact: str, one: object, other: object) -> None:
    """MIS-3: told, told again, told otherwise; by a person it is theirs to say, whatever the feed said."""
    known, first, second = Known(), message("a", **{fact: one}), message("b", **{fact: other})
    assert known.news(first) == (fact,)
    known.learn(first)
    assert known.news(first) == ()
    assert known.news(second) == (fact,)
    assert known.news(by_person("p", **{fact: one})) == (fact,)
    assert not known.is_settled_by_a_person(fact)
    known.learn(by_person("p", **{fact: other}))
    assert known.is_settled_by_a_person(fact)
    assert known.news(first) == ()  # the feed said so before; a person has said otherwise since
    assert known.news(by_person("q", **{fact: other})) == ()


@pytest.mark.parametrize(("fact", "one", "other"), [(f, *both) for f, both in VALUES.items() if f != "circumstances"])
def test_a_fact_told_back_as_it_was_first_is_news(fact: str, one: object, other: object) -> None:
    """MIS-3: what its side told last is what a message is compared with."""
    known, first = Known(), message("a", **{fact: one})
    known.learn(first)
    known.learn(message("b", **{fact: other}))
    assert known.news(first) == (fact,)


def test_an_account_told_once_is_known_for_good() -> None:
    """MIS-1: accounts add up, so an old one is no news however many came since."""
    known = Known()
    for text in ("Phone off", "Left with friends"):
        known.learn(message("a", circumstances=text))
    assert known.news(message("b", circumstances="  PHONE off ")) == ()
    assert known.news(message("b", circumstances="Seen in town")) == ("circumstances",)


@pytest.mark.parametrize(
    ("before", "after", "news"),
    [
        ({"last_seen": "2026-03-05 16:15"}, {"last_seen": "2026-03-05"}, False),
        ({"last_seen": "2026-03-05"}, {"last_seen": "2026-03-05 16:15"}, True),
        ({"last_seen": "2026-03-05 16:15"}, {"last_seen": "2026-03-04"}, True),
        ({"reported": "2026-03-05 21:00"}, {"reported": "2026-03-05 23:00"}, False),
        ({"from_where": "1 Nowhere Row"}, {"from_where": "1  NOWHERE row"}, False),
        ({"grade": Grade.PRIORITY}, {"kind": "found", "grade": Grade.SCHEDULED}, False),
        ({"grade": Grade.PRIORITY}, {"kind": "update", "grade": Grade.SCHEDULED}, True),
        ({"from_where": "Row"}, {"kind": "found", "from_where": "Close"}, True),
        ({"risk": Risk.MEDIUM, "risk_received": "Medium"}, {"risk": Risk.MEDIUM, "risk_received": "MEDIUM"}, False),
        ({"risk": Risk.MEDIUM, "risk_received": "Low"}, {"risk": Risk.MEDIUM, "risk_received": "Standard"}, False),
        ({"risk": Risk.MEDIUM, "risk_received": "Low"}, {"risk": Risk.MEDIUM, "risk_received": "Medium"}, True),
        ({"risk": Risk.MEDIUM, "risk_received": "Medium"}, {"risk": Risk.MEDIUM, "risk_received": "Low"}, True),
        ({"risk": Risk.HIGH, "risk_received": "High"}, {"risk": Risk.HIGH, "risk_received": "Very high"}, False),
    ],
)
def test_what_is_news_after_what(before: dict[str, Any], after: dict[str, Any], news: bool) -> None:
    """MIS-2, MIS-17: less exact, otherwise laid out, reported once more, or another word that no child may have: no news."""
    known = Known()
    known.learn(message("a", **before))
    assert bool(known.news(message("b", after.pop("kind", "initial"), **after))) is news


def test_people_correct_a_report_and_a_grade_on_a_return() -> None:
    """MIS-1, MIS-3: a feed repeats these with everything it sends; a person who says them means them."""
    for fact, one, other in (
        ("reported", moment("2026-03-05 21:00"), moment("2026-03-05 22:00")),
        ("grade", Grade.PRIORITY, Grade.SCHEDULED),
    ):
        known = Known()
        known.learn(by_person("p", kind="found", **{fact: one}))
        assert known.news(by_person("q", kind="found", **{fact: other})) == (fact,)
        assert known.news(by_person("q", kind="found", **{fact: one})) == ()
        known.learn(by_person("q", kind="found", **{fact: other}))
        assert known.news(by_person("r", kind="found", **{fact: one})) == (fact,)


@pytest.mark.parametrize(
    ("says", "words"),
    [
        ({"harm": Harm.NONE}, "Tells harm."),
        ({"harm": Harm.NONE, "grade": Grade.PRIORITY}, "Tells the grade and harm."),
        (
            {"harm": Harm.NONE, "grade": Grade.PRIORITY, "from_where": "Row"},
            "Tells the place left, the grade and harm.",
        ),
    ],
)
def test_news_is_told_in_the_order_of_a_page(says: dict[str, Any], words: str) -> None:
    """MIS-3: one, two and three."""
    assert given(INITIAL, message("u", "update", **says))["u"] == (Outcome.UPDATED, words)


def test_what_a_person_entered_is_said_to_stand_for_each_fact_it_covers() -> None:
    """MIS-3: a feed that comes later tells, and does not undo; a person's own later word is not overruled by theirs."""
    entered = message(
        "p", "update", person_made=True, said_at="2026-03-05 22:00", grade=Grade.PRIORITY, from_where="Row"
    )
    fed = message("u", "update", said_at="2026-03-08 09:00", grade=Grade.SCHEDULED, from_where="Close", harm=Harm.NONE)
    told = given(INITIAL, entered, fed)
    assert told["u"][1] == (
        "Tells the place left, the grade and harm. What a person entered stands for the place left and the grade."
    )
    again = by_person("q", grade=Grade.IMMEDIATE)
    assert given(INITIAL, entered, again)["q"] == (Outcome.UPDATED, "Tells the grade.")


def test_what_is_compared_has_no_layout_and_keeps_codes() -> None:
    """MIS-2, MIS-3."""
    told = message("a", from_where=" 1  Nowhere ROW ", grade=Grade.PRIORITY, risk=Risk.HIGH, risk_received="HIGH")
    assert comparable(told) == {"from_where": "1 nowhere row", "grade": Grade.PRIORITY, "risk": Risk.HIGH}
    assert comparable(message("b", risk=Risk.MEDIUM, risk_received="Low")) == {"risk": "unfit"}
    assert comparable(message("c")) == {}
