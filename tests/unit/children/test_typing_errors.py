"""Each kind of mistake that records are written with still leads to the child, and is weighed as what it is (MIS-4).

A mistake is a function from a true description to the one that was written, with a place drawn by hypothesis. The keys
must find the pair among a million; what the weighing says of it is the row's own level.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from lantern.children.rules import weights
from lantern.children.rules.blocks import blocking_keys, mistakes, searching_keys, stored_keys
from lantern.children.rules.described import Described
from lantern.children.rules.matching import Evidence, weigh
from lantern.children.rules.profiles import Profile
from lantern.children.rules.searching import search_keys

Mistake = Callable[[Described, int], Described]

FORENAMES = ("Rowan", "Georgia", "Benjamin", "Thi Mai", "Zoë", "Oluwaseun", "Katarzyna", "Callum")
SURNAMES = ("Example", "Invented", "Madeup-Nowhere", "O'Fiction", "Przykładowy", "Placeholder", "Supposed")
true_children = st.builds(
    Described,
    forename=st.sampled_from(FORENAMES),
    surname=st.sampled_from(SURNAMES),
    born=st.dates(date(2008, 1, 1), date(2018, 12, 31)),
    sex=st.sampled_from(["F", "M"]),
    address=st.sampled_from(
        ["145 Fictional Lane", "3 Pretend Way", "Flat 2, 17 Nowhere Road", "Kite House, Madeup Street"]
    ),
    postcode=st.sampled_from(["ZZ15 6HY", "QX3 4AB", "YY1 1AA"]),
    pupil_number=st.just("S000000000689"),
    references=st.just(frozenset({"D0000012"})),
)
places = st.integers(0, 40)


def swapped(word: str, at: int) -> str:
    """Two neighbouring letters the other way round."""
    at %= max(len(word) - 1, 1)
    return word[:at] + word[at : at + 2][::-1] + word[at + 2 :]


def dropped(word: str, at: int) -> str:
    at %= len(word)
    return word[:at] + word[at + 1 :]


def doubled(word: str, at: int) -> str:
    at %= len(word)
    return word[: at + 1] + word[at:]


def mistyped(word: str, at: int) -> str:
    at %= len(word)
    return word[:at] + ("x" if word[at] != "x" else "z") + word[at + 1 :]


def lost(word: str, at: int) -> str:
    """A letter that an encoding did not have."""
    at %= len(word)
    return word[:at] + "?" + word[at + 1 :]


SLIPS: dict[str, Callable[[str, int], str]] = {
    "swapped": swapped, "dropped": dropped, "doubled": doubled, "mistyped": mistyped, "lost": lost,
}  # fmt: skip


def _in_surname(slip: Callable[[str, int], str]) -> Mistake:
    return lambda who, at: replace(who, surname=slip(who.surname, at))


def _in_forename(slip: Callable[[str, int], str]) -> Mistake:
    return lambda who, at: replace(who, forename=slip(who.forename, at))


def _born(who: Described, **changed: int) -> Described:
    assert who.born is not None
    try:
        return replace(who, born=who.born.replace(**changed))
    except ValueError:
        assume(False)
        raise


MISTAKES: dict[str, Mistake] = {
    **{f"surname {name}": _in_surname(slip) for name, slip in SLIPS.items()},
    **{f"forename {name}": _in_forename(slip) for name, slip in SLIPS.items()},
    "capitals": lambda who, at: replace(who, forename=who.forename.upper(), surname=who.surname.upper()),
    "without hyphens": lambda who, at: replace(who, surname=who.surname.replace("-", " ")),
    "without apostrophes": lambda who, at: replace(who, surname=who.surname.replace("'", "")),
    "half of the surname": lambda who, at: replace(
        who, surname=who.surname.split("-")[at % len(who.surname.split("-"))]
    ),
    "names the other way round": lambda who, at: replace(who, forename=who.surname, surname=who.forename),
    "initial": lambda who, at: replace(who, forename=who.forename[0]),
    "no forename": lambda who, at: replace(who, forename=""),
    "no surname": lambda who, at: replace(who, surname=""),
    "no birth date": lambda who, at: replace(who, born=None),
    "a year early": lambda who, at: _born(who, year=who.born.year - 1),  # type: ignore[union-attr]
    "a year late": lambda who, at: _born(who, year=who.born.year + 1),  # type: ignore[union-attr]
    "day and month swapped": lambda who, at: _born(who, day=who.born.month, month=who.born.day),  # type: ignore[union-attr]
    "no address": lambda who, at: replace(who, address=""),
    "no postcode": lambda who, at: replace(who, postcode=""),
    "moved": lambda who, at: replace(who, address="9 Elsewhere Close", postcode="XX9 9XX"),
    "postcode without its space": lambda who, at: replace(who, postcode=who.postcode.replace(" ", "").lower()),
    "no numbers": lambda who, at: replace(who, pupil_number="", references=frozenset()),
    "another pupil number": lambda who, at: replace(who, pupil_number="S000000000690"),
    "another sex": lambda who, at: replace(who, sex="M" if who.sex == "F" else "F"),
}


def finds(sought: Described, stored: Described) -> bool:
    return not searching_keys(Profile.of(sought)).isdisjoint(blocking_keys(stored))


def evidence(one: Described, other: Described) -> Evidence:
    found = weigh(Profile.of(one), Profile.of(other))
    assert found is not None
    return found


@pytest.mark.parametrize("kind", sorted(MISTAKES))
@settings(max_examples=12)
@given(who=true_children, at=places)
def test_one_mistake_of_each_kind_leaves_the_child_to_be_found(kind: str, who: Described, at: int) -> None:
    """MIS-4: with everything else as it should be, the pair shares a key."""
    assert finds(MISTAKES[kind](who, at), who)


@pytest.mark.parametrize("kind", sorted(MISTAKES))
@settings(max_examples=8)
@given(who=true_children, at=places)
def test_the_record_may_hold_the_mistake_as_well(kind: str, who: Described, at: int) -> None:
    """MIS-4: it is the stored description that is wrong as often as the one that comes in."""
    assert finds(who, MISTAKES[kind](who, at))


NAMES_OF_PAIRS = [
    (one, other)
    for one in ("surname swapped", "surname dropped", "surname lost", "forename mistyped", "initial", "moved")
    for other in ("no numbers", "a year early", "day and month swapped", "no postcode")
]


@pytest.mark.parametrize(("one", "other"), NAMES_OF_PAIRS)
@settings(max_examples=8)
@given(who=true_children, at=places, more=places)
def test_two_mistakes_together_leave_the_child_to_be_found(
    one: str, other: str, who: Described, at: int, more: int
) -> None:
    """MIS-4: a slip in a name together with a birth date that is off, or without any number."""
    assert finds(MISTAKES[other](MISTAKES[one](who, at), more), who)


@pytest.mark.parametrize("name", sorted(SLIPS))
@settings(max_examples=12, suppress_health_check=[HealthCheck.filter_too_much])
@given(who=true_children, at=st.integers(2, 40))
def test_a_slip_further_on_in_a_name_still_sounds_the_same_or_begins_the_same(
    name: str, who: Described, at: int
) -> None:
    """MIS-4: with nothing but the two names, initials and birth date."""
    assume(at < len(who.surname))
    bare = replace(who, address="", postcode="", pupil_number="", references=frozenset())
    assert finds(replace(bare, surname=SLIPS[name](who.surname, at)), bare)


SAID = {  # a kind of mistake: the field it shows in and the level it must reach, given the other fields are the same
    "capitals": ("forename", weights.FORENAME_SAME),
    "without hyphens": ("surname", weights.SURNAME_SAME),
    "without apostrophes": ("surname", weights.SURNAME_SAME),
    "initial": ("forename", weights.FORENAME_INITIAL),
    "no forename": ("forename", weights.SILENT),
    "no surname": ("surname", weights.SILENT),
    "no birth date": ("born", weights.SILENT),
    "a year early": ("born", weights.BORN_YEAR),
    "a year late": ("born", weights.BORN_YEAR),
    "no address": ("place", weights.PLACE_POSTCODE),
    "no postcode": ("place", weights.PLACE_ADDRESS),
    "moved": ("place", weights.PLACE_DIFFERENT),
    "postcode without its space": ("place", weights.PLACE_SAME),
    "no numbers": ("pupil_number", weights.SILENT),
    "another pupil number": ("pupil_number", weights.PUPIL_DIFFERENT),
    "another sex": ("sex", weights.SEX_DIFFERENT),
    "names the other way round": ("order", weights.ORDER_SWAPPED),
}


@pytest.mark.parametrize("kind", sorted(SAID))
@settings(max_examples=20)
@given(who=true_children)
def test_a_mistake_is_weighed_as_what_it_is(kind: str, who: Described) -> None:
    """MIS-4: and no other field suffers for it."""
    field, level = SAID[kind]
    found, whole = evidence(MISTAKES[kind](who, 0), who), evidence(who, who)
    assert getattr(found, field) is level
    if kind != "names the other way round":
        others = {"forename", "surname", "born", "place", "sex", "pupil_number", "reference"} - {field}
        others -= {"reference"} if kind == "no numbers" else set()
        assert {name: getattr(found, name) for name in others} == {name: getattr(whole, name) for name in others}


@settings(max_examples=40)
@given(true_children)
def test_day_and_month_swapped_is_seen_as_that_and_not_as_two_wrong_digits(who: Described) -> None:
    """MIS-4: 3 May for 5 March; a day that is the same either way is the same birth date."""
    assert who.born is not None
    assume(who.born.day <= 12)
    level = weights.BORN_SAME if who.born.day == who.born.month else weights.BORN_SWAPPED
    assert evidence(MISTAKES["day and month swapped"](who, 0), who).born is level


@settings(max_examples=40)
@given(st.dates(date(2000, 1, 1), date(2024, 12, 31)))
def test_mistakes_in_birth_dates_go_both_ways(born: date) -> None:
    """MIS-4: whichever of two dates is the wrong one, the other is among its mistakes."""
    for wrong in mistakes(born):
        assert born in set(mistakes(wrong))
        assert wrong != born or born.day == born.month


@settings(max_examples=40)
@given(true_children, places)
def test_everything_recorded_of_a_child_leads_there(who: Described, at: int) -> None:
    """MIS-4: a second name or address adds keys and takes none away."""
    also = replace(who, forename="Zuzu", address="9 Elsewhere Close", postcode="XX9 9XX")
    together = Profile.of(who, also)
    assert stored_keys(together) >= stored_keys(Profile.of(who)) | stored_keys(Profile.of(also))
    assert search_keys(together) >= search_keys(Profile.of(who))


KEYS = [
    ("birth date and initial", Described("Rowan", "Example", date(2013, 3, 5)), "b:20130305r", "b:20130305e"),
    ("birth date alone", Described(born=date(2013, 3, 5)), "b:20130305"),
    ("both initials, sorted", Described("Rowan", "Example", date(2013, 3, 5)), "d:20130305er"),
    ("early years are padded", Described(born=date(987, 3, 5)), "b:09870305"),
    ("postcode", Described(postcode="zz15 6hy"), "p:ZZ156HY"),
    ("house and street", Described("R", "", address="145 Fictional Lane"), "a:145fictr"),
    ("house without a number", Described("R", "", address="Kite House"), "a:kitehouser"),
    ("a long house number", Described("R", "", address="1234567 Pretend Way"), "a:12345pretr"),
    ("pupil number", Described(pupil_number="S000"), "u:S000"),
    ("reference", Described(references=frozenset({"D12"})), "r:D12"),
    ("a long reference is cut", Described(references=frozenset({"9" * 60})), f"r:{'9' * 40}"),
    ("sounds in either order", Described("Rowan", "Example"), "n:EKSM|RWN"),
    ("particles have no initial", Described("Rowan", "Al Sample", date(2013, 3, 5)), "b:20130305s"),
]


@pytest.mark.parametrize(("described", "keys"), [(row[1], row[2:]) for row in KEYS], ids=[str(row[0]) for row in KEYS])
def test_keys_are_what_they_are(described: Described, keys: tuple[str, ...]) -> None:
    """MIS-4: they are stored in an index, so that changing how one is built leaves every child to be keyed again."""
    assert set(keys) <= blocking_keys(described)


@given(true_children, st.sets(st.sampled_from(["forename", "surname", "address", "postcode", "pupil_number"])))
def test_no_key_says_nothing(who: Described, blank: set[str]) -> None:
    """MIS-4: everybody without a postcode would share one that is empty, and be found together."""
    profile = Profile.of(replace(who, born=None, references=frozenset(), **dict.fromkeys(blank, "")))
    assert all(len(key) > 2 for key in stored_keys(profile) | searching_keys(profile))


@pytest.mark.parametrize(("forename", "surname"), [("W", "Example"), ("Rowan", "W"), ("W", "W")])
def test_a_name_without_a_sound_has_no_key_of_it(forename: str, surname: str) -> None:
    """MIS-4: or everybody with such an initial would sound alike."""
    keys = blocking_keys(Described(forename, surname))
    assert not {key for key in keys if key.startswith("n:")}


def test_a_mistaken_birth_date_is_looked_for_and_not_stored() -> None:
    """MIS-4: each record has the keys of its own dates alone, or an index of a million would be four times as large."""
    who = Described("Rowan", "Example", date(2013, 3, 5))
    assert {key for key in blocking_keys(who) if key.startswith("d:")} == {"d:20130305er"}
    looked_for = {key for key in searching_keys(Profile.of(who)) if key.startswith("d:")}
    assert looked_for >= {"d:20130503er", "d:20120305er", "d:20140305er", "d:20130306er", "d:20030305er"}
    assert "d:20130305er" not in looked_for  # whoever was born that day has the day with one initial


def test_a_particle_is_neither_an_initial_nor_a_sound() -> None:
    """MIS-4: a thousand families are called Al or De something; the name is the other word."""
    keys = blocking_keys(Described("Rowan", "De Sample", date(2013, 3, 5)))
    assert "b:20130305d" not in keys
    assert "n:RWN|T" not in keys
    assert "n:RWN|SMPL" in keys
