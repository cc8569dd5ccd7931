"""MIS-13: acknowledge or escalate on the board, on the episode's page and on My work; the rota that says who is asked."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from lantern.access.viewer import Viewer, viewer_of
from lantern.children.actions import move_to
from lantern.missing.actions import (
    acknowledge,
    add_shift,
    change_kind,
    end_shift,
    grade,
    record_return,
    take_back_acknowledgement,
)
from lantern.missing.models import Acknowledgement, Episode, Shift
from lantern.missing.queries.duty import Standing, standing_of, waiting
from lantern.missing.rules.duty import Acknowledged, Waiting
from lantern.missing.rules.refusals import NotAllowed
from lantern.missing.vocabulary import Absence, Risk
from lantern.organisation.actions import end_role, remove_member
from lantern.organisation.models import Member, RoleHeld
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment, london
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, now, signed_in_client
from tests.integration.missing.pages import Scene, asking_at_most, text_of, typed

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Duty(Scene):
    """Robin and Sam are liaison officers of Mid; Kit coordinates the county; a child of Chelmsford, in Mid."""

    def __init__(self) -> None:
        super().__init__()
        self.robin = a_member(self.here, Role.LIAISON_OFFICER, "Mid", name="Robin Sample")
        self.sam = a_member(self.here, Role.LIAISON_OFFICER, "Mid", name="Sam Pretend")
        self.kit = a_member(self.here, Role.MISSING_COORDINATOR, name="Kit Example")
        self.at = now()

    def area(self, name: str) -> UUID:
        return an_area(self.here, name).pk

    def on_duty(
        self, member: Member, place: int = 1, area: str = "Mid", since: float = -600, until: float = 600
    ) -> Shift:
        """A shift, in minutes from now."""
        return add_shift(
            member=member, area=self.area(area) if area else None, place=place, since=self.at + since * MINUTE,
            until=self.at + until * MINUTE, by=self.kit, at=self.at - 1200 * MINUTE,
        )  # fmt: skip

    def child_missing(self, minutes_ago: float = 5, *, area: str = "Chelmsford", risk: Risk = Risk.HIGH) -> Episode:
        """Reported `minutes_ago`."""
        child = a_child("Rowan", "Fictional", area=an_area(self.here, area) if area else None)
        return an_episode(child, by=self.kit, hours_ago=(minutes_ago + 10) / 60, risk=risk, at=self.at)

    def viewer(self, member: Member | None = None) -> Viewer:
        return viewer_of(member or self.kit, now=self.at)

    def standing(self, episode: Episode) -> Standing | None:
        return standing_of(Episode.objects.get(pk=episode.pk), self.viewer())

    def turn(self, episode: Episode) -> str:
        """Whose turn it is now; a dash when nobody is left, nothing when it needs nobody."""
        found = self.standing(episode)
        if found is None:
            return ""
        assert isinstance(found.said, Waiting)
        return found.said.now.shift.name if found.said.now.shift else "-"


@pytest.fixture
def scene() -> Duty:
    return Duty()


def test_it_goes_from_one_to_the_next_while_nobody_writes_anything(scene: Duty) -> None:
    """MIS-13: derived at the moment of reading."""
    with within(scene.here.pk):
        scene.on_duty(scene.robin)
        scene.on_duty(scene.sam, 2)
        episode = scene.child_missing(5)
        entries = Entry.objects.count()
        for minutes, name in ((0, "Robin Sample"), (9, "Robin Sample"), (10, "Sam Pretend"), (25, "-")):
            found = standing_of(episode, viewer_of(scene.kit, now=scene.at + minutes * MINUTE))
            assert found
            assert isinstance(found.said, Waiting)
            assert (found.said.now.shift.name if found.said.now.shift else "-") == name
        assert Entry.objects.count() == entries


def test_the_card_says_whose_turn_it_is_and_to_whom_it_goes(scene: Duty) -> None:
    """MIS-13."""
    with within(scene.here.pk):
        scene.on_duty(scene.robin)
        scene.on_duty(scene.sam, 2)
        episode = scene.child_missing(5)
    for page in ("/missing/", "/missing/board/", f"/missing/{episode.pk}/"):
        said = text_of(scene.client.get(page))
        assert "Not acknowledged. With Robin Sample since " in said, page
        assert "; goes to Sam Pretend at " in said
        assert "Acknowledge" in said
        assert "Not acknowledged. With you since " in text_of(signed_in_client(scene.robin).get(page))
    assert "On duty: Robin Sample until " in text_of(scene.client.get("/missing/"))


def test_the_button_acknowledges_and_the_page_says_who_and_when(scene: Duty) -> None:
    """MIS-13, SHA-6: a fact with its trail; afterwards nobody is asked."""
    with within(scene.here.pk):
        scene.on_duty(scene.robin)
        episode = scene.child_missing(5)
    client = signed_in_client(scene.sam)
    page = client.post(f"/missing/{episode.pk}/acknowledge/", follow=True)
    assert "Acknowledged. Nobody else is asked." in page.content.decode()
    assert "Acknowledged by you, today" in text_of(page)
    assert "Acknowledged by Sam Pretend, today" in text_of(scene.client.get("/missing/"))
    with within(scene.here.pk):
        made = Acknowledgement.objects.get()
        assert (made.by_id, made.child_id, made.incident_id) == (scene.sam.pk, episode.child_id, episode.pk)
        entry = Entry.objects.get(what="missing.acknowledged")
        assert (entry.member_id, entry.child_id, entry.subject_id) == (scene.sam.pk, episode.child_id, made.pk)
        assert waiting(scene.viewer()) == []


def test_the_second_to_press_is_told_who_was_first(scene: Duty) -> None:
    """MIS-13: nobody believes that they have it while another does."""
    with within(scene.here.pk):
        episode = scene.child_missing(5)
        acknowledge(episode=episode, by=scene.robin, at=now())
        with pytest.raises(NotAllowed, match="Robin Sample acknowledged it, Today"):
            acknowledge(episode=episode, by=scene.sam, at=now())
    page = signed_in_client(scene.sam).post(f"/missing/{episode.pk}/acknowledge/", follow=True)
    assert "Robin Sample acknowledged it" in page.content.decode()


def test_the_database_keeps_a_second_one_out(scene: Duty) -> None:
    """design.md, habit 6: constraints, not hope."""
    with within(scene.here.pk):
        made = acknowledge(episode=scene.child_missing(5), by=scene.robin, at=now())
        with pytest.raises(DatabaseError, match="acknowledged_once"), transaction.atomic():
            twice(made=made, by=None, at=now())


@action
def twice(*, made: Acknowledgement, by: None, at: datetime) -> None:
    """As a second process that did not look."""
    made.pk = None
    made._state.adding = True
    Acknowledgement.objects.create(
        child_id=made.child_id, incident_id=made.incident_id, since=made.since, by_id=made.by_id, at=at
    )


def test_it_can_be_taken_back_with_a_reason_and_somebody_is_asked_again(scene: Duty) -> None:
    """MIS-13: what was said stays."""
    with within(scene.here.pk):
        scene.on_duty(scene.robin)
        episode = scene.child_missing(5)
        made = acknowledge(episode=episode, by=scene.sam, at=now())
    client = signed_in_client(scene.sam)
    assert f"/missing/acknowledged/{made.pk}/" in client.get(f"/missing/{episode.pk}/").content.decode()
    assert "Answer “Why is it taken back?”" in text_of(client.post(f"/missing/acknowledged/{made.pk}/", {"why": " "}))
    page = client.post(f"/missing/acknowledged/{made.pk}/", {"why": "Pressed by mistake."}, follow=True)
    assert "Taken back. Whoever is on duty is asked again." in page.content.decode()
    with within(scene.here.pk):
        made.refresh_from_db()
        assert (made.undone_by_id, made.undone_why) == (scene.sam.pk, "Pressed by mistake.")
        assert scene.turn(episode) == "Robin Sample"
        assert Entry.objects.filter(what="missing.acknowledgement_undone", child_id=episode.child_id).count() == 1
        with pytest.raises(NotAllowed, match="already"):
            take_back_acknowledgement(acknowledgement=made, why="Again.", by=scene.sam, at=now())
        acknowledge(episode=episode, by=scene.robin, at=now())
    assert "already" in text_of(client.get(f"/missing/acknowledged/{made.pk}/"))


def test_taking_back_says_why(scene: Duty) -> None:
    """MIS-13."""
    with within(scene.here.pk):
        made = acknowledge(episode=scene.child_missing(5), by=scene.sam, at=now())
        with pytest.raises(NotAllowed, match="Say why"):
            take_back_acknowledgement(acknowledgement=made, why="  ", by=scene.sam, at=now())


class TestWhoNeedsNobody:
    """An episode that is over, lower, or known."""

    def test_medium_never(self, scene: Duty) -> None:
        """MIS-13."""
        with within(scene.here.pk):
            assert scene.turn(scene.child_missing(risk=Risk.MEDIUM)) == ""

    def test_corrected_to_medium_it_needs_nobody_any_more(self, scene: Duty) -> None:
        """MIS-2, MIS-13: and raised again it is asked about from then on, whoever acknowledged before."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
            episode = scene.child_missing(300)
            acknowledge(episode=episode, by=scene.robin, at=scene.at - 290 * MINUTE)
            lower = {"grade": None, "risk": Risk.MEDIUM, "risk_reason": "Is with an aunt."}
            grade(episode=episode, by=scene.kit, at=scene.at - 200 * MINUTE, **lower)
            assert scene.turn(episode) == ""
            with pytest.raises(NotAllowed, match="Nobody has to acknowledge it"):
                acknowledge(episode=episode, by=scene.sam, at=scene.at)
            higher = {"grade": None, "risk": Risk.HIGH, "risk_reason": "The aunt knows nothing."}
            grade(episode=episode, by=scene.kit, at=scene.at - 3 * MINUTE, **higher)
            found = scene.standing(episode)
            assert found
            assert found.said.now.since == scene.at - 3 * MINUTE  # type: ignore[union-attr]
            acknowledge(episode=episode, by=scene.robin, at=scene.at)
            assert Acknowledgement.objects.filter(undone_at=None).count() == 2

    def test_returned_it_needs_nobody(self, scene: Duty) -> None:
        """MIS-6, MIS-13."""
        with within(scene.here.pk):
            episode = scene.child_missing(50)
            record_return(episode=episode, found=Moment(scene.at - MINUTE), by=scene.kit, at=scene.at)
            assert scene.turn(episode) == ""
            assert waiting(scene.viewer()) == []
        said = text_of(scene.client.get(f"/missing/{episode.pk}/"))
        assert "acknowledged" not in said.lower()

    def test_where_the_child_is_known_it_needs_nobody_until_they_are_missing_again(self, scene: Duty) -> None:
        """MIS-5, MIS-13."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
            episode = scene.child_missing(300)
            change_kind(
                episode=episode, kind=Absence.AWAY, since=Moment(scene.at - 200 * MINUTE), by=scene.kit, at=scene.at
            )
            assert scene.turn(episode) == ""
            change_kind(
                episode=Episode.objects.get(pk=episode.pk), kind=Absence.MISSING, since=Moment(scene.at - 4 * MINUTE),
                by=scene.kit, at=scene.at,
            )  # fmt: skip
            assert scene.turn(episode) == "Robin Sample"


class TestWhoseRota:
    """The child's area decides."""

    def test_the_districts_own_come_before_the_quadrants_and_everybodys(self, scene: Duty) -> None:
        """PAR-2, MIS-13."""
        with within(scene.here.pk):
            scene.on_duty(scene.kit, area="")
            scene.on_duty(scene.sam)
            scene.on_duty(scene.robin, area="Chelmsford")
            assert scene.turn(scene.child_missing(5)) == "Robin Sample"
            assert scene.turn(scene.child_missing(20)) == "Sam Pretend"
            assert scene.turn(scene.child_missing(35)) == "Kit Example"
            assert scene.turn(scene.child_missing(5, area="Colchester")) == "Kit Example"
            assert scene.turn(scene.child_missing(5, area="")) == "Kit Example"

    def test_a_child_who_moves_is_the_new_areas(self, scene: Duty) -> None:
        """PAR-2: derived from where the child lives now."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
            scene.on_duty(scene.kit, area="North")
            episode = scene.child_missing(5)
            move_to(
                child=episode.child, text="1 Nowhere Lane", postcode="", district=scene.area("Colchester"),
                since=london(scene.at).date() - timedelta(days=1), by=None, at=scene.at,
            )  # fmt: skip
            assert scene.turn(episode) == "Kit Example"

    def test_who_has_left_or_lost_the_role_is_not_asked(self, scene: Duty) -> None:
        """SHA-2: they could not open the child's record."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
            scene.on_duty(scene.sam, 2)
            scene.on_duty(scene.kit, 3)
            episode = scene.child_missing(5)
            remove_member(member=scene.robin, by=None, at=scene.at)
            assert scene.turn(episode) == "Sam Pretend"
            end_role(held=RoleHeld.objects.get(member=scene.sam), by=None, at=scene.at)
            assert scene.turn(episode) == "Kit Example"

    def test_who_is_taken_off_hands_on_and_keeps_what_was_asked(self, scene: Duty) -> None:
        """MIS-13: the past stays as it was."""
        with within(scene.here.pk):
            robins = scene.on_duty(scene.robin)
            scene.on_duty(scene.sam, 2)
            episode = scene.child_missing(5)
            end_shift(shift=robins, by=scene.kit, at=scene.at - MINUTE)
            found = scene.standing(episode)
            assert found
            assert isinstance(found.said, Waiting)
            names = [each.shift.name for each in found.said.asked if each.shift]
            assert names == ["Robin Sample", "Sam Pretend"]
            assert found.said.now.since == scene.at - MINUTE


