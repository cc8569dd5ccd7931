"""What a chat told, section by section, what came of it, and the proof that the social worker was told (MIS-9, MIS-11)."""

from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.missing.models.chat import Chat
from lantern.missing.vocabulary import Section
from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.writing.models import SectionText, constraints_of


class ChatText(SectionText):
    """One text of one section of a chat."""

    child = Within(Child, related_name="+")
    chat = Within(Chat, related_name="texts")
    section = models.CharField(max_length=20, choices=[(each, each.value) for each in Section])

    class Meta:
        constraints = constraints_of("chat", "chat_text")
        indexes = [models.Index(fields=["chat", "section", "version"], name="chat_text_history")]


class FollowUp(OfChild):
    """Something that somebody is to do because of what the chat told; `outcome` is what came of it (MIS-11)."""

    child = Within(Child, related_name="+")
    chat = Within(Chat, related_name="follow_ups")
    text = models.CharField(max_length=400)
    owner = Within(Member, related_name="+")
    due_on = models.DateField(null=True)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = Within(Member, null=True, related_name="+")
    outcome = models.CharField(max_length=400, blank=True)

    class Meta:
        indexes = [models.Index(fields=["owner", "due_on"], name="follow_up_open", condition=Q(done_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None, done_by=None, outcome="") | (~Q(done_at=None) & ~Q(outcome="")),
                name="follow_up_done_with_outcome",
            )
        ]

    def __str__(self) -> str:
        return self.text


class Telling(OfChild):
    """Somebody was told how the chat went; when they opened it, and when they said that they had read it (MIS-11)."""

    child = Within(Child, related_name="+")
    chat = Within(Chat, related_name="tellings")
    to = Within(Member, related_name="+")
    words = models.TextField(blank=True)
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["to", "at"], name="telling_unread", condition=Q(acknowledged_at=None))]

    def __str__(self) -> str:
        return f"told {self.to_id}"
