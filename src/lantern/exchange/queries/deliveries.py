"""What became of what an agency's system delivered, no more of it than the agency may know (MIS-3)."""

from uuid import UUID

from lantern.access.scope import through_child, without_denied_to_systems
from lantern.exchange.models import Delivery, ReceivedRow
from lantern.exchange.queries.received import result, rows_of
from lantern.exchange.rules.api.answers import UNSETTLED, Outcomes, Told, told
from lantern.missing.models import Episode
from lantern.organisation.models import Agency, Credential
from lantern.organisation.vocabulary import Scope


def delivery_of(agency: Agency, batch: UUID) -> Delivery | None:
    """What the agency's systems delivered under that number, whichever of its credentials it was."""
    return Delivery.objects.filter(file=batch, credential__agency=agency).select_related("file").first()


def outcomes_of(delivery: Delivery, *, reader: Credential) -> Outcomes:
    """What became of each message so far; episodes are named to a credential that may read."""
    rows = list(rows_of(delivery.file))
    episodes = _episodes(delivery, rows) if Scope.READ in reader.scopes else frozenset()
    found = [_told(row, episodes) for row in rows]
    settled = not any(each.outcome in UNSETTLED for each in found)
    return Outcomes(batch=delivery.file_id, settled=settled, outcomes=found)


def _told(row: ReceivedRow, episodes: frozenset[UUID]) -> Told:
    outcome, why = result(row)
    incident = row.message.incident_id if row.message else None
    return told(
        row=row.number,
        reference=str(row.cells.get("reference", "")),
        outcome=outcome,
        why=why,
        episode=incident if incident in episodes else None,
    )


def _episodes(delivery: Delivery, rows: list[ReceivedRow]) -> frozenset[UUID]:
    """Episodes that the sender's own incidents opened; an incident's episode has its id.

    One that another sender's incident opened is not named, though a message of this sender is part of it; nor is one of a
    restricted record (SHA-4).
    """
    own = [
        row.message.incident_id for row in rows if row.message and row.message.incident.source == delivery.file.source
    ]
    named = without_denied_to_systems(Episode.objects.filter(pk__in=own), through_child)
    return frozenset(named.values_list("pk", flat=True))
