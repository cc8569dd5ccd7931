"""Birth dates, places, numbers and names the other way round: the level of each pair, and what it is worth (MIS-4)."""

from dataclasses import replace
from datetime import date
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.children.rules import weights
from lantern.children.rules.described import Described
from lantern.children.rules.matching import Evidence, Thresholds, best_names, compare, weigh
from lantern.children.rules.names import parts
from lantern.children.rules.profiles import Name, Profile
from lantern.children.rules.weights import Level

ROWAN = Described("Rowan", "Example", date(2013, 3, 5), "M", "145 Fictional Lane", "ZZ15 6HY")


def evidence(one: Described, other: Described) -> Evidence:
    found = weigh(Profile.of(one), Profile.of(other))
    assert found is not None
    return found


BORN = [
    (date(2013, 3, 5), date(2013, 3, 5), weights.BORN_SAME, "the same"),
    (date(2013, 3, 5), date(2013, 5, 3), weights.BORN_SWAPPED, "day and month swapped"),
    (date(2013, 3, 5), date(2014, 3, 5), weights.BORN_YEAR, "a year later"),
    (date(2013, 3, 5), date(2012, 3, 5), weights.BORN_YEAR, "a year earlier"),
    (date(2013, 3, 5), date(2015, 3, 5), weights.BORN_DIGIT, "two years, one digit"),
    (date(2013, 3, 5), date(2003, 3, 5), weights.BORN_DIGIT, "ten years, one digit"),
    (date(2009, 3, 5), date(2010, 3, 5), weights.BORN_YEAR, "a year, two digits"),
    (date(2009, 3, 5), date(2011, 3, 5), weights.BORN_DIFFERENT, "two years, two digits"),
    (date(2013, 3, 5), date(2013, 3, 6), weights.BORN_DIGIT, "a day"),
    (date(2013, 3, 5), date(2013, 3, 15), weights.BORN_DIGIT, "ten days, one digit"),
    (date(2013, 3, 9), date(2013, 3, 10), weights.BORN_DIFFERENT, "a day, two digits"),
    (date(2013, 1, 5), date(2013, 11, 5), weights.BORN_DIGIT, "ten months, one digit"),
    (date(2013, 9, 5), date(2013, 10, 5), weights.BORN_DIFFERENT, "a month, two digits"),
    (date(2013, 3, 5), date(2014, 3, 6), weights.BORN_DIFFERENT, "a year and a day"),
    (date(2013, 3, 5), date(2014, 5, 3), weights.BORN_DIFFERENT, "swapped and a year off"),
]


@pytest.mark.parametrize(("one", "other", "level"), [row[:3] for row in BORN], ids=[row[3] for row in BORN])
def test_birth_dates_at_their_edges(one: date, other: date, level: Level) -> None:
    """MIS-4: either date may be the wrong one."""
    assert evidence(replace(ROWAN, born=one), replace(ROWAN, born=other)).born is level
    assert evidence(replace(ROWAN, born=other), replace(ROWAN, born=one)).born is level


PLACES = [
    ("145 Fictional Lane", "ZZ15 6HY", weights.PLACE_SAME, "the same"),
    ("145 Fictional La", "ZZ15 6HY", weights.PLACE_SAME, "two letters left out"),
    ("145 Fictional L", "ZZ15 6HY", weights.PLACE_NEIGHBOUR, "three left out"),
    ("145 FICTIONAL LANE", "ZZ15 6HY", weights.PLACE_SAME, "capitals"),
    ("145, Fictional Ln", "ZZ15 6HY", weights.PLACE_SAME, "a short word for lane"),
    ("154 Fictional Lane", "ZZ15 6HY", weights.PLACE_NEIGHBOUR, "numbers swapped are another house"),
    ("Flat 1, 145 Fictional Lane", "ZZ15 6HY", weights.PLACE_NEIGHBOUR, "a flat of the house"),
    ("145 Fictional Lane", "ZZ15 6YH", weights.PLACE_NEAR, "the postcode's letters swapped"),
    ("145 Fictional Lane", "ZZ15 7HX", weights.PLACE_STREET, "two slips in the postcode"),
    ("145 Fictional Lane", "", weights.PLACE_ADDRESS, "no postcode"),
    ("", "ZZ15 6HY", weights.PLACE_POSTCODE, "no address"),
    ("9 Pretend Way", "ZZ15 6HX", weights.PLACE_AREA, "the same outward code"),
    ("", "ZZ15 6HX", weights.PLACE_AREA, "the same, without an address"),
    ("9 Pretend Way", "ZZ1 6HY", weights.PLACE_DIFFERENT, "another outward code"),
    ("9 Pretend Way", "", weights.PLACE_DIFFERENT, "another address alone"),
    ("", "", weights.SILENT, "nothing said"),
]


@pytest.mark.parametrize(("address", "postcode", "level"), [row[:3] for row in PLACES], ids=[row[3] for row in PLACES])
def test_places_at_their_edges(address: str, postcode: str, level: Level) -> None:
    """MIS-4: in both directions."""
    other = replace(ROWAN, address=address, postcode=postcode)
    assert evidence(ROWAN, other).place is level
    assert evidence(other, ROWAN).place is level


