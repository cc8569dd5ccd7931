"""Putting an episode right, whatever of it was wrong; what was there before stays in its history (MIS-3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lantern.missing.actions.folding import hold
from lantern.missing.actions.reporting import enter, episodes_of, facts_of, incident_of, message_of
from lantern.missing.models import Episode
from lantern.missing.rules import transitions
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.rules.stretches import check_can_change
from lantern.missing.vocabulary import Absence, MessageKind
from lantern.organisation.models import Member
from lantern.timekeeping.moments import Moment
from lantern.trail import actions as trail
from lantern.trail.acting import action

OF_A_RETURN = frozenset(
    {"found", "found_where", "found_kind", "found_by", "found_area", "found_state", "found_with", "harm"}
)
AMENDED = OF_A_RETURN | {
    "last_seen", "seen_by", "reported", "reported_by", "missing_from", "from_where", "absence", "risk_reason",
}  # fmt: skip


@action
def correct(*, episode: Episode, facts: Mapping[str, Any], by: Member, at: datetime) -> Episode:
    """Put right any of the facts `AMENDED`, each as `Message` types it. Raises `NotAllowed` with the reason to show."""
    if unknown := facts.keys() - AMENDED:
        raise TypeError(f"no such facts: {', '.join(sorted(unknown))}")
    hold([episode.child_id])
    _check(episode, facts, at)
    kind = MessageKind.FOUND if OF_A_RETURN & facts.keys() else MessageKind.UPDATE
    told = message_of(*incident_of(episode), kind, at, corrects=True, **facts)
    corrected = enter(episode.child_id, told, by=by, at=at)
    trail.record("missing.corrected", corrected, by=by, at=at)
    return corrected


@action
def change_kind(*, episode: Episode, kind: Absence, since: Moment, by: Member, at: datetime, note: str = "") -> Episode:
    """From `since` on it is known where the child is, or no longer known: the episode goes on as the other kind (MIS-5)."""
    hold([episode.child_id])
    facts = facts_of(episode)
    check_can_change(facts.stretches, kind, since, end=facts.end, now=at)
    told = message_of(
        *incident_of(episode), MessageKind.UPDATE, at, absence=kind, absence_since=since, circumstances=note
    )
    changed = enter(episode.child_id, told, by=by, at=at)
    trail.record("missing.kind_changed", changed, by=by, at=at)
    return changed


def _check(episode: Episode, corrected: Mapping[str, Any], at: datetime) -> None:
    facts = facts_of(episode)
    others = [each for each in episodes_of(episode.child_id) if each.key != facts.key]
    found, last_seen, reported = (corrected.get(name) for name in ("found", "last_seen", "reported"))
    if OF_A_RETURN & corrected.keys() and facts.end is None:
        raise NotAllowed("No return is recorded yet.")
    if found is not None:
        transitions.check_can_correct_return(facts, found, others, now=at)
    if last_seen is not None:
        earlier = [each for each in others if each.start.at < last_seen.at]
        transitions.check_can_report(last_seen, last_seen, earlier, now=at)
        if facts.end and facts.end.latest < last_seen.at:
            raise NotAllowed("The child was back before that.")
    if reported is not None and reported.at > at:
        raise NotAllowed("The report cannot lie in the future.")
