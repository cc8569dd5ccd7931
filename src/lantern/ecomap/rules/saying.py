"""A map in words: every tie is a sentence, so that who sees no picture reads the same (EXP-7)."""

from collections.abc import Mapping
from datetime import date

from lantern.children.rules.around import CHILD, Bearing, Direction, Strength, Surety
from lantern.ecomap.rules.map import Family, Link, Thing
from lantern.ecomap.vocabulary import FIGURES, Figure, How, TieKind
from lantern.timekeeping import words

HOLDS = {
    Strength.STRONG: "a strong tie",
    Strength.ORDINARY: "a tie",
    Strength.WEAK: "a weak tie",
    Strength.STRAINED: "a strained tie",
    Strength.CUT_OFF: "a tie that is cut off",
}
PARENTS = {
    "": "is a parent of", How.BIRTH: "is the birth parent of", How.ADOPTED: "is the adoptive parent of",
    How.FOSTERED: "fosters", How.STEP: "is a step-parent of",
}  # fmt: skip
PARTNERS = {
    "": "are partners", How.MARRIED: "are married", How.TOGETHER: "live together", How.SEPARATED: "are separated",
    How.DIVORCED: "are divorced",
}  # fmt: skip


def link_words(link: Link, called: Mapping[str, str]) -> str:
    """The child and Jo Example: a strong tie, protective, known, since 3 March 2026. Rings every Sunday."""
    first, second = called[link.first], called[link.second]
    parts = [_tied(link, first, second), *_qualities(link, first, second)]
    said = ", ".join(part for part in parts if part)
    more = f". {link.words[:1].upper()}{link.words[1:]}" if link.words else ""
    return said + more


def short_words(link: Link) -> str:
    """What fits under a name: the words of the tie, or what it is."""
    return link.words or {TieKind.PARENT: "parent", TieKind.PARTNER: "partner", TieKind.SIBLING: "brother or sister",
                          TieKind.TWIN: "twin", TieKind.TIE: ""}[link.kind]  # fmt: skip


def family_words(of: Family, year: int) -> str:
    """Female, born 1984 (about 42), died 2020; lives with the child."""
    said = [FIGURES[Figure(of.figure)] if of.figure else ""]
    if of.born:
        age = f" (about {year - of.born})" if not of.has_died and year >= of.born else ""
        said.append(f"born {of.born}{age}")
    if of.has_died:
        said.append(f"died {of.died}" if of.died else "has died")
    if of.in_household:
        said.append("lives with the child")
    return ", ".join(each for each in said if each)


def _tied(link: Link, first: str, second: str) -> str:
    if link.kind is TieKind.PARENT:
        return f"{first} {PARENTS[link.how]} {second}"
    if link.kind is TieKind.PARTNER:
        return f"{first} and {second} {PARTNERS[link.how]}"
    if link.kind is TieKind.SIBLING:
        return f"{first} and {second} are brothers or sisters"
    if link.kind is TieKind.TWIN:
        return f"{first} and {second} are {'identical ' if link.how == How.IDENTICAL else ''}twins"
    return f"{first} and {second}: {HOLDS[link.strength]}"


def _qualities(link: Link, first: str, second: str) -> list[str]:
    said = []
    if link.kind is not TieKind.TIE and link.strength is not Strength.ORDINARY:
        said.append(HOLDS[link.strength])
    if link.direction is not Direction.BOTH:
        way = (first, second) if link.direction is Direction.TO else (second, first)
        said.append(f"from {way[0]} to {way[1]}")
    if link.bearing is not Bearing.NEUTRAL:
        said.append("a concern" if link.bearing is Bearing.CONCERN else "protective")
    if link.surety is not Surety.UNSAID:
        said.append(link.surety.value)
    return [*said, _when(link.since, link.until)]


def _when(since: date | None, until: date | None) -> str:
    start = f"since {words.day(since)}" if since else ""
    end = f"until {words.day(until)}" if until else ""
    return " ".join(part for part in (start, end) if part)


def names_of(things: tuple[Thing, ...], child: str) -> dict[str, str]:
    """What each is called in a sentence; the child by their first name."""
    return {each.key: child if each.key == CHILD else each.label for each in things}
