"""Each level that two names can reach, at its edges: how many letters, how many slips, which of two words (MIS-4)."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantern.children.rules import names, weights
from lantern.children.rules.given_names import FORMS, GIVEN, HEADS
from lantern.children.rules.names import forename_level, may_agree, parts, slips, surname_level
from lantern.children.rules.weights import Level

PLAIN = [  # what somebody wrote, the words that are compared, why
    ("O'Example-Nowhere", ("oexample", "nowhere"), "an apostrophe joins, a hyphen parts"),
    ("O’Example", ("oexample",), "a printed apostrophe"),
    ("O‘Example", ("oexample",), "one the wrong way round"),
    ("O`Example", ("oexample",), "a grave accent in its place"),
    ("O´Example", ("oexample",), "an acute one"),
    ("St. Sample", ("st", "sample"), "a stop is left out"),
    ("J.R.", ("jr",), "initials stay together"),
    ("  Zoë   Anne ", ("zoe", "anne"), "blanks and accents"),
    ("Łukasz", ("lukasz",), "a letter that is no accented one"),
    ("Đức", ("duc",), "Vietnamese"),
    ("Straße", ("strasse",), "one letter becomes two"),
    ("Юлия", ("yuliya",), "Cyrillic"),
    ("محمد", ("mhmd",), "Arabic has its consonants"),
    ("Nguy?n", ("nguy?n",), "a lost character stays"),
    ("???", (), "nothing but lost characters says nothing"),
    ("Zoe ?", ("zoe",), "a word that is lost is left out"),
    ("42", (), "numbers are no name"),
    ("Zoe2", ("zoe",), "nor part of one"),
    ("", (), "nothing"),
    ("-", (), "a dash for nothing"),
    ("MADEUP (was SAMPLE)", ("madeup", "was", "sample"), "brackets are blanks"),
]


@pytest.mark.parametrize(("written", "words"), [row[:2] for row in PLAIN], ids=[row[2] for row in PLAIN])
def test_names_in_plain_letters(written: str, words: tuple[str, ...]) -> None:
    """MIS-4: case, accents, scripts and signs are taken off before anything is compared."""
    assert parts(written) == words


@given(st.text(max_size=30))
def test_plain_letters_stay_as_they_are(written: str) -> None:
    """MIS-4: what was made plain once is not changed by doing it again, or stored keys would drift."""
    once = parts(written)
    assert parts(" ".join(once)) == once
    assert all(set(word) <= set("abcdefghijklmnopqrstuvwxyz?") and word.strip("?") for word in once)


SLIPS = [
    ("rowan", "rowan", 0, "none"),
    ("rowan", "rown", 1, "left out"),
    ("rowan", "rowann", 1, "added"),
    ("rowan", "rowen", 1, "changed"),
    ("rowan", "rwoan", 1, "swapped with a neighbour"),
    ("rowan", "rwoen", 2, "swapped and changed"),
    ("rowan", "ruwen", 2, "changed twice"),
    ("rowan", "benjy", 3, "any more are three"),
    ("rowan", "alexandrina", 3, "however many"),
    ("r?wan", "rowan", 0, "a lost letter is no slip"),
    ("row?n", "row?n", 0, "on both sides"),
    ("rown?", "rowan", 0, "though it stand elsewhere"),
    ("r?wan", "rwan", 0, "and may stand for nothing"),
    ("r?wn", "rowan", 1, "besides one that is left out"),
    ("r??n", "rowan", 1, "two lost for three"),
    ("x?z", "rowan", 3, "a lost letter does not make a name another"),
    ("?", "benjamin", 3, "nor all of it"),
]


@pytest.mark.parametrize(("one", "other", "count"), [row[:3] for row in SLIPS], ids=[row[3] for row in SLIPS])
def test_slips_are_counted(one: str, other: str, count: int) -> None:
    """MIS-4."""
    assert (slips(one, other), slips(other, one)) == (count, count)


FORENAMES: list[tuple[str, str, Level, str]] = [
    ("Rowan", "Rowan", weights.FORENAME_SAME, "the same"),
    ("Mary Ann", "Maryann", weights.FORENAME_SAME, "one word or two"),
    ("R", "Rowan", weights.FORENAME_INITIAL, "an initial"),
    ("R", "R", weights.FORENAME_SAME, "two initials"),
    ("R", "S", weights.FORENAME_DIFFERENT, "two other initials"),
    ("Ro", "Rowan", weights.FORENAME_DIFFERENT, "two letters are no initial and too few for a short form"),
    ("Liam", "William", weights.FORENAME_FORM, "a form in the lists"),
    ("Mai", "Thi Mai", weights.FORENAME_FORM, "one of two words"),
    ("J R", "Jordan Robin", weights.FORENAME_DIFFERENT, "initials of two words"),
    ("Bob James", "Robert", weights.FORENAME_FORM, "a form of one of two words"),
    ("Xoe", "Zoe", weights.FORENAME_NEAR, "three letters bear one slip"),
    ("Zo", "Zoe", weights.FORENAME_DIFFERENT, "two letters bear none"),
    ("Bejnamn", "Benjamin", weights.FORENAME_LOOSE, "two slips in a long name"),
    ("Fvnie", "Fxnqe", weights.FORENAME_DIFFERENT, "two slips in a short one"),
    ("Zzzzab", "Zzzzcd", weights.FORENAME_LOOSE, "six letters bear two slips further on"),
    ("Abzzen", "Cdzzen", weights.FORENAME_DIFFERENT, "but not two at the beginning"),
    ("Zzzfn", "Zzzab", weights.FORENAME_DIFFERENT, "five do not bear two"),
    ("Qwer", "Qwertyui", weights.FORENAME_LOOSE, "the four letters at the beginning"),
    ("Tyui", "Qwertyui", weights.FORENAME_LOOSE, "or at the end are a short form"),
    ("Qwe", "Qwertyui", weights.FORENAME_DIFFERENT, "three letters are not"),
    ("Erty", "Qwertyui", weights.FORENAME_DIFFERENT, "nor four from the middle"),
    ("Ella", "Ellie", weights.FORENAME_ANOTHER, "two names, two slips apart"),
    ("Anna", "Hannah", weights.FORENAME_ANOTHER, "one within the other"),
    ("Mary Jane", "Mary Ann", weights.FORENAME_ANOTHER, "a shared first word"),
    ("Mary Jane", "Mary Jame", weights.FORENAME_NEAR, "a slip in a second word that makes no name"),
    ("Zqx Yvb", "Wkj Mpl", weights.FORENAME_DIFFERENT, "two words of each, nothing shared"),
    ("Mohamad", "Mohammed", weights.FORENAME_FORM, "a spelling in the lists"),
    ("Muhanmad", "Mohammed", weights.FORENAME_LOOSE, "a slip away from a spelling"),
    ("Georgia", "Benjamin", weights.FORENAME_DIFFERENT, "two names"),
    ("", "Benjamin", weights.SILENT, "nothing said"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "level"), [row[:3] for row in FORENAMES], ids=[row[3] for row in FORENAMES])
def test_levels_of_forenames(one: str, other: str, level: Level) -> None:
    """MIS-4: in both directions."""
    assert forename_level(parts(one), parts(other)).words == level.words
    assert forename_level(parts(other), parts(one)) is level


SURNAMES: list[tuple[str, str, Level, str]] = [
    ("Example", "EXAMPLE", weights.SURNAME_SAME, "the same"),
    ("Al-Sample", "Alsample", weights.SURNAME_SAME, "one word or two"),
    ("Lee", "Leh", weights.SURNAME_NEAR, "three letters bear a slip"),
    ("Le", "Li", weights.SURNAME_DIFFERENT, "two bear none"),
    ("Fiction", "Fitcoin", weights.SURNAME_NEAR, "two slips in a long name"),
    ("Zzzqa", "Zzzqabc", weights.SURNAME_DIFFERENT, "two in a short one, alike though it is"),
    ("Example-Nowhere", "Example", weights.SURNAME_PART, "the first half"),
    ("Example-Nowhere", "Nowhere", weights.SURNAME_PART, "the second half"),
    ("Example-Nowhere", "Nowhere-Example", weights.SURNAME_PART, "the halves the other way round"),
    ("Al Sample", "Al Fictional", weights.SURNAME_DIFFERENT, "a particle alone is no part"),
    ("Al Sample", "Al Sample Nowhere", weights.SURNAME_PART, "with more than a particle shared"),
    ("Sample", "Simple Sample", weights.SURNAME_PART, "one word in two"),
    ("Sample", "Madeup", weights.SURNAME_DIFFERENT, "two names"),
    ("", "", weights.SILENT, "nothing said"),
]


@pytest.mark.parametrize(("one", "other", "level"), [row[:3] for row in SURNAMES], ids=[row[3] for row in SURNAMES])
def test_levels_of_surnames(one: str, other: str, level: Level) -> None:
    """MIS-4: in both directions."""
    assert surname_level(parts(one), parts(other)).words == level.words
    assert surname_level(parts(other), parts(one)) is level


@settings(max_examples=150)
@given(st.text("aeilmnorst' -?", max_size=10), st.text("aeilmnorst' -?", max_size=10))
def test_the_quick_answer_never_loses_names_that_agree(one: str, other: str) -> None:
    """MIS-4: `may_agree` only spares the slower look; a pair that it turns away must not be the same or a slip apart."""
    a, b = parts(one), parts(other)
    if "?" not in one + other and surname_level(a, b) in (weights.SURNAME_SAME, weights.SURNAME_PART):
        assert may_agree(a, b)


MAY_AGREE = [
    ("Example", "Exmaple", True, "a slip"),
    ("Example", "Benjamin", False, "nothing alike"),
    ("Example", "", False, "nothing said"),
    ("", "Example", False, "on either side"),
    ("Example Nowhere", "Nowhere", True, "a word in both"),
    ("Example Nowhere", "Nowhere Benjy", True, "a word in both, the rest apart"),
    ("Exam Ple", "Example", True, "written in one"),
    ("Quill Zephyr", "Madeup", False, "two words, nothing alike"),
]


@pytest.mark.parametrize(("one", "other", "may"), [row[:3] for row in MAY_AGREE], ids=[row[3] for row in MAY_AGREE])
def test_which_names_are_worth_a_slower_look(one: str, other: str, may: bool) -> None:
    """MIS-4."""
    assert may_agree(parts(one), parts(other)) is may


def test_the_lists_say_which_forms_belong_together() -> None:
    """MIS-4: a line of the list is one name; a form on two lines may be either, and joins none of the two."""
    assert forename_level(("alex",), ("alexandra",)) is weights.FORENAME_FORM
    assert forename_level(("alex",), ("alexander",)) is weights.FORENAME_FORM
    assert forename_level(("alexandra",), ("alexander",)) in weights.ANOTHER_PERSON
    assert len(HEADS["alex"]) == 2
    for head, forms in FORMS.items():
        assert head in forms
        assert all(head in HEADS[form] for form in forms)
        assert set(forms) <= GIVEN


@given(st.sampled_from(sorted(FORMS)), st.data())
def test_every_form_of_a_name_is_a_form_of_every_other(head: str, data: st.DataObject) -> None:
    """MIS-4: all of a line, not only with the first of it."""
    one, other = (data.draw(st.sampled_from(sorted(FORMS[head]))) for _ in range(2))
    level = forename_level((one,), (other,))
    assert level is (weights.FORENAME_SAME if one == other else weights.FORENAME_FORM)


def test_what_is_forgiven_is_written_down() -> None:
    """MIS-4: thresholds of likeness are few, and each is one that the tables above stand on."""
    assert (names.ONE_SLIP, names.TWO_SLIPS, names.CLIPPED) == (3, 6, 4)
    assert 0.5 < names.HARDLY_ALIKE < names.TWO_SLIPS_ALIKE < 1
    assert {"al", "de", "van", "mc", "o"} <= names.PARTICLES
