"""A child's profile, its wordings, and the one that went with a report."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from lantern.children.models import Child
from lantern.children.queries.record import with_record
from lantern.missing.models import Episode, Profile, ProfileInReport, ProfileVersion


def profile_of(child: Child) -> Profile | None:
    """The profile of a child whom the caller has reached through the scope."""
    return Profile.objects.filter(child=child).select_related("by__agency", "checked_by__agency").first()


def wordings_of(profile: Profile) -> list[ProfileVersion]:
    """Every wording, the latest first, the one that stands included."""
    return list(ProfileVersion.objects.filter(profile=profile).select_related("by").order_by("-number"))


def brought_into(episode: Episode) -> ProfileInReport | None:
    """What went with the report of an episode that the caller has reached through the scope."""
    rows = ProfileInReport.objects.filter(incident=episode.incident_id, child=episode.child_id)
    return rows.select_related("wording__by__agency", "by").first()


def with_record_and_profile(found: "QuerySet[Any]") -> "QuerySet[Any]":
    """Episodes with the child's record, and whether a profile went with the report, in one query."""
    brought = ProfileInReport.objects.filter(incident=OuterRef("incident"), child=OuterRef("child"))
    return with_record(found).annotate(has_profile=Exists(brought))
