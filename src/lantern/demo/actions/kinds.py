"""Children of the invented county of whom it became known, before they were back, where they were (MIS-5)."""

from datetime import datetime, timedelta

from lantern.children.vocabulary import Status
from lantern.missing.actions import change_kind
from lantern.missing.models import Episode
from lantern.missing.vocabulary import Absence
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import Moment
from lantern.trail.acting import action

SHOWN = 3
LONG_ENOUGH = timedelta(hours=6)


@action
def become_known(*, by: None, at: datetime) -> None:
    """The latest few long absences of looked-after children who are back: known where they were from half-way on."""
    coordinator = (
        Member.objects.filter(roles__role=Role.MISSING_COORDINATOR, roles__area=None).order_by("email").first()
    )
    looked_after = Episode.objects.filter(child__status=Status.LOOKED_AFTER, ended_at__isnull=False, stretches=[])
    exact = looked_after.filter(start_date_only=False, end_date_only=False, absence=Absence.MISSING)
    recent = exact.select_related("incident").order_by("-ended_at", "id")[: SHOWN * 10]
    long = [each for each in recent if each.ended_at and each.ended_at - each.started_at >= LONG_ENOUGH][:SHOWN]
    for episode in long if coordinator else ():
        assert coordinator is not None
        assert episode.ended_at is not None
        half = episode.started_at + (episode.ended_at - episode.started_at) / 2
        known = Moment(half.replace(second=0, microsecond=0))
        note = "Rang their carer from a relative’s house; staff spoke with the relative."
        change_kind(episode=episode, kind=Absence.AWAY, since=known, by=coordinator, at=episode.ended_at, note=note)
