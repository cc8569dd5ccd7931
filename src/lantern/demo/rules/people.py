"""Invented children at any number, each the same whatever number is asked for (MIS-4: twins, aliases, no address).

Children come in blocks of families. A block depends on the seed and its own number alone, so that work that stopped goes
on from any child, and asking for more children leaves the first ones as they were.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from lantern.children.vocabulary import NameKind, Status
from lantern.demo.rules.chance import Deck, pick, stream
from lantern.demo.rules.child import Child, OtherName, Residence, ServicePeriod
from lantern.demo.rules.names_of_people import FORENAMES, SHORT, family_name, former_name, other_names
from lantern.demo.rules.place import County, Postcode, SiteKind
from lantern.demo.rules.services import placements, services

BLOCK = 12  # children
YOUNGEST, OLDEST = 8, 17  # years of age today
NO_ADDRESS, MOVED_HOME, UNKNOWN_TO_COUNCIL = 0.03, 0.15, 0.12
FAMILY_SIZE: Deck[int] = Deck([(1, 72), (2, 19), (3, 7), (4, 2)])
TWINS = 0.07  # of families with two children or more
AGES: Deck[int] = Deck([(8, 2), (9, 2), (10, 3), (11, 5), (12, 8), (13, 13), (14, 18), (15, 20), (16, 17), (17, 12)])
SEX: Deck[str] = Deck([("F", 48), ("M", 49), ("U", 3)])
ETHNICITY: Deck[str] = Deck(
    [
        ("WBRI", 690), ("WIRI", 6), ("WOTH", 62), ("WIRT", 6), ("WROM", 6), ("MWBC", 34), ("MWBA", 20), ("MWAS", 20),
        ("MOTH", 22), ("AIND", 12), ("APKN", 14), ("ABAN", 10), ("AOTH", 12), ("BCRB", 14), ("BAFR", 36), ("BOTH", 10),
        ("CHNE", 4), ("OOTH", 12), ("REFU", 5), ("NOBT", 5),
    ]
)  # fmt: skip
EDUCATION: Deck[tuple[SiteKind | None, str]] = Deck(
    [
        ((SiteKind.MAINSTREAM_SCHOOL, "mainstream"), 74), ((SiteKind.REFERRAL_UNIT, "pupil referral unit"), 8),
        ((SiteKind.SPECIAL_SCHOOL, "special"), 6), ((SiteKind.MAINSTREAM_SCHOOL, "reduced timetable"), 5),
        ((None, "home educated"), 2), ((None, "missing education"), 3), ((None, "not on a roll"), 2),
    ]
)  # fmt: skip
COLLEGE_AGE = 16
WORKED_WITH = frozenset(Status) - {Status.NONE, Status.FAMILY_SOLUTIONS}


@dataclass(frozen=True)
class Population:
    """The children of a county on a day. `workers` are keys of social workers by district, all under the empty key."""

    county: County
    count: int
    today: date
    workers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return self.count

    def __iter__(self) -> Iterator[Child]:
        return self.since(1)

    def since(self, number: int) -> Iterator[Child]:
        """Children from `number` on, in order: where interrupted work goes on."""
        for block in range((number - 1) // BLOCK, -(-self.count // BLOCK)):
            yield from (child for child in _block(self, block) if number <= child.number <= self.count)

    def child(self, number: int) -> Child:
        """One child, without making the others."""
        if not 1 <= number <= self.count:
            raise ValueError(f"There is no child {number} among {self.count}")
        return _block(self, (number - 1) // BLOCK)[(number - 1) % BLOCK]


@dataclass(frozen=True, slots=True)
class _Household:
    number: int
    surname: str
    ethnicity: str
    residences: tuple[Residence, ...]
    births: tuple[date, ...]


def _block(population: Population, block: int) -> list[Child]:
    """The `BLOCK` children of a block, family by family."""
    rng = stream(population.county.seed, "block", block)
    children: list[Child] = []
    while len(children) < BLOCK:
        first = block * BLOCK + len(children) + 1
        room = BLOCK - len(children)
        size = 2 if first == 1 else min(FAMILY_SIZE.draw(rng), room)  # the first two are twins in every county
        household = _household(rng, population, first, size)
        taken: set[str] = set()
        children += [_child(rng, population, household, place, taken) for place in range(size)]
    return children


def _household(rng: Random, population: Population, first: int, size: int) -> _Household:
    births = _births(rng, population.today, size, twins=first == 1 or (size > 1 and rng.random() < TWINS))
    homes = () if rng.random() < NO_ADDRESS and first > 1 else _residences(rng, population, min(births))
    return _Household(first, family_name(rng), ETHNICITY.draw(rng), homes, births)


def _births(rng: Random, today: date, size: int, *, twins: bool) -> tuple[date, ...]:
    """Birth dates at least ten months apart, save those of twins; everyone is 8 to 17 today."""
    births = [_born(rng, today)]
    while len(births) < size:
        born = births[0] if twins and len(births) == 1 else _born(rng, today)
        if born == births[0] or all(abs((born - other).days) > 300 for other in births):
            births.append(born)
    return tuple(births)


def _born(rng: Random, today: date) -> date:
    """A birth date of somebody who has had their last birthday but not the next."""
    age = AGES.draw(rng)
    return date(today.year - age - 1, today.month, min(today.day, 28)) + timedelta(days=rng.randint(5, 360))


def _residences(rng: Random, population: Population, born: date) -> tuple[Residence, ...]:
    """Home now, and often the home before; families mostly move a short way."""
    before, now = pick(rng, population.county.postcodes), pick(rng, population.county.postcodes)
    if rng.random() < 0.7:
        now = pick(rng, population.county.postcodes_by_district[before.district])
    if rng.random() > MOVED_HOME:
        return (_residence(rng, population.county, now, born, None),)
    moved = population.today - timedelta(days=rng.randint(20, 1500))
    return (
        _residence(rng, population.county, before, born, moved),
        _residence(rng, population.county, now, moved, None),
    )


def _residence(rng: Random, county: County, postcode: Postcode, since: date, until: date | None) -> Residence:
    text = f"{rng.randint(1, 160)} {postcode.street}, {county.town_by_key[postcode.town].name}"
    return Residence(text, postcode.code, postcode.district, postcode.point, since, until)


def _child(rng: Random, population: Population, household: _Household, place: int, taken: set[str]) -> Child:
    """One child of a household; `taken` are the forenames of brothers and sisters, to which this one's is added."""
    first, sex = household.number, SEX.draw(rng)
    number, born = first + place, household.births[place]
    twin = household.births.count(born) > 1
    surname = household.surname if twin or rng.random() < 0.9 else family_name(rng)
    forename = next(name for name in iter(lambda: pick(rng, FORENAMES[sex]), "") if name not in taken)
    taken.add(forename)
    home = household.residences[-1].area if household.residences else ""
    periods = services(rng, born, population.today)
    school, education = _education(rng, population, born, home)
    worker, worker_since = _worker(rng, population, home, periods[-1] if periods else None)
    unknown = not periods and first > 1 and rng.random() < UNKNOWN_TO_COUNCIL
    return Child(
        number=number,
        household=household.number,
        reference="" if unknown else f"D{number:07d}",
        police_reference=f"QP{number:07d}",
        forename=forename,
        surname=surname,
        known_as=SHORT.get(forename, "") if rng.random() < 0.4 else "",
        pronouns="they/them" if sex == "U" and rng.random() < 0.5 else "",
        other_names=_other_names(rng, forename, surname),
        born=born,
        sex=sex,
        ethnicity=household.ethnicity,
        pupil_number=_pupil_number(first if twin and rng.random() < 0.5 else number),
        twin=twin,
        residences=household.residences,
        services=periods,
        placements=placements(rng, population.county, periods, born, population.today, home),
        worker=worker,
        worker_since=worker_since,
        school=school,
        education=education,
    )


