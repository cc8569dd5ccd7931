"""MIS-13: what was acknowledged stays so when two episodes turn out to be one; nobody denied a child is asked about them."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q

from lantern.access import scope
from lantern.access.scope import Denial
from lantern.access.viewer import Viewer
from lantern.children.queries.barred import barred
from lantern.missing.actions import (
    acknowledge,
    decide_child,
    join_episode,
    receive,
    take_back_acknowledgement,
    undo_decision,
)
from lantern.missing.models import Acknowledgement, Episode, Incident
from lantern.missing.queries.duty import waiting
from lantern.missing.rules.duty import Acknowledged
from lantern.missing.vocabulary import Risk
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import Moment
from lantern.trail.acting import action
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, an_area, signed_in_client
from tests.integration.missing.pages import asking_at_most, text_of
from tests.integration.missing.test_duty import MINUTE, Duty
from tests.unit.missing.told import message

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Duty:
    return Duty()


class TestJoined:
    """One absence reported under two references (MIS-3)."""

    def both(self, scene: Duty) -> tuple[Episode, Incident]:
        """A child at high risk, acknowledged; then reported by somebody else too, at high risk as well."""
        child = a_child("Rowan", "Fictional", area=an_area(scene.here, "Chelmsford"))
        first = an_episode(child, by=scene.kit, hours_ago=5, risk=Risk.HIGH, at=scene.at)
        acknowledge(episode=first, by=scene.robin, at=scene.at - 200 * MINUTE)
        seen = Moment(scene.at - 280 * MINUTE)
        told = replace(
            message("b1", source="another police", reference="B1", risk=Risk.HIGH), last_seen=seen, reported=seen
        )
        receive(messages=[(told, {})], by=None, at=scene.at - 100 * MINUTE)
        second = Incident.objects.get(reference="B1")
        decide_child(incident=second, child=child, by=scene.kit, at=scene.at - 90 * MINUTE)
        second.refresh_from_db()
        return first, second

    @pytest.mark.parametrize("into_the_later", [True, False])
    def test_what_was_acknowledged_stays_so(self, scene: Duty, into_the_later: bool) -> None:
        """MIS-13, MIS-3: whichever reference it is folded into, nobody is asked a second time."""
        with within(scene.here.pk):
            scene.on_duty(scene.sam)
            first, second = self.both(scene)
            one, other = (first.incident, second) if into_the_later else (second, first.incident)
            decision = join_episode(incident=one, other=other, by=scene.kit, at=scene.at)
            (episode,) = Episode.objects.all()
            assert episode.incident_id == other.pk
            found = scene.standing(episode)
            assert found and isinstance(found.said, Acknowledged)
            assert (found.said.by, found.said.at) == (scene.robin.pk, scene.at - 200 * MINUTE)
            assert waiting(scene.viewer()) == []
            undo_decision(decision=decision, by=scene.kit, at=scene.at)
            first.refresh_from_db()
            assert (found := scene.standing(first)) and not found.waits

    def test_it_can_be_taken_back_from_the_joined_one(self, scene: Duty) -> None:
        """MIS-13: and then somebody is asked."""
        with within(scene.here.pk):
            scene.on_duty(scene.sam)
            first, second = self.both(scene)
            join_episode(incident=first.incident, other=second, by=scene.kit, at=scene.at)
            (episode,) = Episode.objects.all()
            made = Acknowledgement.objects.get(pk=scene.standing(episode).key)  # type: ignore[union-attr]
            take_back_acknowledgement(acknowledgement=made, why="By mistake.", by=scene.robin, at=scene.at)
            assert scene.turn(episode) == "-"  # asked since the risk was first high, longer ago than anybody's turn
            assert scene.standing(episode).waits  # type: ignore[union-attr]

    def test_one_that_is_joined_to_another_of_the_childs_episodes_says_nothing_of_this_one(self, scene: Duty) -> None:
        """MIS-13: an acknowledgement of last month's absence is none of today's."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
            child = a_child("Rowan", "Fictional", area=an_area(scene.here, "Chelmsford"))
            old = [
                an_episode(child, by=scene.kit, hours_ago=hours, back_hours_ago=hours - 4, risk=Risk.HIGH, at=scene.at)
                for hours in (700, 650)
            ]
            today = an_episode(child, by=scene.kit, hours_ago=1 / 4, risk=Risk.HIGH, at=scene.at)
            forged(incident=old[0].incident_id, child=child.pk, since=scene.at, by=scene.sam, at=scene.at)
            join_episode(incident=old[0].incident, other=old[1].incident, by=scene.kit, at=scene.at)
            assert scene.turn(Episode.objects.get(pk=today.pk)) == "Robin Sample"


