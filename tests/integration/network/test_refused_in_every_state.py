"""EXP-5, INT-5: what is refused, in which state of the record, in which words; and that nothing was written."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lantern.network.actions.joining import join, part
from lantern.network.actions.orders import end_order, record_breach
from lantern.network.actions.persons import CLOSED, JOINED, reopen_person
from lantern.network.actions.same_child import say_other_child, say_same_child, take_back_child
from lantern.network.actions.ties import SAME_TIE, end_tie
from lantern.network.models import ChildTie, Joining, Order, PersonOfConcern, PersonTie, SameChild
from lantern.network.rules.grading import Sourced
from lantern.network.rules.joining import IS_JOINED, ITSELF, TOGETHER
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary.persons import About, Certainty, ChildTieKind
from tests.factories.people import now
from tests.factories.today import today
from tests.integration.network.concern import SOURCE, Concern
from tests.integration.network.refused import (
    ADDS,
    an_order,
    breached,
    changed,
    closed,
    ended,
    joined,
    lifted,
    refused,
    reopened,
    taken_back,
    tied_to,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ADDS)
def test_an_open_record_takes_it(concern: Concern, name: str) -> None:
    """EXP-5: so that what is refused below is refused for the state alone."""
    ADDS[name](concern, concern.person())


@pytest.mark.parametrize("name", ADDS)
def test_a_closed_record_takes_nothing(concern: Concern, name: str) -> None:
    """EXP-5: it is opened again first, by a person, with a reason."""
    person = concern.person()
    closed(concern, person)
    amber, mick = concern.children()[0], concern.person("Mick Nowhere")
    with refused(concern, CLOSED):
        _act(name, concern, person, amber, mick)


@pytest.mark.parametrize("name", ADDS)
def test_a_joined_record_takes_nothing(concern: Concern, name: str) -> None:
    """EXP-5: what is recorded goes to the record that stands for both."""
    person, other = concern.person(), concern.person("Vic Nowhere")
    joined(concern, other, person)
    amber, mick = concern.children()[0], concern.person("Mick Nowhere")
    with refused(concern, JOINED):
        _act(name, concern, person, amber, mick)


@pytest.mark.parametrize("name", ADDS)
def test_opened_or_parted_again_it_takes_it(concern: Concern, name: str) -> None:
    """EXP-5: neither leaves anything behind that refuses."""
    person, other = concern.person(), concern.person("Vic Nowhere")
    closed(concern, person)
    reopened(concern, person)
    joined(concern, other, person)
    part(joining=Joining.objects.get(), by=concern.county, at=now())
    ADDS[name](concern, person)


def _act(name: str, concern: Concern, person: PersonOfConcern, child: Any, other: PersonOfConcern) -> None:
    """The same with what it needs made before, so that all that is written is what the action writes."""
    before: dict[str, Callable[[], object]] = {
        "a child tied": lambda: concern.tie(person, child),
        "another tied": lambda: tied_to(concern, person, other),
        "the child": lambda: say_same_child(person=person, child=child, by=concern.county, at=now()),
        "not the child": lambda: say_other_child(person=person, child=child, by=concern.county, at=now()),
    }
    before.get(name, lambda: ADDS[name](concern, person))()


class TestOpenAndClosed:
    def test_an_open_record_is_not_opened(self, concern: Concern) -> None:
        """EXP-5: nor one that was opened again already."""
        person = concern.person()
        with refused(concern, "This record is open"):
            reopen_person(person=person, because="x", by=concern.county, at=now())
        closed(concern, person)
        reopened(concern, person)
        with refused(concern, "This record is open"):
            reopened(concern, person)

    def test_a_joined_record_is_not_opened(self, concern: Concern) -> None:
        """EXP-5: closed before it was joined, it waits for the parting."""
        person, other = concern.person(), concern.person("Vic Nowhere")
        closed(concern, other)
        joined(concern, person, other)
        with refused(concern, JOINED):
            reopened(concern, other)

    def test_nobody_is_joined_to_a_closed_record(self, concern: Concern) -> None:
        """EXP-5: or an open person of concern would be gone from the lists without anybody saying so."""
        person, other = concern.person(), concern.person("Vic Nowhere")
        closed(concern, person)
        with refused(concern, CLOSED):
            joined(concern, person, other)
        reopened(concern, person)
        joined(concern, person, other)

    def test_the_same_said_again_is_no_change(self, concern: Concern) -> None:
        """EXP-5: the version stays, nothing stands in the history."""
        person = concern.person()
        changed(concern, person, person.name)
        person.refresh_from_db()
        assert person.version == 1 and not person.turns.exists()


class TestTies:
    @pytest.mark.parametrize("kind", ["child", "person"])
    def test_over_or_taken_back_it_does_not_end(self, concern: Concern, kind: str) -> None:
        """EXP-5: whoever ended it first said when and why."""
        person = concern.person()
        made: Any = concern.tie(person, concern.children()[0]) if kind == "child" else _tied(concern, person)
        ended(concern, made)
        with refused(concern, "This tie is over already"):
            ended(concern, made)
        taken_back(concern, made)
        with refused(concern, "This was taken back already"):
            taken_back(concern, made)
        made.refresh_from_db()
        assert (made.ended_because, made.withdrawn_because) == ("Moved away.", "A mistake.")

    def test_taken_back_while_it_stood_it_does_not_end(self, concern: Concern) -> None:
        """INT-5: what never was is not over."""
        made = concern.tie(concern.person(), concern.children()[0])
        taken_back(concern, made)
        with refused(concern, "This tie is over already"):
            ended(concern, made)

    def test_it_is_not_over_before_it_began(self, concern: Concern) -> None:
        """EXP-5: the time line would tell its end before it; on the day itself it may be."""
        tied = Tied(Certainty.KNOWN, SOURCE, today() - timedelta(days=3))
        made = concern.tie(concern.person(), concern.children()[0], tied=tied)
        with refused(concern, "It cannot be over before it began"):
            end_tie(tie=made, on=today() - timedelta(days=4), because="x", by=concern.county, at=now())
        end_tie(tie=made, on=today() - timedelta(days=3), because="x", by=concern.county, at=now())

    @pytest.mark.parametrize("certainty", list(Certainty))
    def test_as_sure_as_before_it_is_not_recorded_twice(self, concern: Concern, certainty: Certainty) -> None:
        """EXP-5: of the same kind; another kind is another tie."""
        person, (amber, kit) = concern.person(), concern.children()
        tied = Tied(certainty, SOURCE)
        concern.tie(person, amber, tied=tied)
        with refused(concern, SAME_TIE):
            concern.tie(person, amber, tied=tied)
        concern.tie(person, amber, tied=tied, kind=ChildTieKind.DRIVES)
        concern.tie(person, kit, tied=tied)
        assert ChildTie.objects.filter(ended_on=None).count() == 3

    def test_over_or_taken_back_it_is_recorded_anew(self, concern: Concern) -> None:
        """EXP-5: what stood once does not stand in the way."""
        person, (amber, _) = concern.person(), concern.children()
        ended(concern, concern.tie(person, amber))
        taken_back(concern, concern.tie(person, amber))
        concern.tie(person, amber)
        assert ChildTie.objects.count() == 3

    def test_less_sure_than_before_ends_what_was_surer(self, concern: Concern) -> None:
        """EXP-5: known turned out to be suspected: the end says how it was recorded anew."""
        person, (amber, _) = concern.person(), concern.children()
        first = concern.tie(person, amber)
        concern.tie(person, amber, tied=Tied(Certainty.SUSPECTED, SOURCE))
        first.refresh_from_db()
        assert (first.ended_on, first.ended_because) == (today(), "Recorded anew as suspected.")

    def test_a_joined_records_tie_stands_for_both(self, concern: Concern) -> None:
        """EXP-5: the same tie recorded on the one is not recorded on the other."""
        person, other = concern.person(), concern.person("Vic Nowhere")
        amber = concern.children()[0]
        concern.tie(other, amber)
        joined(concern, person, other)
        with refused(concern, SAME_TIE):
            concern.tie(person, amber)

    def test_to_the_child_who_they_are_there_is_none(self, concern: Concern) -> None:
        """EXP-5: to another child there may be."""
        person, (amber, kit) = concern.person(), concern.children()
        say_same_child(person=person, child=amber, by=concern.county, at=now())
        with refused(concern, "This record is of the child themselves"):
            concern.tie(person, amber)
        concern.tie(person, kit)

    def test_to_a_record_joined_to_this_one_there_is_none(self, concern: Concern) -> None:
        """EXP-5: nobody is tied to themselves, by whichever of their records."""
        person, other = concern.person(), concern.person("Vic Nowhere")
        joined(concern, person, other)
        other.refresh_from_db()
        with refused(concern, "this is the same one"):
            tied_to(concern, person, other)

    @pytest.mark.parametrize("grade", ["", "B2", "Z9Z", "1APX"])
    def test_half_a_grade_is_refused_of_a_tie_too(self, concern: Concern, grade: str) -> None:
        """INT-3: the tie that stood before is not ended for it."""
        person, (amber, _) = concern.person(), concern.children()
        concern.tie(person, amber, tied=Tied(Certainty.SUSPECTED, SOURCE))
        with refused(concern, "Choose source, information and handling of 3x5x2"):
            concern.tie(person, amber, tied=Tied(Certainty.KNOWN, Sourced("x", "3x5x2", grade)))


def _tied(concern: Concern, person: PersonOfConcern) -> PersonTie:
    tied_to(concern, person, concern.person("Mick Nowhere"))
    return PersonTie.objects.get()


class TestOrders:
    def test_over_or_taken_back_it_does_not_end(self, concern: Concern) -> None:
        """EXP-5: one end, one reason."""
        made = an_order(concern, concern.person())
        lifted(concern, made)
        with refused(concern, "This order is over already"):
            lifted(concern, made)
        other = an_order(concern, concern.person("Mick Nowhere"))
        taken_back(concern, other)
        with refused(concern, "This order is over already"):
            lifted(concern, other)

    def test_taken_back_it_was_never_breached(self, concern: Concern) -> None:
        """EXP-5: one that ended may have been, while it held."""
        person = concern.person()
        made, other = an_order(concern, person), an_order(concern, person)
        taken_back(concern, made)
        with refused(concern, "This order was taken back"):
            breached(concern, made)
        lifted(concern, other)
        breached(concern, other)

    @pytest.mark.parametrize("act", ["ended", "breached"])
    def test_the_day_of_issue_is_the_first_it_can_be(self, concern: Concern, act: str) -> None:
        """EXP-5: the day before is refused, the day itself is not."""
        made = an_order(concern, concern.person())
        early = today() - timedelta(days=1)
        with refused(concern, "before it was issued"):
            _on(act, made, early, concern)
        _on(act, made, today(), concern)

    @pytest.mark.parametrize("what", ["statement", "order", "breach"])
    def test_what_is_taken_back_is_not_taken_back_again(self, concern: Concern, what: str) -> None:
        """INT-5: the first reason stays."""
        person = concern.person()
        made: Any = concern.says(person, About.ALIAS, "Vee") if what == "statement" else an_order(concern, person)
        made = breached(concern, made) if what == "breach" else made
        taken_back(concern, made)
        with refused(concern, "This was taken back already"):
            taken_back(concern, made)


def _on(act: str, order: Order, day: Any, concern: Concern) -> None:
    if act == "ended":
        end_order(order=order, on=day, because="x", by=concern.county, at=now())
    else:
        record_breach(order=order, on=day, words="x", reported_to="", by=concern.county, at=now())


class TestTheSame:
    def test_why_two_records_are_not_joined(self, concern: Concern) -> None:
        """EXP-5: in words, and nothing is written."""
        one, two, three = (concern.person(f"Vance {name}") for name in ("Madeup", "Nowhere", "Pretend"))
        with refused(concern, ITSELF):
            joined(concern, one, one)
        joined(concern, one, two)
        with refused(concern, TOGETHER):
            joined(concern, one, two)
        with refused(concern, TOGETHER):
            joined(concern, two, one)
        for first, second in ((two, three), (three, two)):
            with refused(concern, IS_JOINED):
                joined(concern, first, second)

    def test_parted_once_they_are_parted(self, concern: Concern) -> None:
        """EXP-5: and can be joined anew."""
        one, two = concern.person(), concern.person("Vic Nowhere")
        joined(concern, one, two)
        made = Joining.objects.get()
        part(joining=made, by=concern.county, at=now())
        with refused(concern, "These two were parted already"):
            part(joining=made, by=concern.county, at=now())
        joined(concern, two, one)
        assert Joining.objects.filter(undone_at=None).count() == 1

    @pytest.mark.parametrize("which", ["first", "second"])
    def test_where_one_is_linked_to_a_child_both_are_first(self, concern: Concern, which: str) -> None:
        """EXP-5, SHA-4: from whichever side they are joined."""
        one, two = concern.person(), concern.person("Vic Nowhere")
        linked = one if which == "first" else two
        say_same_child(person=linked, child=concern.children()[0], by=concern.county, at=now())
        with refused(concern, "Say first whether both are that child"):
            join(person=one, other=two, because="x", by=concern.county, at=now())

    def test_of_two_different_children_they_are_never_one(self, concern: Concern) -> None:
        """EXP-5: nor is one of them said to be a second child."""
        one, two, (amber, kit) = concern.person(), concern.person("Vic Nowhere"), concern.children()
        say_same_child(person=one, child=amber, by=concern.county, at=now())
        say_same_child(person=two, child=kit, by=concern.county, at=now())
        with refused(concern, "Say first whether both are that child"):
            joined(concern, one, two)
        with refused(concern, "linked to a child already"):
            say_same_child(person=one, child=kit, by=concern.county, at=now())

    def test_a_linked_child_is_not_said_to_be_another(self, concern: Concern) -> None:
        """EXP-5: the link is taken back first; twice the same is no second link."""
        person, (amber, _) = concern.person(), concern.children()
        say_same_child(person=person, child=amber, by=concern.county, at=now())
        with refused(concern, "linked to that child"):
            say_other_child(person=person, child=amber, by=concern.county, at=now())
        with refused(concern, "linked to a child already"):
            say_same_child(person=person, child=amber, by=concern.county, at=now())

    def test_what_was_said_is_taken_back_once(self, concern: Concern) -> None:
        """EXP-5: of the same as of not the same; the link of a later decision stays."""
        person, (amber, _) = concern.person(), concern.children()
        say_other_child(person=person, child=amber, by=concern.county, at=now())
        no = SameChild.objects.get()
        say_same_child(person=person, child=amber, by=concern.county, at=now())
        with refused(concern, "This was taken back already"):
            take_back_child(decision=no, by=concern.county, at=now())
        person.refresh_from_db()
        assert person.child_id == amber.pk
