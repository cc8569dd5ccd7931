"""EXP-6, INT-5: what is refused of a group or place, in which state, in which words; and that nothing was written."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lantern.children.rules.refusals import ChangedMeanwhile
from lantern.network.actions.contexts import CLOSED
from lantern.network.actions.ties import SAME_TIE, end_tie
from lantern.network.models import Context, ContextAssessment, ContextChild, ContextPerson, Guardian, PlanStep
from lantern.network.rules.grading import Sourced
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary.contexts import ContextRole, ContextTieKind
from lantern.network.vocabulary.persons import Certainty
from lantern.trail.acting import OutsideAction, action
from tests.factories.people import now
from tests.factories.today import today
from tests.integration.network.concern import KNOWN, SOURCE
from tests.integration.network.places import ADDS, Places
from tests.integration.network.refused import an_order, ended, joined, refused, taken_back

pytestmark = pytest.mark.django_db
SUSPECTED = Tied(Certainty.SUSPECTED, SOURCE)
A_DAY = timedelta(days=1)


class TestOpenAndClosed:
    @pytest.mark.parametrize("name", ADDS)
    def test_an_open_record_takes_it(self, places: Places, name: str) -> None:
        """EXP-6: so that what is refused below is refused for the state alone."""
        ADDS[name](places, places.place())

    @pytest.mark.parametrize("name", ADDS)
    def test_a_closed_record_takes_nothing(self, places: Places, name: str) -> None:
        """EXP-6: it is opened again first, by a person, with a reason."""
        place = places.place()
        places.closes(place)
        with refused(places, CLOSED):
            ADDS[name](places, place)

    @pytest.mark.parametrize("name", ADDS)
    def test_opened_again_it_takes_it(self, places: Places, name: str) -> None:
        """EXP-6: closing leaves nothing behind that refuses."""
        place = places.place()
        places.closes(place)
        places.reopens(place)
        ADDS[name](places, place)

    def test_nobody_is_tied_to_a_closed_record(self, places: Places) -> None:
        """EXP-6: neither a child nor a person of concern."""
        place, (amber, _), person = places.place(), places.children(), places.person()
        places.closes(place)
        with refused(places, CLOSED):
            places.ties(place, amber)
        with refused(places, CLOSED):
            places.ties_person(place, person)

    def test_an_open_record_is_not_opened(self, places: Places) -> None:
        """EXP-6: nor one that was opened again already."""
        place = places.place()
        with refused(places, "This record is open"):
            places.reopens(place)
        places.closes(place)
        places.reopens(place)
        with refused(places, "This record is open"):
            places.reopens(place)

    def test_what_was_planned_is_done_and_ended_after_the_record_is_closed(self, places: Places) -> None:
        """EXP-6: what was under way comes to its end, and the record says so."""
        place, (_, kit) = places.place(), places.children()
        step, guardian, tie = places.step(place), places.guardian(place), places.ties(place, kit)
        places.closes(place)
        places.done(step)
        places.guarded_until(guardian)
        ended(places, tie)
        step.refresh_from_db()
        assert (step.outcome, Guardian.objects.get().until) == ("Six lamps.", today())
        assert ContextChild.objects.get().ended_on == today()


class TestWhoWasSecond:
    @pytest.mark.parametrize("meanwhile", ["changed", "assessed"])
    def test_a_change_upon_what_stands_no_more(self, places: Places, meanwhile: str) -> None:
        """EXP-6: whoever changed or assessed it in between."""
        place = places.place()
        ADDS[meanwhile](places, place)
        with refused(places, ChangedMeanwhile.words):
            places.changes(place, "Sample Park", version=1)

    @pytest.mark.parametrize("version", [2, 7])
    def test_a_version_that_there_never_was(self, places: Places, version: int) -> None:
        """EXP-6: is none to write upon."""
        place = places.place()
        with refused(places, ChangedMeanwhile.words):
            places.changes(place, "Sample Park", version=version)

    def test_closing_is_no_change_of_what_it_is(self, places: Places) -> None:
        """EXP-6: who changes it after it was opened again writes upon what they read."""
        place = places.place()
        places.closes(place)
        places.reopens(place)
        places.changes(place, version=1)
        place.refresh_from_db()
        assert (place.name, place.version) == ("Pretend Park", 2)


class TestTies:
    @pytest.mark.parametrize("certainty", list(Certainty))
    def test_as_sure_as_before_it_is_not_recorded_twice(self, places: Places, certainty: Certainty) -> None:
        """EXP-6: of the same kind; another kind is another tie."""
        place, (amber, _), person = places.place(), places.children(), places.person()
        tied = Tied(certainty, SOURCE)
        places.ties(place, amber, tied=tied)
        places.ties_person(place, person, tied=tied)
        with refused(places, SAME_TIE):
            places.ties(place, amber, tied=tied)
        with refused(places, SAME_TIE):
            places.ties_person(place, person, tied=tied)
        places.ties(place, amber, tied=tied, kind=ContextTieKind.FOUND)
        places.ties_person(place, person, tied=tied, kind=ContextRole.LIVES)
        assert ContextChild.objects.filter(ended_on=None).count() == 2
        assert ContextPerson.objects.filter(ended_on=None).count() == 2

    def test_surer_than_before_ends_what_stood(self, places: Places) -> None:
        """EXP-6: and stays to be read, with how it was recorded anew."""
        place, (amber, _), person = places.place(), places.children(), places.person()
        for tied in (SUSPECTED, KNOWN):
            places.ties(place, amber, tied=tied)
            places.ties_person(place, person, tied=tied)
        for model in (ContextChild, ContextPerson):
            before = model._default_manager.get(certainty=Certainty.SUSPECTED)
            assert (before.ended_on, before.ended_because) == (today(), "Recorded anew as known.")
            assert model._default_manager.get(certainty=Certainty.KNOWN).is_standing

    def test_elsewhere_or_of_somebody_else_nothing_ends(self, places: Places) -> None:
        """EXP-6: a tie is of one child with one place."""
        (amber, kit), place, other = places.children(), places.place(), places.place("Pretend Park")
        places.ties(place, amber, tied=SUSPECTED)
        places.ties(other, amber)
        places.ties(place, kit)
        assert ContextChild.objects.filter(ended_on=None).count() == 3

    def test_a_joined_records_tie_stands_for_both(self, places: Places) -> None:
        """EXP-5, EXP-6: the same tie recorded of the one is not recorded of the other."""
        place, person, other = places.place(), places.person(), places.person("Vic Nowhere")
        places.ties_person(place, other)
        joined(places, person, other)
        with refused(places, SAME_TIE):
            places.ties_person(place, person)

    @pytest.mark.parametrize("who", ["child", "person"])
    def test_over_or_taken_back_it_does_not_end(self, places: Places, who: str) -> None:
        """EXP-6: whoever ended it first said when and why."""
        tie = _tie(places, who)
        ended(places, tie)
        with refused(places, "This tie is over already"):
            ended(places, tie)
        taken_back(places, tie)
        with refused(places, "This was taken back already"):
            taken_back(places, tie)
        again = _tie(places, who)
        taken_back(places, again)
        with refused(places, "This tie is over already"):
            ended(places, again)

    @pytest.mark.parametrize("who", ["child", "person"])
    def test_it_is_not_over_before_it_began(self, places: Places, who: str) -> None:
        """EXP-6: on the day itself it may be."""
        tie = _tie(places, who, Tied(Certainty.KNOWN, SOURCE, today() - A_DAY))
        with refused(places, "cannot be over before it began"):
            end_tie(tie=tie, on=today() - 2 * A_DAY, because="x", by=places.county, at=now())
        end_tie(tie=tie, on=today() - A_DAY, because="x", by=places.county, at=now())

    @pytest.mark.parametrize("grade", ["1", "AB", "9ZZ"])
    def test_half_a_grade_is_refused_and_ends_nothing(self, places: Places, grade: str) -> None:
        """INT-3: the tie that stood before stands."""
        place, (amber, _) = places.place(), places.children()
        places.ties(place, amber, tied=SUSPECTED)
        with refused(places, "Choose source, information and handling"):
            places.ties(place, amber, tied=Tied(Certainty.KNOWN, Sourced("Invented", "3x5x2", grade)))


def _tie(places: Places, who: str, tied: Tied = KNOWN) -> Any:
    place = places.place()
    if who == "child":
        return places.ties(place, places.children()[0], tied=tied)
    return places.ties_person(place, places.person(), tied=tied)


class TestPlan:
    def test_done_once(self, places: Places) -> None:
        """EXP-6: the first outcome stays."""
        step = places.step(places.place())
        places.done(step)
        with refused(places, "This step is done already"):
            places.done(step)

    def test_taken_back_it_is_not_done(self, places: Places) -> None:
        """INT-5: and the words say which of the two it was."""
        step = places.step(places.place())
        taken_back(places, step)
        with refused(places, "This step was taken back"):
            places.done(step)
        with refused(places, "This was taken back already"):
            taken_back(places, step)

    def test_done_it_is_not_taken_back(self, places: Places) -> None:
        """INT-5: what was done was done; what came of it stays to be read."""
        step = places.step(places.place())
        places.done(step)
        with refused(places, "This step is done"):
            taken_back(places, step)

    def test_a_guardian_ends_once_and_not_before_they_began(self, places: Places) -> None:
        """EXP-6: on the first day they may."""
        guardian = places.guardian(places.place())
        with refused(places, "It cannot end before it began"):
            places.guarded_until(guardian, today() - A_DAY)
        places.guarded_until(guardian)
        with refused(places, "This ended already"):
            places.guarded_until(guardian)


class TestTheDatabase:
    @pytest.mark.parametrize(
        "point",
        [
            {"latitude": 51.7}, {"longitude": 0.4}, {"latitude": 90.1, "longitude": 0}, {"latitude": -90.1, "longitude": 0},
            {"latitude": 0, "longitude": 180.1}, {"latitude": 0, "longitude": -180.1},
        ],
        ids=str,
    )  # fmt: skip
    def test_a_point_is_whole_and_on_the_earth(self, places: Places, point: dict[str, float]) -> None:
        """EXP-6: half a point is none."""
        assert _is_refused(places.place(), point)

    @pytest.mark.parametrize(
        "point", [{"latitude": 90, "longitude": -180}, {"latitude": -90, "longitude": 180}], ids=str
    )
    def test_the_ends_of_the_earth_are_on_it(self, places: Places, point: dict[str, float]) -> None:
        """EXP-6: so that the refusals above are of what lies beyond."""
        assert not _is_refused(places.place(), point)

    def test_nothing_contradicts_itself(self, places: Places) -> None:
        """EXP-6: whichever way it is written."""
        place = places.place()
        assessed = places.assesses(place, "Dark after six.")
        guardian, step, tie = places.guardian(place), places.step(place), places.ties(place, places.children()[0])
        for row, values in (
            (place, {"name": ""}), (assessed, {"risks": ""}), (guardian, {"who": ""}), (guardian, {"until": today()}),
            (guardian, {"ended_by": places.county}), (step, {"text": ""}), (step, {"done_on": today()}),
            (step, {"outcome": "x"}), (step, {"done_on": today(), "done_by": places.county}),
            (step, {"withdrawn_because": "x"}), (tie, {"ended_on": today()}), (tie, {"certainty": "perhaps"}),
            (tie, {"withdrawn_at": now(), "withdrawn_by": places.county}),
            (tie, {"withdrawn_by": places.county, "withdrawn_because": "x"}),
            (tie, {"ended_by": places.county, "ended_because": "x"}),
            (step, {"done_by": places.county, "outcome": "x"}),
            (an_order(places, places.person()), {"ended_by": places.county, "ended_because": "x"}),
        ):  # fmt: skip
            assert _is_refused(row, values), (row, values)

    def test_a_number_is_given_once(self, places: Places) -> None:
        """EXP-6: of a context, and of each assessment of one."""
        place, other = places.place(), places.place("Pretend Park")
        first, second = places.assesses(place, "x"), places.assesses(place, "y")
        assert _is_refused(other, {"number": place.number})
        assert _is_refused(second, {"number": first.number})
        assert (first.number, second.number, places.assesses(other, "z").number) == (1, 2, 1)

    @pytest.mark.parametrize("model", [Context, ContextAssessment, Guardian, PlanStep, ContextChild, ContextPerson])
    def test_nothing_is_saved_outside_an_action(self, places: Places, model: Any) -> None:
        """design.md: whatever is written leaves its entry."""
        place = places.place()
        places.assesses(place, "x")
        places.guardian(place)
        places.step(place)
        places.ties(place, places.children()[0])
        places.ties_person(place, places.person())
        with pytest.raises(OutsideAction):
            model.objects.get().save()


def _is_refused(row: Any, values: dict[str, Any]) -> bool:
    try:
        with transaction.atomic():
            _written(row=row, values=values, by=None, at=now())
    except IntegrityError:
        return True
    return False


@action
def _written(*, row: Any, values: dict[str, Any], by: None, at: Any) -> None:
    """As a mistake in the code would."""
    type(row)._default_manager.filter(pk=row.pk).update(**values)
