"""EXP-5, SHA-2, SHA-4: who sees a person of concern, what is known of them, and what stays when it is taken back."""

from datetime import timedelta

import pytest

from lantern.children.actions.conflicts import record_conflict
from lantern.children.actions.restricting import restrict
from lantern.children.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.children.vocabulary import Ground
from lantern.network.actions.persons import change_person, close_person, reopen_person
from lantern.network.actions.statements import withdraw
from lantern.network.actions.ties import end_tie, tie_person
from lantern.network.models import ChildTie, Entity, PersonOfConcern, PersonTie, PersonTurn
from lantern.network.queries.around import persons_around
from lantern.network.queries.person import ties_to_children, ties_to_persons
from lantern.network.queries.persons import Asked, for_rows, persons
from lantern.network.rules.grading import Sourced
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary.persons import About, Certainty, ChildTieKind, PersonTieKind, Shown
from lantern.organisation.vocabulary import Role
from tests.factories.people import a_member, now, signed_in_client
from tests.factories.today import today
from tests.integration.missing.pages import asking_at_most, text_of
from tests.integration.network.concern import KNOWN, SOURCE, Concern

pytestmark = pytest.mark.django_db


def everybody(concern: Concern, person: PersonOfConcern) -> list[bool]:
    return [concern.sees(each, person) for each in (concern.county, concern.mid, concern.north, concern.worker)]


class TestWhoSees:
    def test_without_area_and_tie_only_roles_over_the_whole_partnership(self, concern: Concern) -> None:
        """EXP-5, SHA-2: deny by default."""
        assert everybody(concern, concern.person()) == [True, False, False, False]

    def test_by_the_area_of_the_person(self, concern: Concern) -> None:
        """SHA-2: the role covers it."""
        assert everybody(concern, concern.person(area=concern.chelmsford)) == [True, True, False, False]

    def test_by_having_recorded_them(self, concern: Concern) -> None:
        """EXP-5: whoever records somebody does not lose sight of them at once."""
        assert everybody(concern, concern.person(by=concern.worker)) == [True, False, False, True]

    def test_by_a_tie_to_a_child_in_sight_while_it_stands(self, concern: Concern) -> None:
        """EXP-5, SHA-2: the tie opens the person, and closes them again when it is over or taken back."""
        (amber, kit), person = concern.children(), concern.person()
        concern.tie(person, amber)
        tie = concern.tie(person, kit)
        assert everybody(concern, person) == [True, True, True, True]
        end_tie(tie=tie, on=today(), because="Moved away.", by=concern.county, at=now())
        assert everybody(concern, person) == [True, True, False, False]
        withdraw(said=ChildTie.objects.get(child=amber), because="Another man.", by=concern.county, at=now())
        assert everybody(concern, person) == [True, False, False, False]

    def test_a_conflict_and_a_restriction_take_the_tie_away_and_what_it_opened(self, concern: Concern) -> None:
        """SHA-4: denials beat every grant."""
        (_, kit), person = concern.children(), concern.person()
        concern.tie(person, kit)
        record_conflict(child=kit, member=concern.worker, words="An uncle.", by=concern.county, at=now())
        assert everybody(concern, person) == [True, False, True, False]
        restrict(
            child=kit,
            ground=Ground.WITNESS,
            words="x",
            named=[concern.mid, concern.county],
            by=concern.county,
            at=now(),
        )
        assert everybody(concern, person) == [True, True, False, False]

    def test_a_tie_with_a_child_out_of_sight_is_absent_and_not_counted(self, concern: Concern) -> None:
        """INT-7, SHA-2: the page and the list know only of those in sight."""
        (amber, kit), person = concern.children(), concern.person(area=concern.chelmsford)
        for child in (amber, kit):
            concern.tie(person, child)
        seen = concern.viewer(concern.mid)
        assert [each.child_id for each in ties_to_children(person, seen)] == [amber.pk]
        assert [each.children for each in for_rows(persons(seen, Asked()), seen)] == [1]
        page = text_of(signed_in_client(concern.mid).get(f"/persons/{person.pk}/"))
        assert "Amber Fictional" in page and "Kit" not in page and "Pretend" not in page

    def test_who_may_see_no_persons_finds_none_round_a_child(self, concern: Concern) -> None:
        """EXP-5: a chat worker who works with the child."""
        _, kit = concern.children()
        concern.tie(concern.person(), kit)
        chat_worker = a_member(concern.here, Role.CHAT_WORKER, "Mid")
        assert persons_around(kit, concern.viewer(chat_worker)) == []
        assert len(persons_around(kit, concern.viewer(concern.worker))) == 1


