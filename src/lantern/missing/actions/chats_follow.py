"""A chat goes along when all that it is about turns out to be of another child (MIS-4, MIS-9)."""

from collections import defaultdict
from collections.abc import Mapping
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.missing.models import (
    Answer,
    Chat,
    ChatRequest,
    ChatText,
    Cover,
    FollowUp,
    Letter,
    Offer,
    Sitting,
    Telling,
)
from lantern.missing.vocabulary import OfferedHow
from lantern.network.models import Mention

ABOUT_A_CHAT = (Cover, Offer, Answer, Sitting, ChatText, FollowUp, Telling, ChatRequest)


def chats_follow(of: Mapping[UUID, UUID]) -> None:
    """`of` says which child each incident is about now. A chat that is also about an episode of its own child stays."""
    moved = Cover.objects.filter(incident__in=list(of), ended_at=None).values("chat")
    rows = Cover.objects.filter(chat__in=moved, ended_at=None)
    about: dict[UUID, set[UUID | None]] = defaultdict(set)
    own: dict[UUID, UUID] = {}
    for chat, child, incident, now in rows.values_list(
        "chat_id", "chat__child_id", "incident_id", "incident__child_id"
    ):
        about[chat].add(of.get(incident, now))
        own[chat] = child
    for chat, children in about.items():
        (first, *others) = children
        if first is not None and not others and first != own[chat]:
            _move(chat, first)


def _move(chat: UUID, child: UUID) -> None:
    """With all that was recorded of it, but for letters that were written to another child's record (MIS-8).

    A chat that was offered by such letters alone stays, with what was answered: whose the episode is was never asked.
    """
    letters = _written_to_another(chat, child)
    if letters.exists():
        if _by_these_alone(chat, letters):
            return
        letters.update(chat=_left_behind(chat))
    Chat.objects.filter(pk=chat).update(child=child)
    for model in ABOUT_A_CHAT:
        model.objects.filter(chat=chat).update(child=child)
    Mention.objects.filter(source_kind="chat", source_id=chat).update(child=child)


def _written_to_another(chat: UUID, child: UUID) -> "QuerySet[Offer]":
    """Offers by letter that are not `child`'s.

    A provisional record is what a notification says of whoever it is about: what was written to it was written to `child`.
    Whom one was written to is the letter's own child, or where somebody else wrote it, whose chat it was.
    """
    written = Letter.objects.filter(offer=OuterRef("pk"))
    theirs = Q(Exists(written.filter(Q(child=child) | Q(child__provisional=True))))
    theirs |= ~Exists(written) & Q(chat__child__provisional=True)
    return Offer.objects.filter(chat=chat, how=OfferedHow.LETTER).exclude(theirs)


def _by_these_alone(chat: UUID, letters: "QuerySet[Offer]") -> bool:
    standing = {"chat": chat, "withdrawn_at": None}
    others = Offer.objects.filter(**standing).exclude(pk__in=letters.values("pk"))
    return not others.exists() and not Sitting.objects.filter(**standing).exists()


def _left_behind(chat: UUID) -> Chat:
    """A chat of the first child for the letters alone; it counts again when the episodes turn out to be theirs after all."""
    was = Chat.objects.get(pk=chat)
    stays = Chat.objects.create(child_id=was.child_id, opened_at=was.opened_at, by_id=was.by_id)
    covers = Cover.objects.filter(chat=chat, ended_at=None)
    Cover.objects.bulk_create(
        Cover(chat=stays, child_id=was.child_id, incident_id=each.incident_id, by_id=each.by_id, at=each.at)
        for each in covers
    )
    return stays
