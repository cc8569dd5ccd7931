"""Messages are stored as received before anything is made of them (MIS-3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from lantern.children.queries.standing import areas_of_postcodes
from lantern.missing.models import Incident, Message
from lantern.missing.rules import message as rules
from lantern.missing.rules import wire
from lantern.organisation.models import Member
from lantern.trail.acting import action

AT_ONCE = 1_000


@dataclass(frozen=True)
class Received:
    """What became of a batch: the stored message of each fingerprint, and which of them are new."""

    stored: Mapping[str, UUID]
    fresh: frozenset[str]
    incidents: frozenset[UUID]


@action
def receive(
    *, messages: Iterable[tuple[rules.Message, Mapping[str, Any]]], by: Member | None, at: datetime
) -> Received:
    """Store messages with the rows they came in; one whose content is known already is not stored again."""
    given = {message.fingerprint: (message, row) for message, row in messages}
    incidents = _incidents([message for message, _ in given.values()])
    known = dict(Message.objects.filter(fingerprint__in=given).values_list("fingerprint", "pk"))
    fresh = [
        Message(
            incident_id=incidents[message.incident],
            kind=message.kind,
            fingerprint=fingerprint,
            received=dict(row),
            said=wire.to_json(replace(message, key=fingerprint)),
            person_made=message.person_made,
            by=by if message.person_made else None,
            received_at=at,
        )
        for fingerprint, (message, row) in given.items()
        if fingerprint not in known
    ]
    Message.objects.bulk_create(fresh, batch_size=AT_ONCE)
    new = {message.fingerprint: message.pk for message in fresh}
    return Received(known | new, frozenset(new), frozenset(message.incident_id for message in fresh))


def _incidents(messages: list[rules.Message]) -> dict[tuple[str, str], UUID]:
    """The incident rows of the messages, made where there is none; a postcode tells the area of one that waits."""
    wanted = {message.incident for message in messages}
    found = _known(wanted)
    areas = areas_of_postcodes(message.who.postcode for message in messages if message.incident not in found)
    made: dict[tuple[str, str], Incident] = {}
    for message in messages:
        if message.incident in found:
            continue
        incident = made.setdefault(message.incident, Incident(source=message.source, reference=message.reference))
        incident.area_id = incident.area_id or areas.get(message.who.postcode.replace(" ", "").upper())
        said = [each for each in (incident.first_said, message.said_at) if each]
        incident.first_said = min(said) if said else None
    Incident.objects.bulk_create(made.values(), batch_size=AT_ONCE)
    return found | {key: incident.pk for key, incident in made.items()}


def _known(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    rows = Incident.objects.filter(
        source__in={source for source, _ in wanted}, reference__in={reference for _, reference in wanted}
    )
    return {(source, reference): pk for pk, source, reference in rows.values_list("pk", "source", "reference")}
