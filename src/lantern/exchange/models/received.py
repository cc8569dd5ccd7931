"""Files received, row by row, each row as it came and with what became of it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Func, JSONField, Q, QuerySet

from lantern.access.scope import EVERYTHING, denied, scope, through_child
from lantern.access.viewer import Viewer
from lantern.children.models import ChildReference
from lantern.exchange.models.source import Source
from lantern.exchange.vocabulary import FileKind, FileState
from lantern.missing.models import Message
from lantern.missing.vocabulary import Outcome
from lantern.organisation.models import Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class ReceivedFile(Recorded):
    """One file that came in. `digest` is the SHA-256 of its bytes: the same file again is the same file.

    `mapping` is how it is read, as it stood when the file came: empty for the layout that needs none. Where there is one
    it is part of the digest.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("by",)

    kind = models.CharField(max_length=20, choices=[(each, each.value) for each in FileKind])
    name = models.CharField(max_length=200)
    source = models.CharField(max_length=60)
    feed = Within(Source, null=True, related_name="files")
    mapping = models.JSONField(default=dict, blank=True)
    digest = models.CharField(max_length=64)
    size = models.BigIntegerField()
    encoding = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, choices=[(each, each.value) for each in FileState])
    rows_total = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=500, blank=True)
    by = Within(Member, null=True, related_name="+")
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-received_at"]
        constraints = [models.UniqueConstraint(fields=["partnership", "kind", "digest"], name="file_once")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Every file, to those whose role opens the page: whom its rows are about is another matter."""
        found: QuerySet[Any, Any] = cls.objects.all()
        return found


class FileBody(Recorded):
    """The bytes of a file that is taken in step by step; gone as soon as its rows are stored."""

    file = Within(ReceivedFile, related_name="bodies", db_index=False)
    content = models.BinaryField()

    class Meta:
        verbose_name_plural = "file bodies"
        constraints = [models.UniqueConstraint(fields=["partnership", "file"], name="body_once")]

    def __str__(self) -> str:
        return f"body of {self.file_id}"


class ReceivedRow(Recorded):
    """One row of a file: kept as it came, with exactly one outcome; `number` is the line a person sees (header is 1)."""

    file = Within(ReceivedFile, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    cells = models.JSONField()
    message = Within(Message, null=True, related_name="rows")
    repeats = models.BooleanField(default=False, help_text="its message had been received before")
    outcome = models.CharField(max_length=12, blank=True, choices=[(each, each.value) for each in Outcome])
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["partnership", "file", "number"], name="row_once")]
        indexes = [
            models.Index(fields=["file", "outcome", "number"], name="row_by_own_outcome", condition=~Q(outcome=""))
        ]

    def __str__(self) -> str:
        return f"row {self.number}"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Rows about incidents the viewer may see; one that tells of nobody is for county-level roles and its sender."""
        linked = scope(viewer, _through_message)
        waiting = Q(message__isnull=False, message__incident__child=None)
        refused = Q(message=None)
        if not viewer.covers_all:
            waiting &= Q(message__incident__area_id__in=viewer.covers)
            refused &= Q(file__by=viewer.member)
        # An empty condition means everything to `filter`, and nothing to `|`.
        wanted = linked if linked == EVERYTHING else linked | waiting | refused
        found: QuerySet[Any, Any] = cls.objects.alias(said=CellTexts("cells")).filter(wanted)
        return found.exclude(Q(message=None) & _names_denied(viewer))


class CellTexts(Func):
    """What the cells of a row say, as an array in which a text is sought as a key is."""

    template = "jsonb_path_query_array(%(expressions)s, '$.*')"
    output_field = JSONField()


def _names_denied(viewer: Viewer) -> Q:
    """Rows of a list that give somebody's number of a child denied to the viewer, under whatever heading (SHA-4).

    A list tells of a child by number and is linked to none. The numbers are those of a few children, read once a request.
    """
    if "numbers denied" not in viewer.remembered:
        against = denied(viewer, through_child)
        rows = ChildReference.objects.filter(against) if against else ChildReference.objects.none()
        viewer.remembered["numbers denied"] = list(rows.values_list("value", flat=True))
    numbers = viewer.remembered["numbers denied"]
    return Q(said__has_any_keys=numbers) if numbers else Q(pk__in=[])


def _through_message(name: str) -> str:
    return "message__incident__child_id" if name == "id" else f"message__incident__child__{name}"
