"""SHA-2, SHA-4, EXP-7: who is out of sight of the child meets nothing of the map; two at one map lose nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from lantern.access.viewer import viewer_of
from lantern.children.actions import end_allocation
from lantern.children.actions.conflicts import record_conflict
from lantern.children.actions.restricting import restrict
from lantern.children.rules.around import CHILD, Near
from lantern.children.rules.refusals import ChangedMeanwhile
from lantern.children.vocabulary import Ground
from lantern.ecomap import actions
from lantern.ecomap.actions.placing import Put
from lantern.ecomap.models import KeptMap, Node, Placing, Tie
from lantern.ecomap.queries.drawn import key_of_node
from lantern.ecomap.rules.said import NodeSaid, TieSaid
from lantern.ecomap.vocabulary import TieKind
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.people import a_member, a_partnership, signed_in_client
from tests.factories.today import today
from tests.integration.ecomap.maps_known import TIE, Mapped
from tests.integration.missing.pages import text_of
from tests.integration.missing.test_deciding_beside_an_import import AT_MOST, Beside

pytestmark = pytest.mark.django_db
TABLES = (Node, Tie, Placing, KeptMap)
NAMES = ("Terry Example", "rings on Sundays", "for the review")


class Full(Mapped):
    """A child of whose map there is a row in every table."""

    def __init__(self) -> None:
        super().__init__()
        self.uncle = self.adds("Terry Example", words="rings on Sundays")
        with within(self.here.pk):
            self.joined = Tie.objects.get()
            given = {"child": self.child, "by": self.worker, "at": datetime.now(UTC)}
            actions.put(puts=[Put(key_of_node(self.uncle), 10, 20, 0)], **given)
        self.kept = self.keeps("for the review")

    def pages(self) -> list[str]:
        """Every address of the room about this child."""
        ways = ("", "add/", "add/family/", "connect/", "keep/", "versions/", "compare/", "genogram/")
        rows = (f"things/{self.uncle.pk}", f"ties/{self.joined.pk}")
        return [
            *(f"{self.url}{way}" for way in ways), f"/network/maps/{self.kept.pk}/",
            *(f"/network/maps/{row}/{way}" for row in rows for way in ("", "off/", "back/")),
        ]  # fmt: skip

    def presses(self) -> list[str]:
        """What is posted alone."""
        return [f"{self.url}{way}/" for way in ("hide", "show", "put", "arrange")]


@pytest.fixture
def known() -> Full:
    return Full()


def of_another_partnership(known: Full) -> Member:
    return a_member(a_partnership("Elsewhere"), Role.MISSING_COORDINATOR)


def who_does_not_work_with_the_child(known: Full) -> Member:
    return a_member(known.here, Role.SOCIAL_WORKER, "Mid")


def of_another_area(known: Full) -> Member:
    return a_member(known.here, Role.LIAISON_OFFICER, "North")


def whose_work_ended_yesterday(known: Full) -> Member:
    with within(known.here.pk):
        for each in known.child.allocations.all():
            over = today() - timedelta(days=1)
            end_allocation(allocation=each, on=over, by=known.coordinator, at=datetime.now(UTC))
    return known.worker


def with_a_conflict(known: Full) -> Member:
    with within(known.here.pk):
        given = {"words": "A neighbour", "by": known.coordinator, "at": datetime.now(UTC)}
        record_conflict(child=known.child, member=known.worker, **given)
    return known.worker


def who_is_not_named(known: Full) -> Member:
    named = [known.coordinator, a_member(known.here, Role.MISSING_COORDINATOR)]
    with within(known.here.pk):
        given = {"words": "Ring.", "by": known.coordinator, "at": datetime.now(UTC)}
        restrict(child=known.child, ground=Ground.WITNESS, named=named, **given)
    return known.worker


def of_business_support(known: Full) -> Member:
    return a_member(known.here, Role.BUSINESS_SUPPORT)


OUT_OF_SIGHT: list[Callable[[Full], Member]] = [
    of_another_partnership, who_does_not_work_with_the_child, of_another_area, whose_work_ended_yesterday, with_a_conflict,
    who_is_not_named,
]  # fmt: skip


def test_who_works_with_the_child_sees_all_of_it(known: Full) -> None:
    """SHA-2: so that what follows says something."""
    with within(known.here.pk):
        viewer = viewer_of(known.worker, now=datetime.now(UTC))
        assert all(model.visible_to(viewer).count() == 1 for model in TABLES)
    pages = [page for page in known.pages() if not page.endswith(("off/", "back/"))]
    answers = {page: known.by_worker.get(page) for page in pages}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    said = " ".join(text_of(answer) for answer in answers.values()).casefold()
    assert [name for name in NAMES if name.casefold() not in said] == []


@pytest.mark.parametrize("who", OUT_OF_SIGHT)
def test_no_row_no_page_and_no_way_to_write(known: Full, who: Callable[[Full], Member]) -> None:
    """SHA-2, SHA-4: unknown and forbidden look the same, asked or posted, and no trace of a change is left."""
    member = who(known)
    client = signed_in_client(member)
    with within(member.partnership_id):
        viewer = viewer_of(member, now=datetime.now(UTC))
        assert [model.visible_to(viewer).count() for model in TABLES] == [0, 0, 0, 0]
    with within(known.here.pk):
        before = Entry.objects.filter(kind="change").count()
    sent = {"key": key_of_node(known.uncle), "x": "1", "y": "1", "version": "1", "label": "x", "kind": "peer", **TIE}
    for page in known.pages():
        assert client.get(page).status_code == 404, page
        assert client.post(page, sent).status_code in (404, 405), page
    assert {client.post(page, sent).status_code for page in known.presses()} == {404}
    with within(known.here.pk):
        assert Entry.objects.filter(kind="change").count() == before


def test_who_may_not_read_of_exploitation_finds_no_map_of_a_child_they_see(known: Full) -> None:
    """SHA-2: the child is theirs to work with, the map is not."""
    member = of_business_support(known)
    known.works_with(known.child, member)
    client = signed_in_client(member)
    assert client.get(f"/children/{known.child.pk}/").status_code == 200
    assert {client.get(page).status_code for page in known.pages()} == {404}


def test_who_reads_and_does_not_draw_changes_nothing(known: Full) -> None:
    """SHA-2: a chair sees the map and its versions; every other address is not there for them."""
    chair = a_member(known.here, Role.CHAIR)
    known.works_with(known.child, chair)
    client = signed_in_client(chair)
    reads = {known.url, f"{known.url}versions/", f"{known.url}compare/", f"{known.url}genogram/"}
    reads.add(f"/network/maps/{known.kept.pk}/")
    opened = {page for page in known.pages() if client.get(page).status_code == 200}
    assert opened == reads
    for page in (*known.presses(), *(page for page in known.pages() if page not in reads)):
        assert client.post(page, {"key": "x"}).status_code == 404, page


def test_a_row_of_one_child_is_not_reached_by_another(known: Full) -> None:
    """SHA-2: whoever sees one child puts and hides nothing on the map of another."""
    other = known.a_child("Ash", "Sample", area=known.colchester)
    with within(known.here.pk):
        given = {"by": known.worker, "at": datetime.now(UTC)}
        theirs = actions.add_node(child=other, said=NodeSaid(label="Kez", kind=Near.PEER), **given)
    key = key_of_node(theirs)
    body = {"first": key, "second": CHILD, "kind": "tie", "how": "", **TIE}
    assert "Select a valid choice" in text_of(known.by_worker.post(f"{known.url}connect/", body))
    assert known.by_worker.post(f"{known.url}hide/", {"key": key}).status_code == 404
    known.by_worker.post(f"{known.url}put/", {"key": key, "x": "1", "y": "1", "version": "0"})
    assert known.by_worker.get(f"/network/maps/things/{theirs.pk}/").status_code == 404
    with within(known.here.pk):
        assert not Placing.objects.filter(key=key).exists() and Tie.objects.count() == 1


class TestTwoAtOnce:
    pytestmark = pytest.mark.django_db(transaction=True)

    def beside(self, known: Full, first: Callable[[], object], second: Callable[[], object]) -> str:
        """What the second is told: they begin while the first is not through, and wait."""
        other = Beside(known.here.pk, second)
        with within(known.here.pk):
            first()
            other.start()
            assert other.waits()
        other.join(AT_MOST)
        assert not other.is_alive()
        return other.refusal

    def by(self, member: Member) -> dict[str, Any]:
        return {"by": member, "at": datetime.now(UTC)}

    def test_one_of_two_changes_is_made_upon_what_was_read(self, known: Full) -> None:
        """EXP-7: of somebody on the map; the second is told."""
        with within(known.here.pk):
            again = Node.objects.get()
        first, second = (
            lambda node=node, label=label, who=who: actions.change_node(
                node=node, said=NodeSaid(label=label, kind=Near.PEER), version=1, **self.by(who)
            )
            for node, label, who in ((known.uncle, "One", known.worker), (again, "Two", known.coordinator))
        )
        assert self.beside(known, first, second) == ChangedMeanwhile.words
        with within(known.here.pk):
            assert (Node.objects.get().label, Node.objects.get().version) == ("One", 2)

    def test_of_two_who_close_a_ring_one_does(self, known: Full) -> None:
        """EXP-7: each alone could be; both at once would make somebody their own forebear."""
        key, tied = key_of_node(known.uncle), TieSaid(kind=TieKind.PARENT)
        first, second = (
            lambda one=one, two=two: actions.add_tie(
                child=known.child, first=one, second=two, said=tied, **self.by(known.worker)
            )
            for one, two in ((key, CHILD), (CHILD, key))
        )
        assert "parent or grandparent of the first already" in self.beside(known, first, second)

    def test_the_last_place_on_a_map_is_given_once(self, known: Full, monkeypatch: pytest.MonkeyPatch) -> None:
        """EXP-7: whoever comes second is told that there is no room."""
        monkeypatch.setattr("lantern.ecomap.actions.nodes.MOST", 2)

        def act() -> None:
            said = NodeSaid(label="One more", kind=Near.PEER)
            actions.add_node(child=known.child, said=said, **self.by(known.worker))

        assert "Take some off first" in self.beside(known, act, act)

    def test_who_moves_what_is_being_moved_is_told_where_it_is(self, known: Full) -> None:
        """EXP-7: nothing is put over what they never saw."""
        told: list[Any] = []
        key = key_of_node(known.uncle)

        def move(x: int) -> Callable[[], object]:
            puts = [Put(key, x, 0, 1)]
            return lambda: told.append(actions.put(child=known.child, puts=puts, **self.by(known.worker)))

        assert self.beside(known, move(100), move(200)) == ""
        assert [list(each.clashes) for each in told] == [[], [key]]
        assert told[1].clashes[key].x == 100
