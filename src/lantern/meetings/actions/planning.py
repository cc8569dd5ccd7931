"""A series begins with its seats; its dates are planned, moved and cancelled (M1-1, PAR-4)."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from lantern.meetings import changes
from lantern.meetings.models import Meeting, Move, Seat, Series
from lantern.meetings.queries.series import arranged_on, held
from lantern.meetings.rules import planning, refusals, states
from lantern.meetings.rules.refusals import NotAllowed
from lantern.meetings.vocabulary import Act, SeriesKind
from lantern.organisation.models import Agency, Area, Member
from lantern.organisation.rules.seating import SeatSpec, read_seats
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def open_series(
    *, kind: SeriesKind, area: Area, by: Member | None, at: datetime, place: str = "", mailbox: str = ""
) -> Series:
    """A series for an area, with the seats that the arrangement of today gives it, nobody in them yet.

    Raises `NotAllowed` where the area has one, and where a seat is of an agency that there is not.
    """
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)  # two begin it at once
    if Series.objects.filter(kind=kind, area=area, ended_at=None).exists():
        raise NotAllowed(refusals.TWICE)
    today = london(at).date()
    specs = read_seats(arranged_on(today).seats)
    agencies = _agencies(specs)
    made = Series.objects.create(kind=kind, area=area, place=place, mailbox=mailbox, by=by, at=at)
    Seat.objects.bulk_create(
        Seat(
            series=made, position=position, kind=each.kind, agency=agencies[each.agency], designation=each.designation,
            alternatives=list(each.alternatives), decides=each.decides, where_required=each.where_required, since=today,
        )
        for position, each in enumerate(specs, 1)
    )  # fmt: skip
    trail.record("meetings.series_opened", made, by=by, at=at)
    return made


@action
def plan(*, series: Series, days: Collection[date], by: Member | None, at: datetime) -> list[Meeting]:
    """Meetings on these days, at the time and of the length of the arrangement of each day.

    Raises `NotAllowed` for a series that has ended, a day that is over and a time that is taken; nothing is planned then.
    """
    if series.ended_at is not None:
        raise NotAllowed(refusals.ENDED_SERIES)
    made = []
    for day in sorted(days):
        arranged = arranged_on(day)
        begins_at = planning.starts_at(day, arranged.begins)
        if begins_at <= at:
            raise NotAllowed(refusals.PAST)
        _against_same_time(series.pk, begins_at)
        made.append(
            Meeting.objects.create(
                series=series, begins_at=begins_at, length=arranged.length, place=series.place, by=by, at=at
            )
        )
    trail.record_many("meetings.planned", list(made), by=by, at=at)
    changes.planned([series.pk], by, at)
    return made


@action
def move(*, meeting: Meeting, to: datetime, because: str, by: Member, at: datetime) -> Meeting:
    """To another day or time; everything that is owed for it moves along.

    Raises `NotAllowed` for a meeting that is running or over, for a time that is past and for one that is taken.
    """
    now = _hold(meeting, Act.MOVE)
    if to <= at:
        raise NotAllowed(refusals.PAST)
    _against_same_time(now.series_id, to, but=now.pk)
    Move.objects.create(meeting=now, was=now.begins_at, to=to, because=because, by=by, at=at)
    now.begins_at, now.sequence = to, now.sequence + 1
    now.save(update_fields=["begins_at", "sequence"])
    trail.record("meetings.moved", now, by=by, at=at)
    changes.planned([now.series_id], by, at)
    return now


@action
def cancel(*, meeting: Meeting, because: str, by: Member, at: datetime) -> Meeting:
    """It does not take place; whoever stood on its agenda stands on the next one's. Raises `NotAllowed` once it is running."""
    now = _hold(meeting, Act.CANCEL)
    now.cancelled_at, now.cancelled_because, now.sequence = at, because, now.sequence + 1
    now.save(update_fields=["cancelled_at", "cancelled_because", "sequence"])
    trail.record("meetings.cancelled", now, by=by, at=at)
    changes.planned([now.series_id], by, at)
    return now


def _hold(meeting: Meeting, act: Act) -> Meeting:
    now = held(meeting.pk)
    if against := states.against(now.times, act):
        raise NotAllowed(against)
    return now


def _against_same_time(series: UUID, begins_at: datetime, but: UUID | None = None) -> None:
    Series.objects.select_for_update(no_key=True).get(pk=series)  # two plan the same day at once
    taken = Meeting.objects.filter(series=series, begins_at=begins_at, cancelled_at=None)
    if (taken.exclude(pk=but) if but else taken).exists():
        raise NotAllowed(refusals.SAME_TIME)


def _agencies(specs: Collection[SeatSpec]) -> dict[str, Agency]:
    found = {each.name: each for each in Agency.objects.filter(name__in={each.agency for each in specs})}
    if missing := [each.agency for each in specs if each.agency not in found]:
        raise NotAllowed(
            f"There is no agency “{missing[0]}”. Add it, or change the seats in the arrangement, and try again."
        )
    return found
