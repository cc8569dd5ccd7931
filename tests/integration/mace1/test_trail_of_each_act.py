"""SHA-6: everything that is done about a meeting and its children leaves its entry, by who did it, about whom."""

from collections.abc import Callable
from typing import Any

import pytest

from lantern.mace1.actions import acting, discussing, mailing, returning, saving
from lantern.mace1.actions import minutes as of_minutes
from lantern.mace1.actions.deferring import defer
from lantern.mace1.actions.requesting import accept, ask, decline, dissent, take_back
from lantern.mace1.models import Action, Case, Decision, Item, Request
from lantern.mace1.vocabulary import ItemKind, Way
from lantern.meetings.actions import coming, inviting, planning, running, seats
from lantern.meetings.actions import statement as statements
from lantern.meetings.models import Meeting, Seat
from lantern.meetings.vocabulary import SeriesKind, Stage
from lantern.organisation.models import Area, Member
from lantern.organisation.rules.seating import SeatKind
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY, london
from lantern.trail.acting import OutsideAction
from lantern.trail.models import Entry
from lantern.trail.vocabulary.said import SAID
from tests.factories.people import a_member, now
from tests.factories.today import today
from tests.integration.mace1.gathered import CLOSES, Room
from tests.integration.mace1.stages import agree, held, to, write

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def left(act: Callable[[], object]) -> list[Entry]:
    """The entries that `act` leaves, the first first."""
    last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    act()
    return list(Entry.objects.filter(id__gt=last).order_by("id"))


def one(act: Callable[[], object], what: str, by: Member, child: Any = None) -> Entry:
    """The only entry that `act` leaves: what was done, by whom, and of which child."""
    entries = left(act)
    assert [each.what for each in entries] == [what], [each.what for each in entries]
    assert (entries[0].member_id, entries[0].child_id) == (by.pk, child.pk if child else None)
    return entries[0]


class TestOfAChildInAMeeting:
    def test_what_is_said_held_asked_and_decided(self, room: Room) -> None:
        """M1-5, M1-6: one entry each, of the child."""
        with within(room.here.pk):
            item = room.item()
            to(room, item, Stage.RUNNING)
            one(lambda: held(room, item), "mace1.return_written", room.core, item.child)
            one(lambda: write(room, item), "mace1.discussion_written", room.chair, item.child)
            one(lambda: agree(room, item), "mace1.action_agreed", room.chair, item.child)
            decided = {"item": item, "decided": room.stays(), "by": room.chair, "at": now()}
            one(lambda: discussing.decide(**decided), "mace1.decided", room.chair, item.child)

    def test_what_is_written_beside_somebody_says_so(self, room: Room) -> None:
        """M1-6: the second text of one box is another entry."""
        with within(room.here.pk):
            item = room.item()
            to(room, item, Stage.RUNNING)
            write(room, item)
            other = Room.__new__(Room)
            other.__dict__ = room.__dict__ | {"chair": room.minutes}
            one(lambda: write(other, item, "Else"), "mace1.discussion_written_beside", room.minutes, item.child)

    def test_nothing_held_and_taken_back(self, room: Room) -> None:
        """M1-5: a record of having checked."""
        with within(room.here.pk):
            item = room.item()
            to(room, item, Stage.AGENDA_OUT)
            said: dict[str, Any] = {"agency": room.core.agency, "by": room.core, "at": now()}
            one(lambda: returning.hold_nothing(items=[item], **said), "mace1.nothing_held", room.core, item.child)
            back = returning.take_back_nothing
            one(lambda: back(item=item, **said), "mace1.nothing_held_taken_back", room.core, item.child)

    def test_the_end_closes_puts_on_and_issues(self, room: Room) -> None:
        """M1-6, M1-9: each child's own entry, and the meeting's."""
        with within(room.here.pk):
            stays, closes = room.item("Example"), room.item("Sample")
            to(room, stays, Stage.RUNNING)
            agree(room, stays)
            discussing.decide(item=stays, decided=room.stays(), by=room.chair, at=now())
            discussing.decide(item=closes, decided=CLOSES, by=room.chair, at=now())
            entries = left(lambda: running.end(meeting=room.meeting, by=room.chair, at=now()))
            found = {(each.what, each.child_id) for each in entries}
            assert found == {
                ("mace1.closed", closes.child_id),
                ("mace1.put_on_agenda", stays.child_id),
                ("mace1.action_issued", stays.child_id),
                ("meetings.ended", None),
            }

    def test_between_meetings(self, room: Room) -> None:
        """M1-6, M1-7, M1-10: told, done, dropped, amended, not agreed with."""
        with within(room.here.pk):
            item = room.item()
            to(room, item, Stage.RUNNING)
            done, dropped = agree(room, item), agree(room, item, "Ask the landlord")
            to_end = {"by": room.chair, "at": now()}
            discussing.decide(item=item, decided=room.stays(), **to_end)
            running.end(meeting=room.meeting, **to_end)
            running.issue_minutes(meeting=room.meeting, **to_end)
            core: dict[str, Any] = {"by": room.core, "at": now()}
            one(lambda: acting.tell(asked=done, words="Soon", **core), "mace1.progress_told", room.core, item.child)
            finish = {"asked": done, "on": today(), "words": "Seen", **core}
            one(lambda: acting.finish(**finish), "mace1.action_done", room.core, item.child)
            drop = {"asked": dropped, "because": "Moved", **to_end}
            one(lambda: acting.drop(**drop), "mace1.action_dropped", room.chair, item.child)
            one(lambda: of_minutes.amend(item=item, words="No", **to_end), "mace1.amended", room.chair, item.child)
            one(lambda: of_minutes.dissent(item=item, words="No", **core), "mace1.dissented", room.core, item.child)

    def test_a_paper_that_leaves(self, room: Room) -> None:
        """M1-11: of the meeting and of each child in it, with what for."""
        with within(room.here.pk):
            item = room.item()
            told = {"what": "agenda as pdf", "purpose": "The core group"}
            entries = left(
                lambda: of_minutes.take_out(meeting=room.meeting, items=[item], by=room.core, at=now(), **told)
            )
            assert [(each.what, each.child_id, each.purpose) for each in entries] == [
                ("mace1.paper_taken_out", None, "The core group"),
                ("mace1.paper_taken_out", item.child_id, "The core group"),
            ]


