"""How likely two descriptions are of one child (MIS-4)."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.children.rules import weights
from lantern.children.rules.described import Described
from lantern.children.rules.matching import Evidence, Thresholds, compare, weigh
from lantern.children.rules.profiles import Profile
from lantern.children.rules.weights import Level

ROWAN = Described(
    "Rowan", "Example", date(2013, 3, 5), "M", "145 Fictional Lane", "ZZ15 6HY", "D689", frozenset({"C1"})
)
THRESHOLDS = Thresholds()


def evidence(one: Described, other: Described) -> Evidence:
    found = weigh(Profile.of(one), Profile.of(other))
    assert found is not None
    return found


def test_likeness_is_said_in_words() -> None:
    """MIS-4: a person is told why, the strongest first, for and against apart."""
    found = compare(ROWAN, replace(ROWAN, born=date(2013, 5, 3), postcode="ZZ1 1AA", sex="F", references=frozenset()))
    assert found.agreements[:2] == ("same pupil number", "same surname")
    assert "birth date with day and month swapped" in found.agreements
    assert found.disagreements == ("different sex",)


@pytest.mark.parametrize(
    ("born", "level"),
    [
        (date(2013, 3, 5), weights.BORN_SAME),
        (date(2013, 5, 3), weights.BORN_SWAPPED),
        (date(2012, 3, 5), weights.BORN_YEAR),
        (date(2013, 3, 15), weights.BORN_DIGIT),
        (date(2009, 11, 30), weights.BORN_DIFFERENT),
        (None, weights.SILENT),
    ],
)
def test_birth_dates(born: date | None, level: Level) -> None:
    """MIS-4: exact, swapped, a year apart, one digit, another, missing."""
    assert evidence(ROWAN, replace(ROWAN, born=born)).born is level


@pytest.mark.parametrize(
    ("address", "postcode", "level"),
    [
        ("145 fictional ln.", "zz156hy", weights.PLACE_SAME),
        ("145 Fictonal Lane", "ZZ15 6HY", weights.PLACE_SAME),
        ("145 Fictional Lane", "ZZ15 6HX", weights.PLACE_NEAR),
        ("145 Fictional Lane", "", weights.PLACE_ADDRESS),
        ("145 Fictional Lane", "YY1 1AA", weights.PLACE_STREET),
        ("", "ZZ15 6HY", weights.PLACE_POSTCODE),
        ("146 Fictional Lane", "ZZ15 6HY", weights.PLACE_NEIGHBOUR),
        ("3 Pretend Way", "ZZ15 1AA", weights.PLACE_AREA),
        ("3 Pretend Way", "YY1 1AA", weights.PLACE_DIFFERENT),
        ("3 Pretend Way", "", weights.PLACE_DIFFERENT),
        ("", "", weights.SILENT),
    ],
)
def test_places(address: str, postcode: str, level: Level) -> None:
    """MIS-4: address and postcode are one piece of evidence; another house number is another address."""
    assert evidence(ROWAN, replace(ROWAN, address=address, postcode=postcode)).place is level


def test_names_the_other_way_round_are_seen() -> None:
    """MIS-4: forename and surname swapped, with a slip in one, are still this child."""
    found = evidence(replace(ROWAN, forename="EXAMPEL", surname="rowan"), ROWAN)
    assert (found.order, found.recognised) == (weights.ORDER_SWAPPED, True)


def test_a_shared_surname_is_no_shared_forename() -> None:
    """MIS-4: the swapped name of a sister must not be recognised by the surname that they share."""
    found = evidence(replace(ROWAN, forename="Example", surname="Georgia"), ROWAN)
    assert found.another_person
    assert not THRESHOLDS.is_certain(found)


def test_nothing_but_the_forename_tells_twins_apart() -> None:
    """MIS-4: twins share surname, birth date, address, even the pupil number; that is never certain."""
    found = evidence(replace(ROWAN, forename="Georgia", references=frozenset()), ROWAN)
    assert found.weight > THRESHOLDS.certain
    assert not THRESHOLDS.is_certain(found)
    assert not THRESHOLDS.is_certain(evidence(replace(ROWAN, forename=""), ROWAN))


@pytest.mark.parametrize("other", [{"surname": "Pretend"}, {"surname": "Pretend", "sex": "", "born": None}])
def test_a_pupil_number_is_evidence_and_never_proof(other: dict[str, object]) -> None:
    """MIS-4: feeds give two children one number; one of the same forename and number is not by that the same child."""
    elsewhere = {
        "born": date(2009, 11, 30),
        "address": "3 Pretend Way",
        "postcode": "YY1 1AA",
        "references": frozenset(),
    }
    stranger = replace(ROWAN, **(elsewhere | other))  # type: ignore[arg-type]
    assert stranger.pupil_number == ROWAN.pupil_number
    assert evidence(stranger, ROWAN).weight < THRESHOLDS.certain - THRESHOLDS.margin, "nor near enough to be a rival"


@pytest.mark.parametrize("born", [None, date(2009, 11, 30)])
def test_a_birth_date_alone_does_not_prevent_certainty(born: date | None) -> None:
    """MIS-4: name, address and postcode are enough when the birth date is missing or wrong."""
    assert THRESHOLDS.is_certain(
        evidence(Described("Rowan", "Example", born, "", ROWAN.address, ROWAN.postcode), ROWAN)
    )


def test_a_name_alone_is_not_certain() -> None:
    """MIS-4: many children share a name."""
    assert not THRESHOLDS.is_certain(evidence(Described("Rowan", "Example"), ROWAN))


def test_the_best_of_several_descriptions_counts() -> None:
    """MIS-4: an alias, an earlier address, the better spelt of two messages."""
    moved = Described("Ro", "Example", None, "", "3 Pretend Way", "YY1 1AA")
    known = Profile.of(moved, ROWAN)
    found = weigh(known, Profile.of(replace(ROWAN, address=moved.address, postcode=moved.postcode)))
    assert found is not None
    assert (found.forename, found.place) == (weights.FORENAME_SAME, weights.PLACE_SAME)


def test_thresholds_that_hide_a_rival_are_refused() -> None:
    """MIS-4: a rival within the margin must at least be possible."""
    with pytest.raises(ValueError, match="rival"):
        Thresholds(certain=15, possible=12, margin=8)


names = st.sampled_from(["Rowan", "Rwoan", "Georgia", "Ella", "Ellie", "Mary Ann", "Z?e", "J", ""])
described = st.builds(
    Described,
    forename=names | st.sampled_from(["Example", "Sample"]),
    surname=st.sampled_from(["Example", "Exmaple", "Sample", "Example-Sample", "Rowan", ""]),
    born=st.none() | st.dates(date(2012, 1, 1), date(2013, 3, 1)),
    sex=st.sampled_from(["M", "F", ""]),
    address=st.sampled_from(["145 Fictional Lane", "146 Fictional Lane", "3 Pretend Way", ""]),
    postcode=st.sampled_from(["ZZ15 6HY", "ZZ15 6HX", "YY1 1AA", ""]),
    pupil_number=st.sampled_from(["D689", "E1", ""]),
    references=st.sampled_from([frozenset(), frozenset({"C1"}), frozenset({"C2"})]),
)


@given(st.lists(described, min_size=1, max_size=3), st.lists(described, min_size=1, max_size=3))
def test_likeness_has_no_direction_and_no_order(ones: list[Described], others: list[Described]) -> None:
    """MIS-4: who is compared with whom, and in what order descriptions came, changes nothing."""
    there = weigh(Profile.of(*ones), Profile.of(*others))
    back = weigh(Profile.of(*reversed(others)), Profile.of(*reversed(ones)))
    assert there is not None
    assert back is not None
    assert there.weight == pytest.approx(back.weight)
    assert there.recognised == back.recognised


@given(described, described, st.floats(-30, 60))
def test_a_floor_only_leaves_out_what_is_below_it(one: Described, other: Described, floor: float) -> None:
    """MIS-4: the short cuts never lose a candidate that reaches the floor."""
    full = evidence(one, other)
    cut = weigh(Profile.of(one), Profile.of(other), floor=floor)
    assert (cut is None) == (full.weight < floor)


@given(described, described)
def test_more_said_of_one_child_never_counts_against_it(one: Described, other: Described) -> None:
    """MIS-4: a further description can only add to the evidence."""
    alone = weigh(Profile.of(one), Profile.of(one))
    more = weigh(Profile.of(one), Profile.of(one, other))
    assert alone is not None
    assert more is not None
    assert more.weight >= alone.weight - abs(weights.SEX_DIFFERENT.weight)


def test_a_comparison_is_quick() -> None:
    """MIS-4: a million children need comparisons in microseconds; 30 is the bar, the names being new to it."""
    ones = [
        Profile.of(replace(ROWAN, forename=f"Row{chr(97 + n % 26)}an{n}", surname=f"Ex{n}mple", born=day))
        for n, day in enumerate(date(2010, 1, 1) + timedelta(days=n) for n in range(60))
    ]
    started = time.process_time()
    for one in ones:
        for other in ones:
            weigh(one, other)
    assert (time.process_time() - started) / len(ones) ** 2 < 300e-6  # ten times the bar: these machines are shared