@action
def forged(*, incident: UUID, child: UUID, since: datetime, by: Member, at: datetime) -> None:
    """An acknowledgement of an older absence, however late it is dated."""
    Acknowledgement.objects.create(child_id=child, incident_id=incident, since=since, by=by, at=at)


class TestDenied:
    """Nobody is asked about a child whose record is closed to them (SHA-4)."""

    @pytest.fixture
    def conflict(self, scene: Duty, monkeypatch: pytest.MonkeyPatch) -> set[tuple[UUID, UUID]]:
        """Pairs of member and child, as a room that knows of conflicts of interest registers them."""
        pairs: set[tuple[UUID, UUID]] = set()

        def against(viewer: Viewer, path: Any) -> Q | None:
            keys = [child for member, child in pairs if member == viewer.member.pk]
            return Q(**{f"{path('id')}__in": keys}) if keys else None

        monkeypatch.setattr(scope, "_denials", [*scope._denials, Denial("conflict", against)])
        return pairs

    def test_the_next_is_asked_instead(self, scene: Duty, conflict: set[tuple[UUID, UUID]]) -> None:
        """SHA-4: at once, without the minutes of who may not see them; of other children they are asked."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
            scene.on_duty(scene.sam, 2)
            scene.on_duty(scene.kit, 3)
            episode, other = scene.child_missing(5), scene.child_missing(5)
            conflict.add((scene.robin.pk, episode.child_id))
            assert (scene.turn(episode), scene.turn(other)) == ("Sam Pretend", "Robin Sample")
            conflict.add((scene.sam.pk, episode.child_id))
            assert scene.turn(episode) == "Kit Example"
        said = text_of(scene.client.get(f"/missing/{episode.pk}/"))
        assert "With Kit Example" in said and "Robin Sample" not in said
        assert "Rowan" not in text_of(signed_in_client(scene.robin).get(f"/missing/{episode.pk}/"))

    def test_when_all_of_them_are_denied_nobody_is_left(self, scene: Duty, conflict: set[tuple[UUID, UUID]]) -> None:
        """SHA-4, MIS-13: everybody of the area who sees the child is asked."""
        with within(scene.here.pk):
            scene.on_duty(scene.robin)
            episode = scene.child_missing(5)
            conflict.add((scene.robin.pk, episode.child_id))
            assert scene.turn(episode) == "-"
            assert [each.episode.pk for each in waiting(scene.viewer())] == [episode.pk]
            assert waiting(scene.viewer(scene.robin)) == []

    def test_asking_for_many_costs_two_queries(self, scene: Duty, conflict: set[tuple[UUID, UUID]]) -> None:
        """The bar: however many are on the rota, and however many children wait."""
        with within(scene.here.pk):
            members = [a_member(scene.here, Role.LIAISON_OFFICER, "Mid") for _ in range(6)]
            children = [a_child().pk for _ in range(4)]
            conflict.update((member.pk, child) for member in members[:5] for child in children[:2])
            viewer = scene.viewer()
            with asking_at_most(2):
                found = barred(members, children, viewer)
            assert found == conflict
            conflict.clear()
            assert barred(members, children, viewer) == frozenset()
