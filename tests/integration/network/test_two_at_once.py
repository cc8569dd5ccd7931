"""EXP-5, EXP-6: two people at one record at the same moment: the second waits, is told, and nothing is done twice."""

from collections.abc import Callable
from typing import Any

import pytest

from lantern.children.rules.refusals import ChangedMeanwhile
from lantern.network.actions.joining import part
from lantern.network.actions.persons import CLOSED, JOINED
from lantern.network.actions.same_child import say_same_child
from lantern.network.actions.ties import SAME_TIE
from lantern.network.models import (
    Breach,
    ChildTie,
    Context,
    ContextAssessment,
    ContextChild,
    ContextTurn,
    Entity,
    Guardian,
    Joining,
    Order,
    PersonOfConcern,
    PersonTurn,
    PlanStep,
    SameChild,
    Statement,
)
from lantern.network.rules.joining import IS_JOINED, TOGETHER
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary.contexts import ContextTieKind
from lantern.network.vocabulary.persons import About, Certainty
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.people import now
from tests.integration.missing.test_deciding_beside_an_import import AT_MOST, Beside
from tests.integration.network.concern import SOURCE
from tests.integration.network.places import Places
from tests.integration.network.refused import (
    an_order,
    breached,
    changed,
    closed,
    ended,
    joined,
    lifted,
    reopened,
    taken_back,
    tied_to,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def places() -> Places:
    return Places()


def beside(places: Places, first: Callable[[], object], second: Callable[[], object]) -> str:
    """What the second is told: they begin while the first is not through, and wait."""
    other = Beside(places.here.pk, second)
    with within(places.here.pk):
        first()
        other.start()
        assert other.waits()
    other.join(AT_MOST)
    assert not other.is_alive()
    return other.refusal


def inside(places: Places, made: Callable[[], Any]) -> Any:
    with within(places.here.pk):
        return made()


def number_of(places: Places, model: Any, **having: Any) -> int:
    with within(places.here.pk):
        return int(model._default_manager.filter(**having).count())


class TestPersons:
    def test_one_change_is_made_upon_what_was_read(self, places: Places) -> None:
        """EXP-5: the second is told that somebody was first."""
        person = inside(places, places.person)
        said = beside(
            places, lambda: changed(places, person, "Vic Nowhere"), lambda: changed(places, person, "Vee Pretend")
        )
        assert said == ChangedMeanwhile.words
        assert inside(places, lambda: PersonOfConcern.objects.get().name) == "Vic Nowhere"
        assert number_of(places, PersonTurn) == 1

    def test_a_record_is_closed_once(self, places: Places) -> None:
        """EXP-5: with one reason."""
        person = inside(places, places.person)
        first, second = (lambda why=why: closed(places, person, why) for why in ("A namesake.", "A mistake."))
        assert beside(places, first, second) == CLOSED
        assert inside(places, lambda: PersonTurn.objects.get().because) == "A namesake."

    def test_a_record_is_opened_once(self, places: Places) -> None:
        """EXP-5: likewise."""
        person = inside(places, places.person)
        inside(places, lambda: closed(places, person))
        said = beside(places, lambda: reopened(places, person), lambda: reopened(places, person))
        assert said == "This record is open."
        assert number_of(places, PersonTurn) == 2

    @pytest.mark.parametrize("what", ["said", "ordered", "tied"])
    def test_nothing_is_recorded_of_what_is_being_closed(self, places: Places, what: str) -> None:
        """EXP-5: what came too late is refused, not lost out of sight."""
        person, (amber, _) = inside(places, places.person), inside(places, places.children)
        acts: dict[str, Callable[[], object]] = {
            "said": lambda: places.says(person, About.ALIAS, "Vee"),
            "ordered": lambda: an_order(places, person),
            "tied": lambda: places.tie(person, amber),
        }
        assert beside(places, lambda: closed(places, person), acts[what]) == CLOSED
        assert sum(number_of(places, model) for model in (Statement, Order, ChildTie)) == 0

    def test_one_tie_is_recorded(self, places: Places) -> None:
        """EXP-5: both said the same."""
        person, (amber, _) = inside(places, places.person), inside(places, places.children)
        assert beside(places, lambda: places.tie(person, amber), lambda: places.tie(person, amber)) == SAME_TIE
        assert number_of(places, ChildTie) == 1

    def test_a_surer_tie_ends_the_one_recorded_a_moment_before(self, places: Places) -> None:
        """EXP-5: one of the two stands, the other can be read."""
        person, (amber, _) = inside(places, places.person), inside(places, places.children)
        tied = Tied(Certainty.SUSPECTED, SOURCE)
        assert beside(places, lambda: places.tie(person, amber, tied=tied), lambda: places.tie(person, amber)) == ""
        assert number_of(places, ChildTie, ended_on=None, certainty=Certainty.KNOWN) == 1
        assert number_of(places, ChildTie, certainty=Certainty.SUSPECTED, ended_on__isnull=False) == 1

    @pytest.mark.parametrize("act", [ended, taken_back])
    def test_a_tie_ends_once(self, places: Places, act: Callable[..., None]) -> None:
        """EXP-5: and is taken back once."""
        person, other = inside(places, places.person), inside(places, lambda: places.person("Mick Nowhere"))
        tie = inside(places, lambda: tied_to(places, person, other))
        assert "already" in beside(places, lambda: act(places, tie), lambda: act(places, tie))
        what = "network.tie_ended" if act is ended else "network.said_withdrawn"
        assert number_of(places, Entry, what=what) == 1

    def test_an_order_ends_once_and_is_not_breached_when_taken_back(self, places: Places) -> None:
        """EXP-5: the second is told what became of it."""
        person = inside(places, places.person)
        order = inside(places, lambda: an_order(places, person))
        assert "over already" in beside(places, lambda: lifted(places, order), lambda: lifted(places, order))
        said = beside(places, lambda: taken_back(places, order), lambda: breached(places, order))
        assert said == "This order was taken back."
        assert number_of(places, Breach) == 0

    def test_one_thing_that_two_name_is_one(self, places: Places) -> None:
        """INT-7: a number plate named twice in the same moment."""
        one, other = inside(places, places.person), inside(places, lambda: places.person("Mick Nowhere"))
        said = beside(
            places,
            lambda: places.says(one, About.VEHICLE, "AB12 CDE"),
            lambda: places.says(other, About.VEHICLE, "ab12cde"),
        )
        assert (said, number_of(places, Entity), number_of(places, Statement)) == ("", 1, 2)


class TestJoining:
    def test_two_are_joined_once(self, places: Places) -> None:
        """EXP-5: the other way round too, of which there would be a circle."""
        one, other = inside(places, places.person), inside(places, lambda: places.person("Vic Nowhere"))
        said = beside(places, lambda: joined(places, one, other), lambda: joined(places, other, one))
        assert said == TOGETHER
        assert number_of(places, Joining) == 1

    def test_of_three_none_stands_for_two(self, places: Places) -> None:
        """EXP-5: what was joined a moment before is joined to nobody else."""
        one, two, three = (inside(places, lambda name=name: places.person(name)) for name in ("Vee", "Vic", "Vix"))
        assert beside(places, lambda: joined(places, one, two), lambda: joined(places, three, two)) == IS_JOINED
        assert number_of(places, PersonOfConcern, root=one) == 2

    def test_they_are_parted_once(self, places: Places) -> None:
        """EXP-5: and each stands for itself."""
        one, other = inside(places, places.person), inside(places, lambda: places.person("Vic Nowhere"))
        made: Any = inside(places, lambda: joined(places, one, other))

        def act() -> None:
            part(joining=made, by=places.county, at=now())

        assert "parted already" in beside(places, act, act)
        assert number_of(places, PersonOfConcern, root=one) == 1

    def test_nothing_is_changed_of_what_is_being_joined(self, places: Places) -> None:
        """EXP-5: who comes a moment later is led to the one that stands for both."""
        one, other = inside(places, places.person), inside(places, lambda: places.person("Vic Nowhere"))
        assert beside(places, lambda: joined(places, one, other), lambda: changed(places, other, "Vix")) == JOINED
        assert number_of(places, PersonTurn) == 0

    def test_one_child_is_said(self, places: Places) -> None:
        """EXP-5: nobody is two children because two people answered at once."""
        person, (amber, kit) = inside(places, places.person), inside(places, places.children)
        first, second = (
            lambda child=child: say_same_child(person=person, child=child, by=places.county, at=now())
            for child in (amber, kit)
        )
        assert "linked to a child already" in beside(places, first, second)
        assert inside(places, lambda: SameChild.objects.get().child_id) == amber.pk


class TestPlaces:
    @pytest.mark.parametrize("second", ["assessed", "changed"])
    def test_who_assesses_or_changes_second_is_told(self, places: Places, second: str) -> None:
        """EXP-6: nothing is written over what they never saw."""
        place = inside(places, places.place)
        again = inside(places, lambda: Context.objects.get())
        acts: dict[str, Callable[[], object]] = {
            "assessed": lambda: places.assesses(again, "Second."),
            "changed": lambda: places.changes(again, version=1),
        }
        first = acts["assessed"] if second == "changed" else lambda: places.changes(place, version=1)
        assert beside(places, first, acts[second]) == ChangedMeanwhile.words
        done = number_of(places, ContextAssessment), number_of(places, ContextTurn)
        assert done == ((1, 0) if second == "changed" else (0, 1))

    def test_each_of_two_assessments_has_its_number(self, places: Places) -> None:
        """EXP-6: the second writes upon the first once they saw it."""
        place = inside(places, places.place)
        again = inside(places, lambda: Context.objects.get())
        said = beside(places, lambda: places.assesses(place, "One."), lambda: places.assesses(again, "Two."))
        assert said == ChangedMeanwhile.words
        inside(places, lambda: places.assesses(again, "Two."))
        rows = inside(places, lambda: list(ContextAssessment.objects.order_by("number").values_list("number", "risks")))
        assert rows == [(1, "One."), (2, "Two.")]

    @pytest.mark.parametrize("what", ["a step", "a guardian", "a child tied"])
    def test_nothing_is_added_to_what_is_being_closed(self, places: Places, what: str) -> None:
        """EXP-6: the plan of a record that is watched no more grows no step."""
        place, (amber, _) = inside(places, places.place), inside(places, places.children)
        acts: dict[str, Callable[[], object]] = {
            "a step": lambda: places.step(place),
            "a guardian": lambda: places.guardian(place),
            "a child tied": lambda: places.ties(place, amber),
        }
        assert beside(places, lambda: places.closes(place), acts[what]) == CLOSED
        assert sum(number_of(places, model) for model in (PlanStep, Guardian, ContextChild)) == 0

    def test_a_step_is_done_once(self, places: Places) -> None:
        """EXP-6: or taken back, never both."""
        place = inside(places, places.place)
        step, other = inside(places, lambda: places.step(place)), inside(places, lambda: places.step(place, "Mend it"))
        assert "done already" in beside(places, lambda: places.done(step), lambda: places.done(step))
        assert "taken back" in beside(places, lambda: taken_back(places, other), lambda: places.done(other))
        assert number_of(places, Entry, what="network.step_done") == 1

    def test_a_guardian_ends_once(self, places: Places) -> None:
        """EXP-6: by one of the two."""
        place = inside(places, places.place)
        made = inside(places, lambda: places.guardian(place))
        assert "ended already" in beside(places, lambda: places.guarded_until(made), lambda: places.guarded_until(made))
        assert number_of(places, Entry, what="network.guardian_ended") == 1

    def test_a_child_is_tied_once(self, places: Places) -> None:
        """EXP-6: of one kind; of another kind both stand."""
        place, (amber, _) = inside(places, places.place), inside(places, places.children)
        assert beside(places, lambda: places.ties(place, amber), lambda: places.ties(place, amber)) == SAME_TIE
        said = beside(
            places,
            lambda: places.ties(place, amber, kind=ContextTieKind.MEMBER),
            lambda: places.ties(place, amber, kind=ContextTieKind.FOUND),
        )
        assert (said, number_of(places, ContextChild, ended_on=None)) == ("", 3)
