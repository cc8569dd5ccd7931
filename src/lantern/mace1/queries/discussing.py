"""A child in a meeting: what was agreed the last time and became of it, what is new since, what is said now (M1-6)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, QuerySet

from lantern.access.viewer import Viewer
from lantern.children.chronology import Entry, entries
from lantern.children.vocabulary import Line
from lantern.mace1.models import Action, Decision, DiscussionText, Item
from lantern.mace1.queries.agenda import items_of
from lantern.meetings.models import Meeting
from lantern.meetings.queries.series import arranged_on, coming_meetings, seats_on
from lantern.organisation.models import Agency, Member
from lantern.organisation.rules.seating import Line as SectionLine
from lantern.organisation.rules.seating import SeatKind, read_list
from lantern.timekeeping.moments import london
from lantern.writing import queries as writing
from lantern.writing.rules import SectionNow

NEW_AT_MOST = 12  # lines on the screen; the child's chronology has them all
NOT_NEWS = frozenset({Line.NOTIFICATION, Line.LETTER, Line.OWED, Line.RECORD, Line.WORKER})
"""Lines of the chronology that tell of the work, not of the child."""


@dataclass(frozen=True)
class LastTime:
    """The last meeting that is over at which the child was discussed: what it decided, and its actions as they stand."""

    item: Item
    decision: Decision | None
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class New:
    """What happened since a time, the newest first, at most `NEW_AT_MOST`; `more` is how many lines are left out.

    `counts` are how many lines of each kind there are.
    """

    since: datetime
    entries: tuple[Entry, ...]
    more: int
    counts: tuple[tuple[str, int], ...]


def sections_of(meeting: Meeting) -> tuple[SectionLine, ...]:
    """What is written of each child, by the arrangement of the meeting's own day (PAR-7)."""
    return read_list(arranged_on(london(meeting.begins_at).date()).sections)


def closings_of(meeting: Meeting) -> tuple[str, ...]:
    """The reasons for which a child can be closed."""
    return tuple(each.words for each in read_list(arranged_on(london(meeting.begins_at).date()).closures))


def texts_of(item: Item) -> Mapping[str, SectionNow]:
    """What stands and waits, by the sections' keys; one query."""
    return writing.sections_now(DiscussionText.objects.filter(item=item))


def writers_of(item: Item) -> dict[str, str]:
    """The names of everybody who wrote of the child in this meeting, by id."""
    return writing.writers(DiscussionText.objects.filter(item=item))


def actions_of(item: Item) -> "QuerySet[Action]":
    """What was agreed in this discussion and is still asked for, in the order in which it was."""
    found = Action.objects.filter(item=item, dropped_at=None)
    return found.select_related("agency", "owner").order_by("at", "pk")


def decision_of(item: Item) -> Decision | None:
    """What was decided, if it was."""
    return Decision.objects.filter(item=item).select_related("review", "by").first()


def last_time(item: Item) -> LastTime | None:
    """The discussion before this one, in this case or one that was closed earlier."""
    before = Item.objects.filter(child=item.child_id, deferred_at=None, meeting__begins_at__lt=item.meeting.begins_at)
    asked = Action.objects.filter(dropped_at=None).select_related("agency", "owner").order_by("due_on", "pk")
    found = (
        before.filter(meeting__ended_at__isnull=False)
        .select_related("meeting__series__area")
        .prefetch_related(Prefetch("actions", asked, to_attr="asked"), "decisions__review")
        .order_by("-meeting__begins_at")
        .first()
    )
    if found is None:
        return None
    return LastTime(found, next(iter(found.decisions.all()), None), tuple(found.asked))


def new_since(item: Item, since: datetime, viewer: Viewer) -> New:
    """What the rooms know of the child that is dated since, as far as the viewer may read it."""
    told = [each for each in entries(item.child, viewer) if each.when.at >= since and each.kind not in NOT_NEWS]
    counts = tuple(Counter(each.kind for each in told).most_common())
    return New(since, tuple(told[:NEW_AT_MOST]), max(len(told) - NEW_AT_MOST, 0), counts)


def running_order(meeting: Meeting, viewer: Viewer) -> list[Item]:
    """The agenda with whether each child is decided, as `is_decided`."""
    decided = Exists(Decision.objects.filter(item=OuterRef("pk")))
    return list(items_of(meeting, viewer).annotate(is_decided=decided))


def undecided(meeting: Meeting, viewer: Viewer) -> int:
    """How many children on the agenda whom the viewer may see are not decided."""
    return items_of(meeting, viewer).filter(~Exists(Decision.objects.filter(item=OuterRef("pk")))).count()


def times_discussed(children: list[UUID]) -> dict[UUID, int]:
    """At how many meetings that are over each child was discussed."""
    found = Item.objects.filter(child__in=children, deferred_at=None, meeting__ended_at__isnull=False)
    return dict(found.order_by().values_list("child").annotate(Count("pk")))


def reviews_to_come(meeting: Meeting) -> list[Meeting]:
    """Later meetings of the series at which a child can be reviewed, the next one first."""
    later = coming_meetings(meeting.series_id, meeting.begins_at).exclude(pk=meeting.pk)
    return list(later.select_related("series__area"))


def agencies_asked(meeting: Meeting) -> dict[Agency, list[Member]]:
    """Agencies with a seat in the meeting, by name, each with the people who hold one."""
    found: dict[Agency, list[Member]] = {}
    for seat in seats_on([meeting.series_id], london(meeting.begins_at).date()):
        people = found.setdefault(seat.agency, [])
        if seat.member and seat.kind != SeatKind.INVITED and seat.member not in people:
            people.append(seat.member)
    return dict(sorted(found.items(), key=lambda each: each[0].name))


def stamp(item: Item) -> str:
    """Changes when an action is added or dropped, or something is decided: for the page to say that there is more to see."""
    actions = Action.objects.filter(item=item).aggregate(Max("at"), Max("dropped_at"), number=Count("pk"))
    decided = Decision.objects.filter(item=item).values_list("at", flat=True).first()
    return sha256(repr([*actions.values(), decided]).encode()).hexdigest()[:16]
