"""What a chat told, as it stands, and what waits beside it (MIS-9)."""

from collections.abc import Mapping

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.missing.models import Chat, ChatText
from lantern.missing.vocabulary import Section
from lantern.writing import queries as writing
from lantern.writing.rules import SectionNow


def sections_now(chat: Chat) -> Mapping[str, SectionNow]:
    """Every section, in one query; writers by the id of the member."""
    return writing.sections_now(ChatText.objects.filter(chat=chat))


def section_now(chat: Chat, section: Section) -> SectionNow:
    """One section."""
    return writing.section_now(ChatText.objects.filter(chat=chat), section)


def writers(chat: Chat) -> dict[str, str]:
    """The names of everybody who wrote in it, by id."""
    return writing.writers(ChatText.objects.filter(chat=chat))


def against_writing(chat: Chat, viewer: Viewer) -> str:
    """Why `viewer` may read the record and not write in it, or ""."""
    if chat.worker_id in (None, viewer.member.pk) or viewer.may(Permission.ALLOCATE_CHATS):
        return ""
    return "Somebody else is to hold this chat. Ask the missing coordinator to give it to you."
