"""Who comes to a meeting, from seats, apologies and what was said in the meeting (PAR-5, ATT-1)."""

from dataclasses import dataclass
from uuid import UUID

from lantern.meetings.models import Accepted, Apology, Attendance, Meeting, Seat
from lantern.meetings.queries.series import arranged_on, seats_on
from lantern.meetings.rules.coming import Expected, Sits, agencies_without, expected, here_by_agency
from lantern.meetings.rules.papers import digest
from lantern.organisation.models import Agency, Member
from lantern.organisation.rules.seating import SeatKind
from lantern.timekeeping.moments import london


@dataclass(frozen=True)
class Coming:
    """Each seat and who comes in it, in the order of the seats; `here` as it was said last, `accepted` who may open papers."""

    seats: dict[UUID, Seat]
    expected: tuple[Expected, ...]
    people: dict[UUID, Member]
    apologies: dict[UUID, Apology]
    here: frozenset[UUID]
    accepted: frozenset[UUID]
    without: tuple[Agency, ...]
    attending: tuple[int, int]


def coming(meeting: Meeting) -> Coming:
    """Five queries, however many seats there are."""
    day = london(meeting.begins_at).date()
    seats = {each.pk: each for each in seats_on([meeting.series_id], day)}
    sorry = {each.member_id: each for each in apologies_of(meeting)}
    found = expected((_sits(each) for each in seats.values()), {m: a.representative_id for m, a in sorry.items()})
    ids = {each.comes for each in found if each.comes} | {each.sits.member for each in found if each.sits.member}
    people = {each.pk: each for each in Member.objects.filter(pk__in=ids).select_related("agency")}
    here = _here(meeting)
    wording = digest(arranged_on(day).statement)
    accepted = Accepted.objects.filter(member__in=ids, digest=wording).values_list("member_id", flat=True)
    gone = agencies_without(found)
    agencies = {each.agency_id: each.agency for each in seats.values()}
    return Coming(
        seats=seats,
        expected=found,
        people=people,
        apologies=sorry,
        here=here,
        accepted=frozenset(accepted),
        without=tuple(sorted((agencies[each] for each in gone), key=lambda each: each.name)),
        attending=here_by_agency(found, here),
    )


def sitting(meeting: Meeting) -> frozenset[UUID]:
    """Members with a seat in the meeting."""
    seats = seats_on([meeting.series_id], london(meeting.begins_at).date())
    return frozenset(each.member_id for each in seats if each.member_id and each.kind != SeatKind.INVITED)


def apologies_of(meeting: Meeting) -> list[Apology]:
    """Those that stand."""
    found = Apology.objects.filter(meeting=meeting, withdrawn_at=None)
    return list(found.select_related("representative__agency").order_by("at"))


def could_represent(member: Member, meeting: Meeting) -> list[Member]:
    """People of the same agency who have no seat of their own, by name."""
    found = Member.objects.filter(agency=member.agency_id, removed_at=None).exclude(pk=member.pk)
    return list(found.exclude(pk__in=sitting(meeting)).select_related("agency").order_by("name"))


def _sits(seat: Seat) -> Sits:
    return Sits(seat.pk, seat.agency_id, SeatKind(seat.kind), seat.member_id, seat.where_required)


def _here(meeting: Meeting) -> frozenset[UUID]:
    rows = Attendance.objects.filter(meeting=meeting).order_by("member_id", "-at", "-id").distinct("member_id")
    return frozenset(each.member_id for each in rows if each.is_here)
