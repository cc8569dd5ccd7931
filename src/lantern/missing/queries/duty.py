"""Whose turn it is to acknowledge each child at high risk, as facts and the moment of reading say (MIS-13)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import JSONObject

from lantern.access.viewer import Viewer
from lantern.access.vocabulary import PERMISSIONS, Permission
from lantern.children.queries.barred import closed_to_those, with_closed
from lantern.missing.models import Acknowledgement, Decision, Episode, Message, Shift
from lantern.missing.queries.arranged import arranged
from lantern.missing.queries.board import OPEN
from lantern.missing.rules import duty
from lantern.missing.rules.wire import read
from lantern.missing.vocabulary import Absence, DecisionKind, Risk
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.queries import Areas
from lantern.timekeeping.moments import london

AHEAD = timedelta(days=7)  # how far the rota is read: what comes later is nobody's next
SHOWN = 25
ON_DUTY = tuple(role for role, permissions in PERMISSIONS.items() if Permission.ACKNOWLEDGE in permissions)
"""Roles that acknowledge, and so stand on a rota."""


@dataclass(frozen=True)
class Standing:
    """How one child at high risk stands: who acknowledged it, or who waits; `key` takes an acknowledgement back."""

    episode: Any
    said: duty.Acknowledged | duty.Waiting
    key: UUID | None = None

    @property
    def waits(self) -> bool:
        return isinstance(self.said, duty.Waiting)

    def is_turn_of(self, member: Member) -> bool:
        """Whether it is theirs to acknowledge now."""
        return isinstance(self.said, duty.Waiting) and self.said.member == member.pk

    @property
    def nobody_left(self) -> bool:
        """Whether everybody on the rota was asked, or nobody is on it."""
        return isinstance(self.said, duty.Waiting) and self.said.member is None


Standings = Mapping[UUID, Standing]


def at_high_risk(viewer: Viewer) -> QuerySet[Any]:
    """Everybody missing now at high risk that `viewer` may see, whatever area they look at: whose turn it is does not rest
    on a filter. Each with what was said of the risk and acknowledged."""
    found = Episode.visible_to(viewer).filter(OPEN, risk=Risk.HIGH, absence_now=Absence.MISSING)
    return told_of(found).select_related("child").order_by("started_at", "id")


def told_of(episodes: QuerySet[Any]) -> QuerySet[Any]:
    """Episodes with the risk as each message gave it, and with the acknowledgements that stand: one query for all.

    Those of incidents that a person joined to any episode of the child come along; `_joined` says which belong to which.
    """
    joined = Decision.objects.filter(
        incident__child=OuterRef(OuterRef("child")), kind=DecisionKind.SAME_EPISODE, undone_at=None
    )
    # Apart, since an `OR` of the two reads every message there is.
    own = Q(incident=OuterRef("incident"))
    along = Q(incident__in=joined.values("incident")) & ~own
    risks = Message.objects.exclude(said__risk=None)
    told = JSONObject(
        risk=KT("said__risk"), heard="received_at", person="person_made", of="incident_id", key="fingerprint"
    )
    given = Acknowledgement.objects.filter(undone_at=None)
    said = JSONObject(id="id", by="by_id", name="by__name", at="at", of="incident_id")
    return episodes.annotate(
        risks_told=ArraySubquery(risks.filter(own).values(one=told)),
        risks_along=ArraySubquery(risks.filter(along).values(one=told)),
        acknowledged=ArraySubquery(given.filter(own).values(one=said)),
        acknowledged_along=ArraySubquery(given.filter(along).values(one=said)),
    )


def standings(episodes: Iterable[Any], viewer: Viewer) -> dict[UUID, Standing]:
    """How each of `episodes` that is missing now at high risk stands; they come from `told_of`. At most one query."""
    asked = [each for each in episodes if needs_somebody(each)]
    return stand(asked, shifts_for(asked, viewer), viewer) if asked else {}


def shifts_for(asked: Iterable[Any], viewer: Viewer) -> list[Any]:
    """Every shift that counts for the children in `asked`, and those on duty now, in one query."""
    first = min([viewer.now, *(since_high(each) for each in asked)])
    return list(shifts_between(first, viewer.now + AHEAD))


def stand(asked: Iterable[Any], shifts: Iterable[Any], viewer: Viewer) -> dict[UUID, Standing]:
    """How each of `asked` stands by those shifts; those that need nobody are left out."""
    asked = list(asked)
    since = {each.pk: since_high(each) for each in asked if needs_somebody(each)}
    waiting = [each for each in asked if each.pk in since]
    rows = list(shifts)
    known, closed = plain(rows), _closed(rows, waiting, viewer)
    minutes = arranged(viewer).acknowledge_minutes
    return {
        each.pk: _standing(
            each, since[each.pk], [one for one in known if (one.member, each.child_id) not in closed], minutes, viewer
        )
        for each in waiting
    }


def _closed(shifts: Iterable[Any], waiting: Iterable[Any], viewer: Viewer) -> frozenset[tuple[UUID, UUID]]:
    """Who on the rota may not see which of the children: nobody is asked about a child denied to them (SHA-4)."""
    return closed_to_those(shifts, {each.child_id for each in waiting}, viewer)


def waiting(viewer: Viewer) -> list[Standing]:
    """Children at high risk whom nobody has acknowledged, those known longest first; at most two queries."""
    found = standings(at_high_risk(viewer), viewer).values()
    return sorted((each for each in found if each.waits), key=lambda each: (each.said.since, each.episode.pk))  # type: ignore[union-attr]


def standing_of(episode: Episode, viewer: Viewer) -> Standing | None:
    """How one episode stands; `None` when it needs nobody."""
    if not needs_somebody(episode):
        return None
    row = told_of(Episode.objects.filter(pk=episode.pk)).select_related("child").get()
    return standings([row], viewer).get(episode.pk)


def needs_somebody(episode: Episode) -> bool:
    """Missing now at high risk: not one that is over, was corrected to medium, or whose whereabouts are known."""
    return episode.is_open and episode.risk == Risk.HIGH and episode.absence_now == Absence.MISSING


def since_high(episode: Any) -> datetime:
    """Since when it is known here that a child is missing at high risk."""
    told = (
        duty.Telling(Risk(each["risk"]), datetime.fromisoformat(each["heard"]), each["person"])
        for each in _told(episode)
        if each["risk"] in set(Risk)
    )
    high = duty.high_since(told) or episode.graded_at or episode.reported_at or episode.started_at
    kinds = read(episode.stretches)
    return max(high, kinds[-1].since.at) if kinds else high


def _told(episode: Any) -> list[Mapping[str, Any]]:
    """The risk as the messages gave it that the episode was folded from, whatever incident they came under (MIS-3)."""
    folded = {said[2] for said in episode.history}
    return [*episode.risks_told, *(each for each in episode.risks_along if each["key"] in folded)]


def _joined(episode: Any) -> set[str]:
    """The incidents that the episode is about: its own, and those joined to it, of which the risk was told."""
    return {str(episode.incident_id), *(each["of"] for each in _told(episode))}


def _standing(episode: Any, since: datetime, known: Iterable[duty.Shift], minutes: int, viewer: Viewer) -> Standing:
    own = _joined(episode)
    given = {
        UUID(each["id"]): _given(each)
        for each in (*episode.acknowledged, *episode.acknowledged_along)
        if each["of"] in own
    }
    said = duty.standing(
        since=since,
        acknowledged=given.values(),
        shifts=duty.for_area(known, path_of(episode.child.area_id, viewer.areas)),
        minutes=minutes,
        now=viewer.now,
    )
    key = next((pk for pk, each in given.items() if each == said), None)
    return Standing(episode, said, key)


def _given(each: Mapping[str, str]) -> duty.Acknowledged:
    return duty.Acknowledged(UUID(each["by"]), each["name"], datetime.fromisoformat(each["at"]))


def path_of(area: UUID | None, areas: Areas) -> tuple[UUID | None, ...]:
    """An area, the areas that hold it, and the whole partnership last: whose rota counts there, the nearest first."""
    return (*_upwards(area, areas), None)


def _upwards(area: UUID | None, areas: Areas) -> Iterator[UUID]:
    while area is not None:
        yield area
        area = areas.tree.get(area)


def shifts_between(since: datetime, until: datetime) -> QuerySet[Any]:
    """Shifts of members who still acknowledge, that touch the time between; each with its member and what is closed to them."""
    return with_closed(
        Shift.objects.filter(since__lt=until, until__gt=since, member__removed_at=None)
        .filter(_acknowledges(london(until).date()))
        .select_related("member")
        .order_by("since", "place", "id")
    )


def _acknowledges(day: date) -> Exists:
    held = RoleHeld.objects.filter(Q(until=None) | Q(until__gt=day), member=OuterRef("member"), role__in=ON_DUTY)
    return Exists(held)


def _shift(row: Shift) -> duty.Shift:
    return duty.Shift(row.pk, row.member_id, row.member.name, row.area_id, row.place, row.since, row.until)


def plain(rows: Iterable[Shift]) -> list[duty.Shift]:
    """Rows as the rules want them."""
    return [_shift(each) for each in rows]
