"""A child's whole record at once: names, numbers and everything dated, in one query."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from lantern.children.models import (
    Address,
    Allocation,
    Child,
    ChildName,
    ChildReference,
    Conflict,
    Merge,
    Placement,
    Restriction,
    SchoolAbsence,
    SchoolFact,
    ServiceStatus,
)
from lantern.children.models.school import AboutSchool
from lantern.children.rules.authorities import Authorities
from lantern.children.rules.vulnerable import marks_on
from lantern.children.vocabulary import Mark, WorkKind
from lantern.timekeeping.moments import london

Row = TypeVar("Row")


class NameRow(NamedTuple):
    """Another name of the child's."""

    id: UUID
    kind: str
    forename: str
    surname: str
    since: date | None
    until: date | None
    source: str

    def __str__(self) -> str:
        return f"{self.forename} {self.surname}".strip()


class ReferenceRow(NamedTuple):
    id: UUID
    system: str
    value: str


class AddressRow(NamedTuple):
    id: UUID
    text: str
    postcode: str
    area_id: UUID | None
    since: date | None
    until: date | None
    source: str

    @property
    def spaced_postcode(self) -> str:
        """CM1 9UQ."""
        return f"{self.postcode[:-3]} {self.postcode[-3:]}".strip()

    def __str__(self) -> str:
        return ", ".join(part for part in (self.text, self.spaced_postcode) if part)


class StatusRow(NamedTuple):
    id: UUID
    status: str
    legal_status: str
    since: date | None
    until: date | None
    home_authority: str = ""
    agreed_ours: bool = False


class PlacementRow(NamedTuple):
    id: UUID
    code: str
    provider: str
    place: str
    postcode: str
    area_id: UUID | None
    out_of_area: bool
    since: date
    until: date | None
    host_authority: str = ""
    agreed_theirs: bool = False


class AllocationRow(NamedTuple):
    id: UUID
    kind: str
    since: date
    until: date | None
    member_id: UUID
    member_name: str
    agency_name: str


class SchoolRow(NamedTuple):
    """What held of the child's schooling; `recorded_on` is the day it was recorded, by whom follows."""

    id: UUID
    kind: str
    school: str
    note: str
    since: date
    until: date | None
    recorded_on: date
    by_name: str | None
    agency_name: str | None


class AbsenceRow(NamedTuple):
    """An absence from school, both days included."""

    id: UUID
    reason: str
    school: str
    note: str
    first: date
    last: date | None
    recorded_on: date
    by_name: str | None
    agency_name: str | None


class MergeRow(NamedTuple):
    """That another record was merged into this one, or had been: most records need not be asked which."""

    id: UUID


class RestrictionRow(NamedTuple):
    """That the record is or was restricted; who sees a record that is, is named on it (SHA-4)."""

    id: UUID
    lifted_at: str | None


class ConflictRow(NamedTuple):
    """Who sees nothing of the record, and since which day."""

    id: UUID
    member_name: str
    agency_name: str
    recorded_on: date


@dataclass(frozen=True)
class Record:
    """What is held about one child, each part with the latest first."""

    names: tuple[NameRow, ...]
    references: tuple[ReferenceRow, ...]
    addresses: tuple[AddressRow, ...]
    statuses: tuple[StatusRow, ...]
    placements: tuple[PlacementRow, ...]
    allocations: tuple[AllocationRow, ...]
    schooling: tuple[SchoolRow, ...]
    absences: tuple[AbsenceRow, ...]
    merges: tuple[MergeRow, ...] = ()
    restrictions: tuple[RestrictionRow, ...] = ()
    conflicts: tuple[ConflictRow, ...] = ()

    @property
    def is_restricted(self) -> bool:
        """Whether only the people named see it now."""
        return any(each.lifted_at is None for each in self.restrictions)

    def address(self, on: date) -> AddressRow | None:
        return standing(self.addresses, on)

    def status(self, on: date) -> StatusRow | None:
        return standing(self.statuses, on)

    def placement(self, on: date) -> PlacementRow | None:
        return standing(self.placements, on)

    def authorities(self, on: date) -> Authorities:
        """Who is responsible on the day, and in whose area the child is placed (PAR-9)."""
        status, placement = self.status(on), self.placement(on)
        home = (status.home_authority, status.agreed_ours) if status else ("", False)
        host = (placement.host_authority, placement.agreed_theirs) if placement else ("", False)
        return Authorities(home[0], host[0], home[1], host[1])

    def school(self, on: date) -> tuple[SchoolRow, ...]:
        """What holds of the child's schooling on the day."""
        return tuple(each for each in self.schooling if each.since <= on and (each.until is None or on < each.until))

    def marks(self, on: date) -> tuple[Mark, ...]:
        """What marks the child as more vulnerable on the day (MIS-14)."""
        status, placement = self.status(on), self.placement(on)
        return marks_on(
            status=status.status if status else "",
            placement=placement.code if placement else "",
            out_of_area=bool(placement and placement.out_of_area),
            school={each.kind for each in self.school(on)},
        )

    def workers(self, on: date) -> tuple[AllocationRow, ...]:
        """Those who work with the child on the day, the social worker first."""
        now = [each for each in self.allocations if each.since <= on and (each.until is None or on < each.until)]
        return tuple(sorted(now, key=lambda each: (each.kind != WorkKind.SOCIAL_WORKER, each.member_name)))


