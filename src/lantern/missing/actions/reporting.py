"""What people enter about an episode: each a message like a feed's, so that the fold has one kind of fact (MIS-3)."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid4

from lantern.children.models import Child
from lantern.children.rules.described import Described
from lantern.missing.actions.folding import hold, refold
from lantern.missing.actions.profiles import bring_profile
from lantern.missing.actions.receiving import receive
from lantern.missing.models import Episode, Incident
from lantern.missing.queries.facts import children_facts
from lantern.missing.rules import transitions, wire
from lantern.missing.rules.facts import EpisodeFacts
from lantern.missing.rules.fold import fold
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Absence, FoundBy, FoundIn, Grade, Harm, Link, MessageKind, MissingFrom, Risk
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment
from lantern.trail import actions as trail
from lantern.trail.acting import action

OURS = "lantern"


@action
def report_missing(
    *, child: Child, last_seen: Moment, reported: Moment, circumstances: str, by: Member, at: datetime,
    reported_by: str = "", seen_by: str = "",
    missing_from: MissingFrom | None = None, from_where: str = "", absence: Absence = Absence.MISSING,
    risk: Risk | None = None, risk_reason: str = "", grade: Grade | None = None, with_profile: bool = False,
) -> Episode:  # fmt: skip
    """Open an episode (MIS-1); `with_profile` brings what would help to find the child into the report.

    Raises `NotAllowed` when the child is missing already or was then.
    """
    hold([child.pk])
    transitions.check_can_report(last_seen, reported, episodes_of(child.pk), now=at)
    message = message_of(
        OURS, f"LN-{uuid4().hex[:8].upper()}", MessageKind.INITIAL, at, reported=reported, last_seen=last_seen,
        missing_from=missing_from, from_where=from_where, absence=absence, risk=risk, risk_reason=risk_reason,
        grade=grade, circumstances=circumstances, reported_by=reported_by, seen_by=seen_by,
    )  # fmt: skip
    episode = enter(child.pk, message, by=by, at=at)
    trail.record("missing.reported", episode, by=by, at=at)
    if with_profile:
        bring_profile(episode=episode, by=by, at=at)
    return episode


@action
def grade(
    *, episode: Episode, by: Member, at: datetime, grade: Grade | None, risk: Risk | None, risk_reason: str = ""
) -> Episode:
    """Grade attendance and risk (MIS-1, MIS-2). Raises `NotAllowed` when the child is back."""
    hold([episode.child_id])
    transitions.check_can_grade(facts_of(episode))
    told = message_of(*incident_of(episode), MessageKind.UPDATE, at, grade=grade, risk=risk, risk_reason=risk_reason)
    graded = enter(episode.child_id, told, by=by, at=at)
    trail.record("missing.graded", graded, by=by, at=at)
    return graded


@action
def record_return(
    *, episode: Episode, found: Moment, by: Member, at: datetime, where: str = "", found_by: FoundBy | None = None,
    harm: Harm | None = None, note: str = "", area: str = "", state: str = "", company: str = "",
    where_kind: FoundIn | None = None,
) -> Episode:  # fmt: skip
    """End `episode` at `found` and start what a return sets going (MIS-6 to MIS-8).

    Raises `NotAllowed` with the reason to show when the episode is over or `found` precedes its start.
    """
    hold([episode.child_id])
    transitions.check_can_return(facts_of(episode), found, now=at)
    told = message_of(
        *incident_of(episode), MessageKind.FOUND, at, found=found, found_where=where, found_by=found_by, harm=harm,
        circumstances=note, found_area=area, found_state=state, found_with=company, found_kind=where_kind,
    )  # fmt: skip
    ended = enter(episode.child_id, told, by=by, at=at)
    trail.record("missing.returned", ended, by=by, at=at)
    return ended


def facts_of(episode: Episode) -> EpisodeFacts:
    """The episode as its messages stand now."""
    key = incident_of(episode)
    return next(each for each in episodes_of(episode.child_id) if each.key == key)


def episodes_of(child: UUID) -> tuple[EpisodeFacts, ...]:
    facts = next(children_facts([child]))
    return fold(facts.messages.values(), facts.joins).episodes


def incident_of(episode: Episode) -> tuple[str, str]:
    return episode.incident.source, episode.incident.reference


def message_of(source: str, reference: str, kind: MessageKind, at: datetime, **says: object) -> Message:
    """A message a person made; the moment it was made is part of what it says, so that it is like no other."""
    blank = Message(
        key="", source=source, reference=reference, kind=kind, fingerprint="", who=Described(), said_at=at,
        person_made=True, **says,  # type: ignore[arg-type]
    )  # fmt: skip
    digest = hashlib.sha256(json.dumps(wire.to_json(blank), sort_keys=True).encode()).hexdigest()
    return replace(blank, key=digest, fingerprint=digest)


def enter(child: UUID, message: Message, *, by: Member, at: datetime) -> Episode:
    stored = receive(messages=[(message, {"entered by": str(by.pk)})], by=by, at=at)
    Incident.objects.filter(pk__in=stored.incidents, child=None).update(
        child=child, link=Link.PERSON, why="Entered in Lantern."
    )
    refold(children=[child], by=by, at=at)
    incident = Incident.objects.get(source=message.source, reference=message.reference)
    return Episode.objects.select_related("incident", "child").get(pk=incident.pk)
