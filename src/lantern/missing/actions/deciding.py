"""A person decides whom an incident is about, or that two are one episode; every decision can be taken back (MIS-4)."""

from collections.abc import Sequence
from datetime import datetime
from itertools import count
from uuid import UUID

from django.db.models import Q

from lantern.children.actions.child import described_child, take_numbers
from lantern.children.actions.keys import refresh_keys
from lantern.children.hanging import hanging, rows_of
from lantern.children.models import Address, Child, Lookalike, MatchKey, MatchProfile
from lantern.children.queries.standing import areas_of_postcodes
from lantern.missing.actions.folding import hold, refold
from lantern.missing.actions.linking import LINKING, link_and_fold, steps_follow, usual
from lantern.missing.models import Candidate, Decision, Episode, Incident, Message, Trigger
from lantern.missing.rules import wire
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import DecisionKind, Link
from lantern.organisation.models import Member
from lantern.tenancy.current import one_at_a_time
from lantern.trail import actions as trail
from lantern.trail.acting import action

ABOUT_THE_EPISODE = (DecisionKind.SAME_EPISODE, DecisionKind.SET_ASIDE, DecisionKind.SPLIT)  # not about whose it is


@action
def decide_child(*, incident: Incident, child: Child, by: Member, at: datetime, reason: str = "") -> Decision:
    """It is about `child`; the episode moves along with everything recorded about it."""
    _take_turn(incident, child.pk)
    decision = _decide(incident, DecisionKind.IS_CHILD, by, at, child=child, reason=reason)
    _link(incident, child, Link.PERSON, f"{by.name} decided.", by, at)
    return decision


@action
def decide_new(*, incident: Incident, by: Member, at: datetime) -> Child:
    """It is about a child nobody knew: a provisional record is opened from what its messages say."""
    _take_turn(incident)
    said = [
        wire.from_json(each).who for each in Message.objects.filter(incident=incident).values_list("said", flat=True)
    ]
    described = usual(said)
    area = areas_of_postcodes([described.postcode]).get(described.postcode)
    child = described_child(described, number=take_numbers(1), at=at, area_id=area, provisional=True)
    child.save()
    Address.objects.create(
        child=child, text=described.address, postcode=described.postcode, area_id=child.area_id, source="notification"
    )
    trail.record("children.created_from_notification", child, by=by, at=at)
    _decide(incident, DecisionKind.IS_NEW, by, at, child=child)
    _link(incident, child, Link.PERSON, f"{by.name} decided: a new child.", by, at)
    return child


@action
def decide_not_child(*, incident: Incident, child: Child, by: Member, at: datetime, reason: str = "") -> Decision:
    """It is not about `child`: unlinked if it was, never offered again, and weighed anew against the others."""
    _take_turn(incident, child.pk)
    decision = _decide(incident, DecisionKind.IS_NOT_CHILD, by, at, child=child, reason=reason)
    if incident.child_id == child.pk:
        _unlink(incident, by, at)
    link_and_fold(by=by, at=at)
    return decision


@action
def join_episode(*, incident: Incident, other: Incident, by: Member, at: datetime, reason: str = "") -> Decision:
    """Both tell of one episode: `incident` is folded into that of `other`."""
    _take_turn(incident)
    if incident.child_id is None or incident.child_id != other.child_id:
        raise NotAllowed("Both must be about the same child.")
    decision = _decide(incident, DecisionKind.SAME_EPISODE, by, at, other=other, reason=reason)
    refold(children=[incident.child_id], by=by, at=at)
    return decision


@action
def split_episode(*, episode: Episode, told: Sequence[Message], by: Member, at: datetime, reason: str = "") -> Decision:
    """Some messages tell of another episode than the rest: they become one of their own (MIS-3).

    What people did stays with the first. Raises `NotAllowed` when nothing would be left, or no episode comes of it.
    """
    incident = episode.incident
    _take_turn(incident)
    about = [one for one in told if one.incident.child_id == incident.child_id]
    known = Message.objects.filter(incident=incident).exclude(pk__in=[one.pk for one in about])
    if not about or not known.exists():
        raise NotAllowed("Tick the messages of the second episode, and leave those of the first.")
    part = _part_of(incident)
    decision = _decide(
        incident, DecisionKind.SPLIT, by, at, other=part, reason=reason, messages=[one.fingerprint for one in about]
    )
    assert incident.child_id is not None
    refold(children=[incident.child_id], by=by, at=at)
    if not Episode.objects.filter(incident__in=[incident, part]).count() == 2:
        raise NotAllowed("They do not come to two episodes: each must say when it began, and one must be over by then.")
    return decision


@action
def set_aside(*, incident: Incident, reason: str, by: Member, at: datetime) -> Decision:
    """Its messages are not used, for a reason; they stay as received."""
    _take_turn(incident)
    decision = _decide(incident, DecisionKind.SET_ASIDE, by, at, reason=reason)
    if incident.child_id:
        refold(children=[incident.child_id], by=by, at=at)
    return decision


