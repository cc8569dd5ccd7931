"""MIS-13: the briefing at sign-in tells what happened since somebody was last here, and nothing twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from lantern.access.viewer import Viewer, viewer_of
from lantern.home.queries.since import FIRST_TIME, LONGEST, Since, lists, since_of, told
from lantern.home.since import since_words, summary
from lantern.missing.actions import answer_triggers, leave_note, record_return
from lantern.missing.models import Trigger
from lantern.missing.vocabulary import AnswerKind, FoundBy, Harm, Risk
from lantern.obligations import actions as obligations
from lantern.obligations.models import Obligation
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail import actions as trail
from lantern.trail.models import Entry
from lantern.trail.queries.seen import last_seen
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, now, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
PAGE = "/briefing/"


@pytest.fixture
def scene() -> Scene:
    return Scene()


def last_here(scene: Scene, hours_ago: float, member: Member | None = None) -> Client:
    """A client in a session that began after somebody was away for so long."""
    client = signed_in_client(member or scene.officer)
    session = client.session
    before = now() - hours_ago * HOUR
    session.update({"entered": session["membership"], "last_here": before.isoformat()})
    session.save()
    return client


def viewer(member: Member, hours_ago: float | None) -> Viewer:
    at = now()
    return viewer_of(member, now=at, last_here=None if hours_ago is None else at - hours_ago * HOUR)


def kinds(member: Member, hours_ago: float | None) -> dict[str, int]:
    """How many of each kind are told."""
    return {kind.removeprefix("since: "): len(rows) for kind, rows in told(viewer(member, hours_ago)).items() if rows}


class TestSinceWhen:
    """From when on."""

    def test_since_the_last_thing_they_did_in_an_earlier_session(self, scene: Scene) -> None:
        """MIS-13: what they saw before they left is not told again; this session's own pages move nothing."""
        other = a_member(scene.here, Role.LIAISON_OFFICER)
        signed_in_client(scene.officer).get("/")
        with within(scene.here.pk):
            an_episode(a_child("Ada", "Sample"), by=other, hours_ago=10 / 60)  # reported this very minute
        client = signed_in_client(scene.officer)
        for _ in range(2):
            said = text_of(client.get("/"))
            assert "Since you were last here, today " in said
            assert ": 1 new episode. Briefing" in said
        assert "Ada Sample, 1" in text_of(client.get(PAGE))
        assert "nothing new" in text_of(signed_in_client(scene.officer).get("/"))

    def test_what_was_done_in_the_last_session_counts_as_being_here(self, scene: Scene) -> None:
        """MIS-13, SHA-6: read from the trail, before the sign-in itself is written."""
        with within(scene.here.pk):
            trail.record("access.signed_in", scene.officer, by=scene.officer, at=now() + HOUR)
            assert last_seen(scene.officer.pk) == Entry.objects.get(what="access.signed_in").at
            assert last_seen(a_child().pk) is None

    def test_somebody_who_was_never_here_is_told_of_a_day(self, scene: Scene) -> None:
        """MIS-13."""
        new = viewer(scene.officer, None)
        assert since_of(new) == new.now - FIRST_TIME
        assert since_words(new) == "In the last 24 hours, since you were not here before"

    def test_somebody_who_was_long_away_is_told_of_four_weeks(self, scene: Scene) -> None:
        """MIS-13: the lists have what is older."""
        back = viewer(scene.officer, 24 * 90)
        assert since_of(back) == back.now - LONGEST
        assert since_words(back) == "In the last four weeks: you were last here longer ago"

    def test_it_says_when_in_words(self, scene: Scene) -> None:
        """MIS-17."""
        at = datetime(2026, 1, 5, 12, tzinfo=UTC)
        here = viewer_of(scene.officer, now=at, last_here=at - 20 * HOUR)
        assert since_words(here) == "Since you were last here, yesterday 4pm"


