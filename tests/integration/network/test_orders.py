"""EXP-5: orders and notices: in force, near their end, breached, over."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from lantern.children.rules.refusals import NotAllowed
from lantern.exchange.queries.lists_of_persons import order as order_cells
from lantern.home.queries.work import Number, work
from lantern.network.actions.contexts import close_context, record_context
from lantern.network.actions.orders import end_order, record_breach, record_order, record_order_over
from lantern.network.actions.statements import withdraw
from lantern.network.models import Context, Order, PersonOfConcern
from lantern.network.queries.orders import OrdersAsked, orders
from lantern.network.queries.persons import Asked, persons
from lantern.network.rules.contexts import Described
from lantern.network.rules.tied import Issued
from lantern.network.vocabulary.contexts import ContextKind
from lantern.network.vocabulary.persons import Certainty, Shown
from lantern.network.vocabulary.powers import OrdersShown, Power
from lantern.organisation.models import Member
from lantern.trail.acting import action
from tests.factories.people import now, signed_in_client
from tests.factories.today import today
from tests.integration.missing.pages import text_of
from tests.integration.network.concern import Concern

pytestmark = pytest.mark.django_db


def issued(concern: Concern, person: PersonOfConcern, days: int | None, since: int = 30) -> Order:
    """A warning notice issued `since` days ago whose last day is in `days`."""
    last = None if days is None else today() + timedelta(days=days)
    order = Issued(Power.ABDUCTION, today() - timedelta(days=since), "Fictional Police", last)
    return record_order(person=person, issued=order, by=concern.county, at=now())


def shown(concern: Concern, shown: OrdersShown) -> list[Order]:
    return list(orders(concern.viewer(concern.county), OrdersAsked(shown)))


@pytest.mark.parametrize(
    ("days", "lists"),
    [
        (None, {OrdersShown.IN_FORCE}),
        (29, {OrdersShown.IN_FORCE}),
        (28, {OrdersShown.IN_FORCE, OrdersShown.EXPIRING}),
        (0, {OrdersShown.IN_FORCE, OrdersShown.EXPIRING}),
        (-1, {OrdersShown.OVER}),
    ],
)
def test_the_last_day_counts_in_and_its_end_is_shown_28_days_ahead(
    concern: Concern, days: int | None, lists: set[OrdersShown]
) -> None:
    """EXP-5, PAR-7: both days are included."""
    made = issued(concern, concern.person(), days)
    assert {each for each in OrdersShown if made in shown(concern, each)} == lists
    assert made.is_in_force(today()) is (OrdersShown.IN_FORCE in lists)


def test_what_ends_soon_is_in_my_work_of_who_sees_the_person(concern: Concern) -> None:
    """EXP-5: as one line with its number, which leads to the list."""
    issued(concern, concern.person(area=concern.chelmsford), 9)
    numbers = [
        work(concern.viewer(each)).number(Number.ORDERS) for each in (concern.county, concern.mid, concern.north)
    ]
    assert numbers == [1, 1, 0]
    assert "Look at 1 order that ends soon" in text_of(signed_in_client(concern.mid).get("/"))
    assert "9 days left" in text_of(signed_in_client(concern.mid).get("/persons/orders/?show=expiring"))


def test_ended_before_its_last_day_it_is_over(concern: Concern) -> None:
    """EXP-5: with the reason; never before it was issued, and once."""
    person = concern.person()
    made = issued(concern, person, 300)
    assert persons(concern.viewer(concern.county), Asked(Shown.ORDERS)).exists()
    early = today() - timedelta(days=31)
    with pytest.raises(NotAllowed, match="before it was issued"):
        end_order(order=made, on=early, because="x", by=concern.county, at=now())
    end_order(order=made, on=today(), because="Quashed.", by=concern.county, at=now())
    assert shown(concern, OrdersShown.IN_FORCE) == [] and shown(concern, OrdersShown.OVER) == [made]
    assert not persons(concern.viewer(concern.county), Asked(Shown.ORDERS)).exists()
    with pytest.raises(NotAllowed, match="over already"):
        end_order(order=made, on=today(), because="Twice.", by=concern.county, at=now())
    assert "Quashed." in text_of(signed_in_client(concern.county).get(f"/persons/{person.pk}/"))


def test_a_breach_says_when_what_and_to_whom_it_was_reported(concern: Concern) -> None:
    """EXP-5: taken back, the order counts as breached no more."""
    person = concern.person()
    made = issued(concern, person, 300)
    told = {"words": "Met a child at the station.", "reported_to": "Fictional Police, ref 7", "by": concern.county}
    with pytest.raises(NotAllowed, match="before it was issued"):
        record_breach(order=made, on=today() - timedelta(days=40), at=now(), **told)
    breach = record_breach(order=made, on=today(), at=now(), **told)
    page = text_of(signed_in_client(concern.county).get(f"/persons/{person.pk}/"))
    assert "Met a child at the station." in page and "reported to Fictional Police, ref 7" in page
    assert shown(concern, OrdersShown.BREACHED) == [made]
    withdraw(said=breach, because="Somebody else.", by=concern.county, at=now())
    assert shown(concern, OrdersShown.BREACHED) == []


def test_taken_back_it_is_in_no_list_and_stays_on_the_page(concern: Concern) -> None:
    """INT-5: never deleted."""
    person = concern.person()
    made = issued(concern, person, 5)
    withdraw(said=made, because="Of another man.", by=concern.county, at=now())
    assert not any(shown(concern, each) for each in OrdersShown)
    assert "Of another man." in text_of(signed_in_client(concern.county).get(f"/persons/{person.pk}/"))


def test_a_power_over_places_is_used_against_no_person(concern: Concern) -> None:
    """EXP-5: and none expires before it is issued."""
    person, day = concern.person(), today()
    for power, last in ((Power.CLOSURE_ORDER, None), (Power.ABDUCTION, day - timedelta(days=1))):
        with pytest.raises(NotAllowed):
            record_order(person=person, issued=Issued(power, day, "x", last), by=concern.county, at=now())


def test_an_order_is_seen_by_who_sees_the_person(concern: Concern) -> None:
    """EXP-5, SHA-2: on the list and by its address."""
    made = issued(concern, concern.person(area=concern.chelmsford), 5)
    seen = [orders(concern.viewer(each), OrdersAsked()).exists() for each in (concern.mid, concern.north)]
    assert seen == [True, False]
    assert signed_in_client(concern.north).get(f"/persons/order/{made.pk}/breach/").status_code == 404


class TestOverPlaces:
    """EXP-5: the target of a power is a person or a place."""

    def over(self, concern: Concern, context: Context, power: Power = Power.CLOSURE_ORDER, days: int = 60) -> Order:
        order = Issued(power, today() - timedelta(days=30), "Fictional Borough", today() + timedelta(days=days))
        return record_order_over(context=context, issued=order, by=concern.county, at=now())

    def place(self, concern: Concern, kind: ContextKind = ContextKind.BUSINESS) -> Context:
        described = Described("Fictional Arcade", kind, Certainty.KNOWN, concern.chelmsford.pk)
        return record_context(described=described, by=concern.county, at=now())

    def test_it_stands_with_those_against_persons_and_leads_to_the_place(self, concern: Concern) -> None:
        """One list, soonest first; who does not see the place does not see its order."""
        against, over = issued(concern, concern.person(), 90), self.over(concern, self.place(concern))
        assert shown(concern, OrdersShown.IN_FORCE) == [over, against]
        page = text_of(signed_in_client(concern.county).get("/persons/orders/"))
        assert "Fictional Arcade" in page and "Closure order" in page
        assert orders(concern.viewer(concern.mid), OrdersAsked()).exists()
        assert not orders(concern.viewer(concern.north), OrdersAsked()).exists()
        assert signed_in_client(concern.north).get(f"/persons/order/{over.pk}/breach/").status_code == 404

    def test_its_end_is_in_my_work(self, concern: Concern) -> None:
        """As of one against a person."""
        self.over(concern, self.place(concern), days=5)
        assert work(concern.viewer(concern.mid)).number(Number.ORDERS) == 1

    @pytest.mark.parametrize("kind", [ContextKind.GROUP, ContextKind.ONLINE])
    def test_a_group_is_no_place(self, concern: Concern, kind: ContextKind) -> None:
        """Its page offers no order; its address refuses one."""
        group = self.place(concern, kind)
        with pytest.raises(NotAllowed, match="no place"):
            self.over(concern, group)
        assert "Orders and notices" not in text_of(
            signed_in_client(concern.county).get(f"/persons/contexts/{group.pk}/")
        )

    def test_a_power_over_persons_is_used_over_no_place(self, concern: Concern) -> None:
        """And none expires before it is issued."""
        place = self.place(concern)
        with pytest.raises(NotAllowed, match="over a person"):
            self.over(concern, place, Power.ABDUCTION)
        with pytest.raises(NotAllowed, match="expire before"):
            self.over(concern, place, days=-31)
        assert not Order.objects.exists()

    def test_a_closed_record_takes_none(self, concern: Concern) -> None:
        """EXP-6."""
        place = self.place(concern)
        close_context(context=place, because="Shut down.", by=concern.county, at=now())
        with pytest.raises(NotAllowed):
            self.over(concern, place)

    def test_it_is_recorded_breached_ended_and_taken_back_on_the_page_of_the_place(self, concern: Concern) -> None:
        """Every form leads back to the place; what was typed stays when it is refused."""
        place, client = self.place(concern), signed_in_client(concern.county)
        page = f"/persons/contexts/{place.pk}/"
        day = today()
        on = {f"issued_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
        refused = client.post(f"{page}order/", {"power": "sexual risk order", "issued_by": "Kept words", **on})
        assert "Select a valid choice" in text_of(refused) and "Kept words" in refused.content.decode()
        answer = client.post(f"{page}order/", {"power": "closure order", "issued_by": "Fictional Borough", **on})
        assert (answer.status_code, answer["Location"]) == (302, page)
        order = Order.objects.get()
        assert (order.context, order.person) == (place, None)
        at = {f"on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
        told = client.post(f"/persons/order/{order.pk}/breach/", {"words": "Open at night.", **at})
        assert told["Location"] == page
        assert "Open at night." in text_of(client.get(page))
        assert shown(concern, OrdersShown.BREACHED) == [order]
        for said in (f"breach/{order.breaches.get().pk}", f"order/{order.pk}"):
            form = client.get(f"/persons/{said}/take-back/")
            assert "Groups and places" in text_of(form)
            assert client.post(f"/persons/{said}/take-back/", {"because": "By mistake."})["Location"] == page
        assert "By mistake." in text_of(client.get(page))

    def test_ended_it_is_over(self, concern: Concern) -> None:
        """With the reason on the page of the place."""
        place, client = self.place(concern), signed_in_client(concern.county)
        order, day = self.over(concern, place), today()
        at = {f"on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
        answer = client.post(f"/persons/order/{order.pk}/end/", {"because": "The tenant left.", **at})
        assert answer["Location"] == f"/persons/contexts/{place.pk}/"
        assert "The tenant left." in text_of(client.get(answer["Location"]))
        assert shown(concern, OrdersShown.OVER) == [order]

    @pytest.mark.parametrize("both", [True, False])
    def test_an_order_is_of_one_thing(self, concern: Concern, both: bool) -> None:
        """The database refuses one of both, and one of neither."""
        order = self.over(concern, self.place(concern))
        values = {"person": concern.person()} if both else {"context": None}
        with pytest.raises(IntegrityError, match="order_of_person_or_place"), transaction.atomic():
            tampered(order=order, values=values, by=concern.county, at=now())

    def test_excel_names_the_place(self, concern: Concern) -> None:
        """EXP-5: number and name of whom, or what, it is against."""
        over = self.over(concern, self.place(concern))
        number, name, *_ = order_cells(over, concern.viewer(concern.county))
        assert (number, name) == (over.context.number, "Fictional Arcade")  # type: ignore[union-attr]


@action
def tampered(*, order: Order, values: dict[str, Any], by: Member, at: datetime) -> None:
    Order.objects.filter(pk=order.pk).update(**values)