def standing(rows: tuple[Any, ...], on: date) -> Any:
    """The one of dated `rows` that holds on the day."""
    holds = (row for row in rows if (row.since or date.min) <= on and (row.until is None or on < row.until))
    return next(holds, None)


def record_of(child: Child) -> Record:
    """The record of a child the caller has reached through the scope; read once and kept on the instance."""
    if "_record" not in child.__dict__:
        along = "part_names" in child.__dict__  # as `with_own_record` read it
        child.__dict__["_record"] = _record(child.__dict__) if along else _read(child)
    record: Record = child.__dict__["_record"]
    return record


def is_read(child: Child) -> bool:
    """Whether `record_of` asks nothing any more."""
    return "_record" in child.__dict__


def read_together(children: Iterable[Child]) -> None:
    """Read the records of several children in one query, for `record_of`."""
    by_id = {child.pk: child for child in children}
    for row in _parts(list(by_id)):
        by_id[row["pk"]].__dict__["_record"] = _record(row)


def with_record(found: "QuerySet[Any]") -> "QuerySet[Any]":
    """`found` with the record of each row's child, read in the same query; `take_record` hands it to the child."""
    return found.annotate(**_arrays("child"))


def with_own_record(found: "QuerySet[Any]") -> "QuerySet[Any]":
    """Children with their records, read in the same query, for `record_of`."""
    return found.annotate(**_arrays("pk"))


def take_record(row: Any) -> None:
    """Give the child of `row`, which came from `with_record`, its record for `record_of`."""
    row.child.__dict__["_record"] = _record(row.__dict__)


BY = {"by_name": "by__name", "agency_name": "by__agency__name", "recorded_on": "at"}
OF_MEMBER = {"member_name": "member__name", "agency_name": "member__agency__name"}
PARTS: dict[str, tuple[Any, Callable[..., Any], dict[str, str]]] = {
    "names": (ChildName, NameRow, {}),
    "references": (ChildReference, ReferenceRow, {}),
    "addresses": (Address, AddressRow, {}),
    "statuses": (ServiceStatus, StatusRow, {}),
    "placements": (Placement, PlacementRow, {}),
    "allocations": (Allocation, AllocationRow, OF_MEMBER),
    "schooling": (SchoolFact, SchoolRow, BY),
    "absences": (SchoolAbsence, AbsenceRow, BY),
    "merges": (Merge, MergeRow, {}),
    "restrictions": (Restriction, RestrictionRow, {}),
    "conflicts": (Conflict, ConflictRow, OF_MEMBER | {"recorded_on": "at"}),
}
STANDING: dict[Any, dict[str, Any]] = {Conflict: {"ended_at": None}}


def _read(child: Child) -> Record:
    return _record(_parts([child.pk]).get())


def _parts(ids: list[UUID]) -> "QuerySet[Child, dict[str, Any]]":
    arrays = _arrays("pk")
    return Child.objects.filter(pk__in=ids).annotate(**arrays).values("pk", *arrays)


def _arrays(child: str) -> dict[str, ArraySubquery]:
    """The parts of the record of the child whose key is in the column `child`."""
    return {
        f"part_{name}": ArraySubquery(_rows(model, row, paths, child)) for name, (model, row, paths) in PARTS.items()
    }


def _record(found: dict[str, Any]) -> Record:
    return Record(**{name: _typed(row, found[f"part_{name}"]) for name, (_, row, _) in PARTS.items()})


def _rows(model: Any, row: Any, paths: dict[str, str], child: str) -> "QuerySet[Any, Any]":
    fields = {name: paths.get(name, name) for name in row._fields}
    order = [F(name).desc(nulls_last=True) for name in ("since", "first") if name in fields]
    standing = {"withdrawn_at": None} if issubclass(model, AboutSchool) else STANDING.get(model, {})
    rows: QuerySet[Any, Any] = model.objects.filter(child=OuterRef(child), **standing).order_by(*order, "id")
    return rows.values(one=JSONObject(**fields))


def _typed(row: Any, found: list[dict[str, Any]]) -> tuple[Any, ...]:
    return tuple(row(**{name: _value(name, value) for name, value in each.items()}) for each in found)


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "id" or name.endswith("_id"):
        return UUID(value)
    if name == "recorded_on":
        return london(datetime.fromisoformat(value)).date()
    return date.fromisoformat(value) if name in DAYS else value


DAYS = ("since", "until", "first", "last")
