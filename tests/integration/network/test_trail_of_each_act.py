"""SHA-6, INT-5: each thing done to a person of concern leaves exactly its entry, with ids and no contents; histories keep."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lantern.network.actions.joining import part
from lantern.network.actions.orders import record_order
from lantern.network.actions.persons import change_person
from lantern.network.actions.same_child import say_other_child, say_same_child, take_back_child
from lantern.network.models import (
    Breach,
    ChildTie,
    Joining,
    Order,
    PersonOfConcern,
    PersonTie,
    PersonTurn,
    SameChild,
    Statement,
)
from lantern.network.rules.tied import Issued, Tied
from lantern.network.vocabulary.persons import About, Certainty
from lantern.network.vocabulary.powers import Power
from lantern.timekeeping import words
from lantern.trail.acting import OutsideAction, action
from lantern.trail.models import Entry
from tests.factories.people import now, signed_in_client
from tests.factories.today import today
from tests.integration.missing.pages import text_of
from tests.integration.network.concern import SOURCE, Concern
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

pytestmark = pytest.mark.django_db


def left(act: Callable[[], object]) -> list[Entry]:
    """The entries that `act` leaves, the first first."""
    last = Entry.objects.order_by("-id").values_list("id", flat=True).first() or 0
    act()
    return list(Entry.objects.filter(id__gt=last).order_by("id"))


def whats(entries: list[Entry]) -> list[str]:
    return [each.what for each in entries]


class TestOneEntryEach:
    def test_of_the_record(self, concern: Concern) -> None:
        """SHA-6: recorded, changed, closed, opened again, each by who did it, of the person."""
        assert whats(left(concern.person)) == ["network.person_recorded"]
        person = PersonOfConcern.objects.get()
        for act, what in ((changed, "changed"), (closed, "closed"), (reopened, "reopened")):
            (entry,) = left(lambda act=act: act(concern, person))  # type: ignore[misc]
            assert (entry.what, entry.subject_id) == (f"network.person_{what}", person.pk)
            assert (entry.member_id, entry.kind) == (concern.county.pk, "change")

    def test_of_a_change_that_changes_nothing_there_is_none(self, concern: Concern) -> None:
        """SHA-6: nothing was done."""
        person = concern.person()
        assert left(lambda: changed(concern, person, person.name)) == []

    def test_of_what_is_said_and_taken_back(self, concern: Concern) -> None:
        """INT-5, SHA-6: never the words, the source or the reason."""
        person = concern.person()
        (entry,) = left(lambda: concern.says(person, About.VEHICLE, "AB12 CDE"))
        made = Statement.objects.get()
        assert (entry.what, entry.subject_id) == ("network.statement_recorded", made.pk)
        (back,) = left(lambda: taken_back(concern, made))
        assert (back.what, back.subject_id) == ("network.said_withdrawn", made.pk)
        assert (entry.detail, entry.purpose, back.detail, back.purpose) == ("", "", "", "")

    def test_of_a_tie_to_a_child_the_child_is_named_by_id(self, concern: Concern) -> None:
        """SHA-6: so that it stands on the child's own trail."""
        person, (amber, _) = concern.person(), concern.children()
        (entry,) = left(lambda: concern.tie(person, amber))
        tie = ChildTie.objects.get()
        assert (entry.what, entry.subject_id, entry.child_id) == ("network.child_tied", tie.pk, amber.pk)
        (over,) = left(lambda: ended(concern, tie))
        assert (over.what, over.child_id) == ("network.tie_ended", amber.pk)
        (back,) = left(lambda: taken_back(concern, tie))
        assert (back.what, back.child_id) == ("network.said_withdrawn", amber.pk)

    def test_of_a_tie_that_was_less_sure_its_end_and_the_new_one(self, concern: Concern) -> None:
        """EXP-5: two things were done."""
        person, (amber, _) = concern.person(), concern.children()
        before = concern.tie(person, amber, tied=Tied(Certainty.SUSPECTED, SOURCE))
        over, new = left(lambda: concern.tie(person, amber))
        assert (over.what, over.subject_id) == ("network.tie_ended", before.pk)
        assert (new.what, new.subject_id == before.pk) == ("network.child_tied", False)

    def test_of_a_tie_between_two_no_child_is_named(self, concern: Concern) -> None:
        """SHA-6: of the tie."""
        person, other = concern.person(), concern.person("Mick Nowhere")
        (entry,) = left(lambda: tied_to(concern, person, other))
        assert (entry.what, entry.subject_id, entry.child_id) == (
            "network.persons_tied", PersonTie.objects.get().pk, None,
        )  # fmt: skip

    def test_of_an_order_its_breach_and_its_end(self, concern: Concern) -> None:
        """EXP-5, SHA-6: and of each taken back."""
        person = concern.person()
        assert whats(left(lambda: an_order(concern, person))) == ["network.order_recorded"]
        order = Order.objects.get()
        assert whats(left(lambda: breached(concern, order))) == ["network.breach_recorded"]
        assert whats(left(lambda: lifted(concern, order))) == ["network.order_ended"]
        for each in (Breach.objects.get(), order):
            (entry,) = left(lambda each=each: taken_back(concern, each))  # type: ignore[misc]
            assert (entry.what, entry.subject_id) == ("network.said_withdrawn", each.pk)

    def test_of_two_joined_and_parted(self, concern: Concern) -> None:
        """EXP-5: of the joining, not once for every row it moves."""
        one, two, three = (concern.person(f"Vance {name}") for name in ("Madeup", "Nowhere", "Pretend"))
        joined(concern, two, three)
        assert whats(left(lambda: joined(concern, one, two))) == ["network.persons_joined"]
        made = Joining.objects.get(person=one)
        assert whats(left(lambda: part(joining=made, by=concern.county, at=now()))) == ["network.persons_parted"]

    def test_of_whether_they_are_a_child(self, concern: Concern) -> None:
        """EXP-5: said, said otherwise, taken back; what it replaces leaves no entry of its own."""
        person, (amber, _) = concern.person(), concern.children()
        said = {"person": person, "child": amber, "by": concern.county, "at": now()}
        assert whats(left(lambda: say_other_child(**said))) == ["network.person_is_not_child"]
        assert whats(left(lambda: say_same_child(**said))) == ["network.person_is_child"]
        made = SameChild.objects.get(undone_at=None)
        undone = left(lambda: take_back_child(decision=made, by=concern.county, at=now()))
        assert [(each.what, each.child_id) for each in undone] == [("network.person_child_undone", amber.pk)]


