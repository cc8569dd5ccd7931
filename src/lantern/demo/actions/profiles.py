"""What would help to find invented children, written down before it was needed; some of it a while ago."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count

from lantern.children.models import Allocation, Child
from lantern.children.vocabulary import WorkKind
from lantern.demo.rules.profiles import said_of
from lantern.missing.models import Episode, Profile, ProfileInReport, ProfileVersion
from lantern.trail.acting import action

OFTEN = 3  # episodes, from which on somebody wrote it down
AT_ONCE = 1_000


@action
def write_profiles(*, by: None, at: datetime) -> None:
    """For children who went missing often and have a social worker, who wrote it; what is open now went with its report."""
    often = Episode.objects.values("child").annotate(times=Count("pk")).filter(times__gte=OFTEN).values("child")
    workers = dict(
        Allocation.objects.filter(kind=WorkKind.SOCIAL_WORKER, until=None, child__in=often).values_list(
            "child_id", "member_id"
        )
    )
    children = Child.objects.filter(pk__in=workers).order_by("number")
    profiles = [_profile(place, child, workers, at) for place, child in enumerate(children)]
    Profile.objects.bulk_create(profiles, batch_size=AT_ONCE)
    wordings = [
        ProfileVersion(child_id=one.child_id, profile=one, number=1, said=one.said, by_id=one.by_id, at=one.at)
        for one in profiles
    ]
    ProfileVersion.objects.bulk_create(wordings, batch_size=AT_ONCE)
    by_child = {one.child_id: one for one in wordings}
    still = Episode.objects.filter(ended_at=None, back_by=None, child__in=by_child)
    ProfileInReport.objects.bulk_create(
        ProfileInReport(
            child_id=each.child_id, incident_id=each.incident_id, wording=by_child[each.child_id],
            checked_at=by_child[each.child_id].at, by_id=by_child[each.child_id].by_id,
            at=each.reported_at or each.started_at,
        )
        for each in still
        if by_child[each.child_id].at <= (each.reported_at or each.started_at)
    )  # fmt: skip


def _profile(place: int, child: Child, workers: dict[UUID, UUID], at: datetime) -> Profile:
    when = at - timedelta(days=9 + place * 41 % 260, hours=place % 7)
    worker = workers[child.pk]
    return Profile(
        child=child, said=said_of(place, child.forename), by_id=worker, at=when, checked_by_id=worker, checked_at=when
    )
