"""MIS-8: the letters that offer a missing chat: to whom, where to, in which words, in which order."""

import re
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantern.documents.rules import Bullets, Heading, Paragraph, Section
from lantern.missing.rules.letters import (
    LETTER_TRANSITIONS,
    Addressed,
    Envelope,
    Known,
    LetterState,
    To,
    Wording,
    addressed,
    check_can_become,
    filled,
    posting_order,
    recipients,
    section,
)
from lantern.missing.rules.refusals import NotAllowed
from lantern.organisation.presets import preset
from lantern.organisation.rules.letters import CHILD_TEXT, PARENT_TEXT, against_text

HOME = Known(home="1 Nowhere Lane, Chelmsford", postcode="ZZ11ZZ", worker="Sam Invented")
CARE = Known("1 Nowhere Lane", "ZZ11ZZ", True, "Fictional House, 2 Pretend Road", "ZZ22ZZ", "Sam Invented")
NAME = "Rowan Example"
WORDING = Wording(
    "Fictional", "The team", "chats@example.org", "01632 960 100", {To.CHILD: CHILD_TEXT, To.PARENT: PARENT_TEXT}
)


def test_a_child_at_home_is_written_to_at_home() -> None:
    """MIS-8: addressed from the record."""
    assert addressed(To.CHILD, NAME, HOME).lines == (NAME, "1 Nowhere Lane", "Chelmsford", "ZZ1 1ZZ")
    assert addressed(To.PARENT, NAME, HOME).lines[0] == "Parent or carer of Rowan Example"


def test_a_child_in_care_is_written_to_at_the_placement_and_never_at_the_old_home() -> None:
    """MIS-8: a letter about a child in care does not go to the family's door."""
    for to in To:
        lines = addressed(to, NAME, CARE).lines
        assert lines[1:] == ("Fictional House", "2 Pretend Road", "ZZ2 2ZZ")
    assert addressed(To.PARENT, NAME, CARE).lines[0] == "The carer of Rowan Example"
    unknown = Known("1 Nowhere Lane", "ZZ11ZZ", looked_after=True)
    assert addressed(To.CHILD, NAME, unknown) == Addressed(
        why_not="The address of the placement is not known", ask="children’s services"
    )


@pytest.mark.parametrize("home", ["", "  "])
def test_without_an_address_it_says_so_and_whom_to_ask(home: str) -> None:
    """MIS-8: the worker where there is one."""
    assert addressed(To.CHILD, NAME, Known(home=home, worker="Sam Invented")) == Addressed(
        why_not="No address is known", ask="Sam Invented"
    )
    assert addressed(To.CHILD, NAME, Known()).ask == "children’s services"


def test_a_child_whose_name_is_not_known_cannot_be_written_to() -> None:
    """A letter to nobody is opened by somebody."""
    assert addressed(To.CHILD, "", HOME).why_not == "The child’s name is not known"


def test_a_postcode_stands_once() -> None:
    """Feeds repeat it in the address."""
    known = Known(home="1 Nowhere Lane, ZZ1 1ZZ", postcode="ZZ11ZZ")
    assert addressed(To.CHILD, NAME, known).lines == (NAME, "1 Nowhere Lane", "ZZ1 1ZZ")


@pytest.mark.parametrize(
    ("born", "to"),
    [(date(2018, 3, 4), (To.PARENT,)), (date(2018, 3, 3), (To.CHILD, To.PARENT)), (None, (To.CHILD, To.PARENT))],
)
def test_a_young_child_is_offered_it_through_the_parent(born: date | None, to: tuple[To, ...]) -> None:
    """PAR-7: from which age is the arrangement's; on the birthday the child is written to."""
    assert recipients(born, date(2026, 3, 3), 8) == to


@given(
    st.lists(
        st.builds(
            Envelope, st.sampled_from(["example rowan", "Sample A", ""]), st.uuids().map(str), st.sampled_from(To)
        )
    )
)
def test_envelopes_of_one_child_lie_together_the_childs_own_first(envelopes: list[Envelope]) -> None:
    """MIS-8: posting order; nothing is lost."""
    ordered = posting_order(envelopes)
    assert sorted(map(repr, ordered)) == sorted(map(repr, envelopes))
    children = [each.child for each in ordered]
    assert [child for n, child in enumerate(children) if n == 0 or children[n - 1] != child] == list(
        dict.fromkeys(children)
    )
    for one, other in pairwise(ordered):
        assert one.child != other.child or list(To).index(one.to) <= list(To).index(other.to)


@pytest.mark.parametrize("now", list(LetterState))
@pytest.mark.parametrize("then", list(LetterState))
def test_what_may_become_of_a_letter(now: LetterState, then: LetterState) -> None:
    """The table says it; each refusal has its words."""
    if then in LETTER_TRANSITIONS[now]:
        check_can_become(now, then)
        return
    with pytest.raises(NotAllowed) as refused:
        check_can_become(now, then)
    assert refused.value.reason.endswith(".")


def test_printing_offers_nothing() -> None:
    """MIS-8: a letter begins as printed, and only posting makes it an offer."""
    assert LETTER_TRANSITIONS[LetterState.PRINTED] == {LetterState.POSTED, LetterState.DISCARDED}
    assert LetterState.DISCARDED not in LETTER_TRANSITIONS[LetterState.POSTED]


