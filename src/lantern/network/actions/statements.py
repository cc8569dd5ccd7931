"""What is said of a person of concern: recorded with its source, taken back, never deleted (EXP-5, INT-5)."""

from datetime import date, datetime
from typing import Any

from lantern.children.rules.refusals import NotAllowed
from lantern.network.actions.naming import NAMING, entity_for
from lantern.network.actions.persons import hold
from lantern.network.models import PersonOfConcern, PlanStep, Statement
from lantern.network.rules.grading import Sourced, against_grade
from lantern.network.rules.keys import label_of
from lantern.network.vocabulary.persons import ENTITY_OF, About
from lantern.organisation.models import Member
from lantern.tenancy.current import one_at_a_time
from lantern.timekeeping import words as said
from lantern.trail import actions as trail
from lantern.trail.acting import action


@action
def record_statement(
    *, person: PersonOfConcern, about: About, words: str, on: date, source: Sourced, by: Member, at: datetime,
    day: date | None = None,
) -> Statement:  # fmt: skip
    """One thing said; a number plate, phone or account is the same thing wherever it is named.

    `day` is a birth date, which then is the words. Raises `NotAllowed` for a grade that is none.
    """
    stands = hold(person)
    entity = None
    if about in ENTITY_OF:
        one_at_a_time(NAMING)
        words = label_of(ENTITY_OF[about], words)
        entity = entity_for(ENTITY_OF[about], words[:120], at)
    statement = Statement.objects.create(
        person=stands, about=about, words=said.day(day) if day else words, day=day, on=on, entity=entity, by=by, at=at,
        **sourced(source),
    )  # fmt: skip
    trail.record("network.statement_recorded", statement, by=by, at=at)
    return statement


def sourced(source: Sourced) -> dict[str, str]:
    """The columns of a source. Raises `NotAllowed` for a grade that is none of its scheme."""
    if against := against_grade(source.scheme, source.grade):
        raise NotAllowed(against)
    return {"source": source.words, "scheme": source.scheme if source.grade else "", "grade": source.grade}


@action
def withdraw(*, said: Any, because: str, by: Member, at: datetime) -> None:
    """Take back a statement, a tie, an order, a breach or a step of a plan: it stays to be read as taken back.

    Raises `NotAllowed` when it is taken back already, and for a step that is done.
    """
    stands = type(said).objects.select_for_update(of=("self",)).get(pk=said.pk)
    if stands.withdrawn_at:
        raise NotAllowed("This was taken back already.")
    if isinstance(stands, PlanStep) and stands.done_on:
        raise NotAllowed("This step is done. What came of it stays.")
    stands.withdrawn_at, stands.withdrawn_by, stands.withdrawn_because = at, by, because
    stands.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    trail.record("network.said_withdrawn", stands, by=by, at=at)