def test_a_postcode_on_one_side_and_an_address_on_the_other_say_nothing_of_each_other() -> None:
    """MIS-4: they may be the same home."""
    assert evidence(replace(ROWAN, address=""), replace(ROWAN, postcode="")).place is weights.SILENT


SWAPPED = [
    (("Example", "Rowan"), True, True, "simply the other way round"),
    (("EXAMPEL", "rowan"), True, True, "with a slip in the surname"),
    (("Example", "Rwoan"), True, True, "with a slip in the forename"),
    (("Example", "Georgia"), True, False, "of a sister: what they share is the surname"),
    (("Madeup", "Rowan"), True, False, "only one pair agrees: then it is the surname"),
    (("Madeup", "Georgia"), False, False, "of somebody else"),
]


@pytest.mark.parametrize(
    ("names", "swapped", "recognised"), [row[:3] for row in SWAPPED], ids=[row[3] for row in SWAPPED]
)
def test_names_the_other_way_round(names: tuple[str, str], swapped: bool, recognised: bool) -> None:
    """MIS-4: nobody says which of two pairs is the wrong way round, so each must do for a forename."""
    found = evidence(replace(ROWAN, forename=names[0], surname=names[1]), ROWAN)
    assert (found.order is weights.ORDER_SWAPPED) is swapped
    assert found.recognised is recognised


def test_of_two_readings_the_weaker_counts() -> None:
    """MIS-4: swapped, with a slip in one of the words: the slip is in the forename as far as anybody knows."""
    slip = evidence(replace(ROWAN, forename="Exmaple", surname="Rowan"), ROWAN)
    whole = evidence(replace(ROWAN, forename="Example", surname="Rowan"), ROWAN)
    assert slip.weight < whole.weight < evidence(ROWAN, ROWAN).weight


def test_a_forename_that_agrees_is_not_read_the_other_way_round() -> None:
    """MIS-4: Rowan Example and Rowan Sample share a forename, whatever else is alike."""
    found = evidence(replace(ROWAN, surname="Sample"), ROWAN)
    assert (found.forename, found.surname, found.order) == (
        weights.FORENAME_SAME, weights.SURNAME_DIFFERENT, weights.SILENT,
    )  # fmt: skip


def test_the_best_of_many_names_counts() -> None:
    """MIS-4: an alias is as good as a name; without any name on one side nothing is said."""
    known = frozenset({Name(parts("Zoë"), parts("Madeup")), Name(parts("Rowan"), parts("Example"))})
    sought = frozenset({Name(parts("Rowan"), parts("Exmaple"))})
    assert best_names(known, sought)[:2] == (weights.FORENAME_SAME, weights.SURNAME_NEAR)
    assert best_names(sought, known)[:2] == (weights.FORENAME_SAME, weights.SURNAME_NEAR)
    assert best_names(known, frozenset()) == (weights.SILENT,) * 3
    assert best_names(frozenset(), known) == (weights.SILENT,) * 3


NUMBERS = [
    ("A1", "A1", weights.PUPIL_SAME, weights.REFERENCE_SAME, "the same"),
    ("A1", "B2", weights.PUPIL_DIFFERENT, weights.SILENT, "others: two records may hold two kinds of reference"),
    ("A1", "", weights.SILENT, weights.SILENT, "one side silent"),
    ("", "", weights.SILENT, weights.SILENT, "both"),
]


@pytest.mark.parametrize(
    ("one", "other", "pupil", "reference"), [row[:4] for row in NUMBERS], ids=[row[4] for row in NUMBERS]
)
def test_numbers(one: str, other: str, pupil: Level, reference: Level) -> None:
    """MIS-4: a pupil number speaks against; another reference does not."""
    a, b = (replace(ROWAN, pupil_number=number, references=frozenset({number} - {""})) for number in (one, other))
    found = evidence(a, b)
    assert (found.pupil_number, found.reference) == (pupil, reference)


def every_level() -> dict[str, Level]:
    return {name: value for name, value in vars(weights).items() if isinstance(value, Level)}


@pytest.mark.parametrize("name", sorted(every_level()))
def test_a_level_weighs_what_its_frequencies_say(name: str) -> None:
    """MIS-4: log2(m / u) bits; m and u are shares, so that no level is a number out of the air."""
    level = every_level()[name]
    assert level.weight == pytest.approx(log2(level.m / level.u))
    assert 0 < level.m <= 1
    assert 0 < level.u <= 1
    assert bool(level.words) is (level is not weights.SILENT)


ORDERS = [
    ("forename", "FORENAME_SAME FORENAME_FORM FORENAME_NEAR FORENAME_LOOSE FORENAME_INITIAL FORENAME_ANOTHER"),
    ("forename of another", "FORENAME_ANOTHER FORENAME_DIFFERENT"),
    ("surname", "SURNAME_SAME SURNAME_NEAR SURNAME_PART SURNAME_DIFFERENT"),
    ("birth date", "BORN_SAME BORN_SWAPPED BORN_YEAR BORN_DIGIT BORN_DIFFERENT"),
    ("place", "PLACE_SAME PLACE_NEAR PLACE_POSTCODE PLACE_ADDRESS PLACE_STREET PLACE_AREA PLACE_DIFFERENT"),
    ("place of a neighbour", "PLACE_SAME PLACE_NEIGHBOUR PLACE_AREA"),
    ("sex", "SEX_SAME SEX_DIFFERENT"),
    ("pupil number", "PUPIL_SAME PUPIL_DIFFERENT"),
]


