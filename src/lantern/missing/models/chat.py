"""A missing chat: what it covers, to whom it was offered, what was answered, when it was held (MIS-9)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.missing.models.incident import Incident
from lantern.missing.vocabulary import Channel, OfferedHow, OfferedTo, Said, Wish
from lantern.organisation.models import Member
from lantern.tenancy.models import Within


class Chat(OfChild):
    """One chat with one child. How it stands follows from its offers, answers and sittings (`lantern.missing.rules.chats`).

    `worker` is who is to hold it. `authority` names another authority that holds the duty to offer it (PAR-9). `wish` is
    with whom the child would rather talk.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "worker")

    child = Within(Child, related_name="chats")
    worker = Within(Member, null=True, related_name="chats")
    allocated_at = models.DateTimeField(null=True)
    authority = models.CharField(max_length=120, blank=True)
    wish = models.CharField(max_length=20, blank=True, choices=[(each, each.value) for each in Wish if each])
    wish_words = models.CharField(max_length=200, blank=True)
    opened_at = models.DateTimeField()
    by = Within(Member, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["child", "-opened_at"], name="chat_by_child")]

    def __str__(self) -> str:
        return f"chat opened {self.opened_at:%Y-%m-%d}"


class Cover(OfChild):
    """The chat is about this episode; it hangs on the incident, which outlives any folding of the episode anew.

    It counts while the incident is about the same child; `ended_at` takes it back.
    """

    child = Within(Child, related_name="+")
    chat = Within(Chat, related_name="covers")
    incident = Within(Incident, related_name="covers")
    by = Within(Member, null=True, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "chat", "incident"], condition=Q(ended_at=None), name="chat_covers_once"
            )
        ]
        indexes = [models.Index(fields=["incident"], name="cover_of_incident")]

    def __str__(self) -> str:
        return f"{self.chat_id} covers {self.incident_id}"


class Dated(OfChild):
    """A dated fact about a chat, with who recorded it and when; `withdrawn_at` takes back a mistake, nothing is deleted."""

    happened_at = models.DateTimeField()
    date_only = models.BooleanField(default=False)
    note = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Offer(Dated):
    """To whom the chat was offered, how and when; or why it was not, in `reason` (MIS-8, MIS-9).

    `by` is who offered it. What was answered is an `Answer`, which may come from somebody else and more than once.
    """

    child = Within(Child, related_name="+")
    chat = Within(Chat, related_name="offers")
    to = models.CharField(max_length=20, blank=True, choices=[(each, each.value) for each in OfferedTo])
    how = models.CharField(max_length=20, choices=[(each, each.value) for each in OfferedHow])
    reason = models.CharField(max_length=400, blank=True)
    by = Within(Member, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(how=OfferedHow.NOT_OFFERED, to="") & ~Q(reason=""))
                | (~Q(how=OfferedHow.NOT_OFFERED) & ~Q(to="") & Q(reason="")),
                name="offered_to_somebody_or_why_not",
            )
        ]
        indexes = [models.Index(fields=["chat", "happened_at"], name="offer_of_chat")]

    def __str__(self) -> str:
        return f"{self.how} to {self.to}" if self.to else self.how


class Answer(Dated):
    """What the child, or the parent or carer, said; the last word of each stays beside those before it (MIS-9)."""

    child = Within(Child, related_name="+")
    chat = Within(Chat, related_name="answers")
    whose = models.CharField(max_length=20, choices=[(each, each.value) for each in OfferedTo])
    said = models.CharField(max_length=20, choices=[(each, each.value) for each in Said])
    channel = models.CharField(max_length=20, blank=True, choices=[(each, each.value) for each in Channel])
    by = Within(Member, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["chat", "happened_at"], name="answer_of_chat")]

    def __str__(self) -> str:
        return f"{self.said} by the {self.whose}"


class Sitting(Dated):
    """A time at which the chat was held; there may be a second. `by` is who held it with the child."""

    child = Within(Child, related_name="+")
    chat = Within(Chat, related_name="sittings")
    how = models.CharField(max_length=20, choices=[(each, each.value) for each in OfferedHow])
    where = models.CharField(max_length=200, blank=True)
    by = Within(Member, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["chat", "happened_at"], name="sitting_of_chat")]

    def __str__(self) -> str:
        return f"held {self.happened_at:%Y-%m-%d}"
