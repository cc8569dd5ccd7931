"""SHA-4: a conflict of interest closes a record to one person at once; another person ends it, with a reason."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lantern.access.viewer import viewer_of
from lantern.children.actions.conflicts import declare_conflict, end_conflict, record_conflict
from lantern.children.actions.restricting import restrict
from lantern.children.models import Child, Conflict
from lantern.children.queries.barred import barred
from lantern.children.rules.refusals import NotAllowed
from lantern.children.vocabulary import Ground
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.acting import action
from lantern.trail.models import Entry
from tests.factories.children import a_child, an_episode
from tests.factories.people import a_member, a_partnership, an_area, now, signed_in_client
from tests.integration.missing.pages import asking_at_most, text_of

pytestmark = pytest.mark.django_db


class Known:
    """A child of Mid, whom a worker, a coordinator of the county and one who holds every role would see."""

    def __init__(self) -> None:
        self.here = a_partnership()
        self.sam = a_member(self.here, Role.SOCIAL_WORKER, "Mid", name="Sam Sample")
        self.robin = a_member(self.here, Role.MISSING_COORDINATOR, name="Robin Invented")
        self.judge = a_member(self.here, Role.INFORMATION_GOVERNANCE, name="Kim Sample")
        self.admin = a_member(self.here, Role.ADMINISTRATOR, name="Lee Madeup")
        with within(self.here.pk):
            self.child = a_child("Rowan", "Fictional", area=an_area(self.here, "Chelmsford"), worker=self.sam)
            an_episode(self.child, by=self.robin, hours_ago=30, back_hours_ago=20)
        self.url = f"/children/{self.child.pk}/"

    def sees(self, member: Member) -> bool:
        return Child.visible_to(viewer_of(member, now=now())).filter(pk=self.child.pk).exists()

    def declare(self, member: Member, *, at: datetime | None = None) -> Conflict:
        return declare_conflict(child=self.child, words="A neighbour.", by=member, at=at or now())


@pytest.fixture
def known() -> Known:
    return Known()


class TestDeclaring:
    def test_it_closes_the_record_to_whoever_declares_it(self, known: Known) -> None:
        """SHA-4: to nobody else, and whatever speaks for it: work with the child, a role over the county."""
        with within(known.here.pk):
            known.declare(known.sam)
            assert (known.sees(known.sam), known.sees(known.robin)) == (False, True)
            known.declare(known.robin)
            assert not known.sees(known.robin)

    @pytest.mark.parametrize("path", ["", "chronology/", "missing/", "access/", "conflict/"])
    def test_declared_a_second_ago(self, known: Known, path: str) -> None:
        """SHA-4: the next request is as about a child that does not exist."""
        client = signed_in_client(known.sam)
        assert client.get(known.url + path).status_code == 200
        with within(known.here.pk):
            known.declare(known.sam)
        assert client.get(known.url + path).status_code == 404

    def test_the_page_afterwards_shows_nothing_of_the_child(self, known: Known) -> None:
        """SHA-4: what happened, what follows, and who may end it."""
        client = signed_in_client(known.sam)
        assert "Say in a few words" in text_of(client.post(f"{known.url}conflict/", {"words": " "}))
        answer = client.post(f"{known.url}conflict/", {"words": "My cousin Rowan."}, follow=True)
        said = text_of(answer)
        assert answer.redirect_chain == [("/conflicts/", 302)]
        assert "You see nothing of that record any more." in said and "C0000001" in said
        assert "Rowan" not in said and known.child.number not in said and str(known.child.pk) not in said

    def test_nothing_is_looked_up_for_many_conflicts(self, known: Known) -> None:
        """The bar: the page costs the same with twenty as with none."""
        client = signed_in_client(known.sam)
        client.get("/conflicts/")
        with within(known.here.pk):
            for _ in range(20):
                declare_conflict(child=a_child(worker=known.sam), words="x", by=known.sam, at=now())
        with asking_at_most(12):
            assert "C0000020" in text_of(client.get("/conflicts/"))

    def test_those_who_see_the_child_are_told_who_does_not(self, known: Known) -> None:
        """SHA-4: so that nobody talks to them about the child; not why."""
        with within(known.here.pk):
            known.declare(known.sam)
        said = text_of(signed_in_client(known.robin).get(f"{known.url}access/"))
        assert "Conflicts of interest" in said and "Sam Sample" in said and "A neighbour" not in said

    def test_a_rota_asks_nobody_who_has_one(self, known: Known) -> None:
        """SHA-4, MIS-13: nor anybody who is not named on a restricted record."""
        with within(known.here.pk):
            known.declare(known.robin)
            found = barred([known.sam, known.robin], [known.child.pk], viewer_of(known.sam, now=now()))
            assert found == {(known.robin.pk, known.child.pk)}
            other = a_member(known.here, Role.CHAT_WORKER)
            given: dict[str, Any] = {"ground": Ground.WITNESS, "words": "x", "by": known.sam, "at": now()}
            restrict(child=known.child, named=[known.sam, other], **given)
            third = a_member(known.here, Role.LIAISON_OFFICER)
            found = barred([known.sam, other, third], [known.child.pk], viewer_of(known.sam, now=now()))
            assert found == {(third.pk, known.child.pk)}


class TestRecordingForSomebody:
    def test_by_lanterns_number(self, known: Known) -> None:
        """SHA-4: whoever manages people sees no child, and is shown none."""
        client = signed_in_client(known.admin)
        url = f"/organisation/people/{known.sam.pk}/conflict/"
        assert "A conflict of interest of Sam Sample" in text_of(client.get(url))
        answer = client.post(url, {"number": f" {known.child.number.lower()} ", "words": "An uncle."}, follow=True)
        assert "Sam Sample sees nothing of that record any more." in text_of(answer)
        assert "Rowan" not in text_of(answer)
        with within(known.here.pk):
            assert Conflict.objects.get().by == known.admin
            assert not known.sees(known.sam)
        again = client.post(url, {"number": known.child.number, "words": "An uncle."})
        assert "stands on the record already" in text_of(again)

    @pytest.mark.parametrize("number", ["", "Rowan", "L12", "L9999999"])
    def test_what_is_no_number_of_a_record(self, known: Known, number: str) -> None:
        """SHA-4: is refused: a slip of the keys would leave the record open without anybody knowing."""
        client = signed_in_client(known.admin)
        answer = client.post(f"/organisation/people/{known.sam.pk}/conflict/", {"number": number, "words": "x"})
        assert answer.status_code == 200
        with within(known.here.pk):
            assert not Conflict.objects.exists()

    def test_a_restricted_record_answers_like_any_other(self, known: Known) -> None:
        """SHA-4: the form tells nothing of whether a record is restricted."""
        ordinary = a_child_of(known)
        with within(known.here.pk):
            given: dict[str, Any] = {"ground": Ground.WITNESS, "words": "x", "by": known.robin, "at": now()}
            restrict(child=known.child, named=[known.sam, known.robin], **given)
        client = signed_in_client(known.admin)
        url = f"/organisation/people/{known.sam.pk}/conflict/"
        said = {
            text_of(client.post(url, {"number": each.number, "words": "x"}, follow=True))
            for each in (known.child, ordinary)
        }
        assert len(said) == 1


class TestEnding:
    def test_information_governance_ends_it_with_a_reason(self, known: Known) -> None:
        """SHA-4: what was written is kept; the trail of the child has who ended it."""
        with within(known.here.pk):
            made = known.declare(known.sam)
        client = signed_in_client(known.judge)
        listed = text_of(client.get("/trail/conflicts/"))
        assert "Sam Sample" in listed and known.child.number in listed and "Rowan" not in listed
        url = f"/trail/conflicts/{made.pk}/end/"
        assert "Say why it is over" in text_of(client.post(url, {"because": ""}))
        assert "is over." in text_of(client.post(url, {"because": "They moved."}, follow=True))
        assert "ended already" in text_of(client.post(url, {"because": "Again."}))
        with within(known.here.pk):
            assert known.sees(known.sam)
            made.refresh_from_db()
            assert (made.ended_by, made.ended_because, made.words) == (known.judge, "They moved.", "A neighbour.")
            assert Entry.objects.filter(what="children.conflict_ended", child_id=known.child.pk).exists()
        assert "They moved." in text_of(client.get("/trail/conflicts/?show=ended"))

    def test_never_ones_own(self, known: Known) -> None:
        """SHA-4: not on the page, not by the action, not in the database."""
        with within(known.here.pk):
            made = record_conflict(child=known.child, member=known.judge, words="x", by=known.admin, at=now())
            with pytest.raises(NotAllowed, match="Somebody else"):
                end_conflict(conflict=made, because="Over.", by=known.judge, at=now())
            with pytest.raises(IntegrityError), transaction.atomic():
                forged(conflict=made, by=known.judge, at=now() + timedelta(seconds=1))
        client = signed_in_client(known.judge)
        said = text_of(client.get("/trail/conflicts/"))
        assert "Somebody else ends yours" in said and known.child.number not in said
        assert "Somebody else" in text_of(client.post(f"/trail/conflicts/{made.pk}/end/", {"because": "Over."}))

    def test_of_a_restricted_record_governance_reads_no_number_and_no_words(self, known: Known) -> None:
        """SHA-4: whose conflict it is, and nothing of the child; it can end it all the same."""
        with within(known.here.pk):
            made = known.declare(known.robin)
            other = a_member(known.here, Role.CHAT_WORKER)
            given: dict[str, Any] = {"ground": Ground.SOURCE, "words": "x", "by": known.sam, "at": now()}
            restrict(child=known.child, named=[known.sam, other], **given)
        client = signed_in_client(known.judge)
        for path in ("/trail/conflicts/", f"/trail/conflicts/{made.pk}/end/"):
            said = text_of(client.get(path))
            assert "Robin Invented" in said and "A record that you may not see" in said
            assert known.child.number not in said and "A neighbour" not in said
        assert "is over." in text_of(client.post(f"/trail/conflicts/{made.pk}/end/", {"because": "Over."}, follow=True))

    @pytest.mark.parametrize("who", ["sam", "robin", "admin"])
    def test_nobody_else_ends_one(self, known: Known, who: str) -> None:
        """SHA-4: neither whoever has it nor a coordinator nor an administrator."""
        with within(known.here.pk):
            made = known.declare(known.sam)
        client = signed_in_client(getattr(known, who))
        assert client.get("/trail/conflicts/").status_code == 404
        assert client.post(f"/trail/conflicts/{made.pk}/end/", {"because": "x"}).status_code == 404


def a_child_of(known: Known) -> Child:
    with within(known.here.pk):
        return a_child("Sasha", "Pretend", area=an_area(known.here, "Harlow"))


@action
def forged(*, conflict: Conflict, by: Member, at: datetime) -> None:
    """Past every rule."""
    Conflict.objects.filter(pk=conflict.pk).update(ended_at=at, ended_by=by, ended_because="Over.")
