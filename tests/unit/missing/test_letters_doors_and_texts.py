"""MIS-8, PAR-7: doors that are none, texts with odd spaces, the words of each refusal, and lines that may be missing."""

from datetime import date

import pytest

from lantern.documents.rules import Bullets, Document, Heading, Paragraph, Section
from lantern.missing.letter_forms import NoLettersForm, PostedForm
from lantern.missing.rules.letters import (
    Addressed,
    Envelope,
    Known,
    LetterState,
    To,
    Wording,
    addressed,
    check_can_become,
    posting_order,
    recipients,
    section,
    spaced,
)
from lantern.missing.rules.refusals import NotAllowed
from lantern.organisation.rules.letters import against_text
from tests.unit.missing.told import moment
from tests.unit.missing.typed import NOW, error, when

NAME = "Rowan Example"
BODY = "\n\n{name} {phone} {mailbox}"


def letter(text: str, *, to: To = To.CHILD, name: str = NAME, team: str = "T", sender: str = "S") -> Section:
    wording = Wording(sender, team, "M", "P", dict.fromkeys(To, text))
    return section(to, name, date(2026, 3, 1), date(2026, 3, 3), (name, "1 Nowhere Lane"), wording)


@pytest.mark.parametrize("place", [",", " , \n,", "ZZ1 1ZZ", "zz11zz,", "\n"])
def test_commas_and_a_postcode_alone_are_no_door(place: str) -> None:
    """MIS-8: an envelope with a name and no street comes back, or is opened by somebody else."""
    for to in To:
        assert addressed(to, NAME, Known(home=place, postcode="ZZ11ZZ", worker="Sam Invented")) == Addressed(
            why_not="No address is known", ask="Sam Invented"
        )
    moved = Known("1 Nowhere Lane", "ZZ11ZZ", looked_after=True, placement=place, placement_postcode="ZZ11ZZ")
    assert addressed(To.CHILD, NAME, moved).why_not == "The address of the placement is not known"


@pytest.mark.parametrize("name", ["", " ", "\t\n"])
def test_a_name_of_spaces_is_no_name(name: str) -> None:
    """MIS-8: a letter calls the child by the forename."""
    assert addressed(To.CHILD, name, Known(home="1 Nowhere Lane")).why_not == "The child’s name is not known"


def test_a_street_without_a_postcode_is_a_door() -> None:
    """MIS-8: the post finds it; nothing is made up."""
    assert addressed(To.CHILD, NAME, Known(home="1 Nowhere Lane")).lines == (NAME, "1 Nowhere Lane")


def test_another_postcode_in_the_address_is_kept() -> None:
    """MIS-8: which of the two is right is for a person to see on the list."""
    lines = addressed(To.CHILD, NAME, Known(home="1 Nowhere Lane, ZZ9 9ZZ", postcode="ZZ11ZZ")).lines
    assert lines[1:] == ("1 Nowhere Lane", "ZZ9 9ZZ", "ZZ1 1ZZ")


def test_a_home_that_is_not_lived_in_is_not_written_to_even_when_there_is_no_placement() -> None:
    """MIS-8: a child in care; the worker knows where."""
    known = Known("1 Nowhere Lane", "ZZ11ZZ", looked_after=True, worker="Sam Invented")
    assert addressed(To.PARENT, NAME, known) == Addressed(
        why_not="The address of the placement is not known", ask="Sam Invented"
    )


@pytest.mark.parametrize(
    ("code", "said"), [("", ""), (" ", ""), ("zz1", "ZZ1"), ("zz", "ZZ"), ("zz10 1zz", "ZZ10 1ZZ")]
)
def test_a_postcode_of_any_length_is_spaced_without_a_fault(code: str, said: str) -> None:
    """Half a postcode is half a postcode."""
    assert spaced(code) == said


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (LetterState.POSTED, LetterState.POSTED, "It is recorded as posted already."),
        (LetterState.POSTED, LetterState.DISCARDED, "It was posted. Undo that first."),
        (LetterState.PRINTED, LetterState.PRINTED, "It is not recorded as posted."),
        (LetterState.DISCARDED, LetterState.POSTED, "It was discarded. Print it again."),
        (LetterState.DISCARDED, LetterState.PRINTED, "It was discarded. Print it again."),
        (LetterState.DISCARDED, LetterState.DISCARDED, "It was discarded already."),
    ],
)
def test_each_refusal_says_what_to_do_instead(now: LetterState, then: LetterState, words: str) -> None:
    """style: what happened, then what to do."""
    with pytest.raises(NotAllowed) as refused:
        check_can_become(now, then)
    assert refused.value.reason == words


def test_children_of_one_name_are_not_mixed_up() -> None:
    """MIS-8: two children with one name, four letters: each pair lies together, whatever the case of a letter."""
    given = [
        Envelope(name, child, to)
        for to in (To.PARENT, To.CHILD)
        for name, child in (("EXAMPLE", "b"), ("example", "a"))
    ]
    assert [(each.child, each.to) for each in posting_order(given)] == [
        ("a", To.CHILD), ("a", To.PARENT), ("b", To.CHILD), ("b", To.PARENT),
    ]  # fmt: skip


