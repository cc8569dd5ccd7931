"""Senders' layouts: told once, changed when they change (MIS-3)."""

from datetime import datetime

from django.db import IntegrityError, transaction

from lantern.children.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.exchange.models import Source
from lantern.exchange.rules.mapping.stated import FileMapping
from lantern.organisation.models import Agency, Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

TAKEN = (
    "A source is called so already and has a layout of its own. Discard this file, send it again and enter that name as who "
    "sent it: what no longer fits is shown then."
)


@action
def save_source(
    *,
    name: str,
    agency: Agency | None,
    mapping: FileMapping,
    by: Member,
    at: datetime,
    source: Source | None = None,
    version: int = 0,
) -> Source:
    """Keep how a sender's files are read: a new sender, or `source` as it stood in `version`.

    Raises `NotAllowed` when the name is taken or something is lacking, `ChangedMeanwhile` when somebody else saved.
    """
    if lacking := mapping.lacks():
        raise NotAllowed(f"No column is chosen for {', '.join(lacking)}.")
    held = Source.objects.select_for_update().get(pk=source.pk) if source else Source(kind=mapping.kind)
    if source and held.version != version:
        raise ChangedMeanwhile
    stands = (held.name, held.agency_id, held.mapping) if source else None
    held.name, held.agency, held.mapping = name, agency, mapping.to_json()
    if (held.name, held.agency_id, held.mapping) == stands:
        return held
    held.version += 1 if source else 0
    held.by, held.saved_at = by, at
    try:
        with transaction.atomic():
            held.save()
    except IntegrityError:
        raise NotAllowed(TAKEN) from None
    trail.record("exchange.source_changed" if source else "exchange.source_saved", held, by=by, at=at)
    return held
