"""Whom an incident is about: when it began, whose names are two people's, and what makes one name a slip of another (MIS-4)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from lantern.children.rules.described import Described
from lantern.children.rules.profiles import Name, Profile
from lantern.missing.rules.message import Message
from lantern.missing.rules.subjects import (
    NEVER,
    are_two_people,
    are_two_people_beside,
    provisional_key,
    subjects,
    tell_of_two,
)
from lantern.missing.vocabulary import MessageKind
from tests.unit.missing.told import at, moment

ELLA = Described("Ella", "Sample", date(2012, 7, 9), "F", "3 Pretend Way", "YY1 1AA")


def named(*forenames: str) -> frozenset[Name]:
    """One person by these forenames, all with the one surname."""
    return Profile.of(*(replace(ELLA, forename=each) for each in forenames)).names


@pytest.mark.parametrize(
    ("one", "other", "two"),
    [
        ("Ella", "Ella", False),
        ("Ella", "ELLA", False),
        ("Ella", "Georgia", True),
        ("Ella", "Ellie", True),
        ("Ella", "Elal", False),
        ("Ella", "E", False),
        ("Ella", "", False),
        ("George", "Jorge", True),
        ("Derek", "Drek", False),
        ("Drek", "Deerk", True),
    ],
)
def test_two_forenames_are_two_people_unless_one_is_a_slip(one: str, other: str, two: bool) -> None:
    """MIS-4: either way round; an initial or a blank says nothing."""
    assert are_two_people(named(one), named(other)) is two
    assert are_two_people(named(other), named(one)) is two


def test_somebody_with_two_names_is_whoever_one_of_them_fits() -> None:
    """MIS-4: an alias is a name like any other."""
    assert not are_two_people(named("Ella", "Georgia"), named("Georgia"))
    assert are_two_people(named("Ella", "Georgia"), named("Rowan"))


@pytest.mark.parametrize(
    ("one", "other", "beside", "two", "why"),
    [
        ("Drek", "Deerk", [], True, "two names, as far as anyone knows"),
        ("Drek", "Deerk", ["Derek"], False, "both are slips of Derek"),
        ("Derek", "Drek", ["Derek"], False, "one name and its slip need no witness"),
        ("Drek", "Deerk", ["Derekk"], True, "a witness that is no name"),
        ("Drek", "Deerk", ["Rowan"], True, "a witness of another name"),
        ("Drek", "Deerk", ["Rowan", "Derek"], False, "one witness is enough"),
        ("Drek", "Rowna", ["Derek", "Rowan"], True, "each is a slip of another name"),
        ("Ella", "Ellie", ["Elie"], True, "Elie is no name"),
        ("Ella", "Ellie", ["Ella"], True, "Ellie is a name, and no slip of Ella"),
        ("Ella", "Georgia", ["Ella", "Georgia"], True, "twins"),
        ("Georgia", "Gorgia", ["Georgia"], False, "a slip of the other"),
    ],
)
def test_two_slips_of_one_name_are_one_person_beside_it(
    one: str, other: str, beside: list[str], two: bool, why: str
) -> None:
    """MIS-4: a name that is given to children is a witness; a mistyped one is not. The order of either says nothing."""
    for witnesses in permutations(beside):
        others = [named(each) for each in witnesses]
        assert are_two_people_beside(named(one), named(other), others) is two, why
        assert are_two_people_beside(named(other), named(one), others) is two, why


@pytest.mark.parametrize(
    ("changed", "two", "why"),
    [
        ({}, False, "the same"),
        ({"forename": "Elal"}, False, "a slip"),
        ({"forename": "Georgia"}, True, "another forename"),
        ({"born": date(2009, 11, 29)}, False, "another birth date, the same home"),
        ({"born": date(2009, 11, 29), "address": "9 Madeup Road", "postcode": "XX9 9XX"}, True, "and another home"),
        (
            {"born": date(2012, 7, 8), "address": "9 Madeup Road", "postcode": "XX9 9XX"},
            False,
            "one digit of the birth date",
        ),
        ({"born": date(2012, 9, 7), "address": "9 Madeup Road", "postcode": "XX9 9XX"}, False, "day and month swapped"),
        ({"born": None, "address": "9 Madeup Road", "postcode": "XX9 9XX"}, False, "moved, and no birth date"),
        ({"born": date(2009, 11, 29), "address": "", "postcode": ""}, False, "another birth date, no home"),
        ({"address": "9 Madeup Road", "postcode": "XX9 9XX"}, False, "moved"),
        ({"surname": "Nowhere"}, False, "another surname: children's change"),
    ],
)
def test_what_tells_of_two(changed: dict[str, object], two: bool, why: str) -> None:
    """MIS-4: two forenames; or a birth date and a home that both differ, as when a reference is used a second time."""
    other = Profile.of(replace(ELLA, **changed))  # type: ignore[arg-type]
    assert tell_of_two(Profile.of(ELLA), other) is tell_of_two(other, Profile.of(ELLA)) is two, why


def said(key: str, reference: str = "MP/1", who: Described = ELLA, **says: str | None) -> Message:
    """A message with what it says of times."""
    times = {name: moment(text) for name, text in says.items() if text and name != "said_at"}
    when = says.get("said_at")
    return Message(key, "police", reference, MessageKind.UPDATE, key, who, said_at=at(when) if when else None, **times)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("messages", "began"),
    [
        ([{"last_seen": "2026-03-05 16:15"}], "2026-03-05 16:15"),
        ([{"last_seen": "2026-03-05 16:15", "reported": "2026-03-05 15:00"}], "2026-03-05 15:00"),
        ([{"found": "2026-03-06 03:10"}], "2026-03-06 03:10"),
        ([{"reported": "2026-03-05 21:00", "said_at": "2026-03-01 10:00"}], "2026-03-05 21:00"),
        ([{"said_at": "2026-03-01 10:00"}], "2026-03-01 10:00"),
        ([{"reported": "2026-03-05 21:00"}, {"found": "2026-03-04 03:10"}], "2026-03-04 03:10"),
        ([{"reported": "2026-03-05 21:00"}, {}], "2026-03-05 21:00"),
        ([{"last_seen": "2026-03-05"}], "2026-03-05 00:00"),
        ([{}], None),
    ],
)
def test_an_incident_began_at_the_earliest_time_any_message_gives(
    messages: list[dict[str, str]], began: str | None
) -> None:
    """MIS-3, MIS-4: which decides which of two unknown children is made first, whatever order they arrive in."""
    told = [said(str(number), **each) for number, each in enumerate(messages)]
    for order in permutations(told):
        (found,) = subjects(order)
        assert found.began == (at(began) if began else NEVER)


def test_incidents_stand_in_line_by_when_they_began_then_by_reference() -> None:
    """MIS-3: one that says no time is last."""
    told = [
        said("a", "MP/9", last_seen="2026-03-01 10:00"),
        said("b", "MP/2", last_seen="2026-03-02 10:00"),
        said("c", "MP/3", last_seen="2026-03-02 10:00"),
        said("d", "MP/1"),
    ]
    for order in permutations(told):
        assert [one.incident[1] for one in subjects(order)] == ["MP/9", "MP/2", "MP/3", "MP/1"]
    assert datetime(9000, 1, 1, tzinfo=UTC) < NEVER


def test_messages_of_a_reference_are_one_subject_and_keep_what_each_told_when_they_contradict() -> None:
    """MIS-4: pooled while they may be about one child; apart when they cannot well be."""
    slip = replace(ELLA, forename="Elal", born=None)
    (agreed,) = subjects([said("a"), said("b", who=slip)])
    assert agreed.profile == Profile.of(ELLA, slip)
    assert agreed.told == frozenset()
    georgia = replace(ELLA, forename="Georgia")
    (torn,) = subjects([said("a"), said("b", who=georgia), said("c", who=ELLA)])
    assert torn.told == {Profile.of(ELLA), Profile.of(georgia)}
    assert len(subjects([said("a"), said("b", "MP/2", who=georgia)])) == 2


def test_a_made_up_child_is_called_by_sender_and_reference() -> None:
    """MIS-4: two senders with one reference are two."""
    assert provisional_key(("police", "MP/1")) == "provisional:police:MP/1"
    assert provisional_key(("council", "MP/1")) != provisional_key(("police", "MP/1"))