def test_an_age_of_nought_writes_to_every_child() -> None:
    """PAR-7: a partnership may want it so."""
    assert recipients(date(2026, 3, 2), date(2026, 3, 3), 0) == (To.CHILD, To.PARENT)


# What is written


def test_spaces_at_the_start_of_a_line_change_nothing() -> None:
    """PAR-7: a text is read as it was checked; a pasted one is indented."""
    assert letter(f"  # Title{BODY}\n\n  ## Part\n\n   - a\n   - b").blocks[1:] == (
        Heading("Part"),
        Bullets(("a", "b")),
    )
    assert letter(f"  # Title{BODY}").title == "Title"
    assert against_text(f"  # Title{BODY}") == ""


@pytest.mark.parametrize("text", [f"# {BODY}", f"#{BODY}", f"#Title{BODY}", f"# A{BODY}\n  # B", f"## A{BODY}"])
def test_a_text_whose_letter_would_have_no_title_or_lose_one_is_refused(text: str) -> None:
    """PAR-7: when it is entered, not when somebody prints."""
    assert against_text(text) == "One line, and one alone, begins with “# ”: the title"


def test_what_is_taken_can_be_laid_out() -> None:
    """SHA-1: the shortest text that is taken."""
    text = f"# {{name}}{BODY}"
    assert against_text(text) == ""
    assert Document(letter(text).title, (letter(text),), "Official-Sensitive").title == "Rowan"


@pytest.mark.parametrize(
    ("text", "against"),
    [
        ("# T {}" + BODY, "{} is not filled in. These are: {name}, {day}, {phone}, {mailbox}, {team}"),
        ("# T { name }" + BODY, "{ name } is not filled in. These are: {name}, {day}, {phone}, {mailbox}, {team}"),
        ("# T {z} {a}" + BODY, "{a} is not filled in. These are: {name}, {day}, {phone}, {mailbox}, {team}"),
        ("# T }" + BODY, "A brace has no partner"),
        ("# T {{name}}" + BODY, "A brace has no partner"),
        ("# T", "The letter has to say {name}, {phone}, {mailbox}"),
        ("", "The letter has to say {name}, {phone}, {mailbox}"),
    ],
)
def test_the_first_thing_wrong_with_a_text_is_named(text: str, against: str) -> None:
    """PAR-7: with what can be filled in."""
    assert against_text(text) == against


def test_a_list_among_words_keeps_its_place() -> None:
    """PAR-7: lines without an empty line between them."""
    made = letter("# T\nOne\n- a\n## Part\n- b\n\n- c\n- d\nTwo")
    assert made.blocks == (
        Paragraph("One"), Bullets(("a",)), Heading("Part"), Bullets(("b",)), Bullets(("c",)), Bullets(("d",)), Paragraph("Two"),
    )  # fmt: skip


def test_an_empty_line_of_spaces_parts_two_lists() -> None:
    """PAR-7: nobody sees the spaces."""
    assert letter("# T\n\n- a\n- b\n \t\n- c").blocks == (Bullets(("a", "b")), Bullets(("c",)))


def test_a_team_that_is_not_named_is_the_partnership() -> None:
    """MIS-8: a letter is signed; what is not known leaves no empty line above the address."""
    assert letter("# T\n\n{team}", team="").blocks == (Paragraph("S"),)
    assert letter("# T", team="").sender == ("S", "P", "M")
    assert letter("# T").sender == ("S", "T", "P", "M")


def test_a_child_with_one_name_is_called_by_it() -> None:
    """MIS-8."""
    assert letter("# T\n\nDear {name},", name="Rowan").blocks == (Paragraph("Dear Rowan,"),)
    assert letter("# {name}", to=To.PARENT, name="Rowan van Example").title == "Rowan van Example"


def test_what_is_missing_from_the_arrangement_is_said_alone() -> None:
    """PAR-7: one thing, or both."""
    said = "The arrangement gives no {} for the letters yet: a child could not answer."
    assert Wording("S", "T", "", "1", {}).against == said.format("mailbox")
    assert Wording("S", "T", "m", "", {}).against == said.format("phone number")


# What is typed about them


def test_letters_are_posted_on_a_day_or_at_a_time_that_was() -> None:
    """MIS-8, MIS-17: a day alone will do, and tomorrow will not."""
    form = PostedForm(when("posted", "5/3/2026 ?"), now=NOW)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["posted"] == moment("2026-03-05")
    assert error(PostedForm(when("posted", "2/11/2026 ?"), now=NOW), "posted") == (
        "When they were posted must not be in the future"
    )


def test_why_nothing_is_posted_is_asked_for_and_what_is_too_long_is_not_lost() -> None:
    """MIS-8: a reason of one sign more stays in its box to be shortened; spaces are no reason."""
    assert error(NoLettersForm({"reason": " \n "}), "reason") == "Enter why it is not safe to write"
    assert NoLettersForm({"reason": "é" * 400}).is_valid()
    long = NoLettersForm({"reason": "é" * 401})
    assert not long.is_valid()
    assert long["reason"].value() == "é" * 401
