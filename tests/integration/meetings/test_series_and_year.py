"""A series begins with its seats; its year is planned, moved, cancelled (M1-1, PAR-4)."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from lantern.meetings.actions import planning, seats
from lantern.meetings.models import Meeting, Move, Seat, Series
from lantern.meetings.rules import refusals
from lantern.meetings.rules.refusals import NotAllowed
from lantern.meetings.vocabulary import SeriesKind
from lantern.organisation.models import Area, Member
from lantern.organisation.rules.seating import SeatKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY, london
from tests.factories.meetings import a_series, some_meetings
from tests.factories.people import a_member, a_partnership, now, signed_in_client
from tests.factories.today import today

pytestmark = pytest.mark.django_db


class House:
    """A partnership, somebody who plans, and a series for Mid."""

    def __init__(self, like: str = "essex") -> None:
        self.here = a_partnership(like=like)
        self.by = a_member(self.here, Role.BUSINESS_SUPPORT)
        self.nurse = a_member(self.here, Role.HEALTH_MEMBER, agency="Health, community named nurse", name="Noor Madeup")
        with within(self.here.pk):
            self.series: Series = a_series("Mid" if like == "essex" else "Buckinghamshire", by=self.by)

    def seat(self, designation: str = "Named nurse") -> Seat:
        return Seat.objects.select_related("series__area", "agency").get(designation=designation, until=None)


@pytest.fixture
def house() -> House:
    return House()


def name(seat: Seat, member: Member | None, by: Member, **more: Any) -> Seat:
    return seats.name_holder(seat=seat, member=member, by=by, **({"at": now()} | more))


@pytest.mark.parametrize(("like", "number", "chairs"), [("essex", 22, 1), ("buckinghamshire", 15, 2)])
def test_a_series_begins_with_the_seats_of_its_preset(like: str, number: int, chairs: int) -> None:
    """PAR-4, PAR-8: by data alone; a chair here, two co-chairs there."""
    house = House(like)
    with within(house.here.pk):
        kinds = list(Seat.objects.values_list("kind", flat=True))
        assert len(kinds) == number
        assert sum(each in (SeatKind.CHAIR, SeatKind.CO_CHAIR) for each in kinds) == chairs


def test_an_area_has_one_series(house: House) -> None:
    """M1-1: of a kind, until it ends."""
    with within(house.here.pk), pytest.raises(NotAllowed, match=refusals.TWICE):
        planning.open_series(kind=SeriesKind.MACE1, area=Area.objects.get(name="Mid"), by=house.by, at=now())


def test_a_seat_keeps_who_held_it_before(house: House) -> None:
    """PAR-4: a new holder from today on; the former one stays on the record."""
    with within(house.here.pk):
        seat = house.seat()
        name(seat, house.nurse, house.by, at=now() - 30 * DAY)
        colleague = a_member(house.here, Role.HEALTH_MEMBER, agency="Health, community named nurse")
        following = name(seat, colleague, house.by)
        seat.refresh_from_db()
        assert (seat.member_id, seat.until) == (house.nurse.pk, today())
        assert (following.member_id, following.since, following.position) == (colleague.pk, today(), seat.position)
        with pytest.raises(NotAllowed, match=refusals.SEAT_ENDED):
            name(seat, None, house.by)
        with pytest.raises(NotAllowed, match=refusals.OTHER_AGENCY_SEAT):
            name(following, house.by, house.by)


def test_seats_are_added_and_end_but_the_last_chair_stays(house: House) -> None:
    """PAR-4: a series has a chair."""
    with within(house.here.pk):
        chair = Seat.objects.get(kind=SeatKind.CHAIR)
        with pytest.raises(NotAllowed, match=refusals.LAST_CHAIR):
            seats.end_seat(seat=chair, by=house.by, at=now())
        more = seats.add_seat(
            series=house.series,
            kind=SeatKind.CO_CHAIR,
            agency=chair.agency,
            designation="Second chair",
            by=house.by,
            at=now(),
        )
        assert more.position == 23
        assert seats.end_seat(seat=chair, by=house.by, at=now()).until == today()


def test_meetings_are_planned_once_each(house: House) -> None:
    """M1-1: at the time of the arrangement; a day that is taken or over refuses them all."""
    with within(house.here.pk):
        made = some_meetings(house.series, by=house.by)
        assert {london(each.begins_at).strftime("%H:%M") for each in made} == {"09:30"}
        again = [london(made[0].begins_at).date() + DAY, london(made[1].begins_at).date()]
        with pytest.raises(NotAllowed, match=refusals.SAME_TIME):
            planning.plan(series=house.series, days=again, by=house.by, at=now())
        assert Meeting.objects.count() == len(made)
        with pytest.raises(NotAllowed, match=refusals.PAST):
            planning.plan(series=house.series, days=[today() - DAY], by=house.by, at=now())


def test_a_meeting_moves_with_a_reason_and_a_calendar_hears_of_it(house: House) -> None:
    """M1-1: the number that calendars go by rises; where it was is kept."""
    with within(house.here.pk):
        first, second, *_ = some_meetings(house.series, by=house.by)
        to = first.begins_at + timedelta(hours=25)
        moved = planning.move(meeting=first, to=to, because="The room", by=house.by, at=now())
        assert (moved.begins_at, moved.sequence) == (to, 1)
        assert Move.objects.get().was == first.begins_at
        for when, why in ((second.begins_at, refusals.SAME_TIME), (now() - DAY, refusals.PAST)):
            with pytest.raises(NotAllowed, match=why):
                planning.move(meeting=first, to=when, because="Again", by=house.by, at=now())
        cancelled = planning.cancel(meeting=first, because="Snow", by=house.by, at=now())
        assert (cancelled.sequence, cancelled.stage.value) == (2, "cancelled")
        with pytest.raises(NotAllowed, match=refusals.CANCELLED):
            planning.move(meeting=first, to=to + DAY, because="Late", by=house.by, at=now())


def test_the_year_is_planned_on_its_page(house: House) -> None:
    """M1-1: every date with its deadlines; those ticked are planned, and shown as planned the next time."""
    client, url = signed_in_client(house.by), reverse("meetings:year", args=[house.series.pk])
    shown = client.get(url).content.decode()
    days = [part.split('"')[0] for part in shown.split('name="day" value="')[1:]]
    assert len(days) in (11, 12, 13)
    assert "Agenda sent" in shown
    assert client.post(url, {"day": days[:3]}).status_code == 302
    assert "Tick at least one day" in client.post(url, {"day": ["nonsense"]}, follow=True).content.decode()
    with within(house.here.pk):
        assert Meeting.objects.count() == 3
    assert client.get(url).content.decode().count("Planned already") == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end-year": "2020"}, "Enter a day after the first"),
        ({"start-year": "2020", "end-year": "2021"}, "still to come"),
        ({"end-year": "2031"}, "at most two years"),
        ({"end-day": ""}, "must include a day"),
    ],
)
def test_months_that_cannot_be_planned_say_why(house: House, change: dict[str, str], said: str) -> None:
    """M1-1: the reason beside the day."""
    soon = today() + 2 * DAY
    typed = {"start-day": str(soon.day), "start-month": str(soon.month), "start-year": str(soon.year),
             "end-day": "1", "end-month": "12", "end-year": str(soon.year + 1)}  # fmt: skip
    shown = signed_in_client(house.by).get(reverse("meetings:year", args=[house.series.pk]), typed | change)
    assert said in shown.content.decode()


def test_pages_of_series_from_the_first_to_the_contact_list(house: House) -> None:
    """PAR-4: begun, filled, seen by everybody; planned only by who plans."""
    client, reader = signed_in_client(house.by), signed_in_client(house.nurse)
    assert "MACE 1 Mid" in reader.get(reverse("meetings:all_series")).content.decode()
    with within(house.here.pk):
        north, seat = Area.objects.get(name="North"), house.seat()
    made = client.post(reverse("meetings:new_series"), {"area": str(north.pk), "mailbox": "north@example.org"})
    assert made.status_code == 302
    assert "north@example.org" in reader.get(reverse("meetings:contacts")).content.decode()
    holder = reverse("meetings:holder", args=[seat.pk])
    assert "Noor Madeup" in client.get(holder).content.decode()
    client.post(holder, {"member": str(house.nurse.pk)})
    assert "Noor Madeup" in reader.get(reverse("meetings:series", args=[house.series.pk])).content.decode()
    added = {"kind": "member", "agency": str(seat.agency_id), "designation": "Second nurse"}
    client.post(reverse("meetings:new_seat", args=[house.series.pk]), added)
    with within(house.here.pk):
        extra = house.seat("Second nurse")
    client.post(reverse("meetings:holder", args=[extra.pk]), {"end": "1"})
    assert client.get(reverse("meetings:holder", args=[extra.pk])).status_code == 404
    for url in (holder, reverse("meetings:new_series"), reverse("meetings:year", args=[house.series.pk])):
        assert reader.get(url).status_code == 404


def test_a_chair_that_is_the_last_stays_with_the_reason(house: House) -> None:
    """PAR-4: said on the page."""
    with within(house.here.pk):
        chair = Seat.objects.get(kind=SeatKind.CHAIR)
    url = reverse("meetings:holder", args=[chair.pk])
    assert refusals.LAST_CHAIR in signed_in_client(house.by).post(url, {"end": "1"}, follow=True).content.decode()


def test_a_meeting_is_moved_and_cancelled_on_its_pages(house: House) -> None:
    """M1-1: with the reason that everybody reads."""
    with within(house.here.pk):
        first, *_ = some_meetings(house.series, by=house.by)
    client = signed_in_client(house.by)
    move, cancel = (reverse(f"meetings:{each}", args=[first.pk]) for each in ("move", "cancel"))
    to = london(first.begins_at + 2 * DAY)
    typed = {"to-day": str(to.day), "to-month": str(to.month), "to-year": str(to.year), "to-time": "10:00"}
    assert "Say why it moves" in client.post(move, typed).content.decode()
    client.post(move, typed | {"because": "The room is taken"})
    assert "The room is taken" in client.get(reverse("meetings:meeting", args=[first.pk])).content.decode()
    assert "Say why it is cancelled" in client.post(cancel, {}).content.decode()
    client.post(cancel, {"because": "Snow"})
    listed = client.get(reverse("meetings:list")).content.decode()
    assert "Cancelled" in listed
    assert "Snow" in listed


def test_the_list_begins_empty_and_says_how_it_fills() -> None:
    """M1-1: the way to the first series, for who may."""
    here = a_partnership()
    url = reverse("meetings:list")
    assert "Begin a series" in signed_in_client(a_member(here, Role.CHAIR)).get(url).content.decode()
    assert "Begin a series" not in signed_in_client(a_member(here, Role.CHAT_WORKER)).get(url).content.decode()
