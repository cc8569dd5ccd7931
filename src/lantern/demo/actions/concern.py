"""Persons of concern, groups and places in the invented county (EXP-5, EXP-6)."""

import functools
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db.models import Count

from lantern.children.models import Child
from lantern.demo.actions.closed import first_of
from lantern.demo.rules.concern import PERSONS, PLACES, SOURCES, TOGETHER, DrawnOrder, DrawnPerson, DrawnPlace
from lantern.network.actions.context_ties import tie_child_to, tie_person_to
from lantern.network.actions.contexts import add_guardian, add_step, assess, finish_step, record_context
from lantern.network.actions.orders import record_breach, record_order, record_order_over
from lantern.network.actions.persons import record_person
from lantern.network.actions.statements import record_statement
from lantern.network.actions.ties import tie_child, tie_person
from lantern.network.models import Order, PersonOfConcern
from lantern.network.rules.contexts import Assessed, Described
from lantern.network.rules.grading import Sourced
from lantern.network.rules.tied import Issued, Tied
from lantern.network.vocabulary.persons import Certainty, PersonTieKind
from lantern.organisation.models import Area, Member
from lantern.organisation.vocabulary import Role
from lantern.timekeeping.moments import london
from lantern.trail.acting import action

A_MONTH = timedelta(days=30)


@action
def record_persons(*, by: None, at: datetime) -> None:
    """Some persons and places, tied to children who went missing often. Once a county."""
    recorder = first_of(Role.LIAISON_OFFICER)
    if recorder is None or PersonOfConcern.objects.exists():
        return
    children = _often_missing()
    areas = [each.area for each in children if each.area]
    made = [_person(place, drawn, children, areas, recorder, at) for place, drawn in enumerate(PERSONS)]
    for first, second in TOGETHER:
        tied = Tied(Certainty.SUSPECTED, Sourced(SOURCES[0], "3x5x2", "2CP"), (london(at) - A_MONTH).date())
        tie_person(
            person=made[first], other=made[second], kind=PersonTieKind.DIRECTS, tied=tied, by=recorder, at=at - A_MONTH
        )  # fmt: skip
    for place in PLACES:
        _place(place, children, made, recorder, at)


def _often_missing() -> Sequence[Child]:
    rows = Child.objects.filter(provisional=False, merged_into=None).annotate(times=Count("episodes"))
    return list(rows.select_related("area").order_by("-times", "number")[:8])


def _person(
    place: int, drawn: DrawnPerson, children: Sequence[Child], areas: Sequence[Area], by: Member, at: datetime
) -> PersonOfConcern:
    then = at - A_MONTH * 2 + timedelta(days=place)
    area = areas[drawn.district % len(areas)] if areas else None
    person = record_person(name=drawn.name, description=drawn.words, area=area, by=by, at=then)
    for number, (about, words, grade) in enumerate(drawn.said):
        source = Sourced(SOURCES[number % len(SOURCES)], "3x5x2", grade)
        when = then + timedelta(days=number)
        record_statement(
            person=person, about=about, words=words, on=london(when).date(), source=source, by=by, at=when
        )  # fmt: skip
    for number, kind, certainty in drawn.ties:
        if number < len(children):
            tied = Tied(certainty, Sourced(SOURCES[number % len(SOURCES)], "3x5x2", "2BP"), london(then).date())
            tie_child(person=person, child=children[number], kind=kind, tied=tied, by=by, at=then)
    for order in drawn.orders:
        _order(functools.partial(record_order, person=person), order, by, at)
    return person


def _order(record: Callable[..., Order], drawn: DrawnOrder, by: Member, at: datetime) -> None:
    day = london(at).date()
    last = None if drawn.days_left is None else day + timedelta(days=drawn.days_left)
    issued = Issued(
        drawn.power, day - timedelta(days=drawn.days_ago), drawn.power.law.holder, last, conditions=drawn.conditions
    )
    order = record(issued=issued, by=by, at=at - timedelta(days=1))
    if drawn.breach:
        reported = f"{drawn.power.law.holder}, by phone"
        record_breach(
            order=order, on=day - timedelta(days=6), words=drawn.breach, reported_to=reported, by=by, at=at - timedelta(hours=9)
        )  # fmt: skip


def _place(
    drawn: DrawnPlace, children: Sequence[Child], persons: Sequence[PersonOfConcern], by: Member, at: datetime
) -> None:
    then, day = at - A_MONTH, london(at).date()
    first = children[drawn.children[0][0]] if len(children) > drawn.children[0][0] else None
    area = first.area_id if first else None
    described = Described(drawn.name, drawn.kind, drawn.certainty, area, drawn.address)
    context = record_context(described=described, by=by, at=then)
    review = day + timedelta(days=drawn.review_days)
    assess(context=context, assessed=Assessed(drawn.risks, drawn.strengths, review), version=1, by=by, at=then)
    for order in drawn.orders:
        _order(functools.partial(record_order_over, context=context), order, by, at)
    if drawn.guardian:
        add_guardian(
            context=context, who=drawn.guardian, how="Calls at once", since=london(then).date(), by=by, at=then
        )
    for text, days, outcome in drawn.steps:
        step = add_step(context=context, text=text, owner=by, due_on=day + timedelta(days=days), by=by, at=then)
        if outcome:
            finish_step(step=step, on=day - timedelta(days=2), outcome=outcome, by=by, at=at - timedelta(days=2))
    tied = Tied(drawn.certainty, Sourced(SOURCES[1], "3x5x2", "1BP"), london(then).date())
    for number, kind in drawn.children:
        if number < len(children):
            tie_child_to(context=context, child=children[number], kind=kind, tied=tied, by=by, at=then)
    if drawn.person:
        tie_person_to(context=context, person=persons[drawn.person[0]], kind=drawn.person[1], tied=tied, by=by, at=then)
