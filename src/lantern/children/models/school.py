"""A child's schooling: what holds from a day to a day, and days on which the child was not there (MIS-14)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q, Value

from lantern.access.records import OfChild
from lantern.children.models.child import Child
from lantern.children.vocabulary import AbsenceReason, SchoolKind
from lantern.organisation.models import Member
from lantern.organisation.models.area import DateRange
from lantern.tenancy.models import Within


class AboutSchool(OfChild):
    """Who recorded it and when, and who took it back: a mistake stays on the record and counts no more."""

    school = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=400, blank=True)
    by = Within(Member, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = Within(Member, null=True, related_name="+")

    class Meta:
        abstract = True


class SchoolFact(AboutSchool):
    """On a reduced timetable, excluded, on no roll or missing education from `since` until the day before `until`."""

    child = Within(Child, related_name="school_facts")
    kind = models.CharField(max_length=20, choices=[(each, each.label) for each in SchoolKind])
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="school_fact_one_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    ("kind", RangeOperators.EQUAL),
                    (DateRange(F("since"), F("until"), Value("[)")), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at=None),
            )
        ]

    def __str__(self) -> str:
        return self.kind


class SchoolAbsence(AboutSchool):
    """Absent from school from `first` to `last`, both included: never an episode, and in no table of those (MIS-14).

    `last` is not known while the absence goes on.
    """

    child = Within(Child, related_name="school_absences")
    reason = models.CharField(max_length=20, choices=[(each, each.value.capitalize()) for each in AbsenceReason])
    first = models.DateField()
    last = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(last=None) | Q(last__gte=F("first")), name="school_absence_in_order"),
            ExclusionConstraint(
                name="school_absence_one_at_a_time",
                expressions=[
                    ("child", RangeOperators.EQUAL),
                    (DateRange(F("first"), F("last"), Value("[]")), RangeOperators.OVERLAPS),
                ],
                condition=Q(withdrawn_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"absent from {self.first}"
