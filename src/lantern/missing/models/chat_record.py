"""What a chat told, section by section, what came of it, and the proof that the social worker was told (MIS-9, MIS-11)."""

from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.missing.models.chat import Chat
from lantern.missing.vocabulary import Section
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class ChatText(OfChild):
    """One text of one section. `standing` is the one that counts; what it replaced stays; what was typed beside it waits.

    A text is kept beside (`beside`) when it was typed on top of an older version than the one that stands: the person is
    shown both, and what they save then settles it (`settled_at`). `version` is that of the section when the text was saved,
    `based_on` the one it was typed on top of.
    """

    child = Within(Child, related_name="+")
    chat = Within(Chat, related_name="texts")
    section = models.CharField(max_length=20, choices=[(each, each.value) for each in Section])
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField()
    based_on = models.PositiveIntegerField()
    standing = models.BooleanField(default=True)
    beside = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True)
    editing = models.CharField(max_length=40, blank=True, help_text="the opened page it was typed in")
    by = Within(Member, related_name="+")
    began_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "chat", "section"], condition=Q(standing=True), name="chat_text_stands_once"
            ),
            models.UniqueConstraint(
                fields=["partnership", "chat", "section", "by"],
                condition=Q(beside=True, settled_at=None),
                name="chat_text_beside_once",
            ),
            models.CheckConstraint(condition=~Q(standing=True, beside=True), name="chat_text_stands_or_waits"),
        ]
        indexes = [models.Index(fields=["chat", "section", "version"], name="chat_text_history")]

    def __str__(self) -> str:
        return f"{self.section}, version {self.version}"


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
