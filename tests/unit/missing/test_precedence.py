"""Which of several statements stands, one table a rule (MIS-1 to MIS-3, MIS-17)."""

from datetime import datetime
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.missing.rules import precedence
from lantern.missing.rules.incident import in_order
from lantern.missing.rules.message import Message
from lantern.missing.rules.precedence import RiskStands, risk_stands, spoken
from lantern.missing.vocabulary import Grade, MessageKind, Risk
from lantern.timekeeping.moments import Moment
from tests.unit.missing.told import at, message, moment

SEEN, HIGH, MEDIUM = "2026-03-05 16:15", Risk.HIGH, Risk.MEDIUM


def stated(*moments: str) -> list[tuple[Message, Moment]]:
    """Statements of when, in the order given, by a feed."""
    return [(message(str(number)), moment(text)) for number, text in enumerate(moments)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Phone off", "phone off"),
        ("  phone \t OFF\n", "phone off"),
        ("", ""),
        (" \u00a0 ", ""),
        ("Straße", "strasse"),
        ("phone-off", "phone-off"),
    ],
)
def test_layout_and_case_are_no_difference(text: str, wanted: str) -> None:
    """MIS-3: the same words in another layout tell nothing new; other signs do."""
    assert precedence.plain(text) == wanted


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2026-03-05 16:15", "2026-03-05 16:15", True),
        ("2026-03-05 16:16", "2026-03-05 16:15", False),
        ("2026-03-05", "2026-03-05 16:15", True),
        ("2026-03-05 16:15", "2026-03-05", False),
        ("2026-03-05", "2026-03-05", True),
        ("2026-03-06", "2026-03-05 23:59", False),
        ("2026-03-06 16:15", "2026-03-05 16:15", False),
        ("2026-06-10", "2026-06-10 00:30", True),
        ("2026-06-09", "2026-06-10 00:30", False),
    ],
)
def test_what_is_no_news_about_a_time(one: str, other: str, same: bool) -> None:
    """MIS-17: the same again, or the London day of a time that is known; a time after a day alone is news."""
    assert precedence.is_no_news(moment(one), moment(other)) is same


@pytest.mark.parametrize(
    ("said", "stands", "why"),
    [
        ((), None, "nobody said"),
        (("2026-03-05",), "2026-03-05", "only the day is known"),
        (("2026-03-05 16:15", "2026-03-05"), "2026-03-05 16:15", "the day repeats, less exactly"),
        (("2026-03-05", "2026-03-05 16:15"), "2026-03-05 16:15", "the time is news"),
        (("2026-03-05 16:15", "2026-03-05 15:00"), "2026-03-05 15:00", "another time is a correction"),
        (("2026-03-05 16:15", "2026-03-04"), "2026-03-04", "another day is a correction"),
        (("2026-03-05 16:15", "2026-03-04", "2026-03-05"), "2026-03-05", "corrected and corrected back, by its day"),
        (("2026-03-05 16:15", "2026-03-05", "2026-03-05 15:00"), "2026-03-05 15:00", "the last time said"),
        (("2026-03-05 16:15", "2026-03-05 15:00", "2026-03-05 16:15"), "2026-03-05 16:15", "back to the first"),
    ],
)
def test_the_moment_that_stands(said: tuple[str, ...], stands: str | None, why: str) -> None:
    """MIS-3, MIS-17: the last said, except that a day alone does not erase a time on that day."""
    assert precedence.latest_moment(stated(*said)) == (moment(stands) if stands else None), why


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ((), None),
        (("2026-03-05 21:00", "2026-03-05 20:00"), "2026-03-05 20:00"),
        (("2026-03-05 21:00", "2026-03-05"), "2026-03-05 21:00"),
        (("2026-03-06 00:10", "2026-03-05"), "2026-03-05"),
        (("2026-03-05", "2026-03-05"), "2026-03-05"),
    ],
)
def test_the_first_moment_is_the_earliest_day_at_its_earliest_known_time(said: tuple[str, ...], stands: str) -> None:
    """MIS-1: reported first, whichever message came first."""
    for order in permutations(said):
        assert precedence.first_moment(stated(*order)) == (moment(stands) if stands else None)


