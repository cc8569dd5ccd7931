"""Children come onto agendas by themselves: by the threshold, and by reviews that are due (M1-2 b, e).

Working it out again changes nothing. Nobody is taken off: only a meeting closes a child (M1-9).
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from lantern.children.actions.numbers import next_number_of
from lantern.children.models import Child
from lantern.exploitation.queries.levels import standing_levels
from lantern.mace1.actions.template import prepare, settle_templates
from lantern.mace1.models import Case, Item
from lantern.mace1.queries.agenda import without_place
from lantern.mace1.queries.series import open_meetings, series_by_area
from lantern.mace1.queries.threshold import known_of
from lantern.mace1.rules.threshold import proposed
from lantern.mace1.vocabulary import ItemKind, Way
from lantern.meetings.models import Meeting
from lantern.organisation.models import Member
from lantern.organisation.queries import arrangement_on, current_partnership
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def gather_children(*, children: Collection[UUID], by: Member | None, at: datetime) -> list[Item]:
    """Those of `children` who meet the threshold and are not open come onto the next agenda that is not sent yet."""
    return _gather(Child.objects.filter(pk__in=children), by, at)


@action
def gather_series(*, series: Collection[UUID], by: Member | None, at: datetime) -> list[Item]:
    """Everybody of the areas of these series who belongs onto the next agenda: by the threshold, or by a review."""
    areas = [area for area, each in series_by_area(london(at).date()).items() if each.pk in set(series)]
    found = _gather(Child.objects.filter(area__in=areas), by, at)
    return [*_place_again(series, by, at), *found]


@action
def open_case(
    *, child: Child, meeting: Meeting, way: Way, because: str, by: Member | None, at: datetime,
    presenter: Member | None = None,
) -> Item:  # fmt: skip
    """The child is open to MACE 1 from now on, and stands on the agenda of `meeting` for a first discussion.

    `presenter` asked for it and owes the template; of a child who comes by themselves the social worker does (M1-3).
    """
    stands = standing_levels(Child.objects.filter(pk=child.pk).values("pk")).get(child.pk)
    before = Case.objects.filter(child=child).order_by("-opened_at").first()
    case = Case.objects.create(
        child=child, series_id=meeting.series_id, number=f"M{next_number_of(Case):07d}", came=way, opened_at=at,
        opened_by=by, level_at_open=stands.level if stands else "", previous=before,
    )  # fmt: skip
    trail.record("mace1.opened", case, by=by, at=at)
    item = put_on(case=case, meeting=meeting, kind=ItemKind.INITIAL, because=because, by=by, at=at)
    prepare(case=case, presenter=presenter, by=by, at=at)
    return item


@action
def put_on(*, case: Case, meeting: Meeting, kind: ItemKind, because: str, by: Member | None, at: datetime) -> Item:
    """Onto the agenda of `meeting`; where the child stands on it already, nothing changes."""
    item, made = Item.objects.get_or_create(
        case=case, meeting=meeting, deferred_at=None,
        defaults={"child_id": case.child_id, "kind": kind, "because": because[:400], "by": by, "at": at},
    )  # fmt: skip
    if made:
        trail.record("mace1.put_on_agenda", item, by=by, at=at)
        settle_templates(cases=[case.pk], by=by, at=at)
    return item


def _gather(children: "QuerySet[Child]", by: Member | None, at: datetime) -> list[Item]:
    """Whose area has no series, and whose series has no open agenda, waits: planning a meeting gathers them."""
    today = london(at).date()
    arranged = arrangement_on(today, current_partnership())
    by_area = series_by_area(today)
    waiting = children.filter(merged_into=None, area__in=list(by_area))
    waiting = waiting.exclude(pk__in=Case.objects.filter(closed_at=None).values("child"))
    meetings = open_meetings({each.pk for each in by_area.values()}, at)
    judged = {child: proposed(known, arranged.mace1) for child, known in known_of(waiting, arranged, at).items()}
    ways = {child: found for child, found in judged.items() if found}
    made = []
    for child in _hold_unopened(list(ways)):
        meeting = meetings.get(by_area[child.area_id].pk) if child.area_id else None
        if meeting is not None:
            way, because = ways[child.pk]
            made.append(open_case(child=child, meeting=meeting, way=way, because=because, by=by, at=at))
    return made


def _hold_unopened(children: Collection[UUID]) -> list[Child]:
    """Those of `children` who are still not open, by name; held, so that nobody else opens them meanwhile."""
    held = list(Child.objects.filter(pk__in=children).order_by("pk").select_for_update(no_key=True))
    opened = set(Case.objects.filter(child__in=held, closed_at=None).values_list("child_id", flat=True))
    return sorted((each for each in held if each.pk not in opened), key=lambda each: (each.sort_name, each.pk))


def _place_again(series: Collection[UUID], by: Member | None, at: datetime) -> list[Item]:
    """Open children whose meeting was cancelled, or who have no meeting to come, stand on the next agenda."""
    meetings = open_meetings(series, at)
    return [
        put_on(case=case, meeting=meetings[case.series_id], kind=kind, because=because, by=by, at=at)
        for case, kind, because in without_place(series)
        if case.series_id in meetings
    ]
