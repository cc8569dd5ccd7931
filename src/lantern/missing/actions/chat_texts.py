"""Saving what a chat told, section by section, while somebody types (MIS-9)."""

from datetime import datetime, timedelta
from typing import NamedTuple

from lantern.missing.actions.folding import hold, refold
from lantern.missing.models import Chat, ChatText
from lantern.missing.queries.chat_texts import section_now
from lantern.missing.rules.chat_texts import Result, SectionNow, Typed, saved
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Section
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action

A_MINUTE = timedelta(minutes=1)
LONGEST = 20_000  # characters


class Kept(NamedTuple):
    """What became of a save, and the section as it stands after it."""

    result: Result
    now: SectionNow


@action
def save_section(
    *, chat: Chat, section: Section, text: str, based_on: int, by: Member, at: datetime, editing: str = ""
) -> Kept:
    """Save one section as somebody types; of a minute's typing on one page the last text is kept, of all else every one.

    Harm that the chat tells of sets off what harm does (MIS-12b). Raises `NotAllowed` for a text that is too long, or typed
    on top of a version that there never was.
    """
    if len(text) > LONGEST:
        raise NotAllowed(f"Keep a section to {LONGEST:,} characters.")
    hold([chat.child_id])  # before the chat, as everybody does who works out anew what is set off
    Chat.objects.select_for_update(no_key=True).get(pk=chat.pk)
    before = section_now(chat, section)
    if based_on > before.version:
        raise NotAllowed("Load the page again before you go on.")
    after, result = saved(before, Typed(text, based_on, str(by.pk), editing))
    if result is Result.SAVED:
        _stand(chat, section, after, by, at)
    elif result is Result.BESIDE:
        _keep_beside(chat, section, text, before.version, based_on, editing, by, at)
    if str(by.pk) in before.beside and str(by.pk) not in after.beside:
        _beside(chat, section).filter(by=by).update(settled_at=at)
    if section is Section.HARM_FOUND and result is Result.SAVED:
        refold(children=[chat.child_id], by=by, at=at)
    return Kept(result, after)


def _stand(chat: Chat, section: Section, after: SectionNow, by: Member, at: datetime) -> None:
    """The text that counts from now on; the one before it stays, unless it is this page's of the same minute."""
    said = {"version": after.version, "based_on": after.based_on, "text": after.text, "at": at}
    current = ChatText.objects.filter(chat=chat, section=section, standing=True).first()
    if current and _is_same_typing(current, after, by, at):
        for name, value in said.items():
            setattr(current, name, value)
        current.save(update_fields=list(said))
        return
    if current:
        current.standing = False
        current.save(update_fields=["standing"])
    made = ChatText.objects.create(
        chat=chat, child_id=chat.child_id, section=section, editing=after.editing, by=by, began_at=at, **said
    )
    trail.record("missing.chat_written", made, by=by, at=at)


def _is_same_typing(current: ChatText, after: SectionNow, by: Member, at: datetime) -> bool:
    same_page = bool(after.editing) and (current.by_id, current.editing) == (by.pk, after.editing)
    return same_page and at - current.began_at < A_MINUTE


def _keep_beside(
    chat: Chat, section: Section, text: str, version: int, based_on: int, editing: str, by: Member, at: datetime
) -> None:
    waiting = _beside(chat, section).filter(by=by).first()
    if waiting is None:
        made = ChatText.objects.create(
            chat=chat, child_id=chat.child_id, section=section, text=text, version=version, based_on=based_on,
            standing=False, beside=True, editing=editing, by=by, began_at=at, at=at,
        )  # fmt: skip
        trail.record("missing.chat_written_beside", made, by=by, at=at)
        return
    if waiting.editing != editing:  # the same person on another screen: neither of their texts is lost
        waiting.settled_at = at
        waiting.save(update_fields=["settled_at"])
        text = text if waiting.text in text else f"{waiting.text}\n\n{text}"
        _keep_beside(chat, section, text, version, based_on, editing, by, at)
        return
    waiting.text, waiting.at = text, at
    waiting.save(update_fields=["text", "at"])


def _beside(chat: Chat, section: Section):  # type: ignore[no-untyped-def]
    return ChatText.objects.filter(chat=chat, section=section, beside=True, settled_at=None)
