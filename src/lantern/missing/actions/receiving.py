"""Messages are stored as received before anything is made of them (MIS-3)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from lantern.children.actions.keys import refresh_keys
from lantern.children.models import Child
from lantern.children.queries.standing import areas_of_postcodes
from lantern.missing.models import Incident, Message
from lantern.missing.rules import message as rules
from lantern.missing.rules import wire
from lantern.missing.rules.incident import in_order
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
    known = dict(Message.objects.filter(fingerprint__in=given).values_list("fingerprint", "pk"))
    found = _known({message.incident for message, _ in given.values()})
    new = [message for fingerprint, (message, _) in given.items() if fingerprint not in known]
    incidents = found | _made([message for message in new if message.incident not in found])
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
    stored = {message.fingerprint: message.pk for message in fresh}
    touched = frozenset(message.incident_id for message in fresh)
    known_before = frozenset(found.values())
    _tell_anew(touched & known_before)
    told = {message.incident_id for message in fresh if not message.person_made} & known_before
    if told:  # a message about a child teaches where else they live and what else is said of them
        refresh_keys(children=Child.objects.filter(incidents__in=told).distinct(), by=by, at=at)
    return Received(known | stored, frozenset(stored), touched)


def _made(messages: list[rules.Message]) -> dict[tuple[str, str], UUID]:
    """Incident rows for messages of which nothing was heard before."""
    about: dict[tuple[str, str], list[rules.Message]] = defaultdict(list)
    for message in messages:
        about[message.incident].append(message)
    made = {key: Incident(source=key[0], reference=key[1]) for key in about}
    _tell(made, about)
    Incident.objects.bulk_create(made.values(), batch_size=AT_ONCE)
    return {key: incident.pk for key, incident in made.items()}


def _tell_anew(ids: Collection[UUID]) -> None:
    """What known incidents tell of themselves, now that there are more messages; the order of arrival is not read."""
    if not ids:
        return
    rows = {(row.source, row.reference): row for row in Incident.objects.filter(pk__in=ids).order_by("pk")}
    about: dict[tuple[str, str], list[rules.Message]] = defaultdict(list)
    for said in Message.objects.filter(incident__in=ids).values_list("said", flat=True):
        message = wire.from_json(said)
        about[message.incident].append(message)
    before = {key: (row.area_id, row.first_said) for key, row in rows.items()}
    _tell(rows, about)
    changed = [row for key, row in rows.items() if (row.area_id, row.first_said) != before[key]]
    Incident.objects.set_many(changed, ["area", "first_said"])


def _tell(rows: Mapping[tuple[str, str], Incident], about: Mapping[tuple[str, str], list[rules.Message]]) -> None:
    """When each incident was first spoken of; and its area, from the first postcode that tells one."""
    areas = areas_of_postcodes(message.who.postcode for messages in about.values() for message in messages)
    for key, row in rows.items():
        messages = in_order(about[key])
        row.first_said = min((message.said_at for message in messages if message.said_at), default=None)
        postcodes = (message.who.postcode.replace(" ", "").upper() for message in messages)
        row.area_id = next((areas[code] for code in postcodes if code in areas), None)


def _known(wanted: set[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    rows = Incident.objects.filter(
        source__in={source for source, _ in wanted}, reference__in={reference for _, reference in wanted}
    )
    return {(source, reference): pk for pk, source, reference in rows.values_list("pk", "source", "reference")}
