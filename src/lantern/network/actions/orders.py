"""Orders and notices against a person of concern or over a place (EXP-5)."""

from datetime import date, datetime

from lantern.children.rules.refusals import NotAllowed
from lantern.network.actions.contexts import hold as hold_context
from lantern.network.actions.persons import hold
from lantern.network.models import Breach, Context, Order, PersonOfConcern
from lantern.network.rules.tied import Issued
from lantern.network.vocabulary.contexts import ContextKind
from lantern.organisation.models import Member
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def record_order(*, person: PersonOfConcern, issued: Issued, by: Member, at: datetime) -> Order:
    """Raises `NotAllowed` for a power over places, and for an order that expires before it is issued."""
    stands = hold(person)
    if not issued.power.law.of_person:
        raise NotAllowed("This power is over a place, not over a person.")
    return _recorded(Order(person=stands, by=by, at=at), issued, by, at)


@action
def record_order_over(*, context: Context, issued: Issued, by: Member, at: datetime) -> Order:
    """Raises `NotAllowed` for a power over persons alone, for what is no place, and when it expires before it is issued."""
    stands = hold_context(context)
    if not ContextKind(stands.kind).is_place:
        raise NotAllowed("This is no place. Record the order against the person it is against.")
    if not issued.power.law.of_place:
        raise NotAllowed("This power is over a person, not over a place.")
    return _recorded(Order(context=stands, by=by, at=at), issued, by, at)


@action
def end_order(*, order: Order, on: date, because: str, by: Member, at: datetime) -> None:
    """It ended before its last day: lifted, quashed, replaced. Raises `NotAllowed` when it ended, or before its issue."""
    stands = _held(order)
    if on < stands.issued_on:
        raise NotAllowed("It cannot end before it was issued.")
    stands.ended_on, stands.ended_by, stands.ended_because = on, by, because
    stands.save(update_fields=["ended_on", "ended_by", "ended_because"])
    trail.record("network.order_ended", stands, by=by, at=at)


@action
def record_breach(*, order: Order, on: date, words: str, reported_to: str, by: Member, at: datetime) -> Breach:
    """The order was not kept. Raises `NotAllowed` for a day before it was issued, and when it was taken back."""
    stands = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if stands.withdrawn_at:
        raise NotAllowed("This order was taken back.")
    if on < stands.issued_on:
        raise NotAllowed("It cannot be breached before it was issued.")
    breach = Breach.objects.create(order=stands, on=on, words=words, reported_to=reported_to, by=by, at=at)
    trail.record("network.breach_recorded", breach, by=by, at=at)
    return breach


def _recorded(order: Order, issued: Issued, by: Member, at: datetime) -> Order:
    if issued.expires_on and issued.expires_on < issued.on:
        raise NotAllowed("It cannot expire before it was issued.")
    order.power, order.issued_on, order.expires_on = issued.power, issued.on, issued.expires_on
    order.issued_by, order.reference, order.conditions = issued.by, issued.reference, issued.conditions
    order.save()
    trail.record("network.order_recorded", order, by=by, at=at)
    return order


def _held(order: Order) -> Order:
    stands = Order.objects.select_for_update(of=("self",)).get(pk=order.pk)
    if stands.ended_on or stands.withdrawn_at:
        raise NotAllowed("This order is over already.")
    return stands