def test_of_what_people_said_the_first_moment_is_the_one_that_stands() -> None:
    """MIS-1, MIS-3: a person corrects a report to a later time."""
    entered = [
        message("q", "update", person_made=True, said_at="2026-03-06 09:00", reported="2026-03-05 20:00"),
        message("p", "update", person_made=True, said_at="2026-03-06 10:00", reported="2026-03-05 22:00"),
    ]
    said = spoken(in_order(entered), lambda one: one.reported)
    assert precedence.first_moment(said) == moment("2026-03-05 22:00")


@pytest.mark.parametrize(
    ("said_at", "reported", "wanted"),
    [
        (None, None, None),
        (None, "2026-03-05", "2026-03-05"),
        ("2026-03-05 22:00", "2026-03-05 21:00", "2026-03-05 22:00"),
        ("2026-03-05 22:00", None, "2026-03-05 22:00"),
    ],
)
def test_when_a_message_was_said(said_at: str | None, reported: str | None, wanted: str | None) -> None:
    """MIS-3: by its own word, else by what it says of the report."""
    told = message("i", said_at=said_at, reported=reported)
    assert precedence.said_when(told) == (moment(wanted) if wanted else None)


IN_ORDER = (
    message("9", "initial", fingerprint="z"),
    message("8", "initial", fingerprint="a", reported="2026-03-05 10:00"),
    message("7", "initial", fingerprint="b", reported="2026-03-05 10:00"),
    message("5", "initial", fingerprint="c", reported="2026-03-05 10:00"),
    message("6", "initial", fingerprint="c", reported="2026-03-05 10:00"),
    message("4", "initial", reported="2026-03-05 11:00"),
    message("3", "update", reported="2026-03-01 10:00"),
    message("2", "found", reported="2026-02-01 10:00"),
    message("1", "found", reported="2026-02-01 10:00", said_at="2026-02-02 10:00"),
)


@given(st.permutations(IN_ORDER))
def test_the_order_in_which_an_incident_unfolds(told: list[Message]) -> None:
    """MIS-3: by kind, then by when it was said, then by content; a time unknown comes first; never by arrival."""
    assert tuple(in_order(told)) == IN_ORDER


def test_kinds_unfold_as_they_are_declared() -> None:
    """MIS-3."""
    assert list(precedence.KIND_RANK) == [MessageKind.INITIAL, MessageKind.UPDATE, MessageKind.FOUND]


def test_what_people_said_goes_by_when_they_said_it() -> None:
    """MIS-3: a start corrected after the return was recorded stands, and so does the later of two returns."""
    found = message("a", "found", person_made=True, said_at="2026-03-06 09:00", risk_reason="when found")
    corrected = message("b", "update", person_made=True, said_at="2026-03-06 10:00", risk_reason="corrected")
    reported = message("z", "initial", person_made=True, said_at="2026-03-05 21:00", risk_reason="at first")
    for told in permutations([found, corrected, reported]):
        said = spoken(in_order(told), lambda one: one.risk_reason)
        assert [reason for _, reason in said] == ["at first", "when found", "corrected"]


def test_of_two_things_people_said_at_one_time_the_later_kind_stands() -> None:
    """MIS-3: and of one kind, one of them always, whatever order they came in."""
    one = message("a", "found", person_made=True, said_at="2026-03-06 09:00", risk_reason="found")
    other = message("b", "update", person_made=True, said_at="2026-03-06 09:00", risk_reason="update")
    assert {spoken(in_order(told), lambda m: m.risk_reason)[-1][1] for told in permutations([one, other])} == {"found"}


