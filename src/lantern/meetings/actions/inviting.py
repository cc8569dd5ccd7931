"""Those with a seat get the dates as a calendar reads them, with the information sharing statement (M1-1, SHA-3, SHA-10)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.urls import reverse

from lantern.meetings.models import Meeting
from lantern.meetings.parts.calendars import TYPE, calendar
from lantern.meetings.queries.series import arranged_on, seats_on
from lantern.organisation.models import Member
from lantern.organisation.rules.seating import SeatKind
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

SUBJECT = "Lantern: dates of your meetings"
MAIL = """{what}

{dates}

The file puts them into your calendar, and changes what it has of them.
Papers are on {link}, once you have accepted the statement:

{statement}
"""


@action
def mail_dates(*, meetings: Sequence[Meeting], what: str, site: str, by: Member, at: datetime) -> list[Member]:
    """Everybody with a seat on the day gets one mail. Returns those whom no mail reached."""
    return _mailed(meetings, _people(meetings), what, site, by, at)


@action
def mail_dates_to(*, member: Member, meetings: Sequence[Meeting], site: str, by: Member, at: datetime) -> list[Member]:
    """Somebody new in a seat gets what is planned."""
    return _mailed(meetings, [member], "You have a seat in these meetings.", site, by, at) if meetings else []


def _people(meetings: Iterable[Meeting]) -> list[Member]:
    """Each once, though they sit in several seats; who comes by invitation alone is told of the one meeting."""
    found: dict[object, Member] = {}
    for each in meetings:
        for seat in seats_on([each.series_id], london(each.begins_at).date()):
            if seat.member and seat.kind != SeatKind.INVITED:
                found.setdefault(seat.member.pk, seat.member)
    return list(found.values())


def _mailed(
    meetings: Sequence[Meeting], people: Sequence[Member], what: str, site: str, by: Member, at: datetime
) -> list[Member]:
    statement = arranged_on(london(at).date()).statement
    body = MAIL.format(
        what=what,
        dates="\n".join(f"{each.series}: {words.long_when(each.begins_at)}" for each in meetings),
        link=site.rstrip("/") + reverse("meetings:list"),
        statement=statement.strip(),
    )
    file = calendar(meetings, statement=statement, site=site, now=at)
    connection = get_connection()
    failed = [each for each in people if not _sent(each, body, file, connection)]
    if len(failed) < len(people):
        trail.record_many("meetings.dates_mailed", list(meetings), by=by, at=at)
    return failed


def _sent(member: Member, body: str, file: bytes, connection: BaseEmailBackend) -> bool:
    if not member.email:
        return False
    mail = EmailMessage(SUBJECT, body, None, [member.email], connection=connection)
    mail.attach("meetings.ics", file.decode(), TYPE)
    try:
        return bool(mail.send())
    except OSError:  # smtplib's errors are
        return False
