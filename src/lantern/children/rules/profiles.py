"""Everything that was said about one person, gathered for comparing: each different name, birth date and place once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, Self

from anyascii import anyascii

from lantern.children.rules.described import Described
from lantern.children.rules.given_names import GIVEN
from lantern.children.rules.names import parts

NUMBERS = re.compile(r"\d+", re.ASCII)
NOT_PLAIN = re.compile(r"[^a-z0-9?]+")
ROADS = {"rd": "road", "st": "street", "ave": "avenue", "av": "avenue", "dr": "drive", "ln": "lane", "cl": "close"}
INWARD = 3  # characters of a postcode after the district: CO15 6HY is in CO15


class Name(NamedTuple):
    """A forename and a surname, each by word in plain letters."""

    forename: tuple[str, ...]
    surname: tuple[str, ...]


class Place(NamedTuple):
    """Where somebody lives: postcode without its space, address in plain letters, the numbers in it."""

    postcode: str
    address: str
    numbers: tuple[str, ...]

    @property
    def district(self) -> str:
        return self.postcode[:-INWARD]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is known about a person from any number of descriptions; the same whatever order they came in."""

    names: frozenset[Name]
    born: frozenset[date]
    places: frozenset[Place]
    sexes: frozenset[str]
    pupil_numbers: frozenset[str]
    references: frozenset[str]

    @classmethod
    def of(cls, *descriptions: Described) -> Self:
        """The profile of one person described so; blanks say nothing and are left out."""
        return cls(
            names=frozenset(name for d in descriptions if (name := _name(d.forename, d.surname))),
            born=frozenset(d.born for d in descriptions if d.born),
            places=frozenset(place for d in descriptions if (place := _place(d.postcode, d.address))),
            sexes=frozenset(d.sex for d in descriptions if d.sex),
            pupil_numbers=frozenset(d.pupil_number for d in descriptions if d.pupil_number),
            references=frozenset().union(*(d.references for d in descriptions)),
        )

    @property
    def as_json(self) -> dict[str, list[Any]]:
        """This profile as plain lists in order, to be stored; what is not known is left out."""
        said: dict[str, list[Any]] = {
            "names": [[*map(list, name)] for name in sorted(self.names)],
            "born": [day.isoformat() for day in sorted(self.born)],
            "places": [[place.postcode, place.address, list(place.numbers)] for place in sorted(self.places)],
            "sexes": sorted(self.sexes),
            "pupil_numbers": sorted(self.pupil_numbers),
            "references": sorted(self.references),
        }
        return {field: values for field, values in said.items() if values}

    @classmethod
    def from_json(cls, said: Mapping[str, Any]) -> Self:
        """The profile that `as_json` wrote."""
        return cls(
            names=frozenset(Name(tuple(forename), tuple(surname)) for forename, surname in said.get("names", ())),
            born=frozenset(map(date.fromisoformat, said.get("born", ()))),
            places=frozenset(Place(code, address, tuple(numbers)) for code, address, numbers in said.get("places", ())),
            sexes=frozenset(said.get("sexes", ())),
            pupil_numbers=frozenset(said.get("pupil_numbers", ())),
            references=frozenset(said.get("references", ())),
        )

    @property
    def unnamed(self) -> Self:
        """All but the names: what may be learnt from a link that no person looked at."""
        return replace(self, names=frozenset())

    def joined(self, others: Iterable[Self]) -> Self:
        """This profile with all that `others` add, as when a person says that they are one."""
        all_of = (self, *others)
        return type(self)(
            names=frozenset().union(*(p.names for p in all_of)),
            born=frozenset().union(*(p.born for p in all_of)),
            places=frozenset().union(*(p.places for p in all_of)),
            sexes=frozenset().union(*(p.sexes for p in all_of)),
            pupil_numbers=frozenset().union(*(p.pupil_numbers for p in all_of)),
            references=frozenset().union(*(p.references for p in all_of)),
        )


def holds_given_name(name: Name) -> bool:
    """Whether any word of `name` is a name that is given to children, whichever field it stands in."""
    return any(word in GIVEN for word in (*name.forename, *name.surname))


@lru_cache(1 << 16)
def _name(forename: str, surname: str) -> Name | None:
    name = Name(parts(forename), parts(surname))
    return name if name.forename or name.surname else None


@lru_cache(1 << 16)
def _place(postcode: str, address: str) -> Place | None:
    words = NOT_PLAIN.sub(" ", anyascii(address).lower()).split()
    plain = "".join(ROADS.get(word, word) for word in words)
    code = postcode.replace(" ", "").upper()
    return Place(code, plain, tuple(NUMBERS.findall(address))) if code or plain else None
