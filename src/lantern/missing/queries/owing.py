"""What episodes owe, as the table of obligations has it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from lantern.missing.models import Episode, Step
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.owed import Owed, Owner
from lantern.missing.rules.stretches import Stretch
from lantern.missing.rules.wire import read
from lantern.missing.vocabulary import Absence, FoundBy, FoundIn, Grade, Harm, MissingFrom, Risk, StepKind
from lantern.obligations.models import Obligation
from lantern.obligations.queries import OPEN, of_subjects, to_do
from lantern.timekeeping.moments import Moment

SUBJECT = "episode"
TRIGGER = "trigger"
SUBJECTS = (SUBJECT, TRIGGER)
ENDED_BY_RETURN = (StepKind.ATTENDANCE, StepKind.LONG_MISSING_REVIEW, StepKind.ADULT_HANDOVER)
Owing = Mapping[UUID, list[Obligation]]


def owed_by_episode(episode_ids: Iterable[UUID], now: datetime) -> Owing:
    """Obligations of each episode, what is due first first, in one query; without what is only foreseen `now`."""
    found: dict[UUID, list[Obligation]] = defaultdict(list)
    for one in of_subjects(SUBJECT, episode_ids).filter(~OPEN | to_do(now)):
        found[one.subject_id].append(one)
    return found


def next_owed(episode_ids: Iterable[UUID], now: datetime) -> dict[UUID, Obligation]:
    """What each episode owes next, for those that owe anything still."""
    return {episode: one for episode, owed in owed_by_episode(episode_ids, now).items() if (one := first_open(owed))}


def first_open(owed: Iterable[Obligation]) -> Obligation | None:
    """The first that is neither done nor waived."""
    return next((one for one in owed if one.met_at is None and one.waived_at is None), None)


def facts_from(episode: Episode) -> EpisodeFacts:
    """The episode's facts as its row has them, without folding its messages again."""
    return EpisodeFacts(
        key=(episode.incident.source, episode.incident.reference),
        start=episode.start,
        reported=_moment(episode.reported_at, episode.reported_date_only),
        end=episode.end,
        until=_moment(episode.back_by, episode.back_by_date_only),
        risk=Risk(episode.risk),
        risk_flag=episode.risk_flag,
        grade=Grade(episode.grade) if episode.grade else None,
        graded_at=_moment(episode.graded_at, episode.graded_date_only),
        absence=Absence(episode.absence),
        stretches=read(episode.stretches) or (Stretch(Absence(episode.absence), episode.start),),
        missing_from=MissingFrom(episode.missing_from) if episode.missing_from else None,
        found_where=episode.found_where,
        found_kind=FoundIn(episode.found_kind) if episode.found_kind else None,
        found_by=FoundBy(episode.found_by) if episode.found_by else None,
        harm=Harm(episode.harm) if episode.harm else None,
    )


def owed_from(one: Obligation, steps: Iterable[Step]) -> Owed:
    """The obligation as the rules want it; the step that met it says whether its time of day is known (MIS-17).

    What is done while a child is missing and was met without a step was ended by the return.
    """
    by = next((each for each in steps if (each.kind, each.happened_at) == (one.kind, one.met_at)), None)
    return Owed(
        kind=StepKind(one.kind),
        cause=one.cause,
        starts=Moment(one.starts_at),
        due=one.due_at,
        met=Moment(by.happened_at, by.date_only) if by else _moment(one.met_at, False),
        owner_role=Owner(one.owner_role),
        ended_by_return=one.kind in ENDED_BY_RETURN and one.met_at is not None and by is None,
    )


def _moment(at: object, date_only: bool) -> Moment | None:
    return Moment(at, date_only) if at else None  # type: ignore[arg-type]
