"""MIS-4: messages under one reference that tell of two children, when the reference was linked before they came."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules.described import Described
from lantern.children.rules.profiles import Profile
from lantern.missing.rules.facts import Joins
from lantern.missing.rules.fold import STRAY, STRAYED, fold
from lantern.missing.rules.message import Message
from lantern.missing.rules.strays import in_conflict, strays
from lantern.missing.vocabulary import MessageKind, Outcome
from lantern.timekeeping.moments import Moment

ROWAN = Described("Rowan", "Example", date(2012, 3, 3), address="1 Invented Lane", postcode="CO1 1AA")
MORGAN = Described("Morgan", "Pretend", date(2009, 11, 9), address="9 Nowhere Road", postcode="CM1 1AA")
RECORD = Profile.of(ROWAN)


def told(key: str, who: Described, reference: str = "MP/1", **says: object) -> Message:
    kind = MessageKind.FOUND if "found" in says else MessageKind.INITIAL
    return Message(key, "police", reference, kind, key, who, **says)  # type: ignore[arg-type]


def strange(*messages: Message, record: Profile = RECORD) -> frozenset[str]:
    return strays(in_conflict(messages), record)


def test_the_one_that_is_not_about_the_child_is_the_stray() -> None:
    assert strange(told("a", ROWAN), told("b", MORGAN)) == {"b"}


def test_slips_are_no_strays() -> None:
    """Two mistyped names beside the one they come from; a birth date left out; a home that changed alone."""
    slips = [
        replace(ROWAN, forename="Rown"), replace(ROWAN, forename="Rwoan"), replace(ROWAN, born=None),
        replace(ROWAN, address="7 Sample Way", postcode="CM2 2BB"), replace(ROWAN, born=date(2012, 3, 4)),
    ]  # fmt: skip
    assert strange(told("a", ROWAN), *(told(str(number), who) for number, who in enumerate(slips))) == frozenset()


def test_a_reference_used_a_second_time_for_a_child_of_that_name() -> None:
    """Another birth date and another home, although the name is the same."""
    other = replace(ROWAN, born=date(2008, 7, 21), address="7 Sample Way", postcode="CM2 2BB")
    assert strange(told("a", ROWAN), told("b", other)) == {"b"}


def test_what_people_entered_is_never_a_stray() -> None:
    assert strange(told("a", ROWAN), told("b", MORGAN, person_made=True)) == frozenset()


def test_other_references_are_not_compared() -> None:
    assert strange(told("a", ROWAN), told("b", MORGAN, reference="MP/2")) == frozenset()


def test_a_record_that_none_of_them_fits_is_what_is_wrong() -> None:
    other = Described("Alex", "Madeup", date(2005, 1, 1), address="3 Fictional Row", postcode="SS1 1AA")
    assert strange(told("a", ROWAN), told("b", MORGAN), record=Profile.of(other)) == frozenset()


@given(st.permutations([told("a", ROWAN), told("b", MORGAN), told("c", replace(ROWAN, born=None)), told("d", MORGAN)]))
def test_the_order_of_arrival_is_not_read(messages: list[Message]) -> None:
    """MIS-3."""
    assert strange(*messages) == {"b", "d"}


def test_a_stray_is_used_for_nothing_and_the_episode_asks() -> None:
    """MIS-3: one verdict each; the return of somebody else ends nothing."""
    start, found = Moment.on(date(2025, 7, 14)), Moment.on(date(2025, 7, 16))
    messages = [told("a", ROWAN, last_seen=start), told("b", MORGAN, found=found)]
    history = fold(messages, Joins(strays=strange(*messages)))
    assert [(one.is_open, one.doubts) for one in history.episodes] == [(True, (STRAYED,))]
    assert history.outcomes["b"] == (Outcome.NEEDS_PERSON, STRAY)
    assert history.outcomes["a"][0] is Outcome.OPENED


def test_what_a_person_set_aside_is_set_aside() -> None:
    messages = [told("a", ROWAN, last_seen=Moment.on(date(2025, 7, 14))), told("b", MORGAN)]
    history = fold(messages, Joins(strays=frozenset({"b"}), set_aside={"b": "Sent twice."}))
    assert history.outcomes["b"][0] is Outcome.REFUSED
