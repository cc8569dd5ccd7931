"""Each agency says what it holds of the children on an agenda, or that it looked and holds nothing (M1-5)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse

from lantern.access.viewer import viewer_of
from lantern.children.actions.conflicts import declare_conflict
from lantern.mace1.actions import discussing, returning
from lantern.mace1.models import Item, NothingHeld, ReturnText
from lantern.mace1.queries.returns import agencies_of, due_of, said_of, still_to_say
from lantern.mace1.rules import refusals
from lantern.mace1.rules.refusals import NotAllowed
from lantern.mace1.rules.returns import Held
from lantern.meetings.actions.running import begin, end
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.writing.actions import Kept
from lantern.writing.rules import Result, Typed
from tests.factories.meetings import in_person
from tests.factories.people import a_member, now, signed_in_client
from tests.integration.mace1.gathered import CLOSES, Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def write(item: Item, text: str, by: Member, base: int = 0) -> Kept:
    typed = Typed(text, base, str(by.pk))
    return returning.write_return(item=item, agency=by.agency, typed=typed, by=by, at=now())


def nothing(*items: Item, by: Member) -> None:
    returning.hold_nothing(items=items, agency=by.agency, by=by, at=now())


def held(room: Room, item: Item, by: Member) -> Held:
    said = said_of([item], due_of(room.meeting))
    found = said.get((by.agency_id, item.pk))
    return found.held if found else Held.NO_RETURN


def test_words_take_back_that_nothing_is_held(room: Room) -> None:
    """M1-5: a record of having checked, until there is something to say."""
    with within(room.here.pk):
        item = room.item()
        room.sent()
        assert held(room, item, room.core) is Held.NO_RETURN
        nothing(item, by=room.core)
        nothing(item, by=room.core)
        assert (held(room, item, room.core), NothingHeld.objects.count()) == (Held.NOTHING, 1)
        write(item, "Attended on Friday", room.core)
        assert held(room, item, room.core) is Held.SOMETHING
        assert NothingHeld.objects.get().withdrawn_at is not None
        with pytest.raises(NotAllowed, match=refusals.SOMETHING_IS_SAID):
            nothing(item, by=room.core)


def test_two_people_of_an_agency_lose_nothing(room: Room) -> None:
    """M1-5: what the second typed on top of an older text stands beside; another agency's words are its own."""
    with within(room.here.pk):
        item = room.item()
        colleague = in_person(room.series, a_member(room.here, Role.HEALTH_MEMBER))
        other = in_person(room.series, a_member(room.here, Role.HEALTH_MEMBER, agency="Another Invented Agency"))
        room.sent()
        assert write(item, "One", room.core).result is Result.SAVED
        assert write(item, "Two", colleague).result is Result.BESIDE
        assert write(item, "Three", other).result is Result.SAVED
        assert set(ReturnText.objects.filter(standing=True).values_list("text", flat=True)) == {"One", "Three"}


@pytest.mark.parametrize("act", [write, lambda item, text, by: nothing(item, by=by)])
def test_only_between_the_agenda_and_the_end_of_the_meeting(
    room: Room, act: Callable[[Item, str, Member], None]
) -> None:
    """M1-5: before the agenda is sent nobody is asked; what comes in the meeting still counts; then it is over."""
    with within(room.here.pk):
        item = room.item()
        with pytest.raises(NotAllowed, match=refusals.AGENDA_NOT_SENT):
            act(item, "Early", room.core)
        room.sent()
        begin(meeting=room.meeting, by=room.chair, at=now())
        act(item, "In the meeting", room.core)
        discussing.decide(item=item, decided=CLOSES, by=room.chair, at=now())
        end(meeting=room.meeting, by=room.chair, at=now())
        with pytest.raises(NotAllowed, match=refusals.OVER):
            act(item, "Late", room.core)


def test_those_asked_are_the_agencies_that_are_core(room: Room) -> None:
    """M1-5, PAR-4: neither those who come by invitation alone nor those who come where required."""
    with within(room.here.pk):
        names = {each.name for each in agencies_of(room.meeting)}
        assert {"Police, triage team", "Sexual health service"} <= names
        assert "Fire and rescue" not in names


def test_it_is_due_two_days_before(room: Room) -> None:
    """M1-5: 48 hours, as the arrangement has it."""
    with within(room.here.pk):
        assert room.meeting.begins_at - due_of(room.meeting) == timedelta(hours=48)


