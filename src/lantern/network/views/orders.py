"""Orders and notices against persons of concern and over places: the list, and the forms (EXP-5)."""

from collections.abc import Callable

from lantern.access.page import Request, Response, page
from lantern.access.taking_out import take_out_url
from lantern.access.vocabulary import Permission
from lantern.design.forms import Form
from lantern.design.listing import listed, pills
from lantern.network.actions import orders as actions
from lantern.network.forms.orders import BreachForm, OrderForm
from lantern.network.forms.persons import EndForm
from lantern.network.models import Context, Order, PersonOfConcern
from lantern.network.parts import persons as parts
from lantern.network.queries.orders import OrdersAsked, expiry_days, orders
from lantern.network.views import of_context
from lantern.network.views.entered import entered
from lantern.network.vocabulary.powers import LAWS, OrdersShown, Power
from lantern.trail import actions as trail

RECORD = Permission.RECORD_PERSONS


@page("network/orders.html", may=Permission.SEE_PERSONS)
def listing(request: Request) -> Response:
    """What the address asks for, what expires first before all others."""
    viewer, asked = request.viewer, OrdersAsked.read(request.GET)
    days = expiry_days(viewer)
    part = listed(orders(viewer, asked), request.GET)
    trail.viewed_many("network/orders", list(part.rows), by=request.member, at=request.now)
    shown = [
        (OrdersShown.IN_FORCE, "In force"),
        (OrdersShown.EXPIRING, f"Last day within {days} days"),
        (OrdersShown.BREACHED, "Breached"),
        (OrdersShown.OVER, "Over, or not yet in force"),
    ]
    return request.show(
        listing=part,
        place=viewer.areas.name(viewer.focus),
        filters=[("Which orders", pills(request.GET, "show", [(each.value, label) for each, label in shown]))],
        powers=[(each.value, each.label, each is asked.power) for each in Power],
        kept=[(name, value) for name, value in request.GET.items() if name not in ("power", "page")],
        columns=parts.ORDERS,
        rows=parts.order_rows(part.rows, viewer, days),
        tabs=parts.tabs("orders"),
        take_out_url=take_out_url(viewer, "orders", request.GET),
    )


@page("network/order.html", may=RECORD, writes=True)
def order(request: Request, person: PersonOfConcern) -> Response:
    """An order or notice as it was issued; beside the form, what each power asks for."""
    form = OrderForm(request.POST, now=request.now)

    def save() -> None:
        actions.record_order(person=person, issued=form.issued, by=request.member, at=request.now)

    laws = [(each.label, law) for each, law in LAWS.items() if law.of_person and law.legislation]
    return entered(request, person, form, save, said="The order is recorded.", laws=laws)


@page("network/order_over.html", may=RECORD, writes=True)
def order_over(request: Request, context: Context) -> Response:
    """An order or notice over a place as it was issued."""
    form = OrderForm(request.POST, now=request.now, over_place=True)

    def save() -> None:
        actions.record_order_over(context=context, issued=form.issued, by=request.member, at=request.now)

    laws = [(each.label, law) for each, law in LAWS.items() if law.of_place and law.legislation]
    return of_context.entered(request, context, form, save, said="The order is recorded.", laws=laws)


@page("network/end_order.html", may=RECORD, writes=True)
def end(request: Request, order: Order) -> Response:
    """It ended before its last day."""
    form = EndForm(request.POST, now=request.now, initial={"on": request.viewer.today})

    def save() -> None:
        actions.end_order(order=order, by=request.member, at=request.now, **form.cleaned_data)

    return _entered(request, order, form, save, said="The order is ended.")


@page("network/breach.html", may=RECORD, writes=True)
def breach(request: Request, order: Order) -> Response:
    """It was not kept."""
    form = BreachForm(request.POST, now=request.now, initial={"on": request.viewer.today})

    def save() -> None:
        actions.record_breach(order=order, by=request.member, at=request.now, **form.cleaned_data)

    return _entered(request, order, form, save, said="The breach is recorded.")


def _entered(request: Request, order: Order, form: Form, save: Callable[[], object], *, said: str) -> Response:
    """On to the page of whom, or what, the order is against."""
    taken = Power(order.power).label
    if order.context:
        return of_context.entered(request, order.context, form, save, said=said, taken=taken)
    assert order.person is not None
    return entered(request, order.person.root, form, save, said=said, taken=taken)
