"""Dates in calendars: planned, moved, cancelled; mailed to those with a seat, and never a child (M1-1, SHA-3)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from icalendar import Calendar

from lantern.meetings.actions import planning
from lantern.meetings.models import Meeting
from lantern.meetings.queries.series import arranged_on
from lantern.organisation.rules.seating import SeatKind
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from tests.factories.meetings import in_person, seat
from tests.factories.people import a_member, now, signed_in_client
from tests.factories.today import today
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    found = Room()
    mail.outbox.clear()
    return found


def events(content: bytes) -> tuple[str, list[Any]]:
    """The method and the events of a file, as a calendar reads it."""
    read = Calendar.from_ical(content)
    return str(read["METHOD"]), list(read.walk("VEVENT"))


def file_of(room: Room, meeting: Meeting) -> tuple[str, Any]:
    answer = signed_in_client(room.core).get(reverse("meetings:calendar", args=[meeting.pk]))
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar")
    method, (event,) = events(answer.content)
    return method, event


def test_a_meeting_is_an_event_of_its_hours(room: Room) -> None:
    """M1-1: when, how long, where one reads more; confidential, and the statement with it."""
    meeting = room.meetings[0]
    method, event = file_of(room, meeting)
    assert method == "PUBLISH"
    assert event["DTSTART"].dt == meeting.begins_at
    assert event["DTEND"].dt - event["DTSTART"].dt == timedelta(minutes=meeting.length)
    assert (str(event["STATUS"]), str(event["CLASS"]), int(event["SEQUENCE"])) == ("CONFIRMED", "CONFIDENTIAL", 0)
    assert str(event["URL"]).endswith(reverse("meetings:meeting", args=[meeting.pk]))
    with within(room.here.pk):
        first = arranged_on(today()).statement.split("\n")[0]
    assert first[:40] in str(event["DESCRIPTION"])


def test_moved_it_is_the_same_event_with_a_higher_number(room: Room) -> None:
    """M1-1, RFC 5545 3.8.7.4: a calendar replaces what it has, and does not get a second one."""
    meeting = room.meetings[0]
    _, before = file_of(room, meeting)
    with within(room.here.pk):
        planning.move(meeting=meeting, to=meeting.begins_at + timedelta(days=1), because="Room", by=room.by, at=now())
    _, after = file_of(room, meeting)
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after["DTSTART"].dt - before["DTSTART"].dt == timedelta(days=1)


def test_cancelled_it_leaves_the_calendar(room: Room) -> None:
    """M1-1, RFC 5546 3.2.5."""
    with within(room.here.pk):
        planning.cancel(meeting=room.meetings[0], because="Strike", by=room.by, at=now())
    method, event = file_of(room, room.meetings[0])
    assert (method, str(event["STATUS"])) == ("CANCEL", "CANCELLED")
    assert "Strike" not in event.to_ical().decode()


def test_ones_own_file_has_every_meeting_to_come_of_ones_own_seats(room: Room) -> None:
    """M1-1: the list offers it to those with a seat; to nobody else."""
    url = reverse("meetings:own_calendar")
    _, found = events(signed_in_client(room.core).get(url).content)
    assert {str(each["UID"]) for each in found} == {f"{each.pk}@lantern" for each in room.meetings}
    stranger = signed_in_client(a_member(room.here, Role.HEALTH_MEMBER))
    assert stranger.get(url).status_code == 404
    assert url not in stranger.get(reverse("meetings:list")).content.decode()
    assert url in signed_in_client(room.core).get(reverse("meetings:list")).content.decode()


def planned(room: Room) -> None:
    """A day more, as the page of the year plans it."""
    last = max(each.begins_at for each in room.meetings).date()
    day = last + timedelta(days=27)
    while day.weekday() > 4:
        day += timedelta(days=1)
    url = reverse("meetings:year", args=[room.series.pk])
    answer = signed_in_client(room.by).post(url, {"day": day.isoformat()})
    assert answer.status_code == 302


def test_everybody_with_a_seat_gets_one_mail_with_the_file_and_the_statement(room: Room) -> None:
    """M1-1, SHA-3: who sits in two seats gets one; who comes by invitation alone gets none."""
    with within(room.here.pk):
        seat(room.series, room.core, SeatKind.CO_CHAIR)
        guest = in_person(room.series, a_member(room.here, Role.SOCIAL_WORKER), SeatKind.INVITED)
    planned(room)
    to = [address for each in mail.outbox for address in each.to]
    assert sorted(to) == sorted(each.email for each in (room.chair, room.minutes, room.core))
    assert guest.email not in to
    sent: Any = mail.outbox[0]
    assert "confidential" in sent.body and "1 meeting is planned." in sent.body
    ((name, content, kind),) = sent.attachments
    assert (name, kind) == ("meetings.ics", "text/calendar")
    assert len(events(content.encode())[1]) == 1


@pytest.mark.parametrize(("act", "method"), [("move", "PUBLISH"), ("cancel", "CANCEL")])
def test_a_change_is_mailed_as_one(room: Room, act: str, method: str) -> None:
    """M1-1: nobody comes on the wrong day."""
    meeting = room.meetings[0]
    to: datetime = meeting.begins_at + timedelta(days=1)
    said = moved(to) | {"because": "The room is taken"}
    answer = signed_in_client(room.by).post(reverse(f"meetings:{act}", args=[meeting.pk]), said)
    assert answer.status_code == 302, answer.content[:4000]
    assert len(mail.outbox) == 3
    ((_, content, _),) = mail.outbox[0].attachments  # type: ignore[misc]
    assert events(content.encode())[0] == method
    assert "The room is taken" not in mail.outbox[0].body


def moved(to: datetime) -> dict[str, str]:
    """The boxes of the form that moves a meeting."""
    return {f"to-{part}": str(getattr(to, part)) for part in ("day", "month", "year")} | {"to-time": "10:00"}


def test_somebody_new_in_a_seat_gets_what_is_planned(room: Room) -> None:
    """PAR-4, M1-1: all that is to come, in one file."""
    with within(room.here.pk):
        empty = seat(room.series, room.core)
        new = a_member(room.here, Role.HEALTH_MEMBER, name="Lin Newcomer")
    url = reverse("meetings:holder", args=[empty.pk])
    assert signed_in_client(room.by).post(url, {"member": str(new.pk)}).status_code == 302
    (sent,) = mail.outbox
    assert sent.to == [new.email]
    ((_, content, _),) = sent.attachments  # type: ignore[misc]
    assert len(events(content.encode())[1]) == len(room.meetings)


def test_planning_does_not_hang_on_the_mail_server(room: Room, settings: Any) -> None:
    """M1-1: the meeting is planned, and the page says whom no mail reached."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    url = reverse("meetings:cancel", args=[room.meetings[0].pk])
    shown = signed_in_client(room.by).post(url, {"because": "Strike"}, follow=True).content.decode()
    assert "The meeting is cancelled" in shown and "No mail could be sent to" in shown and room.core.name in shown


def test_no_child_is_in_a_calendar_or_a_mail(room: Room) -> None:
    """SHA-10: neither the name nor the number of anybody on the agenda."""
    with within(room.here.pk):
        item = room.item("Unmistakable")
        meeting = room.meeting
        planning.move(
            meeting=item.meeting, to=item.meeting.begins_at + timedelta(days=1), because="Unmistakable is ill",
            by=room.by, at=now(),
        )  # fmt: skip
    planned(room)
    answer = signed_in_client(room.core).get(reverse("meetings:calendar", args=[meeting.pk]))
    texts = [answer.content.decode(), *(f"{each.subject} {each.body} {each.attachments}" for each in mail.outbox)]
    for word in ("Unmistakable", "Amber", item.child.number):
        assert not [each for each in texts if word in each]
