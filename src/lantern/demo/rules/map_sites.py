"""Places with names: stations, schools, children's homes, and where children spend time."""

from collections.abc import Iterator
from random import Random

from lantern.demo.rules.chance import pick
from lantern.demo.rules.names_of_places import HOUSES
from lantern.demo.rules.place import Area, Postcode, Site, SiteKind, Town

SCHOOL_NAMES = ("{} Academy", "{} High School", "St Example's School, {}", "The {} School", "Placeholder School, {}")
PARKS = ("{} Park", "{} Recreation Ground", "Pretend Gardens, {}", "Kite Meadow, {}")
PEOPLE_PER_SCHOOL = 24000
CHIEF_TOWN = 45000  # people
TOWN = 7000

# a kind, what it is called, how many people a town needs to have one
_BY_TOWN: tuple[tuple[SiteKind, str, int], ...] = (
    (SiteKind.STATION, "{} Station", CHIEF_TOWN),
    (SiteKind.BUS_STATION, "{} Bus Station", 20000),
    (SiteKind.POLICE_STATION, "{} Police Station", CHIEF_TOWN),
    (SiteKind.RETAIL_PARK, "{} Retail Park", 26000),
)
_BY_QUADRANT: tuple[tuple[SiteKind, str], ...] = (
    (SiteKind.REFERRAL_UNIT, "Kite Centre, {}"),
    (SiteKind.COLLEGE, "{} College"),
    (SiteKind.HOSPITAL, "{} Hospital"),
    (SiteKind.SPECIAL_SCHOOL, "Paper Boat School, {}"),
)


class SitePlan:
    """Gives each place an address of its own while there are any left, and a key."""

    def __init__(self, rng: Random, postcodes: list[Postcode]) -> None:
        self.rng, self.made = rng, 0
        self.free: dict[str, list[Postcode]] = {}
        self.all: dict[str, list[Postcode]] = {}
        for postcode in postcodes:
            for where in (postcode.town, postcode.district):
                self.free.setdefault(where, []).append(postcode)
                self.all.setdefault(where, []).append(postcode)

    def place(self, kind: SiteKind, name: str, town: Town) -> Site:
        postcode = self._postcode(town)
        self.made += 1
        key = f"site-{self.made:04d}"
        return Site(key, name, kind, postcode.point, postcode.district, town.key, postcode.street, postcode.code)

    def _postcode(self, town: Town) -> Postcode:
        """An address in the town, or else in its district; one not yet taken, or else any."""
        for where in (town.key, town.district):
            free = self.free.get(where, [])
            if free:
                return free.pop(int(self.rng.random() * len(free)))
        return pick(self.rng, self.all[town.district])


def draw_sites(
    rng: Random, quadrants: tuple[Area, ...], towns: list[Town], postcodes: list[Postcode]
) -> Iterator[Site]:
    """Every place of the county."""
    plan = SitePlan(rng, postcodes)
    for town in towns:
        if town.people >= TOWN:
            yield from _in_town(plan, town)
    for quadrant in quadrants:
        chiefs = [town for town in towns if town.district in quadrant.districts and town.people >= CHIEF_TOWN]
        for kind, name in _BY_QUADRANT:
            town = pick(rng, chiefs)
            yield plan.place(kind, name.format(town.name), town)
    yield from _homes(plan, towns)


def _in_town(plan: SitePlan, town: Town) -> Iterator[Site]:
    for kind, name, people in _BY_TOWN:
        if town.people >= people:
            yield plan.place(kind, name.format(town.name), town)
    for name in SCHOOL_NAMES[: 1 + town.people // PEOPLE_PER_SCHOOL]:
        yield plan.place(SiteKind.MAINSTREAM_SCHOOL, name.format(town.name), town)
    yield plan.place(SiteKind.PARK, pick(plan.rng, PARKS).format(town.name), town)
    if town.by_sea:
        yield plan.place(SiteKind.SEAFRONT, f"{town.name} Seafront", town)
    if town.by_sea or town.people >= CHIEF_TOWN:
        yield plan.place(SiteKind.ARCADE, f"Pretend Arcade, {town.name}", town)


def _homes(plan: SitePlan, towns: list[Town]) -> Iterator[Site]:
    """Two or three children's homes to a district."""
    for district in sorted({town.district for town in towns}):
        here = [town for town in towns if town.district == district and town.people >= TOWN]
        for house in plan.rng.sample(HOUSES, plan.rng.randint(2, 3)):
            town = pick(plan.rng, here)
            yield plan.place(SiteKind.CHILDRENS_HOME, f"{house} House, {town.name}", town)
