"""What a person says of somebody on the map, or of a tie, and in what two sayings differ (EXP-7)."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, NamedTuple

from lantern.children.rules.around import Bearing, Direction, Near, Strength, Surety
from lantern.children.rules.refusals import NotAllowed
from lantern.ecomap.rules.limits import LABEL, WORDS
from lantern.ecomap.vocabulary import (
    BEARINGS,
    DIRECTIONS,
    FIGURES,
    HOWS,
    ONE_OF,
    STRENGTHS,
    SURETIES,
    Figure,
    How,
    TieKind,
)
from lantern.timekeeping import words


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeSaid:
    """Somebody or something, as a person writes it; years of birth and death."""

    label: str
    kind: Near
    words: str = ""
    figure: str = ""
    born: int | None = None
    has_died: bool = False
    died: int | None = None
    in_household: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TieSaid:
    """A tie, as a person writes it."""

    kind: TieKind = TieKind.TIE
    how: str = ""
    strength: Strength = Strength.ORDINARY
    direction: Direction = Direction.BOTH
    bearing: Bearing = Bearing.NEUTRAL
    surety: Surety = Surety.KNOWN
    words: str = ""
    since: date | None = None


class Difference(NamedTuple):
    """One thing in which two sayings differ, in words."""

    label: str
    before: str
    after: str


ASKED: dict[str, tuple[str, Mapping[Any, str]]] = {
    "label": ("Name", {}),
    "kind": ("What they are", ONE_OF | {TieKind.PARENT: "Parent", TieKind.PARTNER: "Partner", TieKind.SIBLING: "Sibling",
                                        TieKind.TWIN: "Twin", TieKind.TIE: "Tie"}),
    "words": ("In words", {}),
    "figure": ("Symbol", FIGURES),
    "born": ("Year of birth", {}),
    "has_died": ("Has died", {True: "Yes", False: "No"}),
    "died": ("Year of death", {}),
    "in_household": ("Lives with the child", {True: "Yes", False: "No"}),
    "how": ("In which way", {each: each.value.capitalize() for each in How}),
    "strength": ("How it holds", STRENGTHS),
    "direction": ("Which way", DIRECTIONS),
    "bearing": ("Concern or protective", BEARINGS),
    "surety": ("Known or suspected", SURETIES),
    "since": ("Since", {}),
}  # fmt: skip
"""What each field is called where two sayings stand side by side, and the words for its values."""


def differences(before: NodeSaid | TieSaid, after: NodeSaid | TieSaid) -> list[Difference]:
    """What differs between two sayings of the same thing, in their order."""
    found = []
    for each in fields(before):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old != new:
            label, known = ASKED[each.name]
            found.append(Difference(label, _said(old, known), _said(new, known)))
    return found


def check_node(said: NodeSaid) -> None:
    """Raises `NotAllowed` for what cannot be so."""
    if not said.label.strip() or len(said.label) > LABEL or len(said.words) > WORDS:
        raise NotAllowed(f"Give a name of at most {LABEL} letters.")
    if said.born and said.died and said.died < said.born:
        raise NotAllowed("The year of death is before the year of birth.")
    if said.figure and said.figure not in set(Figure):
        raise NotAllowed("Choose one of the symbols.")


def check_tie(said: TieSaid) -> None:
    """Raises `NotAllowed` where the way is not one of that kind of tie."""
    if said.how and said.how not in HOWS[said.kind]:
        raise NotAllowed("That way does not go with this kind of tie.")


def _said(value: object, known: Mapping[Any, str]) -> str:
    if isinstance(value, date):
        return words.day(value)
    return known.get(value, "" if value is None else str(value))
