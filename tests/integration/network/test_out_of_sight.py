"""SHA-2, SHA-4: who is out of sight of a child meets nobody and no place that is known through the child alone."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from lantern.access.viewer import viewer_of
from lantern.children.actions import end_allocation
from lantern.children.actions.conflicts import record_conflict
from lantern.children.actions.restricting import restrict
from lantern.children.vocabulary import Ground
from lantern.home.queries.work import Number, work
from lantern.network.actions.orders import record_order
from lantern.network.actions.same_child import say_other_child
from lantern.network.models import (
    Breach,
    ChildTie,
    Context,
    ContextAssessment,
    ContextChild,
    ContextPerson,
    ContextTurn,
    Entity,
    Guardian,
    Order,
    PersonOfConcern,
    PersonTie,
    PersonTurn,
    PlanStep,
    SameChild,
    Statement,
)
from lantern.network.near import contexts_near, contexts_still, persons_near, persons_still
from lantern.network.queries.contexts import Asked as ContextsAsked
from lantern.network.queries.contexts import contexts
from lantern.network.queries.orders import OrdersAsked, orders
from lantern.network.queries.persons import Asked, known_by_name, persons
from lantern.network.rules.tied import Issued
from lantern.network.told import told_of_network
from lantern.network.vocabulary.contexts import ContextsShown
from lantern.network.vocabulary.persons import About, Shown
from lantern.network.vocabulary.powers import OrdersShown, Power
from lantern.organisation.models import Member
from lantern.organisation.vocabulary import Role
from lantern.tenancy.current import within
from lantern.trail.models import Entry
from tests.factories.people import a_member, a_partnership, now, signed_in_client
from tests.factories.today import today
from tests.integration.missing.pages import asking_at_most, text_of
from tests.integration.network.places import Places
from tests.integration.network.refused import breached, changed, closed, reopened, tied_to

pytestmark = pytest.mark.django_db
TABLES = [
    Breach, ChildTie, Context, ContextAssessment, ContextChild, ContextPerson, ContextTurn, Entity, Guardian, Order,
    PersonOfConcern, PersonTie, PersonTurn, PlanStep, SameChild, Statement,
]  # fmt: skip
NAMES = ("Vance", "Madeup", "Mick", "Nowhere", "Fictional Arcade", "AB12 CDE", "Dark after six", "Stays away")
EXPORTS = ("persons-of-concern", "orders", "contexts")
DAY = timedelta(days=1)


class Known(Places):
    """Kit, whom the worker works with: two persons of concern and a place known through Kit, a row in every table."""

    def __init__(self) -> None:
        super().__init__()
        with within(self.here.pk):
            _, self.kit = self.children()
            self.one, self.other = self.person("Vance Madeup"), self.person("Mick Nowhere")
            self.ties_of_one, self.tie_of_other = self.tie(self.one, self.kit), self.tie(self.other, self.kit)
            changed(self, self.one, "Vance Madeup")
            closed(self, self.one)
            reopened(self, self.one)
            self.said = self.says(self.one, About.VEHICLE, "AB12 CDE")
            tied_to(self, self.one, self.other)
            ends = Issued(Power.ABDUCTION, today(), "Fictional Police", conditions="Stays away.", expires_on=today())
            self.order = record_order(person=self.one, issued=ends, by=self.county, at=now())
            breached(self, self.order)
            say_other_child(person=self.other, child=self.kit, by=self.county, at=now())
            self.arcade = self.place()
            self.ties(self.arcade, self.kit)
            self.ties_person(self.arcade, self.one)
            self.guard, self.todo = self.guardian(self.arcade), self.step(self.arcade, days=-1)
            self.assesses(self.arcade, "Dark after six.", days=-1)
            self.changes(self.arcade, "Fictional Arcade")

    def pages(self) -> list[str]:
        """Every address of the room that names one of these."""
        person, place = f"/persons/{self.one.pk}/", f"/persons/contexts/{self.arcade.pk}/"
        return [
            *(f"{person}{way}/" for way in ("change", "close", "say", "tie-child", "tie-person", "order", "child", "join")),
            *(f"{place}{way}/" for way in ("change", "assess", "close", "guardian", "step", "tie-child", "tie-person")),
            person, place,
            f"/persons/order/{self.order.pk}/end/", f"/persons/order/{self.order.pk}/breach/",
            f"/persons/child-tie/{self.ties_of_one.pk}/over/", f"/persons/child-tie/{self.ties_of_one.pk}/take-back/",
            f"/persons/statement/{self.said.pk}/take-back/", f"/persons/order/{self.order.pk}/take-back/",
            f"/persons/contexts/guardians/{self.guard.pk}/", f"/persons/contexts/steps/{self.todo.pk}/",
            f"/persons/contexts/step/{self.todo.pk}/take-back/", f"/network/{self.said.entity_id}/",
            f"/children/{self.kit.pk}/persons/",
        ]  # fmt: skip


@pytest.fixture
def known() -> Known:
    return Known()


def of_another_partnership(known: Known) -> Member:
    return a_member(a_partnership("Elsewhere"), Role.MISSING_COORDINATOR)


def who_does_not_work_with_the_child(known: Known) -> Member:
    return a_member(known.here, Role.SOCIAL_WORKER, "Mid")


def of_another_area(known: Known) -> Member:
    return known.mid


def whose_work_ended_yesterday(known: Known) -> Member:
    with within(known.here.pk):
        for each in known.kit.allocations.all():
            end_allocation(allocation=each, on=today() - DAY, by=known.county, at=now())
    return known.worker


def with_a_conflict(known: Known) -> Member:
    with within(known.here.pk):
        record_conflict(child=known.kit, member=known.worker, words="A neighbour", by=known.county, at=now())
    return known.worker


def who_is_not_named(known: Known) -> Member:
    named = [known.county, a_member(known.here, Role.MISSING_COORDINATOR)]
    with within(known.here.pk):
        restrict(child=known.kit, ground=Ground.WITNESS, words="Ring.", named=named, by=known.county, at=now())
    return known.worker


def of_the_whole_partnership_not_named(known: Known) -> Member:
    who_is_not_named(known)
    return a_member(known.here, Role.MISSING_COORDINATOR, name="Second Sample")


OUT_OF_SIGHT: list[Callable[[Known], Member]] = [
    of_another_partnership, who_does_not_work_with_the_child, of_another_area, whose_work_ended_yesterday, with_a_conflict,
    who_is_not_named, of_the_whole_partnership_not_named,
]  # fmt: skip


def exported(client: Client, name: str) -> str:
    """Every cell of a list that is taken out, as words; none for who may take nothing out."""
    answer = client.post(f"/take-out/{name}/", {"purpose": "Looked at in a test"})
    if answer.status_code != 200:
        return ""
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    book = load_workbook(BytesIO(content))
    return " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell)


def test_who_works_with_the_child_sees_all_of_it(known: Known) -> None:
    """SHA-2: so that what follows says something."""
    client = signed_in_client(known.worker)
    with within(known.here.pk):
        viewer = viewer_of(known.worker, now=now())
        seen = {model.__name__ for model in TABLES if model.visible_to(viewer).exists()}
        assert {model.__name__ for model in TABLES} - seen == set()
        assert len(list(told_of_network(known.kit, viewer))) == 3
        assert len([*persons_near(known.kit, viewer), *contexts_near(known.kit, viewer)]) == 3
        assert work(viewer).number(Number.ORDERS) == 1
    said = " ".join(text_of(client.get(page)) for page in known.pages() if client.get(page).status_code == 200)
    assert [name for name in NAMES if name not in said] == []
    county = signed_in_client(known.county)
    files = " ".join(exported(county, name) for name in EXPORTS)
    assert all(name in files for name in ("Mick Nowhere", "Vance Madeup", "Fictional Arcade"))


@pytest.mark.parametrize("who", OUT_OF_SIGHT)
def test_no_row_of_any_table(known: Known, who: Callable[[Known], Member]) -> None:
    """SHA-2, SHA-4: the rows that every list, count, search and export is made of."""
    member = who(known)
    with within(member.partnership_id):
        viewer = viewer_of(member, now=now())
        assert {model.__name__: model.visible_to(viewer).count() for model in TABLES} == {
            model.__name__: 0 for model in TABLES
        }
        counts = [persons(viewer, Asked(shown)).count() for shown in Shown]
        counts += [orders(viewer, OrdersAsked(shown)).count() for shown in OrdersShown]
        counts += [contexts(viewer, ContextsAsked(shown)).count() for shown in ContextsShown]
        assert set(counts) == {0}
        assert [work(viewer).number(each) for each in (Number.ORDERS, Number.STEPS, Number.REVIEWS)] == [0, 0, 0]


@pytest.mark.parametrize("who", OUT_OF_SIGHT)
def test_nothing_round_the_child_and_nothing_of_an_earlier_map(known: Known, who: Callable[[Known], Member]) -> None:
    """SHA-2, EXP-7: no line, nobody near, no key that may still be shown."""
    member = who(known)
    with within(member.partnership_id):
        viewer = viewer_of(member, now=now())
        keys = {str(known.one.pk), str(known.other.pk), str(known.arcade.pk)}
        assert list(told_of_network(known.kit, viewer)) == []
        assert [*persons_near(known.kit, viewer), *contexts_near(known.kit, viewer)] == []
        assert persons_still(keys, known.kit, viewer) | contexts_still(keys, known.kit, viewer) == set()


@pytest.mark.parametrize("who", OUT_OF_SIGHT)
def test_no_page_and_no_way_to_write(known: Known, who: Callable[[Known], Member]) -> None:
    """SHA-2, SHA-4: unknown and forbidden look the same, asked or posted, and no trace of a change is left."""
    client = signed_in_client(who(known))
    with within(known.here.pk):
        before = Entry.objects.filter(kind="change").count()
    for page in known.pages():
        assert client.get(page).status_code == 404, page
        sent = {"because": "x", "words": "x", "name": "x", "answer": "same", "child": str(known.kit.pk)}
        assert client.post(page, sent).status_code in (404, 405), page
    with within(known.here.pk):
        assert Entry.objects.filter(kind="change").count() == before


@pytest.mark.parametrize("who", OUT_OF_SIGHT)
def test_no_word_of_it_in_a_list_a_search_or_a_file(known: Known, who: Callable[[Known], Member]) -> None:
    """SHA-2, SHA-4: by name, registration or number, in every list and in what is taken out of it."""
    client = signed_in_client(who(known))
    for listed in ("/persons/", "/persons/orders/", "/persons/contexts/", "/persons/contexts/steps/", "/"):
        for query in ("", "?q=vance", "?q=AB12CDE", "?q=P0000001", "?q=arcade", "?show=closed", "?show=late"):
            said = text_of(client.get(listed + query))
            assert [name for name in NAMES if name in said] == [], listed + query
    for name in EXPORTS:
        assert [each for each in NAMES if each in exported(client, name)] == [], name


@pytest.mark.parametrize("who", OUT_OF_SIGHT)
def test_nobody_is_found_to_be_tied_or_joined_to(known: Known, who: Callable[[Known], Member]) -> None:
    """SHA-2: a form that seeks whom to choose seeks within sight."""
    member = who(known)
    with within(member.partnership_id):
        viewer = viewer_of(member, now=now())
        assert [known_by_name(text, viewer) for text in ("vance", "Nowhere", "AB12 CDE", "P0000002", "")] == [[]] * 5


def test_a_closed_child_closes_nobody_who_is_known_otherwise(known: Known) -> None:
    """SHA-4: tied to another child in sight too, a person of concern is seen, without the tie that is closed."""
    with within(known.here.pk):
        amber, _ = known.children()
        known.tie(known.one, amber)
        known.ties(known.arcade, amber)
    member = of_the_whole_partnership_not_named(known)
    with within(known.here.pk):
        viewer = viewer_of(member, now=now())
        assert [each.pk for each in persons(viewer, Asked())] == [known.one.pk]
        assert [each.child_id for each in ChildTie.visible_to(viewer)] == [amber.pk]
        assert [each.child_id for each in ContextChild.visible_to(viewer)] == [amber.pk]
    said = text_of(signed_in_client(member).get(f"/persons/{known.one.pk}/"))
    assert "Amber Fictional" in said and "Kit" not in said and "Mick" not in said


@pytest.mark.parametrize("number", [1, 60])
def test_lists_ask_the_same_of_one_row_and_of_sixty(known: Known, number: int) -> None:
    """design.md: at most twelve queries, however much there is."""
    client = signed_in_client(known.worker)
    with within(known.here.pk):
        for each in range(number - 1):
            person, place = known.person(f"Vee {each} Madeup"), known.place(f"Arcade {each}")
            known.tie(person, known.kit)
            known.ties(place, known.kit)
            known.ties_person(place, known.one)
            known.says(known.one, About.ALIAS, f"Vee {each}")
            issued = Issued(Power.ABDUCTION, today(), "Fictional Police")
            record_order(person=person, issued=issued, by=known.county, at=now())
            known.step(known.arcade, f"Light {each}", owner=known.worker)
    client.get("/")
    for page in (
        "/persons/", "/persons/orders/", "/persons/contexts/", "/persons/contexts/steps/", f"/persons/{known.one.pk}/",
        f"/persons/contexts/{known.arcade.pk}/", f"/children/{known.kit.pk}/persons/",
        f"/children/{known.kit.pk}/chronology/", f"/children/{known.kit.pk}/network/",
    ):  # fmt: skip
        with asking_at_most(12):
            assert client.get(page).status_code == 200, page
