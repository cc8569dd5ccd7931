"""What a text may name (INT-6): plates, phones, accounts, postcodes, known names, and names at all."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lantern.network.rules.keys import key_of, label_of
from lantern.network.rules.suggesting import Known, suggestions
from lantern.network.vocabulary import Kind

PERSON, PLACE, VEHICLE, PHONE, ACCOUNT = Kind


def found(text: str, *known: Known) -> list[tuple[Kind | None, str]]:
    return [(one.kind, one.words) for one in suggestions(text, known)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a white van, AB12 CDE, outside", [(VEHICLE, "AB12 CDE")]),
        ("it was ab12cde i think", [(VEHICLE, "ab12cde")]),
        ("an old one A123 BCD", [(VEHICLE, "A123 BCD")]),
        ("an older one ABC 123D", [(VEHICLE, "ABC 123D")]),
        ("a1 and so on", []),
        ("rang 07700 900123 twice", [(PHONE, "07700 900123")]),
        ("on +44 7700 900123", [(PHONE, "+44 7700 900123")]),
        ("the year 0123456789012345", []),
        ("wrote as @big.dave on snap", [(ACCOUNT, "Snapchat @big.dave")]),
        ("wrote as @big_dave", [(ACCOUNT, "@big_dave")]),
        ("mail me at someone@example.org", []),
        ("a flat near CM1 1AA", [(PLACE, "CM1 1AA")]),
        ("stayed with Kayden at Fictional Park", [(PERSON, "Kayden"), (PLACE, "Fictional Park")]),
        ("Went out. Tyler Invented drove", [(None, "Invented")]),
        ("then Tyler Invented drove", [(None, "Tyler Invented")]),
        ("on Monday I saw Mum", []),
        ("", []),
    ],
)
def test_what_is_found(text: str, named: list[tuple[Kind | None, str]]) -> None:
    """INT-6: by how it is written; a name only where a sentence would have no capital."""
    assert found(text) == named


def test_what_the_record_names_is_found_in_any_case_and_as_a_whole_word() -> None:
    """INT-6: the longest name first; no name inside another word."""
    known = [Known(PERSON, "Big Dave", "one"), Known(PERSON, "Dave", "two"), Known(PLACE, "The Mill", "three")]
    said = suggestions("big dave was at the mill, not at the millhouse of Daven", known)
    assert [(one.words, one.entity) for one in said][:2] == [("big dave", "one"), ("the mill", "three")]
    assert all(one.words.casefold() != "dave" for one in said)
    assert found("ab", Known(PERSON, "ab")) == []  # too short to mean anything


plates = st.from_regex(r"\A[A-HJ-PR-Y]{2}[0-9]{2} ?[A-HJ-PR-Z]{3}\Z")
phones = st.from_regex(r"\A07[0-9]{3} ?[0-9]{6}\Z")
accounts = st.from_regex(r"\A@[a-z][a-z0-9_]{2,20}\Z")
words = st.lists(st.sampled_from(["then", "we", "went", "off", "in", "a", "car", "and", "slept"]), max_size=6).map(
    " ".join
)


@given(words, plates, words, phones, words, accounts, words)
def test_everything_written_so_is_found_wherever_it_stands(
    a: str, plate: str, b: str, phone: str, c: str, account: str, d: str
) -> None:
    """INT-6: nothing overlaps, the words are those of the text, in its order."""
    text = f"{a} . {plate} , {b} {phone} , {c} {account} ; {d}"
    said = suggestions(text)
    assert [(one.kind, one.words) for one in said] == [(VEHICLE, plate), (PHONE, phone), (ACCOUNT, account)]
    assert all(text[one.start : one.end] in one.words for one in said)


@given(st.text(max_size=200))
@example("@@a@b @ 0 07 AB12 CDEF")
def test_any_text_is_read(text: str) -> None:
    """INT-6: no overlap, in order, inside the text."""
    said = suggestions(text, [Known(PERSON, "Tyler")])
    ends = [0, *(one.end for one in said)]
    assert all(before <= one.start < one.end <= len(text) for before, one in zip(ends, said, strict=False))


@pytest.mark.parametrize(
    ("kind", "ways"),
    [
        (PHONE, ["07700 900123", "+44 7700 900123", "0044 7700-900123", "+44 (0)7700 900123"]),
        (VEHICLE, ["AB12 CDE", "ab12cde", "Ab12-cde"]),
        (ACCOUNT, ["@Big.Dave", "@big.dave"]),
        (ACCOUNT, ["Snapchat @x_y", "snapchat @X_Y"]),
        (PLACE, ["CM1 1AA", "cm11aa"]),
    ],
)
def test_the_same_thing_written_otherwise_has_the_same_key(kind: Kind, ways: list[str]) -> None:
    """INT-6: an entity seen twice is one entity."""
    assert len({key_of(kind, way) for way in ways}) == 1
    assert key_of(kind, ways[0])


def test_a_mere_name_proves_nothing() -> None:
    """INT-6, MIS-4: two people may have one name; a person says whether they are one."""
    assert key_of(PERSON, "Tyler Invented") == key_of(PLACE, "The Mill") == ""
    assert key_of(ACCOUNT, "Snapchat @x_y") != key_of(ACCOUNT, "@x_y")
    assert (label_of(VEHICLE, "ab12 cde"), label_of(PERSON, " Tyler ")) == ("AB12 CDE", "Tyler")
