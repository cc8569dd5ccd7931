"""The missing episode: folded from messages, kept as an index for lists and constraints."""

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Deferrable, Q

from lantern.access.records import OfChild
from lantern.children.models import Child
from lantern.missing.models.incident import Incident
from lantern.missing.vocabulary import Absence, FoundBy, FoundIn, Grade, Harm, MissingFrom, Risk
from lantern.organisation.models import Area
from lantern.tenancy.models import Within
from lantern.timekeeping.moments import Moment


class Episode(OfChild):
    """From the moment a child was last seen to the moment they are found or return.

    Everything here follows from the messages of its incidents (`lantern.missing.rules.fold`); `incident` is the one that
    gives it its identity, and has the same id. `span` is when the child was surely missing, so that no two episodes of a
    child overlap (MIS-3). `area` is the child's on the day it started (PAR-2). `history` keeps every value as received, with
    the message it came from. `absence` is what it counts as: missing when the child was missing in any part of it;
    `absence_now` is which kind it is now, or was last (MIS-5).
    """

    on_a_page: ClassVar[tuple[str, ...]] = ("child", "incident")

    child = Within(Child, related_name="episodes")
    incident = Within(Incident, related_name="episodes")
    area = Within(Area, null=True, related_name="+")
    started_at = models.DateTimeField()
    start_date_only = models.BooleanField(default=False)
    reported_at = models.DateTimeField(null=True)
    reported_date_only = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    end_date_only = models.BooleanField(default=False)
    back_by = models.DateTimeField(
        null=True, help_text="no return recorded, but reported missing again later: back by then"
    )
    back_by_date_only = models.BooleanField(default=False)
    span = DateTimeRangeField()
    absence = models.CharField(max_length=1, default=Absence.MISSING, choices=[(each, each.name) for each in Absence])
    absence_now = models.CharField(
        max_length=1, default=Absence.MISSING, choices=[(each, each.name) for each in Absence]
    )
    stretches = models.JSONField(default=list, help_text="which kind from when, where it was both")
    risk = models.CharField(max_length=6, choices=[(each, each.value) for each in Risk])
    risk_flag = models.CharField(max_length=200, blank=True, help_text="what a feed said that no child may have")
    risk_reason = models.CharField(max_length=400, blank=True)
    grade = models.CharField(max_length=10, blank=True, choices=[(each, each.value) for each in Grade])
    graded_at = models.DateTimeField(null=True)
    graded_date_only = models.BooleanField(default=False)
    missing_from = models.CharField(max_length=10, blank=True, choices=[(each, each.value) for each in MissingFrom])
    from_where = models.CharField(max_length=200, blank=True)
    reported_by = models.CharField(max_length=200, blank=True)
    seen_by = models.CharField(max_length=200, blank=True)
    circumstances = models.TextField(blank=True)
    found_where = models.CharField(max_length=200, blank=True)
    found_kind = models.CharField(max_length=13, blank=True, choices=[(each, each.value) for each in FoundIn])
    found_by = models.CharField(max_length=12, blank=True, choices=[(each, each.value) for each in FoundBy])
    found_area = models.CharField(max_length=100, blank=True)
    found_state = models.CharField(max_length=200, blank=True)
    found_with = models.CharField(max_length=200, blank=True)
    harm = models.CharField(max_length=10, blank=True, choices=[(each, each.value) for each in Harm])
    doubts = models.JSONField(default=list)
    history = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "incident"], name="episode_of_incident_once"),
            models.UniqueConstraint(
                fields=["partnership", "child"], condition=Q(ended_at=None, back_by=None), name="one_open_episode"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=models.F("started_at")), name="episode_ends_after_start"
            ),
            ExclusionConstraint(
                name="episodes_do_not_overlap",
                expressions=[("child", RangeOperators.EQUAL), ("span", RangeOperators.OVERLAPS)],
                deferrable=Deferrable.DEFERRED,
            ),
        ]
        indexes = [
            models.Index(
                fields=["partnership", "risk", "started_at"],
                name="episode_open",
                condition=Q(ended_at=None, back_by=None),
            ),
            models.Index(fields=["partnership", "absence", "-started_at", "id"], name="episode_latest"),
            models.Index(fields=["partnership", "-ended_at"], name="episode_returned"),
            models.Index(fields=["child", "-started_at"], name="episode_by_child"),
            models.Index(fields=["partnership", "started_at", "id"], name="episode_in_doubt", condition=~Q(doubts=[])),
        ]

    @property
    def is_open(self) -> bool:
        """Whether the child is missing still, as far as anyone has said."""
        return self.ended_at is None and self.back_by is None

    @property
    def start(self) -> Moment:
        return Moment(self.started_at, self.start_date_only)

    @property
    def end(self) -> Moment | None:
        return Moment(self.ended_at, self.end_date_only) if self.ended_at else None

    def __str__(self) -> str:
        return f"missing since {self.started_at:%Y-%m-%d %H:%M}"