class TestOfRequests:
    def asked(self, room: Room, kind: ItemKind = ItemKind.INITIAL) -> Request:
        child = room.child()
        return ask(child=child, kind=kind, way=Way.AGENCY, words="Worried", by=room.core, at=now())

    def test_asked_and_taken_back(self, room: Room) -> None:
        """M1-2: by who asks."""
        with within(room.here.pk):
            entry = left(lambda: self.asked(room))[-1]
            assert (entry.what, entry.member_id) == ("mace1.requested", room.core.pk)
            made = Request.objects.get()
            said = {"asked": made, "by": room.core, "at": now()}
            one(lambda: take_back(**said), "mace1.request_taken_back", room.core, made.child)

    def test_accepted_the_child_is_opened(self, room: Room) -> None:
        """M1-2: three entries: decided, opened, on the agenda."""
        with within(room.here.pk):
            made = self.asked(room)
            entries = left(lambda: accept(asked=made, by=room.chair, at=now()))
            assert {each.what for each in entries} >= {"mace1.request_accepted", "mace1.opened"}
            assert {each.child_id for each in entries} == {made.child_id}
            assert {each.member_id for each in entries} == {room.chair.pk}

    def test_declined_and_not_agreed_with(self, room: Room) -> None:
        """M1-10: by the chair, then by who asked."""
        with within(room.here.pk):
            made = self.asked(room)
            no = {"asked": made, "reason": "Not yet", "by": room.chair, "at": now()}
            one(lambda: decline(**no), "mace1.request_declined", room.chair, made.child)
            made.refresh_from_db()
            said = {"asked": made, "words": "Why not", "by": room.core, "at": now()}
            one(lambda: dissent(**said), "mace1.dissented", room.core, made.child)

    def test_deferred_is_two(self, room: Room) -> None:
        """M1-2: off one agenda, and on another."""
        with within(room.here.pk):
            item = room.item()
            move = {"item": item, "to": room.meetings[1].pk, "because": "Court", "by": room.chair, "at": now()}
            assert [each.what for each in left(lambda: defer(**move))] == ["mace1.deferred", "mace1.put_on_agenda"]

    def test_a_view_of_the_tracker_is_of_no_child(self, room: Room) -> None:
        """M1-8."""
        with within(room.here.pk):
            said: dict[str, Any] = {"by": room.core, "at": now()}
            one(lambda: saving.save_view(name="Late", query="show=late", **said), "mace1.view_saved", room.core)


