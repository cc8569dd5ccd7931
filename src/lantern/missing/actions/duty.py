"""Acknowledging a child at high risk, keeping the rota, leaving notes for the next shift (MIS-13)."""

from datetime import datetime
from uuid import UUID, uuid4

from lantern.access.viewer import viewer_of
from lantern.missing.actions.folding import hold
from lantern.missing.models import Acknowledgement, Episode, HandoverNote, Shift
from lantern.missing.queries.duty import plain, since_high, standing_of, told_of
from lantern.missing.rules import duty
from lantern.missing.rules.refusals import NotAllowed
from lantern.organisation.models import Area, Member
from lantern.tenancy.current import one_at_a_time
from lantern.timekeeping import words
from lantern.trail import actions as trail
from lantern.trail.acting import action

ROTA = "the rota"
NOT_NEEDED = "Nobody has to acknowledge it: the child is back, or the risk is not high any more."


@action
def acknowledge(*, episode: Episode, by: Member, at: datetime) -> Acknowledgement:
    """`by` has the child in hand: nobody else is asked any more, whoever's turn it was.

    Raises `NotAllowed` when it needs nobody, or when somebody else was quicker, and says who.
    """
    hold([episode.child_id])
    current = Episode.objects.select_related("child").get(pk=episode.pk)
    standing = standing_of(current, viewer_of(by, now=at))
    if standing is None:
        raise NotAllowed(NOT_NEEDED)
    if isinstance(standing.said, duty.Acknowledged):
        raise NotAllowed(f"{standing.said.name} acknowledged it, {words.when(standing.said.at, at)}.")
    row = told_of(Episode.objects.filter(pk=episode.pk)).get()
    made = Acknowledgement.objects.create(
        child_id=current.child_id, incident_id=current.incident_id, since=since_high(row), by=by, at=at
    )
    trail.record("missing.acknowledged", made, by=by, at=at)
    return made


@action
def take_back_acknowledgement(*, acknowledgement: Acknowledgement, why: str, by: Member, at: datetime) -> None:
    """It was a mistake: the child is asked about again, as if nobody had acknowledged. What was said stays to be seen."""
    hold([acknowledgement.child_id])
    acknowledgement.refresh_from_db()
    if acknowledgement.undone_at:
        raise NotAllowed("This has been taken back already.")
    if not why.strip():
        raise NotAllowed("Say why it is taken back.")
    acknowledgement.undone_at, acknowledgement.undone_by, acknowledgement.undone_why = at, by, why.strip()
    acknowledgement.save(update_fields=["undone_at", "undone_by", "undone_why"])
    trail.record("missing.acknowledgement_undone", acknowledgement, by=by, at=at)


@action
def add_shift(
    *, member: Member, area: UUID | None, place: int, since: datetime, until: datetime, by: Member | None, at: datetime
) -> Shift:
    """Put `member` on the rota of `area`, or of everybody. Raises `NotAllowed` when it does not fit beside the others."""
    one_at_a_time(ROTA)
    new = duty.Shift(uuid4(), member.pk, member.name, area, place, since, until)
    beside = Shift.objects.filter(area=area, since__lt=until, until__gt=since).select_related("member")
    if against := duty.against_shift(new, plain(beside), now=at):
        raise NotAllowed(against)
    shift = Shift.objects.create(
        member=member, area_id=area, place=place, since=since, until=until, planned_until=until, by=by, at=at
    )
    trail.record("missing.shift_added", shift, by=by, at=at)
    return shift


@action
def end_shift(*, shift: Shift, by: Member, at: datetime) -> None:
    """Take somebody off the rota from now on; one that has not begun never begins. The time they were on it stays."""
    one_at_a_time(ROTA)
    shift.refresh_from_db()
    if shift.until <= at or shift.ended_at:
        raise NotAllowed("This shift is over already.")
    shift.until, shift.ended_by, shift.ended_at = max(shift.since, at), by, at
    shift.save(update_fields=["until", "ended_by", "ended_at"])
    trail.record("missing.shift_ended", shift, by=by, at=at)


@action
def leave_note(*, area: Area | UUID | None, text: str, by: Member, at: datetime) -> HandoverNote:
    """A note for whoever is on duty next, kept with the shift it was written in."""
    if not text.strip():
        raise NotAllowed("Write what the next person should know.")
    own = Shift.objects.filter(member=by, since__lte=at, until__gt=at).order_by("since").first()
    key = area.pk if isinstance(area, Area) else area
    note = HandoverNote.objects.create(area_id=key, shift=own, text=text.strip(), by=by, at=at)
    trail.record("missing.note_left", note, by=by, at=at)
    return note


@action
def close_note(*, note: HandoverNote, by: Member, at: datetime) -> None:
    """It is dealt with, and leaves the sheet; it stays in the record. Raises `NotAllowed` when somebody was quicker."""
    held = HandoverNote.objects.select_for_update().get(pk=note.pk)
    if held.closed_at:
        raise NotAllowed("Somebody has closed this note already.")
    held.closed_at, held.closed_by = at, by
    held.save(update_fields=["closed_at", "closed_by"])
    trail.record("missing.note_closed", held, by=by, at=at)
