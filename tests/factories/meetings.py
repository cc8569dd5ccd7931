"""Invented series of meetings, the people in their seats, and what a meeting needs before a paper opens."""

from datetime import date, datetime, timedelta

from lantern.meetings.actions.planning import open_series, plan
from lantern.meetings.models import Accepted, Meeting, Seat, Series
from lantern.meetings.queries.series import arranged_on
from lantern.meetings.rules.papers import digest
from lantern.meetings.rules.planning import dates
from lantern.meetings.vocabulary import SeriesKind
from lantern.organisation.models import Agency, Area, Member
from lantern.organisation.rules.seating import SeatKind
from lantern.timekeeping.moments import DAY, london
from lantern.timekeeping.months import months_after
from lantern.trail.acting import action
from tests.factories.people import now


def a_series(area: str = "Mid", *, by: Member | None = None, at: datetime | None = None) -> Series:
    """MACE 1 of an area of the partnership one is in; nobody sits there yet."""
    return open_series(kind=SeriesKind.MACE1, area=Area.objects.get(name=area), by=by, at=at or now())


def some_meetings(
    series: Series, *, months: int = 6, by: Member | None = None, at: datetime | None = None
) -> list[Meeting]:
    """The next meetings as the arrangement means them, the first some days ahead."""
    then = at or now()
    today = london(then).date()
    days = dates(arranged_on(today), today + DAY, months_after(today, months))
    return plan(series=series, days=[each.day for each in days], by=by, at=then)


def seat(
    series: Series, member: Member, kind: SeatKind = SeatKind.MEMBER, *, since: date | None = None, until: date | None = None
) -> Seat:  # fmt: skip
    """The member sits in a seat of their own agency from `since` on, or for a year already."""
    return _seat(series=series, member=member, kind=kind, since=since, until=until, by=None, at=now())


def accept(*members: Member) -> None:
    """Each accepted the statement of today, and their agencies' protocols stand."""
    _accept(members=members, by=None, at=now())


def in_person(series: Series, member: Member, kind: SeatKind = SeatKind.MEMBER) -> Member:
    """Seated, with everything that opens papers."""
    seat(series, member, kind)
    accept(member)
    return Member.objects.select_related("partnership", "agency", "user").get(pk=member.pk)


@action
def _seat(
    *, series: Series, member: Member, kind: SeatKind, since: date | None, until: date | None, by: None, at: datetime
) -> Seat:
    began = since or london(at - timedelta(days=365)).date()
    return Seat.objects.create(
        series=series, position=99, kind=kind, agency=member.agency, designation="Invented designation", member=member,
        since=began, until=until,
    )  # fmt: skip


@action
def _accept(*, members: tuple[Member, ...], by: None, at: datetime) -> None:
    today = london(at).date()
    words = arranged_on(today).statement
    for each in members:
        Agency.objects.filter(pk=each.agency_id).update(protocol_signed_on=today - DAY, protocol_expires_on=None)
        Accepted.objects.get_or_create(member=each, digest=digest(words), defaults={"words": words, "at": at})
