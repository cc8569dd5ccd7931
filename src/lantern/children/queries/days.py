"""Days of a row's times, for conditions of queries (MIS-17)."""

from typing import Any

from django.db.models import DateField, Func, OuterRef, Q, Value


def london_day(at: str) -> "Func[Any]":
    """The day in London of the outer row's time `at`."""
    return Func(
        Value("Europe/London"), OuterRef(at), template="(timezone(%(expressions)s))::date", output_field=DateField()
    )


def holding_on(day: Any) -> Q:
    """Dated rows that hold on `day`: from `since` until the day before `until`."""
    return (Q(until=None) | Q(until__gt=day)) & (Q(since=None) | Q(since__lte=day))
