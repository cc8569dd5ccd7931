"""The demo's people."""

from django.db.models import QuerySet

from lantern.organisation.models import Member


def people() -> "QuerySet[Member]":
    """Everyone one can be, with roles and agency: somebody invited lately who has not come yet cannot sign in."""
    return (
        Member.objects.filter(removed_at=None, user__isnull=False)
        .select_related("agency", "user")
        .prefetch_related("roles__area")
    )
