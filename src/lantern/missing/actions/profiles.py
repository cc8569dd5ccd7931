"""The profile of a child before they go missing: written, checked, brought into a report."""

from datetime import datetime

from lantern.children.models import Child
from lantern.missing.actions.folding import hold
from lantern.missing.models import Episode, Profile, ProfileInReport, ProfileVersion
from lantern.missing.rules.profile import Said, clean
from lantern.missing.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def save_profile(*, child: Child, said: Said, version: int, by: Member, at: datetime) -> Profile:
    """Write the profile, which is thereby checked; `version` is the one it was written upon, 0 when there was none.

    Raises `ChangedMeanwhile` when somebody else saved since: nothing of either is lost; `NotAllowed` for an empty one.
    """
    hold([child.pk])
    try:
        words = clean(said)
    except ValueError as error:
        raise NotAllowed(str(error)) from error
    if not words:
        raise NotAllowed("Write down at least one thing that would help to find the child.")
    profile = Profile.objects.filter(child=child).first()
    if version != (profile.version if profile else 0):
        raise ChangedMeanwhile
    if profile is None:
        profile = Profile.objects.create(child=child, said=words, by=by, at=at, checked_by=by, checked_at=at)
    else:
        profile.said, profile.version, profile.by, profile.at = words, profile.version + 1, by, at
        profile.checked_by, profile.checked_at = by, at
        profile.save()
    ProfileVersion.objects.create(child=child, profile=profile, number=profile.version, said=words, by=by, at=at)
    trail.record("missing.profile_written", profile, by=by, at=at)
    return profile


@action
def check_profile(*, profile: Profile, version: int, by: Member, at: datetime) -> None:
    """Somebody read `version` of it and says that it is right still. Raises `ChangedMeanwhile` when it says something else."""
    hold([profile.child_id])
    profile.refresh_from_db()
    if profile.version != version:
        raise ChangedMeanwhile
    profile.checked_by, profile.checked_at = by, at
    profile.save(update_fields=["checked_by", "checked_at"])
    trail.record("missing.profile_checked", profile, by=by, at=at)


@action
def bring_profile(*, episode: Episode, by: Member, at: datetime) -> ProfileInReport | None:
    """The profile as it stands goes with the report of `episode`; nothing when the child has none."""
    profile = Profile.objects.filter(child=episode.child_id).first()
    if profile is None:
        return None
    wording = ProfileVersion.objects.get(profile=profile, number=profile.version)
    brought = ProfileInReport.objects.create(
        child_id=episode.child_id,
        incident_id=episode.incident_id,
        wording=wording,
        checked_at=profile.checked_at,
        by=by,
        at=at,
    )
    trail.record("missing.profile_in_report", brought, by=by, at=at)
    return brought