@action
def undo_decision(*, decision: Decision, by: Member, at: datetime) -> None:
    """As if it had not been decided; the decision and its taking back stay on the record.

    What people decided before or since, and did not take back, holds.
    """
    incident = decision.incident
    _take_turn(incident, *filter(None, [decision.child_id]))
    decision.refresh_from_db()
    if decision.undone_at:
        raise NotAllowed("This has been taken back already.")
    decision.undone_at = at
    decision.save(update_fields=["undone_at"])
    trail.record("missing.decision_undone", decision, by=by, at=at)
    stands = _decided(incident)
    if decision.kind in ABOUT_THE_EPISODE:
        refold(children=filter(None, [incident.child_id]), by=by, at=at)
    elif stands and stands.pk != incident.child_id:
        _link(incident, stands, Link.PERSON, "Decided before.", by, at)
    elif incident.link == Link.PERSON and not stands:
        _unlink(incident, by, at)
    elif incident.child_id:
        refold(children=[incident.child_id], by=by, at=at)
    if decision.kind == DecisionKind.IS_NEW and decision.child:
        _forget(decision, decision.child, by, at)
    link_and_fold(by=by, at=at)


def _forget(decision: Decision, child: Child, by: Member, at: datetime) -> None:
    """The record that a decision opened goes with it, unless somebody has confirmed it or anything else rests on it.

    Kept, it is a child like any other, but the machine does not take the incident back to it (`linking`).
    """
    own = (Address, Candidate, Decision, Lookalike, MatchKey, MatchProfile, Trigger)
    resting = (each for each in hanging() if each.model not in own)
    others = Decision.objects.filter(child=child).exclude(pk=decision.pk)
    if not child.provisional or others.exists() or any(rows_of(each, child).exists() for each in resting):
        return
    decision.child = None
    decision.save(update_fields=["child"])
    for model in (Address, Candidate, MatchKey, MatchProfile, Trigger):
        model.objects.filter(child=child).delete()
    Lookalike.objects.filter(Q(child=child) | Q(other=child)).delete()
    trail.record("children.opened_by_mistake", child, by=by, at=at)
    child.delete()


def _take_turn(incident: Incident, *children: UUID) -> None:
    """Wait for an import that is linking and for others who decide, then hold the children concerned.

    Raises `NotAllowed` when whom it is about was decided since the person looked: they decided about something else.
    """
    one_at_a_time(LINKING)
    seen = incident.child_id
    incident.refresh_from_db()
    if incident.child_id != seen:
        raise NotAllowed("Whom this is about has been decided meanwhile. Look at it again.")
    hold([*children, *filter(None, [incident.child_id])])


def _part_of(incident: Incident) -> Incident:
    """A new incident beside `incident`, with the next free number behind its reference."""
    taken = set(
        Incident.objects.filter(source=incident.source, reference__startswith=incident.reference[:74]).values_list(
            "reference", flat=True
        )
    )
    names = (f"{incident.reference[:74]} ({number})" for number in count(2))
    return Incident.objects.create(
        source=incident.source,
        reference=next(name for name in names if name not in taken),
        child_id=incident.child_id,
        area_id=incident.area_id,
        link=Link.PERSON,
        why=f"Split from {incident.reference}.",
        first_said=incident.first_said,
    )


def _decided(incident: Incident) -> Child | None:
    """Whom people say it is about: what was decided last counts, and "not this child" ends what was said before."""
    stands = None
    for decision in Decision.objects.filter(incident=incident, undone_at=None).select_related("child"):
        if decision.kind in (DecisionKind.IS_CHILD, DecisionKind.IS_NEW):
            stands = decision.child
        elif decision.kind == DecisionKind.IS_NOT_CHILD and decision.child == stands:
            stands = None
    return stands


def _decide(incident: Incident, kind: DecisionKind, by: Member, at: datetime, **about: object) -> Decision:
    decision = Decision.objects.create(incident=incident, kind=kind, by=by, at=at, **about)
    trail.record(f"missing.decided_{kind.value.replace(' ', '_')}", decision, by=by, at=at)
    return decision


def _link(incident: Incident, child: Child, link: Link, why: str, by: Member, at: datetime) -> None:
    before = incident.child_id
    incident.child, incident.link, incident.why = child, link, why
    incident.save(update_fields=["child", "link", "why"])
    steps_follow([incident])
    refresh_keys(children=Child.objects.filter(pk__in=[each for each in (before, child.pk) if each]), by=by, at=at)
    refold(children=[each for each in (before, child.pk) if each], by=by, at=at)


def _unlink(incident: Incident, by: Member, at: datetime) -> None:
    before = incident.child_id
    incident.child, incident.link, incident.why, incident.held = None, Link.WAITING, "Unlinked by a person.", ""
    incident.save(update_fields=["child", "link", "why", "held"])
    if before:
        refresh_keys(children=Child.objects.filter(pk=before), by=by, at=at)
        refold(children=[before], by=by, at=at)
