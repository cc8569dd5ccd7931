"""Meetings as a calendar reads them: no name of a child, no word of what is discussed (RFC 5545, RFC 5546, SHA-10)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.urls import reverse
from icalendar import Calendar, Event, vCalAddress

from lantern.meetings.models import Meeting

TYPE = "text/calendar"
PUBLISH, CANCEL = "PUBLISH", "CANCEL"


def calendar(meetings: Iterable[Meeting], *, statement: str, site: str, now: datetime) -> bytes:
    """One file of these meetings, as they stand; what a calendar has of them is replaced, since their number went up.

    All of them cancelled make a file that takes them out of the calendar. `site` is where Lantern answers.
    """
    every = list(meetings)
    made = Calendar()
    made.add("prodid", "-//Lantern//Meetings//EN")
    made.add("version", "2.0")
    made.add("method", CANCEL if every and all(each.cancelled_at for each in every) else PUBLISH)
    for each in every:
        made.add_component(_event(each, statement, site, now))
    return bytes(made.to_ical())


def _event(meeting: Meeting, statement: str, site: str, now: datetime) -> Event:
    link = site.rstrip("/") + reverse("meetings:meeting", args=[meeting.pk])
    event = Event()
    event.add("uid", f"{meeting.pk}@lantern")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", meeting.begins_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("sequence", meeting.sequence)
    event.add("status", "CANCELLED" if meeting.cancelled_at else "CONFIRMED")
    event.add("summary", str(meeting.series))
    event.add("class", "CONFIDENTIAL")
    event.add("url", link)
    if meeting.place:
        event.add("location", meeting.place)
    if meeting.series.mailbox:
        event["organizer"] = vCalAddress(f"mailto:{meeting.series.mailbox}")
    event.add("description", f"{link}\n\n{statement.strip()}")
    return event
