"""Letters of the invented county: some posted, some printed and still on the desk, the others owed (MIS-8)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from lantern.access.viewer import viewer_of
from lantern.children.actions import set_status
from lantern.children.models import Child
from lantern.children.queries.authorities import authorities_named
from lantern.children.vocabulary import Status
from lantern.missing.actions import print_letters, record_posted
from lantern.missing.queries.letters import children_owed, not_open
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import Moment, london
from lantern.trail.acting import action

POSTED, ON_THE_DESK = 2, 1  # children of each five who are owed letters
OF_EACH = 5
LEFT = 2  # of those still owed, before one of them is another authority's
MOST = 15


@action
def write_letters(*, by: None, at: datetime) -> None:
    """What a coordinator did this morning; who came back since then is owed letters still."""
    coordinator = (
        Member.objects.filter(roles__role=Role.MISSING_COORDINATOR, roles__area=None).order_by("email").first()
    )
    if coordinator is None:
        return
    printed, posted = at - timedelta(hours=2), at - timedelta(hours=1)
    viewer = viewer_of(coordinator, now=at)
    owed = [
        each
        for each in children_owed(viewer, not_open())[:MOST]
        if not each.barred and not each.away and not each.episodes.filter(ended_at__gt=printed).exists()
    ]
    fifth = max(len(owed) // OF_EACH, 1)
    going, waiting = owed[: POSTED * fifth], owed[POSTED * fifth : (POSTED + ON_THE_DESK) * fifth]
    if going:
        letters = print_letters(children=going, by=coordinator, at=printed)
        record_posted(letters=letters, posted=Moment(posted), by=coordinator, at=posted)
    if waiting:
        print_letters(children=waiting, by=coordinator, at=posted)
    _of_a_neighbour(owed[(POSTED + ON_THE_DESK) * fifth :], coordinator, at)


def _of_a_neighbour(owed: Sequence[Child], coordinator: Member, at: datetime) -> None:
    """The last of those still owed stays with relatives here, and another authority is to offer the chat (PAR-9)."""
    names = authorities_named(viewer_of(coordinator, now=at))
    if not names or len(owed) < LEFT:
        return
    child = owed[-1]
    back = child.episodes.filter(ended_at__isnull=False).latest("ended_at").ended_at
    assert back is not None
    set_status(
        child=child, status=Status.NONE, since=london(back).date(), home_authority=names[0], by=coordinator, at=at,
    )  # fmt: skip
