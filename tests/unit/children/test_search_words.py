"""What was typed into the search, at the edges of each way of reading it (MIS-4)."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.children.rules.described import Described
from lantern.children.rules.names import parts
from lantern.children.rules.profiles import Name, Profile
from lantern.children.rules.searching import (
    LONGEST,
    beginnings,
    near,
    read_search,
    search_keys,
    single_sounds,
    sort_name,
    wanted_like,
)

DAYS = [
    ("3/3/12", date(2012, 3, 3), "two digits of this century"),
    ("3/3/39", date(2039, 3, 3), "the last year of it"),
    ("3/3/40", date(1940, 3, 3), "the first of the one before"),
    ("03.12.2012", date(2012, 12, 3), "day before month"),
    ("1st February 2012", date(2012, 2, 1), "first"),
    ("2nd Feb 2012", date(2012, 2, 2), "second"),
    ("4TH FEBRUARY 2012", date(2012, 2, 4), "loud"),
    ("29 february 2012", date(2012, 2, 29), "a leap day"),
    ("29 february 2013", None, "a leap day in another year"),
    ("32/1/2012", None, "no such day"),
    ("1/13/2012", None, "no such month"),
    ("1/1/123", None, "a year of three digits"),
    ("0/1/2012", None, "day nothing"),
    ("2012-13-01", None, "an ISO day that never was"),
    ("2012-12-31", date(2012, 12, 31), "an ISO day"),
    ("12/2012", None, "a month"),
]


@pytest.mark.parametrize(("typed", "born"), [row[:2] for row in DAYS], ids=[row[2] for row in DAYS])
def test_birth_dates(typed: str, born: date | None) -> None:
    """MIS-4: as people write them; what is no day is looked for as a number."""
    wanted = read_search(typed)
    assert wanted.described.born == born
    assert bool(born) or not wanted.is_empty


@pytest.mark.parametrize("born", [date(2012, 1, 2), date(2009, 12, 31), date(2016, 2, 29)])
@pytest.mark.parametrize("form", ["%d/%m/%Y", "%d %B %Y", "%d-%b-%Y", "%Y-%m-%d", "%d.%m.%y"])
def test_a_day_stands_anywhere_among_the_words(born: date, form: str) -> None:
    """MIS-4: before the name, after it, between its words."""
    written = born.strftime(form)
    for typed in (f"{written} zoe madeup", f"zoe madeup {written}", f"zoe {written} madeup"):
        wanted = read_search(typed)
        assert (wanted.described.born, wanted.words, wanted.references) == (born, ("zoe", "madeup"), frozenset())


READ = [
    ("zoe", ("zoe",), "", set(), "a name"),
    ("O'Example", ("oexample",), "", set(), "an apostrophe"),
    ("zoe CM19UQ", ("zoe",), "CM19UQ", set(), "a postcode after a name"),
    ("cm1 9uq", (), "CM19UQ", set(), "a postcode in small letters"),
    ("C0700001", (), "", {"C0700001"}, "a reference"),
    ("c0700001", (), "", {"c0700001", "C0700001"}, "a reference in small letters"),
    ("FX/900", (), "", {"FX/900"}, "a reference with a slash"),
    ("zoe 12", ("zoe",), "", {"12"}, "a number besides a name"),
    ("CM1", (), "", {"CM1"}, "half a postcode is a reference"),
    ("a b c d e f g", ("a", "b", "c", "d", "e"), "", set(), "five words at most"),
    ("zoe\0madeup", ("zoe", "madeup"), "", set(), "a sign that no database takes"),
    ("%_'\";--", (), "", set(), "signs alone"),
]


@pytest.mark.parametrize(
    ("typed", "words", "postcode", "references"), [row[:4] for row in READ], ids=[row[4] for row in READ]
)
def test_searches(typed: str, words: tuple[str, ...], postcode: str, references: set[str]) -> None:
    """MIS-4."""
    wanted = read_search(typed)
    assert (wanted.words, wanted.described.postcode, set(wanted.references)) == (words, postcode, references)
    assert wanted.is_empty is (typed == "%_'\";--")


def test_no_more_is_read_than_anybody_types() -> None:
    """MIS-4: what stands after two hundred characters is left alone."""
    assert read_search("x" * LONGEST + " 03/03/2012").described.born is None
    assert read_search(" " * 500 + "zoe").words == ("zoe",)


STARTS = [
    ("zoe", [("zoe", "")], "one word: the beginning of a surname"),
    ("zoe madeup", [("madeup", "zoe"), ("zoe", "madeup")], "two: either may be the surname"),
    (
        "thi mai nguyen",
        [("nguyen", "thi mai"), ("thi mai", "nguyen"), ("mai nguyen", "thi"), ("thi", "mai nguyen")],
        "three: the last alone first, then the last two",
    ),
]


@pytest.mark.parametrize(("typed", "starts"), [row[:2] for row in STARTS], ids=[row[2] for row in STARTS])
def test_the_ways_words_may_be_meant(typed: str, starts: list[tuple[str, str]]) -> None:
    """MIS-4: (surname, forename), the usual way first."""
    assert list(read_search(typed).starts) == starts


def test_the_profile_sought_has_the_words_either_way_round() -> None:
    """MIS-4: and what else was typed beside each."""
    profile = read_search("zoe madeup 03/03/2012").profile
    assert profile.names == {Name(("zoe",), ("madeup",)), Name(("madeup",), ("zoe",))}
    assert profile.born == {date(2012, 3, 3)}
    assert read_search("zoe").profile.names == {Name((), ("zoe",)), Name(("zoe",), ())}
    assert read_search("C1").profile.references == {"C1"}


def test_a_description_is_sought_as_it_stands() -> None:
    """MIS-4: as when a record is about to be opened."""
    described = Described("Thi Mai", "Nguyen-Madeup", date(2012, 3, 3), postcode="CM1 9UQ")
    wanted = wanted_like(described)
    assert wanted.described is described
    assert wanted.words == ("thi", "mai", "nguyen", "madeup")
    assert wanted_like(Described("a b c d", "e f g h")).words == ("a", "b", "c", "d", "e")
    assert wanted_like(Described()).is_empty


BEGINS = [
    ("mad", "madeup zoe", True, "the beginning of the surname"),
    ("zo", "madeup zoe", True, "of the forename"),
    ("mad zo", "madeup zoe", True, "of both"),
    ("zo mad", "madeup zoe", True, "in either order"),
    ("madeup zoe", "madeup zoe", True, "all of it"),
    ("adeup", "madeup zoe", False, "not the middle"),
    ("zoe zoe", "madeup zoe", False, "no word twice"),
    ("zoe zo", "zoe zoella", True, "unless it is there twice"),
    ("zo zoella", "zoe zoella", True, "the longer word takes its own first"),
    ("zoe anne may", "madeup zoe", False, "more words than there are"),
    ("", "madeup zoe", False, "nothing begins nothing"),
]


@pytest.mark.parametrize(("typed", "stored", "begins"), [row[:3] for row in BEGINS], ids=[row[3] for row in BEGINS])
def test_words_that_begin_a_stored_name(typed: str, stored: str, begins: bool) -> None:
    """MIS-4: so that a child is found before the name is typed out."""
    assert read_search(typed).begins(stored) is begins


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from(["zoe", "anne", "madeup", "fictional", "pretend"]), min_size=1, max_size=3, unique=True),
    st.data(),
)
def test_any_beginnings_of_the_words_of_a_name_begin_it(words: list[str], data: st.DataObject) -> None:
    """MIS-4: cut anywhere, in any order."""
    typed = [word[: data.draw(st.integers(1, len(word)))] for word in data.draw(st.permutations(words))]
    stored = sort_name(words[0], " ".join(words[1:]))
    assert read_search(" ".join(typed)).begins(stored)


NEAR = [
    ("exa", ["exb"], [], "three letters: as typed"),
    ("exam", ["exax"], ["exax"], "four: one slip"),
    ("exam", ["exxx"], [], "not two"),
    ("example", ["exxxple"], [], "seven: still one"),
    ("fictiona", ["fixtoona"], ["fixtoona"], "eight: two"),
    ("fictionalnamehere", ["fixtoobalnamehere"], [], "never three"),
    ("example", ["exaple", "example", "xample"], ["example", "exaple", "xample"], "the nearest first, then by name"),
]


@pytest.mark.parametrize(("word", "known", "found"), [row[:3] for row in NEAR], ids=[row[3] for row in NEAR])
def test_slips_that_are_forgiven(word: str, known: list[str], found: list[str]) -> None:
    """MIS-4: one for every four letters, two at most."""
    assert near(word, known) == found


@settings(max_examples=80)
@given(
    st.text("abcdefgh", min_size=4, max_size=12),
    st.integers(0, 11),
    st.sampled_from(["swap", "drop", "double", "change"]),
)
def test_one_slip_is_forgiven_and_how_the_word_begins_is_tried(word: str, at: int, slip: str) -> None:
    """MIS-4: wherever it is; the index is read by beginnings, so one of those must be the meant word's."""
    at %= len(word)
    typed = {
        "swap": word[:at] + word[at : at + 2][::-1] + word[at + 2 :],
        "drop": word[:at] + word[at + 1 :],
        "double": word[: at + 1] + word[at:],
        "change": word[:at] + "z" + word[at + 1 :],
    }[slip]
    if len(typed) >= 4:
        assert near(typed, [word]) == [word]
    if at >= 1 or slip in ("swap", "double"):
        assert any(word.startswith(each) for each in beginnings(typed))


