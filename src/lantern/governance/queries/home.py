"""Whether a member gave their home."""

from lantern.governance.models import Home
from lantern.organisation.models import Member


def home_of(member: Member) -> Home | None:
    """When it was given; what it is cannot be read."""
    return Home.objects.filter(member=member).first()