class TestWhatStays:
    def test_each_change_keeps_what_stood_before_it(self, concern: Concern) -> None:
        """EXP-5: name, description and area, in the order in which they stood, on the page."""
        person = concern.person("", description="Driver of a white van")
        said = {"person": person, "by": concern.mid, "at": now(), "description": "Tall"}
        change_person(name="Vance Madeup", area=concern.chelmsford, version=1, **said)
        change_person(name="Vincent Madeup", area=None, version=2, **said)
        first, second = PersonTurn.objects.order_by("at", "pk").values_list("because", flat=True)
        kept = {first, second}
        assert kept == {
            "Name: not known. Description: Driver of a white van. Area: not known.",
            "Name: Vance Madeup. Description: Tall. Area: Chelmsford.",
        }
        page = text_of(signed_in_client(concern.county).get(f"/persons/{person.pk}/"))
        assert all(each in page for each in kept) and page.count("Changed") == 2

    def test_a_change_sorts_the_list_anew(self, concern: Concern) -> None:
        """EXP-5: by the last word of the new name; without a name, before all others."""
        person = concern.person("Vance Madeup")
        changed(concern, person, "Zoë van der Nowhere")
        person.refresh_from_db()
        assert person.sort_name.startswith("nowhere")
        change_person(person=person, name="", description="x", area=None, version=2, by=concern.mid, at=now())
        person.refresh_from_db()
        assert (person.sort_name, person.version) == ("", 3)

    def test_closed_and_opened_twice_each_stands_with_its_reason(self, concern: Concern) -> None:
        """EXP-5: by whom; the latest first."""
        person = concern.person()
        for number in (1, 2):
            closed(concern, person, f"Reason {number}.")
            reopened(concern, person)
        page = text_of(signed_in_client(concern.county).get(f"/persons/{person.pk}/"))
        assert page.index("Reason 2.") < page.index("Reason 1.")
        assert (page.count("Closed"), page.count("Reopened")) == (2, 2)

    def test_a_statement_is_not_changed_by_what_is_said_later(self, concern: Concern) -> None:
        """INT-5: both stand, each with its day, source and who recorded it."""
        person = concern.person()
        concern.says(person, About.ADDRESS, "1 Invented Road", by=concern.mid)
        concern.says(person, About.ADDRESS, "2 Invented Road")
        page = text_of(signed_in_client(concern.county).get(f"/persons/{person.pk}/"))
        assert "1 Invented Road" in page and "2 Invented Road" in page
        assert "recorded by Mid Sample" in page and "recorded by County Example" in page

    def test_every_order_taken_back_or_over_stays_with_its_breaches(self, concern: Concern) -> None:
        """EXP-5, INT-5: and says what became of it, by whom."""
        person = concern.person()
        first, second = an_order(concern, person), an_order(concern, person)
        breached(concern, first)
        lifted(concern, first)
        taken_back(concern, second)
        page = text_of(signed_in_client(concern.county).get(f"/persons/{person.pk}/"))
        assert "Seen nearby." in page and "Taken back: A mistake." in page
        assert f"Ended {words.day(today())}, County Example: Quashed." in page


