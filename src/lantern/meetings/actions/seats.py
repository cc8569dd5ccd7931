"""Who sits in a series: a person in a seat, a seat more, a seat fewer (PAR-4)."""

from datetime import date, datetime

from lantern.meetings.models import Seat, Series
from lantern.meetings.rules import refusals
from lantern.meetings.rules.refusals import NotAllowed
from lantern.organisation.models import Agency, Member
from lantern.organisation.rules.seating import SeatKind
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def name_holder(*, seat: Seat, member: Member | None, by: Member, at: datetime) -> Seat:
    """From today on `member` holds the seat, or nobody; who held it until today stays on the record.

    Raises `NotAllowed` for a member of another agency, one who was removed, and a seat that has ended.
    """
    now = _hold(seat)
    if member is not None and (member.agency_id != now.agency_id or member.removed_at is not None):
        raise NotAllowed(refusals.OTHER_AGENCY_SEAT)
    today = london(at).date()
    if now.member_id is None or now.since >= today:
        now.member, now.since = member, today
        now.save(update_fields=["member", "since"])
        trail.record("meetings.seat_filled", now, by=by, at=at)
        return now
    now.until = today
    now.save(update_fields=["until"])
    return _again(now, member, today, by, at)


@action
def add_seat(
    *, series: Series, kind: SeatKind, agency: Agency, designation: str, by: Member, at: datetime,
    decides: bool = False, where_required: bool = False,
) -> Seat:  # fmt: skip
    """A seat more, behind the others, with nobody in it yet."""
    if series.ended_at is not None:
        raise NotAllowed(refusals.ENDED_SERIES)
    last = Seat.objects.filter(series=series).order_by("-position").values_list("position", flat=True).first() or 0
    made = Seat.objects.create(
        series=series, position=last + 1, kind=kind, agency=agency, designation=designation, decides=decides,
        where_required=where_required, since=london(at).date(),
    )  # fmt: skip
    trail.record("meetings.seat_added", made, by=by, at=at)
    return made


@action
def end_seat(*, seat: Seat, by: Member, at: datetime) -> Seat:
    """There is no such seat from today on. Raises `NotAllowed` for the last chair of a series."""
    now = _hold(seat)
    chairs = Seat.objects.filter(series=now.series_id, kind__in=(SeatKind.CHAIR, SeatKind.CO_CHAIR), until=None)
    if now.kind in (SeatKind.CHAIR, SeatKind.CO_CHAIR) and not chairs.exclude(pk=now.pk).exists():
        raise NotAllowed(refusals.LAST_CHAIR)
    now.until = london(at).date()
    now.save(update_fields=["until"])
    trail.record("meetings.seat_ended", now, by=by, at=at)
    return now


def _again(seat: Seat, member: Member | None, today: date, by: Member, at: datetime) -> Seat:
    made = Seat.objects.create(
        series_id=seat.series_id, position=seat.position, kind=seat.kind, agency_id=seat.agency_id,
        designation=seat.designation, alternatives=seat.alternatives, decides=seat.decides,
        where_required=seat.where_required, member=member, since=today,
    )  # fmt: skip
    trail.record("meetings.seat_filled", made, by=by, at=at)
    return made


def _hold(seat: Seat) -> Seat:
    now = Seat.objects.select_for_update(of=("self",)).select_related("series__area", "agency").get(pk=seat.pk)
    if now.until is not None:
        raise NotAllowed(refusals.SEAT_ENDED)
    return now
