"""Long texts in a line or two, cut between words; what was cut is said by three dots and stands whole where the line leads."""

from collections.abc import Iterable, Iterator

MOST = 140  # characters of one line


def shortened(text: str, most: int = MOST) -> str:
    """The first `most` characters at most, to the last whole word, with three dots where more follows."""
    whole = " ".join(text.split())
    if len(whole) <= most:
        return whole
    cut = whole[:most].rpartition(" ")[0] or whole[:most]
    return f"{cut.rstrip(' ,;:.')}…"


def lines_of(text: str) -> Iterator[str]:
    """Each line that somebody wrote as one of a list, without the sign before it."""
    for line in text.splitlines():
        if said := line.strip().lstrip("-*•").strip():
            yield said


def first_lines(texts: Iterable[str], number: int) -> tuple[list[str], int]:
    """The first `number` lines of `texts`, each shortened, and how many are left out."""
    found = [line for text in texts for line in lines_of(text)]
    return [shortened(line) for line in found[:number]], max(len(found) - number, 0)