def letter(to: To, text: str = "") -> Section:
    wording = WORDING if not text else Wording("F", "T", "M", "P", dict.fromkeys(To, text))
    return section(to, NAME, date(2026, 3, 1), date(2026, 3, 3), addressed(to, NAME, HOME).lines, wording)


@pytest.mark.parametrize("to", list(To))
def test_a_letter_says_mailbox_and_phone_and_leaves_no_brace(to: To) -> None:
    """MIS-8: with the mailbox and phone number."""
    said = words_of(letter(to))
    assert "chats@example.org" in said
    assert "01632 960 100" in said
    assert "1 March 2026" in said
    assert "{" not in said + letter(to).title
    assert letter(to).dated == "3 March 2026"
    assert letter(to).holder == letter(to).address[0]


def test_the_child_is_called_by_the_forename_and_the_parent_reads_the_name() -> None:
    """Plain words."""
    assert "Dear Rowan," in words_of(letter(To.CHILD))
    assert "Rowan Example was reported missing" in words_of(letter(To.PARENT))


def test_without_mailbox_or_number_nothing_can_be_printed() -> None:
    """MIS-8: a letter that cannot be answered offers nothing."""
    assert not WORDING.against
    empty = Wording("F", "T", "", "", {})
    assert (
        empty.against
        == "The arrangement gives no mailbox and no phone number for the letters yet: a child could not answer."
    )
    assert "no phone number" in Wording("F", "T", "m", "", {}).against


def test_headings_lists_and_paragraphs_are_what_the_text_says() -> None:
    """PAR-7: a partnership words its own letters."""
    text = "# Title {name}\n\nOne.\n\n## Part\n\n- a {phone}\n- b {mailbox}\n"
    made = letter(To.CHILD, text)
    assert made.title == "Title Rowan"
    assert made.blocks == (Paragraph("One."), Heading("Part"), Bullets(("a P", "b M")))


def test_what_is_filled_in_is_not_read_for_braces_again() -> None:
    """A name is a name whatever signs are in it."""
    assert filled("{name} {phone} {other}", {"name": "{phone}", "phone": "1"}) == "{phone} 1 {other}"


@pytest.mark.parametrize(
    ("text", "against"),
    [
        (CHILD_TEXT, ""),
        (PARENT_TEXT, ""),
        ("# T\n\n{name} {phone}", "The letter has to say {mailbox}"),
        (
            "# T\n\n{name} {phone} {mailbox} {nmae}",
            "{nmae} is not filled in. These are: {name}, {day}, {phone}, {mailbox}, {team}",
        ),
        ("# T\n\n{name} {phone} {mailbox} {", "A brace has no partner"),
        ("{name} {phone} {mailbox}", "One line, and one alone, begins with “# ”: the title"),
        ("# A\n# B\n{name} {phone} {mailbox}", "One line, and one alone, begins with “# ”: the title"),
    ],
)  # fmt: skip
def test_what_speaks_against_a_text(text: str, against: str) -> None:
    """PAR-7: a text that cannot be filled in is refused when it is entered."""
    assert against_text(text) == against


@pytest.mark.parametrize("name", ["buckinghamshire", "essex"])
@pytest.mark.parametrize(("to", "grade"), [(To.CHILD, 5.0), (To.PARENT, 6.0)])
def test_a_child_of_ten_can_read_it(name: str, to: To, grade: float) -> None:
    """MIS-8, plain words: a child of ten is in the fifth grade of the Flesch-Kincaid measure; parents one above."""
    given_ = preset(name).arrangement.missing.letters
    wording = Wording("Fictional", "Team", "us", "12", {To.CHILD: given_.child_text, To.PARENT: given_.parent_text})
    made = section(to, NAME, date(2026, 3, 1), date(2026, 3, 3), ("x",), wording)
    assert flesch_kincaid(words_of(made)) <= grade
    longest = max(re.split(r"(?<=[.?!])\s", words_of(made)), key=lambda each: len(each.split()))
    assert len(longest.split()) <= 22, longest


def test_no_word_blames_a_child() -> None:
    """Child-centred words."""
    for text in (CHILD_TEXT, PARENT_TEXT):
        assert not re.search(r"abscond|risky|prostitut|promiscu|fault|naughty", text, re.IGNORECASE)


def words_of(made: Section) -> str:
    """Everything that a letter says, items of a list as sentences."""
    said = []
    for block in made.blocks:
        said += list(block.items) if isinstance(block, Bullets) else [block.text]  # type: ignore[union-attr]
    return " ".join(each if each[-1:] in ".?!,:" else f"{each}." for each in said)


def flesch_kincaid(text: str) -> float:
    """The school grade that a text asks for: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [each for each in re.split(r"[.?!:]+(?:\s|$)", text) if re.search(r"[A-Za-z]", each)]
    words = re.findall(r"[A-Za-z’']+", text)
    syllables = sum(_syllables(each) for each in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def _syllables(word: str) -> int:
    plain = re.sub(r"[^a-z]", "", word.lower())
    groups = len(re.findall(r"[aeiouy]+", plain))
    silent = plain.endswith("e") and not plain.endswith("le") and groups > 1
    return max(groups - silent, 1)
