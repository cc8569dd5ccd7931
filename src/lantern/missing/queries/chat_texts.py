"""What a chat told, as it stands, and what waits beside it (MIS-9)."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.children.voices import Said
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


OWN_WORDS = "chats_own_words"


def with_own_words(children: "QuerySet[Child]") -> "QuerySet[Child]":
    """`children` with the last own words of each, in the same query."""
    rows = ChatText.objects.filter(child=OuterRef("pk"), section=Section.OWN_WORDS, standing=True).exclude(text="")
    return children.annotate(
        **{OWN_WORDS: Subquery(rows.order_by("-at").values(one=JSONObject(text="text", chat="chat_id", at="at"))[:1])}
    )


def own_words_of(child: Child, viewer: Viewer) -> Said | None:
    """The last own words of a child reached through the viewer's scope; `None` for those who do not read chats.

    One query, or none where the child was read `with_own_words`.
    """
    if not viewer.may(Permission.READ_CHATS) or not viewer.sees_names:
        return None
    read = child if OWN_WORDS in child.__dict__ else with_own_words(Child.objects.filter(pk=child.pk)).get()
    found = getattr(read, OWN_WORDS)
    if found is None:
        return None
    url = reverse("missing:chat", args=[found["chat"]]) if viewer.may(Permission.OFFER_CHATS) else ""
    return Said(found["text"], "in a missing chat", datetime.fromisoformat(found["at"]), url)
