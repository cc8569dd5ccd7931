"""Open obligations by the version of the arrangement that their episode follows (PAR-7)."""

from collections.abc import Mapping
from datetime import date

from django.db.models import Q, QuerySet
from django.urls import reverse

from lantern.access.arranging.rooms import Days, Number
from lantern.access.viewer import Viewer
from lantern.access.vocabulary import Permission
from lantern.design.keyset import counted_together
from lantern.missing.models import Episode
from lantern.missing.queries.owing import SUBJECT
from lantern.obligations.models import Obligation
from lantern.obligations.queries import open_obligations
from lantern.timekeeping.moments import midnight

COUNTED_TO = 200


def owed_under(days: Days, viewer: Viewer) -> QuerySet[Obligation]:
    """What is still to be done for episodes that began from the first of `days` until before the second."""
    began = Episode.objects.filter(_began(*days), child__in=open_obligations(viewer).values("child")).values("pk")
    return open_obligations(viewer).filter(subject_kind=SUBJECT, subject_id__in=began)


def counts(days: Mapping[int, Days], viewer: Viewer) -> dict[int, Number]:
    """By a version's number, how many there are and where they are listed; for those who may see what is owed."""
    if not viewer.may(Permission.SEE_OBLIGATIONS) or not days:
        return {}
    found = counted_together({number: owed_under(each, viewer) for number, each in days.items()}, cap=COUNTED_TO)
    return {number: Number(count, reverse("missing:owed_under", args=[number])) for number, count in found.items()}


def _began(since: date, until: date) -> Q:
    bounds = Q() if since == date.min else Q(started_at__gte=midnight(since))
    return bounds if until == date.max else bounds & Q(started_at__lt=midnight(until))
