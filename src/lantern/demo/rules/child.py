"""An invented child and what holds of them from day to day, as plain values that mirror the children room's records."""

from dataclasses import dataclass
from datetime import date

from lantern.children.vocabulary import NameKind, Status
from lantern.demo.rules.plane import Point


@dataclass(frozen=True, slots=True)
class OtherName:
    kind: NameKind
    forename: str
    surname: str


@dataclass(frozen=True, slots=True)
class Residence:
    """Home from `since` until the day before `until`; `area` is the key of a district."""

    text: str
    postcode: str
    area: str
    point: Point
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ServicePeriod:
    """How the child stood with children's services from `since` until the day before `until` (MIS-8)."""

    status: Status
    since: date
    until: date | None = None
    legal_status: str = ""


@dataclass(frozen=True, slots=True)
class PlacedPeriod:
    """Where a looked-after child was placed; `area` is the key of a district or of a neighbouring authority."""

    code: str
    provider: str
    place: str
    postcode: str
    area: str
    point: Point
    out_of_area: bool
    since: date
    until: date | None = None
    reason_ended: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """An invented child. `number` counts from 1; `household` is the same for brothers and sisters.

    `reference` is the council's, empty for a child the council does not know. `residences` is empty when no address is
    known. `worker` is the key of a staff member, empty when nobody is allocated. `school` is the key of a site. Pupil
    numbers begin with a letter that no real one has; twins may share one.
    """

    number: int
    household: int
    reference: str
    police_reference: str
    forename: str
    surname: str
    known_as: str
    pronouns: str
    other_names: tuple[OtherName, ...]
    born: date
    sex: str
    ethnicity: str
    pupil_number: str
    twin: bool
    residences: tuple[Residence, ...]
    services: tuple[ServicePeriod, ...]
    placements: tuple[PlacedPeriod, ...]
    worker: str
    worker_since: date | None
    school: str
    education: str

    @property
    def address(self) -> Residence | None:
        """Home as last known."""
        return self.residences[-1] if self.residences else None

    @property
    def placement(self) -> PlacedPeriod | None:
        """The placement the child is in now."""
        return self.placements[-1] if self.placements and self.placements[-1].until is None else None

    @property
    def status(self) -> Status:
        """How the child stands now."""
        return self.services[-1].status if self.services else Status.NONE

    def service_on(self, day: date) -> Status:
        """How the child stood on a day."""
        return next((p.status for p in self.services if p.since <= day and (not p.until or day < p.until)), Status.NONE)

    def placed_on(self, day: date) -> PlacedPeriod | None:
        """Where a looked-after child was placed on a day."""
        return next((p for p in self.placements if p.since <= day and (not p.until or day < p.until)), None)

    @property
    def area(self) -> str:
        """The key of the district where the child lives now: the placement's if it is in the county, or else home's."""
        if self.placement and not self.placement.out_of_area:
            return self.placement.area
        return self.address.area if self.address else ""
