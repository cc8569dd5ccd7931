"""Ties of a person of concern to children and to others: recorded, ended, taken back (EXP-5)."""

from datetime import date, datetime
from typing import Any

from lantern.children.models import Child
from lantern.children.rules.refusals import NotAllowed
from lantern.network.actions.persons import hold
from lantern.network.actions.statements import sourced
from lantern.network.models import ChildTie, PersonOfConcern, PersonTie
from lantern.network.models.said import TIED
from lantern.network.rules.tied import Tied
from lantern.network.vocabulary.persons import ChildTieKind, PersonTieKind
from lantern.organisation.models import Member
from lantern.timekeeping.moments import london
from lantern.trail import actions as trail
from lantern.trail.acting import action

SAME_TIE = "This tie stands already, as sure as that."
FIRMER = "Recorded anew as {}."


@action
def tie_child(
    *, person: PersonOfConcern, child: Child, kind: ChildTieKind, tied: Tied, by: Member, at: datetime
) -> ChildTie:
    """A tie to a child; the same tie that was less sure, or surer, ends on this day and stays to be read.

    Raises `NotAllowed` when it stands as sure already, or when the person is this very child.
    """
    stands = hold(person)
    if stands.child_id == child.pk:
        raise NotAllowed("This record is of the child themselves.")
    settle(ChildTie.objects.filter(person__root=stands, child=child, kind=kind), tied, by, at)
    tie = ChildTie.objects.create(person=stands, child=child, kind=kind, by=by, at=at, **columns(tied))
    trail.record("network.child_tied", tie, by=by, at=at)
    return tie


@action
def tie_person(
    *, person: PersonOfConcern, other: PersonOfConcern, kind: PersonTieKind, tied: Tied, by: Member, at: datetime
) -> PersonTie:
    """A tie to another person of concern. Raises `NotAllowed` as `tie_child` does, and for one tied to themselves."""
    stands = hold(person)
    if stands.pk == other.root_id:
        raise NotAllowed("Choose another person: this is the same one.")
    settle(PersonTie.objects.filter(person__root=stands, other__root=other.root_id, kind=kind), tied, by, at)
    tie = PersonTie.objects.create(person=stands, other=other, kind=kind, by=by, at=at, **columns(tied))
    trail.record("network.persons_tied", tie, by=by, at=at)
    return tie


@action
def end_tie(*, tie: Any, on: date, because: str, by: Member, at: datetime) -> None:
    """The tie is over since a day. Raises `NotAllowed` when it is over or taken back already, or began later."""
    stands = type(tie).objects.select_for_update(of=("self",)).get(pk=tie.pk)
    if not stands.is_standing:
        raise NotAllowed("This tie is over already.")
    if stands.since and on < stands.since:
        raise NotAllowed("It cannot be over before it began.")
    _end(stands, on, because, by)
    trail.record("network.tie_ended", stands, by=by, at=at)


def settle(rows: Any, tied: Tied, by: Member, at: datetime) -> None:
    """What stands of the same tie ends, unless it says the same."""
    for each in rows.filter(TIED):
        if each.certainty == tied.certainty:
            raise NotAllowed(SAME_TIE)
        _end(each, london(at).date(), FIRMER.format(tied.certainty), by)
        trail.record("network.tie_ended", each, by=by, at=at)


def _end(tie: Any, on: date, because: str, by: Member) -> None:
    tie.ended_on, tie.ended_by, tie.ended_because = on, by, because
    tie.save(update_fields=["ended_on", "ended_by", "ended_because"])


def columns(tied: Tied) -> dict[str, Any]:
    """What is said of a tie, as its columns."""
    return {"certainty": tied.certainty, "since": tied.since, "note": tied.note, **sourced(tied.source)}