class TestWhatIsKnown:
    def test_a_statement_says_who_how_sure_when_and_by_whom(self, concern: Concern) -> None:
        """INT-5, EXP-5: and on the page stands the grade in words."""
        person = concern.person()
        made = concern.says(person, About.ALIAS, "Vee")
        assert (made.source, made.graded, made.by_id, made.on) == (
            SOURCE.words,
            "1 A P (3x5x2)",
            concern.county.pk,
            today(),
        )
        page = text_of(signed_in_client(concern.county).get(f"/persons/{person.pk}/"))
        assert "Vee" in page and "Invented report 1" in page and "1 A P (3x5x2)" in page

    def test_a_grade_of_another_scheme_is_refused(self, concern: Concern) -> None:
        """INT-3: the database never holds half a grade."""
        with pytest.raises(NotAllowed, match="Choose source"):
            concern.says(concern.person(), About.ALIAS, "Vee", source=Sourced("x", "5x5x5", "1AP"))

    def test_the_same_plate_said_of_two_is_one_vehicle(self, concern: Concern) -> None:
        """INT-6: however it is written; and each is found by it."""
        one, other = concern.person(), concern.person("Mick Nowhere")
        concern.says(one, About.VEHICLE, "AB12 CDE")
        concern.says(other, About.VEHICLE, "ab12cde")
        assert Entity.objects.filter(kind="vehicle").count() == 1
        seen = concern.viewer(concern.county)
        assert {each.pk for each in persons(seen, Asked(text="AB12CDE"))} == {one.pk, other.pk}

    def test_a_vehicle_is_seen_by_who_sees_a_person_it_is_said_of(self, concern: Concern) -> None:
        """INT-7: and by nobody else who may see persons of concern."""
        concern.says(concern.person(area=concern.chelmsford), About.VEHICLE, "AB12 CDE")
        seen = [Entity.visible_to(concern.viewer(each)).exists() for each in (concern.mid, concern.north)]
        assert seen == [True, False]

    def test_what_is_taken_back_stays_to_be_read_and_finds_nobody(self, concern: Concern) -> None:
        """INT-5: with who took it back and why."""
        person = concern.person()
        made = concern.says(person, About.PHONE, "07700 900123")
        withdraw(said=made, because="A wrong number.", by=concern.mid, at=now())
        made.refresh_from_db()
        assert (made.withdrawn_by_id, made.withdrawn_because) == (concern.mid.pk, "A wrong number.")
        assert not persons(concern.viewer(concern.county), Asked(text="07700900123")).exists()
        assert "A wrong number." in text_of(signed_in_client(concern.county).get(f"/persons/{person.pk}/"))
        with pytest.raises(NotAllowed, match="already"):
            withdraw(said=made, because="Twice.", by=concern.mid, at=now())

    @pytest.mark.parametrize(
        "text", ["Vance", "madeup", "Madeup Vance", "vee", "P0000001", "+44 7700 900123", "@VEE_1"]
    )
    def test_found_by_name_alias_number_phone_and_account(self, concern: Concern, text: str) -> None:
        """EXP-5: whatever is known of somebody finds them."""
        person = concern.person()
        for about, words in ((About.ALIAS, "Vee"), (About.PHONE, "07700 900123"), (About.ACCOUNT, "@vee_1")):
            concern.says(person, about, words)
        concern.person("Somebody Else")
        assert [each.pk for each in persons(concern.viewer(concern.county), Asked(text=text))] == [person.pk]


