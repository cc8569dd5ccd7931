"""Names written into our letters in more than one way, from Arabic or Cyrillic, or as Poles or Albanians spell (MIS-4).

No language is guessed: every name is brought to one rough spelling, in which the ways of writing one sound fall together.
"""

import re
from functools import lru_cache

# In order: longer groups before the shorter ones that they contain.
GROUPS = (
    ("szcz", "shch"), ("sch", "sh"), ("tch", "ch"), ("tsh", "ch"), ("dzh", "j"), ("dj", "j"), ("gj", "j"), ("xh", "j"),
    ("sz", "sh"), ("cz", "ch"), ("rz", "zh"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"),
    ("tz", "ts"), ("iy", "i"), ("yi", "i"), ("ij", "i"), ("iu", "u"), ("yu", "u"), ("yo", "u"), ("ye", "i"), ("oe", "u"),
    ("ou", "u"), ("oo", "u"), ("au", "u"), ("ee", "i"), ("ie", "i"), ("ei", "i"), ("ai", "i"), ("ay", "i"), ("ey", "i"),
    ("aa", "a"), ("q", "k"), ("w", "v"), ("x", "s"), ("o", "u"), ("e", "i"), ("y", "i"),
)  # fmt: skip
NOT_OF_CH = re.compile(r"c(?!h)")
ENDINGS = (("ff", "v"), ("ah", "a"), ("skaya", "ski"), ("ska", "ski"), ("ova", "ov"), ("eva", "ev"))
SHORTEST = 4  # letters
VOWEL = frozenset("aeiouy")
DOUBLED = re.compile(r"(.)\1+")
VOWELS = re.compile(r"(?<=.)[aiu]+")


@lru_cache(1 << 16)
def rough(word: str) -> str:
    """`word`, in plain letters, in a rough spelling: Husayn, Hussein and Hossain are alike in it, Hassan is not."""
    for ending, for_it in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            word = word[: -len(ending)] + for_it
            break
    for group, for_it in GROUPS:
        word = word.replace(group, for_it)
    return DOUBLED.sub(r"\1", NOT_OF_CH.sub("k", word))


def frame(word: str) -> str:
    """The first letter and the consonants of the rough spelling: what stays when vowels are heard differently."""
    return VOWELS.sub("", rough(word))


def spelt_otherwise(one: str, other: str) -> bool:
    """Whether two words are one in the rough spelling, or in its consonants where one is written without vowels.

    Short ones fall together by chance.
    """
    if one == other or min(len(one), len(other)) < SHORTEST:
        return False
    if VOWEL.isdisjoint(one) or VOWEL.isdisjoint(other):
        return frame(one) == frame(other)
    return rough(one) == rough(other)
