"""What missing chats say of harm, for the triggers (MIS-9, MIS-12b)."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from lantern.missing.models import ChatText
from lantern.missing.queries.chat_facts import OfIncident
from lantern.missing.rules.triggers import Account
from lantern.missing.vocabulary import Harm, Section
from lantern.timekeeping.moments import Moment

SOURCE = "missing chat"
SUFFERED = {Harm.SUSPECTED.value, Harm.DISCLOSED.value}


class Told(NamedTuple):
    """What one chat says, and the incidents that it is about; which of them the child meant, nobody wrote."""

    account: Account
    about: frozenset[UUID]


def told_of_harm(chats_of: Mapping[UUID, OfIncident]) -> list[Told]:
    """What the chats that cover these incidents say, in one query; in none where no chat covers any."""
    about: dict[UUID, set[UUID]] = {}
    for incident, said in chats_of.items():
        for chat in said.chats:
            about.setdefault(chat, set()).add(incident)
    accounts = _accounts(about) if about else {}
    return [Told(account, frozenset(about[chat])) for chat, account in accounts.items()]


def _accounts(chats: Collection[UUID]) -> dict[UUID, Account]:
    """By chat, where what stands speaks of harm: from when that was first written, however it was put since."""
    rows = ChatText.objects.filter(chat__in=list(chats), section=Section.HARM_FOUND, beside=False)
    first: dict[UUID, datetime] = {}
    stands: dict[UUID, Harm] = {}
    for chat, text, standing, began in rows.values_list("chat_id", "text", "standing", "began_at"):
        if text not in SUFFERED:
            continue
        first[chat] = min(began, first.get(chat, began))
        if standing:
            stands[chat] = Harm(text)
    return {chat: Account(Moment(first[chat]), SOURCE, harm=harm) for chat, harm in sorted(stands.items())}
