"""Which series and meetings somebody has a place in: read once a request, along with whose children are their own (SHA-2)."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from lantern.access.viewer import Viewer
from lantern.children.queries import own
from lantern.meetings.models import Accepted, Apology, Invited, Seat
from lantern.meetings.rules.papers import against_papers, digest
from lantern.meetings.vocabulary import Comes
from lantern.organisation.queries import arrangement_on
from lantern.organisation.rules.protocol import protocol_on
from lantern.organisation.rules.seating import CHAIRS, RUNS, SeatKind

SEAT, RUN, CHAIR, ACCEPTED = Comes.SEAT.value, "runs", "chairs", "accepted"


class Places(NamedTuple):
    """Series that somebody chairs, runs (chairs or supports) and sits in; meetings they come to for that one alone.

    `against` is why no paper opens for them, or "" (PAR-6, SHA-3).
    """

    chairs: frozenset[UUID]
    runs: frozenset[UUID]
    sits: frozenset[UUID]
    represents: frozenset[UUID]
    invited: frozenset[UUID]
    against: str

    @property
    def is_nowhere(self) -> bool:
        """Whether they have no place at all."""
        return not (self.sits or self.represents or self.invited)


def places(viewer: Viewer) -> Places:
    """Of the viewer, today; one query more for who has a place, none for who has none."""
    if "places" not in viewer.remembered:
        viewer.remembered["places"] = _read(viewer)
    found: Places = viewer.remembered["places"]
    return found


def _read(viewer: Viewer) -> Places:
    of = own.own(viewer).places
    has_a_place = bool(of[SEAT] or of[Comes.REPRESENTATIVE] or of[Comes.INVITED])
    signed = viewer.member.agency
    protocol = protocol_on(viewer.today, signed=signed.protocol_signed_on, expires=signed.protocol_expires_on)
    return Places(
        chairs=of[CHAIR],
        runs=of[RUN],
        sits=of[SEAT],
        represents=of[Comes.REPRESENTATIVE],
        invited=of[Comes.INVITED],
        against=against_papers(protocol, accepted=has_a_place and _accepts(viewer, of[ACCEPTED])),
    )


def statement(viewer: Viewer) -> str:
    """The information sharing statement as it is today."""
    return arrangement_on(viewer.today, viewer.member.partnership).mace1.statement


def _seats(kinds: frozenset[SeatKind]) -> "own.Also":
    def rows(viewer: Viewer) -> QuerySet[Any, Any]:
        now = Q(until=None) | Q(until__gt=viewer.today)
        found = Seat.objects.filter(now, member=viewer.member, kind__in=kinds, since__lte=viewer.today)
        return found.filter(series__ended_at=None).values_list("series")

    return rows


def _represented(viewer: Viewer) -> QuerySet[Any, Any]:
    """Until the meeting is over: then the papers are taken away again (PAR-5)."""
    found = Apology.objects.filter(representative=viewer.member, withdrawn_at=None)
    return found.filter(meeting__ended_at=None, meeting__cancelled_at=None).values_list("meeting")


def _invited(viewer: Viewer) -> QuerySet[Any, Any]:
    found = Invited.objects.filter(member=viewer.member, withdrawn_at=None)
    return found.filter(meeting__ended_at=None, meeting__cancelled_at=None).values_list("meeting")


def _accepted(viewer: Viewer) -> QuerySet[Any, Any]:
    """Every wording that they accepted; which of them is today's is asked only of who has a place."""
    return Accepted.objects.filter(member=viewer.member).values_list("pk")


def _accepts(viewer: Viewer, accepted: frozenset[UUID]) -> bool:
    return Accepted.objects.filter(pk__in=accepted, digest=digest(statement(viewer))).exists()


def ready() -> None:
    """Register what is read along; called at start-up."""
    own.register(CHAIR, _seats(CHAIRS))
    own.register(RUN, _seats(RUNS))
    own.register(SEAT, _seats(frozenset(SeatKind) - {SeatKind.INVITED}))
    own.register(Comes.REPRESENTATIVE.value, _represented)
    own.register(Comes.INVITED.value, _invited)
    own.register(ACCEPTED, _accepted)
