"""MACE 1 of the invented county: a series for each quadrant, two meetings held, ten to come (M1-1 to M1-8)."""

from datetime import datetime, timedelta
from random import Random

from lantern.demo.actions.templates import share
from lantern.demo.rules import meetings as invented
from lantern.demo.rules.chance import pick, stream
from lantern.demo.rules.place import County
from lantern.mace1.actions import acting, discussing, returning
from lantern.mace1.models import Action, Item
from lantern.mace1.queries.discussing import sections_of
from lantern.mace1.rules.deciding import Decided
from lantern.mace1.vocabulary import Outcome
from lantern.meetings.actions import coming, planning, running
from lantern.meetings.models import Accepted, Meeting, Seat, Series
from lantern.meetings.queries.series import arranged_on
from lantern.meetings.rules.papers import digest
from lantern.meetings.rules.planning import cycle, dates
from lantern.meetings.vocabulary import SeriesKind
from lantern.organisation.models import Agency, Area, Member, RoleHeld
from lantern.organisation.rules.seating import SeatKind
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import DAY, london
from lantern.timekeeping.months import months_after
from lantern.trail.acting import action
from lantern.writing.rules import Typed

BEGAN, MONTHS_TO_COME = timedelta(days=75), 10
SITS = {
    "Service manager": Role.CHAIR, "Business support": Role.BUSINESS_SUPPORT,
    "Missing children coordinator": Role.MISSING_COORDINATOR, "Triage sergeant": Role.TRIAGE_OFFICER,
    "Missing person liaison officer": Role.LIAISON_OFFICER, "Named nurse": Role.HEALTH_MEMBER,
    "Exploitation practitioner": Role.CHAT_WORKER, "Regional team manager": Role.CHAT_WORKER,
}  # fmt: skip
"""Who of the invented people holds a seat, by the role they have."""


@action
def hold_meetings(*, county: County, by: None, at: datetime) -> None:
    """Every quadrant's series with its people; what is over was held, and the next agenda is sent where it is due."""
    rng = stream(county.seed, "meetings")
    for area in Area.objects.filter(level="quadrant", geography__is_main=True).order_by("name"):
        series = _series(area, at - BEGAN)
        chair = Seat.objects.select_related("member").get(series=series, kind=SeatKind.CHAIR).member
        if chair is None:
            continue
        for meeting in Meeting.objects.filter(series=series).order_by("begins_at"):
            if meeting.begins_at + timedelta(hours=3) < at:
                _hold(meeting, chair, rng)
            elif _agenda_out(meeting) < at:
                running.send_agenda(meeting=meeting, by=chair, at=_agenda_out(meeting))
                share(meeting=meeting, chair=chair, rng=rng, by=None, at=at - timedelta(hours=1))
                _return(meeting, at - timedelta(hours=1), rng)
                break


def _series(area: Area, then: datetime) -> Series:
    series = planning.open_series(
        kind=SeriesKind.MACE1, area=area, place=f"Committee room, {area.name}", mailbox=f"mace.{area.code}@example.org",
        by=None, at=then,
    )  # fmt: skip
    _fill(series, area, then)
    today = london(then).date()
    days = dates(arranged_on(today), today + DAY, months_after(today, MONTHS_TO_COME))
    planning.plan(series=series, days=[each.day for each in days], by=None, at=then)
    return series


def _fill(series: Series, area: Area, then: datetime) -> None:
    words = arranged_on(london(then).date()).statement
    taken: set[Member] = set()
    for seat in Seat.objects.filter(series=series).select_related("agency").order_by("position"):
        role = SITS.get(seat.designation)
        held = RoleHeld.objects.filter(role=role, member__agency=seat.agency).select_related("member", "area")
        found = sorted({each.member for each in held if each.area in (None, area)} - taken, key=lambda each: each.email)
        found = found or sorted({each.member for each in held} - taken, key=lambda each: each.email)
        if role is None or not found or seat.kind == SeatKind.VICE:
            continue
        seat.member = found[0]
        seat.save(update_fields=["member"])
        taken.add(found[0])
        Accepted.objects.get_or_create(member=found[0], digest=digest(words), defaults={"words": words, "at": then})


