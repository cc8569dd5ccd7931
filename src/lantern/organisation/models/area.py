"""Areas: a tree that changes over the years, and other geographies laid over it (PAR-2)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from lantern.tenancy.models import Within
from lantern.trail.models import Recorded


class DateRange(Func):
    function = "daterange"


class Geography(Recorded):
    """A way to divide the county: its districts and quadrants (`is_main`), or an overlay such as police districts."""

    key = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    is_main = models.BooleanField(default=False)

    class Meta:
        ordering = ["-is_main", "name"]
        constraints = [
            models.UniqueConstraint(fields=["partnership", "key"], name="geography_key_once"),
            models.UniqueConstraint(fields=["partnership"], condition=Q(is_main=True), name="one_main_geography"),
        ]

    def __str__(self) -> str:
        return self.name


class Area(Recorded):
    """A place in one geography. `boundary` is a GeoJSON geometry in longitude and latitude, or nothing yet."""

    geography = Within(Geography, related_name="areas")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    level = models.CharField(max_length=30, help_text="county, quadrant, district, part of a district, police district")
    boundary = models.JSONField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["partnership", "geography", "code"], name="area_code_once")]

    def __str__(self) -> str:
        return self.name


class Holding(Recorded):
    """One area lies within another, from a day to a day; a district that moves quadrant keeps both rows.

    `in_tree` holdings make the main tree, where an area has one holder at a time; overlays may share.
    """

    holder = Within(Area, related_name="holds")
    held = Within(Area, related_name="held_by")
    in_tree = models.BooleanField(default=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True, help_text="the first day on which it no longer holds")

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_holder_at_a_time",
                expressions=[
                    ("held", RangeOperators.EQUAL),
                    (DateRange(F("since"), F("until"), Value("[)")), RangeOperators.OVERLAPS),
                ],
                condition=Q(in_tree=True),
            ),
            models.CheckConstraint(condition=~Q(holder=F("held")), name="no_area_within_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.held} in {self.holder}"


class Postcode(Recorded):
    """A postcode's point and the smallest area of the main tree it lies in; `code` without blanks, upper case."""

    code = models.CharField(max_length=8)
    longitude = models.FloatField()
    latitude = models.FloatField()
    area = Within(Area, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "code"], name="postcode_once")]

    def __str__(self) -> str:
        return self.code
