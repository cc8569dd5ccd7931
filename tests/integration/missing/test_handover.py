"""MIS-13: the duty handover sheet, and what one shift leaves to the next."""

from datetime import timedelta

import pytest

from lantern.missing.actions import acknowledge, add_shift, close_note, leave_note
from lantern.missing.models import HandoverNote
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Risk
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, now, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
SHEET = "/missing/handover/"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def on_duty(scene: Scene, member: Member, *, place: int = 1, since: float = -2, until: float = 6) -> None:
    """A shift for everybody, in hours from now."""
    hour = timedelta(hours=1)
    add_shift(
        member=member, area=None, place=place, since=now() + since * hour, until=now() + until * hour, by=scene.officer,
        at=now(),
    )  # fmt: skip


def test_it_says_who_is_missing_who_has_them_in_hand_and_what_is_next(scene: Scene) -> None:
    """MIS-13: high risk first."""
    robin = a_member(scene.here, Role.LIAISON_OFFICER, name="Robin Sample")
    with within(scene.here.pk):
        on_duty(scene, robin)
        an_episode(a_child("Ada", "Sample"), by=scene.officer, hours_ago=9)
        an_episode(a_child("Bo", "Sample"), by=scene.officer, hours_ago=0.3, risk=Risk.HIGH)
        known = an_episode(a_child("Cy", "Sample"), by=scene.officer, hours_ago=5, risk=Risk.HIGH)
        acknowledge(episode=known, by=robin, at=now())
    said = text_of(scene.client.get(SHEET))
    assert said.index("Cy Sample") < said.index("Bo Sample") < said.index("Ada Sample")
    assert "Acknowledged by Robin Sample, today" in said
    assert "Not acknowledged. With Robin Sample since" in said
    assert "Attend, " in said


def test_it_looks_twelve_hours_ahead_and_says_what_a_return_owes(scene: Scene) -> None:
    """MIS-7, MIS-13: a check due in the next shift; one due later stands with the return alone."""
    with within(scene.here.pk):
        an_episode(a_child("Ada", "Sample"), by=scene.officer, hours_ago=30, back_hours_ago=20)
        an_episode(a_child("Bo", "Sample"), by=scene.officer, hours_ago=10, back_hours_ago=2)
    said = text_of(scene.client.get(SHEET))
    soon = said[said.index("Due in the next 12 hours") : said.index("Returned, and owed")]
    assert "Record the vulnerability check Ada Sample" in soon
    assert "Bo Sample" not in soon
    assert "Bo Sample" in said[said.index("Returned, and owed") :]


def test_it_names_triggers_that_nobody_answered(scene: Scene) -> None:
    """MIS-12, MIS-13."""
    with within(scene.here.pk):
        child = a_child("Ada", "Sample")
        for days in (40, 20, 3):
            an_episode(child, by=scene.officer, hours_ago=24 * days, back_hours_ago=24 * days - 3)
    said = text_of(scene.client.get(SHEET))
    assert "Repeatedly missing" in said[said.index("Triggers that nobody answered") :]


def test_a_quiet_night_says_so(scene: Scene) -> None:
    """pages.md: empty states."""
    said = text_of(scene.client.get(SHEET))
    for words in (
        "Nobody left a note", "Nobody is on duty from now", "Nobody is missing.", "Nothing falls due.",
        "Nothing is owed after a return.", "Every trigger is answered.",
    ):  # fmt: skip
        assert words in said


def test_who_is_on_duty_now_and_after_and_when_nobody_is(scene: Scene) -> None:
    """MIS-13: the next day."""
    with within(scene.here.pk):
        on_duty(scene, a_member(scene.here, Role.LIAISON_OFFICER, name="Robin Sample"), until=3)
        on_duty(scene, a_member(scene.here, Role.LIAISON_OFFICER, name="Sam Pretend"), since=4, until=40)
    said = text_of(scene.client.get(SHEET))
    assert "Robin Sample Now" in said
    assert "Sam Pretend" in said
    assert said.count("Nobody is on duty from") == 1


