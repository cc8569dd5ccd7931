"""One incident: each fact of its episode, from whatever its messages say (MIS-1 to MIS-3, MIS-5, MIS-6)."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules.facts import EpisodeFacts, Said
from lantern.missing.rules.incident import early_returns, episode_facts, in_order, is_found_too_early
from lantern.missing.rules.message import Message
from lantern.missing.rules.tellings import LABELS, tells
from lantern.missing.rules.wire import from_json, to_json
from lantern.missing.vocabulary import Absence, FoundBy, FoundIn, Grade, Harm, MissingFrom, Risk
from lantern.timekeeping.moments import Moment
from tests.unit.missing.told import message, moment

KEY = ("feed", "A1")
INITIAL = message("i", last_seen="2026-03-05 16:15", reported="2026-03-05 21:00")


def read(*messages: Message) -> EpisodeFacts:
    """The facts of one incident."""
    found = episode_facts(KEY, in_order(messages))
    assert found is not None
    return found


def entered(key: str, hour: int, kind: str = "update", **says: Any) -> Message:
    """What a person entered on 6 March."""
    return message(key, kind, person_made=True, said_at=f"2026-03-06 {hour:02}:00", **says)


VALUES: dict[str, tuple[object, object]] = {
    "risk_reason": ("Left after an argument", "Phone off"),
    "from_where": ("Sample Close", "Pretend House"),
    "missing_from": (MissingFrom.HOME, MissingFrom.PLACEMENT),
    "absence": (Absence.MISSING, Absence.AWAY),
    "harm": (Harm.NONE, Harm.DISCLOSED),
    "found_where": ("Invented Pier", "Fictional Station"),
    "found_kind": (FoundIn.TRANSPORT, FoundIn.FRIEND),
    "found_by": (FoundBy.POLICE, FoundBy.OWN_ACCORD),
    "grade": (Grade.SCHEDULED, Grade.PRIORITY),
    "risk": (Risk.HIGH, Risk.MEDIUM),
}


@pytest.mark.parametrize(("fact", "one", "other"), [(fact, *both) for fact, both in VALUES.items()])
def test_each_fact_is_told_corrected_left_alone_and_settled(fact: str, one: object, other: object) -> None:
    """MIS-3: later outweighs earlier, silence erases nothing, a person outweighs a feed however late, all is kept."""
    first = message("u", "update", reported="2026-03-05 22:00", **{fact: one})
    second = message("v", "update", reported="2026-03-05 23:00", **{fact: other})
    silent = message("w", "update", reported="2026-03-06 00:00")
    person = entered("p", 9, **{fact: one})
    late = message("x", "update", reported="2026-03-08 09:00", **{fact: other})
    assert getattr(read(INITIAL, first), fact) == one
    assert getattr(read(INITIAL, first, second, silent), fact) == other
    settled = read(INITIAL, first, second, person, late)
    assert getattr(settled, fact) == one
    assert [said for said in settled.history if said.fact == fact] == [
        Said(fact, value, key) for value, key in ((one, "u"), (other, "v"), (one, "p"), (other, "x"))
    ]


def test_what_nobody_told_is_empty_and_never_made_up() -> None:
    """MIS-1, MIS-5, MIS-6: missing is the one thing taken for granted, and a risk of medium that says so."""
    facts = read(INITIAL)
    untold = {field.name: getattr(facts, field.name) for field in fields(facts) if field.name in VALUES}
    assert untold == {
        "risk_reason": "",
        "from_where": "",
        "missing_from": None,
        "absence": Absence.MISSING,
        "harm": None,
        "found_where": "",
        "found_kind": None,
        "found_by": None,
        "grade": None,
        "risk": Risk.MEDIUM,
    }
    assert (facts.circumstances, facts.graded_at, facts.end, facts.until, facts.doubts) == ("", None, None, None, ())


@pytest.mark.parametrize(
    ("said", "start", "reported"),
    [
        ([{"last_seen": "2026-03-05 16:15"}], "2026-03-05 16:15", None),
        ([{"reported": "2026-03-05 21:00"}], "2026-03-05 21:00", "2026-03-05 21:00"),
        ([{"last_seen": "2026-03-05", "reported": "2026-03-05 21:00"}], "2026-03-05", "2026-03-05 21:00"),
        ([{"last_seen": "2026-03-05 22:00", "reported": "2026-03-05 21:00"}], "2026-03-05 22:00", "2026-03-05 21:00"),
        ([{"reported": "2026-03-05 21:00"}, {"reported": "2026-03-05 20:00"}], "2026-03-05 20:00", "2026-03-05 20:00"),
        ([{"reported": "2026-03-05 21:00"}, {"last_seen": "2026-03-04"}], "2026-03-04", "2026-03-05 21:00"),
    ],
)  # fmt: skip
def test_an_episode_starts_when_last_seen_else_when_reported(
    said: list[dict[str, str]], start: str, reported: str | None
) -> None:
    """MIS-1, MIS-3."""
    facts = read(*(message(str(number), "update", **each) for number, each in enumerate(said)))
    assert (facts.start, facts.reported) == (moment(start), moment(reported) if reported else None)


def test_nothing_about_when_is_no_episode() -> None:
    """MIS-3: a return alone has no start either."""
    assert episode_facts(KEY, [message("f", "found", found="2026-03-06 03:10")]) is None


@pytest.mark.parametrize(
    ("found", "early"),
    [
        ("2026-03-05 16:14", True),
        ("2026-03-05 16:15", False),
        ("2026-03-05 16:16", False),
        ("2026-03-05", False),
        ("2026-03-04", True),
    ],
)
def test_a_return_before_the_child_was_last_seen(found: str, early: bool) -> None:
    """MIS-6, MIS-17: the minute itself is no contradiction, and neither is the day."""
    told = message("f", "found", found=found)
    assert is_found_too_early(told, INITIAL.last_seen or moment("2026-03-05")) is early
    assert (read(INITIAL, told).end is None) is early
    assert bool(early_returns([INITIAL, told], moment("2026-03-05 16:15"))) is early
    assert bool(read(INITIAL, told).doubts) is early


def test_what_an_impossible_return_says_of_where_and_by_whom_is_not_used() -> None:
    """MIS-6: nor does it outweigh the return that is possible; harm counts all the same."""
    told = message("f", "found", found="2026-03-06 03:10", found_where="Sample Street", found_by=FoundBy.CARER)
    early = message(
        "g", "found", reported="2026-03-06 09:00", found="2026-03-04", found_where="Pier", found_by=FoundBy.POLICE,
        harm=Harm.SUSPECTED,
    )  # fmt: skip
    facts = read(INITIAL, told, early)
    assert (facts.end, facts.found_where, facts.found_by) == (
        moment("2026-03-06 03:10"),
        "Sample Street",
        FoundBy.CARER,
    )
    assert facts.harm is Harm.SUSPECTED
    assert facts.doubts == ("A return on Wednesday 4 March 2026 was received, before the child was last seen.",)


def test_each_impossible_return_is_doubted_once_until_a_person_says_when() -> None:
    """MIS-6: a person's word about anything else settles nothing, and neither does a feed's return."""
    early = [message(f"f{n}", "found", found=day) for n, day in enumerate(["2026-03-04", "2026-03-03", "2026-03-04"])]
    assert len(read(INITIAL, *early).doubts) == 2
    spoke = entered("p", 9, circumstances="Spoke to a friend")
    fed = message("g", "found", found="2026-03-06 03:10")
    assert len(read(INITIAL, *early, spoke, fed).doubts) == 2
    assert read(INITIAL, *early, entered("q", 10, "found", found="2026-03-06 03:10")).doubts == ()
    assert len(read(INITIAL, *early, entered("q", 10, "found", found="2026-03-02")).doubts) == 3


def test_joined_incidents_start_with_the_earliest_and_end_with_the_latest() -> None:
    """MIS-3: within each incident the last said stands; what a person put right is about the whole."""
    one = [
        message("a", reference="A1", last_seen="2026-03-05 16:00", found="2026-03-06 03:00"),
        message("b", "update", "A1", last_seen="2026-03-05 18:00", found="2026-03-06 02:00"),
    ]
    other = [message("c", reference="A0", last_seen="2026-03-05 20:00", found="2026-03-07 03:00")]
    third = [message("d", reference="A2", last_seen="2026-03-05 17:00", found="2026-03-06 01:00")]
    for told in permutations([*one, *other, *third]):
        facts = read(*told)
        assert (facts.start, facts.end) == (moment("2026-03-05 17:00"), moment("2026-03-07 03:00"))
    person = entered("p", 9, reference="A0", last_seen="2026-03-05 19:00", found="2026-03-06 02:30")
    corrected = entered("q", 10, reference="A2", last_seen="2026-03-05 19:30", found="2026-03-06 01:30")
    facts = read(*one, *other, *third, person, corrected)
    assert (facts.start, facts.end) == (moment("2026-03-05 19:00"), moment("2026-03-06 02:30"))
    corrected = replace(corrected, corrects=True)
    facts = read(*one, *other, *third, person, corrected)
    assert (facts.start, facts.end) == (moment("2026-03-05 19:30"), moment("2026-03-06 01:30"))


def test_circumstances_are_told_once_each_in_order_without_layout() -> None:
    """MIS-1: blank accounts are none; the first layout is the one shown."""
    told = [
        message("a", reported="2026-03-05 21:00", circumstances="  Phone off  "),
        message("b", reported="2026-03-05 22:00", circumstances="   "),
        message("c", reported="2026-03-05 23:00", circumstances="PHONE  OFF"),
        message("d", reported="2026-03-06 00:00", circumstances="With friends"),
    ]
    assert read(*told).circumstances == "Phone off\nWith friends"


def test_the_same_content_sent_again_is_in_the_history_once_under_the_first() -> None:
    """MIS-3."""
    told = message("b", "update", fingerprint="same", from_where="Sample Close")
    facts = read(INITIAL, told, replace(told, key="a"), replace(told, key="c"))
    assert [said for said in facts.history if said.fact == "from_where"] == [Said("from_where", "Sample Close", "a")]
    assert facts.messages == ("i", "a", "b", "c")


ALL = message(
    "all", "found", said_at="2026-03-06 05:00", reported="2026-03-05 21:00", last_seen="2026-03-05",
    seen_by="An aunt", reported_by="A teacher",
    missing_from=MissingFrom.SCHOOL, from_where="Pretend School", absence=Absence.AWAY, grade=Grade.PRIORITY,
    risk=Risk.MEDIUM, risk_received="Low", risk_reason="As before", circumstances="Phone off",
    found="2026-03-06 03:10", found_where="Fictional Station", found_kind=FoundIn.TRANSPORT, found_by=FoundBy.CARER,
    found_area="Sample Vale", found_state="Cold", found_with="A friend", harm=Harm.SUSPECTED,
    looked_after=True, ethnicity="WBRI", doubts=("The postcode is not one.",),
)  # fmt: skip


def test_a_message_tells_every_fact_it_is_not_silent_about_in_the_order_of_a_page() -> None:
    """MIS-2, MIS-3: a risk in its sender's own word."""
    told = tells(ALL)
    assert list(told) == list(LABELS)
    assert told["risk"] == "Low"
    assert tells(replace(ALL, risk_received=""))["risk"] is Risk.MEDIUM
    assert tells(message("i")) == {}


