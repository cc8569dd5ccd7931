"""How likely two profiles are of one person, in bits and in words (MIS-4). See `weights` for the principle."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product, starmap
from math import inf
from operator import ne
from typing import TypeAlias

from rapidfuzz.distance import OSA

from lantern.children.rules import weights
from lantern.children.rules.described import Described
from lantern.children.rules.names import forename_level, may_agree, surname_level
from lantern.children.rules.profiles import Name, Place, Profile
from lantern.children.rules.weights import Level

ADDRESS_SLIPS = 2  # letters

NameLevels: TypeAlias = tuple[Level, Level, Level]  # of the forename, the surname and their order


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When evidence is enough, in bits; the arrangement holds them. Raises `ValueError` when they contradict each other.

    `certain`: links without a person. A county of 300,000 children is 18 bits of chance, so 24 leaves 1 in 60 at the
    very edge and far less above it. `possible`: worth a person's look. `margin`: how far the second most likely child
    must be behind the first. A block of more than `largest_block` records says nothing about anyone and is not read.
    """

    certain: float = 24.0
    possible: float = 12.0
    margin: float = 8.0
    largest_block: int = 2_000

    def __post_init__(self) -> None:
        if self.possible > self.certain - self.margin:
            raise ValueError("A rival within the margin of a certain match would not be possible, and so not be seen.")

    def is_certain(self, evidence: "Evidence") -> bool:
        """Whether this is one child as far as the two descriptions go; a rival may still forbid a link."""
        return evidence.recognised and evidence.weight >= self.certain


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two descriptions are: bits for and against, and what agrees and disagrees in words for a page."""

    weight: float
    agreements: tuple[str, ...]
    disagreements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The level that each field reaches between two profiles, the best that any two of their values reach."""

    forename: Level
    surname: Level
    order: Level
    born: Level
    place: Level
    sex: Level
    pupil_number: Level
    reference: Level
    weight: float

    @property
    def recognised(self) -> bool:
        """Whether the forename agrees; nothing else tells a child from a twin."""
        return self.forename in weights.RECOGNISED

    @property
    def another_person(self) -> bool:
        """Whether the forenames are two names, as those of a brother and a sister are."""
        return self.forename in weights.ANOTHER_PERSON

    @property
    def speaks_against(self) -> bool:
        """Whether forename or birth date say that these are two people."""
        return self.another_person or self.born is weights.BORN_DIFFERENT

    @property
    def likeness(self) -> Likeness:
        """The evidence in words, the strongest first."""
        said = sorted((level for level in self._levels() if level.words), key=_strength, reverse=True)
        return Likeness(
            round(self.weight, 1),
            tuple(level.words for level in said if level.weight > 0),
            tuple(level.words for level in said if level.weight <= 0),
        )

    def _levels(self) -> Iterator[Level]:
        yield from (self.forename, self.surname, self.order, self.born)
        yield from (self.place, self.sex, self.pupil_number, self.reference)


def compare(one: Described, other: Described) -> Likeness:
    """How alike two descriptions are."""
    evidence = weigh(Profile.of(one), Profile.of(other))
    assert evidence is not None
    return evidence.likeness


def weigh(one: Profile, other: Profile, *, floor: float = -inf) -> Evidence | None:
    """The evidence that two profiles are of one person; `None` as soon as it cannot reach `floor` bits."""
    born = _best_born(one.born, other.born)
    place = _best_place(one.places, other.places)
    sex = _shared(one.sexes, other.sexes, weights.SEX_SAME, weights.SEX_DIFFERENT)
    pupil = _shared(one.pupil_numbers, other.pupil_numbers, weights.PUPIL_SAME, weights.PUPIL_DIFFERENT)
    reference = _shared(one.references, other.references, weights.REFERENCE_SAME, weights.SILENT)
    beside_names = born.weight + place.weight + sex.weight + pupil.weight + reference.weight
    if beside_names + weights.NAMES_AT_MOST < floor:
        return None
    if floor - beside_names > weights.SURNAME_APART_AT_MOST and not _surnames_may_agree(one.names, other.names):
        return None
    forename, surname, order = best_names(one.names, other.names)
    weight = beside_names + forename.weight + surname.weight + order.weight
    if weight < floor:
        return None
    return Evidence(forename, surname, order, born, place, sex, pupil, reference, weight)