def _pupil_number(number: int) -> str:
    """Thirteen characters as in a real one, but no check letter is ever S and no authority is numbered 000."""
    return f"S000{number:09d}"


def _other_names(rng: Random, forename: str, surname: str) -> tuple[OtherName, ...]:
    names = [OtherName(NameKind.ALIAS, *name) for name in other_names(rng, forename, surname) if rng.random() < 0.6]
    if rng.random() < 0.04:
        names.append(OtherName(NameKind.FORMER, *former_name(rng, forename, surname)))
    return tuple(names)


def _education(rng: Random, population: Population, born: date, home: str) -> tuple[str, str]:
    """The key of a school in the home district where there is one, and how the child is educated."""
    age = (population.today - born).days // 365.25
    kind, words = (SiteKind.COLLEGE, "college") if age >= COLLEGE_AGE else EDUCATION.draw(rng)
    if kind is None:
        return "", words
    anywhere = population.county.sites_by_kind[kind]
    near = [site for site in anywhere if site.district == home]
    return pick(rng, near or anywhere).key, words


def _worker(rng: Random, population: Population, home: str, now: ServicePeriod | None) -> tuple[str, date | None]:
    """The social worker of a child whom children's services work with, and since when."""
    team = population.workers.get(home) or population.workers.get("", ())
    if now is None or now.status not in WORKED_WITH or not team:
        return "", None
    return pick(rng, team), max(now.since, population.today - timedelta(days=rng.randint(5, 400)))
