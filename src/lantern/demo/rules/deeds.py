"""What people did about an absence: mostly in time, sometimes late, sometimes waived, now and then not at all."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

from lantern.demo.rules.chance import lognormal_minutes, pick
from lantern.demo.rules.records import said_of
from lantern.demo.rules.stories import NOTES, WAIVERS
from lantern.demo.rules.telling import Facts
from lantern.missing.vocabulary import Grade, StepKind
from lantern.organisation.vocabulary import Role

ATTENDED = {  # after the report
    Grade.IMMEDIATE: lognormal_minutes(15, 0.7),
    Grade.PRIORITY: lognormal_minutes(35, 0.7),
    Grade.SCHEDULED: lognormal_minutes(14 * 60, 0.7),
}
DONE = {  # after the return; about one in ten is late
    StepKind.VULNERABILITY_CHECK: lognormal_minutes(11 * 60, 0.55),
    StepKind.CHAT_OFFER: lognormal_minutes(17 * 60, 0.55),
    StepKind.CONTACT: lognormal_minutes(21 * 60, 0.55),
    StepKind.PREVENTION_PLAN: lognormal_minutes(40 * 60, 0.55),
}
WAIVED, NEVER = 0.05, 0.02  # shares
FORGOTTEN = timedelta(days=21)  # after which a review finds what was never done
OWNERS = {
    StepKind.ATTENDANCE: Role.LIAISON_OFFICER,
    StepKind.VULNERABILITY_CHECK: Role.LIAISON_OFFICER,
    StepKind.CHAT_OFFER: Role.MISSING_COORDINATOR,
    StepKind.CONTACT: Role.SOCIAL_WORKER,
    StepKind.PREVENTION_PLAN: Role.SOCIAL_WORKER,
    StepKind.LONG_MISSING_REVIEW: Role.MISSING_COORDINATOR,
}
NOTHING_SAID: Mapping[str, Any] = {}
ONLY_WHEN_OPEN = frozenset({StepKind.CONTACT, StepKind.PREVENTION_PLAN})
FACE_TO_FACE = frozenset({StepKind.VULNERABILITY_CHECK, StepKind.CONTACT})


class Deed(NamedTuple):
    """A step somebody took, or the decision that it need not be taken when `waived` gives the reason.

    `role` is whose duty it was: the writer finds the person by the child's area or allocation. `reference` is that of a
    plan on the social care record.
    """

    kind: StepKind
    at: datetime
    role: Role
    note: str = ""
    reference: str = ""
    waived: str = ""
    said: Mapping[str, Any] = NOTHING_SAID


def deed(facts: Facts, kind: StepKind, at: datetime, *, is_open: bool) -> Deed:
    """A step taken at `at`; `is_open` says whether the child was open to children's services (MIS-8)."""
    note = NOTES.get("letters" if kind is StepKind.CHAT_OFFER and not is_open else kind, "")
    plan = f"PLAN-{facts.reference}" if kind is StepKind.PREVENTION_PLAN else ""
    return Deed(kind, at, OWNERS[kind], note, plan, said=said_of(facts.reference, kind, at))


def waiver(kind: StepKind, at: datetime, why: str) -> Deed:
    """The decision that a step need not be taken, and why."""
    return Deed(kind, at, OWNERS[kind], waived=why)


def deeds(rng: Random, facts: Facts, *, is_open: bool, gone_again: datetime | None, now: datetime) -> Iterator[Deed]:
    """Steps about a past absence, none later than `now`; `gone_again` is when the child next went missing."""
    end = facts.away.end or now
    if facts.grade:
        attended = facts.reported + pick(rng, ATTENDED[facts.grade])
        if attended < end and rng.random() > NEVER:
            yield deed(facts, StepKind.ATTENDANCE, attended, is_open=is_open)
    for kind, usual in DONE.items():
        if kind in ONLY_WHEN_OPEN and not is_open:
            continue
        chance, at = rng.random(), end + pick(rng, usual)
        if kind in FACE_TO_FACE and gone_again and at > gone_again:
            chance, at = 1.0, gone_again + timedelta(hours=3)
        if chance < NEVER and now - end > FORGOTTEN:
            yield waiver(kind, end + FORGOTTEN * 0.7, "Not done in time; closed at the monthly review.")
            continue
        if at > now or chance < NEVER:
            continue
        if chance < NEVER + WAIVED:
            yield waiver(kind, at, pick(rng, WAIVERS))
        elif chance == 1.0:
            yield waiver(kind, at, "Missing again before it could be done.")
        else:
            yield deed(facts, kind, at, is_open=is_open)