class TestMyWork:
    """First of all what is one's turn."""

    def test_whose_turn_it_is_has_it_on_top_and_nobody_else(self, scene: Duty) -> None:
        """MIS-13."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
            scene.on_duty(scene.sam, 2)
            scene.child_missing(5)
        said = text_of(signed_in_client(scene.robin).get("/"))
        assert "1 child at high risk waits for you to acknowledge" in said
        assert "Acknowledge Rowan Fictional, 1" in said
        assert "With you since" in said
        assert "goes to Sam Pretend at" in said
        assert "waits for you to acknowledge" not in text_of(signed_in_client(scene.sam).get("/"))

    def test_when_nobody_is_left_everybody_of_the_area_is_asked(self, scene: Duty) -> None:
        """MIS-13: loudly, officers and coordinators; not those of another area, nor a social worker."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
            scene.child_missing(40)
        for member in (scene.robin, scene.sam, scene.kit):
            said = text_of(signed_in_client(member).get("/"))
            assert "1 child at high risk waits for you to acknowledge" in said
            assert "Nobody is left on the rota" in said
            assert "1 child at high risk is not acknowledged, and nobody on the rota is left to be asked." in text_of(
                signed_in_client(member).get("/missing/")
            )
        for client in (scene.sees_as(Role.LIAISON_OFFICER, "North"), scene.sees_as(Role.SOCIAL_WORKER)):
            assert "acknowledge" not in text_of(client.get("/"))

    def test_with_no_rota_everybody_is_asked_at_once(self, scene: Duty) -> None:
        """MIS-13: a partnership that has not begun with a rota misses nobody."""
        with within(scene.here.pk):
            scene.child_missing(1)
        assert "Nobody is on duty" in text_of(signed_in_client(scene.sam).get("/"))
        assert "Nobody is on duty now" in text_of(scene.client.get("/missing/"))

    def test_a_filter_by_area_hides_no_turn(self, scene: Duty) -> None:
        """PAR-2, MIS-13: whose turn it is does not rest on what somebody looks at."""
        with within(scene.here.pk):
            scene.child_missing(1)
        client = signed_in_client(scene.kit)
        session = client.session
        session["area"] = str(scene.area("North"))
        session.save()
        assert "1 child at high risk waits for you to acknowledge" in text_of(client.get("/"))

    def test_an_analyst_sees_no_name_and_no_button(self, scene: Duty) -> None:
        """SHA-2."""
        with within(scene.here.pk):
            episode = scene.child_missing(5)
        client = scene.sees_as(Role.ANALYST)
        said = text_of(client.get("/missing/"))
        assert "Not acknowledged" in said
        assert "Rowan" not in said
        assert "/acknowledge/" not in client.get("/missing/").content.decode()
        assert client.post(f"/missing/{episode.pk}/acknowledge/").status_code == 404

    @pytest.mark.parametrize("page", ["/", "/missing/", "/missing/board/"])
    def test_many_cost_what_few_do(self, scene: Duty, page: str) -> None:
        """The bar: at most 12 queries a page."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
            for number in range(8):
                scene.child_missing(number + 1)
        client = signed_in_client(scene.robin)
        client.get(page)
        with asking_at_most(12):
            client.get(page)


class TestRotaPage:
    """Who is on duty, and when nobody is."""

    def test_it_names_each_and_says_gaps_plainly(self, scene: Duty) -> None:
        """MIS-13."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin, until=60)
            scene.on_duty(scene.sam, since=120, until=600)
        said = text_of(scene.client.get("/missing/rota/"))
        assert "Robin Sample On duty now" in said
        assert re.search(r"Nobody is on duty from .+ to .+, nor from .+ to .+\. ", said)
        assert "First" in said
        assert "Sam Pretend" in said

    def test_with_nobody_it_says_what_then(self, scene: Duty) -> None:
        """pages.md: empty states."""
        assert "Nobody is on the rota" in text_of(scene.client.get("/missing/rota/"))

    def test_a_coordinator_puts_somebody_on_and_takes_them_off(self, scene: Duty) -> None:
        """MIS-13, SHA-6."""
        client = signed_in_client(scene.kit)
        page = client.post("/missing/rota/new/", self.form(scene, scene.robin), follow=True)
        assert "Robin Sample is on the rota." in page.content.decode()
        with within(scene.here.pk):
            shift = Shift.objects.get()
            assert (shift.member_id, shift.area_id, shift.place) == (scene.robin.pk, scene.area("Mid"), 1)
        url = f"/missing/rota/{shift.pk}/end/"
        assert url in client.get("/missing/rota/").content.decode()
        assert "Take Robin Sample off the rota?" in text_of(client.get(url))
        assert "is off the rota" in client.post(url, follow=True).content.decode()
        assert "over already" in text_of(client.post(url))
        with within(scene.here.pk):
            shift.refresh_from_db()
            assert shift.until < shift.planned_until
            assert shift.ended_by_id == scene.kit.pk
            assert set(Entry.objects.filter(subject_id=shift.pk).values_list("what", flat=True)) == {
                "missing.shift_added", "missing.shift_ended"
            }  # fmt: skip

    def test_what_does_not_fit_is_said_and_what_was_typed_stays(self, scene: Duty) -> None:
        """MIS-13."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
        client = signed_in_client(scene.kit)
        page = client.post("/missing/rota/new/", self.form(scene, scene.sam))
        assert "Robin Sample is asked as number 1 in that time. Choose another place." in text_of(page)
        assert f'value="{scene.sam.pk}" selected' in page.content.decode()
        page = client.post("/missing/rota/new/", self.form(scene, scene.sam, area="North"))
        assert "Sam Pretend holds no role over North, and would not see the child." in text_of(page)

    def test_an_officer_keeps_the_rotas_of_their_area_alone(self, scene: Duty) -> None:
        """SHA-2: neither the county's nor another quadrant's."""
        with within(scene.here.pk):
            theirs, others = scene.on_duty(scene.robin), scene.on_duty(scene.kit, area="North")
            everybodys = scene.on_duty(scene.kit, area="")
        client = signed_in_client(scene.sam)
        offered = client.get("/missing/rota/new/").content.decode()
        assert str(scene.area("Mid")) in offered
        assert str(scene.area("North")) not in offered
        assert 'value="everybody"' not in offered
        for shift, status in ((theirs, 200), (others, 404), (everybodys, 404)):
            assert client.get(f"/missing/rota/{shift.pk}/end/").status_code == status
        said = text_of(client.get("/missing/rota/"))
        assert "The whole partnership" in said
        assert "North" not in said

    def test_a_triage_officer_reads_it_and_changes_nothing(self, scene: Duty) -> None:
        """SHA-2."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
        client = scene.sees_as(Role.TRIAGE_OFFICER, "Mid")
        said = text_of(client.get("/missing/rota/"))
        assert "Robin Sample" in said
        assert "Take off" not in said
        assert "Your role does not let you say who is on duty." in said
        assert client.get("/missing/rota/new/").status_code == 404

    @pytest.mark.parametrize("constraint", ["one_of_a_place_at_a_time", "once_on_a_rota_at_a_time"])
    @pytest.mark.parametrize("area", ["Mid", ""], ids=["an area's", "everybody's"])
    def test_the_database_keeps_the_rota_in_order(self, scene: Duty, constraint: str, area: str) -> None:
        """design.md, habit 6: also for the rota of no area."""
        with within(scene.here.pk):
            first = scene.on_duty(scene.robin, area=area)
            other = {"member": scene.sam, "place": 1} if constraint.startswith("one_of") else {"place": 2}
            with pytest.raises(DatabaseError, match=constraint), transaction.atomic():
                a_copy(of=first, changed=other, by=None, at=now())

    def form(self, scene: Duty, member: Member, *, area: str = "Mid") -> dict[str, Any]:
        since = datetime.now(UTC).replace(second=0, microsecond=0)
        return {
            "member": str(member.pk), "area": str(scene.area(area)), "place": "1",
            **typed("since", since), **typed("until", since + 300 * MINUTE),
        }  # fmt: skip


