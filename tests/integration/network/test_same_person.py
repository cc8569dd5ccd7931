"""EXP-5: a person of concern who is a child, and two records of one person: nothing is joined by itself, nothing is lost."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantern.children.actions.merging import merge, unmerge
from lantern.children.rules.refusals import NotAllowed
from lantern.network.actions.joining import join, part
from lantern.network.actions.same_child import say_other_child, say_same_child, take_back_child
from lantern.network.models import Joining, PersonOfConcern, SameChild
from lantern.network.queries.person import births, proposed_children, said_of
from lantern.network.queries.persons import Asked, persons
from lantern.network.vocabulary.persons import About, Shown
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import a_member, now, signed_in_client
from tests.integration.access.whole import whole_of
from tests.integration.missing.pages import text_of
from tests.integration.network.concern import Concern

pytestmark = pytest.mark.django_db
BORN = date(2010, 5, 6)


class TestAChild:
    def test_of_the_same_name_or_surname_and_birth_date_is_proposed_and_no_more(self, concern: Concern) -> None:
        """EXP-5: never merged with a child by accident; a child out of sight is not proposed."""
        person = concern.person("Vance Madeup", area=concern.chelmsford)
        concern.says(person, About.BORN, "", day=BORN)
        same = a_child("Vance", "Madeup", area=concern.chelmsford)
        sister = a_child("Vera", "Madeup", born=BORN, area=concern.chelmsford)
        a_child("Vance", "Madeup", area=concern.colchester)
        a_child("Vance", "Nowhere", born=BORN, area=concern.chelmsford)
        assert set(proposed_children(person, births(person), concern.viewer(concern.mid))) == {same, sister}
        person.refresh_from_db()
        assert person.child is None
        say_other_child(person=person, child=sister, by=concern.mid, at=now())
        assert proposed_children(person, births(person), concern.viewer(concern.mid)) == [same]

    def test_once_said_has_a_childs_protections(self, concern: Concern) -> None:
        """EXP-5, SHA-2: seen by who may see the child alone; neither area, nor tie, nor having recorded it opens it."""
        amber, kit = concern.children()
        person = concern.person(by=concern.north, area=concern.colchester)
        concern.tie(person, kit)
        say_same_child(person=person, child=amber, by=concern.county, at=now())
        seen = [concern.sees(each, person) for each in (concern.county, concern.mid, concern.north, concern.worker)]
        assert seen == [True, True, False, False]
        assert not persons(concern.viewer(concern.north), Asked()).exists()
        assert "Vance" not in text_of(signed_in_client(concern.worker).get(f"/children/{kit.pk}/persons/"))
        assert "Vance" not in text_of(signed_in_client(concern.worker).get(f"/children/{kit.pk}/chronology/"))

    def test_is_called_a_victim_first_on_their_page(self, concern: Concern) -> None:
        """EXP-3, EXP-5: before all else; and a look at the page is a look at the child."""
        amber, _ = concern.children()
        person = concern.person()
        say_same_child(person=person, child=amber, by=concern.county, at=now())
        page = text_of(signed_in_client(concern.county).get(f"/persons/{person.pk}/"))
        assert page.index("a victim first") < page.index("What is known")
        assert (
            f'href="/children/{amber.pk}/"'
            in signed_in_client(concern.county).get(f"/persons/{person.pk}/").content.decode()
        )
        assert Entry.objects.filter(what="network/person", child_id=amber.pk).exists()
        assert persons(concern.viewer(concern.county), Asked(Shown.CHILDREN)).count() == 1

    def test_is_one_child_and_the_link_can_be_taken_back(self, concern: Concern) -> None:
        """EXP-5: with what was said before on the record."""
        (amber, kit), person = concern.children(), concern.person(area=concern.colchester)
        say_same_child(person=person, child=amber, by=concern.county, at=now())
        for child, say in ((kit, say_same_child), (amber, say_other_child)):
            with pytest.raises(NotAllowed, match="linked"):
                say(person=person, child=child, by=concern.county, at=now())
        decision = SameChild.objects.get()
        take_back_child(decision=decision, by=concern.mid, at=now())
        assert concern.sees(concern.north, person)
        decision.refresh_from_db()
        assert decision.undone_by_id == concern.mid.pk
        with pytest.raises(NotAllowed, match="already"):
            take_back_child(decision=decision, by=concern.mid, at=now())

    def test_follows_a_merge_of_the_childs_records_and_back(self, concern: Concern) -> None:
        """MIS-4: ties and the link go along."""
        amber, kit = concern.children()
        person = concern.person()
        concern.tie(concern.person("Mick Nowhere"), amber)
        say_same_child(person=person, child=amber, by=concern.county, at=now())
        merged = merge(child=kit, other=amber, by=concern.county, at=now(), reason="The same child.")
        person.refresh_from_db()
        assert person.child_id == kit.pk and concern.sees(concern.worker, person)
        unmerge(merge=merged, by=concern.county, at=now())
        person.refresh_from_db()
        assert person.child_id == amber.pk and not concern.sees(concern.worker, person)

    def test_on_the_page_a_person_chooses_side_by_side(self, concern: Concern) -> None:
        """EXP-5: the same, not the same, and taken back."""
        person, client = concern.person("Amber Fictional"), signed_in_client(concern.county)
        amber, _ = concern.children()
        url = f"/persons/{person.pk}/child/"
        assert "Amber Fictional" in text_of(client.get(url)) and "Not the same" in text_of(client.get(url))
        client.post(url, {"child": str(amber.pk), "answer": "other"})
        assert "No child whom you may see has this name" in text_of(client.get(url))
        client.post(f"/persons/child/{SameChild.objects.get().pk}/take-back/")
        client.post(url, {"child": str(amber.pk), "answer": "same"})
        person.refresh_from_db()
        assert person.child_id == amber.pk


class TestTwoRecords:
    def test_joined_one_shows_what_both_hold(self, concern: Concern) -> None:
        """EXP-5: in the list one record, found by either name; parted, each has its own again."""
        one, other = concern.person(), concern.person("Vic Nowhere")
        concern.says(one, About.ALIAS, "Vee")
        concern.says(other, About.ALIAS, "Vix")
        made = join(person=one, other=other, because="One phone.", by=concern.county, at=now())
        seen = concern.viewer(concern.county)
        assert [each.pk for each in persons(seen, Asked(text="Nowhere"))] == [one.pk]
        assert {each.words for each in said_of(one)} == {"Vee", "Vix"}
        assert signed_in_client(concern.county).get(f"/persons/{other.pk}/").status_code == 404
        part(joining=made, by=concern.county, at=now())
        assert [each.words for each in said_of(other)] == ["Vix"]
        with pytest.raises(NotAllowed, match="already"):
            part(joining=made, by=concern.county, at=now())

    def test_who_saw_either_sees_what_stands_for_both(self, concern: Concern) -> None:
        """EXP-5: nobody loses somebody by a joining."""
        one, other = concern.person(area=concern.chelmsford), concern.person("Vic Nowhere", area=concern.colchester)
        join(person=one, other=other, because="One phone.", by=concern.county, at=now())
        assert concern.sees(concern.mid, one) and concern.sees(concern.north, one)

    def test_a_child_among_them_is_said_first(self, concern: Concern) -> None:
        """EXP-5, SHA-4: no joining opens or closes a child."""
        amber, _ = concern.children()
        one, other = concern.person(), concern.person("Vic Nowhere")
        say_same_child(person=other, child=amber, by=concern.county, at=now())
        with pytest.raises(NotAllowed, match="linked to a child"):
            join(person=one, other=other, because="One phone.", by=concern.county, at=now())
        say_same_child(person=one, child=amber, by=concern.county, at=now())
        join(person=one, other=other, because="One phone.", by=concern.county, at=now())
        take_back_child(decision=SameChild.objects.get(person=one), by=concern.county, at=now())
        assert not concern.sees(concern.north, one)

    def test_joining_and_parting_by_the_page(self, concern: Concern) -> None:
        """EXP-5: asked why; the joining stands in the history."""
        one, other = concern.person(), concern.person("Vic Nowhere")
        client = signed_in_client(concern.county)
        url = f"/persons/{one.pk}/join/?other={other.pk}"
        assert "Say why" in text_of(client.post(url, {"because": ""}))
        assert client.post(url, {"because": "One phone."}).status_code == 302
        page = text_of(client.get(f"/persons/{one.pk}/"))
        assert "P0000002 joined to P0000001" in page and "One phone." in page
        client.post(f"/persons/joining/{Joining.objects.get().pk}/part/")
        other.refresh_from_db()
        assert other.root_id == other.pk

    @settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=4), st.integers(0, 3), st.integers(0, 3))
    def test_parting_is_the_identity(self, joins: list[tuple[int, int]], kept: int, other: int) -> None:
        """EXP-5: of every row of every record; what the joining leaves is that it was, and that it was undone."""
        concern = Concern()
        with within(concern.here.pk):
            four = [concern.person(f"Vance Madeup{number}") for number in range(4)]
            for each in four:
                concern.says(each, About.ALIAS, f"Vee{each.number}")
            for first, second in joins:
                _joined(concern, four[first], four[second])
            before = _records(concern)
            if made := _joined(concern, four[kept], four[other]):
                assert _records(concern) != before
                part(joining=made, by=concern.county, at=now())
            assert _records(concern) == before


def _joined(concern: Concern, kept: PersonOfConcern, other: PersonOfConcern) -> Joining | None:
    try:
        return join(person=kept, other=other, because="x", by=concern.county, at=now())
    except NotAllowed:
        return None


def _records(concern: Concern) -> dict[str, Any]:
    whole = whole_of(concern.here.pk)
    return {name: rows for name, rows in whole.items() if name in ("network_personofconcern", "network_statement")}


def test_a_guest_of_another_partnership_joins_nothing(concern: Concern) -> None:
    """PAR-1: ids of another partnership are unknown."""
    other = Concern()
    with within(other.here.pk):
        theirs = other.person()
    client = signed_in_client(a_member(concern.here, "missing coordinator"))
    assert client.get(f"/persons/{concern.person().pk}/join/?other={theirs.pk}").status_code == 404
