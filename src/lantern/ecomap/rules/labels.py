"""How wide a text is when drawn, and how it is broken into lines: the server draws, and cannot measure as a browser does."""

import re
from collections.abc import Iterator

# Hundredths of the type's size, of Atkinson Hyperlegible Next in bold, from space to tilde: regular letters are narrower.
WIDTHS = (
    31, 30, 39, 76, 61, 97, 72, 21, 33, 33, 48, 59, 27, 37, 27, 44, 66, 44, 58, 60, 62, 61, 63, 54, 62, 57, 27, 27, 57, 61,
    57, 55, 78, 68, 64, 66, 69, 60, 57, 72, 70, 42, 56, 66, 55, 86, 72, 75, 63, 76, 65, 61, 61, 69, 64, 89, 68, 65, 62, 34,
    44, 34, 58, 40, 29, 55, 60, 51, 60, 56, 36, 59, 57, 30, 26, 55, 32, 88, 57, 58, 60, 60, 38, 51, 38, 57, 53, 74, 54, 52,
    50, 38, 25, 38, 54,
)  # fmt: skip
OTHERS = 80  # a letter that is none of these: as wide as nearly any
ELLIPSIS = "…"


def width_of(text: str, size: float) -> float:
    """Units that `text` takes at most, set in type of `size` units."""
    return sum(WIDTHS[ord(each) - 32] if " " <= each <= "~" else OTHERS for each in text) * size / 100


def wrapped(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """`text` in at most so many lines of at most `room` units; what does not fit ends in an ellipsis."""
    made = list(_lines(text, size, room))
    if len(made) <= lines:
        return tuple(made)
    return (*made[: lines - 1], shortened(" ".join(made[lines - 1 :]), size, room))


def shortened(text: str, size: float, room: float) -> str:
    """As much of `text` as fits into `room` units with an ellipsis; all of it if it fits."""
    if width_of(text, size) <= room:
        return text
    while text and width_of(text + ELLIPSIS, size) > room:
        text = text[:-1]
    return text.rstrip(" ,.;:") + ELLIPSIS


def _lines(text: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for piece in _pieces(text, size, room):
        longer = line + piece
        if line and width_of(longer.rstrip(), size) > room:
            yield line.rstrip()
            line = piece
        else:
            line = longer
    if line.strip():
        yield line.rstrip()


def _pieces(text: str, size: float, room: float) -> Iterator[str]:
    """What may stand at the end of a line, with the space after it: words, parts of a double name, pieces of too long a one."""
    for word in text.split():
        parts = [part for part in re.split(r"(?<=-)", word) if part]
        for part in parts[:-1]:
            yield from _cut(part, size, room)
        yield from _cut(f"{parts[-1]} ", size, room)


def _cut(word: str, size: float, room: float) -> Iterator[str]:
    while width_of(word.rstrip(), size) > room:
        fits = next(n for n in range(len(word) - 1, 0, -1) if width_of(word[:n] + "-", size) <= room or n == 1)
        yield f"{word[:fits]}-"
        word = word[fits:]
    yield word
