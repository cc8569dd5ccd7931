"""Long texts in a line: cut between words, nothing invented, said by dots that something was cut."""

from hypothesis import given
from hypothesis import strategies as st

from lantern.casefile.rules.shortening import first_lines, lines_of, shortened

TEXTS = st.text(st.sampled_from("ab ,.;\n-•é"), max_size=200)


@given(TEXTS, st.integers(5, 60))
def test_what_is_shown_is_the_beginning_of_what_was_written(text: str, most: int) -> None:
    """EXP-2: words are the writer's own."""
    whole, said = " ".join(text.split()), shortened(text, most)
    assert whole.startswith(said.removesuffix("…"))
    assert len(said) <= most + 1
    assert said.endswith("…") is (len(whole) > most)


def test_a_cut_falls_between_two_words_and_leaves_no_comma() -> None:
    assert shortened("Trusts her grandad, who rings", 20) == "Trusts her grandad…"
    assert shortened("Trusts her grandad", 18) == "Trusts her grandad"
    assert shortened("x" * 30, 10) == f"{'x' * 10}…"


def test_a_list_is_read_line_by_line_without_its_signs() -> None:
    assert list(lines_of("- Sings\n\n•  Draws\n * Runs\nTalks - a lot")) == ["Sings", "Draws", "Runs", "Talks - a lot"]


@given(st.lists(TEXTS, max_size=4), st.integers(0, 5))
def test_every_line_is_shown_or_counted(texts: list[str], number: int) -> None:
    lines, more = first_lines(texts, number)
    assert len(lines) + more == sum(len(list(lines_of(text))) for text in texts)
    assert len(lines) <= number
