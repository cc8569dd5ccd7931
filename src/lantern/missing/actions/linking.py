"""Who is it? Incidents that nobody has been found for yet are weighed against the children known (MIS-4)."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from lantern.children.actions.child import described_child, take_numbers
from lantern.children.actions.keys import refresh_keys
from lantern.children.models import Address, Child
from lantern.children.queries.candidates import known_like
from lantern.children.queries.standing import areas_of_postcodes
from lantern.children.queries.thresholds import thresholds_on
from lantern.children.rules.described import Described
from lantern.missing.actions.chats_follow import chats_follow
from lantern.missing.actions.folding import refold
from lantern.missing.models import (
    Acknowledgement,
    Candidate,
    Decision,
    Incident,
    Message,
    Step,
    StepVersion,
    Trigger,
    TriggerAnswer,
)
from lantern.missing.rules import message as rules
from lantern.missing.rules import wire
from lantern.missing.rules.resolution import Decisions, Resolution, Standing, Verdict
from lantern.missing.rules.resolve import resolve
from lantern.missing.rules.subjects import subjects
from lantern.missing.vocabulary import DecisionKind, Link
from lantern.obligations.models import Reassignment, Waiver
from lantern.organisation.models import Member
from lantern.tenancy.current import one_at_a_time
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

AT_ONCE = 1_000
LINKING = "deciding whom incidents are about"
LONGEST_NAME, LONGEST_ADDRESS, LONGEST_POSTCODE = 100, 200, 8  # characters that a child's record holds
LINKS = {Standing.CERTAIN: Link.MACHINE, Standing.NEW: Link.NEW}


@action
def link_waiting(*, by: Member | None, at: datetime) -> frozenset[UUID]:
    """Decide every waiting incident that is certain, make provisional children, queue the rest; the children touched.

    All at once or not at all: who is linked must not hang on how far an interrupted run had come. One run at a time:
    two could each make a record of one new child.
    """
    one_at_a_time(LINKING)
    rows = Incident.objects.filter(child=None).order_by("pk").select_for_update()
    waiting = {(row.source, row.reference): row for row in rows}
    messages = _messages_of(waiting.values())
    every = subjects(message for said in messages.values() for message in said)
    enough = thresholds_on(london(at).date())
    known = known_like((subject.profile for subject in every), largest_block=enough.largest_block)
    resolution = resolve(every, known.children, _decisions(waiting), enough, known.blocks)
    made = _make_children(resolution, messages, by, at)
    linked = _write_links(waiting, resolution, made)
    trail.record_many("missing.linked", linked, by=by, at=at)
    _write_candidates(waiting, resolution, made)
    touched = frozenset(row.child_id for row in linked if row.child_id)
    refresh_keys(children=Child.objects.filter(pk__in=touched), by=by, at=at)
    return touched


@action
def link_and_fold(*, by: Member | None, at: datetime) -> None:
    """As `link_waiting`, with the episodes of everyone touched."""
    refold(children=link_waiting(by=by, at=at), by=by, at=at)


def _messages_of(incidents: Iterable[Incident]) -> dict[tuple[str, str], list[rules.Message]]:
    ids = [incident.pk for incident in incidents]
    found: dict[tuple[str, str], list[rules.Message]] = {}
    for said in Message.objects.filter(incident__in=ids).values_list("said", flat=True):
        message = wire.from_json(said)
        found.setdefault(message.incident, []).append(message)
    return found


def _decisions(waiting: Mapping[tuple[str, str], Incident]) -> Decisions:
    """What people said a waiting incident is not; whatever they said it is, it no longer waits.

    That it is a new child, taken back, means that it is not the one whose record was opened for it.
    """
    by_id = {row.pk: key for key, row in waiting.items()}
    refused: dict[tuple[str, str], set[str]] = {}
    is_not = Q(kind=DecisionKind.IS_NOT_CHILD, undone_at=None)
    is_not |= Q(kind=DecisionKind.IS_NEW, undone_at__isnull=False, child__isnull=False)
    rows = Decision.objects.filter(is_not, incident__in=by_id)
    for incident, child in rows.values_list("incident_id", "child_id"):
        refused.setdefault(by_id[incident], set()).add(str(child))
    return Decisions(not_children={key: frozenset(children) for key, children in refused.items()})


def _make_children(
    resolution: Resolution, messages: Mapping[tuple[str, str], list[rules.Message]], by: Member | None, at: datetime
) -> dict[str, Child]:
    """A provisional child for each that the resolution asks for, described as most of the messages do."""
    keys = sorted(resolution.provisional)
    if not keys:
        return {}
    described = {
        key: usual([m.who for incident in sorted(resolution.provisional[key]) for m in messages[incident]])
        for key in keys
    }
    areas = areas_of_postcodes(each.postcode for each in described.values())
    first = take_numbers(len(keys))
    made = {
        key: described_child(
            described[key],
            number=first + place,
            at=at,
            area_id=areas.get(described[key].postcode),
            provisional=True,
        )
        for place, key in enumerate(keys)
    }
    Child.objects.bulk_create(made.values(), batch_size=AT_ONCE)
    Address.objects.bulk_create(
        Address(
            child=made[key], text=each.address, postcode=each.postcode, area_id=made[key].area_id, source="notification"
        )
        for key, each in described.items()
        if each.address or each.postcode
    )
    trail.record_many("children.created_from_notification", list(made.values()), by=by, at=at)
    return made


def usual(descriptions: list[Described]) -> Described:
    """What most descriptions of one child agree on, field by field; ties go by the alphabet, never by arrival.

    No longer than a record holds; the messages keep all of it.
    """

    def most(field: str) -> object:
        values = Counter(value for each in descriptions if (value := getattr(each, field)))
        return min(values, key=lambda value: (-values[value], str(value))) if values else None

    postcode = str(most("postcode") or "").replace(" ", "").upper()
    return Described(
        forename=_cased(str(most("forename") or ""))[:LONGEST_NAME],
        surname=_cased(str(most("surname") or ""))[:LONGEST_NAME],
        born=most("born"),  # type: ignore[arg-type]
        sex=str(most("sex") or ""),
        address=str(most("address") or "")[:LONGEST_ADDRESS],
        postcode=postcode if len(postcode) <= LONGEST_POSTCODE else "",
    )


def _cased(name: str) -> str:
    return name.title() if name.isupper() or name.islower() else name


def _write_links(
    waiting: Mapping[tuple[str, str], Incident], resolution: Resolution, made: Mapping[str, Child]
) -> list[Incident]:
    """Write the verdicts and return the incidents that have a child now; their messages have yet to come to something."""
    changed = []
    for key, verdict in resolution.verdicts.items():
        row = waiting[key]
        if verdict.standing in LINKS:
            row.child_id, row.link = _child(verdict.child, made), LINKS[verdict.standing]
        row.why = _why(verdict)
        changed.append(row)
    Incident.objects.set_many(changed, ["child", "link", "why"])
    linked = [row for row in changed if row.child_id]
    Message.objects.filter(incident__in=[row.pk for row in linked]).exclude(outcome="").update(outcome="", reason="")
    steps_follow(linked)
    return linked


def steps_follow(incidents: Iterable[Incident]) -> None:
    """What people did about an incident, waived, handed over and split off goes along to its child (MIS-4)."""
    of: dict[UUID, UUID] = {incident.pk: incident.child_id for incident in incidents if incident.child_id}
    of |= _parts_follow(of)
    triggers = Trigger.objects.filter(incident__in=of).values_list("pk", "incident_id")
    of |= {trigger: of[incident] for trigger, incident in triggers}
    recorded = ((model, "incident_id") for model in (Step, StepVersion, Trigger, TriggerAnswer, Acknowledgement))
    for model, key in (*recorded, (Waiver, "subject_id"), (Reassignment, "subject_id")):
        rows = model.objects.filter(**{f"{key}__in": of})
        strays = [row for row in rows if row.child_id != of[getattr(row, key)]]
        for row in strays:
            row.child_id = of[getattr(row, key)]
        model.objects.set_many(strays, ["child"])
    chats_follow(of)


def _parts_follow(of: Mapping[UUID, UUID]) -> dict[UUID, UUID]:
    """Incidents that people split off from these, each with the child it now is about."""
    split = Decision.objects.filter(kind=DecisionKind.SPLIT, incident__in=of, other__isnull=False)
    child_of = {part: of[whole] for part, whole in split.values_list("other_id", "incident_id") if part}
    parts = [row for row in Incident.objects.filter(pk__in=child_of) if row.child_id != child_of[row.pk]]
    for row in parts:
        row.child_id = child_of[row.pk]
    Incident.objects.set_many(parts, ["child"])
    return child_of


def _why(verdict: Verdict) -> str:
    if verdict.why:
        return verdict.why[:500]
    reasons = verdict.candidates[0].likeness.agreements if verdict.candidates else ()
    return ("Agrees: " + "; ".join(reasons))[:500] if reasons else "Nobody known is like this child."


def _child(key: str, made: Mapping[str, Child]) -> UUID:
    return made[key].pk if key in made else UUID(key)


def _write_candidates(
    waiting: Mapping[tuple[str, str], Incident], resolution: Resolution, made: Mapping[str, Child]
) -> None:
    """Who each waiting incident may be about; those of earlier runs are replaced."""
    Candidate.objects.filter(incident__in=[row.pk for row in waiting.values()]).delete()
    Candidate.objects.bulk_create(
        (
            Candidate(
                incident=waiting[key],
                child_id=_child(candidate.child, made),
                weight=candidate.likeness.weight,
                agrees=list(candidate.likeness.agreements),
                disagrees=list(candidate.likeness.disagreements),
            )
            for key in resolution.waiting
            for candidate in resolution.verdicts[key].candidates
        ),
        batch_size=AT_ONCE,
    )
    Message.objects.filter(incident__in=[waiting[key].pk for key in resolution.waiting]).update(
        outcome="needs-person", reason="Waits for a person to say whom it is about."
    )