def _agenda_out(meeting: Meeting) -> datetime:
    arranged = arranged_on(london(meeting.begins_at).date())
    return cycle(meeting.begins_at, meeting.length, arranged.clocks).agenda_out


def _hold(meeting: Meeting, chair: Member, rng: Random) -> None:
    running.send_agenda(meeting=meeting, by=chair, at=_agenda_out(meeting))
    share(meeting=meeting, chair=chair, rng=rng, by=None, at=meeting.begins_at - timedelta(hours=2))
    _return(meeting, meeting.begins_at - timedelta(days=3), rng)
    began = meeting.begins_at
    running.begin(meeting=meeting, by=chair, at=began)
    for seat in Seat.objects.filter(series=meeting.series_id, member__isnull=False).select_related("member"):
        if seat.member and rng.random() < 0.8:
            coming.say_here(meeting=meeting, member=seat.member, is_here=True, by=chair, at=began)
    items = Item.objects.filter(meeting=meeting, deferred_at=None).select_related("meeting__series__area", "case")
    for number, item in enumerate(items, 1):
        _discuss(item, chair, began + number * timedelta(minutes=7), rng)
    ended = began + timedelta(hours=3)
    running.end(meeting=meeting, by=chair, at=ended)
    _go_on(meeting, ended, rng)
    running.issue_minutes(meeting=meeting, by=chair, at=ended + 4 * DAY)


def _return(meeting: Meeting, at: datetime, rng: Random) -> None:
    seats = Seat.objects.filter(series=meeting.series_id, member__isnull=False).select_related("member", "agency")
    agencies = {each.agency: each.member for each in seats}
    for item in Item.objects.filter(meeting=meeting, deferred_at=None):
        for agency, member in agencies.items():
            if member is None or rng.random() < 0.2:
                continue
            if rng.random() < 0.4:
                returning.hold_nothing(items=[item], agency=agency, by=member, at=at)
            else:
                typed = Typed(pick(rng, invented.HELD), 0, str(member.pk))
                returning.write_return(item=item, agency=agency, typed=typed, by=member, at=at)


def _discuss(item: Item, chair: Member, at: datetime, rng: Random) -> None:
    for section, text in zip(sections_of(item.meeting), invented.texts(rng), strict=False):
        discussing.write_section(item=item, section=section.key, typed=Typed(text, 0, str(chair.pk)), by=chair, at=at)
    for asked in rng.sample(invented.ACTIONS, rng.randint(0, 3)):
        agency = Agency.objects.filter(name__in=_names(asked.agency, item)).first()
        if agency:
            acting.agree(
                item=item, kind=asked.kind, words=asked.words, agency=agency, by=chair, at=at,
                due_on=london(at).date() + timedelta(days=rng.choice((7, 14, 28))),
            )  # fmt: skip
    following = Meeting.objects.filter(series=item.meeting.series_id, begins_at__gt=item.meeting.begins_at)
    review = following.order_by("begins_at")[0]
    decided = Decided(Outcome.STAYS, pick(rng, invented.WHY), review=review.pk)
    if rng.random() < 0.2:
        decided = Decided(Outcome.CLOSES, "Nothing was seen for three months.", closing="Risk reduced")
    discussing.decide(item=item, decided=decided, by=chair, at=at)


def _names(key: str, item: Item) -> list[str]:
    """The agency whose seat in the series is of that kind, by the county's names."""
    wanted = {seat[2].split(" or else ")[0] for seat in invented.SEATS if seat[1] == key}
    seats = Seat.objects.filter(series=item.meeting.series_id, designation__in=wanted)
    return list(seats.values_list("agency__name", flat=True)[:1])


def _go_on(meeting: Meeting, ended: datetime, rng: Random) -> None:
    """Some of what was asked for is done by now, some is told of, some is late."""
    for each in Action.objects.filter(item__meeting=meeting, dropped_at=None).select_related("by"):
        on = ended + timedelta(days=rng.randint(2, 10))
        if rng.random() < 0.5:
            acting.finish(asked=each, on=london(on).date(), words="Done, and told the worker.", by=each.by, at=on)
        elif rng.random() < 0.5:
            acting.tell(asked=each, words="Asked for; an answer is promised.", by=each.by, at=on)