def test_an_agency_writes_all_its_words_on_one_page(room: Room) -> None:
    """M1-5: texts with one press, nothing held of all the others with another; taken back with a third."""
    with within(room.here.pk):
        first, second, third = (room.item(name) for name in ("Example", "Invented", "Pretend"))
        room.sent()
    url, client = reverse("mace1:returns", args=[room.meetings[0].pk]), signed_in_client(room.core)
    typed = {str(first.pk): "Attended on Friday", f"{first.pk}-base": "0", "nothing": "rest"}
    assert client.post(url, typed).status_code == 302
    with within(room.here.pk):
        assert [held(room, each, room.core) for each in (first, second, third)] == [
            Held.SOMETHING, Held.NOTHING, Held.NOTHING,
        ]  # fmt: skip
    client.post(url, {"back": str(third.pk)})
    shown = client.get(url).content.decode()
    assert "2 of 3" in shown
    with within(room.here.pk):
        assert held(room, third, room.core) is Held.NO_RETURN
    client.post(url, {"nothing": str(third.pk)})
    assert "3 of 3" in client.get(url).content.decode()
    assert "Gaps" not in client.get(url).content.decode()


def test_the_chair_sees_the_gaps_and_the_childs_screen_has_the_words(room: Room) -> None:
    """M1-5, M1-6: at a glance; who said nothing stands there as that."""
    with within(room.here.pk):
        item = room.item()
        room.begun()
        write(item, "Grey car seen twice", room.core)
        asked = len(agencies_of(room.meeting))
    client = signed_in_client(room.chair)
    shown = client.get(reverse("mace1:returns", args=[room.meetings[0].pk])).content.decode()
    assert "Gaps" in shown
    assert f"all agencies: 1 of {asked}" in shown
    screen = client.get(reverse("mace1:item", args=[item.pk])).content.decode()
    assert "No return" in screen
    assert "Grey car seen twice" in screen


def test_the_script_saves_one_box(room: Room) -> None:
    """M1-5: as somebody types; a box that is not on the agenda is refused."""
    with within(room.here.pk):
        item = room.item()
        room.sent()
    url, client = reverse("mace1:save_return", args=[room.meetings[0].pk]), signed_in_client(room.core)
    sent = {"section": str(item.pk), "text": "Seen", "base": "0", "editing": "one"}
    assert client.post(url, sent).status_code == 201
    assert client.post(url, sent | {"section": str(room.meetings[0].pk)}).status_code == 403
    assert client.get(url).status_code == 302
    stranger = signed_in_client(a_member(room.here, Role.HEALTH_MEMBER))
    assert stranger.post(url, sent).status_code == 404


def test_before_the_agenda_is_sent_a_member_meets_no_page(room: Room) -> None:
    """M1-4, SHA-2: the chair does."""
    with within(room.here.pk):
        room.item()
    url = reverse("mace1:returns", args=[room.meetings[0].pk])
    assert signed_in_client(room.core).get(url).status_code == 404
    assert signed_in_client(room.chair).get(url).status_code == 200


class TestMyWork:
    """M1-5: what an agency has still to say stands in My work of those who come, from the agenda until the meeting begins."""

    def left(self, member: Member) -> list[str]:
        return [each.child.surname for each in still_to_say(viewer_of(member, now=now()))]

    def test_from_the_agenda_to_the_last_word(self, room: Room) -> None:
        """A text, or nothing held, takes a child off; taken back they stand there again."""
        with within(room.here.pk):
            first, second = room.item("Example"), room.item("Sample")
            assert self.left(room.core) == []
            room.sent()
            assert sorted(self.left(room.core)) == ["Example", "Sample"]
            write(first, "Seen twice", room.core)
            nothing(second, by=room.core)
            assert self.left(room.core) == []
            returning.take_back_nothing(item=second, agency=room.core.agency, by=room.core, at=now())
            assert self.left(room.core) == ["Sample"]
            begin(meeting=room.meeting, by=room.chair, at=now())
            assert self.left(room.core) == []

    def test_the_line_leads_to_the_page(self, room: Room) -> None:
        """One press from My work; nobody without a place has the line."""
        with within(room.here.pk):
            room.item()
            meeting = room.sent()
            stranger = a_member(room.here, Role.HEALTH_MEMBER)
        shown = signed_in_client(room.core).get("/").content.decode()
        assert "Say what you hold of 1 child" in shown
        assert reverse("mace1:returns", args=[meeting.pk]) in shown
        assert "Say what you hold" not in signed_in_client(stranger).get("/").content.decode()

    def test_a_child_out_of_sight_is_not_counted(self, room: Room) -> None:
        """SHA-4: a number tells of nobody."""
        with within(room.here.pk):
            item = room.item()
            room.item("Sample")
            room.sent()
            declare_conflict(child=item.child, words="A cousin", by=room.core, at=now())
            assert self.left(room.core) == ["Sample"]
