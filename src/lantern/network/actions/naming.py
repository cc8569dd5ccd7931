"""Confirming what a text names, and taking it back (INT-6)."""

from datetime import datetime
from uuid import UUID

from lantern.children.models import Child
from lantern.network.models import Entity, Mention
from lantern.network.rules.keys import key_of, label_of
from lantern.network.vocabulary import Kind
from lantern.organisation.models import Member
from lantern.tenancy.current import one_at_a_time
from lantern.trail import actions as trail
from lantern.trail.acting import action

NAMING = "naming an entity"


@action
def confirm_mention(
    *, child: Child, kind: Kind, words: str, source_kind: str, source_id: UUID, part: str, by: Member, at: datetime,
    same_as: Entity | None = None,
) -> Mention:  # fmt: skip
    """Something is named in a source: the entity of that key, or `same_as`, or a new one. Confirming again changes nothing.

    Whether the entity was known from elsewhere is not told: that could be of a child whom `by` may not see.
    """
    one_at_a_time(NAMING)
    entity = same_as or entity_for(kind, words, at)
    place = {"entity": entity, "source_kind": source_kind, "source_id": source_id, "part": part}
    held = Mention.objects.filter(**place, withdrawn_at=None).first()
    if held:
        return held
    mention = Mention.objects.create(**place, child=child, words=words[:120], by=by, at=at)
    trail.record("network.named", mention, by=by, at=at)
    return mention


@action
def withdraw_mention(*, mention: Mention, by: Member, at: datetime) -> None:
    """It was no such thing after all; the record of it stays."""
    if mention.withdrawn_at is None:
        mention.withdrawn_at = at
        mention.save(update_fields=["withdrawn_at"])
        trail.record("network.taken_back", mention, by=by, at=at)


def entity_for(kind: Kind, words: str, at: datetime) -> Entity:
    """The entity of that key, or a new one; called inside an action, one at a time."""
    key = key_of(kind, words)[:80]
    known = Entity.objects.filter(kind=kind, key=key).first() if key else None
    return known or Entity.objects.create(kind=kind, label=label_of(kind, words)[:120], key=key, at=at)
