"""EXP-6: peer groups and places: who sees them, assessed again and again, watched over, planned for."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from lantern.children.actions.conflicts import record_conflict
from lantern.children.actions.merging import merge, unmerge
from lantern.children.rules.refusals import ChangedMeanwhile, NotAllowed
from lantern.home.queries.work import Number, work
from lantern.network.actions import contexts as actions
from lantern.network.actions.context_ties import tie_person_to
from lantern.network.actions.statements import withdraw
from lantern.network.actions.ties import end_tie
from lantern.network.models import Context, ContextAssessment, ContextChild, ContextTurn, PlanStep
from lantern.network.queries.context import children_of, contexts_around, in_common, persons_of
from lantern.network.queries.contexts import Asked, contexts, for_rows, steps_of
from lantern.network.rules.contexts import Assessed
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary.contexts import ContextKind, ContextRole, ContextsShown, ContextTieKind
from lantern.network.vocabulary.persons import Certainty
from tests.factories.children import a_child
from tests.factories.people import now, signed_in_client
from tests.factories.today import today
from tests.integration.missing.pages import asking_at_most, text_of
from tests.integration.network.concern import KNOWN, SOURCE
from tests.integration.network.forms_sent import day
from tests.integration.network.places import Places

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(places: Places) -> Client:
    return signed_in_client(places.county)


def url(context: Context, what: str = "") -> str:
    return f"/persons/contexts/{context.pk}/{what}"


class TestWhoSees:
    def test_by_area_by_record_and_by_nothing_else(self, places: Places) -> None:
        """EXP-6, SHA-2: as persons of concern."""
        assert places.seen_by(places.place()) == [True, False, False, False]
        assert places.seen_by(places.place(area=places.chelmsford.pk)) == [True, True, False, False]
        assert places.seen_by(places.place(by=places.worker)) == [True, False, False, True]

    def test_by_a_child_in_sight_while_the_tie_stands(self, places: Places) -> None:
        """EXP-6: over or taken back it opens nothing; a conflict closes it at once (SHA-4)."""
        (amber, kit), place = places.children(), places.place()
        tie = places.ties(place, kit)
        assert places.seen_by(place) == [True, False, True, True]
        record_conflict(child=kit, member=places.worker, words="An uncle.", by=places.county, at=now())
        assert places.seen_by(place) == [True, False, True, False]
        end_tie(tie=tie, on=today(), because="Moved.", by=places.county, at=now())
        again = places.ties(place, amber)
        assert places.seen_by(place) == [True, True, False, False]
        withdraw(said=again, because="Another girl.", by=places.county, at=now())
        assert places.seen_by(place) == [True, False, False, False]

    def test_by_a_step_of_ones_own(self, places: Places) -> None:
        """EXP-6: whoever is to do something sees where."""
        place = places.place()
        actions.add_step(
            context=place, text="Walk past at four", owner=places.worker, due_on=today(), by=places.county, at=now()
        )
        assert places.seen_by(place) == [True, False, False, True]

    def test_of_children_and_persons_only_those_in_sight_and_no_number_of_others(self, places: Places) -> None:
        """EXP-6, INT-7: on the page, in the list, among who knows whom."""
        (amber, kit), place = places.children(), places.place(area=places.chelmsford.pk)
        for child in (amber, kit):
            places.ties(place, child)
        hidden = places.person("Mick Nowhere", area=places.colchester)
        tie_person_to(
            context=place, person=hidden, kind=ContextRole.RUNS, tied=KNOWN, by=places.county, at=now()
        )  # fmt: skip
        mid = places.viewer(places.mid)
        assert [each.child_id for each in children_of(place, mid)] == [amber.pk] and persons_of(place, mid) == []
        assert [each.children for each in for_rows(contexts(mid, Asked()), mid)] == [1]
        page = text_of(signed_in_client(places.mid).get(url(place)))
        assert "Amber Fictional" in page and not any(word in page for word in ("Kit", "Pretend", "Mick", "Nowhere"))


class TestAssessed:
    def test_each_assessment_stays_to_be_read_as_it_was(self, places: Places, client: Client) -> None:
        """EXP-6: the latest counts; who wrote each, and when."""
        place = places.place()
        places.assesses(place, "Dark after six.", days=5)
        places.assesses(place, "Lit since March.", days=60, by=places.mid)
        place.refresh_from_db()
        assert (place.review_on, place.assessed_by_id) == (today() + timedelta(days=60), places.mid.pk)
        page = text_of(client.get(url(place)))
        assert page.index("Lit since March.") < page.index("Dark after six.") and "Earlier assessments (1)" in page

    def test_who_saves_second_sees_both_and_loses_nothing(self, places: Places, client: Client) -> None:
        """EXP-6: what was typed stays in the box, and becomes the next when it is saved again."""
        place = places.place()
        typed = {"risks": "Mine.", "strengths": "", "version": "1", **day("review_on", today() + timedelta(days=30))}
        places.assesses(place, "Theirs.")
        with pytest.raises(ChangedMeanwhile):
            assessed = Assessed("x", "", today())
            actions.assess(context=place, assessed=assessed, version=1, by=places.mid, at=now())
        page = client.post(url(place, "assess/"), typed)
        assert page.status_code == 200 and "Theirs." in text_of(page) and "Mine." in page.content.decode()
        assert 'name="version" value="2"' in page.content.decode()
        assert client.post(url(place, "assess/"), typed | {"version": "2"}).status_code == 302
        assert list(ContextAssessment.objects.order_by("number").values_list("risks", flat=True)) == [
            "Theirs.",
            "Mine.",
        ]

    def test_an_overdue_review_is_in_my_work_of_who_assessed_last(self, places: Places, client: Client) -> None:
        """EXP-6: the number leads to the list that it counts."""
        place = places.place(area=places.chelmsford.pk)
        places.assesses(place, "Dark after six.", days=-1, by=places.mid)
        numbers = [work(places.viewer(each)).number(Number.REVIEWS) for each in (places.mid, places.county)]
        assert numbers == [1, 0]
        own = signed_in_client(places.mid)
        assert "Assess 1 group or place again" in text_of(own.get("/"))
        assert "Fictional Arcade" in text_of(own.get("/persons/contexts/?show=mine"))
        assert "Overdue" in text_of(client.get("/persons/contexts/?show=late"))

    def test_a_review_lies_ahead_and_risks_are_said(self, places: Places, client: Client) -> None:
        """EXP-6: errors by their boxes."""
        page = text_of(
            client.post(
                url(places.place(), "assess/"), {"version": "1", **day("review_on", today() - timedelta(days=1))}
            )
        )
        assert "Say what the risks are" in page and "Enter a day that is still to come" in page


class TestPlan:
    def test_a_late_step_is_in_my_work_of_its_owner_until_it_is_done(self, places: Places) -> None:
        """EXP-6: late from the day after; what came of it stays."""
        place = places.place()
        made = [
            actions.add_step(
                context=place,
                text=text,
                owner=places.worker,
                due_on=today() - timedelta(days=ago),
                by=places.county,
                at=now(),
            )
            for text, ago in (("Light the car park", 1), ("Speak with the manager", 0))
        ]
        own = signed_in_client(places.worker)
        assert work(places.viewer(places.worker)).number(Number.STEPS) == 1
        assert "Do 1 late step of a plan" in text_of(own.get("/"))
        assert "Light the car park" in text_of(own.get("/persons/contexts/steps/?late=1"))
        done = {"outcome": "Six lamps.", **day("on", today())}
        assert own.post(f"/persons/contexts/steps/{made[0].pk}/", done).status_code == 302
        assert work(places.viewer(places.worker)).number(Number.STEPS) == 0
        assert [each.text for each in steps_of(places.viewer(places.worker))] == ["Speak with the manager"]
        assert "Six lamps." in text_of(own.get(url(place)))
        with pytest.raises(NotAllowed, match="done already"):
            actions.finish_step(step=made[0], on=today(), outcome="Twice.", by=places.worker, at=now())

    def test_a_step_taken_back_is_owed_no_more(self, places: Places, client: Client) -> None:
        """INT-5: and stays to be read with why."""
        place = places.place()
        made = actions.add_step(
            context=place, text="Light it", owner=places.county, due_on=today(), by=places.county, at=now()
        )
        client.post(f"/persons/contexts/step/{made.pk}/take-back/", {"because": "Another street."})
        assert not steps_of(places.viewer(places.county)).exists()
        assert "Another street." in text_of(client.get(url(place)))

    def test_by_the_page_a_step_is_given_to_a_member(self, places: Places, client: Client) -> None:
        """EXP-6: one who signed up; by when."""
        place = places.place()
        sent = {"text": "Light it", "owner": str(places.mid.pk), **day("due_on", today())}
        assert client.post(url(place, "step/"), sent).status_code == 302
        assert PlanStep.objects.get().owner_id == places.mid.pk
        assert "Choose who does it" in text_of(client.post(url(place, "step/"), sent | {"owner": ""}))

    def test_guardians_are_dated(self, places: Places, client: Client) -> None:
        """EXP-6: who could keep it safe, since when, until when; none ends before they began, or twice."""
        place = places.place()
        client.post(
            url(place, "guardian/"), {"who": "The station manager", "how": "Calls at once", **day("since", today())}
        )
        made = place.guardians.get()
        with pytest.raises(NotAllowed, match="before it began"):
            actions.end_guardian(guardian=made, on=today() - timedelta(days=1), by=places.county, at=now())
        client.post(f"/persons/contexts/guardians/{made.pk}/", day("on", today()))
        page = text_of(client.get(url(place)))
        assert "The station manager" in page and "until" in page
        with pytest.raises(NotAllowed, match="ended already"):
            actions.end_guardian(guardian=made, on=today(), by=places.county, at=now())


class TestTies:
    def test_who_knows_whom_follows_from_what_else_they_share(self, places: Places, client: Client) -> None:
        """EXP-6: another place, or a person of concern; as far as the viewer may see either."""
        (amber, kit), group = places.children(), places.place("The Invented Four", kind=ContextKind.GROUP)
        ash = a_child("Ash", "Sample", area=places.chelmsford)
        park, person = places.place("Pretend Park"), places.person()
        for child in (amber, kit, ash):
            places.ties(group, child, kind=ContextTieKind.MEMBER)
        for child in (amber, kit):
            places.ties(park, child)
        for child in (amber, ash):
            places.tie(person, child)
        page = text_of(client.get(url(group)))
        assert "Amber Fictional and Kit Pretend" in page or "Kit Pretend and Amber Fictional" in page
        assert "Pretend Park (K0000002)" in page and "Vance Madeup (P0000001)" in page
        assert "Kit Pretend and Ash Sample" not in page and "Ash Sample and Kit Pretend" not in page
        known = in_common([amber.pk, kit.pk], group, places.viewer(places.north))
        assert list(known) == [kit.pk]

    def test_from_the_childs_side(self, places: Places) -> None:
        """EXP-6: on the page of what is round the child; for those alone who may see it."""
        (_, kit), place = places.children(), places.place()
        places.ties(place, kit, tied=Tied(Certainty.SUSPECTED, SOURCE))
        assert [each.context_id for each in contexts_around(kit, places.viewer(places.worker))] == [place.pk]
        page = text_of(signed_in_client(places.worker).get(f"/children/{kit.pk}/persons/"))
        assert "Goes there: Fictional Arcade" in page and "Suspected" in page

    def test_recorded_ended_and_taken_back_by_the_page(self, places: Places, client: Client) -> None:
        """EXP-6: the child is sought first; whoever loses sight is led on."""
        (amber, kit), place = places.children(), places.place()
        graded = {"source": "Report 7", "source_grade": "1", "information_grade": "B", "handling": "C"}
        assert f"?child={amber.pk}" in client.get(url(place, "tie-child/?q=Amber")).content.decode()
        said = {"kind": "was found there", "certainty": "known", **graded}
        assert client.post(url(place, f"tie-child/?child={kit.pk}"), said).status_code == 302
        tie = ContextChild.objects.get()
        over = {"because": "Closed.", **day("on", today())}
        answer = signed_in_client(places.worker).post(f"/persons/contexts/child/{tie.pk}/over/", over, follow=True)
        assert "You no longer see it" in text_of(answer)
        assert "Closed." in text_of(client.get(url(place)))
        person = places.person()
        sent = {"kind": "runs it", "certainty": "suspected", **graded}
        assert f"?other={person.pk}" in client.get(url(place, "tie-person/?q=vance")).content.decode()
        assert client.post(url(place, f"tie-person/?other={person.pk}"), sent).status_code == 302
        assert "Vance Madeup: runs it" in text_of(client.get(url(place)))

    def test_they_follow_a_merge_of_the_childs_records_and_back(self, places: Places) -> None:
        """MIS-4."""
        amber, kit = places.children()
        places.ties(places.place(), amber)
        made = merge(child=kit, other=amber, by=places.county, at=now(), reason="The same.")
        assert ContextChild.objects.get().child_id == kit.pk
        unmerge(merge=made, by=places.county, at=now())
        assert ContextChild.objects.get().child_id == amber.pk


class TestTheRecord:
    def test_recorded_by_the_page_with_a_whole_point_or_none(self, places: Places, client: Client) -> None:
        """EXP-6: errors keep what was typed."""
        sent = {"name": "Pretend Park", "kind": "park or open space", "certainty": "suspected", "latitude": "51.73"}
        page = client.post("/persons/contexts/new/", sent)
        assert "latitude and longitude, or neither" in text_of(page) and 'value="Pretend Park"' in page.content.decode()
        assert client.post("/persons/contexts/new/", sent | {"longitude": "0.47"}).status_code == 302
        made = Context.objects.get()
        assert (made.number, made.latitude, made.longitude) == ("K0000001", 51.73, 0.47)

    def test_changed_closed_and_opened_again_with_what_stood_before(self, places: Places, client: Client) -> None:
        """EXP-6: the second writer is told; a closed record takes nothing."""
        place = places.place()
        sent = {"name": "Pretend Park", "kind": "park or open space", "certainty": "known", "version": "1"}
        assert client.post(url(place, "change/"), sent).status_code == 302
        page = client.post(url(place, "change/"), sent | {"name": "Sample Park"})
        assert "It stands now as: Pretend Park" in text_of(page) and 'value="Sample Park"' in page.content.decode()
        client.post(url(place, "close/"), {"because": "Built over."})
        assert contexts(places.viewer(places.county), Asked(ContextsShown.CLOSED)).count() == 1
        with pytest.raises(NotAllowed, match="closed"):
            places.assesses(place, "x")
        client.post(url(place, "close/"), {"because": "Not yet."})
        because = list(ContextTurn.objects.order_by("at").values_list("because", flat=True))
        assert because[0].startswith("Fictional Arcade, business") and because[1:] == ["Built over.", "Not yet."]

    @pytest.mark.parametrize(
        ("shown", "names"),
        [
            (ContextsShown.CURRENT, {"Dark", "New", "Fresh"}),
            (ContextsShown.LATE, {"Dark"}),
            (ContextsShown.NOT_ASSESSED, {"New"}),
            (ContextsShown.CLOSED, {"Gone"}),
        ],
    )
    def test_each_list_holds_what_it_says(self, places: Places, shown: ContextsShown, names: set[str]) -> None:
        """EXP-6."""
        for name, days in (("Dark", -2), ("Fresh", 9)):
            places.assesses(places.place(name), "x", days=days)
        places.place("New")
        actions.close_context(context=places.place("Gone"), because="x", by=places.county, at=now())
        assert {each.name for each in contexts(places.viewer(places.county), Asked(shown))} == names

    def test_found_by_name_and_narrowed_by_kind(self, places: Places) -> None:
        """EXP-6."""
        places.place("Fictional Arcade")
        places.place("Pretend Park", kind=ContextKind.PARK)
        seen = places.viewer(places.county)
        assert [each.name for each in contexts(seen, Asked(text="park pretend"))] == ["Pretend Park"]
        assert [each.name for each in contexts(seen, Asked(kind=ContextKind.BUSINESS))] == ["Fictional Arcade"]

    def test_pages_ask_little_however_much_there_is(self, places: Places, client: Client) -> None:
        """design.md: twelve queries at most."""
        place, person = places.place(), places.person()
        for number in range(5):
            places.assesses(place, f"x{number}")
            child = places.children()[0]
            places.ties(place, child)
            places.tie(person, child)
            actions.add_step(
                context=place, text=f"x{number}", owner=places.county, due_on=today(), by=places.county, at=now()
            )
        client.get("/")
        for path in (
            url(place),
            url(place, "assess/"),
            url(place, "step/"),
            "/persons/contexts/",
            "/persons/contexts/steps/",
        ):
            with asking_at_most(12):
                assert client.get(path).status_code == 200

    def test_the_list_is_taken_out_without_its_assessment(self, places: Places, client: Client) -> None:
        """security.md 7: what it is and how its review stands."""
        places.assesses(places.place(), "Dark after six.")
        page = text_of(client.get(reverse("exchange:take_out", args=["contexts"])))
        assert "Looked at again by" in page and "Dark" not in page
