"""What notifications said of children: further descriptions for matching (MIS-4)."""

from collections import defaultdict
from dataclasses import replace
from uuid import UUID

from lantern.children.rules.described import Described
from lantern.missing.models import Message
from lantern.missing.rules import wire
from lantern.missing.vocabulary import Link


def described_in_messages(ids: list[UUID]) -> dict[UUID, list[Described]]:
    """What the messages linked to each child say of them.

    Names are taught by people's links alone: a twin's name learnt from one wrong link would draw the twin's others after it.
    """
    rows = Message.objects.filter(incident__child__in=ids, person_made=False)
    found: dict[UUID, list[Described]] = defaultdict(list)
    for child, link, said in rows.values_list("incident__child_id", "incident__link", "said"):
        who = wire.from_json(said).who
        if child is not None:
            found[child].append(who if link == Link.PERSON else replace(who, forename="", surname=""))
    return found