class TestWhatIsTold:
    """Kind by kind."""

    def test_an_episode_that_nobody_here_knew_of(self, scene: Scene) -> None:
        """MIS-13: also one that began before and came in since; not one that was known and only went on."""
        with within(scene.here.pk):
            an_episode(a_child(), by=scene.officer, hours_ago=30)
            an_episode(a_child(), by=scene.officer, hours_ago=5)
            assert kinds(scene.officer, 10)["missing"] == 1
            assert kinds(scene.officer, 40)["missing"] == 2
            assert "missing" not in kinds(scene.officer, 2)

    def test_a_return_that_happened_or_was_told_since(self, scene: Scene) -> None:
        """MIS-6, MIS-13: found yesterday, recorded now."""
        with within(scene.here.pk):
            episode = an_episode(a_child(), by=scene.officer, hours_ago=60)
            an_episode(a_child(), by=scene.officer, hours_ago=80, back_hours_ago=70, at=now() - HOUR)
            late = {"where": "Fictional Station", "found_by": FoundBy.POLICE, "harm": Harm.NONE}
            record_return(episode=episode, found=Moment(now() - 30 * HOUR), by=scene.officer, at=now(), **late)
            assert kinds(scene.officer, 0.5)["returned"] == 1

    def test_triggers_whether_or_not_somebody_answered_meanwhile(self, scene: Scene) -> None:
        """MIS-12, MIS-13."""
        with within(scene.here.pk):
            an_episode(a_child(), by=scene.officer, hours_ago=5, risk=Risk.HIGH)
            assert kinds(scene.officer, 8)["triggers"] == 1
            waiting = list(Trigger.objects.all())
            answer_triggers(triggers=waiting, kind=AnswerKind.NOTHING, text="Known.", by=scene.officer, at=now())
            assert kinds(scene.officer, 8)["triggers"] == 1
            assert "triggers" not in kinds(scene.officer, 1)
        assert "answered" in text_of(last_here(scene, 8).get(PAGE))

    def test_what_fell_overdue_and_is_theirs(self, scene: Scene) -> None:
        """MIS-7, MIS-13: not what was overdue before, nor what is somebody else's."""
        with within(scene.here.pk):
            an_episode(a_child(), by=scene.officer, hours_ago=40, back_hours_ago=27)
            assert kinds(scene.officer, 10)["overdue"] == 1
            assert "overdue" not in kinds(scene.officer, 2)
            assert "overdue" not in kinds(a_member(scene.here, Role.CHAT_WORKER), 10)

    def test_what_was_handed_to_them(self, scene: Scene) -> None:
        """MIS-13: by somebody else, and still theirs."""
        other = a_member(scene.here, Role.LIAISON_OFFICER)
        with within(scene.here.pk):
            an_episode(a_child(), by=other, hours_ago=10, back_hours_ago=5)
            owed = Obligation.objects.filter(met_at=None).order_by("due_at", "kind")[0]
            obligations.hand_over(obligation=owed, to=scene.officer, by=other, at=now() - HOUR)
            assert kinds(scene.officer, 3)["handed"] == 1
            assert "handed" not in kinds(scene.officer, 0.5)
            obligations.hand_over(obligation=Obligation.objects.get(pk=owed.pk), to=other, by=other, at=now())
            assert "handed" not in kinds(scene.officer, 3)

    def test_notes_that_others_left(self, scene: Scene) -> None:
        """MIS-13: one's own are known."""
        other = a_member(scene.here, Role.LIAISON_OFFICER, name="Robin Sample")
        with within(scene.here.pk):
            leave_note(area=None, text="Ring the night desk.", by=other, at=now() - HOUR)
            leave_note(area=None, text="My own.", by=scene.officer, at=now() - HOUR)
        said = text_of(last_here(scene, 3).get(PAGE))
        assert "Ring the night desk." in said
        assert "Robin Sample" in said
        assert "My own." not in said


class TestWhoIsToldWhat:
    """Through the viewer's scope."""

    def test_another_areas_children_are_not_in_it(self, scene: Scene) -> None:
        """SHA-2."""
        officer = a_member(scene.here, Role.LIAISON_OFFICER, "Mid")
        with within(scene.here.pk):
            an_episode(a_child("Ada", "Sample", area=an_area(scene.here, "Chelmsford")), by=scene.officer)
            an_episode(a_child("Bo", "Sample", area=an_area(scene.here, "Colchester")), by=scene.officer)
        said = text_of(last_here(scene, 20, officer).get(PAGE))
        assert "Ada Sample" in said
        assert "Bo Sample" not in said

    def test_an_analyst_is_told_no_name(self, scene: Scene) -> None:
        """SHA-2."""
        analyst = a_member(scene.here, Role.ANALYST)
        with within(scene.here.pk):
            an_episode(a_child("Ada", "Sample"), by=scene.officer, hours_ago=9, back_hours_ago=2)
        said = text_of(last_here(scene, 20, analyst).get(PAGE))
        assert "New episodes 1" in said
        assert "Ada" not in said
        assert "Fictional Station" not in said

    @pytest.mark.parametrize("role", list(Role))
    def test_every_role_has_a_page(self, scene: Scene, role: Role) -> None:
        """pages.md: empty states; and at most 12 queries, with little and with much."""
        client = last_here(scene, 20, a_member(scene.here, role))
        assert "Nothing new" in text_of(client.get(PAGE))
        with within(scene.here.pk):
            for _ in range(3):
                an_episode(a_child(), by=scene.officer, hours_ago=30, back_hours_ago=9, risk=Risk.HIGH)
        for page in (PAGE, "/"):
            with asking_at_most(12):
                client.get(page)

    def test_who_sees_no_child_is_told_nothing_on_my_work(self, scene: Scene) -> None:
        """SHA-2: an administrator has no briefing."""
        assert "last here" not in text_of(last_here(scene, 20, a_member(scene.here, Role.ADMINISTRATOR)).get("/"))

    def test_each_child_in_it_is_looked_at(self, scene: Scene) -> None:
        """SHA-6."""
        with within(scene.here.pk):
            seen = an_episode(a_child(), by=scene.officer, hours_ago=3).child_id
        last_here(scene, 20).get(PAGE)
        with within(scene.here.pk):
            looks = Entry.objects.filter(what="home/briefing", member_id=scene.officer.pk)
            assert set(looks.values_list("child_id", flat=True)) == {seen}


def test_the_summary_says_one_and_many(scene: Scene) -> None:
    """MIS-13: nothing is said of what did not happen; the number and the list are one."""
    with within(scene.here.pk):
        for _ in range(2):
            an_episode(a_child(), by=scene.officer, hours_ago=30, back_hours_ago=9)
        here = viewer(scene.officer, 20)
        found: dict[Since, Any] = lists(here)
        counted = {kind: rows.count() for kind, rows in found.items()}
    assert counted[Since.RETURNED] == 2
    assert summary({}) == ""
    assert ": 2 returns. Briefing" in text_of(last_here(scene, 20).get("/"))
