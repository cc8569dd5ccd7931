"""Senders whose layout is known, and files that wait until somebody says what becomes of them (MIS-3)."""

from datetime import timedelta
from typing import Any, ClassVar, Self

import pghistory
from django.db import models
from django.db.models import QuerySet
from django.db.models.functions import Lower

from lantern.access.viewer import Viewer
from lantern.exchange.vocabulary import FileKind, SetUpKind
from lantern.organisation.models import Agency, Member
from lantern.organisation.models.member import before_each_change
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded

KEPT_WAITING = timedelta(days=1)


@pghistory.track(*before_each_change())
class Source(Recorded):
    """Somebody who sends files, and how those are read: `mapping` is what `rules.mapping` writes and checks.

    In messages the source is the name in lower case, so that no spelling makes another sender. `version` tells concurrent
    editors; what stood before is in the history.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("agency",)

    name = models.CharField(max_length=60)
    agency = Within(Agency, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20, choices=[(each, each.value) for each in FileKind])
    mapping = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    by = Within(Member, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint("partnership", Lower("name"), name="source_name_once")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Every source, to those whose role opens the page: it tells of nobody."""
        found: QuerySet[Any, Any] = cls.objects.all()
        return found


class WaitingFile(Recorded):
    """The bytes of a file whose layout nobody has told yet; gone when it is taken in or discarded, or after a day."""

    on_a_page: ClassVar[tuple[str, ...]] = ("feed",)

    kind = models.CharField(max_length=20, choices=[(each, each.value) for each in (*FileKind, *SetUpKind)])
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=60, blank=True, help_text="who sent it or what it is of, as far as was said")
    feed = Within(Source, null=True, blank=True, related_name="+")
    content = models.BinaryField()
    size = models.BigIntegerField()
    by = Within(Member, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Only to the member who sent it, and for a day: nobody has looked yet whom it is about."""
        since = viewer.now - KEPT_WAITING
        found: QuerySet[Any, Any] = cls.objects.filter(by=viewer.member, received_at__gt=since)
        return found
