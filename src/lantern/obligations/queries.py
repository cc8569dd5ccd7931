"""What is owed, through the viewer's scope; a number and its list are one queryset."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from lantern.access.scope import in_focus, through_child
from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.obligations.models import Obligation
from lantern.obligations.rules import due_between, duties_of
from lantern.obligations.vocabulary import Shown

OPEN = Q(met_at=None, waived_at=None)


def open_obligations(viewer: Viewer) -> QuerySet[Obligation]:
    """Everything that is still to be done for children `viewer` may see, the most pressing first."""
    return in_view(viewer).filter(OPEN).order_by("due_at", "id")


def mine(viewer: Viewer) -> QuerySet[Obligation]:
    """What the viewer owes: by name, or by a duty of their roles that nobody owns yet."""
    return open_obligations(viewer).filter(owed_by(viewer))


def owed_by(viewer: Viewer) -> Q:
    """The condition of `mine`."""
    return Q(owner=viewer.member) | Q(owner=None, owner_role__in=duties_of(viewer.roles))


def owed_for_child(viewer: Viewer, child: Child) -> QuerySet[Obligation]:
    """Everything ever owed for one child, the latest due first; nothing when the viewer may not see the child."""
    return Obligation.visible_to(viewer).filter(child=child).select_related("owner").order_by("-due_at", "id")


def of_subjects(subject_kind: str, ids: Iterable[UUID]) -> QuerySet[Obligation]:
    """What the given records started, in the order it falls due. The caller has reached them through the scope."""
    return (
        Obligation.objects.filter(subject_kind=subject_kind, subject_id__in=list(ids))
        .select_related("owner")
        .order_by("due_at", "id")
    )


def in_view(viewer: Viewer) -> QuerySet[Obligation]:
    """Obligations of every state for children the viewer may see, within the area they chose to look at."""
    return Obligation.visible_to(viewer).filter(in_focus(viewer, through_child))


def due(shown: Shown, viewer: Viewer) -> Q:
    """The condition for what `shown` asks for, at the viewer's time."""
    if shown is Shown.MET:
        return ~Q(met_at=None)
    if shown is Shown.WAIVED:
        return Q(met_at=None) & ~Q(waived_at=None)
    since, before = due_between(shown, viewer.now)
    bounds = Q(due_at__gte=since) if since else Q()
    return OPEN & (bounds & Q(due_at__lt=before) if before else bounds)
