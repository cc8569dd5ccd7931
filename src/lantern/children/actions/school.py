"""Schooling and absence from school: recorded, ended, taken back (MIS-14)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime

from django.db import IntegrityError, transaction

from lantern.children.models import Child, SchoolAbsence, SchoolFact
from lantern.children.rules.refusals import NotAllowed
from lantern.children.rules.vulnerable import against_absence, against_fact
from lantern.children.vocabulary import AbsenceReason, SchoolKind
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

STANDS = "That stands on the record for some of these days already. Take it back or end it first."


@action
def record_schooling(
    *, child: Child, kind: SchoolKind, since: date, by: Member | None, at: datetime, until: date | None = None,
    school: str = "", note: str = "",
) -> SchoolFact:  # fmt: skip
    """What holds from `since` on; raises `NotAllowed` when it stands for some of the days already."""
    _check(against_fact(since, until, london(at).date()))
    with _one_for_each_day():
        fact = SchoolFact.objects.create(
            child=child, kind=kind, since=since, until=until, school=school, note=note, by=by, at=at
        )
    trail.record("children.schooling_recorded", fact, by=by, at=at)
    return fact


@action
def end_schooling(*, fact: SchoolFact, on: date, by: Member, at: datetime) -> None:
    """It holds no more from `on` on."""
    if fact.withdrawn_at or fact.until:
        raise NotAllowed("It is ended already.")
    _check(against_fact(fact.since, on, london(at).date()))
    fact.until = on
    fact.save(update_fields=["until"])
    trail.record("children.schooling_ended", fact, by=by, at=at)


@action
def record_absence(
    *, child: Child, first: date, reason: AbsenceReason, by: Member | None, at: datetime, last: date | None = None,
    school: str = "", note: str = "",
) -> SchoolAbsence:  # fmt: skip
    """The child was not at school; no episode and no clock follows. Raises `NotAllowed` for days that have one already."""
    _check(against_absence(first, last, london(at).date()))
    with _one_for_each_day():
        absence = SchoolAbsence.objects.create(
            child=child, first=first, last=last, reason=reason, school=school, note=note, by=by, at=at
        )
    trail.record("children.school_absence_recorded", absence, by=by, at=at)
    return absence


@action
def withdraw_about_school(*, record: SchoolFact | SchoolAbsence, by: Member, at: datetime) -> None:
    """Take back a mistake; the record of it stays."""
    if record.withdrawn_at:
        raise NotAllowed("It was taken back already.")
    record.withdrawn_at, record.withdrawn_by = at, by
    record.save(update_fields=["withdrawn_at", "withdrawn_by"])
    trail.record("children.about_school_withdrawn", record, by=by, at=at)


@contextmanager
def _one_for_each_day() -> Iterator[None]:
    """The table's constraint says whether a day has one already, so that two who record at once are told as well."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise NotAllowed(STANDS) from error


def _check(reason: str) -> None:
    if reason:
        raise NotAllowed(reason)