def test_a_person_silences_the_feed_about_that_fact_alone() -> None:
    """MIS-3: what a person did not speak of is the feed's still."""
    fed = message("u", "update", said_at="2026-03-08 09:00", from_where="Sample Close", risk_reason="by the feed")
    entered = message("p", "initial", person_made=True, said_at="2026-03-06 09:00", risk_reason="by a person")
    told = in_order([fed, entered])
    assert [value for _, value in spoken(told, lambda one: one.risk_reason)] == ["by a person"]
    assert [value for _, value in spoken(told, lambda one: one.from_where)] == ["Sample Close"]


def graded(*rows: tuple[str, Grade | None, str, bool]) -> list[tuple[Message, Grade]]:
    """Statements of the grade from (kind, grade, when said, by a person)."""
    told = [
        message(str(number), kind, grade=grade, said_at=said_at, person_made=by_person)
        for number, (kind, grade, said_at, by_person) in enumerate(rows)
    ]
    return precedence.grades(in_order(told))


NINE, TEN, ELEVEN, NOON = (f"2026-03-05 {hour:02}:00" for hour in (9, 10, 11, 12))
SOON, LATER, AT_ONCE = Grade.PRIORITY, Grade.SCHEDULED, Grade.IMMEDIATE


@pytest.mark.parametrize(
    ("rows", "grade", "since"),
    [
        ([], None, None),
        ([("initial", SOON, NINE, False)], SOON, NINE),
        ([("initial", SOON, NINE, False), ("update", SOON, TEN, False)], SOON, NINE),
        ([("initial", SOON, NINE, False), ("update", None, TEN, False), ("update", SOON, NOON, False)], SOON, NINE),
        ([("initial", SOON, NINE, False), ("update", AT_ONCE, TEN, False)], AT_ONCE, TEN),
        ([("initial", SOON, NINE, False), ("update", LATER, TEN, False), ("update", SOON, NOON, False)], SOON, NOON),
        ([("initial", SOON, NINE, False), ("found", LATER, TEN, False)], SOON, NINE),
        ([("found", LATER, TEN, False)], LATER, TEN),
        ([("found", LATER, TEN, False), ("found", SOON, NOON, False)], SOON, NOON),
        ([("initial", SOON, NINE, False), ("update", LATER, TEN, True)], LATER, TEN),
        ([("update", LATER, TEN, True), ("update", SOON, NOON, False)], LATER, TEN),
        ([("found", LATER, NOON, True), ("update", SOON, TEN, True)], LATER, NOON),
        ([("found", LATER, TEN, True), ("update", SOON, NOON, True)], SOON, NOON),
    ],
)  # fmt: skip
def test_the_grade_that_stands_and_since_when(
    rows: list[tuple[str, Grade | None, str, bool]], grade: Grade | None, since: str | None
) -> None:
    """MIS-1: a repetition starts no clock; a found message grades nobody, unless a person entered it."""
    said = graded(*rows)
    assert precedence.latest(said) is grade
    assert precedence.graded_at(said) == (moment(since) if since else None)


@pytest.mark.parametrize(
    ("risk", "received", "stands", "unfit"),
    [
        (None, "", None, False),
        (HIGH, "", HIGH, False),
        (MEDIUM, "", MEDIUM, False),
        (HIGH, "High", HIGH, False),
        (MEDIUM, " MEDIUM ", MEDIUM, False),
        (MEDIUM, "Low", None, True),
        (MEDIUM, "Standard", None, True),
        (None, "No apparent risk", None, True),
        (HIGH, "Very high", HIGH, False),
        (MEDIUM, "Medium risk", None, True),
    ],
)
def test_a_risk_in_words_that_fit_a_child(risk: Risk | None, received: str, stands: Risk | None, unfit: bool) -> None:
    """MIS-2: high however it was worded; medium only when it was said, else it merely stands in for the word."""
    told = message("i", risk=risk, risk_received=received)
    assert (precedence.child_risk(told), precedence.is_unfit_risk(told)) == (stands, unfit)