def test_the_letters_a_word_may_begin_with() -> None:
    """MIS-4: as typed, or the second: the first two are swapped, or the first is one too many."""
    assert beginnings("example") == {"e", "x"}
    assert beginnings("e") == {"e"}
    assert beginnings("") == frozenset()


SOUNDS = [("Zoë", {"s:S"}), ("O'Example", {"s:OKSMPL"}), ("Thi Mai", {"s:0", "s:M"}), ("", set()), ("??", set())]


@pytest.mark.parametrize(("word", "keys"), SOUNDS)
def test_a_single_name_has_the_key_of_its_sound(word: str, keys: set[str]) -> None:
    """MIS-4: each word its own."""
    assert single_sounds(word) == keys


@given(st.sampled_from(["Zoë Anne", "Rowan", "Thi Mai"]), st.sampled_from(["Madeup", "Przykładowy", "O'Fiction"]))
def test_a_child_has_the_key_of_each_of_their_words(forename: str, surname: str) -> None:
    """MIS-4: so that any one of them is enough to find the child."""
    keys = search_keys(Profile.of(Described(forename, surname)))
    for word in (*forename.split(), surname):
        assert read_search(word).sounds <= keys
        assert read_search(word).sounds
    assert not read_search(f"{forename} {surname}").sounds


@given(st.text(max_size=120), st.text(max_size=120))
def test_a_sort_name_is_plain_and_fits_its_column(surname: str, forename: str) -> None:
    """MIS-4: lists are sorted by it and prefixes sought in it."""
    found = sort_name(surname, forename)
    assert len(found) <= 200
    assert found == " ".join((*parts(surname), *parts(forename)))[:200]
