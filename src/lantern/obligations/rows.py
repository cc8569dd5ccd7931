"""What a page says of an obligation: the verb that leads to the work, whose child, whose duty, by when."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from lantern.access.viewer import Viewer
from lantern.children.models import Child
from lantern.children.naming import as_named, authorities_for, name_for
from lantern.children.queries.authorities import authorities_then
from lantern.children.rules.authorities import duty_words
from lantern.obligations import subjects
from lantern.obligations.models import Obligation
from lantern.obligations.rules import against_handing_over, against_waiving
from lantern.obligations.vocabulary import DUTY_WORDS
from lantern.timekeeping.moments import london


@dataclass(frozen=True)
class Line:
    """One obligation as lists show it, to somebody who may see its child."""

    obligation: Obligation
    verb: str
    url: str
    child: str
    whose: str
    against_waiving: str
    against_handing_over: str


def lines(found: Iterable[Obligation], viewer: Viewer) -> list[Line]:
    """`found` as `queries.for_lines` loads them."""
    return [line(each, viewer) for each in found]


def line(obligation: Obligation, viewer: Viewer) -> Line:
    met, waived = obligation.met_at is not None, obligation.waived_at is not None
    return Line(
        obligation=obligation,
        verb=subjects.verb(obligation),
        url=_where(obligation, viewer),
        child=name_for(obligation.child, viewer),
        whose=duty_words(holder_of(obligation, viewer), whose(obligation, viewer)),
        against_waiving=against_waiving(met=met, waived=waived, never=subjects.never_waived(obligation)),
        against_handing_over=against_handing_over(met=met, waived=waived),
    )


def _where(obligation: Obligation, viewer: Viewer) -> str:
    """Where the work is done, for those who may record it; the child's page for all others."""
    if subjects.may_do(obligation, viewer):
        return subjects.url(obligation)
    return reverse("casefile:overview", args=[obligation.child_id])


def holder_of(obligation: Obligation, viewer: Viewer, child: Child | None = None) -> str:
    """The other authority that holds the duty, by the record of the day on which it began, or "" (PAR-9).

    Rows as `queries.for_lines` loads them know it; for others the record of `child`, or their own, is read.
    """
    if not subjects.is_of_responsible(obligation):
        return ""
    if "home_then" in obligation.__dict__:
        return as_named(authorities_then(obligation), viewer).holder
    return authorities_for(child or obligation.child, viewer, london(obligation.starts_at).date()).holder


def whose(obligation: Obligation, viewer: Viewer) -> str:
    """You; somebody by name; or the duty, while nobody has taken it."""
    if obligation.owner_id == viewer.member.pk:
        return "You"
    if obligation.owner:
        return obligation.owner.name
    if obligation.owner_role == "allocated worker":
        return "No social worker yet"
    return DUTY_WORDS.get(obligation.owner_role, obligation.owner_role.capitalize())
