"""Records that were never saved and viewers who never signed in: what pages draw of them needs no database."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from lantern.access.viewer import Viewer, permissions_of
from lantern.children.models import Child
from lantern.missing.models import Episode, Incident, Message, Step
from lantern.missing.rules import wire
from lantern.missing.rules.message import Message as Told
from lantern.missing.vocabulary import Grade, StepKind
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member
from lantern.organisation.queries import Areas
from lantern.organisation.vocabulary import Role
from tests.unit.missing.told import at, moment

NOW = at("2026-06-10 12:00")
NOWHERE = {"partnership_id": UUID(int=1)}
OFFICER = Member(name="Sam Invented", **NOWHERE)
WORKER = Member(name="Ada Sample", **NOWHERE)
CHILD = Child(
    number="L0000012", forename="Rowan", surname="Example", born=moment("2012-03-03").day, status="CIN", **NOWHERE
)
HOUR = timedelta(hours=1)


def viewer(role: Role = Role.LIAISON_OFFICER, *, areas: Areas | None = None, now: Any = NOW) -> Viewer:
    """Somebody with one role over the whole partnership."""
    return Viewer(
        member=OFFICER,
        roles=frozenset({role}),
        permissions=permissions_of([role]),
        covers_all=True,
        covers=frozenset(),
        areas=areas or Areas({}, {}, {}, {}),
        now=now,
    )


ANALYST = viewer(Role.ANALYST)


def an_episode(**facts: Any) -> Episode:
    """Missing since 9 June, 4pm, and graded; with `end` or `back_by` it is over. Times are written as `moment` reads them."""
    for name, only in (
        ("ended_at", "end_date_only"),
        ("back_by", "back_by_date_only"),
        ("started_at", "start_date_only"),
    ):
        if isinstance(facts.get(name), str):
            read = moment(facts[name])
            facts[name], facts[only] = read.at, read.date_only
    given = {
        "child": CHILD,
        "incident": Incident(source="police", reference="MP/1", **NOWHERE),
        "started_at": at("2026-06-09 16:00"),
        "reported_at": at("2026-06-09 17:00"),
        "risk": "medium",
        "grade": Grade.PRIORITY,
        "graded_at": at("2026-06-09 17:05"),
    }
    return Episode(**NOWHERE | given | facts)


def owed(
    kind: StepKind, due: str, *, met: str = "", waived: str = "", reason: str = "Moved away", **more: Any
) -> Obligation:
    """An obligation that falls due, and was met or waived."""
    return Obligation(
        **NOWHERE,
        **{"kind": kind, "cause": "returned", "subject_kind": "episode", "owner_role": "police", "child": CHILD} | more,
        starts_at=at(due) - 24 * HOUR,
        due_at=at(due),
        met_at=at(met) if met else None,
        waived_at=at(waived) if waived else None,
        waived_reason=reason if waived else "",
    )


def step(kind: StepKind, when: str, *, withdrawn: str = "", **more: Any) -> Step:
    """Something somebody did."""
    read = moment(when)
    return Step(
        **NOWHERE,
        **{"note": "Seen alone.", "by": OFFICER, "child": CHILD} | more,
        kind=kind,
        happened_at=read.at,
        date_only=read.date_only,
        recorded_at=NOW,
        withdrawn_at=at(withdrawn) if withdrawn else None,
    )


def stored(
    told: Told, *, outcome: str = "updated", reason: str = "", by: Member | None = None, **received: str
) -> Message:
    """A message as it stands in its table, received at noon."""
    return Message(
        **NOWHERE,
        incident=Incident(source=told.source, reference=told.reference, **NOWHERE),
        kind=told.kind,
        fingerprint=told.fingerprint,
        person_made=told.person_made,
        said=wire.to_json(told),
        received=received,
        received_at=NOW,
        outcome=outcome,
        reason=reason,
        by=by,
    )
