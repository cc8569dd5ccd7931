"""Saving what a chat told, section by section, while somebody types (MIS-9)."""

from datetime import datetime

from lantern.missing.actions.folding import hold, refold
from lantern.missing.models import Chat, ChatText
from lantern.missing.vocabulary import Section
from lantern.organisation.models import Member
from lantern.trail.acting import action
from lantern.writing.actions import Kept, Place, save
from lantern.writing.rules import Result, Typed


@action
def save_section(
    *, chat: Chat, section: Section, text: str, based_on: int, by: Member, at: datetime, editing: str = ""
) -> Kept:
    """Save one section as somebody types (`writing.actions.save`). Harm that the chat tells of does what harm does (MIS-12b).

    Raises `NotAllowed` for a text that is too long, or typed on top of a version that there never was.
    """
    hold([chat.child_id])  # before the chat, as everybody does who works out anew what is set off
    Chat.objects.select_for_update(no_key=True).get(pk=chat.pk)
    place = Place(ChatText, {"chat": chat, "child_id": chat.child_id}, "missing.chat_written")
    kept = save(place=place, section=section, typed=Typed(text, based_on, str(by.pk), editing), by=by, at=at)
    if section is Section.HARM_FOUND and kept.result is Result.SAVED:
        refold(children=[chat.child_id], by=by, at=at)
    return kept
