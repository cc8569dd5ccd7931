"""The agencies and the people of the demo: at least one for each role, all clearly fictional (PAR-3, PAR-4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from lantern.demo.rules.chance import pick, stream
from lantern.demo.rules.names_of_people import FORENAMES, WORKER_SURNAMES
from lantern.demo.rules.place import Area, County
from lantern.organisation.vocabulary import AgencyKind, Role

MAIL = "example.org"  # reserved: mail to it reaches nobody
WHOLE_COUNTY: tuple[str, ...] = ()
LIAISON_GAP = 4  # every fourth police district has no liaison officer at present

_COUNCIL, _POLICE, _HEALTH, _CHARITY, _BOARD, _YOUTH = "council", "police", "health", "charity", "board", "youth"


@dataclass(frozen=True, slots=True)
class Agency:
    """An organisation; `expires` lies in the past for one, whose people receive no papers (PAR-6)."""

    key: str
    name: str
    kind: AgencyKind
    mailbox: str
    signed: date | None
    expires: date | None


@dataclass(frozen=True, slots=True)
class StaffMember:
    """A person of the demo; `areas` are keys of areas, empty for the whole county. `agency` is an agency's key."""

    key: str
    name: str
    role: Role
    agency: str
    designation: str
    email: str
    areas: tuple[str, ...] = WHOLE_COUNTY


@dataclass(frozen=True, slots=True)
class _Post:
    role: Role
    agency: str
    designation: str
    areas: tuple[str, ...] = WHOLE_COUNTY


def draw_agencies(county: County, today: date) -> tuple[Agency, ...]:
    """The agencies that take part; one protocol has expired and one was never signed."""
    named = [
        (_COUNCIL, f"{county.name} Council children and families", AgencyKind.COUNCIL, 700),
        (_POLICE, f"{county.name} Police", AgencyKind.POLICE, 400),
        (_HEALTH, f"{county.name} Community Health", AgencyKind.HEALTH, 250),
        (_BOARD, f"{county.name} Safeguarding Children Board", AgencyKind.BOARD, 900),
        (_YOUTH, f"{county.name} Youth Offending Service", AgencyKind.YOUTH_OFFENDING, 120),
        (_CHARITY, "The Paper Boat Project", AgencyKind.VOLUNTARY, 30),
        ("probation", f"{county.name} Probation", AgencyKind.PROBATION, -20),
        ("education", f"{county.name} Education Access", AgencyKind.EDUCATION, 310),
    ]
    named += [
        (f"council-{area.key}", f"{area.name} Council", AgencyKind.DISTRICT_COUNCIL, 365) for area in county.districts
    ]
    signed = [_agency(key, name, kind, today, days) for key, name, kind, days in named]
    fire = Agency("fire", f"{county.name} Fire and Rescue", AgencyKind.FIRE, f"fire.secure@{MAIL}", None, None)
    return (*signed, fire)


def _agency(key: str, name: str, kind: AgencyKind, today: date, days_left: int) -> Agency:
    expires = today + timedelta(days=days_left)
    return Agency(key, name, kind, f"{key}.secure@{MAIL}", expires - timedelta(days=3 * 365), expires)


def draw_staff(county: County, social_workers: int = 8) -> tuple[StaffMember, ...]:
    """Everyone who signs in to the demo; names are distinct, keys speak (`social-worker-3`)."""
    rng = stream(county.seed, "staff")
    names = _names(rng)
    counts: dict[Role, int] = {}
    staff = []
    for post in _posts(county, social_workers):
        counts[post.role] = counts.get(post.role, 0) + 1
        key, name = f"{post.role.replace(' ', '-')}-{counts[post.role]}", next(names)
        email = f"{name.lower().replace(' ', '.')}@{MAIL}"
        staff.append(StaffMember(key, name, post.role, post.agency, post.designation, email, post.areas))
    return tuple(staff)


def _posts(county: County, social_workers: int) -> Iterator[_Post]:
    yield _Post(Role.MISSING_COORDINATOR, _COUNCIL, "Missing children coordinator")
    for number in range(social_workers):
        team = county.quadrants[number % len(county.quadrants)]
        yield _Post(Role.SOCIAL_WORKER, _COUNCIL, f"Social worker, {team.name} team", (team.key,))
    for area in _with_liaison(county):
        yield _Post(Role.LIAISON_OFFICER, _POLICE, f"Missing person liaison officer, {area.name}", (area.key,))
    yield _Post(Role.TRIAGE_OFFICER, _POLICE, "Exploitation triage sergeant")
    yield _Post(Role.CHAT_WORKER, _CHARITY, "Missing chat worker")
    yield _Post(Role.CHAT_WORKER, _YOUTH, "Youth worker")
    for quadrant in county.quadrants:
        yield _Post(Role.CHAIR, _COUNCIL, f"Service manager, chair of MACE {quadrant.name}", (quadrant.key,))
    yield _Post(Role.BUSINESS_SUPPORT, _COUNCIL, "Business support, MACE")
    yield _Post(Role.HEALTH_MEMBER, _HEALTH, "Named nurse for looked-after children")
    yield _Post(Role.ANALYST, _COUNCIL, "Performance analyst")
    yield _Post(Role.ADMINISTRATOR, _BOARD, "Systems administrator")
    yield _Post(Role.INFORMATION_GOVERNANCE, _COUNCIL, "Information governance manager")
    yield _Post(Role.TEAM_MANAGER, _COUNCIL, "Team manager, children in need")


def _with_liaison(county: County) -> list[Area]:
    areas = county.police_districts
    return [area for number, area in enumerate(areas, 1) if number % LIAISON_GAP or len(areas) < LIAISON_GAP]


def _names(rng: Random) -> Iterator[str]:
    """Distinct names, as many as are asked for."""
    given = [name for names in FORENAMES.values() for name in names]
    taken: set[str] = set()
    while True:
        name = f"{pick(rng, given)} {pick(rng, WORKER_SURNAMES)}"
        name = name if name.isascii() and name not in taken else ""
        if name:
            taken.add(name)
            yield name


def caseloads(county: County, staff: tuple[StaffMember, ...]) -> Mapping[str, tuple[str, ...]]:
    """Keys of the social workers who cover each district, by its key; everyone's under the empty key."""
    workers = [member for member in staff if member.role is Role.SOCIAL_WORKER]
    everyone = tuple(worker.key for worker in workers)
    covering: dict[str, tuple[str, ...]] = {"": everyone}
    for quadrant in county.quadrants:
        team = tuple(worker.key for worker in workers if quadrant.key in worker.areas)
        covering |= dict.fromkeys(quadrant.districts, team or everyone)
    return covering