class TestNothingPastTheActions:
    @pytest.mark.parametrize("model", [PersonOfConcern, Statement, ChildTie, PersonTie, Order, Breach, Joining])
    def test_nothing_is_saved_outside_an_action(self, concern: Concern, model: Any) -> None:
        """design.md: whatever is written leaves its entry."""
        _one_of_each(concern)
        with pytest.raises(OutsideAction):
            model.objects.first().save()

    @pytest.mark.parametrize(
        ("model", "wrong"),
        [
            (PersonOfConcern, {"name": "", "description": ""}),
            (Statement, {"words": ""}),
            (Statement, {"about": About.BORN, "day": None}),
            (Statement, {"withdrawn_at": now(), "withdrawn_because": ""}),
            (Statement, {"withdrawn_because": "Nobody took it back."}),
            (ChildTie, {"certainty": "perhaps"}),
            (ChildTie, {"ended_on": today()}),
            (ChildTie, {"ended_because": "Not over."}),
            (PersonTie, {"certainty": ""}),
            (PersonTie, {"withdrawn_at": now()}),
            (Order, {"expires_on": today().replace(year=today().year - 1)}),
            (Order, {"ended_on": today()}),
            (Order, {"withdrawn_because": "Nobody."}),
            (Breach, {"words": ""}),
            (Joining, {"because": ""}),
            (PersonTurn, {"because": ""}),
        ],
    )
    def test_the_database_holds_nothing_that_contradicts_itself(
        self, concern: Concern, model: Any, wrong: dict[str, Any]
    ) -> None:
        """INT-5: taken back and over have somebody and a reason, whichever way it is written."""
        _one_of_each(concern)
        made = model.objects.first()
        with pytest.raises(IntegrityError), transaction.atomic():
            _written(row=made, values=wrong, by=concern.county, at=now())

    def test_nobody_is_tied_or_joined_to_themselves_nor_two_children(self, concern: Concern) -> None:
        """EXP-5: the database refuses it too."""
        _one_of_each(concern)
        for model in (PersonTie, Joining):
            made: Any = model.objects.first()
            with pytest.raises(IntegrityError), transaction.atomic():
                _written(row=made, values={"other_id": made.person_id}, by=concern.county, at=now())
        person, (amber, kit) = concern.person("Ned Invented"), concern.children()
        for child in (amber, kit):
            say_other_child(person=person, child=child, by=concern.county, at=now())
        with pytest.raises(IntegrityError), transaction.atomic():
            for decision in SameChild.objects.filter(person=person):
                _written(row=decision, values={"same": True}, by=concern.county, at=now())


@action
def _written(*, row: Any, values: dict[str, Any], by: Any, at: Any) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))


def _one_of_each(concern: Concern) -> None:
    person, other, third = concern.person(), concern.person("Mick Nowhere"), concern.person("Vic Nowhere")
    concern.says(person, About.ALIAS, "Vee")
    concern.tie(person, concern.children()[0])
    tied_to(concern, person, other)
    breached(concern, an_order(concern, person))
    joined(concern, person, third)
    closed(concern, other)


def test_an_order_by_another_is_recorded_as_theirs(concern: Concern) -> None:
    """INT-5: who recorded it, not who recorded the person."""
    issued = Issued(Power.SEXUAL_RISK, today(), "Fictional Court", reference="FC 7", conditions="Stays away.")
    record_order(person=concern.person(), issued=issued, by=concern.mid, at=now())
    made = Order.objects.get()
    assert (made.by_id, made.reference, made.conditions, made.expires_on) == (
        concern.mid.pk, "FC 7", "Stays away.", None,
    )  # fmt: skip
