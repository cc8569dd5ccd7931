"""Rows of the tables of meetings."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from lantern.access.viewer import Viewer
from lantern.design import marks
from lantern.design.parts import Kind
from lantern.meetings.models import Meeting, Seat, Series
from lantern.meetings.queries.coming import Coming
from lantern.meetings.queries.series import arranged_on
from lantern.meetings.rules.coming import Expected
from lantern.meetings.rules.planning import WORDS, Cycle, Planned, against, cycle, starts_at
from lantern.meetings.tabs import first_page
from lantern.meetings.vocabulary import Stage
from lantern.organisation.rules.mace1 import Mace1
from lantern.organisation.rules.seating import CHAIRS, SeatKind
from lantern.timekeeping import words
from lantern.timekeeping.moments import london

MEETINGS = ("Meeting", "When", "Where", "How it stands", "Next")
SEATS = ("Seat", "Agency", "Who", "Since", "")
COMING = ("Seat", "Who", "How it stands", "Papers", "")
DAYS = ("Day", *(label for label in WORDS.values()), "Mind")
CONTACTS = ("Meeting", "Chair", "Business support", "Mailbox")
STAGES = {
    Stage.PLANNED: Kind.PLAIN, Stage.AGENDA_OUT: Kind.NOTE, Stage.RUNNING: Kind.WARNING, Stage.ENDED: Kind.PLAIN,
    Stage.MINUTES_OUT: Kind.DONE, Stage.CANCELLED: Kind.LATE,
}  # fmt: skip
NOBODY = "Nobody yet"


def meeting_rows(found: Iterable[Meeting], viewer: Viewer) -> list[Sequence[object]]:
    """One row a meeting, as `MEETINGS` heads them."""
    return [
        (
            format_html('<a href="{}">{}</a>', first_page(each, viewer), each),
            words.long_when(each.begins_at),
            each.place or "—",
            marks.tag(each.stage.capitalize(), STAGES[each.stage]),
            _next(each, viewer.now),
        )
        for each in found
    ]


def seat_rows(seats: Iterable[Seat], *, may: bool) -> list[Sequence[object]]:
    """One row a seat, as `SEATS` heads them."""
    return [
        (
            _seat_words(each),
            each.agency.name,
            each.member.name if each.member else format_html('<span class="lantern-quiet">{}</span>', NOBODY),
            words.day(each.since) if each.member else "",
            _seat_links(each) if may else "",
        )
        for each in seats
    ]


def contact_rows(series: Iterable[Series], seats: Sequence[Seat]) -> list[Sequence[object]]:
    """One row a series: who chairs it, who supports it, where one writes to (PAR-4)."""
    return [
        (
            str(each),
            _people([seat for seat in seats if seat.series_id == each.pk and seat.kind in CHAIRS]),
            _people([seat for seat in seats if seat.series_id == each.pk and seat.kind == SeatKind.SUPPORT]),
            each.mailbox or "Not entered",
        )
        for each in series
    ]


def coming_rows(found: Coming, meeting: Meeting, *, runs: bool) -> list[Sequence[object]]:
    """One row a seat, as `COMING` heads them."""
    return [_coming(each, found, meeting, runs=runs) for each in found.expected]


def planned_rows(days: Iterable[Planned], arranged: Mace1, taken: frozenset[datetime]) -> list[dict[str, object]]:
    """Each day that can be planned, its deadlines, and what one has to mind about it."""
    rows = []
    for each in days:
        begins = starts_at(each.day, arranged.begins)
        found = cycle(begins, arranged.length, arranged.clocks)
        rows.append(
            {
                "value": each.day.isoformat(),
                "day": words.long_day(each.day),
                "deadlines": deadlines(found),
                "instead": f"{words.long_day(each.instead_of)} is no working day" if each.instead_of else "",
                "against": against(found),
                "taken": begins in taken,
            }
        )
    return rows


def deadlines(of: Cycle) -> list[tuple[str, str]]:
    """By when what is there, in words."""
    return [(WORDS[name], words.long_when(getattr(of, name))) for name in of._fields]


def cycle_of(meeting: Meeting, begins_at: datetime | None = None) -> Cycle:
    """The deadlines of a meeting, or those it would have at another time."""
    at = begins_at or meeting.begins_at
    return cycle(at, meeting.length, arranged_on(london(at).date()).clocks)


def _next(meeting: Meeting, now: datetime) -> SafeString | str:
    """What falls due next for the meeting as a whole."""
    if meeting.stage in (Stage.CANCELLED, Stage.MINUTES_OUT):
        return meeting.cancelled_because or "—"
    of = cycle_of(meeting)
    name = {Stage.PLANNED: "agenda_out", Stage.AGENDA_OUT: "return_due"}.get(meeting.stage, "minutes_out")
    return format_html("{}: {}", WORDS[name], marks.due(getattr(of, name), now))


def _seat_words(seat: Seat) -> SafeString:
    more = [f"or else {each}" for each in seat.alternatives]
    more += ["decides"] if seat.decides else []
    more += ["where required"] if seat.where_required else []
    return format_html(
        '{}<span class="lantern-items__more">{}</span>', seat.designation, " · ".join([seat.kind.capitalize(), *more])
    )


def _seat_links(seat: Seat) -> SafeString:
    hidden = format_html('<span class="govuk-visually-hidden">: {}</span>', seat.designation)
    return format_html(
        '<a href="{}" data-screen-only>{}{}</a>',
        *(reverse("meetings:holder", args=[seat.pk]), "Change" if seat.member else "Name somebody", hidden),
    )


def _people(seats: Sequence[Seat]) -> str:
    return "; ".join(f"{seat.member.name if seat.member else NOBODY} ({seat.kind})" for seat in seats) or NOBODY


def _coming(each: Expected, found: Coming, meeting: Meeting, *, runs: bool) -> Sequence[object]:
    seat = found.seats[each.sits.seat]
    who = found.people.get(each.comes) if each.comes else None
    holder = found.people.get(each.sits.member) if each.sits.member else None
    return (
        format_html('{}<span class="lantern-items__more">{}</span>', seat.designation, seat.agency.name),
        _who(who, holder, apologies=each.apologies),
        _state(each, found),
        _papers(each, found),
        _here_button(each, found, meeting) if runs and each.comes else "",
    )


def _who(who: object, holder: object, *, apologies: bool) -> str:
    if apologies:
        return f"{who} for {holder}" if who else f"Nobody for {holder}"
    return str(who) if who else NOBODY


def _state(each: Expected, found: Coming) -> SafeString:
    if each.comes in found.here:
        return marks.tag("Here", Kind.DONE)
    if each.apologies:
        return marks.tag("Apologies", Kind.WARNING)
    return marks.tag("Expected" if each.comes else NOBODY, Kind.PLAIN if each.comes else Kind.LATE)


def _papers(each: Expected, found: Coming) -> SafeString | str:
    if each.comes is None:
        return ""
    return "Statement accepted" if each.comes in found.accepted else marks.tag("Statement not accepted", Kind.WARNING)


def _here_button(each: Expected, found: Coming, meeting: Meeting) -> SafeString:
    if meeting.begun_at is None or meeting.minutes_issued_at is not None:
        return mark_safe("")
    is_here = each.comes in found.here
    return format_html(
        '<button class="govuk-button govuk-button--secondary lantern-button--small" name="{}" value="{}">{}'
        '<span class="govuk-visually-hidden">: {}</span></button>',
        *("gone" if is_here else "here", each.comes, "Not here" if is_here else "Here"),
        found.people[each.comes] if each.comes else "",
    )
