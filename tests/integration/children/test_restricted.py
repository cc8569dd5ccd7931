"""SHA-4: a restricted record: who sees it, who is named, how it is looked at again, and what stays for ever."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from lantern.access.viewer import Viewer, viewer_of
from lantern.children.actions.conflicts import record_conflict
from lantern.children.actions.merging import merge, unmerge
from lantern.children.actions.restricting import keep_restricted, lift, name_anew, name_person, restrict, take_off
from lantern.children.models import Child, NamedPerson, Restriction, RestrictionReview
from lantern.children.queries.restricted import with_nobody
from lantern.children.restrictions import standing
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import Ground
from lantern.obligations.models import Obligation
from lantern.obligations.queries import mine
from lantern.organisation import actions as organisation
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.timekeeping.moments import london
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.children import a_child
from tests.factories.people import a_member, a_partnership, an_area, now, signed_in_client
from tests.factories.today import today
from tests.integration.missing.pages import text_of

pytestmark = pytest.mark.django_db


class Closed:
    """A child of Mid with a coordinator and a worker who are named, and a coordinator of the county who is not."""

    def __init__(self) -> None:
        self.here = a_partnership()
        self.alex = a_member(self.here, Role.MISSING_COORDINATOR, "Mid", name="Alex Example")
        self.sam = a_member(self.here, Role.SOCIAL_WORKER, "North", name="Sam Sample")
        self.robin = a_member(self.here, Role.MISSING_COORDINATOR, name="Robin Invented")
        self.judge = a_member(self.here, Role.INFORMATION_GOVERNANCE, name="Kim Sample")
        with within(self.here.pk):
            self.child = a_child("Rowan", "Fictional", area=an_area(self.here, "Chelmsford"))

    def restrict(self, *named: Member, **given: Any) -> Restriction:
        said = {"ground": Ground.WITNESS, "words": "Ring first.", "by": self.alex, "at": now()} | given
        return restrict(child=self.child, named=named or (self.alex, self.sam), **said)

    def sees(self, member: Member) -> bool:
        return Child.visible_to(viewer_of(member, now=now())).filter(pk=self.child.pk).exists()

    def viewer(self, member: Member) -> Viewer:
        return viewer_of(member, now=now())


@pytest.fixture
def closed() -> Closed:
    return Closed()


@pytest.fixture
def inside(closed: Closed) -> Any:
    with within(closed.here.pk):
        yield closed


class TestWhoSees:
    def test_those_named_and_nobody_else(self, inside: Closed) -> None:
        """SHA-4: naming opens it to who had no other reason, and closes it to who covers the county."""
        assert [inside.sees(each) for each in (inside.alex, inside.sam, inside.robin)] == [True, False, True]
        inside.restrict()
        assert [inside.sees(each) for each in (inside.alex, inside.sam, inside.robin)] == [True, True, False]

    def test_whoever_restricts_need_not_be_among_them(self, inside: Closed) -> None:
        """SHA-4: and sees the record no more."""
        inside.restrict(inside.sam, inside.robin)
        assert [inside.sees(each) for each in (inside.alex, inside.sam, inside.robin)] == [False, True, True]

    def test_lifting_gives_it_back_to_role_and_work(self, inside: Closed) -> None:
        """SHA-4: the worker of another area loses what naming alone had opened."""
        lift(restriction=inside.restrict(), because="The witness moved.", by=inside.alex, at=now())
        assert [inside.sees(each) for each in (inside.alex, inside.sam, inside.robin)] == [True, False, True]

    def test_after_lifting_only_those_who_were_named_read_why(self, inside: Closed) -> None:
        """SHA-4: who sees the child again is not told that they were a witness."""
        lift(restriction=inside.restrict(), because="The witness moved.", by=inside.alex, at=now())
        assert len(standing(inside.child, inside.viewer(inside.alex))) == 1
        assert standing(inside.child, inside.viewer(inside.robin)) == []
        assert not Restriction.visible_to(inside.viewer(inside.robin)).exists()
        client = signed_in_client(inside.robin)
        assert client.get(f"/children/{inside.child.pk}/restricted/").status_code == 404
        assert "itness" not in text_of(client.get(f"/children/{inside.child.pk}/access/"))

    def test_a_conflict_beats_being_named(self, inside: Closed) -> None:
        """SHA-4: two denials add up, and no grant beats either."""
        inside.restrict()
        record_conflict(child=inside.child, member=inside.sam, words="A neighbour.", by=inside.alex, at=now())
        assert not inside.sees(inside.sam)

    def test_a_merge_takes_it_along_and_back(self, inside: Closed) -> None:
        """SHA-4, MIS-4: the record that is kept is restricted then; undone, it is as before."""
        made = inside.restrict()
        kept = a_child("Rowan", "Fictionel", area=an_area(inside.here, "Chelmsford"))
        merged = merge(child=kept, other=inside.child, by=inside.alex, at=now())
        assert not Child.visible_to(inside.viewer(inside.robin)).filter(pk=kept.pk).exists()
        assert Child.visible_to(inside.viewer(inside.sam)).filter(pk=kept.pk).exists()
        assert Obligation.objects.get(subject_id=made.pk).child_id == kept.pk
        unmerge(merge=merged, by=inside.alex, at=now())
        assert Child.visible_to(inside.viewer(inside.robin)).filter(pk=kept.pk).exists()
        assert not inside.sees(inside.robin)
        assert Obligation.objects.get(subject_id=made.pk).child_id == inside.child.pk


class TestNamed:
    @pytest.mark.parametrize("number", [0, 1])
    def test_two_at_least(self, inside: Closed, number: int) -> None:
        """SHA-4: of one person twice there is one; who cannot open records does not count."""
        for named in ([inside.sam][:number], [inside.sam, inside.sam][: number * 2], [inside.sam, inside.judge]):
            with pytest.raises(NotAllowed, match="two people"):
                restrict(child=inside.child, ground=Ground.SOURCE, words="x", named=named, by=inside.alex, at=now())
        assert inside.sees(inside.robin)

    def test_a_record_is_restricted_once(self, inside: Closed) -> None:
        """SHA-4: two who restrict at once are told; the database keeps the second out."""
        inside.restrict()
        with pytest.raises(NotAllowed, match="restricted already"):
            inside.restrict()

    def test_one_more_and_one_less(self, inside: Closed) -> None:
        """SHA-4: history is kept, and the trail of the child has each."""
        made = inside.restrict()
        person = name_person(restriction=made, member=inside.robin, by=inside.sam, at=now())
        assert inside.sees(inside.robin)
        with pytest.raises(NotAllowed, match="named already"):
            name_person(restriction=made, member=inside.robin, by=inside.sam, at=now())
        take_off(person=person, by=inside.sam, at=now())
        assert not inside.sees(inside.robin)
        assert NamedPerson.objects.get(pk=person.pk).ended_by == inside.sam
        done = Entry.objects.filter(child_id=inside.child.pk, kind="change").values_list("what", flat=True)
        assert {"children.restricted", "children.person_named", "children.person_taken_off"} <= set(done)

    def test_the_last_but_one_stays(self, inside: Closed) -> None:
        """SHA-4: somebody who left does not count among those who are left."""
        made = inside.restrict(inside.alex, inside.sam, inside.robin)
        person = made.named.get(member=inside.alex)
        organisation.remove_member(member=inside.robin, by=None, at=now())
        with pytest.raises(NotAllowed, match="one person would be left"):
            take_off(person=person, by=inside.alex, at=now())
        assert inside.sees(inside.alex)

    def test_nobody_with_a_conflict_is_named(self, inside: Closed) -> None:
        """SHA-4."""
        record_conflict(child=inside.child, member=inside.robin, words="A friend.", by=inside.robin, at=now())
        with pytest.raises(NotAllowed, match="no conflict of interest"):
            name_person(restriction=inside.restrict(), member=inside.robin, by=inside.alex, at=now())

    def test_a_name_that_is_taken_back_meanwhile(self, inside: Closed) -> None:
        """SHA-4: what was lifted, or taken off, meanwhile is said and changes nothing."""
        made = inside.restrict(inside.alex, inside.sam, inside.robin)
        person = made.named.get(member=inside.robin)
        take_off(person=person, by=inside.alex, at=now())
        with pytest.raises(NotAllowed, match="not named any more"):
            take_off(person=person, by=inside.alex, at=now())
        lift(restriction=made, because="Over.", by=inside.alex, at=now())
        for act in (lift, keep_restricted):
            with pytest.raises(NotAllowed, match="lifted already"):
                act(restriction=made, because="Again.", by=inside.sam, at=now())


class TestNobodyLeft:
    def left(self, closed: Closed) -> Restriction:
        made = closed.restrict(closed.alex, closed.sam)
        organisation.remove_member(member=closed.sam, by=None, at=now())
        assert with_nobody(today()) == []
        record_conflict(child=closed.child, member=closed.alex, words="A friend.", by=closed.alex, at=now())
        return made

    def test_information_governance_is_told_of_a_number_alone(self, inside: Closed) -> None:
        """SHA-4: neither name nor number nor area of the child."""
        made = self.left(inside)
        assert with_nobody(today()) == [made]
        said = text_of(signed_in_client(inside.judge).get("/trail/conflicts/"))
        assert made.number in said
        assert not any(
            word in said for word in ("Rowan", "Fictional ", inside.child.number, "Chelmsford", "Ring first")
        )

    def test_and_names_people_without_seeing_the_record(self, inside: Closed) -> None:
        """SHA-4: two who can; then they alone see it again."""
        made, client = self.left(inside), signed_in_client(inside.judge)
        other = a_member(inside.here, Role.SOCIAL_WORKER, name="Lee Madeup")
        url = f"/trail/restrictions/{made.pk}/name/"
        page = text_of(client.get(url))
        assert "Rowan" not in page and "Alex Example" not in page
        client.post(url, {"first": other.pk, "second": inside.robin.pk})
        assert [inside.sees(each) for each in (inside.alex, other, inside.robin)] == [False, True, True]
        assert client.get(url).status_code == 404
        with pytest.raises(NotAllowed, match="named on this record still"):
            name_anew(restriction=made, named=[other, inside.robin], by=inside.judge, at=now())


class TestReview:
    def test_it_is_owed_after_ninety_days_by_those_named(self, inside: Closed) -> None:
        """SHA-4: each of them has it among their own work; nobody else knows of it."""
        at = now() - timedelta(days=100)
        made = inside.restrict(at=at)
        owed = Obligation.objects.get(subject_id=made.pk)
        assert london(owed.due_at).date() == london(at).date() + timedelta(days=90)
        assert [list(mine(inside.viewer(each))) for each in (inside.alex, inside.sam, inside.robin)] == [
            [owed],
            [owed],
            [],
        ]

    def test_kept_with_a_reason_it_is_counted_from_that_day(self, inside: Closed) -> None:
        """SHA-4: the review that was due is met, the next is due ninety days from today."""
        made = inside.restrict(at=now() - timedelta(days=80))
        keep_restricted(restriction=made, because="The trial goes on.", by=inside.sam, at=now())
        first, second = Obligation.objects.filter(subject_id=made.pk).order_by("due_at")
        assert first.met_at and not second.met_at
        assert london(second.due_at).date() == london(now()).date() + timedelta(days=90)
        assert RestrictionReview.objects.get().because == "The trial goes on."

    def test_lifting_answers_it(self, inside: Closed) -> None:
        """SHA-4."""
        made = inside.restrict()
        lift(restriction=made, because="Over.", by=inside.alex, at=now())
        assert Obligation.objects.get(subject_id=made.pk).met_at

    def test_it_is_never_waived(self, inside: Closed) -> None:
        """SHA-4: kept or lifted, and nothing else; the list offers no way to waive it."""
        made = inside.restrict(at=now() - timedelta(days=100))
        owed = Obligation.objects.get(subject_id=made.pk)
        client = signed_in_client(inside.alex)
        assert f"/owed/{owed.pk}/waive/" not in client.get("/owed/").content.decode()
        said = text_of(client.post(f"/owed/{owed.pk}/waive/", {"reason": "No time."}))
        assert "always looked at again" in said
        owed.refresh_from_db()
        assert owed.waived_at is None


class TestPages:
    def test_restricting_on_the_page(self, closed: Closed) -> None:
        """SHA-4: what is missing is said and what was typed is kept; then the page about the restriction."""
        client = signed_in_client(closed.alex)
        url = f"/children/{closed.child.pk}/restrict/"
        said = text_of(client.post(url, {"words": "An aunt works here.", "first": closed.alex.pk}))
        assert "Choose why it is restricted" in said and "An aunt works here." in said
        twice = {"ground": "staff family", "words": "x", "first": closed.alex.pk, "second": closed.alex.pk}
        assert "Name at least two people" in text_of(client.post(url, twice))
        answer = client.post(url, twice | {"second": closed.sam.pk, "third": closed.robin.pk}, follow=True)
        said = text_of(answer)
        assert "People named" in said and "Robin Invented" in said and "Family of somebody who works here" in said
        assert answer.redirect_chain[-1][0] == f"/children/{closed.child.pk}/restricted/"

    def test_restricting_to_others_shows_nothing_more_of_the_child(self, closed: Closed) -> None:
        """SHA-4."""
        people = {"first": closed.sam.pk, "second": closed.robin.pk}
        url, given = f"/children/{closed.child.pk}/restrict/", {"ground": "sensitive source", "words": "x"}
        answer = signed_in_client(closed.alex).post(url, given | people, follow=True)
        assert "You are not among those named" in text_of(answer) and "Rowan" not in text_of(answer)

    def test_the_childs_page_says_so_to_those_named(self, closed: Closed) -> None:
        """SHA-4: by the name, who else sees it, and when it is looked at again."""
        with within(closed.here.pk):
            closed.restrict()
        for path in ("", "access/", "restricted/"):
            said = text_of(signed_in_client(closed.sam).get(f"/children/{closed.child.pk}/{path}"))
            assert "Restricted" in said and "Alex Example" in said and "Next review by" in said
        listed = text_of(signed_in_client(closed.sam).get("/children/?q=Fictional"))
        assert "Rowan" in listed and "Restricted" in listed

    @pytest.mark.parametrize(
        "path", ["", "chronology/", "missing/", "access/", "restrict/", "restricted/", "conflict/"]
    )
    def test_restricted_a_second_ago(self, closed: Closed, path: str) -> None:
        """SHA-4: the next request of somebody who had the page open is as about a child that does not exist."""
        client = signed_in_client(closed.robin)
        url = f"/children/{closed.child.pk}/{path}"
        assert client.get(url).status_code == (404 if path == "restricted/" else 200)
        with within(closed.here.pk):
            closed.restrict()
        assert client.get(url).status_code == 404

    def test_taken_off_or_removed_a_second_ago(self, closed: Closed) -> None:
        """SHA-4, security.md 5: named until just now; a member until just now."""
        url = f"/children/{closed.child.pk}/"
        clients = {each: signed_in_client(each) for each in (closed.sam, closed.robin)}
        with within(closed.here.pk):
            made = closed.restrict(closed.alex, closed.sam, closed.robin)
            second = a_member(closed.here, Role.CHAT_WORKER)
            name_person(restriction=made, member=second, by=closed.alex, at=now())
            assert [client.get(url).status_code for client in clients.values()] == [200, 200]
            take_off(person=made.named.get(member=closed.sam), by=closed.alex, at=now())
            organisation.remove_member(member=closed.robin, by=None, at=now())
        assert clients[closed.sam].get(url).status_code == 404
        assert clients[closed.robin].get(url).status_code in {302, 404}

    def test_taking_off_and_reviewing_on_the_page(self, closed: Closed) -> None:
        """SHA-4: by any of those named, whatever their role."""
        with within(closed.here.pk):
            made = closed.restrict(closed.alex, closed.sam, closed.robin)
            person = made.named.get(member=closed.robin).pk
        client = signed_in_client(closed.sam)
        url = f"/children/restriction/person/{person}/take-off/"
        assert "Robin Invented" in text_of(client.get(url))
        assert "sees the record no more" in text_of(client.post(url, follow=True))
        assert client.get(url).status_code == 404
        review = f"/children/restriction/{made.pk}/review/"
        assert "Say why" in text_of(client.post(review, {"answer": "keep"}))
        assert "stays restricted" in text_of(client.post(review, {"answer": "keep", "because": "So far."}, follow=True))
        named = client.post(f"/children/restriction/{made.pk}/name/", {"member": closed.robin.pk}, follow=True)
        assert "They see the record from now on." in text_of(named)
        said = text_of(client.post(review, {"answer": "lift", "because": "Over."}, follow=True))
        assert "The restriction is lifted." in said and "Rowan" not in said  # of North, with no other reason
        assert client.get(review).status_code == 404


class TestDatabase:
    @pytest.mark.parametrize(
        "changes",
        [
            {"words": ""},
            {"lifted_at": now()},
            {"lifted_because": "x"},
        ],
        ids=["without words", "lifted by nobody", "a reason and no lifting"],
    )
    def test_it_keeps_out_what_cannot_be(self, inside: Closed, changes: dict[str, Any]) -> None:
        """SHA-4: constraints, not hope."""
        made = inside.restrict()
        with pytest.raises(IntegrityError), transaction.atomic():
            forged(restriction=made, changes=changes, by=inside.alex, at=now())

    def test_nobody_reads_it_in_another_partnership(self, closed: Closed) -> None:
        """PAR-1: the wall, below every query."""
        with within(closed.here.pk):
            closed.restrict()
        with within(a_partnership("Nowhere").pk):
            counts = [model.objects.count() for model in (Restriction, NamedPerson, RestrictionReview)]
        assert counts == [0, 0, 0]
        assert connection.vendor == "postgresql"


@action
def forged(*, restriction: Restriction, changes: dict[str, Any], by: Member, at: Any) -> None:
    """Past every rule."""
    Restriction.objects.filter(pk=restriction.pk).update(**changes)
