"""Who is on duty when, who acknowledged a child at high risk, and what one shift leaves to the next (MIS-13)."""

from typing import Any, ClassVar, Self

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, QuerySet
from django.db.models.functions import Coalesce

from lantern.access.records import OfChild
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.children.models import Child
from lantern.missing.models.incident import Incident
from lantern.organisation.models import Area, Member
from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class Span(Func):
    function = "tstzrange"
    output_field = DateTimeRangeField()


def whose_rota() -> Coalesce:
    """The area, or the partnership itself where the rota is everybody's: two empty areas are the same rota."""
    return Coalesce(F("area"), F("partnership"))


class Shift(Recorded):
    """A member is on duty for an area, or for the whole partnership when `area` is empty.

    `place` is when they are asked: 1 first. Somebody taken off keeps the time they were on it: `until` is brought forward,
    and `planned_until` stays. Nothing is deleted, so that who was asked when can be told for any day.
    """

    member = Within(Member, related_name="+")
    area = Within(Area, null=True, related_name="+")
    place = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    planned_until = models.DateTimeField()
    by = Within(Member, null=True, related_name="+")
    at = models.DateTimeField()
    ended_by = Within(Member, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_of_a_place_at_a_time",
                expressions=[
                    (whose_rota(), RangeOperators.EQUAL),
                    ("place", RangeOperators.EQUAL),
                    (Span("since", "until"), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="once_on_a_rota_at_a_time",
                expressions=[
                    (whose_rota(), RangeOperators.EQUAL),
                    ("member", RangeOperators.EQUAL),
                    (Span("since", "until"), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(
                condition=Q(since__lte=F("until"), until__lte=F("planned_until")), name="shift_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=20), name="shift_place"),
            models.CheckConstraint(
                condition=Q(ended_at=None, until=F("planned_until")) | Q(ended_at__isnull=False),
                name="shift_cut_short_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["partnership", "until"], name="shift_by_end")]

    def __str__(self) -> str:
        return f"number {self.place} from {self.since:%Y-%m-%d %H:%M}"


class Acknowledgement(OfChild):
    """Somebody has a child at high risk in hand. `since` is since when the risk was high; `undone_at` takes it back."""

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "by")

    child = Within(Child, related_name="acknowledgements")
    incident = Within(Incident, related_name="acknowledgements")
    since = models.DateTimeField()
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = Within(Member, null=True, related_name="+")
    undone_why = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "incident", "since"], condition=Q(undone_at=None), name="acknowledged_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_why="") | (Q(undone_at__isnull=False) & ~Q(undone_why="")),
                name="acknowledgement_undone_with_reason",
            ),
        ]
        indexes = [models.Index(fields=["incident", "at"], name="acknowledgement_of_incident")]

    def __str__(self) -> str:
        return f"acknowledged at {self.at:%Y-%m-%d %H:%M}"


class HandoverNote(Recorded):
    """What somebody leaves to whoever is on duty next, for an area or for everybody; it stands until somebody closes it.

    `shift` is the writer's own at that time, where they were on the rota.
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("area",)

    area = Within(Area, null=True, related_name="+")
    shift = Within(Shift, null=True, related_name="+")
    text = models.TextField()
    by = Within(Member, related_name="+")
    at = models.DateTimeField()
    closed_by = Within(Member, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="handover_note_says_something")]
        indexes = [
            models.Index(fields=["partnership", "at"], name="handover_note_open", condition=Q(closed_at=None)),
        ]

    def __str__(self) -> str:
        return f"note of {self.at:%Y-%m-%d %H:%M}"

    @classmethod
    def visible_to(cls, viewer: Viewer) -> "QuerySet[Self, Self]":
        """Notes for the areas that the viewer covers, and for everybody on duty; nobody else reads any (SHA-2)."""
        found: QuerySet[Any, Any] = cls.objects.all()
        if not viewer.may(Permission.ACKNOWLEDGE):
            return found.none()
        return found if viewer.covers_all else found.filter(Q(area=None) | Q(area__in=viewer.covers))
