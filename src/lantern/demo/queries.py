"""The demo's people."""

from django.db.models import QuerySet

from lantern.organisation.models import Member


def people() -> "QuerySet[Member]":
    """Everyone one can be, with roles and agency."""
    return Member.objects.filter(removed_at=None).select_related("agency", "user").prefetch_related("roles__area")