class TestOfMeetings:
    def test_a_series_and_its_seats(self, room: Room) -> None:
        """PAR-4: opened, filled, added, ended."""
        with within(room.here.pk):
            said: dict[str, Any] = {"by": room.by, "at": now()}
            west = {"kind": SeriesKind.MACE1, "area": Area.objects.get(name="West"), **said}
            one(lambda: planning.open_series(**west), "meetings.series_opened", room.by)
            new = {"series": room.series, "kind": SeatKind.MEMBER, "agency": room.core.agency, **said}
            one(lambda: seats.add_seat(designation="Nurse", **new), "meetings.seat_added", room.by)
            seat = Seat.objects.get(designation="Nurse")
            holder = a_member(room.here, agency=room.core.agency.name)
            one(lambda: seats.name_holder(seat=seat, member=holder, **said), "meetings.seat_filled", room.by)
            one(lambda: seats.end_seat(seat=seat, **said), "meetings.seat_ended", room.by)

    def test_dates(self, room: Room) -> None:
        """M1-1: planned one by one, moved, cancelled, mailed."""
        with within(room.here.pk):
            said: dict[str, Any] = {"by": room.by, "at": now()}
            last = london(max(each.begins_at for each in room.meetings)).date()
            plan = {"series": room.series, "days": [last + 7 * DAY, last + 14 * DAY], **said}
            assert [each.what for each in left(lambda: planning.plan(**plan))] == ["meetings.planned"] * 2
            meeting = room.meetings[-1]
            to_when = meeting.begins_at + DAY
            one(lambda: planning.move(meeting=meeting, to=to_when, because="Room", **said), "meetings.moved", room.by)
            mailed = {"meetings": [Meeting.objects.get(pk=meeting.pk)], "what": "Moved.", "site": "https://x.example"}
            one(lambda: inviting.mail_dates(**mailed, **said), "meetings.dates_mailed", room.by)
            one(lambda: planning.cancel(meeting=meeting, because="Snow", **said), "meetings.cancelled", room.by)

    def test_who_comes(self, room: Room) -> None:
        """PAR-5, ATT-1, SHA-3: apologies and taking them back, attendance, the statement."""
        with within(room.here.pk):
            said: dict[str, Any] = {"by": room.core, "at": now()}
            sorry = {"meeting": room.meeting, "member": room.core, **said}
            one(lambda: coming.send_apologies(**sorry), "meetings.apologies_sent", room.core)
            one(lambda: coming.come_after_all(**sorry), "meetings.apologies_withdrawn", room.core)
            newcomer = a_member(room.here)
            accepted = {"by": newcomer, "at": now()}
            one(lambda: statements.accept(**accepted), "meetings.statement_accepted", newcomer)
            room.begun()
            here = {"meeting": room.meeting, "member": room.core, "is_here": True, "by": room.chair, "at": now()}
            one(lambda: coming.say_here(**here), "meetings.attendance_said", room.chair)

    def test_each_step_of_a_meeting(self, room: Room) -> None:
        """M1-4 to M1-7: sent, begun, over, issued."""
        with within(room.here.pk):
            said: dict[str, Any] = {"by": room.chair, "at": now()}
            for act, what in (
                (running.send_agenda, "meetings.agenda_sent"),
                (running.begin, "meetings.begun"),
                (running.end, "meetings.ended"),
                (running.issue_minutes, "meetings.minutes_issued"),
            ):
                one(lambda act=act: act(meeting=room.meeting, **said), what, room.chair)  # type: ignore[misc]

    def test_mail_to_those_who_have_something_to_do(self, room: Room) -> None:
        """M1-6: once for the meeting; none where nobody has."""
        with within(room.here.pk):
            item = room.item()
            to(room, item, Stage.RUNNING)
            said: dict[str, Any] = {"site": "https://x.example", "by": room.chair, "at": now()}
            assert left(lambda: mailing.mail_owners(meeting=room.meeting, **said)) == []
            agree(room, item)
            discussing.decide(item=item, decided=room.stays(), by=room.chair, at=now())
            running.end(meeting=room.meeting, by=room.chair, at=now())
            one(lambda: mailing.mail_owners(meeting=room.meeting, **said), "mace1.owners_mailed", room.chair)


def test_every_entry_of_the_rooms_is_said_in_words(room: Room) -> None:
    """SHA-6: whoever reads the trail reads sentences; none is a key."""
    with within(room.here.pk):
        item = room.item()
        to(room, item, Stage.MINUTES_OUT)
        kept = set(Entry.objects.values_list("what", flat=True))
    assert {each for each in kept if each.startswith(("mace1.", "meetings."))} <= SAID.keys()


@pytest.mark.parametrize("model", [Item, Case, Decision, Action])
def test_nothing_is_written_outside_an_action(room: Room, model: Any) -> None:
    """design.md, habit 5: a record about a child is changed by an action or not at all."""
    with within(room.here.pk):
        item = room.item()
        to(room, item, Stage.RUNNING)
        agree(room, item)
        discussing.decide(item=item, decided=room.stays(), by=room.chair, at=now())
        found = model.objects.first()
        with pytest.raises(OutsideAction):
            found.save()
        with pytest.raises(OutsideAction):
            model.objects.filter(pk=found.pk).delete()
