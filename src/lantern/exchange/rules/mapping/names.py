"""Cells that hold two fields at once: a whole name, an address with its postcode (MIS-3)."""

import re

from lantern.exchange.rules.feed_values import is_formula, word

POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.ASCII | re.IGNORECASE)
PARTICLES = frozenset({"van", "von", "de", "der", "den", "al", "el", "bin", "ibn", "da", "di", "la", "le", "o'", "st"})


def split_name(text: str) -> tuple[str, str]:
    """Forename and surname of a whole name: "EXAMPLE, Rowan", "Rowan EXAMPLE" and "Rowan van Example" are all told.

    What comes before a comma, or stands in capitals beside a word that does not, is the surname; else the last word with
    the particles before it. A formula is left whole, to be refused as one.
    """
    if is_formula(text) or not word(text):
        return "", text
    if "," in text:
        surname, _, forename = text.partition(",")
        return forename.strip(), surname.strip()
    words = text.split()
    capitals = [each for each in words if len(each) > 1 and each.isupper()]
    if capitals and len(capitals) < len(words):
        return " ".join(each for each in words if each not in capitals), " ".join(capitals)
    cut = len(words) - 1
    while cut > 1 and words[cut - 1].casefold() in PARTICLES:
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def postcode_in(text: str) -> str:
    """The last postcode in an address; empty when there is none."""
    found = POSTCODE.findall(text)
    return " ".join(found[-1]).upper() if found else ""
