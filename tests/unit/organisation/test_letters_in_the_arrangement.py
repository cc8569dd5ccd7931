"""PAR-7, MIS-8: the letters as values of the arrangement: dated, named, refused when they could not be filled in."""

import pytest
from django.core.exceptions import ValidationError as FormError
from pydantic import ValidationError

from lantern.access.arranging.fields import FIELDS, LetterField, field_for
from lantern.organisation.presets import preset
from lantern.organisation.rules.arrangement import Arrangement, Letters
from lantern.organisation.rules.in_words import label_of, value_in_words
from lantern.organisation.rules.leaves import leaves, with_values
from lantern.organisation.rules.letters import CHILD_TEXT, LONGEST, PARENT_TEXT
from lantern.organisation.rules.parts import OF, PARTS

ESSEX = preset("essex").arrangement
NAMES = tuple(f"missing.letters.{name}" for name in Letters.model_fields)
GOOD = "# Title\n\nDear {name}, {phone} {mailbox}.\n"


def test_an_arrangement_from_before_there_were_letters_can_be_read() -> None:
    """PAR-7: what was published in March follows March's version for ever; it had no letters."""
    document = ESSEX.model_dump()
    del document["missing"]["letters"]
    held = Arrangement.model_validate(document).missing.letters
    assert (held.child_text, held.parent_text) == (CHILD_TEXT, PARENT_TEXT)
    assert (held.mailbox, held.phone) == ("", "")


@pytest.mark.parametrize("name", ["buckinghamshire", "essex"])
def test_presets_invent_no_mailbox(name: str) -> None:
    """MIS-8: a letter with somebody else's number would be worse than none."""
    held = preset(name).arrangement.missing.letters
    assert (held.mailbox, held.phone) == ("", "")
    assert held.team


@pytest.mark.parametrize("name", NAMES)
def test_each_value_has_its_place_on_the_page(name: str) -> None:
    """PAR-7: one part, a label of its own, a field."""
    assert OF[name].slug == "letters"
    assert label_of(name) in {label_of(each) for each in NAMES}
    assert name in FIELDS
    assert field_for(name, {}).label == label_of(name)


def test_the_part_has_all_of_them_and_says_what_follows() -> None:
    part = next(each for each in PARTS if each.slug == "letters")
    assert part.names == NAMES
    assert "Letters printed from that day on" in part.then


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# T\n\n{name} {phone}", "has to say {mailbox}"),
        ("# T\n\n{name} {phone} {mailbox} {who}", "{who} is not filled in"),
        ("{name} {phone} {mailbox}", "the title"),
        ("", "has to say"),
        ("# T\n\n{name} {phone} {mailbox}" + "x" * LONGEST, "at most"),
    ],
)
def test_a_text_that_cannot_be_filled_in_is_no_arrangement(text: str, words: str) -> None:
    """PAR-7: by file as by page."""
    with pytest.raises(ValidationError, match=words.replace("{", r"\{")):
        with_values(ESSEX, {"missing.letters.child_text": text})


def test_the_same_text_is_the_same_whatever_its_line_ends() -> None:
    """A browser sends other line ends than a file: that is no change."""
    typed = CHILD_TEXT.replace("\n", "\r\n")
    assert with_values(ESSEX, {"missing.letters.child_text": typed}) == ESSEX
    assert LetterField(label="x").clean(typed) == CHILD_TEXT


def test_the_field_takes_what_the_rules_take_and_says_why_not() -> None:
    """PAR-7: the form and the rules refuse alike."""
    field = LetterField(label="x")
    assert field.clean(GOOD) == GOOD
    with pytest.raises(FormError, match="A brace has no partner"):
        field.clean(f"{GOOD}{{")
    with pytest.raises(FormError, match="Enter the text"):
        field.clean("")


@pytest.mark.parametrize("age", [-1, 19])
def test_an_age_is_an_age(age: int) -> None:
    with pytest.raises(ValidationError):
        with_values(ESSEX, {"missing.letters.child_from_age": age})
    with pytest.raises(FormError, match="whole number from 0 to 18"):
        field_for("missing.letters.child_from_age", {}).clean(str(age))


@pytest.mark.parametrize(("name", "most"), [("team", 80), ("mailbox", 120), ("phone", 40)])
def test_a_line_may_be_empty_and_not_too_long(name: str, most: int) -> None:
    """The form's bound is the rules' bound."""
    full = f"missing.letters.{name}"
    field = field_for(full, {})
    assert field.clean("") == ""
    assert field.clean("x" * most) == "x" * most
    with pytest.raises(FormError):
        field.clean("x" * (most + 1))
    with pytest.raises(ValidationError):
        with_values(ESSEX, {full: "x" * (most + 1)})


def test_a_text_stands_on_the_page_as_it_is() -> None:
    """PAR-7: what the arrangement says in words is what is sent."""
    assert value_in_words("missing.letters.child_text", CHILD_TEXT) == CHILD_TEXT
    assert set(NAMES) <= set(leaves(ESSEX))
