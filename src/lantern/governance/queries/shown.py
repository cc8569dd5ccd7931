"""What a page had shown to somebody, from the trail that it left (SHA-6)."""

from datetime import datetime

from django.db.models import Q

from lantern.organisation.models import Member
from lantern.trail.models import Entry
from lantern.trail.vocabulary import Kind

LIVE = {"missing:now": "missing/now"}  # pages that go on showing children after they were served
AT_MOST = 1_000


def shown_on_page(member: Member, served_at: datetime, page: str) -> list[Entry]:
    """The looks that the page left when it was served, by the very moment; of a live page those since as well."""
    then = Q(at=served_at)
    if page in LIVE:
        then |= Q(at__gt=served_at, what=LIVE[page])
    found = Entry.objects.filter(then, member_id=member.pk, kind__in=[Kind.VIEW, Kind.SEARCH], child_id__isnull=False)
    once = {(each.subject_kind, each.subject_id): each for each in found.order_by("at", "id")[:AT_MOST]}
    return list(once.values())
