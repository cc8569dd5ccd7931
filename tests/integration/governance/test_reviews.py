"""SHA-4, PAR-7: a review of a restricted record follows from its facts and the arrangement, and is nobody else's to know."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.access.arranging.rooms import lines
from lantern.access.viewer import viewer_of
from lantern.children.actions.restricting import keep_restricted, lift, restrict
from lantern.children.models import Restriction
from lantern.children.vocabulary import Ground
from lantern.governance.actions.reviews import settle_reviews
from lantern.governance.queries.reviews import NOT_COUNTED
from lantern.obligations import subjects
from lantern.obligations.models import Obligation
from lantern.organisation import consequences
from lantern.organisation.actions import change_arrangement
from lantern.organisation.models import Member
from lantern.organisation.queries import current_partnership
from lantern.organisation.rules.consequences import Change
from lantern.organisation.rules.versions import Version, Versions
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import london
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, now, signed_in_client
from tests.unit.organisation.arrangements import ESSEX

pytestmark = pytest.mark.django_db


class Scene:
    """A record restricted a hundred days ago, and a coordinator who is not named on it."""

    def __init__(self, days_ago: int = 100) -> None:
        self.here = a_partnership()
        self.named = [a_member(self.here, Role.MISSING_COORDINATOR), a_member(self.here, Role.SOCIAL_WORKER)]
        self.other: Member = a_member(self.here, Role.MISSING_COORDINATOR)
        self.at = now()
        with within(self.here.pk):
            self.child = a_child("Rowan", "Fictional")
            began = self.at - timedelta(days=days_ago)
            said: dict[str, Any] = {"ground": Ground.SOURCE, "words": "x", "by": self.named[0], "at": began}
            self.made: Restriction = restrict(child=self.child, named=self.named, **said)

    def days(self) -> list[int]:
        """From the day on which each review began to be owed to its last day."""
        rows = Obligation.objects.filter(subject_id=self.made.pk).order_by("starts_at")
        return [(london(each.due_at).date() - london(each.starts_at).date()).days for each in rows]


@pytest.fixture
def scene() -> Scene:
    return Scene()


class TestArrangement:
    def change(self, scene: Scene, days: int, *, days_ago: int = 0) -> Any:
        since = london(scene.at).date() - timedelta(days=days_ago)
        seen = current_partnership().arrangement_version
        values = {"restricted.review_days": days}
        return change_arrangement(values=values, effective_from=since, seen=seen, by=scene.other, at=scene.at)

    def test_a_review_follows_the_day_from_which_it_is_counted(self, scene: Scene) -> None:
        """PAR-7: a change from today leaves the one that began before; the next is by the new number."""
        with within(scene.here.pk):
            self.change(scene, 30)
            assert scene.days() == [90]
            keep_restricted(restriction=scene.made, because="Still.", by=scene.named[1], at=scene.at)
            assert scene.days() == [90, 30]

    def test_a_change_says_that_reviews_move_and_not_how_many(self, scene: Scene) -> None:
        """SHA-4: whoever changes the arrangement may not be named on any."""
        since = london(scene.at).date() - timedelta(days=200)
        before = Version(1, since - timedelta(days=900), ESSEX)
        other = ESSEX.model_copy(update={"restricted": ESSEX.restricted.model_copy(update={"review_days": 30})})
        change = Change(Versions((before,)), Versions((before, Version(2, since, other))))
        with within(scene.here.pk):
            found = consequences.foreseen(change, scene.at)
            assert NOT_COUNTED in found.notes
            assert [each for each in found.moved if each.subject_kind == "restriction"] == []
            moved = consequences.carried_out(change, scene.other, scene.at)
            assert scene.days() == [30]
            assert [each for each in moved if each.subject_kind == "restriction"] == []
            assert lines(moved, viewer_of(scene.other, now=scene.at), 25) == []

    def test_another_change_says_nothing_of_it(self, scene: Scene) -> None:
        """SHA-4."""
        before = Version(1, london(scene.at).date() - timedelta(days=900), ESSEX)
        later = Version(2, london(scene.at).date(), ESSEX.model_copy(update={"marking": "Fictional"}))
        change = Change(Versions((before,)), Versions((before, later)))
        with within(scene.here.pk):
            assert NOT_COUNTED not in consequences.foreseen(change, scene.at).notes


class TestOwed:
    def test_it_leads_to_the_review_for_those_named_alone(self, scene: Scene) -> None:
        """SHA-4: late, on the page of what is owed, of anybody named whatever their role."""
        url = f"/children/restriction/{scene.made.pk}/review/"
        for member, sees in ((scene.named[0], True), (scene.named[1], True), (scene.other, False)):
            page = signed_in_client(member).get("/owed/")
            assert (url in page.content.decode()) is sees

    def test_a_review_has_its_words_and_its_owner(self, scene: Scene) -> None:
        """SHA-4: nobody in person, so that it waits for nobody who is away."""
        with within(scene.here.pk):
            owed = Obligation.objects.get(subject_id=scene.made.pk)
            assert (owed.owner, owed.owner_role) == (None, "named person")
            assert subjects.verb(owed) == "Say whether the record stays restricted"
            assert subjects.never_waived(owed)

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.integers(0, 40), max_size=4), st.booleans())
    def test_rebuilding_gives_the_same(self, gaps: list[int], lifted: bool) -> None:
        """SHA-4: however often it was kept, one more is owed than were answered; lifting answers the last."""
        scene = Scene(days_ago=200)
        with within(scene.here.pk):
            at = scene.at - timedelta(days=200)
            for gap in gaps:
                at += timedelta(days=gap, seconds=1)
                keep_restricted(restriction=scene.made, because="Still.", by=scene.named[0], at=at)
            if lifted:
                lift(restriction=scene.made, because="Over.", by=scene.named[0], at=at + timedelta(seconds=1))
            rows = Obligation.objects.filter(subject_id=scene.made.pk).order_by("cause")
            before = list(rows.values())
            assert len(before) == len(gaps) + 1
            assert sum(each["met_at"] is None for each in before) == (0 if lifted else 1)
            assert set(scene.days()) == {90}
            settle_reviews(children=[scene.child.pk], by=None, at=scene.at)
            assert list(rows.values()) == before
