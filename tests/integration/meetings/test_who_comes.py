"""Who comes, who cannot, who comes instead and was there; the statement that opens papers (PAR-5, PAR-6, SHA-3, ATT-1)."""

import pytest
from django.urls import reverse

from lantern.access.viewer import viewer_of
from lantern.children.models import Child
from lantern.mace1.actions import discussing
from lantern.meetings.actions import coming as actions
from lantern.meetings.actions.running import begin, end
from lantern.meetings.models import Accepted, Apology
from lantern.meetings.queries.coming import coming, could_represent
from lantern.meetings.queries.places import places
from lantern.meetings.rules import refusals
from lantern.meetings.rules.papers import NOT_ACCEPTED
from lantern.meetings.rules.refusals import NotAllowed
from lantern.organisation.actions import change_arrangement
from lantern.organisation.models import Agency, Member
from lantern.organisation.queries import current_partnership
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import DAY
from lantern.trail.acting import action
from tests.factories.meetings import accept, seat
from tests.factories.people import a_member, now, signed_in_client
from tests.factories.today import today
from tests.integration.mace1.gathered import Room

pytestmark = pytest.mark.django_db


@pytest.fixture
def room() -> Room:
    return Room()


def sorry(room: Room, instead: Member | None = None, **more: object) -> Apology:
    told = {"representative": instead, "briefed": instead is not None} | more
    return actions.send_apologies(meeting=room.meeting, member=room.core, by=room.core, at=now(), **told)  # type: ignore[arg-type]


def sees(room: Room, member: Member, child: Child) -> bool:
    return Child.visible_to(viewer_of(member, now=now())).filter(pk=child.pk).exists()


def test_a_representative_has_the_papers_of_that_meeting_alone(room: Room) -> None:
    """PAR-5: from the apologies on, until the meeting is over, and not when they come after all."""
    instead = a_member(room.here, Role.HEALTH_MEMBER)
    with within(room.here.pk):
        accept(instead)
        item = room.item()
        room.sent()
        assert not sees(room, instead, item.child)
        sorry(room, instead)
        assert sees(room, instead, item.child)
        actions.come_after_all(meeting=room.meeting, member=room.core, by=room.core, at=now())
        assert not sees(room, instead, item.child)
        sorry(room, instead)
        begin(meeting=room.meeting, by=room.chair, at=now())
        discussing.decide(item=item, decided=room.stays(), by=room.chair, at=now())
        end(meeting=room.meeting, by=room.chair, at=now())
        assert not sees(room, instead, item.child)
        with pytest.raises(NotAllowed, match=refusals.OVER):
            sorry(room)


def test_who_may_represent(room: Room) -> None:
    """PAR-5: somebody else of the same agency without a seat of their own."""
    with within(room.here.pk):
        other = a_member(room.here, Role.HEALTH_MEMBER, agency="Another Invented Agency")
        for instead, why in (
            (room.core, refusals.THEMSELVES),
            (other, refusals.OTHER_AGENCY),
            (room.minutes, refusals.SITS_ALREADY),
        ):
            with pytest.raises(NotAllowed, match=why):
                sorry(room, instead)
        with pytest.raises(NotAllowed, match=refusals.WHO_COMES_NOT):
            actions.send_apologies(meeting=room.meeting, member=other, by=other, at=now())
        free = a_member(room.here, Role.CHAT_WORKER)
        found = could_represent(room.core, room.meeting)
        assert free in found
        assert not {room.core, room.minutes, other} & set(found)


def test_apologies_said_anew_take_the_place_of_the_first(room: Room) -> None:
    """PAR-5: one stands; what was said before stays on the record."""
    with within(room.here.pk):
        sorry(room)
        sorry(room, words="Ill")
        assert Apology.objects.count() == 2
        assert Apology.objects.get(withdrawn_at=None).words == "Ill"


def test_attendance_is_the_latest_word_and_counts_agencies(room: Room) -> None:
    """ATT-1: by the member or a representative; nothing before the meeting has begun."""
    with within(room.here.pk):
        with pytest.raises(NotAllowed, match=refusals.NOT_HERE_YET):
            actions.say_here(meeting=room.meeting, member=room.core, is_here=True, by=room.chair, at=now())
        room.begun()
        before = coming(room.meeting)
        for is_here in (True, False, True):
            actions.say_here(meeting=room.meeting, member=room.core, is_here=is_here, by=room.chair, at=now())
        found = coming(room.meeting)
        assert found.here == {room.core.pk}
        assert (before.attending[0], found.attending[0]) == (0, 1)
        assert found.attending[1] == before.attending[1] > 10
        assert "Sexual health service" in {each.name for each in found.without}


