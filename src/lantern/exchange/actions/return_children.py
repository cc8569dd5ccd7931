"""The children of a return: found by their number there or at the council, else opened without a name (MIS-4, MIS-16)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lantern.children.actions.child import take_numbers
from lantern.children.actions.keys import refresh_keys
from lantern.children.models import Child, ChildReference
from lantern.children.vocabulary import ReferenceSystem
from lantern.exchange.actions.return_rows import Verdict, mark_rows
from lantern.exchange.models import ReceivedRow
from lantern.exchange.rules.return_messages import LONGEST_NUMBER
from lantern.exchange.rules.return_tables import HeaderRow, MissingRow
from lantern.missing.vocabulary import Outcome
from lantern.organisation.models import Member
from lantern.timekeeping import words
from lantern.trail import actions as trail
from lantern.trail.acting import action

SEXES = {"1": "M", "2": "F"}
PUPIL_NUMBER = 13  # characters; what is shorter says why there is none
FIELDS = ("born", "sex", "pupil_number", "ethnicity")


@dataclass(frozen=True, slots=True)
class Told:
    """What the return tells of a child; it has no names."""

    number: str
    born: date | None = None
    sex: str = ""
    pupil_number: str = ""
    ethnicity: str = ""


def told_by(row: HeaderRow | MissingRow) -> Told:
    """The child of a row; one of Missing tells no more than number and birth date."""
    if isinstance(row, MissingRow):
        return Told(row.child or "", row.born.day)
    return Told(
        number=row.child or "",
        born=row.born.day,
        sex=SEXES.get((row.sex or "").strip(), ""),
        pupil_number=upn if len(upn := (row.upn or "").strip()) == PUPIL_NUMBER else "",
        ethnicity=(row.ethnic or "").strip()[:10],
    )


@action
def take_children(*, rows: Sequence[tuple[ReceivedRow, HeaderRow]], by: Member | None, at: datetime) -> None:
    """A batch of Header: children found or opened, each row marked with which."""
    told = {row.number: told_by(header) for row, header in rows}
    verdicts = open_children(told=list(told.values()), by=by, at=at)
    seen: set[Told] = set()
    marks: dict[ReceivedRow, Verdict] = {}
    for row, _ in rows:
        child = told[row.number]
        again = child in seen and verdicts[child][0] is not Outcome.REFUSED
        marks[row] = (Outcome.DUPLICATE, "The row was there before.") if again else verdicts[child]
        seen.add(child)
    mark_rows(rows=marks, by=by, at=at)


@action
def open_children(*, told: Iterable[Told], by: Member | None, at: datetime) -> dict[Told, Verdict]:
    """Find each child by number, or open a record; what the record does not know yet is filled in.

    A number that the record holds for a child born on another day is refused: it may be somebody else's.
    """
    wanted = list(dict.fromkeys(told))
    known = children_numbered({child.number for child in wanted})
    verdicts: dict[Told, Verdict] = {}
    fresh: dict[str, Child] = {}
    changed: list[Child] = []
    first = take_numbers(len(wanted))
    for child in wanted:
        held = known.get(child.number) or fresh.get(child.number)
        if len(child.number) > LONGEST_NUMBER:
            verdicts[child] = Outcome.REFUSED, f"The child's number has more than {LONGEST_NUMBER} characters."
        elif held is None:
            fresh[child.number] = _child(child, first + len(fresh), at)
            verdicts[child] = Outcome.OPENED, "A record was opened. The return gives no name."
        elif held.born and child.born and held.born != child.born:
            verdicts[child] = Outcome.REFUSED, f"The record with this number was born on {words.day(held.born)}."
        elif filled := _fill(held, child):
            changed.append(held)
            verdicts[child] = Outcome.UPDATED, f"Filled in: {', '.join(filled)}."
        else:
            verdicts[child] = Outcome.DUPLICATE, "The record says the same."
    _write(known, fresh, changed, [child.number for child in wanted if verdicts[child][0] != Outcome.REFUSED], by, at)
    return verdicts


def children_numbered(numbers: Collection[str], systems: Sequence[str] = ()) -> dict[str, Child]:
    """Children by their number in the return, else by the same number at the council."""
    systems = systems or (ReferenceSystem.COUNCIL, ReferenceSystem.RETURN)
    rows = ChildReference.objects.filter(system__in=systems, value__in=numbers).select_related("child")
    by_system: dict[str, dict[str, Child]] = {system: {} for system in systems}
    for row in rows:
        by_system[row.system][row.value] = row.child
    found: dict[str, Child] = {}
    for system in systems:
        found |= by_system[system]
    return found


def children_in_return(numbers: Collection[str]) -> dict[str, Child]:
    """Children whose number in the return is known already."""
    return children_numbered(numbers, (ReferenceSystem.RETURN,))


def _child(told: Told, number: int, at: datetime) -> Child:
    values = {field: getattr(told, field) for field in FIELDS}
    return Child(number=f"L{number:07d}", created_at=at, **values)


def _fill(child: Child, told: Told) -> list[str]:
    """Set what the record leaves blank; the fields set, in words."""
    blank = [field for field in FIELDS if getattr(told, field) and not getattr(child, field)]
    for field in blank:
        setattr(child, field, getattr(told, field))
    return ["birth date" if field == "born" else field.replace("_", " ") for field in blank]


def _write(
    known: dict[str, Child],
    fresh: dict[str, Child],
    changed: list[Child],
    used: list[str],
    by: Member | None,
    at: datetime,
) -> None:
    Child.objects.bulk_create(fresh.values(), batch_size=1_000)
    Child.objects.bulk_update(changed, FIELDS, batch_size=1_000)
    numbered = children_in_return(used)
    everyone = known | fresh
    references = [
        ChildReference(child=everyone[number], system=ReferenceSystem.RETURN, value=number)
        for number in dict.fromkeys(used)
        if number not in numbered
    ]
    ChildReference.objects.bulk_create(references, batch_size=1_000)
    trail.record_many("children.created_from_return", list(fresh.values()), by=by, at=at)
    trail.record_many("children.changed_from_return", list(dict.fromkeys(changed)), by=by, at=at)
    touched = {child.pk: child for child in (*fresh.values(), *changed, *(row.child for row in references))}
    refresh_keys(children=touched.values(), by=by, at=at)