class TestTies:
    def test_surer_than_before_ends_the_one_before_and_keeps_it(self, concern: Concern) -> None:
        """EXP-5: suspected first, known later: both are on the record."""
        (amber, _), person = concern.children(), concern.person()
        concern.tie(person, amber, tied=Tied(Certainty.SUSPECTED, SOURCE, today() - timedelta(days=9)))
        concern.tie(person, amber)
        first, second = ChildTie.objects.order_by("at")
        assert (first.certainty, first.ended_on, second.certainty, second.ended_on) == (
            "suspected",
            today(),
            "known",
            None,
        )
        with pytest.raises(NotAllowed, match="stands already"):
            concern.tie(person, amber)

    def test_between_two_persons_it_is_said_from_either_side(self, concern: Concern) -> None:
        """EXP-5: seen only where both are in sight."""
        one, other = concern.person(area=concern.chelmsford), concern.person("Mick Nowhere", area=concern.colchester)
        tie_person(person=one, other=other, kind=PersonTieKind.DIRECTS, tied=KNOWN, by=concern.county, at=now())
        client = signed_in_client(concern.county)
        assert "Directs: Mick Nowhere" in text_of(client.get(f"/persons/{one.pk}/"))
        assert "Directed by: Vance Madeup" in text_of(client.get(f"/persons/{other.pk}/"))
        assert ties_to_persons(one, concern.viewer(concern.mid)) == []
        assert "Mick" not in text_of(signed_in_client(concern.mid).get(f"/persons/{one.pk}/"))

    def test_nobody_is_tied_to_themselves(self, concern: Concern) -> None:
        """EXP-5."""
        one = concern.person()
        with pytest.raises(NotAllowed, match="the same one"):
            tie_person(person=one, other=one, kind=PersonTieKind.FAMILY, tied=KNOWN, by=concern.county, at=now())
        assert not PersonTie.objects.exists()


class TestTheRecord:
    def test_closed_it_leaves_the_list_and_takes_nothing_until_it_is_opened(self, concern: Concern) -> None:
        """EXP-5: not a person of concern after all; with the reason, and back."""
        person, seen = concern.person(), concern.viewer(concern.county)
        close_person(person=person, because="A namesake.", by=concern.county, at=now())
        assert not persons(seen, Asked()).exists() and persons(seen, Asked(Shown.CLOSED)).count() == 1
        with pytest.raises(NotAllowed, match="closed"):
            concern.says(person, About.ALIAS, "Vee")
        reopen_person(person=person, because="He is.", by=concern.county, at=now())
        concern.says(person, About.ALIAS, "Vee")
        assert list(PersonTurn.objects.order_by("at").values_list("because", flat=True)) == ["A namesake.", "He is."]

    def test_who_changes_second_sees_both_and_loses_nothing(self, concern: Concern) -> None:
        """EXP-5: what was typed stays in the boxes, what stands is shown beside it."""
        person, client = concern.person(), signed_in_client(concern.county)
        said = {"name": "Vincent Madeup", "description": "", "area": None, "by": concern.mid, "at": now()}
        change_person(person=person, version=1, **said)
        with pytest.raises(ChangedMeanwhile):
            change_person(person=person, version=1, **said)
        page = client.post(f"/persons/{person.pk}/change/", {"name": "Vaughan Madeup", "version": "1"})
        assert page.status_code == 200
        assert "Now: Vincent Madeup" in text_of(page) and 'value="Vaughan Madeup"' in page.content.decode()
        assert PersonTurn.objects.get().because.startswith("Name: Vance Madeup")

    def test_without_a_name_a_description_stands_for_it(self, concern: Concern) -> None:
        """EXP-5: one of the two there must be."""
        client = signed_in_client(concern.county)
        assert "Enter a name" in text_of(client.post("/persons/new/", {"name": " ", "description": ""}))
        client.post("/persons/new/", {"name": "", "description": "Driver of a white van"})
        assert str(PersonOfConcern.objects.get()) == "Name not known: Driver of a white van"

    def test_a_page_with_much_on_it_asks_little(self, concern: Concern) -> None:
        """EXP-5: at most twelve queries, however many ties, statements and orders."""
        person = concern.person()
        for number in range(4):
            concern.says(person, About.ALIAS, f"Vee{number}")
            child = concern.children()[0]
            concern.tie(person, child, kind=ChildTieKind.DRIVES)
        client = signed_in_client(concern.county)
        client.get("/persons/")
        with asking_at_most(12):
            client.get(f"/persons/{person.pk}/")