@action
def a_copy(*, of: Shift, changed: dict[str, Any], by: None, at: datetime) -> None:
    """As a second process that did not look."""
    kept = {"member": of.member, "place": of.place} | changed
    Shift.objects.create(
        area_id=of.area_id, since=of.since, until=of.until, planned_until=of.until, at=at, by=by, **kept
    )


def test_acknowledged_is_said_with_the_arrangements_minutes(scene: Duty) -> None:
    """PAR-7, MIS-13: the number of minutes is the arrangement's."""
    with within(scene.here.pk):
        scene.on_duty(scene.robin)
        scene.on_duty(scene.sam, 2)
        episode = scene.child_missing(20)
        assert scene.turn(episode) == "Sam Pretend"
    scene.arranges("acknowledge_minutes", 30)
    assert "With Robin Sample since" in text_of(scene.client.get(f"/missing/{episode.pk}/"))
    assert "after 30 minutes" in text_of(scene.client.get("/missing/rota/"))


def test_an_acknowledgement_follows_the_record(scene: Duty) -> None:
    """MIS-13: the standing one is found by the incident, and is the child's."""
    with within(scene.here.pk):
        episode = scene.child_missing(5)
        acknowledge(episode=episode, by=scene.robin, at=now())
        found = scene.standing(episode)
        assert found
        assert isinstance(found.said, Acknowledged)
        assert found.key == Acknowledgement.objects.get().pk
