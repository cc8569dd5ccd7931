"""What notifications said of children: further descriptions for matching (MIS-4)."""

from collections import defaultdict
from uuid import UUID

from django.db.models import Q

from lantern.children.rules.described import Described
from lantern.missing.models import Message
from lantern.missing.rules import wire
from lantern.missing.vocabulary import Link


def described_in_messages(ids: list[UUID]) -> dict[UUID, list[Described]]:
    """For children opened from notifications and for links that a person made: a certain link teaches nothing new."""
    taught = Q(incident__link__in=[Link.NEW, Link.PERSON]) | Q(incident__child__provisional=True)
    rows = Message.objects.filter(taught, incident__child__in=ids, person_made=False)
    found: dict[UUID, list[Described]] = defaultdict(list)
    for child, said in rows.values_list("incident__child_id", "said"):
        if child is not None:
            found[child].append(wire.from_json(said).who)
    return found
