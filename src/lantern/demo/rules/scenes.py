"""What is going on at this moment: children missing now, and children just back with something owed in every state.

Times are hours before `now`, so that the pages are as telling at any hour the demo is opened.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from lantern.children.vocabulary import Status
from lantern.demo.rules.chance import stream
from lantern.demo.rules.child import Child
from lantern.demo.rules.people import Population
from lantern.missing.vocabulary import Grade, MissingFrom, Risk, StepKind
from lantern.timekeeping.moments import london

ATTENDANCE, CHECK, OFFER = StepKind.ATTENDANCE, StepKind.VULNERABILITY_CHECK, StepKind.CHAT_OFFER
CONTACT, PLAN, REVIEW = StepKind.CONTACT, StepKind.PREVENTION_PLAN, StepKind.LONG_MISSING_REVIEW
MOST_LOOKED_AT = 6000  # children considered for a part
OLD_ENOUGH = 11
SCHOOL_HOURS = range(10, 16)


@dataclass(frozen=True, slots=True)
class Scene:
    """One absence as it stands now; hours are before now, and after the report (attendance) or the return (the rest).

    `earlier` are days before now on which the child was away before. `who` says which child the part suits.
    """

    began: float
    risk: Risk
    grade: Grade | None
    story: str
    who: Callable[[Child], bool]
    reported_after: float = 0.6
    returned: float | None = None
    done: tuple[tuple[StepKind, float], ...] = ()
    waived: tuple[tuple[StepKind, float, str], ...] = ()
    earlier: tuple[float, ...] = ()
    missing_from: MissingFrom = MissingFrom.HOME


def in_care_here(child: Child) -> bool:
    return child.placement is not None and not child.placement.out_of_area


def placed_outside(child: Child) -> bool:
    return child.placement is not None and child.placement.out_of_area


def open_at_home(child: Child) -> bool:
    return child.placement is None and child.status is not Status.NONE and child.address is not None


def not_open(child: Child) -> bool:
    return child.status is Status.NONE and child.address is not None and bool(child.reference)


def at_school(child: Child) -> bool:
    return bool(child.school) and child.address is not None and child.placement is None


MISSING_NOW = (
    Scene(
        5.33, Risk.HIGH, Grade.IMMEDIATE, "Did not return to placement; last heard with an older adult, phone off.",
        in_care_here, done=((ATTENDANCE, 0.4),), earlier=(4, 11, 23, 41), missing_from=MissingFrom.PLACEMENT,
    ),
    Scene(
        2.1, Risk.HIGH, Grade.PRIORITY, "Believed to be travelling to another county by train.",
        open_at_home, reported_after=1.35, earlier=(19, 60),
    ),
    Scene(
        27.0, Risk.MEDIUM, Grade.PRIORITY, "Did not return from contact with family.",
        placed_outside, done=((ATTENDANCE, 0.8),), earlier=(70,), missing_from=MissingFrom.PLACEMENT,
    ),
    Scene(
        0.8, Risk.MEDIUM, Grade.SCHEDULED, "Left after an argument; friends do not know where.",
        at_school, reported_after=0.4, missing_from=MissingFrom.SCHOOL,
    ),
    Scene(
        195.0, Risk.HIGH, Grade.PRIORITY, "Phone off since the first evening; relatives in another county spoken to.",
        not_open, reported_after=3.0, done=((ATTENDANCE, 0.7), (REVIEW, 18.0), (REVIEW, 70.0)), earlier=(33,),
    ),
    Scene(14.0, Risk.MEDIUM, Grade.PRIORITY, "Not in bedroom this morning.", open_at_home, reported_after=8.0),
    Scene(
        74.0, Risk.HIGH, Grade.IMMEDIATE, "Collected in a car nobody in the family knows.",
        open_at_home, done=((ATTENDANCE, 0.2),), earlier=(8, 15),
    ),
    Scene(
        9.5, Risk.MEDIUM, Grade.SCHEDULED, "Out with two other young people from the home.",
        in_care_here, earlier=(2.5, 6, 13, 30, 55), missing_from=MissingFrom.PLACEMENT,
    ),
)  # fmt: skip

RETURNED = (
    Scene(  # nothing is done yet, nothing is late
        11.0, Risk.MEDIUM, Grade.PRIORITY, "Stayed out with friends; phone battery flat.", open_at_home,
        returned=2.0, done=((ATTENDANCE, 0.7),),
    ),
    Scene(  # the check is due within two hours
        31.0, Risk.HIGH, Grade.IMMEDIATE, "Seen getting into a car in the station car park.", in_care_here,
        returned=22.5, done=((ATTENDANCE, 0.2), (OFFER, 15.0)), earlier=(9, 26, 48), missing_from=MissingFrom.PLACEMENT,
    ),
    Scene(  # the check is late
        44.0, Risk.MEDIUM, Grade.SCHEDULED, "Did not come home after school.", open_at_home,
        returned=30.0, done=((OFFER, 20.0),), earlier=(14,),
    ),
    Scene(  # check and contact met, the plan still to come
        61.0, Risk.MEDIUM, Grade.PRIORITY, "Left the home at shift change.", in_care_here,
        returned=40.0, done=((ATTENDANCE, 0.9), (CHECK, 9.0), (OFFER, 12.0), (CONTACT, 26.0)),
        missing_from=MissingFrom.PLACEMENT,
    ),
    Scene(  # contact is due within the hour
        55.0, Risk.HIGH, Grade.PRIORITY, "Upset after messages on a phone; left without a coat.", open_at_home,
        returned=47.2, done=((ATTENDANCE, 0.5), (CHECK, 6.0), (OFFER, 22.0)), earlier=(21, 37),
    ),
    Scene(  # contact is late, the check was late
        72.0, Risk.MEDIUM, Grade.PRIORITY, "Said they were at a friend's, who had not seen them.", open_at_home,
        returned=60.0, done=((ATTENDANCE, 1.4), (CHECK, 29.0), (OFFER, 30.0)),
    ),
    Scene(  # only the plan is left, due within two hours
        90.0, Risk.HIGH, Grade.IMMEDIATE, "In another county; found by police there.", placed_outside,
        returned=70.2, done=((ATTENDANCE, 0.3), (CHECK, 12.0), (OFFER, 19.0), (CONTACT, 33.0)),
        earlier=(17,), missing_from=MissingFrom.PLACEMENT,
    ),
    Scene(  # not open to children's services: letters
        63.0, Risk.MEDIUM, Grade.SCHEDULED, "Left after an argument at home.", not_open,
        returned=52.0, done=((CHECK, 14.0), (OFFER, 27.0)),
    ),
    Scene(  # the check waived with its reason
        58.0, Risk.MEDIUM, Grade.PRIORITY, "Left the emergency department before being seen.", open_at_home,
        returned=50.0, done=((ATTENDANCE, 0.6), (OFFER, 18.0), (CONTACT, 20.0)),
        waived=((CHECK, 10.0, "On the ward since; seen by the safeguarding nurse instead."),),
        missing_from=MissingFrom.HOSPITAL,
    ),
    Scene(  # everything done in time
        80.0, Risk.MEDIUM, Grade.PRIORITY, "Did not come back from an activity.", in_care_here,
        returned=66.0, done=((ATTENDANCE, 0.5), (CHECK, 5.0), (OFFER, 8.0), (CONTACT, 20.0), (PLAN, 44.0)),
        missing_from=MissingFrom.OTHER,
    ),
    Scene(  # owed letters, the offer due soon
        70.0, Risk.MEDIUM, Grade.SCHEDULED, "Left after an argument about a phone.", not_open,
        returned=64.0, done=((CHECK, 14.0),),
    ),
    Scene(  # owed letters
        41.0, Risk.MEDIUM, Grade.PRIORITY, "Stayed at a friend's without saying so.", not_open,
        returned=31.0, done=((CHECK, 9.0),),
    ),
    Scene(  # owed letters
        30.0, Risk.MEDIUM, Grade.SCHEDULED, "Did not come home from football.", not_open,
        returned=26.0, done=((CHECK, 7.0),),
    ),
    Scene(  # owed letters, for the second time in a month
        22.0, Risk.HIGH, Grade.PRIORITY, "Seen with older young people at the bus station.", not_open,
        returned=14.0, done=((CHECK, 5.0),), earlier=(23,),
    ),
    Scene(  # owed letters, the check still to come
        9.0, Risk.MEDIUM, Grade.SCHEDULED, "Went out after a bad day at school.", not_open, returned=4.0,
    ),
)  # fmt: skip


def missing_scenes(count: int, now: datetime) -> Iterator[Scene]:
    """`count` children missing now; when more are asked for than are written, the last ones come again, hours later."""
    wall = london(now)
    school = wall.hour in SCHOOL_HOURS and wall.weekday() < 5 and wall.month != 8
    for number in range(count):
        again, which = divmod(number, len(MISSING_NOW))
        scene = MISSING_NOW[which]
        if scene.missing_from is MissingFrom.SCHOOL and not school:
            scene = replace(scene, missing_from=MissingFrom.HOME)
        yield replace(scene, began=scene.began + 1.7 * again)


def cast(population: Population, now: datetime, *, missing_now: int) -> Mapping[int, Scene]:
    """Which child plays which part: {child's number: scene}; parts that suit nobody go to any child left over.

    Looks at children in an order of its own until every part is taken. The twins who come first stay out of it.
    """
    parts = [*missing_scenes(missing_now, now), *(RETURNED if missing_now else ())]
    order = range(3, len(population) + 1)
    rng = stream(population.county.seed, "cast")
    looked_at = rng.sample(order, min(len(order), MOST_LOOKED_AT))
    played: dict[int, Scene] = {}
    left_over: list[int] = []
    for child in map(population.child, looked_at):
        if not parts:
            break
        suits = next((part for part in parts if part.who(child)), None) if _is_old_enough(child, now) else None
        if suits is None:
            left_over.append(child.number)
        else:
            parts.remove(suits)
            played[child.number] = suits
    return played | dict(zip(left_over, parts, strict=False))


def _is_old_enough(child: Child, now: datetime) -> bool:
    return (now.date() - child.born).days > OLD_ENOUGH * 365.25
