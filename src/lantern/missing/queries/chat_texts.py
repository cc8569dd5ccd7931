"""What a chat told, as it stands, and what waits beside it (MIS-9)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.missing.models import Chat, ChatText
from lantern.missing.rules.chat_texts import SectionNow
from lantern.missing.vocabulary import Section

NEVER_WRITTEN = SectionNow()


def sections_now(chat: Chat) -> Mapping[Section, SectionNow]:
    """Every section, in one query; writers by the id of the member."""
    rows = defaultdict(list)
    found = ChatText.objects.filter(chat=chat, settled_at=None).exclude(standing=False, beside=False)
    for row in found.select_related("by"):
        rows[row.section].append(row)
    return {section: _section(rows[section]) for section in Section}


def section_now(chat: Chat, section: Section) -> SectionNow:
    """One section."""
    found = ChatText.objects.filter(chat=chat, section=section, settled_at=None)
    return _section(found.exclude(standing=False, beside=False))


def writers(chat: Chat) -> dict[str, str]:
    """The names of everybody who wrote in it, by id."""
    rows = ChatText.objects.filter(chat=chat).order_by().values_list("by_id", "by__name").distinct()
    return {str(pk): name for pk, name in rows}


def against_writing(chat: Chat, viewer: Viewer) -> str:
    """Why `viewer` may read the record and not write in it, or ""."""
    if chat.worker_id in (None, viewer.member.pk) or viewer.may(Permission.ALLOCATE_CHATS):
        return ""
    return "Somebody else is to hold this chat. Ask the missing coordinator to give it to you."


def _section(rows: Iterable[ChatText]) -> SectionNow:
    standing, beside = NEVER_WRITTEN, {}
    for row in rows:
        if row.standing:
            standing = SectionNow(row.version, row.text, str(row.by_id), row.editing, row.based_on)
        else:
            beside[str(row.by_id)] = row.text
    return SectionNow(standing.version, standing.text, standing.by, standing.editing, standing.based_on, beside)
