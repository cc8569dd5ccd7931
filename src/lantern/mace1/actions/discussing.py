"""What is said of a child, written while it is said; and what the meeting decides (M1-6, M1-9)."""

from datetime import datetime

from lantern.access.viewer import viewer_of
from lantern.mace1.actions.acting import issue
from lantern.mace1.actions.gathering import put_on
from lantern.mace1.models import Case, Decision, DiscussionText, Item
from lantern.mace1.queries.agenda import A_REVIEW
from lantern.mace1.queries.discussing import sections_of, undecided
from lantern.mace1.rules import refusals
from lantern.mace1.rules.allowed import against_deciding, against_writing
from lantern.mace1.rules.deciding import Decided, lacks
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.vocabulary import ItemKind, Outcome
from lantern.meetings.models import Meeting
from lantern.meetings.queries.series import coming_meetings, held
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action
from lantern.writing.actions import Kept, Place, save
from lantern.writing.rules import Typed


@action
def write_section(*, item: Item, section: str, typed: Typed, by: Member, at: datetime) -> Kept:
    """Save one section while somebody types; others' words are never lost.

    Raises `NotAllowed` before the meeting begins, once its minutes are issued, and for a section that it does not ask.
    """
    meeting = held(item.meeting_id)
    if against := against_writing(meeting.stage):
        raise NotAllowed(against)
    if section not in {each.key for each in sections_of(meeting)}:
        raise NotAllowed(refusals.NO_SUCH_SECTION)
    place = Place(DiscussionText, {"item": item, "child_id": item.child_id}, "mace1.discussion_written")
    return save(place=place, section=section, typed=typed, by=by, at=at)


@action
def decide(*, item: Item, decided: Decided, by: Member, at: datetime) -> Decision:
    """What the meeting decides of the child; said anew it replaces what was said before, which the history keeps.

    It takes effect when the meeting is over. Raises `NotAllowed` while the meeting is not running, for a deferred child, and
    for a review that is not at a later meeting of the series.
    """
    _hold_running(item)
    if lacking := lacks(decided):
        raise NotAllowed(lacking)
    review = _review(item, decided)
    values = {
        "child_id": item.child_id, "outcome": decided.outcome, "level": decided.level, "ways": list(decided.ways),
        "review": review, "closing": decided.closing, "words": decided.words.strip(), "by": by, "at": at,
    }  # fmt: skip
    made, _ = Decision.objects.update_or_create(item=item, defaults=values)
    trail.record("mace1.decided", made, by=by, at=at)
    return made


@action
def carry_out(*, meeting: Meeting, by: Member, at: datetime) -> None:
    """The meeting is over: closed children are closed, reviews stand on their agendas, actions are issued.

    Raises `NotAllowed` while a child on the agenda whom `by` may see is not decided. One out of their sight who is not decided
    stays open and comes onto the next agenda (SHA-4).
    """
    if left := undecided(meeting, viewer_of(by, now=at)):
        number = f"{left} child" if left == 1 else f"{left} children"
        raise NotAllowed(
            f"{refusals.UNDECIDED}: {number} left. Decide each, if only to review them at the next meeting."
        )
    decisions = Decision.objects.filter(item__meeting=meeting, item__deferred_at=None).select_related("review")
    for each in decisions.select_related("item__case", "review"):
        case = each.item.case
        if each.outcome == Outcome.CLOSES:
            close_case(case=case, because=each.closing, by=by, at=at)
        elif each.review is not None:
            put_on(case=case, meeting=each.review, kind=ItemKind.REVIEW, because=A_REVIEW, by=by, at=at)
    issue(meeting=meeting, by=by, at=at)


@action
def close_case(*, case: Case, because: str, by: Member, at: datetime) -> None:
    """The child is open to MACE 1 no more, by decision of a meeting."""
    case.closed_at, case.closed_because = at, because
    case.save(update_fields=["closed_at", "closed_because"])
    trail.record("mace1.closed", case, by=by, at=at)


def _hold_running(item: Item) -> Meeting:
    meeting = held(item.meeting_id)
    if item.deferred_at is not None:
        raise NotAllowed(refusals.DEFERRED)
    if against := against_deciding(meeting.stage):
        raise NotAllowed(against)
    return meeting


def _review(item: Item, decided: Decided) -> Meeting | None:
    if decided.outcome is not Outcome.STAYS:
        return None
    later = coming_meetings(item.meeting.series_id, item.meeting.begins_at).exclude(pk=item.meeting_id)
    found = next((each for each in later if each.pk == decided.review), None)
    if found is None:
        raise NotAllowed(refusals.NO_REVIEW)
    return found
