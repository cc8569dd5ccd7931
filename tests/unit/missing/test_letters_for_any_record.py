"""MIS-8: whatever a record holds, a letter goes to the right door or to none; whatever a text says, nothing of it is lost."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lantern.documents.rules import Bullets, Document, Heading, Paragraph
from lantern.documents.rules.content import as_values, section_of
from lantern.missing.rules.letters import Known, To, Wording, addressed, filled, recipients, section, spaced
from lantern.organisation.rules.letters import FILLED, against_text

PLACES = st.sampled_from(
    ["", " ", "1 Nowhere Lane", "2 Pretend Road, Chelmsford", "Flat 3,\nFictional House", ",,", "x, ,y"]
)
CODES = st.sampled_from(["", "ZZ11ZZ", "zz1 1zz", " ZZ22 2ZZ"])
KNOWN = st.builds(
    Known, PLACES, CODES, st.booleans(), PLACES.map(lambda text: text.replace("Lane", "Close")), CODES,
    st.sampled_from(["", "Sam Invented"]),
)  # fmt: skip
NAMES = st.sampled_from(["", "Rowan Example", "Zoë Ó Fictional", "Al"])
LINES = st.sampled_from(["One.", "Two {name}.", "- a", "- b {phone}", "## Part", "", "{mailbox}", "{day} {team}"])


@given(st.sampled_from(To), NAMES, KNOWN)
def test_a_letter_has_a_door_or_a_reason(to: To, name: str, known: Known) -> None:
    """MIS-8: never neither, never both; and a reason names whom to ask."""
    place = addressed(to, name, known)
    assert bool(place.lines) is not bool(place.why_not)
    assert bool(place.why_not) is bool(place.ask)
    assert place.ask in ("", "Sam Invented", "children’s services")


@given(st.sampled_from(To), NAMES, KNOWN)
def test_no_line_of_an_envelope_is_empty(to: To, name: str, known: Known) -> None:
    """The post reads from the bottom."""
    lines = addressed(to, name, known).lines
    assert all(line.strip() == line and line for line in lines)
    assert not lines or name in lines[0]


@given(st.sampled_from(To), NAMES, KNOWN)
def test_of_a_child_in_care_nothing_of_the_home_is_on_the_envelope(to: To, name: str, known: Known) -> None:
    """MIS-8: whatever else the record holds."""
    lines = " ".join(addressed(to, name, known).lines[1:])
    theirs, others = (known.placement, known.home) if known.looked_after else (known.home, known.placement)
    words = {word for word in re.split(r"[,\s]+", others) if len(word) > 3} - set(re.split(r"[,\s]+", theirs))
    assert not [word for word in words if word in lines]


@given(NAMES, KNOWN)
def test_both_letters_go_to_one_door(name: str, known: Known) -> None:
    """The child's and the parent's differ in their first line alone."""
    child, parent = (addressed(to, name, known) for to in To)
    assert child.lines[1:] == parent.lines[1:]
    assert (child.why_not, child.ask) == (parent.why_not, parent.ask)


@given(CODES)
def test_a_postcode_is_written_as_the_post_writes_it(code: str) -> None:
    """Capitals, a space before the last three."""
    said = spaced(code)
    assert said.replace(" ", "") == code.replace(" ", "").upper()
    assert not said or said[-4] == " "


@given(st.dates(date(2005, 1, 1), date(2026, 1, 1)), st.integers(0, 18))
def test_the_parent_is_always_written_to_and_a_child_old_enough_too(born: date, age: int) -> None:
    """PAR-7: the age is the arrangement's."""
    today = date(2026, 3, 3)
    to = recipients(born, today, age)
    assert To.PARENT in to
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    assert (To.CHILD in to) is (years >= age)


@given(st.lists(LINES, max_size=12))
def test_nothing_of_a_text_is_lost(lines: list[str]) -> None:
    """PAR-7: each line of the partnership's text stands in the letter once, in its order."""
    text = "# Title\n\n" + "\n".join(lines)
    words = {"name": "N", "phone": "P", "mailbox": "M", "day": "D", "team": "T"}
    made = section(To.PARENT, "N", date(2026, 3, 1), date(2026, 3, 3), ("N",), a_wording(text))
    said = []
    for block in made.blocks:
        said += list(block.items) if isinstance(block, Bullets) else [block.text]  # type: ignore[union-attr]
    wanted = [re.sub(r"^(## |- )", "", line) for line in lines if line]
    assert [each.replace("1 March 2026", "D") for each in said] == [filled(each, words) for each in wanted]


@given(st.lists(LINES, max_size=12))
def test_every_letter_can_be_laid_out_and_kept(lines: list[str]) -> None:
    """SHA-1, PDF/UA: headings in their order; what is kept is what was said."""
    wording, day = a_wording("# T\n\n" + "\n".join(lines)), date(2026, 3, 1)
    made = section(To.CHILD, "Rowan Example", day, day, ("Rowan Example", "x"), wording)
    document = Document(made.title, (made,), "Official-Sensitive")
    assert section_of(as_values(document)["sections"][0]) == made
    assert all(isinstance(each, Heading | Paragraph | Bullets) for each in made.blocks)


@given(st.text(alphabet="{}#- abname\n", max_size=60))
def test_any_text_is_judged(text: str) -> None:
    """PAR-7: taken or refused in words, never a fault; what is taken leaves no brace unfilled."""
    against = against_text(text)
    if against:
        assert against[0].isupper() or against.startswith("{")
        return
    assert "{" not in filled(text, dict.fromkeys(FILLED, "x"))


def a_wording(text: str) -> Wording:
    return Wording("F", "T", "M", "P", dict.fromkeys(To, text))