@pytest.mark.parametrize("told", [ALL, message("i"), replace(ALL, said_at=None, found=None, doubts=())])
def test_a_message_comes_back_from_what_is_stored_as_it_went(told: Message) -> None:
    """MIS-3: the typed reading beside the row: times stay exact, days stay days."""
    stored = to_json(told)
    assert from_json(stored) == told
    assert not any(value in (None, "", [], {}) for name, value in stored.items() if name != "who")


exact = st.integers(0, 40).map(lambda n: Moment(datetime(2026, 3, 27, tzinfo=UTC) + timedelta(hours=3 * n)))
moments = exact | exact.map(lambda one: Moment.on(one.day))
HALVES = ("last_seen", "missing_from", "from_where", "absence", "risk", "risk_reason", "harm")


@st.composite
def whole(draw: st.DrawFn) -> Message:
    """A message that tells much."""
    return message(
        "w",
        draw(st.sampled_from(["initial", "update", "found"])),
        said_at=None,
        reported=draw(exact),
        last_seen=draw(st.none() | moments),
        missing_from=draw(st.none() | st.sampled_from(MissingFrom)),
        from_where=draw(st.sampled_from(["", "Sample Close"])),
        absence=draw(st.none() | st.sampled_from(Absence)),
        risk=draw(st.none() | st.sampled_from(Risk)),
        risk_reason=draw(st.sampled_from(["", "Phone off"])),
        grade=draw(st.none() | st.sampled_from(Grade)),
        found=draw(st.none() | moments),
        found_where=draw(st.sampled_from(["", "Fictional Station"])),
        harm=draw(st.none() | st.sampled_from(Harm)),
        circumstances=draw(st.sampled_from(["", "Phone off", "With friends"])),
    )


@given(st.lists(whole(), min_size=1, max_size=3), st.data())
def test_one_message_in_two_halves_tells_the_same(told: list[Message], data: st.DataObject) -> None:
    """MIS-3: a sender that splits its facts over two messages of one time describes the same episode."""
    told = [replace(one, key=f"w{number}", fingerprint=f"w{number}") for number, one in enumerate(told)]
    split = data.draw(st.sampled_from(told))
    empty = {name: getattr(message("e"), name) for name in HALVES}
    first = replace(split, **empty)
    rest = {field.name: getattr(message("e"), field.name) for field in fields(Message) if field.name in LABELS}
    second = replace(split, **{**rest, "reported": split.reported} | {name: getattr(split, name) for name in HALVES})
    halves = [
        replace(first, key="wa", fingerprint=f"{split.fingerprint}a"),
        replace(second, key="wb", fingerprint=f"{split.fingerprint}b"),
    ]
    one, other = read(*told), read(*(each for each in told if each is not split), *halves)
    assert replace(other, messages=(), history=()) == replace(one, messages=(), history=())