def test_the_page_of_a_meeting_says_who_comes(room: Room) -> None:
    """PAR-5: apologies and who comes instead; one press says who is there, by who runs the meeting alone."""
    instead = a_member(room.here, Role.HEALTH_MEMBER, name="Alex Pretend")
    url = reverse("meetings:meeting", args=[room.meetings[0].pk])
    client = signed_in_client(room.core)
    form = reverse("meetings:apologies", args=[room.meetings[0].pk])
    assert "Brief them before they come" in client.post(form, {"representative": str(instead.pk)}).content.decode()
    client.post(form, {"representative": str(instead.pk), "briefed": "on"})
    assert "Alex Pretend for Noor Madeup" in client.get(url).content.decode()
    client.post(url, {"coming": "1"})
    assert "Alex Pretend for" not in client.get(url).content.decode()
    with within(room.here.pk):
        room.begun()
    assert client.post(url, {"here": str(room.core.pk)}).status_code == 404
    chair = signed_in_client(room.chair)
    assert chair.post(url, {"here": str(room.here.pk)}).status_code == 404
    chair.post(url, {"here": str(room.core.pk)})
    assert "1 of" in chair.get(url).content.decode()
    assert signed_in_client(instead).get(form).status_code == 404


def test_the_statement_is_accepted_once_for_each_wording(room: Room) -> None:
    """SHA-3: the words as they were accepted are kept; other words close papers until they are accepted too."""
    with within(room.here.pk):
        assert not places(viewer_of(room.core, now=now())).against
        change_arrangement(
            values={"mace1.statement": "Other words\n"}, effective_from=today(), by=room.by, at=now(),
            seen=current_partnership().arrangement_version,
        )  # fmt: skip
        member = Member.objects.select_related("partnership", "agency", "user").get(pk=room.core.pk)
        assert places(viewer_of(member, now=now())).against == NOT_ACCEPTED
    client, url = signed_in_client(room.core), reverse("meetings:statement")
    assert "Other words" in client.get(url).content.decode()
    for _ in range(2):
        answer = client.post(f"{url}?next=/meetings/contacts/")
        assert answer["Location"] == "/meetings/contacts/"
    assert "You accepted these words" in client.get(url).content.decode()
    with within(room.here.pk):
        assert list(Accepted.objects.filter(member=room.core).order_by("at").values_list("words", flat=True))[1:] == [
            "Other words\n"
        ]


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_accepting_leads_nowhere_else(room: Room, elsewhere: str) -> None:
    """SHA-3: an address from outside is not followed."""
    answer = signed_in_client(room.core).post(f"{reverse('meetings:statement')}?next={elsewhere}")
    assert answer["Location"] == reverse("meetings:list")


@action
def _expire(*, agency: Agency, by: None, at: object) -> None:
    Agency.objects.filter(pk=agency.pk).update(protocol_expires_on=today() - DAY)


def test_an_agency_without_a_protocol_is_told_why(room: Room) -> None:
    """PAR-6: no papers, no attendance, and the reason on every page of the meeting."""
    with within(room.here.pk):
        room.item()
        room.sent()
        _expire(agency=room.core.agency, by=None, at=now())
    client = signed_in_client(room.core)
    for name in ("meetings:list", "meetings:statement"):
        assert "protocol has expired" in client.get(reverse(name)).content.decode()
    shown = client.get(reverse("mace1:agenda", args=[room.meetings[0].pk])).content.decode()
    assert "protocol has expired" in shown
    assert "Amber" not in shown


def test_a_seat_that_ended_opens_nothing(room: Room) -> None:
    """PAR-4, SHA-2: from the day on which somebody else holds it."""
    former = a_member(room.here, Role.HEALTH_MEMBER)
    with within(room.here.pk):
        seat(room.series, former, until=today())
        accept(former)
        item = room.item()
        room.sent()
        assert not sees(room, former, item.child)
        assert places(viewer_of(former, now=now())).is_nowhere
