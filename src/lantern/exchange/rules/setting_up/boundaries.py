"""Which area each shape of a file draws: one that is known, a new one of an overlay, or none (PAR-2)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from shapely.geometry.base import BaseGeometry

WHOLE = 0.95  # of a district's surface: published boundaries of different years never meet exactly
TOUCHES = 0.01  # of it: less is how boundaries were drawn, not land
NAMES = re.compile(r"(name|nm|nmw)$", re.IGNORECASE)
CODES = re.compile(r"(code|cd|ref)$", re.IGNORECASE)
LONGEST_CODE, LONGEST_NAME = 40, 80  # characters


@dataclass(frozen=True)
class Drawn:
    """A feature of the file: everything it is called by, its likeliest code and name, and its shape."""

    number: int
    called: tuple[str, ...]
    code: str
    name: str
    shape: Any


@dataclass(frozen=True)
class Here:
    """An area that the geography has."""

    key: str
    code: str
    name: str


@dataclass(frozen=True)
class Placed:
    """What is to become of a feature. `area` is the key of a known one; a `problem` says why the shape is not used."""

    drawn: Drawn
    area: str = ""
    is_new: bool = False
    problem: str = ""


@dataclass(frozen=True)
class Covered:
    """How much of a district a shape covers, 0 to 1."""

    district: str
    share: float

    @property
    def is_whole(self) -> bool:
        return self.share >= WHOLE


def feature(number: int, properties: Mapping[str, object], shape: Any) -> Drawn:
    """A feature with its properties read: which of them is its code and which its name."""
    said = {key: str(value).strip() for key, value in properties.items() if value is not None and str(value).strip()}
    worded = sorted(
        (text for text in said.values() if any(map(str.isalpha, text))), key=lambda text: (-len(text), text)
    )
    name = next((said[key] for key in said if NAMES.search(key)), worded[0] if worded else "")
    code = next((said[key] for key in said if CODES.search(key)), "") or name
    return Drawn(number, tuple(sorted(set(said.values()))), code[:LONGEST_CODE], name[:LONGEST_NAME], shape)


def place(drawn: Iterable[Drawn], known: Sequence[Here], *, may_add: bool) -> list[Placed]:
    """Each feature by the area's code or name; `may_add` in a geography whose areas a file may bring along."""
    by_name = {each.name.casefold(): each.key for each in known} | {each.code.casefold(): each.key for each in known}
    taken: dict[str, int] = {}
    return [_place(each, by_name, taken, may_add=may_add) for each in drawn]


def _place(drawn: Drawn, by_name: Mapping[str, str], taken: dict[str, int], *, may_add: bool) -> Placed:
    found = next((by_name[text.casefold()] for text in drawn.called if text.casefold() in by_name), "")
    if not found and not may_add:
        return Placed(drawn, problem="No area of this geography has its name or code.")
    if not found and not drawn.name:
        return Placed(drawn, problem="It has no name.")
    key = found or drawn.code.casefold()
    if key in taken:
        return Placed(drawn, problem=f"Feature {taken[key]} draws the same area.")
    taken[key] = drawn.number
    return Placed(drawn, area=found, is_new=not found)


def covered(shape: BaseGeometry, districts: Mapping[str, BaseGeometry]) -> list[Covered]:
    """The districts that `shape` covers or cuts, by their keys, the most covered first."""
    shares = (
        Covered(key, shape.intersection(district).area / district.area)
        for key, district in districts.items()
        if district.area
    )
    return sorted((each for each in shares if each.share >= TOUCHES), key=lambda each: (-each.share, each.district))