class TestNotes:
    """Between shifts."""

    def test_a_note_is_left_with_its_shift_and_read_until_it_is_closed(self, scene: Scene) -> None:
        """MIS-13, SHA-6."""
        robin = a_member(scene.here, Role.LIAISON_OFFICER, "Mid", name="Robin Sample")
        with within(scene.here.pk):
            on_duty(scene, robin)
        client = signed_in_client(robin)
        area = str(an_area(scene.here, "Mid").pk)
        page = client.post(SHEET, {"text": "Ring the night desk at 2am.", "area": area}, follow=True)
        assert "Left for the next person." in page.content.decode()
        said = text_of(scene.client.get(SHEET))
        assert "Ring the night desk at 2am. Robin Sample, today" in said
        assert "shift Today" in said or "shift Yesterday" in said, "it began two hours ago"
        with within(scene.here.pk):
            note = HandoverNote.objects.get()
            assert note.shift is not None
        page = scene.client.post(f"/missing/handover/{note.pk}/close/", follow=True)
        assert "Closed. It leaves the sheet." in page.content.decode()
        assert "Ring the night desk" not in text_of(page)
        assert "Somebody has closed this note already." in text_of(
            scene.client.post(f"/missing/handover/{note.pk}/close/", follow=True)
        )
        with within(scene.here.pk):
            note.refresh_from_db()
            assert note.closed_by_id == scene.officer.pk
            whats = Entry.objects.filter(subject_id=note.pk, kind="change").values_list("what", flat=True)
            assert sorted(whats) == ["missing.note_closed", "missing.note_left"]

    def test_an_empty_note_is_refused_and_says_so(self, scene: Scene) -> None:
        """MIS-13."""
        said = text_of(scene.client.post(SHEET, {"text": "  ", "area": "everybody"}))
        assert "Write what the next person should know" in said
        with within(scene.here.pk), pytest.raises(NotAllowed, match="Write what"):
            leave_note(area=None, text=" ", by=scene.officer, at=now())

    def test_a_note_is_read_where_it_is_meant_for(self, scene: Scene) -> None:
        """SHA-2: an area's by those who cover it; everybody's by all on duty; by no analyst or social worker."""
        with within(scene.here.pk):
            leave_note(area=an_area(scene.here, "Mid"), text="For Mid.", by=scene.officer, at=now())
            leave_note(area=an_area(scene.here, "North").pk, text="For North.", by=scene.officer, at=now())
            leave_note(area=None, text="For everybody.", by=scene.officer, at=now())
            first = HandoverNote.objects.get(text="For North.")
        said = text_of(scene.sees_as(Role.LIAISON_OFFICER, "Mid").get(SHEET))
        assert ("For Mid." in said, "For North." in said, "For everybody." in said) == (True, False, True)
        assert all(words in text_of(scene.client.get(SHEET)) for words in ("For Mid.", "For North.", "For everybody."))
        assert scene.sees_as(Role.LIAISON_OFFICER, "Mid").post(f"{SHEET}{first.pk}/close/").status_code == 404
        for role in (Role.ANALYST, Role.SOCIAL_WORKER, Role.TRIAGE_OFFICER):
            assert scene.sees_as(role).get(SHEET).status_code == 404

    def test_a_note_cannot_be_left_for_an_area_of_others(self, scene: Scene) -> None:
        """SHA-2."""
        client = scene.sees_as(Role.LIAISON_OFFICER, "Mid")
        page = client.post(SHEET, {"text": "Look here.", "area": str(an_area(scene.here, "North").pk)})
        assert page.status_code == 200
        assert "There is a problem" in text_of(page)
        with within(scene.here.pk):
            assert not HandoverNote.objects.exists()

    def test_a_closed_note_is_closed_once(self, scene: Scene) -> None:
        """MIS-13."""
        with within(scene.here.pk):
            note = leave_note(area=None, text="Once.", by=scene.officer, at=now())
            close_note(note=note, by=scene.officer, at=now())
            with pytest.raises(NotAllowed, match="already"):
                close_note(note=note, by=scene.officer, at=now())


def test_each_child_on_it_is_looked_at(scene: Scene) -> None:
    """SHA-6: the sheet names children, so that it is a look at each."""
    with within(scene.here.pk):
        seen = [an_episode(a_child(), by=scene.officer, hours_ago=3).child_id]
        seen.append(an_episode(a_child(), by=scene.officer, hours_ago=30, back_hours_ago=20).child_id)
    scene.client.get(SHEET)
    with within(scene.here.pk):
        looks = Entry.objects.filter(what="missing/handover", member_id=scene.officer.pk)
        assert set(looks.values_list("child_id", flat=True)) == set(seen)


def test_much_costs_what_little_does(scene: Scene) -> None:
    """The bar: at most 12 queries a page."""
    with within(scene.here.pk):
        on_duty(scene, scene.officer)
        for number in range(6):
            an_episode(a_child(), by=scene.officer, hours_ago=number + 1, risk=Risk.HIGH)
            an_episode(a_child(), by=scene.officer, hours_ago=30, back_hours_ago=20 - number)
            leave_note(area=None, text="Invented.", by=scene.officer, at=now())
    scene.client.get(SHEET)
    with asking_at_most(12):
        scene.client.get(SHEET)


def test_the_board_leads_to_it(scene: Scene) -> None:
    """MIS-13: for those on duty."""
    assert f'href="{SHEET}"' in scene.client.get("/missing/").content.decode()
    assert f'href="{SHEET}"' not in scene.sees_as(Role.TRIAGE_OFFICER).get("/missing/").content.decode()
