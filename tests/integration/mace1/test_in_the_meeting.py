"""What is said and decided of a child in the meeting, and what its end does (M1-6, M1-9)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from lantern.children.actions.restricting import restrict
from lantern.children.vocabulary import Ground
from lantern.mace1.actions import acting, discussing
from lantern.mace1.models import Action, Case, Decision, Item
from lantern.mace1.queries.discussing import last_time, sections_of, texts_of
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.vocabulary import ActionKind, ItemKind
from lantern.meetings.actions.running import end
from lantern.organisation.models import Agency, Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY
from lantern.writing.rules import Result, Typed
from tests.factories.people import a_member, now
from tests.factories.today import today
from tests.integration.mace1.gathered import CLOSES, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def write(item: Item, text: str, by: Member, base: int = 0, section: int = 0) -> Any:
    key = sections_of(item.meeting)[section].key
    return discussing.write_section(item=item, section=key, typed=Typed(text, base, str(by.pk)), by=by, at=now())


def agree(item: Item, by: Member, **more: Any) -> Action:
    said: dict[str, Any] = {
        "kind": ActionKind.DISRUPT, "words": "Visit the flat", "agency": by.agency, "due_on": today() + 7 * DAY,
    }  # fmt: skip
    return acting.agree(item=item, by=by, at=now(), **said | more)


def test_chair_and_minute_taker_write_one_section_and_lose_nothing(room: Room) -> None:
    """M1-6: what the second typed on top of an older text stands beside the first, until it is put together."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        assert write(item, "The chair’s words", room.chair).result is Result.SAVED
        assert write(item, "The minute-taker’s words", room.minutes).result is Result.BESIDE
        now_there = texts_of(item)[sections_of(item.meeting)[0].key]
        assert now_there.text == "The chair’s words"
        assert dict(now_there.beside) == {str(room.minutes.pk): "The minute-taker’s words"}
        both = write(item, "The words of both", room.minutes, base=now_there.version)
        assert both.result is Result.SAVED
        assert not both.now.beside


def test_nothing_is_written_before_the_meeting_begins(room: Room) -> None:
    """M1-6: neither a text nor an action nor a decision."""
    with within(room.here.pk):
        item = room.item()
        room.sent()
        for act in (
            lambda: write(item, "Early", room.chair),
            lambda: agree(item, room.chair),
            lambda: discussing.decide(item=item, decided=room.stays(), by=room.chair, at=now()),
        ):
            with pytest.raises(NotAllowed, match=refusals.NOT_BEGUN):
                act()


def test_a_section_that_is_not_asked_is_refused(room: Room) -> None:
    """M1-6, PAR-7: the arrangement of the day says what is written."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        with pytest.raises(NotAllowed, match=refusals.NO_SUCH_SECTION):
            discussing.write_section(
                item=item, section="other", typed=Typed("Text", 0, str(room.chair.pk)), by=room.chair, at=now()
            )


def test_the_meeting_does_not_end_while_a_child_is_undecided(room: Room) -> None:
    """M1-6: nobody is left between two meetings; it says how many are left."""
    with within(room.here.pk):
        first, _ = room.item("Example"), room.item("Sample")
        room.begun()
        discussing.decide(item=first, decided=room.stays(), by=room.chair, at=now())
        with pytest.raises(NotAllowed, match="1 child left"):
            end(meeting=room.meeting, by=room.chair, at=now())
        assert room.meeting.ended_at is None


def test_the_end_closes_issues_and_puts_reviews_on_their_agenda(room: Room) -> None:
    """M1-6, M1-8, M1-9: what was decided takes effect at once, and not before."""
    with within(room.here.pk):
        stays, closes = room.item("Example"), room.item("Sample")
        room.begun()
        asked = agree(stays, room.chair)
        discussing.decide(item=stays, decided=room.stays(), by=room.chair, at=now())
        discussing.decide(item=closes, decided=CLOSES, by=room.chair, at=now())
        assert Case.objects.filter(closed_at=None).count() == 2
        assert Action.objects.get(pk=asked.pk).issued_at is None
        end(meeting=room.meeting, by=room.chair, at=now())
        case = Case.objects.get(pk=closes.case_id)
        assert (case.closed_because, case.closed_at is not None) == ("Risk reduced", True)
        assert Action.objects.get(pk=asked.pk).issued_at is not None
        review = room.of(stays.child)
        assert (review.meeting_id, review.kind) == (room.meetings[1].pk, ItemKind.REVIEW)
        assert Item.objects.filter(child=closes.child).count() == 1


def test_what_is_said_anew_replaces_the_decision(room: Room) -> None:
    """M1-6: one decision of a child in a meeting; what it was before is kept in the history."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        discussing.decide(item=item, decided=room.stays("First"), by=room.chair, at=now())
        discussing.decide(item=item, decided=CLOSES, by=room.chair, at=now())
        assert Decision.objects.get().closing == "Risk reduced"


