"""Who asks for a chat, known or not; who asked a child about one; and who there is to hold one (MIS-9, MIS-10)."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, QuerySet

from lantern.access.scope import scope_or_waiting
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.missing.models.chat import Chat, Dated
from lantern.missing.vocabulary import Asker, Channel, HadChat, Wish
from lantern.organisation.models import Area, Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class ChatRequest(Recorded):
    """Somebody asked that a child be offered a chat. `child` is whom it is about, once a person has said so (MIS-10).

    `name`, `born` and `reach` are as they were written, by whoever wrote them; `area` follows from the postcode, so that those
    who cover it see a request that has no child yet.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "chat")

    asker = models.CharField(max_length=20, choices=[(each, each.value) for each in Asker])
    channel = models.CharField(max_length=20, choices=[(each, each.value) for each in Channel])
    name = models.CharField(max_length=120, blank=True)
    born = models.CharField(max_length=40, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    area = Within(Area, null=True, related_name="+")
    reach = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    wish = models.CharField(max_length=20, blank=True, choices=[(each, each.value) for each in Wish if each])
    wish_words = models.CharField(max_length=200, blank=True)
    by = Within(Member, null=True, related_name="+")
    received_at = models.DateTimeField()
    child = Within(Child, null=True, related_name="+")
    chat = Within(Chat, null=True, related_name="requests")
    decided_by = Within(Member, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    set_aside = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(child=None, chat=None) | Q(child__isnull=False, chat__isnull=False, set_aside=""),
                name="chat_request_matched_or_waiting",
            )
        ]
        indexes = [
            models.Index(
                fields=["partnership", "received_at"],
                name="chat_request_waiting",
                condition=Q(child=None, set_aside=""),
            )
        ]

    def __str__(self) -> str:
        return f"asked by the {self.asker}"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Requests about children `viewer` may see, and waiting ones in the areas the viewer's roles cover."""
        found: QuerySet[Any, Any] = cls.objects.filter(scope_or_waiting(viewer))
        return found


class AskedAbout(Dated):
    """Somebody of any agency asked the child whether they had a missing chat, and what the child said (MIS-9).

    It hangs on the child, not on a chat: whoever asks need not know of any. `note` is the child's own words.
    """

    child = Within(Child, related_name="asked_about_chats")
    said = models.CharField(max_length=30, choices=[(each, each.value) for each in HadChat])
    by = Within(Member, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(said__in=list(HadChat)), name="asked_about_chat_said"),
            models.CheckConstraint(condition=Q(happened_at__lte=F("recorded_at")), name="asked_about_chat_is_over"),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("recorded_at")),
                name="asked_about_chat_taken_back",
            ),
        ]
        indexes = [
            models.Index(fields=["child", "-happened_at"], name="asked_about_chat_of_child"),
            models.Index(
                fields=["partnership", "happened_at"], name="asked_about_chat_lately", condition=Q(withdrawn_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"asked {self.happened_at:%Y-%m-%d}: {self.said}"


class ChatWorker(Recorded):
    """A member who holds chats: how many at a time, where they travel, and what a child may want to know of them."""

    member = Within(Member, related_name="+")
    capacity = models.PositiveSmallIntegerField(default=4)
    travels = ArrayField(models.UUIDField(), default=list, help_text="areas; none means everywhere")
    described = models.CharField(max_length=20, blank=True, choices=[(each, each.value) for each in Wish if each])
    note = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "member"], name="chat_worker_once"),
            models.CheckConstraint(condition=Q(capacity__lte=40), name="chat_worker_capacity"),
        ]

    def __str__(self) -> str:
        return f"holds {self.capacity} chats"