@pytest.mark.parametrize(("field", "names"), ORDERS, ids=[row[0] for row in ORDERS])
def test_closer_agreement_never_weighs_less(field: str, names: str) -> None:
    """MIS-4: the levels of a field in their order."""
    found = [every_level()[name].weight for name in names.split()]
    if field not in ("surname",):
        assert found == sorted(found, reverse=True)
    assert found[0] > 0 > found[-1] or field == "place of a neighbour" or field.startswith("forename of")


def test_the_short_cuts_stand_on_the_most_that_names_can_say() -> None:
    """MIS-4: `weigh` gives up below a floor by these two sums, so nothing may weigh more than they say."""
    forenames = [level.weight for name, level in every_level().items() if name.startswith("FORENAME")]
    surnames = [
        level.weight for name, level in every_level().items() if name.startswith("SURNAME") and isinstance(level, Level)
    ]
    assert pytest.approx(max(forenames) + max(surnames)) == weights.NAMES_AT_MOST
    assert pytest.approx(max(forenames) + weights.SURNAME_DIFFERENT.weight) == weights.SURNAME_APART_AT_MOST


HOME, DAY, FAMILY = "same address and postcode", "same birth date", "same surname"
NAME, SEX = "same forename", "same sex"
WORDS: list[tuple[dict[str, object], tuple[str, ...], tuple[str, ...]]] = [
    ({}, (HOME, DAY, FAMILY, NAME, SEX), ()),
    ({"born": date(2009, 11, 30)}, (HOME, FAMILY, NAME, SEX), ("different birth date",)),
    ({"forename": "Georgia", "sex": "F"}, (HOME, DAY, FAMILY), ("different forename", "different sex")),
    ({"address": "9 Pretend Way", "postcode": "XX9 9XX"}, (DAY, FAMILY, NAME, SEX), ("different address",)),
    (
        {"forename": "Example", "surname": "Rowan"},
        (HOME, DAY, FAMILY, NAME, SEX),
        ("forename and surname the other way round",),
    ),
]


@pytest.mark.parametrize(("changed", "agreements", "disagreements"), WORDS)
def test_what_agrees_is_said_the_strongest_first(
    changed: dict[str, object], agreements: tuple[str, ...], disagreements: tuple[str, ...]
) -> None:
    """MIS-4: for and against apart, in the words that a page shows, nothing said of what nobody said."""
    found = compare(replace(ROWAN, **changed), ROWAN)  # type: ignore[arg-type]
    assert (found.agreements, found.disagreements) == (agreements, disagreements)
    assert round(found.weight, 1) == found.weight


EDGES = [
    (0.0, True, "at the threshold"),
    (-0.001, False, "just under"),
    (5.0, True, "above"),
]


@pytest.mark.parametrize(("above", "certain"), [row[:2] for row in EDGES], ids=[row[2] for row in EDGES])
def test_certain_begins_at_the_threshold(above: float, certain: bool) -> None:
    """MIS-4: the number in the arrangement is itself enough."""
    found = evidence(ROWAN, ROWAN)
    limits = Thresholds(certain=found.weight - above, possible=1.0, margin=8.0)
    assert limits.is_certain(found) is certain


def test_thresholds_that_just_fit_are_taken() -> None:
    """MIS-4: a rival exactly the margin behind is still looked at."""
    assert Thresholds(certain=20, possible=12, margin=8).margin == 8
    with pytest.raises(ValueError, match="rival"):
        Thresholds(certain=20, possible=12.001, margin=8)


def test_what_speaks_against() -> None:
    """MIS-4: two names, or two birth dates; a slip in either does not."""
    assert evidence(replace(ROWAN, forename="Georgia"), ROWAN).speaks_against
    assert evidence(replace(ROWAN, born=date(2009, 11, 30)), ROWAN).speaks_against
    assert not evidence(replace(ROWAN, forename="Rwoan", born=date(2013, 5, 3)), ROWAN).speaks_against
    assert not evidence(replace(ROWAN, surname="Madeup", address="", postcode=""), ROWAN).speaks_against


@settings(max_examples=60)
@given(st.floats(-40, 60))
def test_a_floor_that_is_reached_exactly_keeps_the_evidence(shift: float) -> None:
    """MIS-4: the floor is the first weight that is kept."""
    one, other = Profile.of(ROWAN), Profile.of(replace(ROWAN, surname="Sample", address="", postcode=""))
    full = weigh(one, other)
    assert full is not None
    assert weigh(one, other, floor=full.weight) is not None
    kept = weigh(one, other, floor=shift)
    assert (kept is not None) is (full.weight >= shift)