@pytest.mark.parametrize(
    ("change", "against"),
    [
        ({"words": "  "}, refusals.NO_WORDS),
        ({"review": None}, refusals.NO_REVIEW),
    ],
)
def test_a_decision_lacks_nothing(room: Room, change: dict[str, Any], against: str) -> None:
    """M1-7, M1-9: the chair's reasons, and the meeting of the review."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        with pytest.raises(NotAllowed, match=against):
            discussing.decide(item=item, decided=replace(room.stays(), **change), by=room.chair, at=now())
        with pytest.raises(NotAllowed, match=refusals.NO_CLOSING):
            discussing.decide(item=item, decided=replace(CLOSES, closing=""), by=room.chair, at=now())


def test_a_review_is_at_a_later_meeting_of_the_series(room: Room) -> None:
    """M1-6: neither at this one nor at one that is over."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        with pytest.raises(NotAllowed, match=refusals.NO_REVIEW):
            discussing.decide(item=item, decided=replace(room.stays(), review=room.meeting.pk), by=room.chair, at=now())


def test_who_was_closed_comes_back_only_for_something_new(room: Room) -> None:
    """M1-9: what the meeting knew does not bring the child back; something newer does, with the history."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        discussing.decide(item=item, decided=CLOSES, by=room.chair, at=now())
        end(meeting=room.meeting, by=room.chair, at=now())
        room.exploited(item.child, at=now() - DAY)
        assert Case.objects.count() == 1
        room.exploited(item.child)
        again = Case.objects.get(closed_at=None)
        assert again.previous_id == item.case_id


def test_a_child_out_of_the_chairs_sight_is_neither_told_of_nor_lost(room: Room) -> None:
    """SHA-4, M1-9: the meeting ends without a word of them, and they stand on the next agenda."""
    with within(room.here.pk):
        item = room.item()
        named = [room.by, a_member(room.here, Role.MISSING_COORDINATOR)]
        restrict(child=item.child, named=named, ground=Ground.STAFF_FAMILY, words="Invented", by=room.by, at=now())
        room.begun()
        end(meeting=room.meeting, by=room.chair, at=now())
        assert room.of(item.child).meeting_id == room.meetings[1].pk


def test_an_action_is_told_of_and_done_once(room: Room) -> None:
    """M1-6, MSR-11: progress while it is open, what came of it when it is done, nothing after."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        asked = agree(item, room.chair)
        assert acting.tell(asked=asked, words="Half done", by=room.core, at=now()).words == "Half done"
        with pytest.raises(NotAllowed, match=refusals.DONE_TO_COME):
            acting.finish(asked=asked, on=today() + DAY, words="Done", by=room.core, at=now())
        acting.finish(asked=asked, on=today(), words="Served", by=room.core, at=now())
        for act in (
            lambda: acting.finish(asked=asked, on=today(), words="Again", by=room.core, at=now()),
            lambda: acting.tell(asked=asked, words="Again", by=room.core, at=now()),
            lambda: acting.drop(asked=asked, because="Again", by=room.chair, at=now()),
        ):
            with pytest.raises(NotAllowed, match=refusals.DONE_ALREADY):
                act()


def test_an_action_is_asked_of_an_agency_and_its_people_for_a_day_to_come(room: Room) -> None:
    """M1-6: the owner is of the agency, and the day is not over."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        other = Agency.objects.exclude(pk=room.core.agency_id).first()
        with pytest.raises(NotAllowed, match=refusals.OTHER_AGENCY):
            agree(item, room.chair, agency=other, owner=room.core)
        with pytest.raises(NotAllowed, match=refusals.DUE_IS_PAST):
            agree(item, room.chair, due_on=today() - timedelta(days=1))
        dropped = acting.drop(asked=agree(item, room.chair), because="Done by another", by=room.chair, at=now())
        with pytest.raises(NotAllowed, match=refusals.DROPPED):
            acting.drop(asked=dropped, because="Twice", by=room.chair, at=now())


def test_the_last_time_is_beside_the_review(room: Room) -> None:
    """M1-6: what was decided then, and its actions as they stand."""
    with within(room.here.pk):
        item = room.item()
        assert last_time(item) is None
        room.begun()
        asked = agree(item, room.chair)
        discussing.decide(item=item, decided=room.stays("Because of the flat"), by=room.chair, at=now())
        end(meeting=room.meeting, by=room.chair, at=now())
        found = last_time(room.of(item.child))
        assert found is not None
        assert found.decision is not None
        assert (found.decision.words, [each.pk for each in found.actions]) == ("Because of the flat", [asked.pk])
