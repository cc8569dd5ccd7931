"""Periods missing and away become messages about a known child, and episodes by the fold (MIS-3, MIS-5, MIS-16)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from lantern.exchange.actions.return_children import children_in_return, open_children, told_by
from lantern.exchange.actions.return_rows import Verdict, mark_rows
from lantern.exchange.models import ReceivedRow
from lantern.exchange.rules.feed_notifications import Refused
from lantern.exchange.rules.return_messages import SOURCE, message_of
from lantern.exchange.rules.return_tables import MissingRow
from lantern.missing.actions import link_known, receive, refold
from lantern.missing.models import Incident
from lantern.missing.models import Message as Stored
from lantern.missing.rules import wire
from lantern.missing.rules.message import Message
from lantern.missing.vocabulary import Outcome
from lantern.organisation.models import Member
from lantern.timekeeping import words
from lantern.timekeeping.moments import london
from lantern.timekeeping.periods import ReturnYear
from lantern.trail.acting import action

NOT_IN_HEADER = "The child is not in Header, and no child is known by this number."
AGAIN = "The same content had been received before."
Pair = tuple[ReceivedRow, MissingRow]


@action
def take_missing(*, rows: Sequence[Pair], year: ReturnYear, has_header: bool, by: Member | None, at: datetime) -> None:
    """Whole children of Missing: messages stored, linked to the child of that number, and folded."""
    today = london(at).date()
    read = {missing.number: message_of(missing, year=year, today=today) for _, missing in rows}
    good = [missing for _, missing in rows if isinstance(read[missing.number], Message)]
    if not has_header:
        open_children(told=[told_by(missing) for missing in good], by=by, at=at)
    born = {number: child.born for number, child in children_in_return({row.child or "" for row in good}).items()}
    ends = _ends_known(read.values())
    marks: dict[ReceivedRow, Verdict] = {}
    used: list[tuple[ReceivedRow, Message]] = []
    for row, missing in rows:
        said = read[missing.number]
        if isinstance(said, Refused):
            marks[row] = Outcome.REFUSED, said.reason
        elif why := _denied(missing, born) or _other_end(said, ends):
            marks[row] = Outcome.REFUSED, why
        else:
            used.append((row, said))
    marks |= _store(used, by, at)
    mark_rows(rows=marks, by=by, at=at)


def _store(used: Sequence[tuple[ReceivedRow, Message]], by: Member | None, at: datetime) -> dict[ReceivedRow, Verdict]:
    """Messages with their rows, linked and folded; rows whose content was known already are marked so."""
    received = receive(messages=[(said, row.cells) for row, said in used], by=by, at=at)
    unseen = set(received.fresh)
    again: dict[ReceivedRow, Verdict] = {}
    for row, said in used:
        row.message_id = received.stored[said.fingerprint]
        if said.fingerprint not in unseen:
            row.repeats = True
            again[row] = Outcome.DUPLICATE, AGAIN
        unseen.discard(said.fingerprint)
    ReceivedRow.objects.bulk_update([row for row, _ in used], ["message", "repeats"], batch_size=1_000)
    _link_and_fold([said for _, said in used], received.incidents, by, at)
    return again


def _link_and_fold(said: Sequence[Message], fresh: Collection[UUID], by: Member | None, at: datetime) -> None:
    incidents = Incident.objects.filter(source=SOURCE, reference__in={one.reference for one in said})
    about = {incident.reference: incident.pk for incident in incidents}
    children = children_in_return({_number(one) for one in said})
    known = {about[one.reference]: children[_number(one)].pk for one in said}
    linked = link_known(children=known, why="The return names the child by number.", by=by, at=at)
    told = Incident.objects.filter(pk__in=fresh, child__isnull=False).values_list("child_id", flat=True)
    refold(children=linked.union(child for child in told if child), by=by, at=at)


def _number(said: Message) -> str:
    return next(iter(said.who.references))


def _denied(row: MissingRow, born: Mapping[str, date | None]) -> str:
    """Why the row is not about the child of that number; empty when it is."""
    if row.child is None or row.child not in born:
        return NOT_IN_HEADER
    known = born[row.child]
    if known and row.born.day and row.born.day != known:
        return f"The child of this number was born on {words.day(known)}: the row may be about somebody else."
    return ""


Ends = dict[tuple[str, datetime], date]


def _ends_known(read: Collection[Message | Refused]) -> Ends:
    """The ends of the same periods that came before, by what the period is known by and how old the return is."""
    references = {said.reference for said in read if isinstance(said, Message)}
    stored = Stored.objects.filter(incident__source=SOURCE, incident__reference__in=references, person_made=False)
    ends: Ends = {}
    for said in stored.values_list("said", flat=True):
        _note_end(wire.from_json(said), ends)
    return ends


def _other_end(said: Message, ends: Ends) -> str:
    """Why the end contradicts one received with a return of the same year; a later return may correct it."""
    if said.found is None or said.said_at is None:
        return ""
    known = ends.get((said.reference, said.said_at))
    if known is not None and known != said.found.day:
        return f"This year's return gave {words.day(known)} as the end before. If that is wrong, correct the episode."
    _note_end(said, ends)
    return ""


def _note_end(said: Message, ends: Ends) -> None:
    if said.found and said.said_at:
        ends[said.reference, said.said_at] = said.found.day
