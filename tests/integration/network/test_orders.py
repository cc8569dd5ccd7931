"""EXP-5: orders and notices: in force, near their end, breached, over."""

from datetime import timedelta

import pytest

from lantern.children.rules.refusals import NotAllowed
from lantern.home.queries.work import Number, work
from lantern.network.actions.orders import end_order, record_breach, record_order
from lantern.network.actions.statements import withdraw
from lantern.network.models import Order, PersonOfConcern
from lantern.network.queries.orders import OrdersAsked, orders
from lantern.network.queries.persons import Asked, persons
from lantern.network.rules.tied import Issued
from lantern.network.vocabulary.persons import Shown
from lantern.network.vocabulary.powers import OrdersShown, Power
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
