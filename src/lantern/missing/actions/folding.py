"""Episodes and what is owed, brought in line with the messages: a rebuild that changes nothing when nothing changed."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from lantern.children import triggers
from lantern.children.models import Child
from lantern.missing.actions.firing import fire
from lantern.missing.models import Episode, Incident, Message
from lantern.missing.queries.claims import claims_of
from lantern.missing.queries.derived import Derived, derived
from lantern.missing.queries.facts import ChildFacts, Key
from lantern.missing.queries.owing import SUBJECT, TRIGGER
from lantern.missing.rules.facts import EpisodeFacts, Verdict
from lantern.missing.rules.wire import written
from lantern.obligations import actions as obligations
from lantern.obligations.rules import Claim
from lantern.organisation.models import Member
from lantern.organisation.queries import keep_arrangement
from lantern.trail.acting import action

AT_ONCE = 1_000


@action
def refold(*, children: Iterable[UUID], by: Member | None, at: datetime) -> None:
    """Fold each child's messages again and write what differs: episodes, outcomes, what is held, what is owed.

    Others who fold the same children wait: two folds at a time could each miss the other's message. Who changes the
    arrangement waits too, or what is worked out here by the old one would come after all else was moved to the new.
    """
    ids = sorted(set(children))
    if not ids:
        return
    hold(ids)
    keep_arrangement()
    episodes: list[Episode] = []
    found: list[Derived] = []
    claims: list[Claim] = []
    outcomes: list[Message] = []
    held: list[Incident] = []
    for each in derived(ids):
        facts, history = each.facts, each.history
        rows = [_episode(facts, episode) for episode in history.episodes]
        found.append(each)
        claims += claims_of(each)
        outcomes += _changed_outcomes(facts, history.outcomes)
        held += _changed_holds(facts, {one.key: one.because for one in history.held})
        episodes += rows
    Message.objects.set_many(outcomes, ["outcome", "reason"])
    Incident.objects.set_many(held, ["held"])
    subjects = {SUBJECT: _write_episodes(ids, episodes), TRIGGER: fire(children=ids, found=found, by=by, at=at)}
    for kind, each_of in subjects.items():
        owed = [claim for claim in claims if claim.subject_kind == kind]
        obligations.settle(subject_kind=kind, subjects=each_of, claims=owed, by=by, at=at)
    triggers.changed(ids, by, at)


def hold(children: Iterable[UUID]) -> None:
    """Wait for whoever works on these children's episodes; others wait until this transaction ends."""
    rows = Child.objects.filter(pk__in=set(children)).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))


def as_it_stands(record: Any) -> None:
    """Read `record` again before it is decided about; others who decide about it wait until this transaction ends."""
    record.refresh_from_db(from_queryset=type(record).objects.select_for_update(no_key=True))


def _episode(facts: ChildFacts, episode: EpisodeFacts) -> Episode:
    incident = facts.incidents[episode.key]
    sure = episode.surely_missing
    return Episode(
        id=incident,
        incident_id=incident,
        child_id=facts.child,
        area_id=facts.area_on(episode.start.day),
        started_at=episode.start.at,
        start_date_only=episode.start.date_only,
        reported_at=episode.reported.at if episode.reported else None,
        reported_date_only=bool(episode.reported and episode.reported.date_only),
        ended_at=max(episode.end.at, episode.start.at) if episode.end else None,
        end_date_only=bool(episode.end and episode.end.date_only),
        back_by=episode.until.at if episode.until else None,
        back_by_date_only=bool(episode.until and episode.until.date_only),
        span=DateTimeTZRange(*sure, "[)") if sure else DateTimeTZRange(empty=True),
        absence=episode.absence,
        absence_now=episode.absence_now,
        stretches=written(episode.stretches),
        risk=episode.risk,
        risk_flag=episode.risk_flag[:200],
        risk_reason=episode.risk_reason[:400],
        grade=episode.grade or "",
        graded_at=episode.graded_at.at if episode.graded_at else None,
        graded_date_only=bool(episode.graded_at and episode.graded_at.date_only),
        missing_from=episode.missing_from or "",
        from_where=episode.from_where[:200],
        circumstances=episode.circumstances,
        reported_by=episode.reported_by[:200],
        seen_by=episode.seen_by[:200],
        found_where=episode.found_where[:200],
        found_kind=episode.found_kind or "",
        found_by=episode.found_by or "",
        found_area=episode.found_area[:100],
        found_state=episode.found_state[:200],
        found_with=episode.found_with[:200],
        harm=episode.harm or "",
        doubts=list(episode.doubts),
        history=[[said.fact, str(said.value), said.message] for said in episode.history],
    )


def _write_episodes(children: list[UUID], wanted: list[Episode]) -> list[UUID]:
    """Write what differs and return every episode id of the children, those that went away included."""
    held = {row.pk: row for row in Episode.objects.filter(child__in=children)}
    keep = {row.pk: row for row in wanted}
    if gone := held.keys() - keep.keys():
        Episode.objects.filter(pk__in=gone).delete()
    changed = [row for pk, row in keep.items() if pk in held and _values(row) != _values(held[pk])]
    # Endings first: a child has one open episode at a time, and that constraint cannot wait for the end.
    for batch in ([row for row in changed if not row.is_open], [row for row in changed if row.is_open]):
        if batch:
            Episode.objects.bulk_update(batch, FIELDS, batch_size=AT_ONCE)
    Episode.objects.bulk_create([row for pk, row in keep.items() if pk not in held], batch_size=AT_ONCE)
    return [*held.keys() | keep.keys()]


FIELDS = [field.name for field in Episode._meta.fields if field.name not in ("id", "partnership", "incident")]
COLUMNS = [field.attname for field in Episode._meta.fields if field.name not in ("id", "partnership", "incident")]


def _values(row: Episode) -> dict[str, Any]:
    return {name: getattr(row, name) for name in COLUMNS}


def _changed_outcomes(facts: ChildFacts, outcomes: Mapping[str, Verdict]) -> Iterator[Message]:
    for key, (outcome, reason) in outcomes.items():
        row = facts.rows[key]
        if (row.outcome, row.reason) != (outcome, reason[:500]):
            yield Message(pk=row.pk, outcome=outcome, reason=reason[:500])


def _changed_holds(facts: ChildFacts, held: Mapping[Key, str]) -> Iterator[Incident]:
    for key, pk in facts.incidents.items():
        said = held.get(key, "")[:500]
        if facts.held.get(key, "") != said:
            yield Incident(pk=pk, held=said)