def _surnames_may_agree(ones: frozenset[Name], others: frozenset[Name]) -> bool:
    """Whether any two surnames could agree, in either order of the names; told quickly."""
    return any(
        surname_level(one.surname, other.surname).weight >= 0
        or may_agree(one.surname, other.forename)
        or may_agree(one.forename, other.surname)
        for one, other in product(ones, others)
    )


def best_names(ones: frozenset[Name], others: frozenset[Name]) -> NameLevels:
    """Levels of forename, surname and their order between the two names that agree best."""
    if not ones or not others:
        return weights.SILENT, weights.SILENT, weights.SILENT
    return max(starmap(_names, product(ones, others)), key=_weight)


@lru_cache(1 << 18)
def _names(one: Name, other: Name) -> NameLevels:
    straight = forename_level(one.forename, other.forename), surname_level(one.surname, other.surname), weights.SILENT
    if straight[0] in weights.RECOGNISED:
        return straight
    return max((straight, *_swapped(one, other)), key=_weight)


def _swapped(one: Name, other: Name) -> Iterator[NameLevels]:
    """The reading of two names of which one has its forename and surname the other way round.

    Which one, nobody says: so each pair must do for a forename, and the weaker reading counts; or what is taken for a
    shared forename may be the shared surname of a brother and a sister. When only one pair agrees, it is the surname.
    """
    crossed = (one.forename, other.surname), (one.surname, other.forename)
    if not any(may_agree(*pair) for pair in crossed):
        return
    readings = [(forename_level(*given), surname_level(*family)) for given, family in (crossed, crossed[::-1])]
    agreeing = [reading for reading in readings if reading[1].weight > 0]
    if agreeing and all(forename in weights.RECOGNISED for forename, _ in readings):
        yield *min(agreeing, key=lambda reading: reading[0].weight + reading[1].weight), weights.ORDER_SWAPPED
    elif any(surname is weights.SURNAME_SAME for _, surname in agreeing):
        yield weights.FORENAME_DIFFERENT, weights.SURNAME_SAME, weights.ORDER_SWAPPED


def _bits(level: Level) -> float:
    return level.weight


def _strength(level: Level) -> float:
    return abs(level.weight)


def _weight(levels: NameLevels) -> float:
    return levels[0].weight + levels[1].weight + levels[2].weight


def _shared(ones: frozenset[str], others: frozenset[str], same: Level, different: Level) -> Level:
    if not ones or not others:
        return weights.SILENT
    return different if ones.isdisjoint(others) else same


def _best_born(ones: frozenset[date], others: frozenset[date]) -> Level:
    if not ones or not others:
        return weights.SILENT
    if not ones.isdisjoint(others):
        return weights.BORN_SAME
    return max(starmap(_born, product(ones, others)), key=_bits)


def _born(one: date, other: date) -> Level:
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return weights.BORN_SWAPPED
    if (one.year != other.year) + (one.month != other.month) + (one.day != other.day) > 1:
        return weights.BORN_DIFFERENT
    if abs(one.year - other.year) == 1:
        return weights.BORN_YEAR
    slips = sum(map(ne, one.isoformat(), other.isoformat()))
    return weights.BORN_DIGIT if slips == 1 else weights.BORN_DIFFERENT


def _best_place(ones: frozenset[Place], others: frozenset[Place]) -> Level:
    if not ones or not others:
        return weights.SILENT
    return max(starmap(_place, product(ones, others)), key=_bits)


def _place(one: Place, other: Place) -> Level:
    """How far two places agree, address and postcode weighed as one field since one mostly follows from the other."""
    address = bool(one.address and other.address)
    if address and _same_address(one, other):
        return _postcodes_of_one_address(one.postcode, other.postcode)
    if one.postcode and one.postcode == other.postcode:
        return weights.PLACE_NEIGHBOUR if address else weights.PLACE_POSTCODE
    if one.postcode and other.postcode:
        return weights.PLACE_AREA if one.district == other.district else weights.PLACE_DIFFERENT
    return weights.PLACE_DIFFERENT if address else weights.SILENT


def _postcodes_of_one_address(one: str, other: str) -> Level:
    if not one or not other:
        return weights.PLACE_ADDRESS
    if one == other:
        return weights.PLACE_SAME
    return weights.PLACE_NEAR if OSA.distance(one, other, score_cutoff=1) == 1 else weights.PLACE_STREET


def _same_address(one: Place, other: Place) -> bool:
    if one.address == other.address:
        return True
    slips = OSA.distance(one.address, other.address, score_cutoff=ADDRESS_SLIPS)
    return one.numbers == other.numbers and slips <= ADDRESS_SLIPS