def risks(*rows: tuple[str, str]) -> RiskStands:
    """What stands after (kind and who, word), an hour after each other; a person's kind ends in `!`."""
    words = {"High": HIGH, "Medium": MEDIUM}
    told = [
        message(
            str(number),
            kind.rstrip("!"),
            said_at=f"2026-03-05 {10 + number}:00",
            person_made=kind.endswith("!"),
            risk=words.get(word, MEDIUM if word else None),
            risk_received=word,
        )
        for number, (kind, word) in enumerate(rows)
    ]
    return risk_stands(in_order(told))


@pytest.mark.parametrize(
    ("rows", "risk", "flag"),
    [
        ([], MEDIUM, "No risk was given"),
        ([("initial", "")], MEDIUM, "No risk was given"),
        ([("initial", "High")], HIGH, ""),
        ([("initial", "Medium")], MEDIUM, ""),
        ([("initial", "High"), ("update", "Medium")], MEDIUM, ""),
        ([("initial", "Medium"), ("update", "High")], HIGH, ""),
        ([("initial", "Low")], MEDIUM, "“Low”"),
        ([("initial", "Low"), ("update", "Absent")], MEDIUM, "“Absent”"),
        ([("initial", "Low"), ("update", "Medium")], MEDIUM, ""),
        ([("initial", "Low"), ("update", "High")], HIGH, ""),
        ([("initial", "High"), ("update", "Low")], HIGH, "“Low”, which no child may have: it stands as high"),
        ([("initial", "High"), ("update", "Low"), ("update", "Medium")], MEDIUM, ""),
        ([("initial", "High"), ("update", "Medium"), ("update", "Low")], MEDIUM, "“Low”"),
        ([("initial", "Low"), ("update!", "Medium")], MEDIUM, ""),
        ([("update!", "Medium"), ("update", "Low")], MEDIUM, ""),
        ([("update!", "High"), ("found", "Low")], HIGH, ""),
        ([("initial", "High"), ("update!", "Medium")], MEDIUM, ""),
        ([("update!", "High"), ("update!", "Medium")], MEDIUM, ""),
        ([("update!", ""), ("update", "Low")], MEDIUM, "“Low”"),
    ],
)
def test_the_risk_that_stands_and_its_flag(rows: list[tuple[str, str]], risk: Risk, flag: str) -> None:
    """MIS-2: no word that no child may have lowers a risk; the flag stays until somebody grades it."""
    stands = risks(*rows)
    assert stands.risk is risk
    assert (flag in stands.flag) if flag else stands.flag == ""


def test_a_very_long_word_for_a_risk_is_cut_in_the_flag() -> None:
    """MIS-2: the history keeps it whole."""
    flag = risks(("initial", "x" * 300)).flag
    assert f"“{'x' * precedence.LONGEST_WORD}”" in flag


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["initial", "update", "found", "update!"]), st.sampled_from(["", "High", "Medium", "Low"])
        ),
        max_size=5,
    )
)
def test_high_said_last_in_words_that_fit_is_never_lowered(rows: list[tuple[str, str]]) -> None:
    """MIS-2: whatever else is said by a feed, an assessment by people is what stands."""
    by_people = [word for kind, word in rows if kind == "update!" and word in ("High", "Medium")]
    stands = risks(*rows)
    if by_people:
        assert stands == RiskStands(Risk(by_people[-1].lower()), "")
    elif not any(word in ("High", "Medium") for _, word in rows):
        assert (stands.risk, bool(stands.flag)) == (MEDIUM, True)


def test_no_time_at_all_comes_before_every_time() -> None:
    """MIS-3: an undated message never outweighs a dated one of its kind."""
    undated, dated = message("z"), message("a", reported="1990-01-01")
    assert in_order([dated, undated]) == [undated, dated]
    assert precedence.unfolding(undated)[1] < datetime(1, 1, 2, tzinfo=at("2026-01-01 00:00").tzinfo)
