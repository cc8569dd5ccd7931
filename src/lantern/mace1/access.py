"""Why somebody may see a child: a meeting they chair, support, sit in or are asked to has the child on its agenda (SHA-2).

Nobody whose agency's protocol does not stand, or who did not accept the statement as it is today, sees anybody by it
(PAR-6, SHA-3). A representative sees the children of that meeting alone, until it is over (PAR-5); a guest the children they
are invited for.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from lantern.access.scope import Grant, Path, register
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.mace1.models import Item, Request
from lantern.mace1.vocabulary import Asked
from lantern.meetings.models import Meeting
from lantern.meetings.queries.places import Places, places

SENT = Q(meeting__agenda_sent_at__isnull=False)


def _items(of: Places, viewer: Viewer) -> "QuerySet[Item]":
    """Places on agendas that open a child to the viewer.

    Whoever runs the series sees everybody open to it. Core members see a child from the day the agenda is sent, as long as the
    child is open. Who was closed is seen until the next meeting is over, for minutes and actions.
    """
    later = Meeting.objects.filter(series=OuterRef("meeting__series"), begins_at__gt=OuterRef("meeting__begins_at"))
    lately = ~Exists(later.filter(ended_at__isnull=False))
    is_open = Q(case__closed_at=None) | lately
    runs = Q(case__series__in=of.runs) & is_open
    sits = Q(meeting__series__in=of.sits) & SENT & is_open
    represents = Q(meeting__in=of.represents) & SENT
    guest = Q(
        guests__invited__member=viewer.member, guests__withdrawn_at=None, guests__invited__withdrawn_at=None,
        meeting__in=of.invited,
    )  # fmt: skip
    ways = runs | sits | represents | (guest & SENT)
    return Item.objects.filter(ways, deferred_at=None, meeting__cancelled_at=None)


def _requests(of: Places) -> "QuerySet[Request]":
    return Request.objects.filter(series__in=of.runs, state=Asked.WAITING)


def _by_meeting(viewer: Viewer, path: Path) -> Q | None:
    of = places(viewer) if viewer.sees_names else None
    if of is None or of.is_nowhere or of.against:
        return None
    found = Q(**{f"{path('id')}__in": _items(of, viewer).values("child")})
    return found | Q(**{f"{path('id')}__in": _requests(of).values("child")}) if of.runs else found


def _why_by_meeting(viewer: Viewer, child: Child) -> str | None:
    """Of who sees every child anyway it is not asked: that is reason enough, and would cost each page a query."""
    of = places(viewer) if viewer.sees_names and not viewer.covers_all else None
    if of is None or of.is_nowhere or of.against:
        return None
    item = _items(of, viewer).filter(child=child).select_related("meeting__series__area").order_by("-at").first()
    if item is not None:
        series = item.meeting.series
        return f"you run {series}" if series.pk in of.runs else f"on the agenda of {series}"
    asked = _requests(of).filter(child=child).select_related("series__area").first() if of.runs else None
    return f"you run {asked.series}, which was asked to discuss this child" if asked else None


def ready() -> None:
    """Register the reason; called at start-up."""
    register(Grant("mace1", _by_meeting, _why_by_meeting))
